//! Every screen can be used by everybody: axe finds nothing at WCAG 2.2 AA, the Nu validator no error, nothing sticks out
//! at 320 pixels, and every target is large enough for a finger.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use serde::Deserialize;
use serde_json::json;
use startbeeld::engine::profile::link;
use startbeeld_browser::{Browser, Client, Coach, Device, Engine, Person, Setup, oracle};
use std::collections::{BTreeMap, BTreeSet};

/// The least size of a target in pixels.
const LEAST: u32 = 44;

#[derive(Debug, Deserialize)]
struct Overflow {
    page: u32,
    window: u32,
    over: Vec<String>,
}

/// What is wrong, per screen.
struct Inspection<'a> {
    setup: &'a Setup,
    browser: &'a Browser,
    found: BTreeSet<String>,
    /// The elements of every screen, as text.
    pages: BTreeMap<String, String>,
    screens: u32,
}

impl<'a> Inspection<'a> {
    fn new(setup: &'a Setup, browser: &'a Browser) -> Self {
        Inspection {
            setup,
            browser,
            found: BTreeSet::new(),
            pages: BTreeMap::new(),
            screens: 0,
        }
    }

    /// Looks at the screen as it is now.
    async fn look(&mut self, screen: &str) {
        self.screens += 1;
        // What lies under the bar at the bottom can be scrolled into view; axe would call it covered.
        self.browser.stretch().await.unwrap();
        for violation in oracle::axe(self.setup, self.browser).await.unwrap() {
            self.found.insert(format!("{screen}: {violation}"));
        }
        self.browser.emulate(self.browser.device()).await.unwrap();
        let page: String = self
            .browser
            .eval("document.documentElement.outerHTML")
            .await
            .unwrap();
        self.pages
            .insert(screen.to_owned(), format!("<!doctype html>{page}"));
        let overflow: Overflow = self.browser.page("overflow", json!([])).await.unwrap();
        if overflow.page > overflow.window || !overflow.over.is_empty() {
            self.found
                .insert(format!("{screen}: sticks out: {overflow:?}"));
        }
        let small: Vec<String> = self
            .browser
            .page("smallTargets", json!([LEAST]))
            .await
            .unwrap();
        self.found.extend(
            small
                .into_iter()
                .map(|target| format!("{screen}: too small: {target}")),
        );
    }

    fn finish(mut self) -> BTreeSet<String> {
        println!("{} screens were looked at", self.screens);
        // The elements are the same in every engine.
        if self.browser.engine() == Engine::Chromium {
            self.found
                .extend(oracle::nu(self.setup, &self.pages).unwrap());
        }
        let device = self.browser.device().name();
        self.found
            .into_iter()
            .map(|finding| format!("{device}, {finding}"))
            .collect()
    }
}

fn assert_nothing(found: &BTreeSet<String>) {
    let lines: Vec<&str> = found.iter().map(String::as_str).collect();
    assert!(
        found.is_empty(),
        "{} findings:\n{}",
        found.len(),
        lines.join("\n")
    );
}

#[tokio::test]
async fn every_screen_of_the_full_route() {
    client_route(&Person::withdrawn().unwrap(), Device::Narrow).await;
}

#[tokio::test]
async fn every_screen_of_the_short_route_on_a_wide_screen() {
    client_route(&Person::painter().unwrap(), Device::Laptop).await;
}

async fn client_route(person: &Person, device: Device) {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, device).await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    let mut inspection = Inspection::new(&setup, &browser);
    let mut names = BTreeSet::new();
    loop {
        let screen = client.screen().await.unwrap();
        let place = format!(
            "{}/{}",
            screen.name,
            screen
                .questions
                .first()
                .or(screen.domain.as_ref())
                .cloned()
                .unwrap_or_default()
        );
        // The empty look of a screen is inspected once per kind, the answered look on every page.
        if names.insert(screen.name.clone()) {
            inspection.look(&format!("{place} (empty)")).await;
        }
        if screen.name == "share" {
            break;
        }
        if screen.name == "welcome" {
            client.choose_route(person.route).await.unwrap();
        }
        if screen.name != "review" {
            client.answer_page(person).await.unwrap();
            inspection.look(&place).await;
        }
        client.next().await.unwrap();
    }
    client.choose_sharing(person).await.unwrap();
    for action in ["qr", "link", "wipe"] {
        client.act(action).await.unwrap();
        browser
            .page::<serde_json::Value>("settle", json!([]))
            .await
            .unwrap();
        inspection.look(&format!("share with {action}")).await;
        client.leave_dialog().await.unwrap();
    }
    assert_nothing(&inspection.finish());
}

#[tokio::test]
async fn the_pages_of_the_coach() {
    let setup = Setup::from_env().unwrap();
    let mut found = BTreeSet::new();
    for device in [Device::Laptop, Device::Narrow] {
        let browser = Browser::start(&setup, device).await.unwrap();
        let mut inspection = Inspection::new(&setup, &browser);
        let coach = Coach::open(&setup, &browser).await.unwrap();
        inspection.look("coach, empty").await;
        coach.import_text("iets anders").await.unwrap();
        coach.error().await.unwrap();
        inspection.look("coach, error").await;
        for person in [
            Person::withdrawn().unwrap(),
            Person::overreaching().unwrap(),
            Person::painter().unwrap(),
        ] {
            let coach = Coach::open_link(&browser, &link(&setup.coach_url(), &person.profile()))
                .await
                .unwrap();
            coach.profile().await.unwrap();
            inspection.look(&format!("coach, {}", person.name)).await;
        }
        found.append(&mut inspection.finish());
    }
    assert_nothing(&found);
}
