//! Chromedriver as a process of its own, on a port it chooses itself, that ends when its owner goes.

use anyhow::{Context, Result};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::Duration;
use std::{env, fs, process, thread};

/// How long chromedriver may take to start.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running chromedriver.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts chromedriver and waits until it says on which port it listens.
    ///
    /// # Errors
    /// When the program does not start or never names a port.
    pub fn start(program: &Path) -> Result<Driver> {
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
            .context("the output of chromedriver cannot be read")?;
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
            .context("chromedriver did not say on which port it listens")?;
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
        let request = format!(
            "DELETE /session/{id} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
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

/// The port in `ChromeDriver was started successfully on port 36013.`
fn port_in(line: &str) -> Option<u16> {
    let (_, after) = line.split_once("successfully on port ")?;
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
        assert_eq!(port_in("Starting ChromeDriver 156 on port 0"), None);
    }
}
