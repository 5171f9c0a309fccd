//! What leaves the client's page: to whom it is sealed, what the page says about it, and that nothing of an earlier
//! choice or person leaves with it. Everything is opened natively, by ciphers that are not the browser's.
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop with a panic"
)]

use startbeeld::crypto::{Keyring, key_pair};
use startbeeld::engine::Profile;
use startbeeld::engine::profile::sealed::{PrivateKey, RecipientKey};
use startbeeld::engine::profile::{Found, ProfileError, compact, find, read};
use startbeeld_browser::{Browser, Client, Device, Person, Setup, Site, oracle, unlock};
use std::fs;

/// A copy of the site with this configuration, and a browser.
async fn start(config: &str) -> (Setup, Site, Browser) {
    let setup = Setup::from_env().unwrap();
    let site = Site::of(&setup).unwrap();
    fs::write(site.folder().join("config.json"), config).unwrap();
    let setup = setup.at(&site.url());
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    (setup, site, browser)
}

async fn at_sharing<'a>(setup: &Setup, browser: &'a Browser, person: &Person) -> Client<'a> {
    let client = Client::open(setup, browser).await.unwrap();
    client.walk_to(person, "share").await.unwrap();
    client.choose_sharing(person).await.unwrap();
    client
}

fn open(text: &str, key: &PrivateKey) -> Profile {
    let Found::Sealed(envelope) = find(text).unwrap() else {
        panic!("it is open: {text}");
    };
    let keyring = Keyring {
        keys: vec![key.clone()],
        passphrases: Vec::new(),
    };
    keyring.open(&envelope).unwrap()
}

#[tokio::test]
async fn a_municipality_with_a_key_is_the_only_one_that_can_open() {
    let (old, key) = (key_pair([7; 32]).unwrap(), key_pair([8; 32]).unwrap());
    let config = RecipientKey::config(&[key.public.clone(), old.public]);
    let (setup, _site, browser) = start(&config).await;
    let person = Person::painter().unwrap();
    let client = at_sharing(&setup, &browser, &person).await;
    let picture = browser.folder().join("qr.png");
    fs::write(&picture, client.qr().await.unwrap()).unwrap();
    let scanned = oracle::read_qr(&setup, &picture).unwrap();
    let link = client.link().await.unwrap();
    let file = fs::read_to_string(client.file().await.unwrap()).unwrap();
    for text in [&scanned, &link, &file] {
        assert_eq!(read(text), Err(ProfileError::Sealed));
        assert_eq!(open(text, &key).answers, person.profile().answers);
    }
    assert!(
        client.passphrase().await.unwrap().is_empty(),
        "there are words beside the key"
    );
    let own = fs::read_to_string(client.keep().await.unwrap()).unwrap();
    assert_eq!(read(&own).unwrap().answers, person.profile().answers);
    assert!(browser.complaints().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_broken_configuration_is_as_good_as_none() {
    for config in [
        "{",
        "[]",
        "{\"keys\": 7}",
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"kid\":\"short\"}]}",
    ] {
        let (setup, _site, browser) = start(config).await;
        let person = Person::painter().unwrap();
        let client = at_sharing(&setup, &browser, &person).await;
        let shared = client.shared().await.unwrap();
        assert_eq!(shared.answers, person.profile().answers, "{config}");
        assert_eq!(client.passphrase().await.unwrap().split(' ').count(), 6);
    }
}

#[tokio::test]
async fn a_key_that_is_no_key_is_told_and_words_are_the_lock() {
    // The letters are those of a point, but it lies on no curve.
    let x = "A".repeat(42) + "E";
    let config = format!(
        "{{\"keys\":[{{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"{x}\",\"y\":\"{x}\",\"kid\":\"no-point\"}}]}}"
    );
    let (setup, _site, browser) = start(&config).await;
    let person = Person::painter().unwrap();
    let client = at_sharing(&setup, &browser, &person).await;
    assert_eq!(
        client.shared().await.unwrap().answers,
        person.profile().answers
    );
    assert_eq!(client.passphrase().await.unwrap().split(' ').count(), 6);
    let told = browser.complaints().await.unwrap();
    assert!(
        told.len() == 1 && told[0].contains("keys[0]") && told[0].contains("P-256"),
        "{told:?}"
    );
}

#[tokio::test]
async fn without_ciphers_the_page_says_so_before_it_offers_anything() {
    let (setup, _site, browser) = start("{}").await;
    browser
        .run_before_pages(
            "Object.defineProperty(Crypto.prototype, 'subtle', { get() { return undefined; } });",
        )
        .await
        .unwrap();
    let person = Person::painter().unwrap();
    let client = at_sharing(&setup, &browser, &person).await;
    let link = client.link().await.unwrap();
    assert_eq!(read(&link).unwrap().answers, person.profile().answers);
    let note = browser.words(".lock-note").await.unwrap().join(" ");
    assert!(note.contains("geen slot"), "{note}");
    assert!(client.passphrase().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_switched_off_at_the_last_moment_does_not_leave() {
    let (setup, _site, browser) = start("{}").await;
    browser.slow_down(6).await.unwrap();
    let mut person = Person::withdrawn().unwrap();
    let client = at_sharing(&setup, &browser, &person).await;
    let words = client.passphrase().await.unwrap();
    // Every switch over and over, faster than anything can be made, then the link at once.
    for round in 0..6 {
        browser
            .eval::<()>(
                "document.querySelectorAll('.switches input').forEach((one) => one.click())",
            )
            .await
            .unwrap();
        if round % 2 == 1 {
            let left = unlock(&client.link().await.unwrap(), &words).unwrap();
            assert_eq!(
                compact::to_text(&Profile {
                    created: left.created,
                    ..person.profile()
                }),
                compact::to_text(&left),
                "round {round}"
            );
        }
    }
    assert_eq!(
        client.passphrase().await.unwrap(),
        words,
        "the words changed"
    );
    // The next person gets other words.
    client.wipe().await.unwrap();
    person = Person::painter().unwrap();
    let client = at_sharing(&setup, &browser, &person).await;
    assert_eq!(
        client.shared().await.unwrap().answers,
        person.profile().answers
    );
    assert_ne!(client.passphrase().await.unwrap(), words);
}
