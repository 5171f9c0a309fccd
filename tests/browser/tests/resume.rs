//! Interruptions: whatever happens to the tab, the person goes on at the same question with every answer.
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
use startbeeld::engine::{Kind, QuestionId, RouteKind, Screen};
use startbeeld_browser::{Browser, Client, Device, Person, Setup};
use std::time::{Duration, Instant};
use tokio::time::sleep;

const KEY: &str = "startbeeld.session";

/// How many times the page is ended abruptly, in each of two runs.
const KILLS: usize = 110;

/// Small and good enough to choose what happens; the seed is printed, so that a run can be repeated.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % sides
    }
}

/// What was done in the page; the page says so before anything can end it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Done {
    Tap {
        question: String,
        code: String,
        on: bool,
    },
    Write {
        question: String,
        text: String,
    },
    Move {
        action: String,
    },
}

/// Does one thing in the page, chosen by numbers from outside, and where asked for ends the page in the same breath.
const DO: &str = "((number, moves, after) => {
    const visible = (element) => element.checkVisibility() && !element.disabled;
    const inputs = [...document.querySelectorAll('[data-question] input, [data-question] textarea, input[name^=focus], input[name^=share]')]
        .filter((input) => visible(input) && input.id !== 'memory-only' && !(input.type === 'radio' && input.checked));
    let done;
    if (moves || !inputs.length) {
        const actions = ['next', 'next', 'next', 'back', 'start', 'start'].filter((action) => document.querySelector(`[data-action=${action}]`));
        const action = actions[number % actions.length] ?? 'back';
        document.querySelector(`[data-action=${action}]`).click();
        done = { move: { action } };
    } else {
        const words = inputs.find((input) => input.type === 'textarea');
        if (words && number % 3 === 0) {
            const question = words.closest('[data-question]').dataset.question;
            const text = `woorden ${number}\\nen \\\\ meer = dit`;
            words.value = text;
            words.dispatchEvent(new InputEvent('input', { bubbles: true }));
            done = { write: { question, text } };
        } else {
            const choices = inputs.filter((input) => input.type !== 'textarea');
            const input = choices[number % choices.length];
            const question = input.closest('[data-question]').dataset.question;
            input.click();
            done = { tap: { question, code: input.value, on: input.checked } };
        }
    }
    if (after === 'reload') { window.__old = true; location.reload(); }
    if (after === 'leave') { window.__old = true; location.href = 'about:blank'; }
    return done;
})";

#[tokio::test]
async fn no_answer_is_lost_over_many_kills() {
    kills(0x5eed_0000_0000_0003, "welcome").await;
}

#[tokio::test]
async fn no_answer_is_lost_over_as_many_other_kills() {
    // Further on in the route, where own words are asked for.
    kills(0x5eed_0000_0000_0017, "work/ladder").await;
}

async fn kills(seed: u64, from: &str) {
    let (setup, browser) = start(Device::Phone).await;
    println!("seed {seed:#x}");
    let mut dice = Dice(seed);
    let client = Client::open(&setup, &browser).await.unwrap();
    let text = format!("startbeeld-session 1\nroute=full\npage={from}");
    let mut model = session::from_text(&text).unwrap();
    browser
        .eval::<()>(&format!("localStorage.setItem('{KEY}', {})", json!(text)))
        .await
        .unwrap();
    browser.reload().await.unwrap();
    client.screen().await.unwrap();
    let (mut taps, mut moves, mut words, mut kinds, mut farthest) = (0, 0, 0, [0; 5], 0);
    let begin = Instant::now();
    for kill in 0..KILLS {
        let kind = dice.throw(20);
        let kind = match kind {
            0..7 => 0,
            7..13 => 1,
            13..17 => 2,
            17..19 => 3,
            _ => 4,
        };
        let steps = 1 + dice.throw(3);
        let mut last = Vec::new();
        for step in 1..=steps {
            let after = match (step == steps, kind) {
                (true, 0) => "reload",
                (true, 1) => "leave",
                _ => "",
            };
            let number = dice.throw(100_000);
            let moving = dice.throw(10) < 6;
            let done: Done = browser
                .eval(&format!("{DO}({number}, {moving}, '{after}')"))
                .await
                .unwrap();
            match &done {
                Done::Tap { .. } => taps += 1,
                Done::Write { .. } => words += 1,
                Done::Move { .. } => moves += 1,
            }
            apply(&mut model, &done);
            last.push(format!("{done:?} -> {}", model.page.address()));
        }
        match kind {
            0 => {}
            1 => {
                browser.go(setup.client_url()).await.unwrap();
            }
            2 => {
                let old = browser.tab().await.unwrap();
                let new = browser.open_tab().await.unwrap();
                browser.switch_to(&old).await.unwrap();
                browser.close_tab().await.unwrap();
                browser.switch_to(&new).await.unwrap();
                browser.go(setup.client_url()).await.unwrap();
            }
            3 => {
                browser.crash_tab().await.unwrap();
                browser.go(setup.client_url()).await.unwrap();
            }
            _ => {
                browser.go("about:blank").await.unwrap();
                browser.go(setup.client_url()).await.unwrap();
            }
        }
        kinds[kind] += 1;
        wait(&browser, "the page after a kill", "!window.__old && location.protocol == 'http:' && !!document.querySelector('[data-ready]')").await;
        assert_is(
            &client,
            &model,
            &format!("kill {kill} of kind {kind} after {last:?}"),
        )
        .await;
        let at = model
            .interview
            .pages()
            .iter()
            .position(|page| *page == model.page)
            .unwrap();
        farthest = farthest.max(at);
    }
    let complaints = browser.complaints().await.unwrap();
    assert!(complaints.is_empty(), "{complaints:#?}");
    println!(
        "{KILLS} kills ({} reloads, {} left, {} tabs closed, {} crashes, {} navigated) after {taps} taps, {words} texts and {moves} page turns, up to page {farthest}, in {:?}: 0 answers lost",
        kinds[0],
        kinds[1],
        kinds[2],
        kinds[3],
        kinds[4],
        begin.elapsed()
    );
}

/// What the engine makes of it.
fn apply(session: &mut Session, done: &Done) {
    match done {
        Done::Tap { question, code, on } => {
            if let Some(id) = question.strip_prefix("share.") {
                match startbeeld::engine::Domain::from_id(id) {
                    Some(domain) => session.sharing.set_domain(domain, *on),
                    None => session
                        .sharing
                        .set_block(startbeeld::engine::SharedBlock::from_id(id).unwrap(), *on),
                }
            } else if question == "route" {
                session
                    .interview
                    .set_route(RouteKind::from_id(code).unwrap());
            } else {
                let id: QuestionId = question.parse().unwrap();
                let option = if id.field.def().kind == Kind::Flag {
                    0
                } else {
                    id.field.option(code).unwrap()
                };
                session.interview.tap(id, option, *on);
            }
        }
        Done::Write { question, text } => session
            .interview
            .answers
            .write(question.parse().unwrap(), text),
        Done::Move { action } => {
            let from = session.page;
            let to = if action == "back" {
                session.interview.previous(from)
            } else {
                session.interview.next(from)
            };
            if from.screen() == Screen::Work && action == "next" {
                session.interview.work_skipped = false;
            }
            session.interview.seen.insert(from);
            session.page = to;
        }
    }
}

/// The device holds exactly this session, and the page shows it.
async fn assert_is(client: &Client<'_>, model: &Session, what: &str) {
    let stored = stored(client.browser()).await.unwrap_or_default();
    assert_eq!(stored.interview.answers, model.interview.answers, "{what}");
    let page = |session: &Session| session.page.address();
    assert_eq!(page(&stored), page(model), "{what}");
    assert_eq!((&stored, what), (model, what));
    let screen = client.screen().await.unwrap();
    assert_eq!(
        (screen.name.as_str(), screen.domain.as_deref()),
        (
            model.page.screen().id(),
            model.page.domain.map(|domain| domain.id())
        ),
        "{what}"
    );
    for (question, shown) in client.state().await.unwrap() {
        if let Ok(id) = question.parse::<QuestionId>() {
            let count = match model.interview.answers.get(id) {
                Some(startbeeld::engine::Answer::Many(bits)) => bits.count_ones() as usize,
                Some(_) => 1,
                None => 0,
            };
            assert_eq!(shown.len(), count, "{what}: {question} shows {shown:?}");
        }
    }
}

#[tokio::test]
async fn an_answer_is_on_the_device_within_half_a_second() {
    let (setup, browser) = start(Device::Phone).await;
    let other = browser.tab().await.unwrap();
    browser
        .open(&format!("{}paper.html", setup.client_url()))
        .await
        .unwrap();
    browser.open_tab().await.unwrap();
    browser.slow_down(6).await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    client.next().await.unwrap();
    client.next().await.unwrap();
    let here = browser.tab().await.unwrap();
    let mut slowest = Duration::ZERO;
    for code in ["1", "2", "3", "4", "5", "unknown", "declined", "2"] {
        // The other tab is told by the browser when something is stored, and looks then.
        browser.switch_to(&other).await.unwrap();
        let line = format!("domain.money.level={code}");
        browser
            .eval::<()>(&format!(
                "window.__seen = null; window.onstorage = () => {{ if (!window.__seen && (localStorage.getItem('{KEY}') ?? '').split('\\n').includes('{line}')) window.__seen = Date.now(); }}; undefined"
            ))
            .await
            .unwrap();
        browser.switch_to(&here).await.unwrap();
        browser
            .eval::<()>(
                "addEventListener('pointerdown', () => { window.__tapped = Date.now(); }, true)",
            )
            .await
            .unwrap();
        browser
            .tap("aimAtOption", json!(["domain.money.level", code]))
            .await
            .unwrap();
        sleep(Duration::from_millis(500)).await;
        let tapped: u64 = browser.eval("window.__tapped").await.unwrap();
        browser.switch_to(&other).await.unwrap();
        let seen: Option<u64> = browser.eval("window.__seen").await.unwrap();
        let took = seen.unwrap_or_else(|| {
            panic!("half a second after the tap the answer {code} is not on the device")
        }) - tapped;
        slowest = slowest.max(Duration::from_millis(took));
    }
    assert!(slowest < Duration::from_millis(500), "{slowest:?}");
    println!("seen from another tab after at most {slowest:?}, on a processor six times slower");
}

#[tokio::test]
async fn back_and_forward_turn_pages_and_keep_everything() {
    let (setup, browser) = start(Device::Phone).await;
    let client = Client::open(&setup, &browser).await.unwrap();
    client.next().await.unwrap();
    client.next().await.unwrap();
    tap(&client, "domain.money.level", "2").await;
    client.next().await.unwrap();
    tap(&client, "domain.work.level", "4").await;
    client.next().await.unwrap();
    for (way, domain) in [
        ("back", Some("work")),
        ("back", Some("money")),
        ("forward", Some("work")),
        ("back", Some("money")),
    ] {
        browser
            .eval::<()>(&format!("history.{way}()"))
            .await
            .unwrap();
        await_domain(&client, domain).await;
    }
    assert_eq!(client.state().await.unwrap()["domain.money.level"], ["2"]);
    // Away to another site and back, with and without the page kept in memory.
    for _ in 0..2 {
        browser.go("about:blank").await.unwrap();
        wait(&browser, "another site", "location.protocol == 'about:'").await;
        browser.eval::<()>("history.back()").await.unwrap();
        wait(
            &browser,
            "the page again",
            "location.protocol == 'http:' && !!document.querySelector('[data-ready]')",
        )
        .await;
        await_domain(&client, Some("money")).await;
        assert_eq!(client.state().await.unwrap()["domain.money.level"], ["2"]);
        tap(&client, "domain.money.level", "2").await;
        browser
            .eval::<()>("addEventListener('unload', () => {})")
            .await
            .unwrap();
    }
    let session = stored(&browser).await.unwrap();
    assert!(session.interview.answers.has(id("domain.work.level")));
    assert_eq!(
        client.browser().complaints().await.unwrap(),
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn two_tabs_show_one_session() {
    let (setup, browser) = start(Device::Phone).await;
    let first = browser.tab().await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    client.next().await.unwrap();
    client.next().await.unwrap();
    tap(&client, "domain.money.level", "2").await;
    let second = browser.open_tab().await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    assert_eq!(client.state().await.unwrap()["domain.money.level"], ["2"]);

    // What the second tab adds, the first one shows, and it goes on from there.
    client.next().await.unwrap();
    tap(&client, "domain.work.level", "3").await;
    browser.switch_to(&first).await.unwrap();
    await_domain(&client, Some("work")).await;
    assert_eq!(client.state().await.unwrap()["domain.work.level"], ["3"]);
    tap(&client, "domain.work.talk", "yes").await;
    client.next().await.unwrap();
    tap(&client, "domain.daytime.level", "5").await;

    // And the other way around, many times, without waiting.
    let mut model = stored(&browser).await.unwrap();
    let mut dice = Dice(77);
    for round in 0..20 {
        browser
            .switch_to(if round % 2 == 0 { &second } else { &first })
            .await
            .unwrap();
        let page = model.page;
        wait(
            &browser,
            "the session of the other tab",
            &format!(
                "document.querySelector('[data-screen]').dataset.domain === {}",
                json!(page.domain.map(|d| d.id()))
            ),
        )
        .await;
        let number = dice.throw(100_000);
        let done: Done = browser
            .eval(&format!("{DO}({number}, {}, '')", round % 3 == 0))
            .await
            .unwrap();
        apply(&mut model, &done);
        wait_stored(&browser, &model).await;
    }

    // One more tab changes nothing by being opened.
    let third = browser.open_tab().await.unwrap();
    browser.switch_to(&first).await.unwrap();
    let before = stored(&browser).await.unwrap();
    browser.switch_to(&third).await.unwrap();
    browser.open(setup.client_url()).await.unwrap();
    client.screen().await.unwrap();
    assert_eq!(stored(&browser).await.unwrap(), before);

    // Wiping in one tab wipes the other as well: nothing of the person stays on a screen nearby.
    wipe(&client).await;
    for tab in [&first, &second] {
        browser.switch_to(tab).await.unwrap();
        wait(
            &browser,
            "the welcome in the other tab",
            "document.querySelector('[data-screen]').dataset.screen === 'welcome'",
        )
        .await;
    }
    client.next().await.unwrap();
    client.next().await.unwrap();
    assert!(client.state().await.unwrap().values().all(Vec::is_empty));
    assert_eq!(browser.complaints().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn in_memory_nothing_is_stored_and_nothing_is_lost() {
    let (setup, browser) = start(Device::Phone).await;
    let client = Client::open(&setup, &browser).await.unwrap();
    browser.tap_on("label:has(> #memory-only)").await.unwrap();
    let person = Person::painter().unwrap();
    client.choose_route(person.route).await.unwrap();
    let other = browser.tab().await.unwrap();
    // Another tab that does store does not reach this one.
    browser.open_tab().await.unwrap();
    let second = Client::open(&setup, &browser).await.unwrap();
    second.next().await.unwrap();
    second.next().await.unwrap();
    tap(&second, "domain.money.level", "5").await;
    wipe(&second).await;
    browser.close_tab().await.unwrap();
    browser.switch_to(&other).await.unwrap();
    let client = Client::at(&browser);
    while client.screen().await.unwrap().name != "share" {
        client.answer_page(&person).await.unwrap();
        client.next().await.unwrap();
        assert_nothing_stored(&browser).await;
    }
    client.choose_sharing(&person).await.unwrap();
    let profile = client.shared().await.unwrap();
    assert_eq!(profile.answers, person.profile().answers);
    browser.reload().await.unwrap();
    assert_eq!(client.screen().await.unwrap().name, "welcome");
    assert!(
        client.notices().await.unwrap().is_empty(),
        "somebody who stored nothing is welcomed back"
    );
}

#[tokio::test]
async fn a_choice_for_memory_removes_what_was_stored() {
    let (setup, browser) = start(Device::Phone).await;
    let client = Client::open(&setup, &browser).await.unwrap();
    client.next().await.unwrap();
    client.next().await.unwrap();
    tap(&client, "domain.money.level", "2").await;
    client.back().await.unwrap();
    client.back().await.unwrap();
    assert!(stored(&browser).await.is_some());
    browser.tap_on("label:has(> #memory-only)").await.unwrap();
    assert_nothing_stored(&browser).await;
    // And a change of mind stores everything again.
    browser.tap_on("label:has(> #memory-only)").await.unwrap();
    wait(
        &browser,
        "the answers on the device",
        "!!localStorage.length",
    )
    .await;
    assert!(
        stored(&browser)
            .await
            .unwrap()
            .interview
            .answers
            .has(id("domain.money.level"))
    );
}

#[tokio::test]
async fn a_session_of_another_release_goes_on() {
    let (setup, browser) = start(Device::Phone).await;
    let client = Client::open(&setup, &browser).await.unwrap();
    let head = "startbeeld-session 1\nroute=full\n";
    // What is stored, the page that is shown, and what is chosen there.
    let cases = [
        (
            "unknown identifiers",
            format!(
                "{head}page=domains//money\nseen=welcome\nseen=tunnel/of/love\ndomain.money.level=3\ndomain.moon.level=2\nweather=fine\ndomain.money.mood=7\nshare.moon=on\ncolour=blue"
            ),
            "domains",
            Some("money"),
            Some("3"),
        ),
        (
            "an unknown page",
            format!("{head}page=hall/of/mirrors\ndomain.money.level=3"),
            "welcome",
            None,
            None,
        ),
        (
            "a page that is not on this route",
            "startbeeld-session 1\nroute=short\npage=work/sector\ndomain.money.level=3".to_owned(),
            "",
            None,
            None,
        ),
        (
            "a page of a domain that is no longer chosen",
            format!("{head}page=steering/phase/money\nfocus.work=yes\ndomain.money.level=3"),
            "",
            None,
            None,
        ),
        (
            "an older, shorter text",
            "startbeeld-session 1\npage=domains//money\ndomain.money.level=3".to_owned(),
            "domains",
            Some("money"),
            Some("3"),
        ),
        (
            "an unknown route",
            "startbeeld-session 1\nroute=scenic\npage=domains//money\ndomain.money.level=3"
                .to_owned(),
            "domains",
            Some("money"),
            Some("3"),
        ),
        (
            "an option that is gone",
            format!(
                "{head}page=domains//money\ndomain.money.level=splendid\ndomain.money.talk=yes"
            ),
            "domains",
            Some("money"),
            Some(""),
        ),
        (
            "line ends of another system",
            "startbeeld-session 1\r\nroute=full\r\npage=domains//money\r\ndomain.money.level=3\r\n"
                .to_owned(),
            "domains",
            Some("money"),
            Some("3"),
        ),
    ];
    for (name, text, screen, domain, level) in cases {
        browser
            .eval::<()>(&format!("localStorage.setItem('{KEY}', {})", json!(text)))
            .await
            .unwrap();
        browser.reload().await.unwrap();
        let shown = client.screen().await.unwrap();
        if !screen.is_empty() {
            assert_eq!(
                (shown.name.as_str(), shown.domain.as_deref()),
                (screen, domain),
                "{name}"
            );
        }
        if let Some(level) = level {
            let expected: Vec<String> = Some(level)
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .into_iter()
                .collect();
            assert_eq!(
                client.state().await.unwrap()["domain.money.level"],
                expected,
                "{name}"
            );
        }
        if level == Some("3") || screen.is_empty() {
            let kept = stored(&browser).await.unwrap();
            assert!(
                kept.interview.answers.has(id("domain.money.level")),
                "{name}: {kept:?}"
            );
        }
        // And it goes on working.
        client
            .next()
            .await
            .unwrap_or_else(|error| panic!("{name}: {error:#}"));
        assert_eq!(
            browser.complaints().await.unwrap(),
            Vec::<String>::new(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_short_route_works_with_every_kind_of_broken_storage() {
    let setup = Setup::from_env().unwrap();
    let person = Person::painter().unwrap();
    let full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };";
    let later = "{ let left = 6; const real = Storage.prototype.setItem; Storage.prototype.setItem = function (...all) { if (left-- > 0) return real.apply(this, all); throw new DOMException('full', 'QuotaExceededError'); }; }";
    let forbidden = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });";
    let absent = "Object.defineProperty(window, 'localStorage', { value: null });";
    let throwing = "for (const name of ['getItem', 'setItem', 'removeItem']) Storage.prototype[name] = () => { throw new Error('broken'); };";
    let damaged = "if (location.protocol == 'http:' && !sessionStorage.done) { sessionStorage.done = 1; localStorage.setItem('startbeeld.session', '\\u0000{[nonsense'); }";
    let cases = [
        ("full", full),
        ("full after a while", later),
        ("forbidden", forbidden),
        ("absent", absent),
        ("throwing", throwing),
        ("damaged", damaged),
    ];
    for (name, script) in cases {
        let browser = Browser::start(&setup, Device::Phone).await.unwrap();
        browser.run_before_pages(script).await.unwrap();
        let client = Client::open(&setup, &browser).await.unwrap();
        let mut notices = client.notices().await.unwrap();
        client.choose_route(person.route).await.unwrap();
        while client.screen().await.unwrap().name != "share" {
            client.answer_page(&person).await.unwrap();
            notices.extend(client.notices().await.unwrap());
            client.next().await.unwrap();
        }
        assert!(!notices.is_empty(), "{name}: nobody is told");
        let word = if name == "damaged" {
            "niet te lezen"
        } else {
            "bewaart niets"
        };
        assert!(
            notices.iter().all(|notice| notice.contains(word)),
            "{name}: {notices:?}"
        );
        client.choose_sharing(&person).await.unwrap();
        let profile = client.shared().await.unwrap();
        assert_eq!(profile.answers, person.profile().answers, "{name}");
        assert_eq!(
            browser.complaints().await.unwrap(),
            Vec::<String>::new(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn after_wiping_nothing_is_left_anywhere() {
    let (setup, browser) = start(Device::Phone).await;
    let client = Client::open(&setup, &browser).await.unwrap();
    // The service worker has put its copy in place by now; wiping has to find it.
    for is_answered in [true, false] {
        wait(&browser, "the offline copy", "navigator.serviceWorker.ready.then((one) => !!one.active && one.active.state == 'activated')").await;
        if is_answered {
            client.next().await.unwrap();
            client.next().await.unwrap();
            tap(&client, "domain.money.level", "2").await;
        }
        wipe(&client).await;
        sleep(Duration::from_millis(500)).await;
        let left: Value = browser
            .eval("(async () => ({ ...localStorage, ...sessionStorage, databases: await indexedDB.databases(), caches: await caches.keys(), workers: (await navigator.serviceWorker.getRegistrations()).length, cookies: document.cookie, attributes: document.getElementById('app').getAttributeNames().filter((name) => name.startsWith('data-')) }))()")
            .await
            .unwrap();
        assert_eq!(
            left,
            json!({ "databases": [], "caches": [], "workers": 0, "cookies": "", "attributes": [] }),
            "answered: {is_answered}"
        );
        // An open page that asks for a file does not bring the cache back.
        browser
            .eval::<Value>("fetch('./icon.svg').then(() => null)")
            .await
            .unwrap();
        let caches: Vec<String> = browser.eval("caches.keys()").await.unwrap();
        assert!(caches.is_empty(), "{caches:?}");
        browser.reload().await.unwrap();
        assert_eq!(client.screen().await.unwrap().name, "welcome");
        assert!(
            client.notices().await.unwrap().is_empty(),
            "after wiping somebody is welcomed back"
        );
        assert!(stored(&browser).await.is_none());
    }
    assert_eq!(browser.complaints().await.unwrap(), Vec::<String>::new());
}

async fn start(device: Device) -> (Setup, Browser) {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, device).await.unwrap();
    (setup, browser)
}

async fn tap(client: &Client<'_>, question: &str, code: &str) {
    client
        .browser()
        .tap("aimAtOption", json!([question, code]))
        .await
        .unwrap();
    let start = Instant::now();
    while !client
        .browser()
        .page::<bool>("isChosen", json!([question, code]))
        .await
        .unwrap()
    {
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{question} did not become {code}"
        );
        sleep(Duration::from_millis(10)).await;
    }
}

fn id(text: &str) -> QuestionId {
    text.parse().unwrap()
}

/// Wipes by way of the help, which every page has.
async fn wipe(client: &Client<'_>) {
    let browser = client.browser();
    client.act("help").await.unwrap();
    for dialog in ["#dialog-help", "#dialog-wipe"] {
        let button = format!("dialog[open]:has({dialog}) [data-action=wipe]");
        browser.wait_for_sight(&button).await.unwrap();
        browser.tap_on(&button).await.unwrap();
    }
    wait(
        browser,
        "the welcome",
        "!document.querySelector('dialog[open]') && document.querySelector('[data-screen]').dataset.screen === 'welcome'",
    )
    .await;
}

async fn await_domain(client: &Client<'_>, domain: Option<&str>) {
    wait(
        client.browser(),
        "the page of the history",
        &format!(
            "document.querySelector('[data-screen]').dataset.domain === {}",
            json!(domain)
        ),
    )
    .await;
}

async fn assert_nothing_stored(browser: &Browser) {
    sleep(Duration::from_millis(50)).await;
    let keys: u32 = browser
        .eval("localStorage.length + sessionStorage.length")
        .await
        .unwrap();
    let databases: u32 = browser
        .eval("indexedDB.databases().then((all) => all.length)")
        .await
        .unwrap();
    assert_eq!(
        (keys, databases),
        (0, 0),
        "something is stored although it was not to be"
    );
}

async fn stored(browser: &Browser) -> Option<Session> {
    let text: Option<String> = browser
        .eval(&format!("localStorage.getItem('{KEY}')"))
        .await
        .unwrap();
    text.map(|text| session::from_text(&text).unwrap())
}

async fn wait_stored(browser: &Browser, model: &Session) {
    let start = Instant::now();
    loop {
        let now = stored(browser).await.unwrap();
        if now == *model {
            return;
        }
        assert!(
            start.elapsed() < Duration::from_secs(1),
            "{now:#?} instead of {model:#?}"
        );
        sleep(Duration::from_millis(10)).await;
    }
}

async fn wait(browser: &Browser, what: &str, condition: &str) {
    let start = Instant::now();
    while !browser.eval::<bool>(condition).await.unwrap_or(false) {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "waited in vain for {what}; {}",
            browser.describe().await
        );
        sleep(Duration::from_millis(10)).await;
    }
}
