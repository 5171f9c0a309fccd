//! The sizes of the built site against the budget in `benches/budget.toml`.
//!
//! A size is what a browser that accepts brotli receives: the compressed copy
//! of a file, or the file itself where no copy was made.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::compress;
use crate::files;
use crate::progress;
use crate::widget;
use crate::workspace::Workspace;

/// The kinds of file that a page needs before it can show its first question,
/// and the texts of a language.
const COUNTED: [&str; 6] = ["html", "css", "js", "mjs", "wasm", "txt"];

/// Files of the client's page that nobody waits for, by the beginning of their
/// names: the questions on paper for whoever asks for them, and the service
/// worker after everything else.
const UNCOUNTED: [&str; 2] = ["paper", "worker.js"];

/// What the pages load when it is needed: the key of its budget, and how the
/// names of its files begin.
const LATER: [(&str, &str); 6] = [
    ("client_parcel_bytes", "parcel-"),
    ("client_settings_bytes", "settings-"),
    ("client_aloud_bytes", "aloud-"),
    ("kiosk_bytes", "kiosk-"),
    ("coach_scan_bytes", "coach/scan-"),
    ("coach_forms_bytes", "coach/forms-"),
];

/// The files with the texts of a language, of which a person fetches one.
const TEXTS: &str = "texts-";

/// One file and its size as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// The path inside the site.
    pub name: String,
    /// Bytes as sent.
    pub sent: u64,
    /// Bytes when unpacked.
    pub unpacked: u64,
}

/// A total that the budget limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The key in the budget.
    pub key: &'static str,
    /// The bytes that are sent.
    pub total: u64,
    /// The bytes that may be sent.
    pub limit: u64,
}

impl Figure {
    /// Whether the total is within its limit.
    pub fn fits(&self) -> bool {
        self.total <= self.limit
    }

    /// One line that says how the total compares with its limit.
    pub fn line(&self) -> String {
        let Self { key, total, limit } = self;
        if self.fits() {
            format!(
                "{key}: {total} of {limit} bytes, {} to spare",
                limit - total
            )
        } else {
            format!(
                "{key}: {total} of {limit} bytes, {} TOO MANY",
                total - limit
            )
        }
    }
}

/// Prints the table; `Ok(false)` means that a figure is over its limit.
pub fn report(workspace: &Workspace) -> Result<bool> {
    let dist = workspace.dist();
    let is_late = |name: &str| {
        let mut begins = LATER.iter().map(|(_, begin)| *begin).chain([TEXTS]);
        begins.any(|begin| name.starts_with(begin))
    };
    let client = weigh(&dist, |name| {
        let counts = !UNCOUNTED.iter().any(|begin| name.starts_with(begin));
        !name.contains('/') && counts && !is_late(name) && !widget::is_of_widget(name)
    })?;
    let embed = weigh(&dist, |name| name == "embed.js")?;
    let widget = weigh(&dist, |name| name.starts_with("widget-"))?;
    let shell = weigh(&dist, |name| name == "index.html")?;
    let coach = weigh(&dist, |name| name.starts_with("coach/") && !is_late(name))?;
    let later = LATER
        .iter()
        .map(|(key, begin)| Ok((*key, weigh(&dist, |name| name.starts_with(begin))?)))
        .collect::<Result<Vec<_>>>()?;
    let texts = weigh(&dist, |name| name.starts_with(TEXTS))?;
    let largest: Vec<Weight> = texts
        .iter()
        .max_by_key(|weight| weight.sent)
        .cloned()
        .into_iter()
        .collect();
    progress::print(format!("{:<44}{:>12}{:>12}", "file", "sent", "unpacked"));
    let late = later.iter().flat_map(|(_, weights)| weights);
    let other = embed.iter().chain(&widget).chain(&coach);
    for weight in client.iter().chain(other).chain(late).chain(&texts) {
        progress::print(format!(
            "{:<44}{:>12}{:>12}",
            weight.name, weight.sent, weight.unpacked
        ));
    }

    let path = workspace.root().join("benches").join("budget.toml");
    let budget = parse_budget(&files::read_text(&path)?)
        .with_context(|| format!("{} cannot be used", workspace.shorten(&path)))?;
    let mut figures = vec![
        figure(&budget, "client_shell_bytes", &shell)?,
        figure(&budget, "client_app_bytes", &client)?,
        unpacked_figure(&budget, "embed_unpacked_bytes", &embed)?,
        figure(&budget, "widget_bytes", &widget)?,
        figure(&budget, "coach_total_bytes", &coach)?,
        figure(&budget, "client_language_bytes", &largest)?,
    ];
    for (key, weights) in &later {
        figures.push(figure(&budget, key, weights)?);
    }
    for figure in &figures {
        progress::print(figure.line());
    }
    Ok(figures.iter().all(Figure::fits))
}

/// The files of a site that count, with their sizes.
fn weigh(dist: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<Weight>> {
    let mut weights = Vec::new();
    for path in files::walk(dist).context("build the site first with `cargo xtask dist`")? {
        let name = files::relative(&path, dist);
        if !wanted(&name) || !COUNTED.contains(&files::extension(&path).as_str()) {
            continue;
        }
        let unpacked = size(&path)?;
        let packed = compress::beside(&path, "br");
        let sent = if packed.is_file() {
            size(&packed)?
        } else {
            unpacked
        };
        weights.push(Weight {
            name,
            sent,
            unpacked,
        });
    }
    if weights.is_empty() {
        bail!("the built site is incomplete; build it again with `cargo xtask dist`");
    }
    Ok(weights)
}

fn size(path: &Path) -> Result<u64> {
    Ok(path
        .metadata()
        .with_context(|| format!("{} cannot be read", path.display()))?
        .len())
}

fn parse_budget(text: &str) -> Result<toml::Table> {
    text.parse().context("it is not valid TOML")
}

fn figure(budget: &toml::Table, key: &'static str, weights: &[Weight]) -> Result<Figure> {
    let limit = find_number(budget, key)
        .with_context(|| format!("benches/budget.toml has no whole number for `{key}`"))?;
    Ok(Figure {
        key,
        total: weights.iter().map(|weight| weight.sent).sum(),
        limit,
    })
}

/// A figure of what a file holds, whatever the server makes of it.
fn unpacked_figure(budget: &toml::Table, key: &'static str, weights: &[Weight]) -> Result<Figure> {
    let total = weights.iter().map(|weight| weight.unpacked).sum();
    Ok(Figure {
        total,
        ..figure(budget, key, weights)?
    })
}

/// A number by its key, at the top or in one of the tables, so that the budget
/// may be grouped freely.
fn find_number(table: &toml::Table, key: &str) -> Option<u64> {
    table
        .get(key)
        .or_else(|| {
            table
                .values()
                .filter_map(toml::Value::as_table)
                .find_map(|inner| inner.get(key))
        })
        .and_then(toml::Value::as_integer)
        .and_then(|number| u64::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::testing::Folder;

    #[test]
    fn the_compressed_copy_counts_where_there_is_one() {
        let folder = Folder::new();
        folder.file("index.html", "12345");
        folder.file("client-1.js", "1234567890");
        folder.file("client-1.js.br", "123");
        folder.file("client-1.js.gz", "1234");
        folder.file("icon.svg", "1234567");
        folder.file("coach/index.html", "12");
        let client = weigh(folder.path(), |name| !name.starts_with("coach/")).unwrap();
        let total: u64 = client.iter().map(|weight| weight.sent).sum();
        assert_eq!(total, 5 + 3);
        assert!(weigh(folder.path(), |name| name.starts_with("none/")).is_err());
    }

    #[test]
    fn a_figure_fits_up_to_and_including_its_limit() {
        let budget = parse_budget("a = 10\n[coach]\nb = 9\n").unwrap();
        let weights = [Weight {
            name: "x".into(),
            sent: 10,
            unpacked: 20,
        }];
        let fits = figure(&budget, "a", &weights).unwrap();
        assert!(fits.fits());
        assert_eq!(fits.line(), "a: 10 of 10 bytes, 0 to spare");
        let over = figure(&budget, "b", &weights).unwrap();
        assert!(!over.fits());
        assert_eq!(over.line(), "b: 10 of 9 bytes, 1 TOO MANY");
        assert!(figure(&budget, "c", &weights).is_err());
    }
}
