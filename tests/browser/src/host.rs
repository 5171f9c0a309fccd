//! A site of somebody else, with pages that a test writes: the pages around a widget. It has an origin of its own.

use anyhow::Result;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// One page or file of the site.
#[derive(Clone, Debug)]
struct File {
    media_type: &'static str,
    policy: String,
    body: String,
}

#[derive(Debug, Default)]
struct Shared {
    files: Mutex<BTreeMap<String, File>>,
    stopped: AtomicBool,
}

/// The site of a host. It ends with its owner.
#[derive(Debug)]
pub struct Host {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Host {
    /// An empty site.
    ///
    /// # Errors
    /// When no port is free.
    pub fn new() -> Result<Host> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let seen = Arc::clone(&shared);
        thread::spawn(move || {
            for visitor in listener.incoming().map_while(Result::ok) {
                if seen.stopped.load(Ordering::Relaxed) {
                    return;
                }
                let shared = Arc::clone(&seen);
                thread::spawn(move || answer(&shared, &visitor));
            }
        });
        Ok(Host { address, shared })
    }

    /// Where the site is, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address of a page.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.origin())
    }

    /// Puts a page on the site, with a content security policy; an empty one is none.
    pub fn page(&self, path: &str, policy: &str, body: &str) {
        self.put(path, "text/html; charset=utf-8", policy, body);
    }

    /// Puts a style sheet on the site.
    pub fn style(&self, path: &str, body: &str) {
        self.put(path, "text/css; charset=utf-8", "", body);
    }

    /// Puts a script on the site.
    pub fn script(&self, path: &str, body: &str) {
        self.put(path, "text/javascript; charset=utf-8", "", body);
    }

    fn put(&self, path: &str, media_type: &'static str, policy: &str, body: &str) {
        let file = File {
            media_type,
            policy: policy.to_owned(),
            body: body.to_owned(),
        };
        let mut files = self
            .shared
            .files
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), file);
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        // The thread that waits for a visitor has to notice.
        let _ = TcpStream::connect(self.address);
    }
}

/// Answers one request. A browser that goes away meanwhile is no failure.
fn answer(shared: &Shared, visitor: &TcpStream) -> Option<()> {
    let mut lines = BufReader::new(visitor).lines().map_while(Result::ok);
    let first = lines.next()?;
    lines.by_ref().find(String::is_empty);
    let target = first.split(' ').nth(1)?;
    let path = target.split(['?', '#']).next()?.trim_start_matches('/');
    let found = shared
        .files
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get(path)
        .cloned();
    let (status, file) = match found {
        Some(file) => ("200 OK", file),
        None => (
            "404 Not Found",
            File {
                media_type: "text/plain",
                policy: String::new(),
                body: String::new(),
            },
        ),
    };
    let policy = match file.policy.as_str() {
        "" => String::new(),
        policy => format!("Content-Security-Policy: {policy}\r\n"),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{policy}Cache-Control: no-store\r\nConnection: close\r\n\r\n",
        file.media_type,
        file.body.len()
    );
    let mut visitor = visitor;
    visitor.write_all(head.as_bytes()).ok()?;
    visitor.write_all(file.body.as_bytes()).ok()
}
