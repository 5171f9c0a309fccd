//! Browsers below the floor of `docs/browsers.md`: without WebAssembly the calm sentence is there, the way to paper, and
//! no screen that only pretends to react.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use serde_json::json;
use startbeeld_browser::{Browser, Device, Setup};
use std::fs;

#[tokio::test]
async fn without_webassembly_the_client_is_shown_the_way_to_paper() {
    let (setup, browser) = start(Device::Phone).await;
    browser.open(setup.client_url()).await.unwrap();
    browser.wait_for_sight("#fault h1").await.unwrap();
    let words = browser.words("#fault").await.unwrap().join(" ");
    assert!(words.contains("op papier"), "{words}");
    let focus: String = browser
        .eval("document.activeElement.tagName")
        .await
        .unwrap();
    assert_eq!(focus, "H1", "nobody who cannot see is told");
    assert!(
        !browser.sees("[data-screen]").await.unwrap(),
        "a page that does not react is shown"
    );
    keep(&setup, &browser, "floor-client").await;
    browser.tap_on("#fault a[href*=paper]").await.unwrap();
    browser.wait_for_sight(".q").await.unwrap();
    let questions: u32 = browser.page("count", json!([".q"])).await.unwrap();
    assert!(questions > 60, "only {questions} questions on paper");
}

#[tokio::test]
async fn without_webassembly_the_coach_is_told() {
    let (setup, browser) = start(Device::Laptop).await;
    browser.open(&setup.coach_url()).await.unwrap();
    browser.wait_for_sight("#fault h1").await.unwrap();
    assert!(!browser.sees("[data-screen]").await.unwrap());
    keep(&setup, &browser, "floor-coach").await;
}

async fn start(device: Device) -> (Setup, Browser) {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start_without_programs(&setup, device)
        .await
        .unwrap();
    browser.open(setup.client_url()).await.unwrap();
    let has: bool = browser.eval("'WebAssembly' in window").await.unwrap();
    assert!(!has, "this browser knows WebAssembly after all");
    (setup, browser)
}

async fn keep(setup: &Setup, browser: &Browser, name: &str) {
    let path = setup
        .shots()
        .unwrap()
        .join(format!("{}-{name}.png", browser.engine().name()));
    fs::write(path, browser.picture().await.unwrap()).unwrap();
}
