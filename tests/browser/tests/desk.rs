//! The coach's desk in a browser: writing beside the picture, arranging the guide, several profiles side by side,
//! handing over and going on, and nothing lost without a question.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use serde_json::{Value, json};
use startbeeld_browser::{Browser, Coach, Device, Setup, oracle};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The input of a profile's vector.
fn profile(name: &str) -> String {
    let path = root().join(format!("tests/vectors/{name}.json"));
    let vector: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    vector["input"].as_str().unwrap().to_owned()
}

fn dossier(name: &str) -> Value {
    let path = root().join(format!("tests/dossiers/{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn write(browser: &Browser, name: &str, text: &str) -> PathBuf {
    let path = browser.folder().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

async fn start() -> (Setup, Browser) {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Laptop).await.unwrap();
    (setup, browser)
}

/// Opens a profile with many answers.
async fn open<'a>(setup: &Setup, browser: &'a Browser) -> Coach<'a> {
    let link = format!("{}#p={}", setup.coach_url(), profile("withdrawn-man-full"));
    let coach = Coach::open_link(browser, &link).await.unwrap();
    assert!(coach.has_profile().await.unwrap());
    coach
}

async fn press(browser: &Browser, selector: &str) {
    browser.wait_for_sight(selector).await.unwrap();
    browser.tap_on(selector).await.unwrap();
}

async fn part(browser: &Browser, name: &str) {
    press(browser, &format!("[data-action=part][data-part={name}]")).await;
    browser
        .wait_for_sight(&format!("main[data-part={name}]"))
        .await
        .unwrap();
}

async fn count(browser: &Browser, selector: &str) -> usize {
    browser
        .eval(&format!("document.querySelectorAll({selector:?}).length"))
        .await
        .unwrap()
}

async fn wait_until(browser: &Browser, what: &str) {
    for _ in 0..100 {
        if browser.eval::<bool>(what).await.unwrap() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it does not come: {what}");
}

async fn picture(setup: &Setup, browser: &Browser, name: &str) {
    let folder = setup.shots().unwrap().join("desk");
    fs::create_dir_all(&folder).unwrap();
    browser.page::<Value>("settle", json!([])).await.unwrap();
    fs::write(
        folder.join(format!("{name}.png")),
        browser.picture().await.unwrap(),
    )
    .unwrap();
}

async fn assert_accessible(setup: &Setup, browser: &Browser, name: &str) {
    let violations = oracle::axe(setup, browser).await.unwrap();
    assert!(violations.is_empty(), "{name}: {violations:#?}");
}

/// Chooses the level 1 for money, writes a note and an agreement.
async fn write_something(browser: &Browser) {
    part(browser, "view").await;
    let money = "[data-role=coach-view][data-domain=money]";
    press(
        browser,
        &format!("{money} [data-role=coach-level] label:nth-of-type(6)"),
    )
    .await;
    press(browser, &format!("{money} [data-role=coach-note]")).await;
    browser.write("Vraag naar de brief").await.unwrap();
    press(browser, "[data-action=add-agreement]").await;
    wait_until(browser, "document.activeElement.id === 'agreement-0'").await;
    browser.write("Samen bellen").await.unwrap();
}

#[tokio::test]
async fn the_coach_writes_and_every_part_is_accessible() {
    let (setup, browser) = start().await;
    open(&setup, &browser).await;
    picture(&setup, &browser, "picture").await;
    write_something(&browser).await;
    assert_eq!(count(&browser, "[data-role=difference]").await, 1);
    let marks = browser
        .words("[data-role=coach-view][data-domain=money] .mark-of")
        .await
        .unwrap();
    assert!(marks[0].starts_with("klantmanager, "), "{marks:?}");
    for name in ["picture", "guide", "view", "table", "keep"] {
        part(&browser, name).await;
        assert_accessible(&setup, &browser, name).await;
        picture(&setup, &browser, name).await;
        let paper = setup
            .shots()
            .unwrap()
            .join("desk")
            .join(format!("{name}.pdf"));
        fs::write(paper, browser.print().await.unwrap()).unwrap();
    }
    part(&browser, "picture").await;
    assert_eq!(count(&browser, ".topics [data-role=difference]").await, 1);
    assert!(browser.complaints().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_guide_is_arranged_with_the_keyboard_and_fits_on_one_sheet() {
    let (setup, browser) = start().await;
    open(&setup, &browser).await;
    part(&browser, "guide").await;
    let paper = browser.print().await.unwrap();
    let pages = String::from_utf8_lossy(&paper)
        .matches("/Type /Page\n")
        .count();
    assert_eq!(pages, 1, "the guide is on one sheet");
    press(&browser, "[data-action=add-question]").await;
    wait_until(
        &browser,
        "document.activeElement.dataset.role === 'own-question'",
    )
    .await;
    browser.write("Hoe was de reis?").await.unwrap();
    let line = |number: usize| {
        format!("document.querySelectorAll('[data-role=guide-line]')[{number}].dataset.line")
    };
    assert_eq!(browser.eval::<String>(&line(1)).await.unwrap(), "own");
    // The button that moved keeps the focus, so that it can be pressed again.
    browser
        .eval::<Value>("document.querySelector('#up-1').focus()")
        .await
        .unwrap();
    browser
        .eval::<Value>("document.activeElement.click()")
        .await
        .unwrap();
    wait_until(&browser, &format!("{} === 'own'", line(0))).await;
    wait_until(
        &browser,
        "document.activeElement.closest('[data-role=guide-line]')?.dataset.line === 'own'",
    )
    .await;
    press(&browser, "[data-line=help-first] [data-action=strike]").await;
    browser
        .wait_for_sight("[data-line=help-first][data-state=struck]")
        .await
        .unwrap();
    press(&browser, "[data-action=restore-guide]").await;
    wait_until(&browser, &format!("{} === 'help-first'", line(0))).await;
}

#[tokio::test]
async fn a_dossier_with_words_goes_to_a_colleague_who_goes_on() {
    let (setup, browser) = start().await;
    open(&setup, &browser).await;
    write_something(&browser).await;
    part(&browser, "keep").await;
    browser
        .wait_for_sight("[data-role=kept][data-state=unsaved]")
        .await
        .unwrap();
    let file = browser
        .download(async || {
            browser
                .tap_on("[data-action=export][data-format=dossier]:not([data-kid])")
                .await
                .map(drop)
        })
        .await
        .unwrap();
    browser
        .wait_for_sight("[data-role=kept][data-state=saved]")
        .await
        .unwrap();
    let words = browser
        .words("[data-role=passphrase]")
        .await
        .unwrap()
        .remove(0);
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    assert!(
        name.starts_with("startbeeld-dossier-") && name.ends_with(".jwe"),
        "{name}"
    );
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("eyJ") && !text.contains("bellen"));
    picture(&setup, &browser, "handed").await;
    let stored = browser.stored().await.unwrap();
    assert!(format!("{stored:?}").find("bellen").is_none(), "{stored:?}");

    // A colleague, in another browser.
    let browser = Browser::start(&setup, Device::Laptop).await.unwrap();
    let coach = Coach::open(&setup, &browser).await.unwrap();
    let path = write(&browser, &name, &text);
    coach.import_file(&path).await.unwrap();
    coach.unlock(&words).await.unwrap();
    browser
        .wait_for_sight("main[data-screen=profile]")
        .await
        .unwrap();
    part(&browser, "view").await;
    let what: String = browser
        .eval("document.querySelector('#agreement-0').value")
        .await
        .unwrap();
    assert_eq!(what, "Samen bellen");
    let note: String = browser
        .eval("document.querySelector('[data-domain=money] [data-role=coach-note]').value")
        .await
        .unwrap();
    assert_eq!(note, "Vraag naar de brief");
}

#[tokio::test]
async fn a_dossier_of_a_newer_version_is_refused_with_a_sentence() {
    let (setup, browser) = start().await;
    let coach = open(&setup, &browser).await;
    write_something(&browser).await;
    let vector = dossier("sealed-newer");
    press(&browser, "[data-action=import]").await;
    coach
        .import_file(&write(
            &browser,
            "nieuw.jwe",
            vector["input"].as_str().unwrap(),
        ))
        .await
        .unwrap();
    coach
        .unlock(vector["words"].as_str().unwrap())
        .await
        .unwrap();
    let sentence = coach.error().await.unwrap();
    assert!(
        sentence.contains("met een nieuwere versie gemaakt"),
        "{sentence}"
    );
    // A failed import costs nothing that was written.
    let what: String = browser
        .eval("document.querySelector('#agreement-0').value")
        .await
        .unwrap();
    assert_eq!(what, "Samen bellen");
}

#[tokio::test]
async fn nothing_written_goes_unasked() {
    let (setup, browser) = start().await;
    open(&setup, &browser).await;
    let asks = "(() => { const event = new Event('beforeunload', { cancelable: true }); dispatchEvent(event); return event.defaultPrevented; })()";
    assert!(
        !browser.eval::<bool>(asks).await.unwrap(),
        "there is nothing to lose"
    );
    write_something(&browser).await;
    wait_until(&browser, asks).await;
    press(&browser, "[data-action=wipe]").await;
    browser
        .wait_for_sight("dialog [data-action=leave]")
        .await
        .unwrap();
    assert_accessible(&setup, &browser, "leave").await;
    picture(&setup, &browser, "leave").await;
    browser.escape().await.unwrap();
    assert_eq!(count(&browser, "[data-role=agreement]").await, 1);
    press(&browser, "[data-action=wipe]").await;
    press(&browser, "dialog [data-action=leave]").await;
    browser
        .wait_for_sight("main[data-screen=import]")
        .await
        .unwrap();
    assert!(!browser.eval::<bool>(asks).await.unwrap());
}

#[tokio::test]
async fn kept_in_this_browser_only_by_choice_and_encrypted() {
    let (setup, browser) = start().await;
    open(&setup, &browser).await;
    let databases = "indexedDB.databases().then((all) => all.map((one) => one.name))";
    assert_eq!(
        browser.eval::<Vec<String>>(databases).await.unwrap(),
        Vec::<String>::new()
    );
    write_something(&browser).await;
    part(&browser, "keep").await;
    press(&browser, "[data-action=keep-dossier]").await;
    browser
        .wait_for_sight("[data-role=kept-here]")
        .await
        .unwrap();
    assert_eq!(
        browser.eval::<Vec<String>>(databases).await.unwrap(),
        ["startbeeld-desk"]
    );
    let extractable = "new Promise((done) => { const open = indexedDB.open('startbeeld-desk'); open.onsuccess = () => { \
        const get = open.result.transaction('desk').objectStore('desk').get('key'); \
        get.onsuccess = () => { open.result.close(); done(get.result.extractable); }; }; })";
    assert!(!browser.eval::<bool>(extractable).await.unwrap());
    let readable = "new Promise((done) => { const open = indexedDB.open('startbeeld-desk'); open.onsuccess = () => { \
        const get = open.result.transaction('desk').objectStore('desk').getAll(); \
        get.onsuccess = () => { open.result.close(); done(get.result.some((one) => \
        one.hidden && new TextDecoder('latin1').decode(one.hidden).includes('bellen'))); }; }; })";
    assert!(!browser.eval::<bool>(readable).await.unwrap());
    press(&browser, "[data-action=wipe]").await;
    press(&browser, "[data-role=shelf] [data-action=open-dossier]").await;
    part(&browser, "view").await;
    assert_eq!(count(&browser, "[data-role=agreement]").await, 1);
    part(&browser, "keep").await;
    press(&browser, "[data-action=forget-dossier]").await;
    wait_until(
        &browser,
        "indexedDB.databases().then((all) => all.length === 0)",
    )
    .await;
}

#[tokio::test]
async fn several_profiles_stand_side_by_side() {
    let (setup, browser) = start().await;
    open(&setup, &browser).await;
    part(&browser, "table").await;
    assert_eq!(
        count(&browser, "[data-change]").await,
        0,
        "one moment has no direction"
    );
    let earlier = write(&browser, "eerder.html", &profile("withdrawn-man"));
    let broken = write(&browser, "kapot.html", "boodschappen");
    browser
        .choose_file("[data-role=import-beside]", &earlier)
        .await
        .unwrap();
    wait_until(
        &browser,
        "document.querySelectorAll('[data-role=beside]').length === 2",
    )
    .await;
    assert!(count(&browser, "[data-change]").await > 10);
    picture(&setup, &browser, "development").await;
    assert_accessible(&setup, &browser, "development").await;
    browser
        .choose_file("[data-role=import-beside]", &broken)
        .await
        .unwrap();
    browser.wait_for_sight("[data-role=error]").await.unwrap();
    assert_eq!(
        count(&browser, "[data-role=beside]").await,
        2,
        "what was there stays"
    );
}

#[tokio::test]
async fn the_other_forms_are_those_of_the_command_line() {
    let (setup, browser) = start().await;
    open(&setup, &browser).await;
    part(&browser, "keep").await;
    let expected = startbeeld::engine::profile::read(&profile("withdrawn-man-full")).unwrap();
    let read = async |format: &str| {
        let selector = format!("section.forms [data-action=export][data-format={format}]");
        let path = browser
            .download(async || browser.tap_on(&selector).await.map(drop))
            .await
            .unwrap();
        fs::read_to_string(path).unwrap()
    };
    let json = read("json").await;
    assert_eq!(startbeeld::engine::profile::read(&json).unwrap(), expected);
    let csv = read("csv").await;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        lines[0]
            .split(',')
            .filter(|name| name.starts_with("domain."))
            .count(),
        13
    );
    assert_eq!(lines[0].split(',').count(), lines[1].split(',').count());
    let response: Value = serde_json::from_str(&read("fhir").await).unwrap();
    assert_eq!(response["resourceType"], "QuestionnaireResponse");
    let questions: Value = serde_json::from_str(&read("fhir-questionnaire").await).unwrap();
    assert_eq!(questions["resourceType"], "Questionnaire");
    let plain: String = browser
        .eval("document.querySelector('[data-role=plain]').value")
        .await
        .unwrap();
    assert!(plain.starts_with("Startbeeld van "));
}
