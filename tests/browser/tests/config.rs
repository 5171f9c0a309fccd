//! The configuration of a municipality in the browser: what is right counts, what is wrong is told to the administrator
//! and never to the client, and a baked site shows the municipality from the first byte without anything moving.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use serde::Deserialize;
use startbeeld::engine::RouteKind;
use startbeeld_browser::{Browser, Client, Device, Person, Setup, Site};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Adds up how far things move by themselves.
const SHIFTS: &str = "window.__shift = 0; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });";

/// The rules of everything that a person sees of the first screen: where it stands, and what it says.
const LOOK: &str = "[...document.querySelectorAll('#app .brand, #app .brand *, #app h1, #app .lead, #app .question, #app li, #app button')]
    .map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return [element.textContent, ...[left, top, width, height].map(Math.round)].join(' ');
    })";

const GOOD: &str = r##"{
  "name": "Gemeente Zandmeer",
  "logo": { "src": "icon.svg", "alt": "Zandmeer" },
  "contact": { "text": "Bel het Werkcentrum.", "phone": "14 0999", "hours": "elke werkdag" },
  "help": { "money": [{ "text": "De geldwinkel helpt.", "phone": "0999 123" }] },
  "rules": { "nl": ["Kom naar je afspraken."] },
  "modules": { "work_search": false, "parenting": false },
  "sharing": ["link", "print"],
  "theme": { "tokens": { "--utrecht-document-background-color": "#fdeeee" } }
}"##;

async fn start(config: &str) -> (Setup, Site, Browser) {
    let setup = Setup::from_env().unwrap();
    let site = Site::of(&setup).unwrap();
    fs::write(site.folder().join("config.json"), config).unwrap();
    let setup = setup.at(&site.url());
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    browser.run_before_pages(SHIFTS).await.unwrap();
    (setup, site, browser)
}

async fn has(browser: &Browser, words: &str) -> bool {
    let page: String = browser.eval("document.body.innerText").await.unwrap();
    page.contains(words)
}

#[tokio::test]
async fn what_is_set_is_shown_and_what_is_off_never_comes() {
    let (setup, site, browser) = start(GOOD).await;
    let client = Client::open(&setup, &browser).await.unwrap();
    assert!(has(&browser, "Gemeente Zandmeer").await);
    let colour: String = browser
        .eval("getComputedStyle(document.body).backgroundColor")
        .await
        .unwrap();
    assert_eq!(colour, "rgb(253, 238, 238)");
    client.act("help").await.unwrap();
    assert!(has(&browser, "Bel het Werkcentrum.").await && has(&browser, "elke werkdag").await);
    assert!(browser.sees("dialog a[href='tel:140999']").await.unwrap());
    client.leave_dialog().await.unwrap();

    let mut person = Person::painter().unwrap();
    person.route = RouteKind::Full;
    let visits = client.walk_to(&person, "share").await.unwrap();
    let screens: Vec<&str> = visits
        .iter()
        .map(|visit| visit.screen.name.as_str())
        .collect();
    assert!(
        screens.contains(&"plan") && !screens.contains(&"work"),
        "{screens:?}"
    );
    let domains = visits.iter().filter(|visit| visit.screen.name == "domains");
    assert_eq!(domains.count(), 13);
    for (way, wanted) in [
        ("link", true),
        ("print", true),
        ("qr", false),
        ("file", false),
        ("keep", false),
    ] {
        let found = browser
            .sees(&format!(".way[data-action={way}]"))
            .await
            .unwrap();
        assert_eq!(found, wanted, "{way}");
    }
    // What leaves holds nothing of the parts that are off.
    client.choose_sharing(&person).await.unwrap();
    let shared = client.shared().await.unwrap();
    let ids: Vec<String> = shared
        .answers
        .iter()
        .map(|(question, _)| question.to_string())
        .collect();
    assert!(
        !ids.is_empty() && ids.iter().all(|id| !id.starts_with("work.")),
        "{ids:?}"
    );
    assert!(browser.complaints().await.unwrap().is_empty());
    assert!(
        site.asked()
            .iter()
            .any(|path| path.starts_with("settings-"))
    );
}

#[tokio::test]
async fn rules_and_help_of_the_municipality_are_on_their_pages() {
    let config = GOOD.replace("\"parenting\"", "\"short_route\": false, \"parenting\"");
    let (setup, _site, browser) = start(&config).await;
    let client = Client::open(&setup, &browser).await.unwrap();
    assert!(!browser.sees("[data-question=route]").await.unwrap());
    client.act("start").await.unwrap();
    client.screen().await.unwrap();
    assert_eq!(
        browser.words(".rules li").await.unwrap(),
        ["Kom naar je afspraken."]
    );
    client.next().await.unwrap();
    browser.tap_on("[id='domain.money.level-1']").await.unwrap();
    browser
        .wait_for_sight(".lifeline-card a[href='tel:0999123']")
        .await
        .unwrap();
    assert!(has(&browser, "De geldwinkel helpt.").await && !has(&browser, "Geldfit").await);
}

#[tokio::test]
async fn what_is_wrong_is_told_in_the_console_and_never_on_the_page() {
    let bad = r#"{"name":"Gemeente Zandmeer","modules":{"plan":"yes"},"sharing":["fax"],"rules":7,"nmae":"x","theme":{"tokens":{"--a":"url(https://evil.example)"}}}"#;
    for (config, fields) in [
        (
            bad,
            vec![
                "modules.plan",
                "sharing[0]",
                "sharing",
                "rules",
                "nmae",
                "theme.tokens.--a",
            ],
        ),
        ("{", vec!["no JSON"]),
        ("[1]", vec!["object"]),
        ("<html>", vec!["no JSON"]),
    ] {
        let (setup, _site, browser) = start(config).await;
        let client = Client::open(&setup, &browser).await.unwrap();
        let told = browser.complaints().await.unwrap();
        assert_eq!(told.len(), fields.len(), "{told:?}");
        for (line, field) in told.iter().zip(&fields) {
            assert!(
                line.contains("config.json: ") && line.contains(field),
                "{field}: {line}"
            );
        }
        for word in ["config", "JSON", "kiosk", "expected"] {
            assert!(!has(&browser, word).await, "{word}");
        }
        assert_eq!(has(&browser, "Gemeente Zandmeer").await, config == bad);
        client.act("start").await.unwrap();
        client.screen().await.unwrap();
        assert_eq!(browser.words(".rules li").await.unwrap().len(), 5);
    }
}

#[tokio::test]
async fn without_a_configuration_nothing_more_is_loaded() {
    for config in ["{}", "{ }\n", ""] {
        let (setup, site, browser) = start(config).await;
        if config.is_empty() {
            fs::remove_file(site.folder().join("config.json")).unwrap();
        }
        Client::open(&setup, &browser).await.unwrap();
        assert!(browser.sees("[data-question=route]").await.unwrap());
        let script = "performance.getEntriesByType('resource').map((entry) => entry.name)";
        let loaded: Vec<String> = browser.eval(script).await.unwrap();
        assert!(
            !loaded.iter().any(|name| name.contains("settings-")),
            "{loaded:?}"
        );
    }
}

/// A site baked with one of the examples, with the command line of this repository.
fn baked(setup: &Setup, example: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let out =
        std::env::temp_dir().join(format!("startbeeld-baked-{example}-{}", std::process::id()));
    // The features are those of the other tests, so that all use one build.
    let status = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--all-features",
            "--bin",
            "startbeeld",
            "--",
            "bake",
        ])
        .arg(setup.site().unwrap())
        .arg(
            root.join("examples/municipalities")
                .join(example)
                .join("config.json"),
        )
        .arg("--out")
        .arg(&out)
        .current_dir(&root)
        .status()
        .unwrap();
    assert!(status.success(), "the site is not baked");
    out
}

#[derive(Debug, Deserialize, PartialEq)]
struct Seen {
    look: Vec<String>,
    shift: f64,
}

/// The first screen before the program comes and after it has come.
async fn seen(browser: &Browser, site: &Site) -> (Vec<String>, Seen) {
    site.hold("_bg.wasm");
    browser.open(&site.url()).await.unwrap();
    browser.wait_for_sight("[data-screen]").await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    let before: Vec<String> = browser.eval(LOOK).await.unwrap();
    let name = format!("config-{}.png", site.url().len());
    let _ = browser
        .picture()
        .await
        .map(|picture| fs::write(std::env::temp_dir().join(name), picture));
    site.release();
    browser.wait_for_sight("[data-ready]").await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    let after = Seen {
        look: browser.eval(LOOK).await.unwrap(),
        shift: browser.eval("window.__shift").await.unwrap(),
    };
    (before, after)
}

#[tokio::test]
async fn a_baked_site_is_right_from_the_first_byte_and_nothing_moves() {
    let setup = Setup::from_env().unwrap();
    for (example, name) in [
        ("zandmeer", "Gemeente Zandmeer"),
        ("waterland-oost", "Waterland-Oost"),
    ] {
        let folder = baked(&setup, example);
        let site = Site::copy_of(&folder).unwrap();
        let setup = setup.at(&site.url());
        let browser = Browser::start_impatient(&setup, Device::Phone)
            .await
            .unwrap();
        browser.run_before_pages(SHIFTS).await.unwrap();
        let (before, after) = seen(&browser, &site).await;
        assert!(before[0].starts_with(name), "{before:?}");
        assert_eq!(
            after.look, before,
            "the app draws what the first screen showed"
        );
        assert_eq!(after.shift, 0.0);
        let asked = site.asked();
        assert!(
            !asked.iter().any(|path| path.starts_with("settings-")),
            "{asked:?}"
        );
        assert!(browser.sees("img.logo").await.unwrap());
        let drawn: bool = browser
            .eval("document.querySelector('img.logo').naturalWidth > 0")
            .await
            .unwrap();
        assert!(drawn, "the logo is not there");
        let loud = browser.complaints().await.unwrap();
        assert!(loud.is_empty(), "{loud:?}");
        fs::remove_dir_all(folder).unwrap();
    }
}

#[tokio::test]
async fn a_baked_site_works_without_a_network() {
    let setup = Setup::from_env().unwrap();
    let folder = baked(&setup, "waterland-oost");
    let site = Site::copy_of(&folder).unwrap();
    let setup = setup.at(&site.url());
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    Client::open(&setup, &browser).await.unwrap();
    let ready = "navigator.serviceWorker.ready.then(async () => (await caches.keys()).length)";
    let kept: u32 = browser.eval(ready).await.unwrap();
    assert_eq!(kept, 1);
    site.stop();
    browser.open(&site.url()).await.unwrap();
    browser.wait_for_sight("[data-ready]").await.unwrap();
    assert!(has(&browser, "Waterland-Oost").await);
    let drawn: bool = browser
        .eval("document.querySelector('img.logo').naturalWidth > 0")
        .await
        .unwrap();
    assert!(drawn, "the logo is not kept");
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_site_that_is_not_baked_changes_its_words_and_moves_nothing() {
    let (setup, site, _browser) = start(GOOD).await;
    let browser = Browser::start_impatient(&setup, Device::Phone)
        .await
        .unwrap();
    browser.run_before_pages(SHIFTS).await.unwrap();
    let (before, after) = seen(&browser, &site).await;
    assert!(before[0].starts_with("Startbeeld") && after.look[0].starts_with("Gemeente Zandmeer"));
    println!("layout shift without baking: {}", after.shift);
    assert_eq!(after.shift, 0.0);
}
