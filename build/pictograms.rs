//! Reads the pictograms (one soft area and one set of lines each) and writes them as path constants.

use crate::instrument::Instrument;
use crate::{Outcome, read_text};
use std::fmt::Write;
use std::fs;
use std::path::Path;

pub(crate) fn generate(folder: &Path, instrument: &Instrument) -> Outcome<String> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .map_err(|e| format!("{} cannot be read: {e}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "svg"))
        .collect();
    files.sort();
    let mut out = String::new();
    for path in &files {
        let name = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        let svg = read_text(path)?;
        let (fill, line) = (data(&svg, "fill", name)?, data(&svg, "line", name)?);
        let _ = writeln!(
            out,
            "/// `{name}.svg`\npub const {}: Pictogram = Pictogram {{ fill: {fill:?}, line: {line:?} }};",
            name.to_uppercase().replace('-', "_")
        );
    }
    let _ = writeln!(
        out,
        "const DOMAIN_PICTOGRAMS: [Pictogram; {}] = [",
        instrument.domain.len()
    );
    for domain in &instrument.domain {
        let _ = writeln!(out, "    {},", domain.id.to_uppercase());
    }
    out.push_str("];\n");
    Ok(out)
}

/// The path data of the one path with this class.
fn data<'a>(svg: &'a str, class: &str, name: &str) -> Outcome<&'a str> {
    let wrong = || format!("pictograms/{name}.svg must hold <path class=\"{class}\" d=\"...\"/>");
    let rest = svg
        .split_once(&format!("class=\"{class}\" d=\""))
        .ok_or_else(wrong)?
        .1;
    rest.split_once('"').map(|(data, _)| data).ok_or_else(wrong)
}
