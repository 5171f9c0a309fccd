//! How much later a host page is painted because it holds a widget. The page with and the page without are loaded in
//! turns, each from an empty cache, on a processor made four times slower.
#![allow(missing_docs, reason = "a binary has no public items")]

use anyhow::{Result, bail};
use serde_json::json;
use startbeeld_browser::{Browser, Device, Host, Setup};
use std::time::Duration;
use tokio::time::sleep;

/// Pairs of page loads.
const ROUNDS: usize = 21;
/// How much later the first paint may be.
const MOST: f64 = 1.05;
/// When the browser painted something first, in milliseconds after the page was asked for.
const FIRST_PAINT: &str =
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let setup = Setup::from_env()?;
    let browser = Browser::start(&setup, Device::Phone).await?;
    let host = Host::new()?;
    let origin = setup.client_url().trim_end_matches('/');
    let text = "<p>De gemeente helpt bij werk, inkomen en wonen. Kom langs of bel.</p>".repeat(60);
    host.style(
        "host.css",
        "body{font:1.1rem/1.5 sans-serif;max-width:40rem;margin:0 auto;padding:1rem}",
    );
    for (path, script, widget) in [
        ("without", String::new(), ""),
        (
            "with",
            format!("<script src=\"{origin}/embed.js\" async></script>"),
            "<startbeeld-widget></startbeeld-widget>",
        ),
    ] {
        host.page(
            path,
            "",
            &format!(
                "<!doctype html><html lang=nl><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>x</title>\
                 <link rel=icon href=\"data:,\"><link rel=stylesheet href=/host.css>{script}<h1>Werk</h1>{widget}{text}"
            ),
        );
    }
    browser.slow_down(4).await?;
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..=ROUNDS {
        for (path, times) in ["without", "with"].into_iter().zip(&mut times) {
            browser.cdp("Network.clearBrowserCache", json!({})).await?;
            browser.open(&host.url(path)).await?;
            let time = painted(&browser).await?;
            // The first round wakes everything up.
            if round > 0 {
                times.push(time);
            }
            // What is still under way must not be in the way of the next page.
            sleep(Duration::from_millis(1500)).await;
        }
    }
    let [without, with] = times.map(median);
    let ratio = with / without;
    println!(
        "first contentful paint: {without:.0} ms without, {with:.0} ms with a widget, ratio {ratio:.3} (median of {ROUNDS})"
    );
    if ratio > MOST {
        bail!("the widget holds its host up by more than {MOST}");
    }
    Ok(())
}

async fn painted(browser: &Browser) -> Result<f64> {
    for _ in 0..400 {
        if let Some(time) = browser.eval::<Option<f64>>(FIRST_PAINT).await? {
            return Ok(time);
        }
        sleep(Duration::from_millis(25)).await;
    }
    bail!("nothing was painted")
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
