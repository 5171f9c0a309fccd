//! Without a network, and while a new version takes the place of an old one.
#![allow(
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    reason = "what a person goes through reads best from top to bottom"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use serde_json::{Value, json};
use startbeeld_browser::{Browser, Client, Device, Person, Setup, Site, unlock};
use std::fs;
use std::time::{Duration, Instant};
use tokio::time::sleep;

const KEPT: &str = "navigator.serviceWorker.ready.then((one) => one.active.state == 'activated' && !!navigator.serviceWorker.controller)";

/// The version of the page that is shown; the built one has no mark.
const VERSION: &str = "document.querySelector('meta[name=version]')?.content ?? 'built'";

#[tokio::test]
async fn after_one_visit_the_whole_short_route_works_without_a_server() {
    let (setup, site, browser) = start().await;
    Client::open(&setup, &browser).await.unwrap();
    wait(&browser, "the offline copy", KEPT).await;
    site.stop();
    // Not even the browser's own cache helps.
    browser
        .cdp("Network.clearBrowserCache", json!({}))
        .await
        .unwrap();
    assert!(
        browser
            .eval::<Value>("fetch('./schema/profile.json').then(() => 1, () => null)")
            .await
            .unwrap()
            .is_null(),
        "the server still answers"
    );

    let person = Person::painter().unwrap();
    let begin = Instant::now();
    let client = Client::open(&setup, &browser).await.unwrap();
    println!("started without a server in {:?}", begin.elapsed());
    let visits = client.walk_to(&person, "plan").await.unwrap();
    assert!(visits.len() > 10);
    let here = client.screen().await.unwrap();
    // An interruption without a network: the same page, every answer.
    browser.reload().await.unwrap();
    assert!(client.screen().await.unwrap().is_same_page(&here));
    browser.open_tab().await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    assert!(client.screen().await.unwrap().is_same_page(&here));
    client.walk_to(&person, "share").await.unwrap();
    client.choose_sharing(&person).await.unwrap();
    assert_eq!(
        client.shared().await.unwrap().answers,
        person.profile().answers
    );
    let file = client.file().await.unwrap();
    assert_eq!(
        unlock(
            &fs::read_to_string(file).unwrap(),
            &client.passphrase().await.unwrap()
        )
        .unwrap()
        .answers,
        person.profile().answers
    );
    client.qr().await.unwrap();
    // The paper version is kept too, and so is the address with the name of the file.
    for path in ["paper.html", "index.html", "?kiosk"] {
        browser
            .open(&format!("{}{path}", site.url()))
            .await
            .unwrap();
        wait(&browser, path, "!!document.querySelector('h1')").await;
    }
}

#[tokio::test]
async fn a_network_that_is_switched_off_is_no_obstacle() {
    let (setup, _site, browser) = start().await;
    let client = Client::open(&setup, &browser).await.unwrap();
    wait(&browser, "the offline copy", KEPT).await;
    let offline = |is: bool| json!({ "offline": is, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.cdp("Network.enable", json!({})).await.unwrap();
    browser
        .cdp("Network.emulateNetworkConditions", offline(true))
        .await
        .unwrap();
    browser.reload().await.unwrap();
    assert_eq!(client.screen().await.unwrap().name, "welcome");
    client.next().await.unwrap();
    client.next().await.unwrap();
    browser
        .cdp("Network.emulateNetworkConditions", offline(false))
        .await
        .unwrap();
    browser.reload().await.unwrap();
    assert_eq!(
        client.screen().await.unwrap().domain.as_deref(),
        Some("money")
    );
}

#[tokio::test]
async fn the_first_visit_without_a_server_in_between_says_what_to_do() {
    let (setup, site, browser) = start().await;
    // The page arrives, and then the connection is gone before the program is there.
    site.refuse("client-");
    browser.open(setup.client_url()).await.unwrap();
    browser.wait_for_sight("#fault").await.unwrap();
    let workers: u32 = browser
        .eval("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
        .await
        .unwrap();
    assert_eq!(workers, 0, "half a site is kept");
    // One tap later, with the connection back, everything works.
    site.allow();
    browser.tap_on("#fault [data-action=reload]").await.unwrap();
    let client = Client::at(&browser);
    assert_eq!(client.screen().await.unwrap().name, "welcome");
}

#[tokio::test]
async fn a_new_version_never_mixes_with_the_old_one() {
    let (setup, site, browser) = start().await;
    let person = Person::painter().unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    wait(&browser, "the offline copy", KEPT).await;
    client.choose_route(person.route).await.unwrap();
    client.walk_to(&person, "focus").await.unwrap();

    // The server has nothing but the new version now; the open page goes on, also when it is loaded again.
    site.update("new").unwrap();
    browser.eval::<Value>("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => null)").await.unwrap();
    wait(
        &browser,
        "the new version waits",
        "navigator.serviceWorker.getRegistration().then((one) => !!one.waiting)",
    )
    .await;
    let here = client.screen().await.unwrap();
    for _ in 0..3 {
        browser.reload().await.unwrap();
        assert!(client.screen().await.unwrap().is_same_page(&here));
        assert_eq!(browser.eval::<String>(VERSION).await.unwrap(), "built");
    }
    assert_one_version(&browser).await;
    client.walk_to(&person, "share").await.unwrap();
    let second = browser.tab().await.unwrap();
    let third = browser.open_tab().await.unwrap();
    Client::open(&setup, &browser).await.unwrap();
    assert_eq!(
        browser.eval::<String>(VERSION).await.unwrap(),
        "built",
        "two versions are open at once"
    );
    browser.switch_to(&second).await.unwrap();
    browser.open("about:blank").await.unwrap();
    browser.switch_to(&third).await.unwrap();
    browser.open("about:blank").await.unwrap();
    sleep(Duration::from_millis(700)).await;

    // After the last page was closed the new one is there, with the answers of the old one.
    let client = Client::open(&setup, &browser).await.unwrap();
    assert_eq!(browser.eval::<String>(VERSION).await.unwrap(), "new");
    assert_eq!(client.screen().await.unwrap().name, "share");
    assert_one_version(&browser).await;
    let caches: Vec<String> = browser.eval("caches.keys()").await.unwrap();
    assert!(
        caches.len() == 1 && caches[0].contains("-new-"),
        "{caches:?}"
    );
    client.choose_sharing(&person).await.unwrap();
    assert_eq!(
        client.shared().await.unwrap().answers,
        person.profile().answers
    );

    // And it is as good without a server.
    site.stop();
    browser.reload().await.unwrap();
    assert_eq!(client.screen().await.unwrap().name, "share");
    assert_eq!(browser.eval::<String>(VERSION).await.unwrap(), "new");
    assert_eq!(browser.complaints().await.unwrap(), Vec::<String>::new());
}

/// Everything that the page fetched comes from the version that its own document names.
async fn assert_one_version(browser: &Browser) {
    let strangers: Vec<String> = browser
        .eval("(() => { const own = document.documentElement.outerHTML; return performance.getEntriesByType('resource').map((entry) => entry.name.split('/').pop()).filter((name) => /^(start|client)-/.test(name) && !own.includes(name)); })()")
        .await
        .unwrap();
    assert!(strangers.is_empty(), "the page fetched {strangers:?}");
}

#[tokio::test]
async fn a_half_published_version_is_not_kept() {
    let (setup, site, browser) = start().await;
    let client = Client::open(&setup, &browser).await.unwrap();
    wait(&browser, "the offline copy", KEPT).await;
    // The new files are there already, but the page is still the old one, as while somebody uploads.
    let old = fs::read(site.folder().join("index.html")).unwrap();
    site.update("new").unwrap();
    let new = fs::read(site.folder().join("index.html")).unwrap();
    fs::write(site.folder().join("index.html"), old).unwrap();
    let update = "navigator.serviceWorker.getRegistration().then((one) => one.update().then(() => new Promise((done) => { const worker = one.installing; if (!worker) return done(one.waiting ? 'waiting' : 'none'); worker.onstatechange = () => done(worker.state); })))";
    let state: String = browser.eval(update).await.unwrap();
    assert_eq!(state, "redundant", "a mixture of two versions is kept");
    browser.open("about:blank").await.unwrap();
    Client::open(&setup, &browser).await.unwrap();
    assert_eq!(browser.eval::<String>(VERSION).await.unwrap(), "built");
    // A file that is not there yet stops it as well.
    let program = fs::read_dir(site.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .find(|name| name.ends_with(".wasm"))
        .unwrap();
    fs::write(site.folder().join("index.html"), new).unwrap();
    site.refuse(&program);
    assert_ne!(
        browser
            .eval::<String>(update)
            .await
            .unwrap_or_else(|_| "redundant".to_owned()),
        "installed"
    );
    site.allow();
    browser.eval::<Value>("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => null)").await.unwrap();
    wait(
        &browser,
        "the complete version",
        "navigator.serviceWorker.getRegistration().then((one) => !!one.waiting)",
    )
    .await;
    browser.open("about:blank").await.unwrap();
    sleep(Duration::from_millis(700)).await;
    browser.open(setup.client_url()).await.unwrap();
    assert_eq!(client.screen().await.unwrap().name, "welcome");
    assert_eq!(browser.eval::<String>(VERSION).await.unwrap(), "new");
}

#[tokio::test]
async fn the_page_can_be_installed() {
    let (setup, _site, browser) = start().await;
    Client::open(&setup, &browser).await.unwrap();
    wait(&browser, "the offline copy", KEPT).await;
    let manifest = browser.cdp("Page.getAppManifest", json!({})).await.unwrap();
    assert_eq!(manifest["errors"], json!([]), "{manifest}");
    let text: Value = serde_json::from_str(manifest["data"].as_str().unwrap()).unwrap();
    for member in [
        "name",
        "short_name",
        "start_url",
        "display",
        "icons",
        "lang",
    ] {
        assert!(!text[member].is_null(), "the manifest has no {member}");
    }
    let problems = browser
        .cdp("Page.getInstallabilityErrors", json!({}))
        .await
        .unwrap();
    assert_eq!(problems["installabilityErrors"], json!([]), "{problems}");
    // It begins where the page is, whatever folder the site is in.
    let begin: String = browser
        .eval(&format!(
            "new URL({}, document.querySelector('link[rel=manifest]').href).href",
            text["start_url"]
        ))
        .await
        .unwrap();
    assert_eq!(begin, setup.client_url());
}

async fn start() -> (Setup, Site, Browser) {
    let setup = Setup::from_env().unwrap();
    let site = Site::of(&setup).unwrap();
    let setup = setup.at(&site.url());
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    (setup, site, browser)
}

async fn wait(browser: &Browser, what: &str, condition: &str) {
    let start = Instant::now();
    while !browser.eval::<bool>(condition).await.unwrap_or(false) {
        assert!(
            start.elapsed() < Duration::from_secs(15),
            "waited in vain for {what}; {}",
            browser.describe().await
        );
        sleep(Duration::from_millis(20)).await;
    }
}
