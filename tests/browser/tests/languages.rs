//! Other languages and reading aloud: chosen on any screen without losing an answer, the place or the focus; fetched
//! only when chosen; and whatever language was answered in, the coach reads Dutch.
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop with a panic"
)]

use serde::Deserialize;
use startbeeld::engine::Language;
use startbeeld_browser::{Browser, Client, Coach, Device, Person, Setup, Site, oracle};
use std::fs;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// The tags of all languages but Dutch.
const OTHERS: [&str; 5] = ["en", "ar", "tr", "pl", "uk"];

/// A browser in which a device voice for some languages says a sentence in a moment, and notes what it was given. It
/// stands in for a device with voices: there are none on the machines that run this.
const VOICES: &str = "(() => {
    const said = (window.__said = []);
    const voices = [['nl-NL', true], ['ar_SA', true], ['en-GB', false]].map(([lang, localService]) => ({ lang, localService, name: lang }));
    const synthesis = Object.assign(new EventTarget(), {
        speaking: false, pending: false,
        getVoices: () => voices,
        resume() {}, pause() {},
        cancel() { this.speaking = false; const was = this.now; this.now = null; clearTimeout(this.timer); was?.onerror?.({ error: 'canceled' }); },
        speak(utterance) {
            this.speaking = true;
            this.now = utterance;
            said.push({ text: utterance.text, lang: utterance.lang, marked: document.querySelectorAll('[data-reading]').length });
            // Some browsers never tell the end of an utterance.
            if (said.length === 2) { this.speaking = false; return; }
            this.timer = setTimeout(() => { this.speaking = false; this.now = null; utterance.onend?.(); }, 15);
        },
    });
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})()";

#[derive(Debug, Deserialize, PartialEq)]
struct Page {
    lang: String,
    dir: String,
    heading: String,
    chosen: Vec<String>,
    focus: String,
}

const PAGE: &str = "({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    heading: document.querySelector('h1').textContent,
    chosen: [...document.querySelectorAll('input:checked')].map((input) => input.id),
    focus: document.activeElement.dataset.action ?? document.activeElement.tagName,
})";

async fn page(browser: &Browser) -> Page {
    browser.eval(PAGE).await.unwrap()
}

/// How long a condition may take to come true.
const PATIENCE: Duration = Duration::from_secs(60);

async fn wait_for(browser: &Browser, condition: &str) {
    let start = Instant::now();
    while !browser.eval::<bool>(condition).await.unwrap_or(false) {
        assert!(start.elapsed() < PATIENCE, "waited in vain for {condition}");
        sleep(Duration::from_millis(50)).await;
    }
}

/// Chooses a language in the dialog of the bar and waits until it is spoken.
async fn speak(browser: &Browser, tag: &str) {
    browser.tap_on("[data-action=languages]").await.unwrap();
    browser
        .tap_on(&format!("dialog [data-action=language][value={tag}]"))
        .await
        .unwrap();
    wait_for(
        browser,
        &format!("document.documentElement.lang === '{tag}'"),
    )
    .await;
}

fn language(tag: &str) -> Language {
    Language::from_tag(tag).unwrap()
}

#[tokio::test]
async fn a_language_keeps_answers_place_and_focus() {
    let setup = Setup::from_env().unwrap();
    let site = Site::of(&setup).unwrap();
    let setup = setup.at(&site.url());
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    let person = Person::painter().unwrap();
    client.walk_to(&person, "domains").await.unwrap();
    client.answer_page(&person).await.unwrap();
    let (here, dutch) = (client.screen().await.unwrap(), page(&browser).await);
    assert!(!site.asked().iter().any(|path| path.contains("texts-")));
    for tag in OTHERS {
        speak(&browser, tag).await;
        let now = page(&browser).await;
        assert_eq!(now.dir, if tag == "ar" { "rtl" } else { "ltr" });
        assert_eq!(
            (&now.chosen, now.focus.as_str()),
            (&dutch.chosen, "languages")
        );
        assert_ne!(now.heading, dutch.heading, "{tag}");
        assert!(client.screen().await.unwrap().is_same_page(&here));
        let fetched = site.asked();
        let name = format!("texts-{tag}-");
        assert_eq!(
            fetched.iter().filter(|path| path.contains(&name)).count(),
            1
        );
    }
    // The same language again after an interruption.
    browser.reload().await.unwrap();
    wait_for(&browser, "document.documentElement.lang === 'uk'").await;
    assert_eq!(page(&browser).await.chosen, dutch.chosen);
    speak(&browser, "nl").await;
    assert_eq!(page(&browser).await.heading, dutch.heading);
    assert!(browser.complaints().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_language_is_there_again_without_a_network_and_says_when_it_does_not_come() {
    let setup = Setup::from_env().unwrap();
    let site = Site::of(&setup).unwrap();
    let setup = setup.at(&site.url());
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    speak(&browser, "tr").await;
    client.next().await.unwrap();
    wait_for(
        &browser,
        "caches.keys().then(async (names) => { for (const name of names) for (const { url } of await (await caches.open(name)).keys()) if (url.includes('texts-tr-')) return true; return false; })",
    )
    .await;
    site.stop();
    browser.reload().await.unwrap();
    wait_for(&browser, "document.documentElement.lang === 'tr'").await;
    // Another one needs the network, and says so in the language that is there.
    browser.tap_on("[data-action=languages]").await.unwrap();
    browser
        .tap_on("dialog [data-action=language][value=pl]")
        .await
        .unwrap();
    wait_for(&browser, "!!document.querySelector('.notice')").await;
    assert_eq!(page(&browser).await.lang, "tr");
}

#[tokio::test]
async fn a_language_can_be_chosen_before_the_program_is_there() {
    let setup = Setup::from_env().unwrap();
    let site = Site::of(&setup).unwrap();
    let setup = setup.at(&site.url());
    site.hold("client-");
    let browser = Browser::start_impatient(&setup, Device::Phone)
        .await
        .unwrap();
    browser.open(setup.client_url()).await.unwrap();
    let arabic = "[data-action=language][value=ar]";
    browser.wait_for_sight(arabic).await.unwrap();
    browser.tap_on(arabic).await.unwrap();
    site.release();
    wait_for(&browser, "document.documentElement.dir === 'rtl'").await;
    assert_eq!(Client::at(&browser).screen().await.unwrap().name, "welcome");
}

#[tokio::test]
async fn the_coach_reads_dutch_whatever_was_answered_in() {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    let person = Person::withdrawn().unwrap();
    speak(&browser, "ar").await;
    client.walk_to(&person, "share").await.unwrap();
    client.choose_sharing(&person).await.unwrap();
    let profile = client.shared().await.unwrap();
    assert_eq!(profile.answers, person.profile().answers);
    assert_eq!(profile.language, language("ar"));
    // The file for oneself is in the language of the person.
    let own = fs::read_to_string(client.keep().await.unwrap()).unwrap();
    assert!(own.contains("<html lang=\"ar\" dir=\"rtl\">"));
    let preview: String = browser
        .eval("document.querySelector('[data-role=preview]').textContent")
        .await
        .unwrap();
    assert!(
        preview
            .chars()
            .any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter))
    );

    browser.emulate(Device::Laptop).await.unwrap();
    let link = startbeeld::engine::profile::link(&setup.coach_url(), &profile);
    let coach = Coach::open_link(&browser, &link).await.unwrap();
    assert_eq!(coach.profile().await.unwrap(), person.shown());
    assert_eq!(page(&browser).await.lang, "nl");
    let own_words: Vec<String> = browser
        .eval("[...document.querySelectorAll('blockquote')].map((words) => words.lang)")
        .await
        .unwrap();
    assert!(!own_words.is_empty() && own_words.iter().all(|tag| tag == "ar"));
}

#[tokio::test]
async fn every_language_can_be_used_by_everybody() {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Narrow).await.unwrap();
    let person = Person::painter().unwrap();
    let mut found = Vec::new();
    for tag in OTHERS {
        let client = Client::open(&setup, &browser).await.unwrap();
        speak(&browser, tag).await;
        for name in [
            "rules", "domains", "focus", "steering", "plan", "review", "share",
        ] {
            let screen = client.screen().await.unwrap();
            if screen.name != name {
                client.walk_to(&person, name).await.unwrap();
            }
            browser.stretch().await.unwrap();
            for violation in oracle::axe(&setup, &browser).await.unwrap() {
                found.push(format!("{tag} {name}: {violation}"));
            }
            browser.emulate(Device::Narrow).await.unwrap();
            let (page, window): (u32, u32) = browser
                .eval("[document.documentElement.scrollWidth, innerWidth]")
                .await
                .unwrap();
            if page > window {
                found.push(format!("{tag} {name}: {page} pixels wide"));
            }
            let picture = setup.shots().unwrap().join(format!("{tag}-{name}.png"));
            fs::write(picture, browser.picture_of_page().await.unwrap()).unwrap();
        }
        client.wipe().await.unwrap();
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[derive(Debug, Deserialize)]
struct Said {
    text: String,
    lang: String,
    marked: u32,
}

async fn said(browser: &Browser) -> Vec<Said> {
    browser.eval("window.__said").await.unwrap()
}

#[tokio::test]
async fn a_page_is_read_aloud_by_a_voice_on_the_device() {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    browser.run_before_pages(VOICES).await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    client.next().await.unwrap();
    client.next().await.unwrap();
    let button = "[data-action=read-aloud]";
    browser.wait_for_sight(button).await.unwrap();
    browser.tap_on(button).await.unwrap();
    let pressed = |is: bool| {
        format!("document.querySelector('{button}').getAttribute('aria-pressed') === '{is}'")
    };
    wait_for(&browser, &pressed(true)).await;
    // It goes on after a sentence whose end was never told, and ends by itself.
    wait_for(&browser, &pressed(false)).await;
    let all = said(&browser).await;
    let texts: Vec<&str> = all.iter().map(|said| said.text.as_str()).collect();
    let shown: Vec<String> = browser
        .words("h1, legend:not(.away), .choice:not(.check) .text")
        .await
        .unwrap();
    assert!(shown.len() > 8, "{shown:?}");
    for words in shown {
        for sentence in words.split_inclusive(['.', '?', '!']) {
            assert!(
                texts.contains(&sentence.trim()),
                "{sentence} is not in {texts:?}"
            );
        }
    }
    assert!(
        all.iter()
            .all(|said| said.lang == "nl-NL" && said.marked == 1)
    );
    assert!(!browser.sees("[data-reading]").await.unwrap());

    // Stopping, and turning the page, end it at once.
    browser.tap_on(button).await.unwrap();
    wait_for(&browser, "window.__said.length > 22").await;
    browser.tap_on(button).await.unwrap();
    wait_for(&browser, &pressed(false)).await;
    browser.tap_on(button).await.unwrap();
    wait_for(&browser, &pressed(true)).await;
    client.next().await.unwrap();
    wait_for(&browser, &pressed(false)).await;

    // Where no voice fits there is no button: one that needs the network does not count.
    speak(&browser, "ar").await;
    assert!(browser.sees(button).await.unwrap());
    for tag in ["en", "tr"] {
        speak(&browser, tag).await;
        assert!(!browser.sees(button).await.unwrap(), "{tag}");
    }
    let requests = browser.requests().await.unwrap();
    let (site, mut sent) = (
        setup.client_url(),
        requests.iter().map(|request| &request.url),
    );
    // What stands in an address itself goes nowhere.
    assert!(
        sent.all(|url| url.starts_with(site) || url.starts_with("data:")),
        "{requests:?}"
    );
    assert!(browser.complaints().await.unwrap().is_empty());
}
