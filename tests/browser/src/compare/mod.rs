//! Measures this site beside two other builds of the same questionnaire, page by page in turn, so that whatever else
//! the machine does meanwhile falls on all three alike: only the ratios within one run are meant to be read.
//!
//! - [`load`] — one visit in a fresh profile: cold, again, going on where the person was, and without a network.
//! - [`walk`] — a tap by a real finger on the first question, then the whole full route.
//! - [`wire`] — what came over the network up to a moment.
//! - [`table`] — the figures, their goals, and the table.

pub mod load;
pub mod table;
pub mod walk;
pub mod wire;

use crate::browser::{Browser, Device};
use crate::setup::Setup;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How many times slower the processor is made.
pub const SLOWER: u32 = 6;
/// How long everything takes on its way, in milliseconds.
pub const LATENCY: u32 = 150;
/// What comes in, in bits a second.
pub const DOWN: f64 = 1_600_000.0;
/// What goes out, in bits a second.
pub const UP: f64 = 750_000.0;

/// How long the start of a page is watched after it reacts, in milliseconds.
const AFTER: f64 = 1000.0;
/// How long the browser may take after that to say when it painted first, in milliseconds.
const LATEST: f64 = 5000.0;
/// How long a page may take to start.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the page is asked meanwhile. Every question takes a little of the time that is measured.
const PAUSE: Duration = Duration::from_millis(100);

const OBSERVE: &str = include_str!("observe.js");

/// The pages in the order of the table: this site comes first.
pub const SITES: [&str; 3] = ["Startbeeld", "hand-written", "SurveyJS"];

/// What one visit gave, by the key of the figure. What could not be measured is absent.
pub type Figures = BTreeMap<&'static str, f64>;

/// What the observer noted from the start of a page.
#[derive(Debug, Deserialize)]
struct Outcome {
    /// When the navigation began, in milliseconds since 1970; all other times count from there.
    origin: f64,
    painted: Option<f64>,
    shown: Option<f64>,
    answerable: Option<f64>,
    ready: Option<f64>,
    taps: u32,
    /// Whether the page was still being read when its first question was tapped for the first time.
    reading: bool,
    before: Option<Vec<String>>,
    chosen: Vec<String>,
    finger: Option<f64>,
    now: f64,
    shifts: Vec<(f64, f64)>,
    tasks: Vec<(f64, f64)>,
    fetched: f64,
    worker: bool,
}

impl Outcome {
    /// Whether everything was seen. A busy page tells late when it was first painted, so that is waited for longer.
    fn is_over(&self) -> bool {
        let since = self.ready.map_or(0.0, |ready| self.now - ready);
        since
            > if self.painted.is_some() {
                AFTER
            } else {
                LATEST
            }
    }

    /// By how much long tasks held up the page until a moment after it reacted.
    fn blocked(&self) -> f64 {
        let end = self.ready.unwrap_or(self.now) + AFTER;
        let early = self.tasks.iter().filter(|(start, _)| *start <= end);
        early.fold(0.0, |sum, (_, length)| sum + (length - 50.0).max(0.0))
    }

    /// How far the page moved by itself.
    fn shifted(&self) -> f64 {
        total(&self.shifts)
    }
}

/// All visits of one round to one page.
///
/// # Errors
/// When a visit fails.
pub async fn visit(setup: &Setup, round: usize) -> Result<Figures> {
    let mut figures = load::visit(setup)
        .await
        .with_context(|| format!("round {round}: the starts"))?;
    let walked = walk::visit(setup)
        .await
        .with_context(|| format!("round {round}: the route"))?;
    // The shifts of the start and those of the route are one figure.
    for (key, value) in walked {
        *figures.entry(key).or_default() += value;
    }
    Ok(figures)
}

/// A browser with a fresh profile on the slow phone.
async fn phone(setup: &Setup) -> Result<Browser> {
    let browser = Browser::start_impatient(setup, Device::Phone).await?;
    browser.run_before_pages(OBSERVE).await?;
    browser.slow_down(SLOWER).await?;
    connect(&browser, true).await?;
    Ok(browser)
}

/// The slow network, or none.
async fn connect(browser: &Browser, online: bool) -> Result<()> {
    browser.cdp("Network.enable", json!({})).await?;
    let conditions = json!({
        "offline": !online,
        "latency": LATENCY,
        "downloadThroughput": DOWN / 8.0,
        "uploadThroughput": UP / 8.0,
    });
    browser
        .cdp("Network.emulateNetworkConditions", conditions)
        .await
        .map(drop)
}

/// Which option is tapped from the next page on, and by whom.
async fn will_tap(browser: &Browser, option: &str, by_finger: bool) -> Result<()> {
    let script = format!(
        "window.__tap = {}; window.__finger = {by_finger};",
        json!(option)
    );
    browser.run_before_pages(&script).await
}

/// Leaves the page that is shown; what was answered there is forgotten, the files that were kept are not.
async fn forget(browser: &Browser, setup: &Setup) -> Result<()> {
    leave(browser).await?;
    let origin = setup.client_url().trim_end_matches('/');
    let what = json!({ "origin": origin, "storageTypes": "local_storage" });
    browser
        .cdp("Storage.clearDataForOrigin", what)
        .await
        .map(drop)
}

/// Leaves the page that is shown.
async fn leave(browser: &Browser) -> Result<()> {
    browser.go("about:blank").await?;
    let start = Instant::now();
    loop {
        let address: String = browser.eval("location.href").await.unwrap_or_default();
        if address == "about:blank" {
            // The page before is gone only a little later, and with it its last writes.
            sleep(PAUSE).await;
            return Ok(());
        }
        ensure!(start.elapsed() < PATIENCE, "the page {address} stays");
        sleep(PAUSE).await;
    }
}

/// Goes to the page and watches its start.
async fn start(browser: &Browser, setup: &Setup) -> Result<Outcome> {
    // Another process may show the next page, and it has to be slow from its first moment.
    browser.slow_down(SLOWER).await?;
    browser.go(setup.client_url()).await?;
    watch(browser).await
}

/// Watches the start of the page until a moment after it reacts.
async fn watch(browser: &Browser) -> Result<Outcome> {
    let begin = Instant::now();
    loop {
        let outcome: Result<Option<Outcome>> = browser.eval("window.__outcome?.() ?? null").await;
        // While one page makes room for the next, there is nothing to ask.
        if let Ok(Some(outcome)) = outcome
            && outcome.is_over()
        {
            return Ok(outcome);
        }
        if begin.elapsed() > PATIENCE {
            bail!("the page did not start; {}", browser.describe().await);
        }
        sleep(PAUSE).await;
    }
}

/// Notes a figure that was measured.
fn note(figures: &mut Figures, key: &'static str, value: Option<f64>) {
    if let Some(value) = value {
        figures.insert(key, value);
    }
}

/// How far a page moved by itself. The empty sum of floating-point numbers would be minus zero.
fn total(shifts: &[(f64, f64)]) -> f64 {
    shifts.iter().fold(0.0, |sum, (_, value)| sum + value)
}

/// One for yes, so that the sum over the rounds is a count.
fn count(yes: bool) -> Option<f64> {
    Some(f64::from(u8::from(yes)))
}

/// The value below which this share, in percent, of all values lies.
fn share(values: &[f64], percent: usize) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = (sorted.len() * percent / 100).min(sorted.len().checked_sub(1)?);
    sorted.get(at).copied()
}
