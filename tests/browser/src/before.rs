//! Scripts that run before those of a page, in browsers whose driver has no command for that.
//!
//! Chromium is told by its debugging protocol. For the others every page gets one more script at its very start, from
//! its own server: the content security policy allows scripts of the own origin, so nothing of it has to be loosened.
//! The served site itself is left alone; a server in front of it adds the script on the way.

use anyhow::{Context, Result};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

/// Where the scripts are fetched from.
pub(crate) const PATH: &str = "before-every-page.js";

/// What every page begins with, so that the script comes right after it.
const START: &str = "<meta charset=utf-8>";

/// The scripts of the browser that was started last. Tests run one at a time, and no test gives scripts of its own to
/// two browsers.
static SCRIPTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Begins with one script.
pub(crate) fn reset(script: &str) {
    let mut scripts = SCRIPTS.lock().unwrap_or_else(PoisonError::into_inner);
    *scripts = vec![script.to_owned()];
}

/// Adds a script.
pub(crate) fn add(script: &str) {
    let mut scripts = SCRIPTS.lock().unwrap_or_else(PoisonError::into_inner);
    scripts.push(script.to_owned());
}

/// All scripts as one file. Each is a block of its own, so that a failure or a name in one does not reach the next.
pub(crate) fn file() -> String {
    let scripts = SCRIPTS.lock().unwrap_or_else(PoisonError::into_inner);
    scripts
        .iter()
        .map(|script| format!("{{ {script} }}\n"))
        .collect()
}

/// The page with the script at its start. What is no page of ours stays as it is.
pub(crate) fn insert(page: &str) -> String {
    page.replacen(START, &format!("{START}<script src=/{PATH}></script>"), 1)
}

/// The address in front of a served site that adds the script to its pages. One server serves the whole run.
///
/// # Errors
/// When no port is free, or another site was put behind it before.
pub(crate) fn front_of(url: &str) -> Result<String> {
    static FRONT: OnceLock<Result<u16, String>> = OnceLock::new();
    let behind = url
        .strip_prefix("http://")
        .and_then(|rest| rest.strip_suffix('/'))
        .with_context(|| format!("{url} is no address of a site served by http"))?
        .to_owned();
    let port = FRONT.get_or_init(|| {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|e| e.to_string())?;
        let port = listener.local_addr().map_err(|e| e.to_string())?.port();
        thread::spawn(move || {
            for visitor in listener.incoming().map_while(Result::ok) {
                let behind = behind.clone();
                // A browser that goes away meanwhile is no failure.
                thread::spawn(move || pass_on(&visitor, &behind).ok());
            }
        });
        Ok(port)
    });
    match port {
        Ok(port) => Ok(format!("http://127.0.0.1:{port}/")),
        Err(error) => Err(anyhow::anyhow!("no server for the browser: {error}")),
    }
}

/// Answers one request with what the site behind answers.
fn pass_on(mut visitor: &TcpStream, behind: &str) -> Result<()> {
    let mut lines = BufReader::new(visitor).lines();
    let first = lines.next().context("no request")??;
    let mut request = format!("{first}\r\nHost: {behind}\r\nConnection: close\r\n");
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        // What is packed could not be changed.
        let name = line.split(':').next().unwrap_or_default().to_lowercase();
        if !["host", "connection", "accept-encoding"].contains(&name.as_str()) {
            request.push_str(&format!("{line}\r\n"));
        }
    }
    request.push_str("\r\n");
    if first.contains(PATH) {
        let file = file();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/javascript; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
            file.len()
        );
        return Ok(visitor.write_all(format!("{head}{file}").as_bytes())?);
    }
    let mut site = TcpStream::connect(behind)?;
    site.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    site.read_to_end(&mut answer)?;
    visitor.write_all(&changed(answer))?;
    Ok(())
}

/// An answer with the script in it, if it is a page.
fn changed(answer: Vec<u8>) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(&answer) else {
        return answer;
    };
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return answer;
    };
    if !head.to_lowercase().contains("content-type: text/html") {
        return answer;
    }
    let body = insert(body);
    let head: String = head
        .lines()
        .filter(|line| !line.to_lowercase().starts_with("content-length:"))
        .map(|line| format!("{line}\r\n"))
        .collect();
    format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn only_pages_are_changed() {
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\ncontent-length: 20\r\n\r\n<meta charset=utf-8>";
        let with = String::from_utf8(changed(page.as_bytes().to_vec())).unwrap();
        assert!(with.ends_with("<script src=/before-every-page.js></script>"));
        assert!(with.contains("Content-Length: 63\r\n") && !with.contains(": 20"));
        let other =
            b"HTTP/1.1 200 OK\r\nContent-Type: application/wasm\r\n\r\n\xff<meta charset=utf-8>";
        assert_eq!(changed(other.to_vec()), other);
    }
}
