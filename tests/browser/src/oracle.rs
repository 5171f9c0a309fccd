//! Programs by others that judge ours, from `tests/oracles`.

use crate::browser::Browser;
use crate::driver::Folder;
use crate::setup::Setup;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The rules of WCAG 2.2 at level AA, the ones of its earlier versions included.
const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// What is known and meant. The shell tells browsers not to tick again what was ticked before the page was
/// loaded again, which HTML has no valid attribute for (`src/web/client/shell.rs`).
const KNOWN: [&str; 2] = [
    "Attribute “autocomplete” is only allowed when the input type is",
    // Of the File and Directory Entries API; every engine knows it, HTML does not name it.
    "Attribute “webkitdirectory” not allowed on element “input”",
];

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

/// How often each word stands in the memory of the present page, as the browser itself writes it down.
///
/// # Errors
/// When the browser gives no snapshot.
pub async fn search_memory(
    setup: &Setup,
    browser: &Browser,
    words: &[&str],
) -> Result<BTreeMap<String, usize>> {
    #[derive(Deserialize)]
    struct Answer {
        found: BTreeMap<String, usize>,
    }
    let target = browser.cdp("Target.getTargetInfo", json!({})).await?;
    let target = target
        .pointer("/targetInfo/targetId")
        .and_then(Value::as_str)
        .context("the tab has no name")?;
    let output = Command::new("node")
        .arg("--experimental-websocket")
        .arg(setup.oracles()?.join("heap.mjs"))
        .args([browser.debugger()?.as_str(), target])
        .args(words)
        .output()
        .context("node could not be started")?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("no snapshot of the memory: {}", errors.trim());
    }
    let answer: Answer = serde_json::from_slice(&output.stdout)?;
    Ok(answer.found)
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

/// What the Nu validator of HTML calls an error in these pages, which have names.
///
/// # Errors
/// When the validator is not installed or does not run.
pub fn nu(setup: &Setup, pages: &BTreeMap<String, String>) -> Result<Vec<String>> {
    let folder = Folder::new("pages")?;
    let names: Vec<&String> = pages.keys().collect();
    for (number, page) in pages.values().enumerate() {
        fs::write(folder.path().join(format!("{number}.html")), page)?;
    }
    let program = setup
        .oracles()?
        .join("node_modules/vnu-jar/build/dist/vnu.jar");
    let output = Command::new("java")
        .arg("-jar")
        .arg(&program)
        .args([
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            "--errors-only",
        ])
        .arg(folder.path())
        .output()
        .context("java could not be started")?;
    let verdict: Verdict = serde_json::from_slice(&output.stdout).with_context(|| {
        let reason = String::from_utf8_lossy(&output.stderr);
        format!("{} gave no verdict: {}", program.display(), reason.trim())
    })?;
    let name = |message: &Message| {
        let file = message.url.rsplit('/').next()?;
        let number: usize = file.strip_suffix(".html")?.parse().ok()?;
        names.get(number).map(|name| name.as_str())
    };
    Ok(verdict
        .messages
        .iter()
        .filter(|message| !KNOWN.iter().any(|known| message.message.starts_with(known)))
        .map(|message| {
            let page = name(message).unwrap_or("somewhere");
            format!("{page}: {} {}", message.message, message.extract)
        })
        .collect())
}

#[derive(Debug, Deserialize)]
struct Verdict {
    messages: Vec<Message>,
}

#[derive(Debug, Deserialize)]
struct Message {
    #[serde(default)]
    url: String,
    message: String,
    #[serde(default)]
    extract: String,
}
