//! The program that drives a browser, as a process of its own that ends when its owner goes.

use crate::engine::Engine;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

/// How long a driver may take to start.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running driver.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts the driver of an engine and waits until it listens. `home` is an empty folder in which the browser of
    /// WebKit, which knows no choice of its own for that, finds its settings. Whether it knows WebAssembly is a
    /// variable for that browser too.
    ///
    /// # Errors
    /// When the program does not start or never listens.
    pub fn start(
        engine: Engine,
        program: &Path,
        home: &Path,
        without_programs: bool,
    ) -> Result<Driver> {
        match engine {
            Engine::Chromium | Engine::Firefox => Driver::start_greeting(program),
            Engine::WebKit => Driver::start_silent(program, home, without_programs),
        }
    }

    /// Starts a driver that chooses a port itself and says which.
    fn start_greeting(program: &Path) -> Result<Driver> {
        let child = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} could not be started", program.display()))?;
        let mut driver = Driver { child, port: 0 };
        let output = driver
            .child
            .stdout
            .take()
            .context("the output of the driver cannot be read")?;
        let (tell, told) = mpsc::channel();
        // Its whole output is read, because a full pipe would stop it; only the greeting matters.
        thread::spawn(move || {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            lines.filter_map(|line| port_in(&line)).for_each(|port| {
                let _ = tell.send(port);
            });
        });
        driver.port = told
            .recv_timeout(PATIENCE)
            .context("the driver did not say on which port it listens")?;
        Ok(driver)
    }

    /// Starts a driver that says nothing, on a port that was free a moment ago.
    fn start_silent(program: &Path, home: &Path, without_programs: bool) -> Result<Driver> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let child = Command::new(program)
            .arg(format!("--port={port}"))
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home)
            // Inside a container the browser may not make containers of its own.
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .envs(without_programs.then_some(("JSC_useWebAssembly", "false")))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} could not be started", program.display()))?;
        let driver = Driver { child, port };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if start.elapsed() > PATIENCE {
                bail!("the driver does not listen on the port it was given");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(driver)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends a session and with it the browser. A browser that is gone already is no failure.
    pub fn end_session(&self, id: &str) {
        let Ok(mut connection) = TcpStream::connect(("127.0.0.1", self.port)) else {
            return;
        };
        // Without the port geckodriver refuses, and its browser would stay behind.
        let port = self.port;
        let request = format!(
            "DELETE /session/{id} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        );
        let sent = connection
            .set_read_timeout(Some(PATIENCE))
            .and_then(|()| connection.write_all(request.as_bytes()));
        if sent.is_ok() {
            // The first bytes of the answer come when the browser has ended.
            let _ = connection.read(&mut [0; 64]);
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The session was ended before; a process that is gone already is no failure.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port in `ChromeDriver was started successfully on port 36013.`, or in what geckodriver says at that moment,
/// `... INFO  Listening on 127.0.0.1:36013`.
fn port_in(line: &str) -> Option<u16> {
    let (_, after) = line
        .split_once("successfully on port ")
        .or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    after.trim_end_matches('.').trim().parse().ok()
}

/// A folder of this process that goes with its owner.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes a new, empty folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(purpose: &str) -> Result<Folder> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("startbeeld-{purpose}-{}-{number}", process::id()));
        fs::create_dir_all(&path)
            .with_context(|| format!("{} could not be made", path.display()))?;
        Ok(Folder(path))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::port_in;

    #[test]
    fn the_port_is_read_from_the_greeting() {
        assert_eq!(
            port_in("ChromeDriver was started successfully on port 36013."),
            Some(36013)
        );
        assert_eq!(
            port_in("1763789000000\tgeckodriver\tINFO\tListening on 127.0.0.1:4445"),
            Some(4445)
        );
        assert_eq!(port_in("Starting ChromeDriver 156 on port 0"), None);
    }
}
