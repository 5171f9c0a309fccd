//! Nothing leaves the page but the page itself, the content security policy holds, and wiping leaves nothing behind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use startbeeld_browser::browser::Stored;
use startbeeld_browser::traffic::Request;
use startbeeld_browser::{Browser, Client, Coach, Device, Person, Setup};

#[tokio::test]
async fn nothing_is_sent_over_the_whole_route() {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    let person = Person::withdrawn().unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    let ready = browser
        .probe()
        .await
        .unwrap()
        .ready_at
        .expect("the first screen reacted");
    client.walk_to(&person, "share").await.unwrap();
    client.choose_sharing(&person).await.unwrap();
    client.qr().await.unwrap();
    let link = client.link().await.unwrap();
    client.file().await.unwrap();
    let words = client.passphrase().await.unwrap();
    client.act("print").await.unwrap();
    assert_eq!(
        browser.probe().await.unwrap().prints,
        1,
        "the print button does not print"
    );

    let requests = browser.requests().await.unwrap();
    assert!(
        requests
            .iter()
            .any(|request| request.url == setup.client_url()),
        "the log holds no requests at all"
    );
    let leaks: Vec<&Request> = requests
        .iter()
        .filter(|request| !is_harmless(request, &setup, ready))
        .collect();
    assert!(leaks.is_empty(), "the page sent {leaks:#?}");
    let complaints = browser.complaints().await.unwrap();
    assert!(
        complaints.is_empty(),
        "the browser complains: {complaints:#?}"
    );

    // The address never tells anything either: it ends up in histories and referrers.
    let address: String = browser.eval("location.href").await.unwrap();
    assert!(
        address == setup.client_url(),
        "the address became {address}"
    );

    assert_coach_keeps_it_private(&setup, &link, &words).await;
}

/// The coach's page asks nobody about the profile that its address holds.
async fn assert_coach_keeps_it_private(setup: &Setup, link: &str, words: &str) {
    let browser = &Browser::start(setup, Device::Laptop).await.unwrap();
    let coach = Coach::open_sealed(browser, link, words).await.unwrap();
    coach.profile().await.unwrap();
    let (_, secret) = link
        .split_once('#')
        .expect("the profile is in the fragment");
    let requests = browser.requests().await.unwrap();
    for request in requests.iter().filter(|request| !stays_here(request)) {
        assert!(
            request.url.starts_with(setup.client_url()),
            "the coach's page asked {}",
            request.url
        );
        let (sent, _) = request.url.split_once('#').unwrap_or((&request.url, ""));
        assert!(
            !sent.contains(secret) && !sent.contains('?') && !request.has_body,
            "{request:?} carries something"
        );
    }
    assert!(browser.complaints().await.unwrap().is_empty());
    // What stays on the coach's device is nothing, too.
    assert_nothing_personal(browser, setup).await;
}

/// The files of the site may stay on the device, so that it works without a network; nothing of a person may.
async fn assert_nothing_personal(browser: &Browser, setup: &Setup) {
    let mut stored = browser.stored().await.unwrap();
    let site = format!("GET {}", setup.client_url());
    stored
        .cached
        .retain(|request| !request.starts_with(&site) || request.contains(['?', '#']));
    assert_eq!(stored, Stored::default());
}

#[tokio::test]
async fn wiping_leaves_nothing_behind() {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Kiosk).await.unwrap();
    let person = Person::painter().unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    client.walk_to(&person, "share").await.unwrap();
    assert!(
        !browser.stored().await.unwrap().local.is_empty(),
        "an interrupted person would find nothing back"
    );
    let first = client.wipe().await.unwrap();
    assert_eq!(
        first.name, "welcome",
        "after wiping the next person begins at the beginning"
    );
    assert_nothing_personal(&browser, &setup).await;

    // Neither a reload nor the way back shows anything of the previous person.
    browser.reload().await.unwrap();
    assert_eq!(client.screen().await.unwrap().name, "welcome");
    browser.eval::<()>("history.back()").await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let client = Client::open(&setup, &browser).await.unwrap();
    assert_eq!(client.screen().await.unwrap().name, "welcome");
    client.next().await.unwrap();
    let state = client.state().await.unwrap();
    assert!(
        state.values().all(Vec::is_empty),
        "{state:?} is left of the previous person"
    );
}

/// Files without a hash in their name that a browser fetches when it likes, whatever the person does.
const AT_ANY_TIME: [&str; 4] = ["worker.js", "icon.svg", "app.webmanifest", "config.json"];

/// A request is harmless when it fetches a file of this site, without telling anything, and once the page reacts
/// only the few of [`AT_ANY_TIME`] and files whose name holds a hash: no answer can choose among those.
fn is_harmless(request: &Request, setup: &Setup, ready: f64) -> bool {
    if stays_here(request) {
        return true;
    }
    let Some(path) = request.url.strip_prefix(setup.client_url()) else {
        return false;
    };
    let tells = request.method != "GET" || request.has_body || path.contains(['?', '#']);
    !tells && (request.sent_at <= ready || AT_ANY_TIME.contains(&path) || has_hash(path))
}

/// Such an address names something inside the browser.
fn stays_here(request: &Request) -> bool {
    ["blob:", "data:", "about:"]
        .iter()
        .any(|scheme| request.url.starts_with(scheme))
}

fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['-', '.', '_'])
        .any(|part| part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[test]
fn a_hash_is_recognised() {
    assert!(has_hash("client-0123456789abcdef_bg.wasm"));
    assert!(!has_hash("collect.js") && !has_hash("answers-money-2.json"));
}
