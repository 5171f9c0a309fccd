//! The static shell of the client's page: its first screens as real HTML, and its styles inside the page.
//!
//! One answer of the server is then enough to read and to answer the first
//! question; the program arrives later. The project's own `shell` binary renders
//! the screens with the same code as the browser does.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::files;
use crate::headers;
use crate::workspace::Workspace;

/// What the project renders for the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shell {
    /// The body of the page.
    pub body: String,
    /// The questions on paper, by the name of the file: pages of their own.
    pub papers: Vec<(String, String)>,
    /// The texts of the other languages, by tag.
    pub languages: Vec<(String, String)>,
    /// The texts that the widget has beside those of the program, as JSON by language.
    pub widget: String,
}

/// Renders the shell natively.
pub fn render(workspace: &Workspace) -> Result<Shell> {
    let folder = workspace.scratch().join("shell");
    files::remove_folder(&folder)?;
    files::create_folder(&folder)?;
    // The features are those of the tests, so that both use one build.
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--all-features", "--bin", "shell", "--"])
        .arg(&folder)
        .current_dir(workspace.root())
        .status()
        .context("cargo cannot be started; install Rust with rustup")?;
    if !status.success() {
        bail!("the static shell could not be rendered (its messages above say why)");
    }
    let mut shell = Shell {
        body: files::read_text(&folder.join("body.html"))?,
        papers: Vec::new(),
        languages: Vec::new(),
        widget: files::read_text(&folder.join("widget.json"))?,
    };
    for path in files::walk(&folder)? {
        let name = files::relative(&path, &folder);
        let tag = |begin, end| Some(name.strip_prefix(begin)?.strip_suffix(end)?.to_owned());
        if let Some(tag) = tag("texts-", ".txt") {
            shell.languages.push((tag, files::read_text(&path)?));
        } else if name.starts_with("paper") {
            shell.papers.push((name, files::read_text(&path)?));
        }
    }
    Ok(shell)
}

/// Puts the body into a page that Trunk built.
pub fn insert_body(page: &str, body: &str) -> Result<String> {
    let place = ["<div id=app></div>", "<div id=\"app\"></div>"]
        .into_iter()
        .find(|place| page.contains(place))
        .context("the page has no empty element with the id `app`")?;
    Ok(page.replacen(place, body, 1))
}

/// Puts a style sheet into the page in place of the link to it.
pub fn inline_style(page: &str, file: &str, css: &str) -> Result<String> {
    let name = page
        .find(file)
        .with_context(|| format!("the page does not name {file}"))?;
    let begin = page
        .get(..name)
        .and_then(|before| before.rfind("<link"))
        .context("the style sheet has no link")?;
    let length = page
        .get(name..)
        .and_then(|after| after.find('>'))
        .context("the link to the style sheet has no end")?;
    let before = page.get(..begin).unwrap_or_default();
    let after = page.get(name + length + 1..).unwrap_or_default();
    Ok(format!("{before}<style>{}</style>{after}", css.trim()))
}

/// Writes the policy into the page as well, for servers that send no headers of
/// their own.
pub fn insert_policy(page: &str) -> String {
    // A browser ignores this part outside a header and says so in its console.
    let policy = headers::content_security_policy(page).replace("; frame-ancestors 'self'", "");
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let charset = page.find("<meta charset");
    let end = charset.and_then(|at| Some(at + page.get(at..)?.find('>')? + 1));
    match end.and_then(|end| page.split_at_checked(end)) {
        Some((before, after)) => format!("{before}{meta}{after}"),
        None => page.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_takes_the_place_of_the_empty_app() {
        let page = "<body><div id=app></div></body>";
        assert_eq!(
            insert_body(page, "<b>x</b>").unwrap(),
            "<body><b>x</b></body>"
        );
        assert!(insert_body("<body></body>", "x").is_err());
    }

    #[test]
    fn the_styles_take_the_place_of_their_link() {
        let page = "<link href=./i.svg rel=icon><link href=./client-1.css rel=stylesheet><title>";
        let inlined = inline_style(page, "client-1.css", "a{}\n").unwrap();
        assert_eq!(
            inlined,
            "<link href=./i.svg rel=icon><style>a{}</style><title>"
        );
        assert!(inline_style("<head>", "client-1.css", "").is_err());
    }

    #[test]
    fn the_policy_in_the_page_allows_what_stands_in_it() {
        let page = insert_policy("<head><meta charset=utf-8><style>a{}</style>");
        assert!(page.starts_with("<head><meta charset=utf-8><meta http-equiv"));
        assert!(page.contains("style-src 'self' 'sha256-") && !page.contains("frame-ancestors"));
    }
}
