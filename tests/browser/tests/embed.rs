//! The widget in pages of other sites: on an origin of its own, under a strict policy, in two places at once, between
//! hostile styles, put in and taken out many times, and behind a frame.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by stopping"
)]

use serde::Deserialize;
use serde_json::{Value, json};
use startbeeld_browser::{Browser, Client, Device, Host, Person, Setup, Site, unlock};
use std::fs;
use std::time::Duration;
use tokio::time::sleep;

/// Notes what the host hears, and what there is in its window before anything else.
const NOTES: &str = "
    window.notes = [];
    window.memories = [];
    const compiled = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...given) => {
        const made = await compiled.apply(WebAssembly, given);
        window.memories.push((made.instance ?? made).exports.memory);
        return made;
    };
    for (const kind of ['ready', 'progress', 'complete', 'resize'])
        addEventListener('startbeeld:' + kind, (event) =>
            notes.push({ kind, from: event.target.id, composed: event.composed, detail: event.detail }));
    window.before = null;
    window.before = Object.getOwnPropertyNames(window);";

/// What the host heard.
#[derive(Clone, Debug, Deserialize)]
struct Note {
    kind: String,
    from: String,
    composed: bool,
    detail: Option<Value>,
}

/// A browser in which the pages of a host are shown.
struct Stage {
    setup: Setup,
    browser: Browser,
    host: Host,
}

impl Stage {
    async fn new(device: Device) -> Stage {
        let setup = Setup::from_env().unwrap();
        let browser = Browser::start(&setup, device).await.unwrap();
        let host = Host::new().unwrap();
        host.script("notes.js", NOTES);
        host.style(
            "host.css",
            "body{margin:0}main{display:block;max-width:640px;margin:0 auto}",
        );
        Stage {
            setup,
            browser,
            host,
        }
    }

    /// The origin of the product.
    fn origin(&self) -> &str {
        self.setup.client_url().trim_end_matches('/')
    }

    /// The policy that a widget asks of its host, and nothing beside it.
    fn policy(&self) -> String {
        let origin = self.origin();
        format!(
            "default-src 'none'; img-src data:; script-src 'self' {origin} 'wasm-unsafe-eval'; \
             style-src 'self' {origin}; connect-src {origin}"
        )
    }

    fn put(&self, path: &str, policy: &str, head: &str, body: &str) {
        let origin = self.origin();
        self.host.page(
            path,
            policy,
            &format!(
                "<!doctype html><html lang=nl><head><meta charset=utf-8>\
                 <meta name=viewport content=\"width=device-width,initial-scale=1\"><title>Gemeente Voorbeeld</title>\
                 <link rel=icon href=\"data:,\"><link rel=stylesheet href=/host.css><script src=/notes.js></script>\
                 <script src=\"{origin}/embed.js\" async></script>{head}</head>\
                 <body><main><h1>Hulp bij werk</h1><p>Vul dit alvast in.</p>{body}</main></body></html>"
            ),
        );
    }

    /// Opens a page of the host and looks into its first widget.
    async fn open(&self, path: &str) -> Client<'_> {
        self.browser.look_into(None);
        self.browser.open(&self.host.url(path)).await.unwrap();
        self.browser.look_into(Some("startbeeld-widget"));
        let client = Client::at(&self.browser);
        client.screen().await.unwrap();
        client
    }

    async fn eval<T: serde::de::DeserializeOwned>(&self, expression: &str) -> T {
        self.browser.eval(expression).await.unwrap()
    }

    async fn notes(&self) -> Vec<Note> {
        self.eval("notes").await
    }

    async fn assert_quiet(&self) {
        let complaints = self.browser.complaints().await.unwrap();
        assert!(complaints.is_empty(), "{complaints:#?}");
    }
}

#[derive(Debug, Deserialize, PartialEq)]
struct Around {
    address: String,
    title: String,
    pages: u32,
    state: Value,
}

const AROUND: &str = "({ address: location.href, title: document.title, pages: history.length, state: history.state })";

#[tokio::test]
async fn the_whole_route_leaves_its_host_alone() {
    let stage = Stage::new(Device::Phone).await;
    stage.put(
        "page",
        &stage.policy(),
        "",
        "<startbeeld-widget id=een></startbeeld-widget>",
    );
    let client = stage.open("page").await;
    let before: Around = stage.eval(AROUND).await;
    let focus: bool = stage.eval("document.activeElement === document.body").await;
    assert!(focus, "the widget took the focus when it came");
    assert_eq!(stage.eval::<f64>("scrollY").await, 0.0);
    assert_eq!(
        stage.eval::<u32>("localStorage.length").await,
        0,
        "nothing was done yet"
    );

    let person = Person::withdrawn().unwrap();
    client.walk_to(&person, "share").await.unwrap();
    client.choose_sharing(&person).await.unwrap();
    let link = client.link().await.unwrap();
    let words = client.passphrase().await.unwrap();
    let profile = unlock(&link, &words).unwrap();
    assert_eq!(profile.answers, person.profile().answers);
    assert!(
        link.starts_with(&stage.setup.coach_url()),
        "{link} does not lead to the coach's page of the municipality"
    );

    assert_eq!(stage.eval::<Around>(AROUND).await, before);
    let keys: Vec<String> = stage.eval("Object.keys(localStorage)").await;
    assert_eq!(keys, ["startbeeld.session.een"]);
    let globals: Vec<String> = stage
        .eval("Object.getOwnPropertyNames(window).filter((name) => !before.includes(name))")
        .await;
    assert!(globals.is_empty(), "the widget left {globals:?} behind");
    let workers: u32 = stage
        .eval("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
        .await;
    assert_eq!(workers, 0);
    assert_told(&stage.notes().await, &person);
    stage.assert_quiet().await;

    client.wipe().await.unwrap();
    assert_eq!(stage.eval::<u32>("localStorage.length").await, 0);
}

/// The host heard how far the person is, in the order in which it happened, and never an answer.
fn assert_told(notes: &[Note], person: &Person) {
    assert!(notes.iter().all(|note| note.composed && note.from == "een"));
    let kinds: Vec<&str> = notes
        .iter()
        .map(|note| note.kind.as_str())
        .filter(|kind| *kind != "resize")
        .collect();
    assert_eq!(kinds[0], "ready");
    assert_eq!(kinds.iter().filter(|kind| **kind == "ready").count(), 1);
    assert_eq!(kinds.iter().filter(|kind| **kind == "complete").count(), 1);
    assert!(notes.iter().any(|note| note.kind == "resize"));
    let mut answered = 0;
    for note in notes.iter().filter(|note| note.kind == "progress") {
        let detail = note.detail.as_ref().unwrap().as_object().unwrap();
        let keys: Vec<&str> = detail.keys().map(String::as_str).collect();
        assert_eq!(keys, ["answered", "screen", "total"]);
        let screen = detail["screen"].as_str().unwrap();
        assert!(!screen.contains('/'), "{screen} names a domain");
        answered = answered.max(detail["answered"].as_u64().unwrap());
        assert!(detail["answered"].as_u64() <= detail["total"].as_u64());
    }
    assert!(answered > 10, "only {answered} answers were counted");
    let heard = serde_json::to_string(&notes.iter().map(|note| &note.detail).collect::<Vec<_>>());
    let heard = heard.unwrap();
    for (question, _) in person.replies() {
        assert!(!heard.contains(question), "{question} was told");
    }
}

#[tokio::test]
async fn two_widgets_know_nothing_of_each_other() {
    let stage = Stage::new(Device::Laptop).await;
    stage.put(
        "page",
        &stage.policy(),
        "",
        &format!(
            "<startbeeld-widget id=een></startbeeld-widget><startbeeld-widget route=short></startbeeld-widget>\
             <script type=module src=\"{}/embed.js\"></script>",
            stage.origin()
        ),
    );
    let one = stage.open("page").await;
    let person = Person::painter().unwrap();
    one.walk_to(&person, "focus").await.unwrap();

    stage.browser.look_into(Some("startbeeld-widget:not([id])"));
    let other = Client::at(&stage.browser);
    assert_eq!(other.screen().await.unwrap().name, "welcome");
    assert_eq!(other.state().await.unwrap()["route"], ["short"]);
    other.next().await.unwrap();
    let withdrawn = Person::overreaching().unwrap();
    other.next().await.unwrap();
    other.answer_page(&withdrawn).await.unwrap();
    let keys: Vec<String> = stage.eval("Object.keys(localStorage).sort()").await;
    assert_eq!(keys, ["startbeeld.session.1", "startbeeld.session.een"]);

    stage.browser.look_into(Some("#een"));
    assert_eq!(one.screen().await.unwrap().name, "focus");
    stage
        .eval::<()>("document.querySelector('startbeeld-widget:not([id])').remove()")
        .await;
    let page = one.back().await.unwrap();
    assert_eq!(page.name, "domains");
    one.next().await.unwrap();
    // Both make what leaves, each for itself.
    one.walk_to(&person, "share").await.unwrap();
    one.choose_sharing(&person).await.unwrap();
    let shared = one.shared().await.unwrap();
    assert_eq!(shared.answers, person.profile().answers);
    stage.assert_quiet().await;
}

#[derive(Debug, Deserialize)]
struct Held {
    nodes: i64,
    #[serde(rename = "jsEventListeners")]
    listeners: i64,
}

/// What the page holds after everything that can be freed was freed: elements, listeners, bytes of JavaScript and bytes
/// of WebAssembly.
async fn held(stage: &Stage) -> (Held, f64, f64) {
    for _ in 0..3 {
        stage
            .browser
            .cdp("HeapProfiler.collectGarbage", json!({}))
            .await
            .unwrap();
        sleep(Duration::from_millis(200)).await;
    }
    let counters = stage
        .browser
        .cdp("Memory.getDOMCounters", json!({}))
        .await
        .unwrap();
    let heap = stage
        .browser
        .cdp("Runtime.getHeapUsage", json!({}))
        .await
        .unwrap();
    let wasm = stage
        .eval("memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)")
        .await;
    (
        serde_json::from_value(counters).unwrap(),
        heap["usedSize"].as_f64().unwrap(),
        wasm,
    )
}

const MOUNT: &str = "(async () => {
    for (let count = 0; count < COUNT; count += 1) {
        const widget = document.createElement('startbeeld-widget');
        const ready = new Promise((done) => widget.addEventListener('startbeeld:ready', done));
        document.querySelector('main').append(widget);
        await ready;
        const press = async (action) => {
            widget.shadowRoot.querySelector(`[data-action=${action}]`).click();
            await new Promise((done) => setTimeout(done, 30));
        };
        await press('start');
        await press('help');
        await press('close');
        await press('next');
        widget.shadowRoot.querySelector('input').click();
        widget.remove();
        await new Promise((done) => setTimeout(done, 30));
        localStorage.clear();
        notes.length = 0;
    }
    return true;
})()";

#[tokio::test]
async fn fifty_widgets_come_and_go_and_leave_nothing() {
    let stage = Stage::new(Device::Laptop).await;
    stage.put("page", &stage.policy(), "", "");
    stage.browser.open(&stage.host.url("page")).await.unwrap();
    stage
        .eval::<bool>("customElements.whenDefined('startbeeld-widget').then(() => true)")
        .await;
    stage.eval::<bool>(&MOUNT.replace("COUNT", "10")).await;
    let (before, heap, wasm) = held(&stage).await;
    stage.eval::<bool>(&MOUNT.replace("COUNT", "50")).await;
    let (after, heap_after, wasm_after) = held(&stage).await;
    println!(
        "50 mounts: nodes {} to {}, listeners {} to {}, JavaScript {heap} to {heap_after} bytes, WebAssembly {wasm} to {wasm_after} bytes",
        before.nodes, after.nodes, before.listeners, after.listeners
    );
    assert!(after.nodes - before.nodes <= 10, "{before:?} {after:?}");
    assert!(
        after.listeners - before.listeners <= 0,
        "{before:?} {after:?}"
    );
    assert!(
        heap_after - heap < 200_000.0,
        "the heap grew from {heap} to {heap_after}"
    );
    assert!(
        wasm_after <= wasm,
        "the memory grew from {wasm} to {wasm_after}"
    );
    stage.assert_quiet().await;
}

/// Styles of a page that has thought of nobody else.
const HOSTILE: &str = "
    html { font-size: 62.5%; }
    body { text-align: center; color: hotpink; font: italic 900 3rem/3 cursive; letter-spacing: 0.3em; word-spacing: 1em;
           text-transform: uppercase; user-select: none; -webkit-user-select: none; cursor: wait; white-space: pre;
           direction: rtl; quotes: none; list-style: square; text-indent: 5em; visibility: visible; }
    * { color: hotpink; margin: 3px; padding: 7px; border: 2px dotted lime; box-shadow: 0 0 3px red; font-family: monospace;
        transition: all 3s; box-sizing: content-box; background: yellow; text-shadow: 1px 1px red; }
    *, ::before, ::after { border-radius: 0; }
    button { all: unset; display: inline; background: red; font-size: 8px; }
    input { appearance: none; display: none; }
    label, fieldset, legend, h1, h2, p, ul, li, svg, dialog { display: inline; font-size: 9px; float: left; }
    img, svg, video, canvas { display: block; max-width: 3px; height: auto; }
    [hidden] { display: block; }
    .button, .choice, .main, .frame, .place, .widget { display: none; }";

/// The widget has the same width in both pages, and begins on a whole pixel.
const WIDTH: &str = "startbeeld-widget { box-sizing: content-box !important; width: 600px !important; margin: 0 !important; \
                     position: absolute !important; top: 100px !important; left: 20px !important; }";

#[tokio::test]
async fn a_hostile_page_changes_nothing() {
    let stage = Stage::new(Device::Laptop).await;
    stage.host.style("width.css", WIDTH);
    stage.host.style("hostile.css", HOSTILE);
    let width = "<link rel=stylesheet href=/width.css>";
    let widget = "<startbeeld-widget id=een theme=light></startbeeld-widget>";
    stage.put("neutral", &stage.policy(), width, widget);
    let hostile = format!(
        "<link rel=stylesheet href=/hostile.css>{width}<base href=\"https://nowhere.invalid/deep/\" target=_blank>"
    );
    let policy = stage.policy();
    stage.put(
        "hostile",
        &policy,
        &hostile,
        &format!("<div dir=rtl>{widget}</div>"),
    );
    let neutral = pictures(&stage, "neutral").await;
    stage.eval::<()>("localStorage.clear()").await;
    let other = pictures(&stage, "hostile").await;
    stage.browser.look_into(None);
    stage.browser.open("about:blank").await.unwrap();
    assert_eq!(neutral.len(), other.len());
    let folder = stage.setup.shots().unwrap();
    for ((name, one), (_, two)) in neutral.iter().zip(&other) {
        fs::write(folder.join(format!("embed-neutral-{name}.png")), one).unwrap();
        fs::write(folder.join(format!("embed-hostile-{name}.png")), two).unwrap();
        let share = difference(&stage, one, two).await;
        println!("{name}: {:.3}% of the pixels differ", share * 100.0);
        assert!(
            share < 0.002,
            "{name} looks different in {share} of its pixels"
        );
    }
    stage.assert_quiet().await;
}

/// Walks the short route and takes a picture of some of its screens.
async fn pictures(stage: &Stage, path: &str) -> Vec<(String, Vec<u8>)> {
    let person = Person::painter().unwrap();
    let client = stage.open(path).await;
    let mut taken = Vec::new();
    for name in [
        "welcome", "rules", "domains", "focus", "steering", "plan", "review", "share",
    ] {
        client.walk_to(&person, name).await.unwrap();
        if name == "share" {
            client.offers("link").await.unwrap();
        }
        stage.eval::<()>("document.activeElement.blur()").await;
        stage
            .browser
            .page::<Value>("settle", json!([]))
            .await
            .unwrap();
        taken.push((
            name.to_owned(),
            stage.browser.picture_inside(".frame").await.unwrap(),
        ));
    }
    taken
}

/// The share of the pixels in which two pictures differ to the eye.
async fn difference(stage: &Stage, one: &[u8], two: &[u8]) -> f64 {
    use base64::Engine as _;
    let text = |picture| base64::engine::general_purpose::STANDARD.encode(picture);
    let script = format!(
        "(async () => {{
            const pixels = async (text) => {{
                const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
                const picture = await createImageBitmap(new Blob([bytes], {{ type: 'image/png' }}));
                const canvas = new OffscreenCanvas(picture.width, picture.height);
                const pen = canvas.getContext('2d');
                pen.drawImage(picture, 0, 0);
                return pen.getImageData(0, 0, picture.width, picture.height);
            }};
            const [one, two] = [await pixels('{}'), await pixels('{}')];
            if (one.width !== two.width || one.height !== two.height) return 1;
            let differing = 0;
            for (let at = 0; at < one.data.length; at += 4)
                if ([0, 1, 2].some((part) => Math.abs(one.data[at + part] - two.data[at + part]) > 24)) differing += 1;
            return differing / (one.data.length / 4);
        }})()",
        text(one),
        text(two)
    );
    stage.eval(&script).await
}

#[tokio::test]
async fn what_the_host_wishes_is_done() {
    let stage = Stage::new(Device::Laptop).await;
    stage.put(
        "page",
        &stage.policy(),
        "",
        "<startbeeld-widget heading-level=4 theme=dark route=short></startbeeld-widget>",
    );
    let client = stage.open("page").await;
    let inside = "document.querySelector('startbeeld-widget').shadowRoot";
    let level: String = stage
        .eval(&format!(
            "{inside}.querySelector('h1').getAttribute('aria-level')"
        ))
        .await;
    assert_eq!(level, "4");
    assert_eq!(client.state().await.unwrap()["route"], ["short"]);
    assert_eq!(
        stage.eval::<u32>("localStorage.length").await,
        0,
        "a wish is no answer"
    );
    let paper = format!("getComputedStyle({inside}.querySelector('.widget')).backgroundColor");
    let dark: String = stage.eval(&paper).await;
    stage
        .eval::<()>("document.querySelector('startbeeld-widget').setAttribute('theme', 'light')")
        .await;
    assert_ne!(stage.eval::<String>(&paper).await, dark);
    // A turned page begins with its heading, which is heard at its level.
    client.next().await.unwrap();
    let level: String = stage
        .eval(&format!(
            "{inside}.activeElement.getAttribute('aria-level')"
        ))
        .await;
    assert_eq!(level, "4");
    // Moving an element is no new beginning.
    stage
        .eval::<()>("document.body.prepend(document.querySelector('startbeeld-widget'))")
        .await;
    assert_eq!(client.screen().await.unwrap().name, "rules");
    stage.assert_quiet().await;
}

#[tokio::test]
async fn the_tokens_of_a_municipality_change_its_look() {
    let stage = Stage::new(Device::Laptop).await;
    let packages = stage.setup.oracles().unwrap().join("node_modules");
    let own = "button-own";
    let mut seen = Vec::new();
    for (theme, file) in [
        (own, None),
        (
            "rotterdam-theme",
            Some("@nl-design-system-unstable/rotterdam-design-tokens/dist/design-tokens.css"),
        ),
        (
            "utrecht-theme",
            Some("@utrecht/design-tokens/dist/theme.css"),
        ),
        (
            "voorbeeld-theme",
            Some("@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"),
        ),
    ] {
        let css = file.map(|file| fs::read_to_string(packages.join(file)).unwrap());
        stage.host.style("theme.css", &css.unwrap_or_default());
        stage.put(
            "page",
            &stage.policy(),
            "<link rel=stylesheet href=/theme.css>",
            &format!("<div class={theme}><startbeeld-widget></startbeeld-widget></div>"),
        );
        stage.open("page").await;
        let (button, paper, font) = look(&stage).await;
        let folder = stage.setup.shots().unwrap();
        let picture = stage.browser.picture_inside(".frame").await.unwrap();
        fs::write(folder.join(format!("embed-{theme}.png")), picture).unwrap();
        println!("{theme}: button {button}, paper {paper}, letters {font}");
        assert!(!seen.contains(&button), "{theme} looks like another");
        seen.push(button);
    }
    stage.assert_quiet().await;
}

/// The colour of the button that goes on, the colour of the paper, and the letters.
async fn look(stage: &Stage) -> (String, String, String) {
    let inside = "document.querySelector('startbeeld-widget').shadowRoot";
    stage
        .eval(&format!(
            "[getComputedStyle({inside}.querySelector('[data-action=start]')).backgroundColor,
              getComputedStyle({inside}.querySelector('.widget')).backgroundColor,
              getComputedStyle({inside}.querySelector('.widget')).fontFamily]"
        ))
        .await
}

#[tokio::test]
async fn colours_that_cannot_be_read_are_not_taken() {
    let stage = Stage::new(Device::Laptop).await;
    let widget = "<startbeeld-widget></startbeeld-widget>";
    stage.put("plain", &stage.policy(), "", widget);
    stage.open("plain").await;
    let own = look(&stage).await;
    for tokens in [
        "--utrecht-document-color: #999",
        "--utrecht-document-background-color: #333",
        "--utrecht-button-primary-action-background-color: #ffcc00",
        "--utrecht-button-primary-action-color: nonsense",
    ] {
        stage
            .host
            .style("theme.css", &format!(":root {{ {tokens} }}"));
        let head = "<link rel=stylesheet href=/theme.css>";
        stage.put("page", &stage.policy(), head, widget);
        stage.open("page").await;
        assert_eq!(look(&stage).await, own, "{tokens}");
    }
    let said = stage.browser.complaints().await.unwrap();
    assert_eq!(said.len(), 4, "{said:#?}");
    assert!(
        said.iter().all(|line| line.contains("contrast")),
        "{said:#?}"
    );
}

#[tokio::test]
async fn only_what_is_meant_for_paper_is_printed() {
    let stage = Stage::new(Device::Laptop).await;
    stage.put(
        "page",
        &stage.policy(),
        "",
        "<startbeeld-widget></startbeeld-widget>",
    );
    let client = stage.open("page").await;
    let person = Person::painter().unwrap();
    client.walk_to(&person, "share").await.unwrap();
    client.act("print").await.unwrap();
    let frame = "document.querySelector('startbeeld-widget').shadowRoot.querySelector('iframe')";
    let start = std::time::Instant::now();
    while stage
        .eval::<Option<u32>>(&format!("{frame}?.contentWindow.__probe?.prints"))
        .await
        != Some(1)
    {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "nothing was printed"
        );
        sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(
        stage.browser.probe().await.unwrap().prints,
        0,
        "the host page was printed"
    );
    let text: String = stage
        .eval(&format!("{frame}.contentDocument.body.textContent"))
        .await;
    assert!(
        text.contains("Startbeeld") && !text.contains("Hulp bij werk"),
        "{text}"
    );
    let sheets: u32 = stage
        .eval(&format!("{frame}.contentDocument.styleSheets.length"))
        .await;
    assert_eq!(sheets, 1);
    stage.assert_quiet().await;
}

#[tokio::test]
async fn a_file_that_does_not_come_is_a_sentence_and_can_be_tried_again() {
    let setup = Setup::from_env().unwrap();
    let browser = Browser::start(&setup, Device::Phone).await.unwrap();
    let site = Site::of(&setup).unwrap();
    let page = "<!doctype html><title>x</title><link rel=icon href=\"data:,\"><script src=embed.js></script><startbeeld-widget></startbeeld-widget>";
    fs::write(site.folder().join("host.html"), page).unwrap();
    site.refuse("_bg.wasm");
    browser
        .open(&format!("{}host.html", site.url()))
        .await
        .unwrap();
    browser.look_into(Some("startbeeld-widget"));
    browser
        .wait_for_sight(".fault [data-action=reload]")
        .await
        .unwrap();
    site.allow();
    browser.tap_on(".fault [data-action=reload]").await.unwrap();
    let client = Client::at(&browser);
    assert_eq!(client.screen().await.unwrap().name, "welcome");
    assert!(!browser.sees(".fault").await.unwrap());
    // A trap in the middle: the sentence, and the answers are there when it goes on.
    client.next().await.unwrap();
    let trap = "setTimeout(() => {
        const error = new WebAssembly.RuntimeError('unreachable');
        error.stack = performance.getEntriesByType('resource').map((entry) => entry.name).find((name) => /client-[^/]*js/.test(name));
        throw error;
    })";
    browser.eval::<Value>(trap).await.unwrap();
    browser
        .wait_for_sight(".fault [data-action=reload]")
        .await
        .unwrap();
    browser.tap_on(".fault [data-action=reload]").await.unwrap();
    assert_eq!(client.screen().await.unwrap().name, "rules");
}

/// The frame with the widget, as the browser knows it.
async fn frame_context(stage: &Stage) -> Value {
    let tree = stage
        .browser
        .cdp("Page.getFrameTree", json!({}))
        .await
        .unwrap();
    let frames = tree["frameTree"]["childFrames"].as_array().unwrap();
    let frame = frames
        .iter()
        .find(|frame| {
            frame["frame"]["url"]
                .as_str()
                .unwrap()
                .contains("frame.html")
        })
        .unwrap();
    let world = json!({ "frameId": frame["frame"]["id"], "worldName": "test" });
    stage
        .browser
        .cdp("Page.createIsolatedWorld", world)
        .await
        .unwrap()["executionContextId"]
        .clone()
}

async fn in_frame(stage: &Stage, context: &Value, expression: &str) -> Value {
    let params = json!({ "expression": expression, "contextId": context, "returnByValue": true, "awaitPromise": true });
    let answer = stage.browser.cdp("Runtime.evaluate", params).await.unwrap();
    assert!(answer.get("exceptionDetails").is_none(), "{answer}");
    answer["result"]["value"].clone()
}

#[tokio::test]
async fn behind_a_frame_the_host_hears_its_height_and_nothing_else() {
    let stage = Stage::new(Device::Phone).await;
    let stranger = Host::new().unwrap();
    stranger.page(
        "page",
        "",
        "<script>setInterval(() => parent.postMessage({ type: 'startbeeld:resize', detail: { height: 9999 } }, '*'), 50)</script>",
    );
    let (origin, strange) = (stage.origin().to_owned(), stranger.origin());
    let policy = format!("{}; frame-src {origin} {strange}", stage.policy());
    stage.put(
        "page",
        &policy,
        "",
        &format!("<startbeeld-widget id=een frame></startbeeld-widget><iframe src={strange}/page></iframe>"),
    );
    stage.browser.look_into(None);
    stage.browser.open(&stage.host.url("page")).await.unwrap();
    until(&stage, "notes.some((note) => note.kind === 'ready')").await;
    let context = frame_context(&stage).await;
    let inside = "document.querySelector('startbeeld-widget').shadowRoot";
    let shown = "Number(document.querySelector('startbeeld-widget').shadowRoot.querySelector('iframe').height)";
    let mut heights = Vec::new();
    for action in ["", "start", "next", "next", "back", "back", "back"] {
        if !action.is_empty() {
            in_frame(
                &stage,
                &context,
                &format!("{inside}.querySelector('[data-action={action}]').click()"),
            )
            .await;
        }
        sleep(Duration::from_millis(400)).await;
        // The host cannot know what is said in the frame; the height has to be that of what stands there.
        let wanted = in_frame(
            &stage,
            &context,
            &format!("{inside}.querySelector('.place').offsetHeight"),
        )
        .await;
        let height: f64 = stage.eval(shown).await;
        assert!(
            (height - wanted.as_f64().unwrap()).abs() <= 1.0,
            "{height} for {wanted}"
        );
        heights.push(height);
    }
    assert!(
        heights.windows(2).any(|pair| pair[1] > pair[0]),
        "{heights:?}"
    );
    assert!(
        heights.windows(2).any(|pair| pair[1] < pair[0]),
        "{heights:?}"
    );
    stage
        .eval::<()>("postMessage({ type: 'startbeeld:resize', detail: { height: 8888 } }, '*')")
        .await;
    sleep(Duration::from_millis(300)).await;
    let height: f64 = stage.eval(shown).await;
    assert!(height < 8000.0, "a stranger has set the height to {height}");
    // Nothing of it is on the host's own origin, and no answer was heard.
    assert_eq!(stage.eval::<u32>("localStorage.length").await, 0);
    let notes = stage.notes().await;
    assert!(
        notes
            .iter()
            .any(|note| note.kind == "progress" && note.from == "een")
    );
    stage.assert_quiet().await;
}

async fn until(stage: &Stage, expression: &str) {
    let start = std::time::Instant::now();
    while !stage.eval::<bool>(expression).await {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "waited in vain for {expression}"
        );
        sleep(Duration::from_millis(30)).await;
    }
}
