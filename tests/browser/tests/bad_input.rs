//! Damaged storage, storage that refuses, hostile words, and everything a coach may try to open by mistake.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use startbeeld::engine::profile::{json, link};
use startbeeld_browser::person::Reply;
use startbeeld_browser::{Browser, Client, Coach, Device, Person, Setup, unlock};
use std::fs;

/// Looks like markup, turns the direction of reading, and holds a letter outside the basic plane.
const HOSTILE: &str = "<img src=x onerror=alert(1)> \u{202e}omgekeerd\u{202c} \u{200f}رجوع 🎨👩‍🎨 &amp; \"'`${1}</script>";

#[tokio::test]
async fn the_client_starts_with_damaged_storage() {
    let (setup, browser) = start(Device::Phone).await;
    let client = Client::open(&setup, &browser).await.unwrap();
    client
        .walk_to(&Person::withdrawn().unwrap(), "focus")
        .await
        .unwrap();
    let stored = client.stored_texts().await.unwrap();
    let (key, good) = stored
        .iter()
        .max_by_key(|(_, text)| text.len())
        .expect("something is stored");
    let half: String = good.chars().take(good.chars().count() / 2).collect();
    let newer = good.replacen('1', "99", 1);
    let cases = [
        ("garbage", "\u{0}\u{fffd}{[<<nonsense".to_owned(), true),
        ("a newer version", newer, true),
        ("null", "null".to_owned(), true),
        ("two megabytes", "x".repeat(2_000_000), true),
        // Half of it still says everything that it says; nobody needs to be told.
        ("half", half, false),
        (
            "a wrong answer",
            good.replacen(".level=2", ".level=77", 1),
            false,
        ),
    ];
    for (name, text, is_said) in cases {
        store(&browser, key, &text).await;
        browser.reload().await.unwrap();
        let screen = client
            .screen()
            .await
            .unwrap_or_else(|error| panic!("with {name} in its storage: {error:#}"));
        let notices = client.notices().await.unwrap();
        if is_said {
            assert!(
                !notices.is_empty(),
                "with {name} in its storage the page says nothing"
            );
            assert_eq!(screen.name, "welcome", "with {name} in its storage");
        }
        // And it goes on working.
        client
            .next()
            .await
            .unwrap_or_else(|error| panic!("with {name} in its storage: {error:#}"));
        assert_quiet(&browser, name).await;
    }
}

/// Puts text in the storage behind the back of the page.
async fn store(browser: &Browser, key: &str, text: &str) {
    let [key, text] = [key, text].map(|part| serde_json::to_string(part).unwrap());
    browser
        .eval::<()>(&format!("localStorage.setItem({key}, {text})"))
        .await
        .unwrap();
}

#[tokio::test]
async fn the_client_works_where_nothing_can_be_stored() {
    let (setup, browser) = start(Device::Phone).await;
    let refuse = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };";
    browser.run_before_pages(refuse).await.unwrap();
    let person = Person::painter().unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    let mut notices = Vec::new();
    while client.screen().await.unwrap().name != "share" {
        client.answer_page(&person).await.unwrap();
        if client.screen().await.unwrap().name == "welcome" {
            client.choose_route(person.route).await.unwrap();
        }
        notices.extend(client.notices().await.unwrap());
        client.next().await.unwrap();
    }
    assert!(!notices.is_empty(), "nobody is told that nothing is kept");
    client.choose_sharing(&person).await.unwrap();
    let profile = client.shared().await.unwrap();
    assert_eq!(profile.answers, person.profile().answers);
    assert_quiet(&browser, "storage that refuses").await;
}

#[tokio::test]
async fn the_client_works_where_storage_is_forbidden() {
    let (setup, browser) = start(Device::Phone).await;
    let forbid = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });";
    browser.run_before_pages(forbid).await.unwrap();
    let person = Person::painter().unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    client.walk_to(&person, "share").await.unwrap();
    let profile = client.shared().await.unwrap();
    assert!(!profile.answers.is_empty());
    assert_quiet(&browser, "forbidden storage").await;
}

#[tokio::test]
async fn hostile_words_stay_words() {
    let (setup, browser) = start(Device::Phone).await;
    let mut person = Person::withdrawn().unwrap();
    let texts: Vec<String> = person
        .replies()
        .filter(|(id, _)| id.ends_with("own") || id.ends_with("know"))
        .map(|(id, _)| id.to_owned())
        .collect();
    assert!(texts.len() >= 4);
    for id in &texts {
        person.change(id, Reply::One(HOSTILE.to_owned())).unwrap();
    }
    let client = Client::open(&setup, &browser).await.unwrap();
    client.walk_to(&person, "review").await.unwrap();
    assert_words(&browser, "the overview").await;
    // Stored and found back, too.
    browser.reload().await.unwrap();
    client.screen().await.unwrap();
    assert_words(&browser, "the overview after an interruption").await;
    client.next().await.unwrap();
    client.choose_sharing(&person).await.unwrap();
    let profile_link = client.link().await.unwrap();
    let file = client.file().await.unwrap();
    assert_quiet(&browser, "hostile words").await;

    // The page for the coach, and the one for oneself, opened by itself.
    let words = client.passphrase().await.unwrap();
    let kept = client.keep().await.unwrap();
    for path in [&file, &kept] {
        let saved = fs::read_to_string(path).unwrap();
        let profile = unlock(&saved, &words).unwrap();
        assert_eq!(profile.answers, person.profile().answers);
    }
    browser
        .open(&format!("file://{}", kept.display()))
        .await
        .unwrap();
    assert_words(&browser, "the saved page").await;
    assert_quiet(&browser, "the saved page").await;

    let coach = Coach::open_sealed(&browser, &profile_link, &words)
        .await
        .unwrap();
    coach.profile().await.unwrap();
    assert_words(&browser, "the coach's page").await;
    assert_quiet(&browser, "the coach's page").await;
}

/// The words are shown as they were typed, and nothing became an element.
async fn assert_words(browser: &Browser, place: &str) {
    let contains = format!(
        "document.body.textContent.includes({})",
        serde_json::to_string(HOSTILE).unwrap()
    );
    assert!(
        browser.eval::<bool>(&contains).await.unwrap(),
        "{place} does not show the words as typed"
    );
    let images: u32 = browser
        .eval("document.querySelectorAll('img[src=x], [onerror]').length")
        .await
        .unwrap();
    assert_eq!(images, 0, "words became elements on {place}");
}

#[tokio::test]
async fn the_coach_is_told_what_is_wrong_with_a_text() {
    let (setup, browser) = start(Device::Laptop).await;
    let person = Person::withdrawn().unwrap();
    let good = link(&setup.coach_url(), &person.profile());
    let (_, code) = good.split_once("#p=").unwrap();
    let document = json::to_json(&person.profile());
    let half = |text: &str| {
        text.chars()
            .take(text.chars().count() / 2)
            .collect::<String>()
    };
    let texts = [
        ("nothing", String::new()),
        (
            "something else",
            "Geachte heer, hierbij mijn cv.".to_owned(),
        ),
        ("a truncated link", good[..good.len() - 12].to_owned()),
        ("a damaged link", good.replacen(&code[20..24], "AAAA", 1)),
        ("truncated JSON", half(&document)),
        ("JSON of a newer version", newer(&document)),
        (
            "an answer off its scale",
            document.replacen(".importance\":\"9\"", ".importance\":\"11\"", 1),
        ),
        (
            "JSON of something else",
            "{\"resourceType\":\"Patient\"}".to_owned(),
        ),
    ];
    for (name, text) in texts {
        let coach = Coach::open(&setup, &browser).await.unwrap();
        coach.import_text(&text).await.unwrap();
        assert_refused(&browser, &coach, name).await;
        coach.import_text(&good).await.unwrap();
        assert_eq!(
            coach.profile().await.unwrap(),
            person.shown(),
            "after {name}"
        );
    }
}

#[tokio::test]
async fn the_coach_is_told_what_is_wrong_with_a_file() {
    let (setup, browser) = start(Device::Laptop).await;
    let person = Person::withdrawn().unwrap();
    let document = json::to_json(&person.profile());
    let page = b"<!doctype html><title>Recept</title><script>alert(1)</script><p>Appeltaart";
    let files: [(&str, &str, Vec<u8>); 6] = [
        ("somebody's page", "page.html", page.to_vec()),
        (
            "a PDF",
            "cv.pdf",
            [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".as_slice(), &[0xff; 4000]].concat(),
        ),
        (
            "a picture",
            "foto.png",
            [
                b"\x89PNG\r\n\x1a\n".as_slice(),
                &[0x00, 0xff, 0x7f].repeat(700),
            ]
            .concat(),
        ),
        ("an empty file", "leeg.html", Vec::new()),
        (
            "an oversized file",
            "groot.html",
            "<p>lang</p>".repeat(140_000).into_bytes(),
        ),
        (
            "a file of a newer version",
            "nieuw.json",
            newer(&document).into_bytes(),
        ),
    ];
    let good = browser.folder().join("goed.json");
    fs::write(&good, &document).unwrap();
    for (name, file, bytes) in files {
        let path = browser.folder().join(file);
        fs::write(&path, bytes).unwrap();
        let coach = Coach::open(&setup, &browser).await.unwrap();
        coach.import_file(&path).await.unwrap();
        assert_refused(&browser, &coach, name).await;
        coach.import_file(&good).await.unwrap();
        assert_eq!(
            coach.profile().await.unwrap(),
            person.shown(),
            "after {name}"
        );
    }
}

#[tokio::test]
async fn the_coach_is_told_what_is_wrong_with_an_address() {
    let (setup, browser) = start(Device::Laptop).await;
    let person = Person::withdrawn().unwrap();
    let good = link(&setup.coach_url(), &person.profile());
    let foreign = format!("{}#p=abc", setup.coach_url());
    for (name, address) in [
        ("a cut address", &good[..good.len() - 9]),
        ("another fragment", &foreign),
    ] {
        let coach = Coach::open_link(&browser, address).await.unwrap();
        assert_refused(&browser, &coach, name).await;
        coach.import_text(&good).await.unwrap();
        assert_eq!(
            coach.profile().await.unwrap(),
            person.shown(),
            "after {name}"
        );
    }
}

/// The same document, made by a version that does not exist yet.
fn newer(document: &str) -> String {
    document.replacen("\"version\":\"1.", "\"version\":\"9.", 1)
}

/// One plain sentence or two, no profile, and no complaint of the browser.
async fn assert_refused(browser: &Browser, coach: &Coach<'_>, name: &str) {
    let words = coach
        .error()
        .await
        .unwrap_or_else(|error| panic!("{name}: {error:#}"));
    println!("{name}: {words}");
    assert!(
        !coach.has_profile().await.unwrap(),
        "{name} opened as a profile"
    );
    assert!(words.chars().count() < 240, "too long for {name}: {words}");
    for technical in [
        "Error(",
        "panicked",
        "undefined",
        "null",
        "serde",
        "line 1 column",
    ] {
        assert!(
            !words.contains(technical),
            "{name} is told in the words of the program: {words}"
        );
    }
    assert_quiet(browser, name).await;
}

async fn start(device: Device) -> (Setup, Browser) {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, device).await.unwrap();
    (setup, browser)
}

async fn assert_quiet(browser: &Browser, situation: &str) {
    let complaints = browser.complaints().await.unwrap();
    assert!(
        complaints.is_empty(),
        "with {situation} the browser complains: {complaints:#?}"
    );
}
