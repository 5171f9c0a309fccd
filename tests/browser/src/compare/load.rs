//! The starts of a page: cold, again, going on where the person was, and without a network.

use super::{Figures, Outcome, count, forget, leave, note, phone, start, will_tap, wire};
use crate::browser::Browser;
use crate::setup::Setup;
use anyhow::{Result, ensure};
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How long a service worker may take to keep all files.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(100);

/// One visit in a fresh profile.
///
/// # Errors
/// When the page does not start.
pub async fn visit(setup: &Setup) -> Result<Figures> {
    let mut figures = Figures::new();
    let browser = phone(setup).await?;
    will_tap(&browser, "short", false).await?;
    let cold = start(&browser, setup).await?;
    cold_start(&browser, setup, &cold, &mut figures).await?;
    wait_for_worker(&browser).await?;

    forget(&browser, setup).await?;
    let warm = start(&browser, setup).await?;
    note(&mut figures, "warm", kept(&warm));
    note(&mut figures, "warm kept", count(is_first_kept(&warm)));
    note(&mut figures, "warm worker", count(warm.worker));

    // The choice just made is found back, so the other one is tapped this time.
    leave(&browser).await?;
    will_tap(&browser, "full", false).await?;
    let resumed = start(&browser, setup).await?;
    note(&mut figures, "resumed", kept(&resumed));
    // Where nothing had to be tapped any more, what was chosen is what is chosen.
    let found = resumed.before.as_ref().unwrap_or(&resumed.chosen) == &["short".to_owned()];
    note(&mut figures, "found back", count(found));

    forget(&browser, setup).await?;
    will_tap(&browser, "short", false).await?;
    super::connect(&browser, false).await?;
    let offline = start(&browser, setup).await?;
    note(&mut figures, "offline", kept(&offline));
    note(&mut figures, "offline kept", count(is_first_kept(&offline)));
    note(&mut figures, "offline fetched", Some(offline.fetched));
    let early = [&cold, &warm, &offline]
        .iter()
        .any(|outcome| outcome.reading && !is_first_kept(outcome));
    note(&mut figures, "lost early", count(early));
    Ok(figures)
}

async fn cold_start(
    browser: &Browser,
    setup: &Setup,
    cold: &Outcome,
    figures: &mut Figures,
) -> Result<()> {
    note(figures, "painted", cold.painted);
    note(figures, "shown", cold.shown);
    note(figures, "answerable", kept(cold));
    note(figures, "ready", cold.ready);
    note(figures, "blocked", Some(cold.blocked()));
    note(figures, "shift", Some(cold.shifted()));
    note(figures, "cold kept", count(is_first_kept(cold)));
    let wire = wire::Wire::of(browser, setup.client_url()).await?;
    for (moment, keys) in [
        (kept(cold), wire::UNTIL_ANSWERABLE),
        (cold.ready, wire::UNTIL_READY),
    ] {
        if let Some(moment) = moment {
            let bytes = wire.until(cold.origin + moment);
            figures.extend(keys.into_iter().zip(bytes));
        }
    }
    ensure!(
        figures.values().all(|value| value.is_finite()),
        "the browser gave a figure that is no number"
    );
    Ok(())
}

/// When the first question could be answered, if what was tapped is still chosen now that the page reacts.
fn kept(outcome: &Outcome) -> Option<f64> {
    let is_chosen = outcome.before.as_ref() != Some(&outcome.chosen) && outcome.chosen.len() == 1;
    outcome.answerable.filter(|_| is_chosen)
}

/// Whether the very first tap, at the first moment at which the question was painted, was the one that was kept.
fn is_first_kept(outcome: &Outcome) -> bool {
    outcome.taps == 1 && kept(outcome).is_some()
}

/// Waits until everything is kept for a start without a network.
async fn wait_for_worker(browser: &Browser) -> Result<()> {
    let begin = Instant::now();
    let active =
        "navigator.serviceWorker.getRegistration().then((r) => r?.active?.state === 'activated')";
    while !browser.eval::<bool>(active).await.unwrap_or(false) {
        ensure!(
            begin.elapsed() < PATIENCE,
            "no service worker became active; {}",
            browser.describe().await
        );
        sleep(PAUSE).await;
    }
    // Files that came over the network before are written down a little later.
    browser
        .eval::<Value>("new Promise((done) => setTimeout(() => done(null), 500))")
        .await
        .map(drop)
}
