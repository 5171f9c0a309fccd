//! Compares this site with the same questionnaire written by hand and in SurveyJS, and prints one table with ratios.
//!
//! `--rounds N` says how often everything is measured, `--write PATH` into which document the table goes. With
//! `--without-surveyjs` the slowest of the three is left out and nothing is written: for trying things.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use startbeeld_browser::compare::{self, SITES, table};
use startbeeld_browser::{Browser, Device, Setup};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Enough for a median that one bad moment of the machine does not move.
const ROUNDS: usize = 7;

struct Options {
    rounds: usize,
    write: Option<PathBuf>,
    sites: usize,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let options = options()?;
    let ours = Setup::from_env()?;
    let setups = [
        ours.clone(),
        ours.at(&variable("STARTBEELD_HANDWRITTEN_URL")?),
        ours.at(&variable("STARTBEELD_SURVEYJS_URL")?),
    ];
    let versions = versions(&ours).await?;
    let mut run = table::Run::default();
    for round in 1..=options.rounds {
        // Whoever is first in a round is another one each time.
        for turn in 0..options.sites {
            let site = (round + turn) % options.sites;
            let (Some(setup), Some(name)) = (setups.get(site), SITES.get(site)) else {
                continue;
            };
            eprintln!("round {round} of {}: {name}", options.rounds);
            let figures = compare::visit(setup, round)
                .await
                .with_context(|| format!("measuring {name}"))?;
            eprintln!("  {figures:.0?}");
            run.add(site, figures);
        }
    }
    let text = run.text(&versions);
    println!("{text}");
    match options.write {
        Some(path) if options.sites == SITES.len() => table::write(&path, &text),
        _ => Ok(()),
    }
}

fn options() -> Result<Options> {
    let mut options = Options {
        rounds: ROUNDS,
        write: None,
        sites: SITES.len(),
    };
    let mut arguments = env::args().skip(1);
    while let Some(name) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .with_context(|| format!("`{name}` needs a value after it"))
        };
        match name.as_str() {
            "--rounds" => {
                let text = value()?;
                options.rounds = text
                    .parse()
                    .ok()
                    .filter(|rounds| *rounds > 0)
                    .with_context(|| format!("`{text}` is not a number of rounds"))?;
            }
            "--without-surveyjs" => options.sites = SITES.len() - 1,
            "--write" => options.write = Some(value()?.into()),
            other => {
                bail!("`{other}` is not known; there are --rounds, --write and --without-surveyjs")
            }
        }
    }
    Ok(options)
}

/// On what the table was measured.
async fn versions(setup: &Setup) -> Result<String> {
    let machine = table::machine();
    let browser = Browser::start(setup, Device::Phone).await?;
    let version = browser.cdp("Browser.getVersion", json!({})).await?;
    let product = version
        .get("product")
        .and_then(Value::as_str)
        .unwrap_or("an unknown browser");
    let package = Path::new(&variable("STARTBEELD_BENCHES")?).join("package.json");
    let package = fs::read_to_string(&package)
        .with_context(|| format!("{} cannot be read", package.display()))?;
    let package: Value = serde_json::from_str(&package)?;
    let survey = ["dependencies", "devDependencies"]
        .iter()
        .find_map(|kind| package.get(kind)?.get("survey-core")?.as_str())
        .context("the comparison pages do not say which SurveyJS they use")?;
    Ok(format!(
        "Measured with {product} and survey-core {survey}, {machine}."
    ))
}

fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| {
        format!("{name} is not set: run `cargo xtask bench`, which builds and serves the pages and sets it")
    })
}
