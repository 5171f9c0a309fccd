//! A kiosk forgets: whatever way somebody goes, nothing of them is found by the next person, nor by whoever looks into
//! the memory of the page and the files of the browser.
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
    clippy::float_arithmetic,
    reason = "a test fails by stopping"
)]

use serde::Deserialize;
use serde_json::{Value, json};
use startbeeld_browser::{Browser, Client, Device, Person, Setup, Site, oracle};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// What is planted begins with this, and stands nowhere else in the world.
const MARK: &str = "geheimzq7";
/// What the page of a session holds and a fresh kiosk does not: names of questions, and what a link begins with.
const TRACES: [&str; 4] = [MARK, "domain.work.level", "plan.goal_own", "coach/#p="];

const WATCH: &str = include_str!("kiosk/watch.js");
const ACT: &str = include_str!("kiosk/act.js");
const LEFT: &str = include_str!("kiosk/left.js");

/// The least size of a target in pixels.
const LEAST: u32 = 56;

/// Sessions in one tab that nothing but the page itself ends, and all others.
const IN_ONE_TAB: u32 = 240;
const ABRUPT: u32 = 60;

/// Small and good enough to choose what happens; the seed is printed, so that a run can be repeated.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

/// Puts a configuration into the page as `startbeeld bake` does, without its check: real kiosks wait half a minute or
/// more, and a test cannot.
fn bake(site: &Site, config: &Value) {
    let path = site.folder().join("index.html");
    let page = fs::read_to_string(&path).unwrap();
    let baked = format!("<script type=application/json id=config>{config}</script><div id=\"app\"");
    let (before, after) = page
        .split_once("<div id=\"app\"")
        .or_else(|| page.split_once("<div id=app"))
        .unwrap();
    fs::write(&path, [before, &baked, after].concat()).unwrap();
}

/// A kiosk with a server and a configuration of its own.
struct Kiosk {
    setup: Setup,
    site: Site,
    browser: Browser,
}

impl Kiosk {
    async fn open(config: &Value) -> Kiosk {
        let setup = Setup::from_env().unwrap();
        let site = Site::of(&setup).unwrap();
        bake(&site, config);
        let browser = Browser::start(&setup, Device::Kiosk).await.unwrap();
        browser.run_before_pages(WATCH).await.unwrap();
        browser
            .open(&format!("{}?kiosk", site.url()))
            .await
            .unwrap();
        let kiosk = Kiosk {
            setup,
            site,
            browser,
        };
        kiosk.waits().await;
        kiosk
    }

    /// Waits until the kiosk waits for somebody.
    async fn waits(&self) {
        self.browser
            .wait_for_sight(".attract[data-ready]")
            .await
            .unwrap();
    }

    /// When the present page began, which tells one page from the next.
    async fn page(&self) -> f64 {
        self.browser
            .eval("performance.timeOrigin")
            .await
            .unwrap_or_default()
    }

    /// Waits until another page waits for somebody.
    async fn waits_after(&self, before: f64) {
        let begin = Instant::now();
        loop {
            let ready = self
                .browser
                .sees(".attract[data-ready]")
                .await
                .unwrap_or(false);
            let now = self.page().await;
            if ready && now > 0.0 && (now - before).abs() > f64::EPSILON {
                return;
            }
            let place = self.browser.describe();
            assert!(
                begin.elapsed() < Duration::from_secs(20),
                "no fresh page came; {}",
                place.await
            );
            sleep(Duration::from_millis(15)).await;
        }
    }

    async fn act(&self, seed: u64, pages: u64) -> Report {
        let call = format!(
            "({})({seed}, '{MARK}n{seed}', {pages})",
            ACT.trim_end().trim_end_matches(';')
        );
        self.browser.eval(&call).await.unwrap()
    }

    /// Everything that should not be there.
    async fn left(&self) -> Vec<String> {
        let words = json!(TRACES);
        self.browser
            .eval(&format!("({})({words})", LEFT.trim_end()))
            .await
            .unwrap()
    }

    async fn memory(&self) -> BTreeMap<String, usize> {
        oracle::search_memory(&self.setup, &self.browser, &TRACES)
            .await
            .unwrap()
    }

    async fn click(&self, selector: &str) {
        let click = format!("document.querySelector({selector:?}).click()");
        self.browser.wait_for_sight(selector).await.unwrap();
        self.browser.eval::<Value>(&click).await.unwrap();
    }

    async fn skip(&self, milliseconds: u32) {
        let skip = format!("__kiosk.skip({milliseconds})");
        self.browser.eval::<Value>(&skip).await.unwrap();
    }

    /// How much the page holds when everything that can go has gone.
    async fn figures(&self) -> BTreeMap<String, f64> {
        for method in ["HeapProfiler.collectGarbage", "Performance.enable"] {
            self.browser.cdp(method, json!({})).await.unwrap();
        }
        let answer = self
            .browser
            .cdp("Performance.getMetrics", json!({}))
            .await
            .unwrap();
        let metrics = answer["metrics"].as_array().unwrap().iter();
        metrics
            .map(|metric| {
                (
                    metric["name"].as_str().unwrap().to_owned(),
                    metric["value"].as_f64().unwrap(),
                )
            })
            .filter(|(name, _)| {
                ["Documents", "Nodes", "JSEventListeners", "JSHeapUsedSize"]
                    .contains(&name.as_str())
            })
            .collect()
    }
}

/// What somebody did.
#[derive(Debug, Default, Deserialize)]
struct Report {
    taps: u32,
    words: u32,
    links: u32,
    screen: String,
    code: bool,
}

/// How a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Nobody comes back, and the kiosk waits in vain.
    Idle,
    /// The same, and the clock is moved on instead of waiting.
    IdleSkipped,
    /// The bar, and the answer to its question.
    Bar,
    /// The client's own way, in its help.
    Help,
    Reload,
    Back,
    Crash,
    Close,
}

/// The ways that leave the tab as it is.
const GENTLE: [Exit; 5] = [
    Exit::IdleSkipped,
    Exit::Bar,
    Exit::Help,
    Exit::Reload,
    Exit::Back,
];

impl Kiosk {
    async fn end(&self, exit: Exit) {
        let before = self.page().await;
        match exit {
            Exit::Idle => {}
            Exit::IdleSkipped => self.skip(200_000).await,
            Exit::Bar => {
                self.leave_code().await;
                self.click(".kiosk-bar [data-action=wipe]").await;
                if self.browser.sees("#dialog-sure").await.unwrap_or(false) {
                    self.click("dialog[open] [data-action=wipe]").await;
                }
            }
            Exit::Help => {
                self.leave_code().await;
                self.click("[data-action=help]").await;
                self.click("dialog[open] [data-action=wipe]").await;
                self.click("dialog[open] .care[data-action=wipe]:first-of-type")
                    .await;
            }
            Exit::Reload => self.browser.reload().await.unwrap(),
            Exit::Back => self.go_back_and_forward().await,
            Exit::Crash => {
                let old = self.browser.tab().await.unwrap();
                let fresh = self.browser.crash_tab().await.unwrap();
                self.browser.switch_to(&old).await.unwrap();
                let _ = self.browser.close_tab().await;
                self.browser.switch_to(&fresh).await.unwrap();
                self.arrive().await;
            }
            Exit::Close => {
                let old = self.browser.tab().await.unwrap();
                let fresh = self.browser.open_tab().await.unwrap();
                self.browser.switch_to(&old).await.unwrap();
                self.browser.close_tab().await.unwrap();
                self.browser.switch_to(&fresh).await.unwrap();
                self.arrive().await;
            }
        }
        self.waits_after(before).await;
    }

    /// A dialog lies over the bar.
    async fn leave_code(&self) {
        if self.browser.sees("[data-role=qr]").await.unwrap() {
            self.click("dialog[open] [data-action=close]").await;
        }
    }

    async fn arrive(&self) {
        self.browser.run_before_pages(WATCH).await.unwrap();
        self.browser
            .open(&format!("{}?kiosk", self.site.url()))
            .await
            .unwrap();
    }

    /// Out of the kiosk and in again, as nobody can with a locked browser.
    async fn go_back_and_forward(&self) {
        self.browser
            .eval::<Value>("setTimeout(() => history.back()); null")
            .await
            .unwrap();
        let begin = Instant::now();
        while self
            .browser
            .eval::<String>("location.href")
            .await
            .ok()
            .as_deref()
            != Some("about:blank")
        {
            assert!(
                begin.elapsed() < Duration::from_secs(10),
                "there was no way back"
            );
            sleep(Duration::from_millis(10)).await;
        }
        self.browser
            .eval::<Value>("setTimeout(() => history.forward()); null")
            .await
            .unwrap();
    }
}

/// Counts what happened in all sessions.
#[derive(Debug, Default)]
struct Tally {
    sessions: u32,
    taps: u32,
    words: u32,
    codes: u32,
    snapshots: u32,
    exits: BTreeMap<Exit, u32>,
    screens: BTreeSet<String>,
    traces: Vec<String>,
}

impl Tally {
    async fn play(&mut self, kiosk: &Kiosk, dice: &mut Dice, exit: Exit) {
        let seed = dice.throw(1 << 30);
        // Most stop somewhere on the way, some come to the end.
        let pages = if dice.throw(4) == 0 {
            60
        } else {
            1 + dice.throw(24)
        };
        let report = kiosk.act(seed, pages).await;
        assert_eq!(report.links, 0, "a kiosk showed a link");
        self.sessions += 1;
        self.taps += report.taps;
        self.words += report.words;
        self.codes += u32::from(report.code);
        self.screens.insert(report.screen);
        *self.exits.entry(exit).or_default() += 1;
        let noted: Vec<String> = kiosk
            .browser
            .eval("__kiosk.writes.concat(__kiosk.left)")
            .await
            .unwrap();
        kiosk.end(exit).await;
        let found = kiosk.left().await.into_iter().chain(noted);
        self.traces
            .extend(found.map(|found| format!("{exit:?} {seed}: {found}")));
        if self.sessions.is_multiple_of(10) {
            self.look_into_memory(kiosk, exit).await;
        }
    }

    async fn look_into_memory(&mut self, kiosk: &Kiosk, exit: Exit) {
        self.snapshots += 1;
        for (word, times) in kiosk.memory().await {
            if times > 0 {
                self.traces
                    .push(format!("{exit:?}: {word} {times} times in the memory"));
            }
        }
    }
}

#[tokio::test]
async fn three_hundred_people_leave_no_trace() {
    let config =
        json!({ "kiosk": { "idle_seconds": 120, "warning_seconds": 60, "keyboard": true } });
    let kiosk = Kiosk::open(&config).await;
    let mut dice = Dice(0x5eed_2026);
    let begin = Instant::now();

    // What is looked for is found while somebody is there: the search itself works.
    kiosk.act(1, 60).await;
    let memory = kiosk.memory().await;
    assert!(
        memory[MARK] > 0 && memory["domain.work.level"] > 0,
        "{memory:?}"
    );
    let shown = kiosk.left().await;
    assert!(
        ["document", "memory 0"]
            .iter()
            .all(|place| shown.contains(&format!("{MARK} in {place}"))),
        "{shown:?}"
    );
    kiosk.end(Exit::Bar).await;

    let mut tally = Tally::default();
    let mut figures = Vec::new();
    for turn in 0..IN_ONE_TAB {
        tally
            .play(&kiosk, &mut dice, GENTLE[turn as usize % GENTLE.len()])
            .await;
        if turn % 20 == 19 {
            println!("{} sessions after {:?}", turn + 1, begin.elapsed());
            figures.push(kiosk.figures().await);
        }
    }
    for turn in 0..ABRUPT {
        let exit = if turn % 2 == 0 {
            Exit::Crash
        } else {
            Exit::Close
        };
        tally.play(&kiosk, &mut dice, exit).await;
    }
    println!("{tally:#?}\n{figures:#?}\nin {:?}", begin.elapsed());
    assert_eq!(tally.sessions, 300);
    assert!(
        tally.words > 100 && tally.codes > 20,
        "too little was planted"
    );
    assert!(tally.traces.is_empty(), "{:#?}", tally.traces);
    assert_flat(&figures);
    assert_eq!(on_disk(kiosk.browser.profile()), Vec::<String>::new());
    assert_eq!(
        kiosk.browser.complaints().await.unwrap(),
        Vec::<String>::new()
    );
}

/// The last figures are no larger than the first ones, but for a little noise.
fn assert_flat(figures: &[BTreeMap<String, f64>]) {
    let (first, last) = (&figures[1], &figures[figures.len() - 1]);
    for (name, value) in last {
        let room = if name == "JSHeapUsedSize" {
            300_000.0
        } else {
            first[name] * 0.1 + 2.0
        };
        assert!(
            *value <= first[name] + room,
            "{name} grew from {} to {value}",
            first[name]
        );
    }
}

/// The files of the browser that hold what was planted, as plain text or as UTF-16.
fn on_disk(folder: &Path) -> Vec<String> {
    let wide: Vec<u8> = MARK.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        for entry in fs::read_dir(path)
            .into_iter()
            .flatten()
            .map_while(Result::ok)
        {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                open.push(path);
            } else if let Ok(bytes) = fs::read(&path) {
                let holds = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
                if holds(MARK.as_bytes()) || holds(&wide) {
                    found.push(path.display().to_string());
                }
            }
        }
    }
    found
}

#[tokio::test]
async fn nobody_there_is_noticed_in_real_time() {
    let config = json!({ "kiosk": { "idle_seconds": 1, "warning_seconds": 1, "keyboard": true } });
    let kiosk = Kiosk::open(&config).await;
    let mut dice = Dice(77);
    let mut tally = Tally::default();
    for _ in 0..5 {
        tally.play(&kiosk, &mut dice, Exit::Idle).await;
    }
    assert!(tally.traces.is_empty(), "{:#?}", tally.traces);
    // Before anybody begins there is nothing to wipe, and the page stays.
    let page = kiosk.page().await;
    sleep(Duration::from_secs(3)).await;
    assert!((kiosk.page().await - page).abs() < f64::EPSILON);
}

#[tokio::test]
async fn a_browser_that_crashes_and_restores_its_pages_shows_nothing() {
    let config = json!({ "kiosk": { "keyboard": true } });
    let mut kiosk = Kiosk::open(&config).await;
    for seed in [3, 4, 5] {
        let report = kiosk.act(seed, 60).await;
        assert!(report.words > 0);
        // Browsers write down what their pages are every few seconds.
        sleep(Duration::from_secs(4)).await;
        assert_eq!(on_disk(kiosk.browser.profile()), Vec::<String>::new());
        let Kiosk {
            setup,
            site,
            browser,
        } = kiosk;
        let browser = browser.crash_and_restore(&setup).await.unwrap();
        kiosk = Kiosk {
            setup,
            site,
            browser,
        };
        let restored = kiosk.show_tab_of_site().await;
        println!("restored by the browser itself: {restored}");
        if !restored {
            kiosk
                .browser
                .go(&format!("{}?kiosk", kiosk.site.url()))
                .await
                .unwrap();
        }
        kiosk.waits().await;
        assert_eq!(kiosk.traces_now().await, Vec::<String>::new());
        kiosk.arrive().await;
        kiosk.waits().await;
    }
}

impl Kiosk {
    /// Shows the tab that the browser has restored.
    async fn show_tab_of_site(&self) -> bool {
        for tab in self.browser.tabs().await.unwrap() {
            self.browser.switch_to(&tab).await.unwrap();
            let here: String = self.browser.eval("location.href").await.unwrap_or_default();
            if here.starts_with(&self.site.url()) {
                return true;
            }
        }
        false
    }

    /// Words that were planted, in a page that nothing was watching from its beginning.
    async fn traces_now(&self) -> Vec<String> {
        let fields = "document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map(({ value }) => value)";
        let text: String = self.browser.eval(fields).await.unwrap();
        let mut found: Vec<String> = TRACES
            .iter()
            .filter(|word| text.contains(**word))
            .map(|word| (*word).to_owned())
            .collect();
        let memory = self.memory().await;
        found.extend(
            memory
                .into_iter()
                .filter(|(_, times)| *times > 0)
                .map(|(word, _)| format!("{word} in the memory")),
        );
        found
    }
}

#[tokio::test]
async fn somebody_is_asked_before_everything_goes_and_may_stay_without_limit() {
    let kiosk = Kiosk::open(&json!({ "kiosk": true })).await;
    kiosk.act(9, 4).await;
    let page = kiosk.page().await;
    for _ in 0..5 {
        kiosk.skip(121_000).await;
        let asked = "dialog.idle[open][role=alertdialog] [data-action=extend]";
        kiosk.browser.wait_for_sight(asked).await.unwrap();
        let focused: bool = kiosk
            .browser
            .eval(&format!("document.activeElement?.matches({asked:?})"))
            .await
            .unwrap();
        assert!(focused, "the button takes the focus");
        kiosk
            .wait_for_words("dialog.idle [role=status]", "Nog 60 seconden")
            .await;
        kiosk.skip(25_000).await;
        kiosk
            .wait_for_words("dialog.idle [role=status]", "Nog 40 seconden")
            .await;
        kiosk.browser.tap_on(asked).await.unwrap();
        kiosk
            .browser
            .wait_for_sight("#app [data-screen]")
            .await
            .unwrap();
        assert!(!kiosk.browser.sees("dialog.idle").await.unwrap());
    }
    assert!(
        (kiosk.page().await - page).abs() < f64::EPSILON,
        "the page stayed"
    );
}

impl Kiosk {
    async fn wait_for_words(&self, selector: &str, words: &str) {
        let begin = Instant::now();
        loop {
            // What is only heard is not drawn.
            let ask = format!("document.querySelector({selector:?})?.textContent ?? ''");
            let heard: String = self.browser.eval(&ask).await.unwrap();
            if heard == words {
                return;
            }
            assert!(
                begin.elapsed() < Duration::from_secs(5),
                "{heard:?} instead of {words}"
            );
            sleep(Duration::from_millis(50)).await;
        }
    }
}

#[tokio::test]
async fn no_trick_with_tabs_or_the_date_pauses_wipes_or_extends() {
    let kiosk = Kiosk::open(&json!({ "kiosk": { "idle_seconds": 2, "warning_seconds": 1 } })).await;
    // The date jumps forward and back: nothing happens.
    kiosk.act(9, 4).await;
    let page = kiosk.page().await;
    kiosk.browser.eval::<Value>("{ const real = Date.now; Date.now = () => real() + 864e5; window.Date = class extends Date { constructor() { super(real() + 864e5); } }; null }").await.unwrap();
    sleep(Duration::from_millis(900)).await;
    assert!(!kiosk.browser.sees("dialog.idle").await.unwrap());
    // Another tab lies over it: the time goes on.
    let begin = Instant::now();
    let here = kiosk.browser.tab().await.unwrap();
    let other = kiosk.browser.open_tab().await.unwrap();
    sleep(Duration::from_secs(4)).await;
    kiosk.browser.close_tab().await.unwrap();
    kiosk.browser.switch_to(&here).await.unwrap();
    kiosk.waits_after(page).await;
    assert!(begin.elapsed() < Duration::from_secs(12), "{other:?}");
    assert_eq!(kiosk.left().await, Vec::<String>::new());
}

#[tokio::test]
async fn reading_aloud_holds_the_clock() {
    let kiosk = Kiosk::open(&json!({ "kiosk": { "idle_seconds": 1, "warning_seconds": 1 } })).await;
    kiosk.act(9, 4).await;
    let page = kiosk.page().await;
    let speak = |on: bool| {
        format!(
            "Object.defineProperty(speechSynthesis, 'speaking', {{ configurable: true, get: () => {on} }}); null"
        )
    };
    kiosk.browser.eval::<Value>(&speak(true)).await.unwrap();
    sleep(Duration::from_secs(4)).await;
    assert!((kiosk.page().await - page).abs() < f64::EPSILON);
    kiosk.browser.eval::<Value>(&speak(false)).await.unwrap();
    kiosk.waits_after(page).await;
}

#[tokio::test]
async fn a_configuration_alone_makes_a_kiosk_and_removes_what_was_stored_before() {
    let setup = Setup::from_env().unwrap();
    let site = Site::of(&setup).unwrap();
    let browser = Browser::start(&setup, Device::Kiosk).await.unwrap();
    // A visit before anybody made it a kiosk: an answer is stored, and the page is kept for a visit without a network.
    browser.open(&site.url()).await.unwrap();
    let client = Client::at(&browser);
    client.next().await.unwrap();
    client.next().await.unwrap();
    browser
        .tap("aimAtOption", json!(["domain.money.level", "2"]))
        .await
        .unwrap();
    browser
        .wait_for::<bool>("an offline copy", "has", json!(["body"]))
        .await
        .unwrap();
    assert!(!browser.stored().await.unwrap().local.is_empty());
    let begin = Instant::now();
    while browser.stored().await.unwrap().cached.is_empty() {
        assert!(
            begin.elapsed() < Duration::from_secs(15),
            "no offline copy was made"
        );
        sleep(Duration::from_millis(100)).await;
    }
    fs::write(site.folder().join("config.json"), "{\"kiosk\":true}").unwrap();
    browser.open(&site.url()).await.unwrap();
    browser
        .wait_for_sight(".attract[data-ready]")
        .await
        .unwrap();
    let address: String = browser.eval("location.search").await.unwrap();
    assert_eq!(address, "?kiosk");
    let begin = Instant::now();
    while browser.stored().await.unwrap() != startbeeld_browser::browser::Stored::default() {
        let left = browser.stored().await.unwrap();
        assert!(begin.elapsed() < Duration::from_secs(5), "{left:?}");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn every_screen_can_be_used_by_a_finger_at_arms_length() {
    let config = json!({ "kiosk": { "print": true } });
    let kiosk = Kiosk::open(&config).await;
    let browser = &kiosk.browser;
    let person = Person::withdrawn().unwrap();
    let mut look = Look {
        kiosk: &kiosk,
        shots: kiosk.setup.shots().unwrap().join("kiosk-mode"),
        count: 0,
        found: BTreeSet::new(),
    };
    fs::create_dir_all(&look.shots).unwrap();
    look.at("attract").await;
    browser.tap_on("[data-action=language]").await.unwrap();
    let client = Client::at(browser);
    let mut kinds = BTreeSet::new();
    loop {
        let screen = client.screen().await.unwrap();
        if screen.name == "share" {
            break;
        }
        if screen.name == "welcome" {
            client.choose_route(person.route).await.unwrap();
        } else if screen.name != "review" {
            client.answer_page(&person).await.unwrap();
        }
        let kind = format!(
            "{}-{}",
            screen.name,
            screen
                .questions
                .first()
                .map_or("", |id| id.rsplit('.').next().unwrap_or(""))
        );
        if kinds.insert(kind.clone()) {
            look.at(&kind).await;
        }
        assert!(
            !screen
                .questions
                .iter()
                .any(|id| id.ends_with("_own") || id.ends_with(".own")),
            "{screen:?}"
        );
        client.next().await.unwrap();
    }
    client.offers("qr").await.unwrap();
    look.at("share").await;
    let offered: Vec<String> = browser.eval("[...document.querySelectorAll('.ways [data-action]')].map((way) => way.dataset.action)").await.unwrap();
    assert_eq!(offered, ["qr", "print"]);
    client.act("qr").await.unwrap();
    look.at("share-qr").await;
    client.leave_dialog().await.unwrap();
    browser
        .tap_on(".kiosk-bar [data-action=wipe]")
        .await
        .unwrap();
    look.at("sure").await;
    client.leave_dialog().await.unwrap();
    browser.tap_on("[data-action=help]").await.unwrap();
    look.at("help").await;
    client.leave_dialog().await.unwrap();
    kiosk.skip(121_000).await;
    browser.wait_for_sight("dialog.idle").await.unwrap();
    look.at("idle").await;
    browser.tap_on("[data-action=extend]").await.unwrap();
    browser.tap_on("[data-action=contrast]").await.unwrap();
    look.at("contrast-share").await;
    client.back().await.unwrap();
    look.at("contrast-review").await;
    assert_eq!(
        browser
            .eval::<Vec<String>>("__kiosk.writes.concat(__kiosk.left)")
            .await
            .unwrap(),
        Vec::<String>::new()
    );
    assert!(look.found.is_empty(), "{:#?}", look.found);
    println!("{} screens", look.count);
}

/// Looks at screens: pictures, sizes, and what axe says.
struct Look<'a> {
    kiosk: &'a Kiosk,
    shots: std::path::PathBuf,
    count: u32,
    found: BTreeSet<String>,
}

impl Look<'_> {
    async fn at(&mut self, name: &str) {
        let browser = &self.kiosk.browser;
        self.count += 1;
        browser
            .eval::<Value>("window.scrollTo({ top: 0, behavior: 'instant' })")
            .await
            .unwrap();
        browser.page::<Value>("settle", json!([])).await.unwrap();
        let picture = browser.picture().await.unwrap();
        fs::write(
            self.shots.join(format!("{:02}-{name}.png", self.count)),
            picture,
        )
        .unwrap();
        let small: Vec<String> = browser.page("smallTargets", json!([LEAST])).await.unwrap();
        self.found.extend(
            small
                .into_iter()
                .map(|target| format!("{name}: too small: {target}")),
        );
        let links: u32 = browser
            .page("count", json!(["#app a[href], #kiosk a[href]"]))
            .await
            .unwrap();
        if links > 0 {
            self.found.insert(format!("{name}: {links} links"));
        }
        if !browser.sees(".kiosk-bar [data-action=wipe]").await.unwrap() && name != "attract" {
            self.found.insert(format!("{name}: no way to stop"));
        }
        browser.stretch().await.unwrap();
        for violation in oracle::axe(&self.kiosk.setup, browser).await.unwrap() {
            self.found.insert(format!("{name}: {violation}"));
        }
        browser.emulate(browser.device()).await.unwrap();
    }
}

#[tokio::test]
async fn the_bar_and_the_question_speak_the_language_that_was_chosen() {
    let config = json!({ "kiosk": true, "languages": ["nl", "ar"] });
    let kiosk = Kiosk::open(&config).await;
    let browser = &kiosk.browser;
    let offered: Vec<String> = browser
        .eval("[...document.querySelectorAll('.attract [data-action=language]')].map(({ value }) => value)")
        .await
        .unwrap();
    assert_eq!(offered, ["nl", "ar"]);
    browser
        .tap_on("[data-action=language][value=ar]")
        .await
        .unwrap();
    kiosk
        .wait_for_words(".kiosk-bar [data-action=wipe]", "توقّف وامسح")
        .await;
    let page: (String, String) = browser
        .eval("[document.documentElement.lang, document.documentElement.dir]")
        .await
        .unwrap();
    assert_eq!((page.0.as_str(), page.1.as_str()), ("ar", "rtl"));
    kiosk.skip(125_000).await;
    kiosk
        .wait_for_words("[data-action=extend]", "ما زلت هنا")
        .await;
    // The next person is greeted as everybody is.
    let before = kiosk.page().await;
    kiosk.skip(60_000).await;
    kiosk.waits_after(before).await;
    let language: String = browser.eval("document.documentElement.lang").await.unwrap();
    assert_eq!(language, "nl");
}
