//! A small web server for the built site, on this machine only.
//!
//! It is used by `cargo xtask serve`, and inside the process by the commands
//! that drive a browser. It only ever reads files below one folder.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response};

use crate::compress;
use crate::headers::{self, Encoding};

/// A browser opens at most six connections to one server; a few more threads
/// leave room for a second browser.
const THREADS: usize = 8;

/// How many ports are tried after a busy one.
const PORTS_TRIED: u16 = 50;

/// The port to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// Any free port, chosen by the system.
    Any,
    /// This port, or the next free one after it.
    Preferred(u16),
}

/// Which content security policy the pages get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// The strict policy of this site.
    Strict,
    /// None: the comparison pages have scripts inside that this site's policy is not made for.
    Absent,
}

/// What to serve and where.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// The folder with the site.
    pub root: PathBuf,
    /// The port to listen on.
    pub port: Port,
    /// The path under which the site appears, with a slash on both ends.
    pub base: String,
    /// The content security policy of its pages.
    pub policy: Policy,
    /// The folder with example pages that hold the widget, if they are to be served too, under [`DEMO`].
    pub demo: Option<PathBuf>,
}

/// Where the example pages appear inside the site.
pub const DEMO: &str = "demo/";

/// A running server. It stops when it is dropped.
pub struct Server {
    http: Arc<tiny_http::Server>,
    workers: Vec<JoinHandle<()>>,
    address: SocketAddr,
    base: String,
}

impl Server {
    /// Starts to serve.
    pub fn start(options: ServerOptions) -> Result<Self> {
        let root = options.root.canonicalize().with_context(|| {
            format!(
                "there is no built site in {}; make it with `cargo xtask dist`",
                options.root.display()
            )
        })?;
        let listener = listen(options.port)?;
        let address = listener
            .local_addr()
            .context("the address of the server cannot be read")?;
        let http = tiny_http::Server::from_listener(listener, None)
            .map_err(|error| anyhow!("the web server cannot be started: {error}"))?;
        let http = Arc::new(http);
        let site = Arc::new(Site {
            root,
            base: options.base.clone(),
            policy: options.policy,
            demo: options.demo.and_then(|folder| folder.canonicalize().ok()),
        });
        let workers = (0..THREADS)
            .map(|_| {
                let http = Arc::clone(&http);
                let site = Arc::clone(&site);
                thread::spawn(move || {
                    // `recv` fails when the server is told to stop.
                    while let Ok(request) = http.recv() {
                        site.respond(request);
                    }
                })
            })
            .collect();
        Ok(Self {
            http,
            workers,
            address,
            base: options.base,
        })
    }

    /// The address of the site, with a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.base)
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        for worker in std::mem::take(&mut self.workers) {
            // A worker that stopped early leaves the others serving.
            let _ = worker.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in &self.workers {
            self.http.unblock();
        }
    }
}

/// Opens the port on this machine's own address only.
fn listen(port: Port) -> Result<TcpListener> {
    let (first, last) = match port {
        Port::Any => (0, 0),
        Port::Preferred(port) => (port, port.saturating_add(PORTS_TRIED)),
    };
    for port in first..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                bail!("port {port} needs special rights; choose one above 1023 with --port")
            }
            Err(error) => return Err(error).with_context(|| format!("port {port} cannot be used")),
        }
    }
    bail!("the ports {first} to {last} are all in use; choose another one with --port")
}

/// The parts of a request that decide the answer.
#[derive(Debug, Default)]
struct Question<'a> {
    path: &'a str,
    reads: bool,
    accept_encoding: Option<&'a str>,
    if_none_match: Option<&'a str>,
}

/// A complete answer.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn text(status: u16, text: &str) -> Self {
        Self {
            status,
            headers: vec![
                ("Content-Type", "text/plain; charset=utf-8".to_owned()),
                ("Cache-Control", "no-cache".to_owned()),
            ],
            body: format!("{text}\n").into_bytes(),
        }
    }

    fn not_found() -> Self {
        Self::text(404, "404")
    }

    fn redirect(to: String) -> Self {
        let mut answer = Self::text(308, "308");
        answer.headers.push(("Location", to));
        answer
    }
}

/// The site as it is served.
#[derive(Debug)]
struct Site {
    root: PathBuf,
    base: String,
    policy: Policy,
    demo: Option<PathBuf>,
}

impl Site {
    fn respond(&self, request: Request) {
        let header = |name: &'static str| {
            request
                .headers()
                .iter()
                .find(|header| header.field.equiv(name))
                .map(|header| header.value.as_str())
        };
        let url = request.url();
        let answer = self.answer(&Question {
            path: url.split_once('?').map_or(url, |(path, _)| path),
            reads: matches!(request.method(), Method::Get | Method::Head),
            accept_encoding: header("Accept-Encoding"),
            if_none_match: header("If-None-Match"),
        });
        let headers = answer
            .headers
            .iter()
            .filter_map(|(name, value)| Header::from_bytes(*name, value.as_bytes()).ok())
            .collect();
        let length = answer.body.len();
        let response = Response::new(
            answer.status.into(),
            headers,
            std::io::Cursor::new(answer.body),
            Some(length),
            None,
        )
        // With a known length there is no reason to send in chunks.
        .with_chunked_threshold(usize::MAX);
        // A browser that goes away in the middle of an answer is no problem.
        let _ = request.respond(response);
    }

    /// The answer to a question, with the headers that every answer has.
    fn answer(&self, question: &Question<'_>) -> Answer {
        let mut answer = if question.reads {
            self.find(question).unwrap_or_else(|error| {
                // The file was there but could not be read.
                Answer::text(500, &format!("500 {error:#}"))
            })
        } else {
            let mut answer = Answer::text(405, "405");
            answer.headers.push(("Allow", "GET, HEAD".to_owned()));
            answer
        };
        let path = decode(question.path).unwrap_or_default();
        let inside = path.strip_prefix(&self.base).unwrap_or_default();
        let permissions = headers::permissions_policy(inside);
        for (name, value) in [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Permissions-Policy", &*permissions),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ] {
            answer.headers.push((name, value.to_owned()));
        }
        answer
    }

    fn find(&self, question: &Question<'_>) -> Result<Answer> {
        let Some(path) = decode(question.path) else {
            return Ok(Answer::not_found());
        };
        let Some(inside) = path.strip_prefix(&self.base) else {
            // The base without its closing slash is most likely a typing slip.
            return Ok(if format!("{path}/") == self.base {
                Answer::redirect(self.base.clone())
            } else {
                Answer::not_found()
            });
        };
        if !is_plain(inside) {
            return Ok(Answer::not_found());
        }
        let demo = self
            .demo
            .as_ref()
            .and_then(|folder| Some((folder, inside.strip_prefix(DEMO)?)));
        let (root, below) = demo.unwrap_or((&self.root, inside));
        let mut name = inside.to_owned();
        let mut file = root.join(below);
        if file.is_dir() {
            if !name.is_empty() && !name.ends_with('/') {
                return Ok(Answer::redirect(format!("{}{name}/", self.base)));
            }
            name.push_str("index.html");
            file = file.join("index.html");
        }
        // A link inside the site must not lead out of it.
        let Ok(file) = file.canonicalize() else {
            return Ok(Answer::not_found());
        };
        if !file.starts_with(root) || !file.is_file() {
            return Ok(Answer::not_found());
        }
        send(&file, &name, self.policy, question)
    }
}

/// Answers with a file, compressed when the browser can take it.
fn send(file: &Path, name: &str, policy: Policy, question: &Question<'_>) -> Result<Answer> {
    let packed = |encoding: Encoding| {
        let copy = compress::beside(file, encoding.extension());
        copy.is_file().then_some((encoding, copy))
    };
    let copies: Vec<(Encoding, PathBuf)> = Encoding::ALL.into_iter().filter_map(packed).collect();
    let varies = !copies.is_empty();
    let chosen = copies
        .into_iter()
        .find(|(encoding, _)| headers::accepts(question.accept_encoding, *encoding));
    let (encoding, source) = match chosen {
        Some((encoding, copy)) => (Some(encoding), copy),
        None => (None, file.to_owned()),
    };

    let etag = etag(&source, encoding)?;
    let media_type = headers::media_type(name);
    let mut headers = vec![
        ("Cache-Control", headers::cache_control(name).to_owned()),
        ("ETag", etag.clone()),
    ];
    if headers::is_shared(name) {
        headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
        headers.push(("Cross-Origin-Resource-Policy", "cross-origin".to_owned()));
    }
    if varies {
        headers.push(("Vary", "Accept-Encoding".to_owned()));
    }
    if headers::matches_etag(question.if_none_match, &etag) {
        return Ok(Answer {
            status: 304,
            headers,
            body: Vec::new(),
        });
    }
    headers.push(("Content-Type", media_type.to_owned()));
    if let Some(encoding) = encoding {
        headers.push(("Content-Encoding", encoding.name().to_owned()));
    }
    if media_type.starts_with("text/html") && policy == Policy::Strict {
        let page = crate::files::read_text(file)?;
        let policy = if name == headers::FRAME {
            headers::frame_policy(&page, headers::LOCAL_HOSTS)
        } else if name.starts_with(DEMO) {
            headers::HOST_POLICY.to_owned()
        } else {
            headers::content_security_policy(&page)
        };
        headers.push(("Content-Security-Policy", policy));
    }
    Ok(Answer {
        status: 200,
        headers,
        body: crate::files::read(&source)?,
    })
}

/// Names one version of a file in one encoding.
fn etag(path: &Path, encoding: Option<Encoding>) -> Result<String> {
    let data = path
        .metadata()
        .with_context(|| format!("{} cannot be read", path.display()))?;
    let changed = data
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .unwrap_or_default();
    Ok(format!(
        "\"{:x}-{:x}-{}\"",
        data.len(),
        changed.as_nanos(),
        encoding.map_or("id", Encoding::name)
    ))
}

/// Undoes percent encoding. Nothing means that the path is not valid.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let text = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(text, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Whether a path consists of ordinary names only: nothing hidden, no way up,
/// and nothing that another system would read as a separator.
fn is_plain(inside: &str) -> bool {
    let allowed = |c: char| !c.is_control() && c != '\\' && c != ':';
    let mut names = inside.split('/').peekable();
    while let Some(name) = names.next() {
        let is_last = names.peek().is_none();
        if name.starts_with('.') || !name.chars().all(allowed) || (name.is_empty() && !is_last) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::testing::Folder;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    const WASM: &str = "client-0123456789abcdef_bg.wasm";

    fn site() -> Folder {
        let folder = Folder::new();
        folder.file("site/index.html", "<p>client");
        folder.file("site/coach/index.html", "<p>coach");
        folder.file(&format!("site/{WASM}"), "wasm plain");
        folder.file(&format!("site/{WASM}.br"), "wasm br");
        folder.file(&format!("site/{WASM}.gz"), "wasm gz");
        folder.file("site/schema/a.json", "{}");
        folder.file("site/.hidden", "secret");
        folder.file("secret.txt", "secret");
        folder
    }

    fn start(folder: &Folder, base: &str) -> Server {
        Server::start(ServerOptions {
            root: folder.path().join("site"),
            port: Port::Any,
            base: base.to_owned(),
            policy: Policy::Strict,
            demo: None,
        })
        .unwrap()
    }

    struct Reply {
        status: u16,
        head: String,
        body: String,
    }

    impl Reply {
        fn header(&self, name: &str) -> Option<&str> {
            self.head.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case(name).then_some(value.trim())
            })
        }
    }

    /// Sends a real request over a socket.
    fn ask(server: &Server, method: &str, path: &str, extra: &str) -> Reply {
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{extra}\r\n"
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn get(server: &Server, path: &str) -> Reply {
        ask(server, "GET", path, "")
    }

    #[test]
    fn pages_come_with_the_strict_headers() {
        let folder = site();
        let server = start(&folder, "/");
        let page = get(&server, "/");
        assert_eq!((page.status, page.body.as_str()), (200, "<p>client"));
        assert_eq!(
            page.header("Content-Type"),
            Some("text/html; charset=utf-8")
        );
        assert_eq!(page.header("Cache-Control"), Some("no-cache"));
        assert_eq!(page.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(page.header("Referrer-Policy"), Some("no-referrer"));
        assert_eq!(
            page.header("Cross-Origin-Opener-Policy"),
            Some("same-origin")
        );
        assert!(page.header("Permissions-Policy").is_some());
        let policy = page.header("Content-Security-Policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "));
        assert!(!policy.contains("  "), "{policy}");
    }

    #[test]
    fn a_comparison_page_comes_without_a_policy() {
        let folder = site();
        let server = Server::start(ServerOptions {
            root: folder.path().join("site"),
            port: Port::Any,
            base: "/".to_owned(),
            policy: Policy::Absent,
            demo: None,
        })
        .unwrap();
        let page = get(&server, "/");
        assert_eq!(page.header("Content-Security-Policy"), None);
        assert_eq!(page.header("Cache-Control"), Some("no-cache"));
        let wasm = ask(
            &server,
            "GET",
            &format!("/{WASM}"),
            "Accept-Encoding: br\r\n",
        );
        assert_eq!(wasm.header("Content-Encoding"), Some("br"));
    }

    #[test]
    fn folders_lead_to_their_page() {
        let folder = site();
        let server = start(&folder, "/");
        let redirect = get(&server, "/coach");
        assert_eq!(redirect.status, 308);
        assert_eq!(redirect.header("Location"), Some("/coach/"));
        assert_eq!(get(&server, "/coach/").body, "<p>coach");
        assert_eq!(get(&server, "/coach/?x=1").status, 200);
        assert_eq!(get(&server, "/schema/").status, 404);
    }

    #[test]
    fn the_best_accepted_encoding_is_sent() {
        let folder = site();
        let server = start(&folder, "/");
        let path = format!("/{WASM}");
        for (accept, encoding, body) in [
            ("Accept-Encoding: gzip, br\r\n", Some("br"), "wasm br"),
            ("Accept-Encoding: gzip\r\n", Some("gzip"), "wasm gz"),
            ("", None, "wasm plain"),
        ] {
            let reply = ask(&server, "GET", &path, accept);
            assert_eq!(reply.body, body);
            assert_eq!(reply.header("Content-Encoding"), encoding);
            assert_eq!(reply.header("Content-Type"), Some("application/wasm"));
            assert_eq!(reply.header("Vary"), Some("Accept-Encoding"));
            assert_eq!(reply.header("Content-Security-Policy"), None);
            assert_eq!(
                reply.header("Cache-Control"),
                Some("public, max-age=31536000, immutable")
            );
        }
    }

    #[test]
    fn an_unchanged_file_is_not_sent_again() {
        let folder = site();
        let server = start(&folder, "/");
        let first = get(&server, "/schema/a.json");
        assert_eq!(
            first.header("Content-Type"),
            Some("application/schema+json")
        );
        let etag = first.header("ETag").unwrap();
        let again = ask(
            &server,
            "GET",
            "/schema/a.json",
            &format!("If-None-Match: {etag}\r\n"),
        );
        assert_eq!((again.status, again.body.as_str()), (304, ""));
        assert_eq!(again.header("ETag"), Some(etag));
    }

    #[test]
    fn nothing_outside_the_site_or_hidden_is_sent() {
        let folder = site();
        let server = start(&folder, "/");
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/coach/..\\..\\secret.txt",
            "//secret.txt",
            "/.hidden",
            "/coach/%00",
            "/%zz",
            "/missing.js",
        ] {
            let reply = get(&server, path);
            assert_eq!(reply.status, 404, "{path}");
            assert!(!reply.body.contains("secret"), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_site_is_not_followed() {
        let folder = site();
        let link = folder.path().join("site/link.txt");
        std::os::unix::fs::symlink(folder.path().join("secret.txt"), link).unwrap();
        let server = start(&folder, "/");
        assert_eq!(get(&server, "/link.txt").status, 404);
    }

    #[test]
    fn only_reading_is_allowed() {
        let folder = site();
        let server = start(&folder, "/");
        let head = ask(&server, "HEAD", "/", "");
        assert_eq!((head.status, head.body.as_str()), (200, ""));
        assert_eq!(head.header("Content-Length"), Some("9"));
        let post = ask(&server, "POST", "/", "Content-Length: 0\r\n");
        assert_eq!(post.status, 405);
        assert_eq!(post.header("Allow"), Some("GET, HEAD"));
    }

    #[test]
    fn a_base_path_moves_the_whole_site() {
        let folder = site();
        let server = start(&folder, "/deep/down/");
        assert!(server.url().ends_with("/deep/down/"));
        assert_eq!(get(&server, "/deep/down/").body, "<p>client");
        assert_eq!(get(&server, "/deep/down/coach/").body, "<p>coach");
        assert_eq!(
            get(&server, "/deep/down").header("Location"),
            Some("/deep/down/")
        );
        assert_eq!(
            get(&server, "/deep/down/coach").header("Location"),
            Some("/deep/down/coach/")
        );
        assert_eq!(get(&server, "/").status, 404);
    }

    #[test]
    fn a_busy_port_makes_room_for_the_next() {
        let folder = site();
        let first = start(&folder, "/");
        let busy = first.address.port();
        if busy > u16::MAX - PORTS_TRIED {
            return;
        }
        let second = Server::start(ServerOptions {
            root: folder.path().join("site"),
            port: Port::Preferred(busy),
            base: "/".to_owned(),
            policy: Policy::Strict,
            demo: None,
        })
        .unwrap();
        assert!(second.address.port() > busy);
        assert_eq!(get(&second, "/").status, 200);
    }

    #[test]
    fn a_missing_site_says_how_to_make_it() {
        let folder = Folder::new();
        let error = Server::start(ServerOptions {
            root: folder.path().join("none"),
            port: Port::Any,
            base: "/".to_owned(),
            policy: Policy::Strict,
            demo: None,
        })
        .err()
        .unwrap();
        assert!(error.to_string().contains("cargo xtask dist"));
    }
}
