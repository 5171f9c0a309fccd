//! Puts the start of the program into a page that Trunk has built.
//!
//! Trunk's own start script stands inside the page, which a strict content
//! security policy forbids. So Trunk is told not to inject anything, and this
//! module adds a small start module as a file of its own, with hints that let
//! the browser fetch all parts at the same time instead of one after the other.

use anyhow::{Context, Result, bail};

use crate::files;
use crate::script;

/// The comment in a page that marks where the start belongs.
const MARKER: &str = "<!-- start -->";
/// The beginning of the element in which the start waits until the page has been painted, as it is written and as it
/// is after shrinking the page.
const TEMPLATES: [&str; 2] = ["<template id=\"start\">", "<template id=start>"];

/// The name of the program for kiosks, with which the names of all its files begin.
pub const KIOSK: &str = "kiosk";
/// The element in which the start of a kiosk waits, as it is written and as it is after shrinking the page.
const KIOSK_TEMPLATES: [&str; 2] = ["<template id=\"kiosk\">", "<template id=kiosk>"];

/// The files that a page needs to start, as names beside the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartFiles {
    /// The start module.
    pub start: String,
    /// The JavaScript side of the program.
    pub script: String,
    /// The program.
    pub wasm: String,
}

/// What a page loads when it is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Later {
    /// The name by which the page asks for it.
    pub name: String,
    /// Its files as names beside the page: the JavaScript side and the wasm of a program, or one file with texts.
    pub files: Vec<String>,
}

/// What is loaded later as an object in JavaScript.
pub fn later_table(later: &[Later]) -> String {
    let rows: Vec<String> = later
        .iter()
        .map(|Later { name, files }| {
            let files: Vec<String> = files.iter().map(|file| format!("\"./{file}\"")).collect();
            format!("{name}:[{}]", files.join(","))
        })
        .collect();
    format!("{{{}}}", rows.join(","))
}

/// Fills the template of the start module and gives the result its name.
pub fn start_module(
    template: &str,
    script_name: &str,
    wasm: &str,
    later: &[Later],
) -> Result<(String, String)> {
    for placeholder in ["{{js}}", "{{wasm}}", "{{later}}"] {
        if !template.contains(placeholder) {
            bail!("the start module does not contain the placeholder {placeholder}");
        }
    }
    // The comments are for the people who read the template, so they go. The
    // leading "./" makes the name a valid module address; written before the
    // placeholder as well, it does no harm.
    let text = script::shrink(template)
        .replace("{{js}}", &format!("./{script_name}"))
        .replace("{{wasm}}", &format!("./{wasm}"))
        .replace("{{later}}", &later_table(later));
    let name = format!("start-{}.js", files::content_hash(text.as_bytes()));
    Ok((name, text))
}

/// Adds the start to a page: into the template that waits for it, or at the
/// marker, or where Trunk's own element for the program stands, because
/// shrinking a page removes its comments.
pub fn insert_start(page: &str, start: &StartFiles) -> Result<String> {
    let (from, to) = find_rust_link(page)
        .context("the page has no <link data-trunk rel=\"rust\"> element any more")?;
    let before = page.get(..from).unwrap_or_default();
    let after = page.get(to..).unwrap_or_default();
    let elements = start_elements(start);
    let rest = format!("{before}{after}");
    if let Some(template) = TEMPLATES.iter().find(|template| rest.contains(**template)) {
        return Ok(rest.replacen(template, &format!("{template}{elements}"), 1));
    }
    let has_marker = before.contains(MARKER) || after.contains(MARKER);
    Ok(if has_marker {
        rest.replacen(MARKER, &elements, 1)
    } else {
        format!("{before}{elements}{after}")
    })
}

/// Adds the styles and the start of a kiosk to a page, where they wait for `shell.js`.
pub fn insert_kiosk(page: &str, style: &str, start: &str) -> Result<String> {
    let template = KIOSK_TEMPLATES
        .into_iter()
        .find(|template| page.contains(template))
        .context("the page has no <template id=\"kiosk\"> any more")?;
    let elements =
        format!("<link rel=stylesheet href=./{style}><script type=module src=./{start}></script>");
    Ok(page.replacen(template, &format!("{template}{elements}"), 1))
}

fn start_elements(files: &StartFiles) -> String {
    let StartFiles {
        start,
        script,
        wasm,
    } = files;
    // The program is the largest file and comes first. `crossorigin` makes the
    // hint match the way in which a module fetches it; without it the browser
    // would fetch the file twice.
    format!(
        "<link rel=\"preload\" href=\"./{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
         <link rel=\"modulepreload\" href=\"./{script}\">\
         <link rel=\"modulepreload\" href=\"./{start}\">\
         <script type=\"module\" src=\"./{start}\"></script>"
    )
}

/// Where the `<link ... rel="rust" ...>` element begins and ends.
fn find_rust_link(page: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(offset) = page.get(from..)?.find("<link") {
        let begin = from + offset;
        let end = begin + tag_length(page.get(begin..)?)?;
        let tag = page.get(begin..end)?;
        let is_rust = [
            "rel=rust ",
            "rel=rust>",
            "rel=rust/",
            "rel=\"rust\"",
            "rel='rust'",
        ]
        .iter()
        .any(|attribute| tag.contains(attribute));
        if is_rust {
            return Some((begin, end));
        }
        from = end;
    }
    None
}

/// The length of the tag at the start of the text; a `>` inside quotes does not
/// end it.
fn tag_length(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> StartFiles {
        StartFiles {
            start: "start-1.js".into(),
            script: "client-2.js".into(),
            wasm: "client-3_bg.wasm".into(),
        }
    }

    #[test]
    fn the_start_of_a_kiosk_waits_in_its_template() {
        let page = insert_kiosk("<template id=kiosk></template>", "k.css", "s.js").unwrap();
        assert!(page.starts_with("<template id=kiosk><link rel=stylesheet href=./k.css>"));
        assert!(page.ends_with("<script type=module src=./s.js></script></template>"));
        assert!(insert_kiosk("<template>", "k.css", "s.js").is_err());
    }

    #[test]
    fn the_start_takes_the_place_of_the_rust_link() {
        let page = "<head><link rel=stylesheet href=a.css>\
                    <link data-trunk data-wasm-opt-params=\"a>b\" rel=rust data-trunk-id=1><title>t</title>";
        let result = insert_start(page, &files()).unwrap();
        assert!(result.starts_with("<head><link rel=stylesheet href=a.css><link rel=\"preload\""));
        assert!(result.ends_with("</script><title>t</title>"));
        assert!(!result.contains("data-trunk"));
        assert!(result.contains("<script type=\"module\" src=\"./start-1.js\">"));
        assert_eq!(result.matches("rel=\"modulepreload\"").count(), 2);
    }

    #[test]
    fn the_marker_wins_when_it_is_still_there() {
        let page = "<link data-trunk rel=\"rust\"><p><!-- start --></p>";
        let result = insert_start(page, &files()).unwrap();
        assert!(result.starts_with("<p><link rel=\"preload\""));
        assert!(!result.contains(MARKER));
    }

    #[test]
    fn a_template_for_the_start_wins() {
        for template in TEMPLATES {
            let page = format!(
                "{template}<link rel=manifest></template><link data-trunk rel=rust><!-- start -->"
            );
            let result = insert_start(&page, &files()).unwrap();
            assert!(
                result.starts_with(&format!("{template}<link rel=\"preload\"")),
                "{result}"
            );
            assert!(
                result.ends_with("<link rel=manifest></template><!-- start -->"),
                "{result}"
            );
        }
    }

    #[test]
    fn a_page_without_a_program_is_an_error() {
        assert!(insert_start("<link rel=icon>", &files()).is_err());
    }

    #[test]
    fn the_start_module_names_its_files_and_is_named_by_its_contents() {
        let template =
            "import init from \"{{js}}\"; init(new URL(\"{{wasm}}\", import.meta.url), {{later}});";
        let later = [Later {
            name: "extra".into(),
            files: vec!["c.js".into(), "d.wasm".into()],
        }];
        let (name, text) = start_module(template, "a.js", "b.wasm", &later).unwrap();
        assert!(text.contains("from \"./a.js\""));
        assert!(text.contains("\"./b.wasm\""));
        assert!(text.contains("{extra:[\"./c.js\",\"./d.wasm\"]}"), "{text}");
        assert!(name.starts_with("start-") && name.ends_with(".js") && name.len() == 25);
        let (other, _) = start_module(template, "a2.js", "b.wasm", &later).unwrap();
        assert_ne!(name, other);
        assert!(start_module("{{js}}", "a", "b", &[]).is_err());
    }
}
