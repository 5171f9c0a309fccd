//! Programs by others that judge ours, from `tests/oracles`.

use crate::browser::Browser;
use crate::setup::Setup;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The rules of WCAG 2.2 at level AA, the ones of its earlier versions included.
const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// What the text in the QR code of a picture is, by a reader that knows nothing of our writer.
///
/// # Errors
/// When the reader is missing or finds no code.
pub fn read_qr(setup: &Setup, picture: &Path) -> Result<String> {
    let script = setup.oracles()?.join("qr.mjs");
    let output = Command::new("node")
        .arg(&script)
        .arg(picture)
        .output()
        .context("node could not be started")?;
    if !output.status.success() {
        bail!(
            "no QR code was read from {}: {}",
            picture.display(),
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// One rule that the page breaks.
#[derive(Debug, Deserialize)]
pub struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    html: String,
    #[serde(rename = "failureSummary", default)]
    summary: Option<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}), {} times", self.id, self.help, self.nodes.len())?;
        for node in self.nodes.iter().take(3) {
            let summary = node
                .summary
                .as_deref()
                .unwrap_or_default()
                .replace('\n', " ");
            let html: String = node.html.chars().take(200).collect();
            write!(f, "\n    {html}: {summary}")?;
        }
        Ok(())
    }
}

/// Asks axe what is wrong with the screen that is shown.
///
/// # Errors
/// When axe is not installed or does not run.
pub async fn axe(setup: &Setup, browser: &Browser) -> Result<Vec<Violation>> {
    if !browser.eval::<bool>("'axe' in window").await? {
        let path = setup.oracles()?.join("node_modules/axe-core/axe.min.js");
        let source = fs::read_to_string(&path)
            .with_context(|| format!("{} is not there: run `cargo xtask test`", path.display()))?;
        browser
            .eval::<Value>(&format!("{{ {source}; null }}"))
            .await?;
    }
    // The size of targets is a rule of WCAG 2.2 that axe leaves off unless it is asked for.
    let options = json!({
        "runOnly": { "type": "tag", "values": TAGS },
        "rules": { "target-size": { "enabled": true } },
        "resultTypes": ["violations"],
    });
    browser.page::<Value>("settle", json!([])).await?;
    browser
        .eval(&format!(
            "axe.run(document, {options}).then((result) => result.violations)"
        ))
        .await
}
