//! Bundles the style sheets: one file per component becomes one file per page.
//!
//! `styles/client.css`, `styles/coach.css` and `styles/kiosk.css` are lists of `@import "./x.css";`
//! lines. A browser would fetch those files one after the other, so they are
//! put together here, before Trunk shrinks the result and gives it a hashed
//! name. Only what the browser would do in the same way is accepted; anything
//! else is an error, so that no style gets lost silently.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::files;
use crate::workspace::Workspace;

/// The style sheets that become one file each.
pub const ENTRIES: [&str; 3] = ["client.css", "coach.css", "kiosk.css"];

/// Bundles the style sheets into `target/styles`, where the pages look.
pub fn bundle_all(workspace: &Workspace) -> Result<()> {
    for entry in ENTRIES {
        let css = bundle(&workspace.root().join("styles").join(entry))?;
        let to = workspace.scratch().join("styles").join(entry);
        // An unchanged file keeps its time stamp, so that nothing that watches
        // the folder starts over for nothing.
        if files::read_text(&to).ok().as_ref() != Some(&css) {
            files::write(&to, css)?;
        }
    }
    Ok(())
}

/// One style sheet with all its imports put in place.
pub fn bundle(entry: &Path) -> Result<String> {
    let mut css = String::new();
    append(entry, &mut Vec::new(), &mut css)?;
    Ok(css)
}

/// Adds one file to the result. `above` holds the files that import this one,
/// which is how a circle is noticed.
fn append(path: &Path, above: &mut Vec<PathBuf>, css: &mut String) -> Result<()> {
    let path = path.canonicalize().with_context(|| match above.last() {
        Some(parent) => format!(
            "{} imports {}, which is not there",
            parent.display(),
            path.display()
        ),
        None => format!("the style sheet {} is not there", path.display()),
    })?;
    if above.contains(&path) {
        bail!(
            "{} imports itself by way of its own imports; break that circle",
            path.display()
        );
    }
    let text = files::read_text(&path)?;
    let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
    above.push(path.clone());
    for piece in split(&text).with_context(|| format!("{} cannot be bundled", path.display()))? {
        match piece {
            Piece::Text(text) => {
                css.push_str(text);
            }
            Piece::Import(target) => append(&folder.join(target), above, css)?,
        }
    }
    above.pop();
    if !css.is_empty() && !css.ends_with('\n') {
        css.push('\n');
    }
    Ok(())
}

/// A part of a style sheet.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// Anything that stays as it is.
    Text(&'a str),
    /// The path in an import rule.
    Import(&'a str),
}

/// Cuts a style sheet at its import rules, without being fooled by comments and
/// strings.
fn split(text: &str) -> Result<Vec<Piece<'_>>> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut kept_from = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = text.get(at..).unwrap_or_default();
        if rest.starts_with("/*") {
            let length = rest
                .find("*/")
                .context("a comment is opened with /* but never closed")?;
            at += length + 2;
        } else if byte == b'"' || byte == b'\'' {
            at += string_length(rest)?;
        } else if starts_with_word(rest, "@import") {
            pieces.push(Piece::Text(text.get(kept_from..at).unwrap_or_default()));
            let length = rest
                .find(';')
                .context("an @import rule does not end with a semicolon")?;
            let rule = rest.get("@import".len()..length).unwrap_or_default();
            pieces.push(Piece::Import(import_target(rule)?));
            at += length + 1;
            kept_from = at;
        } else if starts_with_word(rest, "url") && !is_inside_word(bytes, at) {
            check_url(rest)?;
            at += "url".len();
        } else {
            at += 1;
        }
    }
    pieces.push(Piece::Text(text.get(kept_from..).unwrap_or_default()));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.trim().is_empty()));
    Ok(pieces)
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !text
            .as_bytes()
            .get(word.len())
            .is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'-' || *next == b'_')
}

fn is_inside_word(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| bytes.get(before))
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-' || *byte == b'_')
}

/// The length of the string literal at the start of the text, quotes included.
fn string_length(text: &str) -> Result<usize> {
    let bytes = text.as_bytes();
    let quote = bytes.first().copied().unwrap_or(b'"');
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' => break,
            _ if byte == quote => return Ok(at + 1),
            _ => at += 1,
        }
    }
    bail!("a quotation mark is opened but not closed on the same line")
}

/// The path of an import rule; only a plain relative path can be put in place.
fn import_target(rule: &str) -> Result<&str> {
    let rule = rule.trim();
    let inner = rule
        .strip_prefix("url(")
        .and_then(|rest| rest.strip_suffix(')'))
        .map_or(rule, str::trim);
    let target = ['"', '\'']
        .iter()
        .find_map(|quote| inner.strip_prefix(*quote)?.strip_suffix(*quote))
        .filter(|target| !target.contains(['"', '\'']));
    match target {
        Some(target) if !target.contains(':') && !target.starts_with('/') && !target.is_empty() => {
            Ok(target)
        }
        _ => bail!(
            "`@import {rule};` is not a plain relative path in quotes, such as @import \"./x.css\";"
        ),
    }
}

/// A relative address would point elsewhere once the files are put together,
/// and the file it names would not be in the site.
fn check_url(text: &str) -> Result<()> {
    let Some(inside) = text
        .get("url".len()..)
        .and_then(|rest| rest.strip_prefix('('))
    else {
        return Ok(());
    };
    let target = inside.trim_start().trim_start_matches(['"', '\'']);
    if target.starts_with("data:") || target.starts_with('#') {
        return Ok(());
    }
    let shown: String = target.chars().take_while(|c| *c != ')').take(60).collect();
    bail!("url({shown}) names another file; write the picture as a data: address instead")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::testing::Folder;

    #[test]
    fn imports_are_put_in_place_in_order_and_recursively() {
        let folder = Folder::new();
        let entry = folder.file(
            "client.css",
            "/* @import \"./no.css\"; */\n@import \"./a.css\";\n@import './sub/b.css';\np{c:d}\n",
        );
        folder.file("a.css", "a{content:'@import \"x\";'}");
        folder.file("sub/b.css", "@import url(\"./c.css\");\nb{}");
        folder.file("sub/c.css", "c{}\n");
        let css = bundle(&entry).unwrap();
        let order: Vec<usize> = ["a{content", "c{}", "b{}", "p{c:d}"]
            .iter()
            .map(|part| css.find(part).unwrap())
            .collect();
        assert!(order.is_sorted(), "{css}");
        assert!(!css.contains("./a.css"));
    }

    #[test]
    fn the_same_file_twice_is_not_a_circle() {
        let folder = Folder::new();
        let entry = folder.file("e.css", "@import \"./a.css\"; @import \"./a.css\";");
        folder.file("a.css", "a{}");
        assert_eq!(bundle(&entry).unwrap().matches("a{}").count(), 2);
    }

    #[test]
    fn a_circle_is_an_error() {
        let folder = Folder::new();
        let entry = folder.file("a.css", "@import \"./b.css\";");
        folder.file("b.css", "@import \"./a.css\";");
        let error = format!("{:#}", bundle(&entry).unwrap_err());
        assert!(error.contains("circle"), "{error}");
    }

    #[test]
    fn a_missing_file_names_both_files() {
        let folder = Folder::new();
        let entry = folder.file("a.css", "@import \"./gone.css\";");
        let error = format!("{:#}", bundle(&entry).unwrap_err());
        assert!(error.contains("a.css") && error.contains("gone.css"));
    }

    #[test]
    fn what_a_browser_would_treat_differently_is_refused() {
        for text in [
            "@import \"./a.css\" screen;",
            "@import \"https://example.org/a.css\";",
            "@import \"/a.css\";",
            "@import \"./a.css\"",
            "a{background:url(a.png)}",
            "a{content:\"open}\n",
            "/* open",
        ] {
            assert!(split(text).is_err(), "{text}");
        }
    }

    #[test]
    fn embedded_pictures_and_letters_outside_ascii_are_kept() {
        let text = "a{background:url(\"data:image/svg+xml,x\");content:'één'}b{filter:url(#f)}";
        assert_eq!(split(text).unwrap(), [Piece::Text(text)]);
    }
}
