//! Writes what the build puts into the client's page: `shell` the body with the static shell, `shell paper` the questions on paper.
#![allow(missing_docs, reason = "a binary has no public items")]

use startbeeld::web::client::shell;
use std::io::Write;

fn main() -> std::io::Result<()> {
    let paper = std::env::args().any(|argument| argument == "paper");
    let text = if paper { shell::paper() } else { shell::body() };
    std::io::stdout().write_all(text.as_bytes())
}
