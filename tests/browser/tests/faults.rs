//! Faults inside the program, and browsers that change the page under its hands.
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
use startbeeld::engine::profile::json as profile_json;
use startbeeld_browser::{Browser, Client, Device, Person, Setup};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Makes the next change of the page fail, which no program expects of a browser.
const BREAK: &str = "(() => { for (const [owner, name] of [[Node, 'insertBefore'], [Node, 'appendChild'], [Element, 'setAttribute'], [Element, 'removeAttribute'], [Element, 'setAttributeNS']]) {
    const real = owner.prototype[name];
    owner.prototype[name] = function () { throw new DOMException('injected', 'HierarchyRequestError'); };
    setTimeout(() => { owner.prototype[name] = real; }, 60);
} })()";

/// What a browser does that translates pages: every text goes into two elements of its own, again after every change,
/// and so do the words in attributes. Every text is marked, so that what is not translated stands out.
const TRANSLATE: &str = "(() => {
    const words = (text) => text.trim() ? `~${text.replaceAll('~', '')}~` : text;
    const skip = (node) => !node.parentElement || node.parentElement.closest('font, script, style, textarea, template, svg, noscript, [translate=no]');
    const attributes = ['aria-label', 'aria-valuetext', 'title', 'placeholder'];
    const translate = (root) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const found = [];
        if (root.nodeType === 3) found.push(root);
        while (walker.nextNode()) found.push(walker.currentNode);
        for (const text of found) {
            if (skip(text) || !text.data.trim()) continue;
            const [outer, inner] = [document.createElement('font'), document.createElement('font')];
            outer.style.verticalAlign = inner.style.verticalAlign = 'inherit';
            inner.append(words(text.data));
            outer.append(inner);
            text.replaceWith(outer);
        }
        const all = root.nodeType === 1 ? [root, ...root.querySelectorAll('*')] : [];
        for (const element of all) for (const name of attributes) {
            const value = element.getAttribute(name);
            if (value && !value.startsWith('~')) element.setAttribute(name, words(value));
        }
    };
    window.__texts = 0;
    const watch = () => {
        document.documentElement.lang = 'ar';
        document.documentElement.classList.add('translated-rtl');
        translate(document.body);
        new MutationObserver((records) => {
            for (const record of records) {
                if (record.type === 'characterData') translate(record.target);
                for (const node of record.addedNodes) { window.__texts += 1; translate(node); }
            }
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
    };
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', watch); else watch();
})()";

#[tokio::test]
async fn a_fault_shows_a_calm_screen_and_one_tap_brings_everything_back() {
    let (setup, browser) = start(Device::Phone).await;
    let client = Client::open(&setup, &browser).await.unwrap();
    let person = Person::withdrawn().unwrap();
    client.walk_to(&person, "work").await.unwrap();
    let here = client.screen().await.unwrap();
    for way in ["next", "back", "help"] {
        // Each way comes from the same page, on which something was just answered.
        client.answer_page(&person).await.unwrap();
        let before = stored(&browser).await;
        browser.eval::<()>(BREAK).await.unwrap();
        browser
            .eval::<()>(&format!(
                "document.querySelector('[data-action={way}]').click()"
            ))
            .await
            .unwrap();
        browser.wait_for_sight("#fault").await.unwrap();
        sleep(Duration::from_millis(80)).await;
        assert!(
            !browser.sees("[data-screen]").await.unwrap(),
            "{way}: a frozen page stays under the calm screen"
        );
        let words = browser.words("#fault").await.unwrap().join(" ");
        assert!(
            words.contains("ligt niet aan jou")
                && !words.contains("panic")
                && !words.contains("Error"),
            "{words}"
        );
        let focus: String = browser
            .eval("document.activeElement.textContent")
            .await
            .unwrap();
        assert_eq!(
            focus, "Er ging iets mis",
            "a screen reader says nothing of the fault"
        );
        browser.tap_on("#fault [data-action=reload]").await.unwrap();
        wait(&browser, "the page after the fault", "!document.querySelector('#fault:not([hidden])') && !!document.querySelector('[data-ready]')").await;
        let again = client.screen().await.unwrap();
        let after = stored(&browser).await;
        let answers = |text: &str| {
            text.lines()
                .filter(|line| !line.starts_with("page=") && !line.starts_with("seen="))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(answers(&after), answers(&before), "{way}");
        // The page may have turned before the fault, and nothing further away than that is shown.
        for step in ["", "back", "next", "next"] {
            if !step.is_empty() {
                client.move_by(step).await.unwrap();
            }
            if client.screen().await.unwrap().is_same_page(&here) {
                break;
            }
        }
        let now = client.screen().await.unwrap();
        assert!(
            now.is_same_page(&here),
            "{way}: {again:?} instead of {here:?}"
        );
    }
    client.walk_to(&person, "share").await.unwrap();
    client.choose_sharing(&person).await.unwrap();
    assert_eq!(
        client.shared().await.unwrap().answers,
        person.profile().answers
    );
}

#[tokio::test]
async fn a_fault_costs_nothing_where_nothing_is_stored_either() {
    let (setup, browser) = start(Device::Phone).await;
    let person = Person::painter().unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    browser.tap_on("label:has(> #memory-only)").await.unwrap();
    client.choose_route(person.route).await.unwrap();
    client.walk_to(&person, "focus").await.unwrap();
    for round in 0..3 {
        let before = client.screen().await.unwrap();
        client.answer_page(&person).await.unwrap();
        browser.eval::<()>(BREAK).await.unwrap();
        browser
            .eval::<()>("document.querySelector('[data-action=help]').click()")
            .await
            .unwrap();
        browser.wait_for_sight("#fault").await.unwrap();
        sleep(Duration::from_millis(100)).await;
        browser.tap_on("#fault [data-action=reload]").await.unwrap();
        wait(&browser, "the page after the fault", "!document.querySelector('#fault:not([hidden])') && !!document.querySelector('[data-ready]')").await;
        let after = client.screen().await.unwrap();
        assert!(
            after.is_same_page(&before),
            "round {round}: {after:?} instead of {before:?}"
        );
        client.next().await.unwrap();
    }
    client.walk_to(&person, "share").await.unwrap();
    client.choose_sharing(&person).await.unwrap();
    assert_eq!(
        client.shared().await.unwrap().answers,
        person.profile().answers
    );
    let stored: u32 = browser
        .eval("localStorage.length + sessionStorage.length")
        .await
        .unwrap();
    assert_eq!(stored, 0);
    client.wipe().await.unwrap();
    let left: Vec<String> = browser
        .eval("document.getElementById('app').getAttributeNames()")
        .await
        .unwrap();
    assert!(
        !left.iter().any(|name| name == "data-session")
            || !browser
                .eval::<String>("document.getElementById('app').dataset.session")
                .await
                .unwrap()
                .contains("level"),
        "{left:?}"
    );
}

#[tokio::test]
async fn a_translated_page_works_over_the_whole_route() {
    let setup = Setup::from_env().unwrap();
    let begin = Instant::now();
    let person = Person::withdrawn().unwrap();
    let plain = walk(&setup, &person, false).await;
    let translated = walk(&setup, &person, true).await;
    assert_eq!(
        translated, plain,
        "the profile of the translated page is another one"
    );
    println!(
        "the whole route twice in {:?}, the profiles are the same",
        begin.elapsed()
    );
}

/// Fills in everything and gives back what is shared.
async fn walk(setup: &Setup, person: &Person, is_translated: bool) -> String {
    let browser = Browser::start(setup, Device::Phone).await.unwrap();
    if is_translated {
        browser.run_before_pages(TRANSLATE).await.unwrap();
    }
    let client = Client::open(setup, &browser).await.unwrap();
    client.choose_route(person.route).await.unwrap();
    for _ in 0..80 {
        let screen = client.screen().await.unwrap();
        if screen.name == "share" {
            break;
        }
        client.answer_page(person).await.unwrap();
        assert_fresh(&browser, &format!("{screen:?}")).await;
        if screen.name == "strengths" {
            // There and back again, as somebody who reads twice.
            client.back().await.unwrap();
            client.next().await.unwrap();
        }
        if screen.name == "review" {
            client.move_by("change").await.unwrap();
            client.walk_to(person, "review").await.unwrap();
        }
        client.next().await.unwrap();
    }
    client.choose_sharing(person).await.unwrap();
    assert_fresh(&browser, "sharing").await;
    let mut profile = client.shared().await.unwrap();
    client.qr().await.unwrap();
    let complaints = browser.complaints().await.unwrap();
    assert!(complaints.is_empty(), "{complaints:#?}");
    assert!(!browser.sees("#fault").await.unwrap());
    if is_translated {
        let count: u32 = browser
            .eval("document.querySelectorAll('font').length")
            .await
            .unwrap();
        assert!(count > 100, "nothing was translated");
    }
    profile.created = startbeeld::engine::Date::from_days(0);
    profile_json::to_json(&profile)
}

/// Every word that stands in the page is there once, and is the one that belongs there: the page is drawn anew by a
/// second copy of the program in another tab, and says the same. Only the words that open what leaves are others.
async fn assert_fresh(browser: &Browser, what: &str) {
    let words = "(() => { const copy = document.querySelector('main').cloneNode(true); copy.querySelectorAll('.words, .notices, .notice, dialog, .outcome').forEach((one) => one.remove()); return [copy, document.querySelector('footer')].map((one) => one.textContent.replaceAll('~', '').replace(/\\\\s+/g, ' ').trim()); })()";
    let complete = async || {
        let client = Client::at(browser);
        if client.screen().await.unwrap().name == "share" {
            client.offers("link").await.unwrap();
        }
    };
    complete().await;
    sleep(Duration::from_millis(30)).await;
    let before: Vec<String> = browser.eval(words).await.unwrap();
    let here = browser.tab().await.unwrap();
    if browser
        .eval::<bool>("!document.querySelector('.translated-rtl')")
        .await
        .unwrap()
    {
        return;
    }
    let address: String = browser.eval("location.href").await.unwrap();
    let other = browser.open_tab().await.unwrap();
    browser.open(&address).await.unwrap();
    complete().await;
    let fresh: Vec<String> = browser.eval(words).await.unwrap();
    browser.close_tab().await.unwrap();
    browser.switch_to(&here).await.unwrap();
    drop(other);
    assert_eq!(before, fresh, "{what}: something stale stands in the page");
}

#[tokio::test]
async fn texts_that_change_in_place_are_never_stale_in_a_translated_page() {
    let (setup, browser) = start(Device::Phone).await;
    browser.run_before_pages(TRANSLATE).await.unwrap();
    let client = Client::open(&setup, &browser).await.unwrap();
    let texts = async |selector: &str| -> String {
        sleep(Duration::from_millis(40)).await;
        browser
            .words(selector)
            .await
            .unwrap()
            .join("|")
            .replace('~', "")
    };
    assert_eq!(texts("footer [data-action=start]").await, "Beginnen");
    client.next().await.unwrap();
    assert!(
        !texts("footer").await.contains("Beginnen"),
        "the button still says to begin"
    );
    while client.screen().await.unwrap().name != "focus" {
        client.next().await.unwrap();
    }
    // The counter, and the notice about too many.
    for (count, domain) in ["money", "work", "daytime"].into_iter().enumerate() {
        let before = texts(".count").await;
        assert!(before.contains(&count.to_string()), "{before}");
        tap(&client, &format!("focus.{domain}")).await;
        let after = texts(".count").await;
        assert!(
            after.contains(&(count + 1).to_string()) && after != before,
            "after {domain} the counter says {after}"
        );
        assert_eq!(
            after.len(),
            before.len(),
            "the old text stands beside the new one: {after}"
        );
    }
    browser
        .tap("aimAtOption", json!(["focus.housing", Value::Null]))
        .await
        .unwrap();
    sleep(Duration::from_millis(100)).await;
    assert_eq!(
        client.notices().await.unwrap().len(),
        1,
        "nobody is told that three is enough"
    );
    tap(&client, "focus.money").await;
    sleep(Duration::from_millis(100)).await;
    assert!(
        client.notices().await.unwrap().is_empty(),
        "an old notice stays"
    );
    assert!(texts(".count").await.contains('2'));

    // The caution about own words comes, changes and goes.
    while client.screen().await.unwrap().name != "strengths" {
        client.next().await.unwrap();
    }
    while !browser
        .sees("[data-question=\"strength.own\"]")
        .await
        .unwrap()
    {
        client.next().await.unwrap();
    }
    let caution = "[data-question=\"strength.own\"] .caution";
    client
        .write("strength.own", "jan@example.nl")
        .await
        .unwrap();
    let mail = texts(caution).await;
    client
        .write("strength.own", "bel 0612345678")
        .await
        .unwrap();
    let phone = texts(caution).await;
    assert!(
        !mail.is_empty() && !phone.is_empty() && mail != phone && !phone.contains(&mail),
        "{mail} / {phone}"
    );
    client.write("strength.own", "ik kan koken").await.unwrap();
    assert_eq!(texts(caution).await, "", "the caution about a number stays");

    // The review after a change, and what is shared after a switch.
    while client.screen().await.unwrap().name != "share" {
        client.next().await.unwrap();
    }
    let count = async || -> usize {
        browser
            .eval::<usize>("document.querySelector('[data-role=preview]').textContent.length")
            .await
            .unwrap()
    };
    client.offers("link").await.unwrap();
    let with = count().await;
    tap(&client, "share.strengths").await;
    sleep(Duration::from_millis(60)).await;
    client.offers("link").await.unwrap();
    let preview: String = browser
        .eval("document.querySelector('[data-role=preview]').textContent")
        .await
        .unwrap();
    assert!(
        !preview.contains("koken") && count().await < with,
        "what is withheld still stands in the preview: {preview}"
    );
    let paper: String = browser
        .eval("document.querySelector('.paper').textContent")
        .await
        .unwrap();
    assert!(
        !paper.contains("koken"),
        "what is withheld still stands on paper"
    );
    tap(&client, "share.strengths").await;
    sleep(Duration::from_millis(60)).await;
    assert_eq!(count().await, with);
    assert_eq!(browser.complaints().await.unwrap(), Vec::<String>::new());
}

async fn start(device: Device) -> (Setup, Browser) {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, device).await.unwrap();
    (setup, browser)
}

async fn tap(client: &Client<'_>, question: &str) {
    client
        .browser()
        .tap("aimAtOption", json!([question, Value::Null]))
        .await
        .unwrap();
    sleep(Duration::from_millis(80)).await;
}

async fn stored(browser: &Browser) -> String {
    browser
        .eval("localStorage.getItem('startbeeld.session')")
        .await
        .unwrap()
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
