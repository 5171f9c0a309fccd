//! The static shell: everything that is tapped before the program is there, the handing over to the program, and the
//! plain words when the program cannot come.
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

use serde::Deserialize;
use serde_json::{Value, json};
use startbeeld::engine::session::{self, Session};
use startbeeld::engine::{Field, PageId, QuestionId, RouteKind};
use startbeeld_browser::{Browser, Device, Engine, Setup, Site};
use std::fs;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Adds up how far things move that stand on the page: by themselves, and all in all, that is also right after a tap.
const SHIFTS: &str = "window.__shift = window.__all = 0; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
        window.__all += entry.value;
        if (!entry.hadRecentInput) window.__shift += entry.value;
    }
}).observe({ type: 'layout-shift', buffered: true });";

/// What a person sees and has under the fingers.
#[derive(Debug, Deserialize, PartialEq)]
struct Look {
    screen: String,
    chosen: Vec<String>,
    /// The way from the frame of the page to the element with the focus, as positions among its siblings.
    focus: Option<Vec<usize>>,
    scroll: f64,
    lifeline: Option<bool>,
    clear: Option<bool>,
}

const LOOK: &str = "(() => {
    const app = document.getElementById('app');
    const steps = [];
    let at = document.activeElement;
    for (; at && at !== app; at = at.parentElement) at.parentElement && steps.unshift([...at.parentElement.children].indexOf(at));
    const page = document.querySelector('[data-screen]');
    const card = document.querySelector('.lifeline-card');
    return {
        screen: `${page.dataset.screen}/${page.dataset.domain ?? ''}`,
        chosen: [...document.querySelectorAll('input:checked')].map((input) => input.id),
        focus: at ? steps : null,
        scroll: scrollY,
        lifeline: card && !card.hidden,
        clear: document.querySelector('.clear')?.disabled ?? null,
    };
})()";

const FIRST_DOMAIN: &str = "money";

#[tokio::test]
async fn what_is_tapped_before_the_program_comes_is_there_when_it_has_come() {
    let start = Instant::now();
    let (setup, site, browser) = set_up(Device::Phone).await;
    let cases: [(&str, &[&str]); 13] = [
        ("nothing", &[]),
        ("route", &["#route-short"]),
        ("memory only", &["#memory-only"]),
        ("memory only and back", &["#memory-only", "#memory-only"]),
        ("to the rules", &["start"]),
        ("back to the welcome", &["#route-short", "start", "back"]),
        ("an answer", &["start", "next", "#domain.money.level-3"]),
        (
            "an acute answer",
            &["start", "next", "#domain.money.level-1"],
        ),
        (
            "everything on the page",
            &[
                "#route-short",
                "start",
                "next",
                "#domain.money.level-2",
                "#domain.money.talk-yes",
                "#domain.money.help-wanted",
            ],
        ),
        (
            "another answer, from the bottom of the page",
            &[
                "start",
                "next",
                "#domain.money.level-1",
                "#domain.money.level-unknown",
                "scroll",
            ],
        ),
        (
            "taken back",
            &[
                "start",
                "next",
                "#domain.money.level-1",
                "#domain.money.talk-yes",
                "clear",
            ],
        ),
        (
            "memory only with an answer",
            &["#memory-only", "start", "next", "#domain.money.level-4"],
        ),
        (
            "too far and back",
            &[
                "start",
                "next",
                "#domain.money.level-3",
                "next",
                "next",
                "back",
                "#domain.money.level-2",
            ],
        ),
    ];
    for (name, taps) in cases {
        open_shell(&site, &browser).await;
        for tap in taps {
            press(&browser, tap).await;
        }
        // Between two dots the bar at the lower edge would be drawn differently each time.
        let whole = "if (scrollY > 8) scrollTo(0, Math.floor(scrollY) - 8); undefined";
        browser.eval::<()>(whole).await.unwrap();
        let before: Look = browser.eval(LOOK).await.unwrap();
        let shell = browser.picture().await.unwrap();
        let stored = stored(&browser).await;
        let moved: f64 = browser.eval("window.__all").await.unwrap();
        arrive(&site, &browser).await;
        let after: Look = browser.eval(LOOK).await.unwrap();
        assert_eq!(after, before, "{name}");
        let app = browser.picture().await.unwrap();
        if !looks_same(&browser, &shell, &app) {
            let folder = setup.shots().unwrap();
            fs::write(folder.join("shell-before.png"), &shell).unwrap();
            fs::write(folder.join("shell-after.png"), &app).unwrap();
            panic!(
                "{name}: the program draws something else, see shell-before.png and shell-after.png"
            );
        }
        let shift: f64 = browser.eval("window.__shift").await.unwrap();
        assert!(shift == 0.0, "{name}: the page moved by {shift}");
        let all: f64 = browser.eval("window.__all").await.unwrap();
        assert!(
            all == moved,
            "{name}: the program moved the page by {}",
            all - moved
        );
        assert_stored(&browser, name, taps, stored).await;
        let complaints = browser.complaints().await.unwrap();
        assert!(complaints.is_empty(), "{name}: {complaints:#?}");
    }
    println!(
        "{} ways to tap before the program is there, in {:?}",
        cases.len(),
        start.elapsed()
    );
}

/// Whether two pictures of the window are the same, to the dot. WebKit draws the edges of a round button by another way
/// once something has changed in the page, so that a few dots there may differ a little.
fn looks_same(browser: &Browser, one: &[u8], other: &[u8]) -> bool {
    if browser.engine() != Engine::WebKit {
        return one == other;
    }
    let dots = |picture: &[u8]| {
        let mut reader = png::Decoder::new(std::io::Cursor::new(picture))
            .read_info()
            .unwrap();
        let mut dots = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut dots).unwrap();
        dots
    };
    let (one, other) = (dots(one), dots(other));
    let differences = one.iter().zip(&other).map(|(a, b)| a.abs_diff(*b));
    let changed: Vec<u8> = differences.filter(|difference| *difference > 0).collect();
    one.len() == other.len() && changed.len() < 4000 && changed.iter().all(|change| *change < 96)
}

/// What is stored is what was tapped, before the program came as well as after.
async fn assert_stored(browser: &Browser, name: &str, taps: &[&str], shell: Option<Session>) {
    let now = stored(browser).await;
    let memory = taps.iter().filter(|tap| **tap == "#memory-only").count() % 2 == 1;
    if taps.is_empty() || memory {
        assert_eq!((&shell, &now), (&None, &None), "{name}");
        return;
    }
    let chosen: Vec<String> = browser
        .eval("[...document.querySelectorAll('input:checked')].map((input) => input.id)")
        .await
        .unwrap();
    for session in [shell.as_ref(), now.as_ref()].into_iter().flatten() {
        let level = session.interview.answers.one(level());
        for code in ["1", "2", "3", "unknown"] {
            let id = format!("domain.money.level-{code}");
            let on = level == Field::DomainLevel.option(code);
            assert_eq!(chosen.contains(&id), on, "{name}: {session:?}");
        }
    }
    let is_default = now.is_none();
    let moved = taps
        .iter()
        .any(|tap| *tap == "start" || *tap == "#route-short");
    assert_eq!(is_default, !moved, "{name}: {now:?}");
    if taps.contains(&"#route-short") {
        assert_eq!(now.unwrap().interview.route, RouteKind::Short, "{name}");
    }
}

#[tokio::test]
async fn what_the_shell_cannot_do_yet_is_done_when_the_program_comes() {
    let (_, site, browser) = set_up(Device::Phone).await;
    // Help is asked for: it opens when it can, and the answer is kept.
    open_shell(&site, &browser).await;
    for tap in ["start", "next", "#domain.money.level-2", "help"] {
        press(&browser, tap).await;
    }
    arrive(&site, &browser).await;
    browser
        .wait_for_sight("dialog[open] [data-action=stop]")
        .await
        .unwrap();
    assert!(is_chosen(&browser, "2").await);

    // Help was asked for and then left: nothing opens over the next page.
    open_shell(&site, &browser).await;
    for tap in ["help", "start"] {
        press(&browser, tap).await;
    }
    arrive(&site, &browser).await;
    sleep(Duration::from_millis(200)).await;
    assert!(!browser.sees("dialog[open]").await.unwrap());

    // The page after the last one of the shell comes with the program.
    open_shell(&site, &browser).await;
    for tap in ["start", "next", "#domain.money.level-2", "next"] {
        press(&browser, tap).await;
    }
    let busy: String = browser
        .eval("document.querySelector('[data-screen]').ariaBusy")
        .await
        .unwrap();
    assert_eq!(
        busy, "true",
        "nobody is told that the next page is on its way"
    );
    arrive(&site, &browser).await;
    let look: Look = browser.eval(LOOK).await.unwrap();
    assert_eq!(look.screen, "domains/work");
    let session = stored(&browser).await.unwrap();
    assert_eq!(
        session.interview.answers.one(level()),
        Field::DomainLevel.option("2")
    );
    for page in ["welcome", "rules", "domains//money"] {
        let page = PageId::from_address(page).unwrap();
        assert!(session.interview.seen.contains(&page), "{page:?}");
    }
    assert!(browser.complaints().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_tap_at_the_moment_of_handing_over_is_not_lost() {
    let (_, site, browser) = set_up(Device::Phone).await;
    let start = Instant::now();
    let mut rounds = 0;
    // A finger that is down when the program could start, and taps at all times around its start.
    for round in 0..24_u64 {
        open_shell(&site, &browser).await;
        for tap in ["start", "next"] {
            press(&browser, tap).await;
        }
        let code = ["2", "3", "4"][usize::try_from(round % 3).unwrap()];
        let aim: Value = browser
            .page("aimAtOption", json!(["domain.money.level", code]))
            .await
            .unwrap();
        let (x, y) = (aim["x"].as_f64().unwrap(), aim["y"].as_f64().unwrap());
        if round % 4 == 0 {
            browser.finger_down(x, y).await.unwrap();
            site.release();
            sleep(Duration::from_millis(250)).await;
            assert!(
                !browser
                    .eval::<bool>("!!document.querySelector('[data-ready]')")
                    .await
                    .unwrap(),
                "the page changed under a finger"
            );
            browser.finger_up().await.unwrap();
        } else {
            site.release();
            sleep(Duration::from_millis(round * 4)).await;
            browser.finger_down(x, y).await.unwrap();
            sleep(Duration::from_millis(round % 5 * 6)).await;
            browser.finger_up().await.unwrap();
        }
        arrive(&site, &browser).await;
        let begin = Instant::now();
        while !is_chosen(&browser, code).await {
            assert!(
                begin.elapsed() < Duration::from_secs(2),
                "the tap of round {round} is lost"
            );
            sleep(Duration::from_millis(20)).await;
        }
        rounds += 1;
    }
    println!(
        "{rounds} taps around the start of the program in {:?}: 0 lost",
        start.elapsed()
    );
    assert!(browser.complaints().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_mouse_button_that_is_down_when_the_program_comes_is_not_lost() {
    let (_, site, browser) = set_up(Device::Laptop).await;
    open_shell(&site, &browser).await;
    let aim: Value = browser
        .page("aimAtOption", json!(["route", "short"]))
        .await
        .unwrap();
    let (x, y) = (aim["x"].as_f64().unwrap(), aim["y"].as_f64().unwrap());
    browser.mouse_down(x, y).await.unwrap();
    site.release();
    sleep(Duration::from_millis(300)).await;
    browser.mouse_up(x, y).await.unwrap();
    arrive(&site, &browser).await;
    let session = stored(&browser).await.expect("the click is lost");
    assert_eq!(session.interview.route, RouteKind::Short);

    // The same for a key: the focus is on the button, the space bar goes down, and up again when the program could be there.
    open_shell(&site, &browser).await;
    browser
        .eval::<()>("document.querySelector('[data-action=start]').focus()")
        .await
        .unwrap();
    browser.space_down().await.unwrap();
    site.release();
    sleep(Duration::from_millis(300)).await;
    browser.space_up().await.unwrap();
    arrive(&site, &browser).await;
    assert_eq!(
        stored(&browser).await.expect("the key is lost").page,
        PageId::from_address("rules").unwrap()
    );
}

#[tokio::test]
async fn loading_again_shows_no_choice_that_nobody_knows_of() {
    let (_, site, browser) = set_up(Device::Phone).await;
    open_shell(&site, &browser).await;
    press(&browser, "#memory-only").await;
    browser
        .eval::<()>("window.__old = true; void setTimeout(() => location.reload())")
        .await
        .unwrap();
    wait(&browser, "the page is there again", "!window.__old && document.readyState != 'loading' && !!document.querySelector('[data-screen]')").await;
    sleep(Duration::from_millis(200)).await;
    let shell: Look = browser.eval(LOOK).await.unwrap();
    arrive(&site, &browser).await;
    let app: Look = browser.eval(LOOK).await.unwrap();
    assert_eq!(shell.chosen, app.chosen);
    assert_eq!(app.chosen, ["route-full"]);
}

#[tokio::test]
async fn when_the_program_cannot_come_the_page_says_so_and_offers_paper() {
    // Every case is another person with a fresh browser, that has nothing left of the case before.
    let (setup, site, _) = set_up(Device::Phone).await;
    let files = fs::read_dir(site.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let script = files
        .into_iter()
        .find(|name| name.starts_with("client-") && name.ends_with(".js"))
        .unwrap();
    for part in ["_bg.wasm", script.as_str(), "start-"] {
        let browser = Browser::start_impatient(&setup, Device::Phone)
            .await
            .unwrap();
        site.refuse(part);
        browser.go("about:blank").await.unwrap();
        browser.go(&site.url()).await.unwrap();
        assert_paper(&browser, part).await;
        assert!(
            !browser.sees("[data-screen]").await.unwrap(),
            "{part}: a page that does not react is shown"
        );
        site.allow();
    }
    // A program that the browser cannot read is as bad as one that does not come.
    for (part, contents) in [("client-", "no program"), ("start-", "let = = 1")] {
        let name = fs::read_dir(site.folder())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| {
                let name = path.file_name().unwrap().to_str().unwrap();
                name.starts_with(part)
                    && (name.ends_with("_bg.wasm") || part == "start-" && name.ends_with(".js"))
            })
            .unwrap();
        let good = fs::read(&name).unwrap();
        fs::write(&name, contents).unwrap();
        let browser = Browser::start_impatient(&setup, Device::Phone)
            .await
            .unwrap();
        browser.go("about:blank").await.unwrap();
        browser.go(&site.url()).await.unwrap();
        assert_paper(&browser, part).await;
        fs::write(&name, good).unwrap();
    }
    // An interrupted person whose program does not come is told as well, and the answers stay where they are.
    let browser = Browser::start_impatient(&setup, Device::Phone)
        .await
        .unwrap();
    browser
        .go(&format!("{}paper.html", site.url()))
        .await
        .unwrap();
    wait(&browser, "the site", "location.pathname == '/paper.html'").await;
    browser.eval::<()>("localStorage.setItem('startbeeld.session', 'startbeeld-session 1\\nroute=short\\npage=domains//work\\ndomain.money.level=2')").await.unwrap();
    site.refuse("_bg.wasm");
    browser.go("about:blank").await.unwrap();
    browser.go(&site.url()).await.unwrap();
    assert_paper(&browser, "an interrupted person").await;
    assert!(
        stored(&browser)
            .await
            .unwrap()
            .interview
            .answers
            .has(level())
    );
}

/// The calm sentence stands there, and the link under it leads to a page that holds every question and prints.
async fn assert_paper(browser: &Browser, what: &str) {
    browser
        .wait_for_sight("#fault")
        .await
        .unwrap_or_else(|error| panic!("{what}: {error:#}"));
    let words = browser.words("#fault").await.unwrap().join(" ");
    assert!(words.contains("op papier"), "{what}: {words}");
    let address: String = browser
        .eval("document.querySelector('#fault a[href*=paper]').href")
        .await
        .unwrap();
    browser.go(&address).await.unwrap();
    browser.wait_for_sight("h1").await.unwrap();
    wait(
        browser,
        "the paper is there",
        "document.readyState == 'complete'",
    )
    .await;
    let questions: u32 = browser.page("count", json!([".q"])).await.unwrap();
    let options: u32 = browser.page("count", json!(["li"])).await.unwrap();
    assert!(
        questions > 60 && options > 300,
        "{what}: only {questions} questions with {options} options on paper"
    );
    // WebKit's driver has no command to print.
    if browser.engine() == Engine::WebKit {
        return;
    }
    let print = browser.print().await.unwrap();
    assert!(
        print.starts_with(b"%PDF") && print.len() > 20_000,
        "{what}: the paper does not print"
    );
}

#[tokio::test]
async fn without_scripts_the_page_says_so_and_offers_paper() {
    let (setup, site, browser) = set_up(Device::Phone).await;
    browser
        .cdp(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        )
        .await
        .unwrap();
    browser.go(&site.url()).await.unwrap();
    sleep(Duration::from_millis(700)).await;
    fs::write(
        setup.shots().unwrap().join("no-script.png"),
        browser.picture().await.unwrap(),
    )
    .unwrap();
    let text = browser
        .cdp(
            "DOMSnapshot.captureSnapshot",
            json!({ "computedStyles": [] }),
        )
        .await
        .unwrap()
        .to_string();
    assert!(
        text.contains("alleen met JavaScript") && text.contains("paper.html"),
        "nothing is said to who has no scripts"
    );
    let layout = browser
        .cdp("Accessibility.getFullAXTree", json!({}))
        .await
        .unwrap()
        .to_string();
    assert!(
        layout.contains("alleen met JavaScript"),
        "what is said is not read aloud"
    );
    assert!(
        !layout.contains("Beginnen"),
        "buttons that do nothing are offered"
    );

    // Browsers that know no modules run a single line, which is no module itself and uses nothing new.
    let page = fs::read_to_string(site.folder().join("index.html")).unwrap();
    let (_, old) = page
        .split_once("<script nomodule")
        .expect("old browsers are told nothing");
    assert!(old.contains("getElementById(\"fault\").hidden=false"));
}

async fn set_up(device: Device) -> (Setup, Site, Browser) {
    let setup = Setup::from_env().unwrap();
    let site = Site::of(&setup).unwrap();
    let browser = Browser::start_impatient(&setup, device).await.unwrap();
    browser.run_before_pages(SHIFTS).await.unwrap();
    (setup, site, browser)
}

/// Opens the page for a new person and holds the program back.
async fn open_shell(site: &Site, browser: &Browser) {
    site.release();
    browser
        .go(&format!("{}paper.html", site.url()))
        .await
        .unwrap();
    wait(
        browser,
        "an empty device",
        "location.pathname == '/paper.html'",
    )
    .await;
    // The service worker of the visit before would have the program already.
    browser
        .eval::<()>("(async () => { localStorage.clear(); sessionStorage.clear(); for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister(); for (const name of await caches.keys()) await caches.delete(name); })()")
        .await
        .unwrap();
    browser.forget_files().await.unwrap();
    site.hold("_bg.wasm");
    browser.go(&site.url()).await.unwrap();
    wait(browser, "the shell", "location.pathname == '/' && document.readyState != 'loading' && !!document.querySelector('[data-screen]')").await;
    assert!(
        !browser
            .eval::<bool>("!!document.querySelector('[data-ready]')")
            .await
            .unwrap(),
        "the program was not held back"
    );
}

/// Lets the program come and waits until it reacts.
async fn arrive(site: &Site, browser: &Browser) {
    site.release();
    wait(
        browser,
        "the program",
        "!!document.querySelector('[data-ready]')",
    )
    .await;
    browser.page::<Value>("settle", json!([])).await.unwrap();
}

async fn press(browser: &Browser, what: &str) {
    if what == "scroll" {
        browser
            .eval::<()>("scrollTo(0, 240); undefined")
            .await
            .unwrap();
        sleep(Duration::from_millis(50)).await;
        return;
    }
    match what.strip_prefix('#') {
        Some(id) => {
            let selector = format!("label:has(> input[id='{id}'])");
            browser.tap_on(&selector).await.unwrap();
        }
        None => {
            browser.tap("aimAtAction", json!([what])).await.unwrap();
        }
    }
    // The click follows the finger.
    sleep(Duration::from_millis(60)).await;
}

async fn stored(browser: &Browser) -> Option<Session> {
    let text: Option<String> = browser
        .eval("localStorage.getItem('startbeeld.session')")
        .await
        .unwrap();
    text.map(|text| session::from_text(&text).unwrap())
}

fn level() -> QuestionId {
    format!("domain.{FIRST_DOMAIN}.level").parse().unwrap()
}

async fn is_chosen(browser: &Browser, code: &str) -> bool {
    browser
        .page("isChosen", json!(["domain.money.level", code]))
        .await
        .unwrap()
}

async fn wait(browser: &Browser, what: &str, condition: &str) {
    let start = Instant::now();
    while !browser.eval::<bool>(condition).await.unwrap_or(false) {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "waited in vain for {what}"
        );
        sleep(Duration::from_millis(15)).await;
    }
}
