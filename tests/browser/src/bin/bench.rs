//! Measures what a person on an old phone notices: how long a tap takes to show, how long a page takes to turn, what
//! has to be fetched, and how large the result is. Prints one table.
//!
//! The processor is made six times slower than this machine, on a window of 360 x 640.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use startbeeld::engine::instrument::LEVEL_DECLINED;
use startbeeld::engine::profile::compact;
use startbeeld::engine::route::is_meaningful;
use startbeeld::engine::{Answers, Block, Domain, Field, Kind, Profile, QuestionId, SharedBlock};
use startbeeld_browser::{Browser, Client, Device, Person, Setup};
use std::fmt::Write as _;

const SLOWER: u32 = 6;
const MEASURE: &str = include_str!("../measure.js");
const SEALING: &str = include_str!("../sealing.js");
/// What the contract allows beside the information: a fixed header, and a quarter more.
const HEADER: f64 = 24.0;
const FACTOR: f64 = 1.25;

#[derive(Debug, Deserialize)]
struct Times {
    answers: Vec<f64>,
    pages: Vec<f64>,
    events: Vec<f64>,
}

/// One profile that was sealed, drawn as a code and written as a preview.
#[derive(Debug, Deserialize)]
struct Sealing {
    lock: String,
    time: f64,
    gap: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let setup = Setup::from_env()?;
    let mut table = String::from("| what | median | p95 | max | count |\n|---|---|---|---|---|\n");
    loading(&setup, &mut table).await?;
    let profile = route(&setup, &mut table).await?;
    size(&profile, &mut table)?;
    println!("{table}");
    Ok(())
}

/// What has to be fetched before the first screen reacts, and how long that takes without any slowing down.
async fn loading(setup: &Setup, table: &mut String) -> Result<()> {
    let browser = Browser::start(setup, Device::Phone).await?;
    Client::open(setup, &browser).await?;
    let ready = browser
        .probe()
        .await?
        .ready_at
        .context("the first screen never reacted")?;
    let requests = browser.requests().await?;
    let ours = requests
        .iter()
        .filter(|request| request.url.starts_with(setup.client_url()));
    let before: Vec<_> = ours.filter(|request| request.sent_at <= ready).collect();
    let bytes: f64 = before.iter().filter_map(|request| request.received).sum();
    let start = before
        .iter()
        .map(|request| request.sent_at)
        .fold(f64::MAX, f64::min);
    line(
        table,
        "bytes until the first screen reacts",
        format!("{bytes:.0} B"),
        before.len(),
    );
    line(
        table,
        "time until the first screen reacts, not slowed down",
        format!("{:.0} ms", ready - start),
        1,
    );
    for request in before {
        let name = request.url.trim_start_matches(setup.client_url());
        let name = if name.is_empty() { "index.html" } else { name };
        line(
            table,
            &format!("- {name}"),
            format!("{:.0} B", request.received.unwrap_or_default()),
            1,
        );
    }
    Ok(())
}

/// The whole full route, tap by tap.
async fn route(setup: &Setup, table: &mut String) -> Result<Profile> {
    let person = Person::withdrawn()?;
    let browser = Browser::start(setup, Device::Phone).await?;
    browser.run_before_pages(MEASURE).await?;
    browser.slow_down(SLOWER).await?;
    let client = Client::open(setup, &browser).await?;
    client.walk_to(&person, "share").await?;
    let times: Times = browser.eval("window.__times").await?;
    ensure!(
        times.answers.len() > 80,
        "only {} taps were measured",
        times.answers.len()
    );
    spread(table, "answer to next paint", times.answers);
    spread(table, "page change to next paint", times.pages);
    spread(
        table,
        "interactions of 16 ms and more by the browser's own account",
        times.events,
    );

    client.choose_sharing(&person).await?;
    browser
        .cdp("HeapProfiler.collectGarbage", json!({}))
        .await?;
    browser.cdp("Performance.enable", json!({})).await?;
    let metrics = browser.cdp("Performance.getMetrics", json!({})).await?;
    for (name, label, unit, divisor) in [
        ("JSHeapUsedSize", "JavaScript heap at the end", "kB", 1000.0),
        ("Nodes", "nodes of the document at the end", "", 1.0),
    ] {
        let value =
            metric(&metrics, name).with_context(|| format!("the browser does not say {name}"))?;
        line(table, label, format!("{:.0} {unit}", value / divisor), 1);
    }
    let profile = client.shared().await?;
    client.act("qr").await?;
    browser.wait_for_sight("[data-role=qr]").await?;
    line(
        table,
        "version of the QR code, with own words",
        qr_version(&browser).await?,
        1,
    );
    client.leave_dialog().await?;
    sealing(&browser, table).await?;
    Ok(profile)
}

/// Making and sealing what leaves, while the processor is slowed down.
async fn sealing(browser: &Browser, table: &mut String) -> Result<()> {
    let all: Vec<Sealing> = browser.eval(SEALING).await?;
    for (lock, name) in [("words", "six words"), ("key", "a public key")] {
        let of = |figure: fn(&Sealing) -> f64| -> Vec<f64> {
            all.iter()
                .filter(|one| one.lock == lock)
                .map(figure)
                .collect()
        };
        ensure!(
            !of(|one| one.time).is_empty(),
            "nothing was sealed to {name}"
        );
        spread(
            table,
            &format!("making and sealing to {name}"),
            of(|one| one.time),
        );
        spread(
            table,
            "- longest time without a frame meanwhile",
            of(|one| one.gap),
        );
    }
    Ok(())
}

/// How large the profile is beside the information in its answers.
fn size(profile: &Profile, table: &mut String) -> Result<()> {
    let bytes = compact::to_bytes(profile).len();
    let texts = text_bytes(&profile.answers);
    let bits = information(&profile.answers);
    let bound = (bits / 8.0 * FACTOR).floor() + HEADER;
    line(
        table,
        "profile, own words included",
        format!("{bytes} B"),
        1,
    );
    line(table, "own words in it", format!("{texts} B"), 1);
    line(
        table,
        "information in the other answers",
        format!("{:.1} B", bits / 8.0),
        1,
    );
    line(
        table,
        "most it may take without own words",
        format!("{bound:.0} B"),
        1,
    );
    line(
        table,
        "what it takes without own words",
        format!("{} B", bytes - texts),
        1,
    );
    ensure!(
        f64::from(u32::try_from(bytes - texts)?) <= bound,
        "the profile is larger than the contract allows"
    );
    Ok(())
}

/// Own words with their lengths.
fn text_bytes(answers: &Answers) -> usize {
    let texts = Field::all()
        .filter(|field| field.def().kind == Kind::Text)
        .map(|field| answers.text(field).len());
    texts
        .filter(|length| *length > 0)
        .map(|length| length + if length < 0x80 { 1 } else { 2 })
        .sum()
}

/// The information in bits: for every question that could have an answer in this profile, the logarithm of the
/// number of its possible answers, open included; and one bit for every part that may be missing.
fn information(answers: &Answers) -> f64 {
    let mut bits = 0.0;
    for domain in Domain::all() {
        bits += 1.0;
        if !answers
            .iter()
            .any(|(question, _)| question.domain == Some(domain))
        {
            continue;
        }
        let fields = Field::in_block(Block::Domain).filter(|field| *field != Field::DomainApplies);
        bits += fields.map(choices).sum::<f64>();
        if answers.flag(QuestionId::of(Field::Focus, domain)) {
            bits += Field::in_block(Block::Steering).map(choices).sum::<f64>();
        }
    }
    for block in SharedBlock::ALL.map(SharedBlock::block) {
        bits += 1.0;
        if answers
            .iter()
            .any(|(question, _)| question.field.def().block == block)
        {
            bits += Field::in_block(block)
                .filter(|field| is_meaningful(answers, (*field).into()))
                .map(choices)
                .sum::<f64>();
        }
    }
    bits
}

/// The logarithm of the number of ways in which a question can stand in a profile.
fn choices(field: Field) -> f64 {
    let options = f64::from(field.option_count());
    match (field.def().kind, field.def().alone) {
        (Kind::Text | Kind::Flag, _) => 1.0,
        (Kind::Many, None) => options,
        (Kind::Many, Some(_)) => (options - 1.0).exp2().mul_add(1.0, 1.0).log2(),
        (Kind::One, _) => {
            let declined = f64::from(u8::from(
                field == Field::DomainLevel && field.option_count() > LEVEL_DECLINED,
            ));
            (options + 1.0 - declined).log2()
        }
    }
}

/// The version as the page says it, or counted from the side of the drawing: 17 modules and four for each version,
/// with a quiet zone of four on both sides.
async fn qr_version(browser: &Browser) -> Result<String> {
    let said: Value = browser
        .eval(
            "(() => { const qr = document.querySelector('[data-role=qr]'); const svg = qr.matches('svg') ? qr : qr.querySelector('svg'); \
             return qr.dataset.version ?? svg?.dataset.version ?? (svg ? (svg.viewBox.baseVal.width - 8 - 17) / 4 : null); })()",
        )
        .await?;
    Ok(said
        .as_str()
        .map_or_else(|| said.to_string(), str::to_owned))
}

fn metric(metrics: &Value, name: &str) -> Option<f64> {
    let all = metrics.get("metrics")?.as_array()?;
    all.iter()
        .find(|metric| metric.get("name").and_then(Value::as_str) == Some(name))?
        .get("value")?
        .as_f64()
}

fn spread(table: &mut String, what: &str, mut values: Vec<f64>) {
    values.sort_by(f64::total_cmp);
    let at = |share: usize| {
        values
            .get((values.len() * share / 100).min(values.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    };
    let max = values.last().copied().unwrap_or_default();
    // Writing into a string cannot fail.
    let _ = writeln!(
        table,
        "| {what} | {:.1} ms | {:.1} ms | {max:.1} ms | {} |",
        at(50),
        at(95),
        values.len()
    );
}

fn line(table: &mut String, what: &str, value: impl std::fmt::Display, count: usize) {
    let _ = writeln!(table, "| {what} | {value} | | | {count} |");
}
