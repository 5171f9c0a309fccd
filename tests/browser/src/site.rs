//! A copy of the built site on a server of its own, for everything that can go wrong on the way to a page: files that
//! come late or never, a server that is gone, and a new version in the place of the old one.

use crate::before;
use crate::driver::Folder;
use crate::engine::Engine;
use crate::setup::Setup;
use anyhow::{Context, Result};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// A request that is held back longer than this is given up.
const LONGEST: Duration = Duration::from_secs(60);

/// What happens to requests whose path contains a text.
#[derive(Debug, Default)]
struct Rules {
    held: Vec<String>,
    refused: Vec<String>,
    asked: Vec<String>,
    stopped: bool,
}

#[derive(Debug, Default)]
struct Shared {
    engine: Engine,
    rules: Mutex<Rules>,
    changed: Condvar,
}

impl Shared {
    fn rules(&self) -> MutexGuard<'_, Rules> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A served copy of the site. It ends with its owner.
#[derive(Debug)]
pub struct Site {
    folder: Folder,
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Site {
    /// Copies the client's page and serves the copy.
    ///
    /// # Errors
    /// When the site is not there, or no port is free.
    pub fn of(setup: &Setup) -> Result<Site> {
        Site::copy_of(&setup.site()?)
    }

    /// Copies the client's page of a folder and serves the copy.
    ///
    /// # Errors
    /// When it cannot be read, or no port is free.
    pub fn copy_of(from: &Path) -> Result<Site> {
        let folder = Folder::new("site")?;
        for entry in fs::read_dir(from).with_context(|| format!("{}", from.display()))? {
            let path = entry?.path();
            let packed = matches!(extension(&path), "br" | "gz");
            if let Some(name) = path.file_name().filter(|_| path.is_file() && !packed) {
                fs::copy(&path, folder.path().join(name))?;
            }
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            engine: Engine::from_env()?,
            ..Shared::default()
        });
        let site = Site {
            folder,
            address,
            shared,
        };
        site.serve(listener);
        Ok(site)
    }

    /// The address, with a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Where the files are; they may be changed.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Keeps requests waiting whose path contains this.
    pub fn hold(&self, part: &str) {
        self.shared.rules().held.push(part.to_owned());
    }

    /// Answers everything that is waiting, and holds nothing back any more.
    pub fn release(&self) {
        self.shared.rules().held.clear();
        self.shared.changed.notify_all();
    }

    /// Says of files whose path contains this that they are not there.
    pub fn refuse(&self, part: &str) {
        self.shared.rules().refused.push(part.to_owned());
    }

    /// Refuses nothing any more.
    pub fn allow(&self) {
        self.shared.rules().refused.clear();
    }

    /// The paths that were asked for so far.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.shared.rules().asked.clone()
    }

    /// Stops: nobody answers at this address any more.
    pub fn stop(&self) {
        self.shared.rules().stopped = true;
        self.release();
        // The thread that waits for a visitor has to notice.
        let _ = TcpStream::connect(self.address);
    }

    /// Begins again at the same address.
    ///
    /// # Errors
    /// When somebody else has the port now.
    pub fn start_again(&self) -> Result<()> {
        let listener = TcpListener::bind(self.address)?;
        self.shared.rules().stopped = false;
        self.serve(listener);
        Ok(())
    }

    /// Replaces the files by those of a newer version: other contents, and with them other names, as a build gives.
    /// `mark` is a text that the new page holds.
    ///
    /// # Errors
    /// When the files are not as expected.
    pub fn update(&self, mark: &str) -> Result<()> {
        let mut texts = Vec::new();
        let mut renamed = Vec::new();
        for entry in fs::read_dir(self.folder())? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.context("a file has no name")?.to_owned();
            if let Some((before, hash)) = name.split_once('-')
                && ["start", "client"].contains(&before)
            {
                let new = format!("{before}-{}{}", "0000", hash.get(4..).unwrap_or_default());
                fs::rename(&path, self.folder().join(&new))?;
                renamed.push((name, new));
            }
        }
        for entry in fs::read_dir(self.folder())? {
            let path = entry?.path();
            if matches!(extension(&path), "html" | "js") {
                texts.push(path);
            }
        }
        for path in texts {
            let mut text = fs::read_to_string(&path)?;
            for (old, new) in &renamed {
                text = text.replace(old, new);
            }
            if path.ends_with("index.html") {
                text = text.replacen(
                    "<title>",
                    &format!("<meta name=version content={mark}><title>"),
                    1,
                );
            }
            if path.ends_with("worker.js") {
                text = text.replacen("\"startbeeld-", &format!("\"startbeeld-{mark}-"), 1);
            }
            fs::write(&path, text)?;
        }
        Ok(())
    }

    fn serve(&self, listener: TcpListener) {
        let (folder, shared) = (self.folder().to_owned(), Arc::clone(&self.shared));
        thread::spawn(move || {
            for visitor in listener.incoming().map_while(Result::ok) {
                if shared.rules().stopped {
                    return;
                }
                let (folder, shared) = (folder.clone(), Arc::clone(&shared));
                thread::spawn(move || answer(&folder, &shared, &visitor));
            }
        });
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Answers one request. A browser that goes away meanwhile is no failure.
fn answer(folder: &Path, shared: &Shared, visitor: &TcpStream) -> Option<()> {
    let mut lines = BufReader::new(visitor).lines().map_while(Result::ok);
    let first = lines.next()?;
    // The rest of the request says nothing that matters, but has to be read.
    lines.by_ref().find(String::is_empty);
    let target = first.split(' ').nth(1)?;
    let path = target.split(['?', '#']).next()?.trim_start_matches('/');
    shared.rules().asked.push(path.to_owned());
    let waits = |rules: &mut Rules| rules.held.iter().any(|part| path.contains(part.as_str()));
    drop(
        shared
            .changed
            .wait_timeout_while(shared.rules(), LONGEST, waits),
    );
    let (refused, stopped) = {
        let rules = shared.rules();
        let refused = rules
            .refused
            .iter()
            .any(|part| path.contains(part.as_str()));
        (refused, rules.stopped)
    };
    if stopped {
        return None;
    }
    let name = if path.is_empty() { "index.html" } else { path };
    let file: PathBuf = folder.join(name);
    let is_driven_blindly = shared.engine != Engine::Chromium;
    let found = fs::read(&file)
        .ok()
        .filter(|_| !refused && !name.contains(".."))
        .map(|body| match String::from_utf8(body) {
            Ok(page) if is_driven_blindly && extension(&file) == "html" => {
                before::insert(&page).into_bytes()
            }
            Ok(text) => text.into_bytes(),
            Err(error) => error.into_bytes(),
        })
        .or_else(|| (is_driven_blindly && name == before::PATH).then(|| before::file().into()));
    let (status, body) = match found {
        Some(body) => ("200 OK", body),
        None => ("404 Not Found", b"not here".to_vec()),
    };
    let media_type = match extension(&file) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        _ => "text/plain",
    };
    // Only Chromium can be told to forget the files it keeps; no other one gets any to keep.
    let is_new = status.starts_with("404") || is_driven_blindly && extension(&file) != "html";
    let keep = if is_new {
        "no-store"
    } else if name.contains('-') && extension(&file) != "svg" {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nCache-Control: {keep}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut visitor = visitor;
    visitor.write_all(head.as_bytes()).ok()?;
    visitor.write_all(&body).ok()
}

fn extension(path: &Path) -> &str {
    path.extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default()
}
