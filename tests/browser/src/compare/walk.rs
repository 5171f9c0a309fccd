//! A tap by a real finger on the first question, then the whole full route of one person.

use super::{Figures, PATIENCE, SLOWER, count, forget, note, phone, share, total, watch, will_tap};
use crate::browser::Browser;
use crate::client::Client;
use crate::person::Person;
use crate::setup::Setup;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::time::sleep;

const MEASURE: &str = include_str!("../measure.js");
/// A route with fewer taps was not the whole route.
const FEWEST: usize = 80;
/// How often the page is asked where its first question is.
const PAUSE: Duration = Duration::from_millis(10);

#[derive(Debug, Deserialize)]
struct Times {
    answers: Vec<f64>,
    pages: Vec<f64>,
}

/// One visit in a fresh profile.
///
/// # Errors
/// When the page cannot be walked through.
pub async fn visit(setup: &Setup) -> Result<Figures> {
    let mut figures = Figures::new();
    let browser = phone(setup).await?;
    finger(&browser, setup, &mut figures).await?;

    forget(&browser, setup).await?;
    // From here on nothing is tapped but by the person.
    will_tap(&browser, "", false).await?;
    browser.run_before_pages(MEASURE).await?;
    browser.slow_down(SLOWER).await?;
    let client = Client::open(setup, &browser).await?;
    client.walk_to(&Person::withdrawn()?, "share").await?;
    let times: Times = browser.eval("window.__times").await?;
    ensure!(
        times.answers.len() > FEWEST,
        "only {} taps were measured",
        times.answers.len()
    );
    note(&mut figures, "answer median", share(&times.answers, 50));
    note(&mut figures, "answer p95", share(&times.answers, 95));
    note(&mut figures, "page median", share(&times.pages, 50));
    note(&mut figures, "page p95", share(&times.pages, 95));
    let shifts: Vec<(f64, f64)> = browser.eval("window.__seen.shifts").await?;
    note(&mut figures, "shift", Some(total(&shifts)));
    memory(&browser, &mut figures).await?;
    note(&mut figures, "slower", slower(&browser).await?);
    Ok(figures)
}

/// Puts a finger on the first question as soon as the driver learns that it is painted.
async fn finger(browser: &Browser, setup: &Setup, figures: &mut Figures) -> Result<()> {
    will_tap(browser, "short", true).await?;
    browser.go(setup.client_url()).await?;
    let begin = Instant::now();
    let (x, y) = loop {
        let aim: Result<Option<(f64, f64)>> = browser.eval("window.__seen?.aim ?? null").await;
        if let Ok(Some(aim)) = aim {
            break aim;
        }
        ensure!(
            begin.elapsed() < PATIENCE,
            "the first question never came; {}",
            browser.describe().await
        );
        sleep(PAUSE).await;
    };
    browser.finger_down(x, y).await?;
    browser.finger_up().await?;
    let outcome = watch(browser).await?;
    let is_kept = outcome.finger.is_some() && outcome.chosen == ["short"];
    note(figures, "finger", outcome.finger.filter(|_| is_kept));
    note(figures, "finger kept", count(is_kept));
    Ok(())
}

/// What the page holds at the end. The browser does not count the memory of a wasm program as part of the heap.
async fn memory(browser: &Browser, figures: &mut Figures) -> Result<()> {
    browser
        .cdp("HeapProfiler.collectGarbage", json!({}))
        .await?;
    browser.cdp("Performance.enable", json!({})).await?;
    let metrics = browser.cdp("Performance.getMetrics", json!({})).await?;
    let heap = metrics
        .get("metrics")
        .and_then(Value::as_array)
        .and_then(|all| {
            all.iter()
                .find(|one| one.get("name") == Some(&json!("JSHeapUsedSize")))
        })
        .and_then(|one| one.get("value"))
        .and_then(Value::as_f64)
        .context("the browser does not say how large the heap is")?;
    figures.insert("heap", heap / 1000.0);

    let prototype = browser
        .cdp(
            "Runtime.evaluate",
            json!({ "expression": "WebAssembly.Memory.prototype" }),
        )
        .await?;
    let id = prototype.pointer("/result/objectId").cloned();
    let found = browser
        .cdp("Runtime.queryObjects", json!({ "prototypeObjectId": id }))
        .await?;
    let of = found.pointer("/objects/objectId").cloned();
    let count =
        "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }";
    let sum = browser
        .cdp(
            "Runtime.callFunctionOn",
            json!({ "objectId": of, "functionDeclaration": count, "returnByValue": true }),
        )
        .await?;
    let wasm = sum.pointer("/result/value").and_then(Value::as_f64);
    note(figures, "memory", wasm.map(|bytes| (heap + bytes) / 1000.0));
    Ok(())
}

/// How many times longer the same work takes in this page than on the processor as it is: the browser is not taken
/// at its word.
async fn slower(browser: &Browser) -> Result<Option<f64>> {
    let work = "(() => { const start = performance.now(); let x = 1; for (let i = 0; i < 2e7; i += 1) x = (x * 31 + i) % 65521; return performance.now() - start + x * 0; })()";
    let mut shortest = [f64::MAX; 2];
    for (times, best) in [SLOWER, 1].into_iter().zip(&mut shortest) {
        browser.slow_down(times).await?;
        for _ in 0..3 {
            *best = best.min(browser.eval::<f64>(work).await?);
        }
    }
    let [slow, fast] = shortest;
    Ok((fast > 0.0).then(|| slow / fast))
}
