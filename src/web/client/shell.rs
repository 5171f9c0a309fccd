//! The static shell: the first screens of the route as real HTML, written into the page when it is built.
//!
//! The same views as in the browser make it, so nothing is written twice. `src/web/shell.js` turns its pages and
//! keeps its answers until the wasm is there; [`super::start`] then goes on from what was tapped. When a file of the
//! program does not arrive, or the browser is too old to read it, the script shows the sentence about the fault. It
//! goes into the page as it stands, so what its parts are for is said here. On a kiosk it reads and stores nothing and
//! shows none of these screens; the sentence about the fault then has no way to the paper, and the page begins anew.

use super::paper;
use super::parcel::Parcels;
use super::settings::{Part, Settings};
use super::state::State;
use super::{App, AppProps};
use crate::content::{Key, Texts, key};
use crate::engine::{Date, Interview, Language, PageId, RouteKind};
use crate::web::markup::escape;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// The pages that can be answered before the wasm is there: the welcome, the rules and the first question.
const PAGES: usize = 3;

/// The body of the page: the shell in `#app`, what is shown when the app cannot work, and the script of the shell; with
/// what a municipality has set, so that nothing changes when the app takes over.
#[must_use]
pub fn body(settings: Settings) -> String {
    let texts = Texts::dutch();
    let t = |key: Key| escape(texts.get(key));
    let paper = [
        "<p>",
        &t(key::FAULT_PAPER),
        " <a href=\"./paper.html\">",
        &t(key::FAULT_PAPER_LINK),
        "</a></p>",
    ]
    .concat();
    let fault = [
        "<div id=\"fault\" class=\"fault\" role=\"alert\" hidden><h1 tabindex=\"-1\">",
        &t(key::FAULT_HEADING),
        "</h1><p>",
        &t(key::FAULT_TEXT),
        "</p><p><a class=\"button primary\" data-action=\"reload\" href=\"\">",
        &t(key::FAULT_AGAIN),
        "</a></p>",
        &paper,
        "</div>",
    ]
    .concat();
    let no_script = [
        // The head hides the screens, which without scripts would only pretend to react.
        "<noscript><div class=\"fault\"><p>",
        &t(key::FAULT_NO_SCRIPT),
        "</p>",
        &paper,
        "</div></noscript>",
    ]
    .concat();
    let (pages, order) = pages(texts, settings);
    let script = [
        "<script data-pages=\"",
        &order,
        "\" data-last=\"",
        &lasts(settings),
        "\">",
        include_str!("../shell.js"),
        "</script>",
    ]
    .concat();
    // A browser without modules has no wasm either; the others never run this.
    let old = "<script nomodule>document.getElementById(\"fault\").hidden=false</script>";
    let kiosk = if settings.kiosk().is_some() {
        " data-kiosk"
    } else {
        ""
    };
    [
        "<div id=\"app\"",
        kiosk,
        ">",
        &pages,
        "</div>",
        &fault,
        &no_script,
        &script,
        old,
    ]
    .concat()
}

/// The number of the last page on the full and on the short route, for the bar that shows how far one is.
fn lasts(settings: Settings) -> String {
    let last = |route| {
        let mut interview = beginning(settings);
        interview.set_route(route);
        (interview.pages().len() - 1).to_string()
    };
    [last(RouteKind::Full), last(RouteKind::Short)].join(" ")
}

/// The route of somebody who has answered nothing.
fn beginning(settings: Settings) -> Interview {
    Interview {
        modules: settings.modules(),
        ..Interview::default()
    }
}

/// The first page as it is, the others as templates; and the order of the pages.
fn pages(texts: &'static Texts, settings: Settings) -> (String, String) {
    let route = beginning(settings).pages();
    let mut html = String::new();
    for (index, page) in route.iter().take(PAGES).enumerate() {
        let view = view(texts, settings, *page);
        if index == 0 {
            html += &view;
        } else {
            html += &[
                "<template data-page=\"",
                &page.address(),
                "\">",
                &view,
                "</template>",
            ]
            .concat();
        }
    }
    // The page after the last one of the shell: who gets there before the wasm goes on there.
    let order: Vec<String> = route
        .iter()
        .take(PAGES + 1)
        .map(|page| page.address())
        .collect();
    (html, order.join(" "))
}

fn view(texts: &'static Texts, settings: Settings, page: PageId) -> String {
    let mut state = State::new(texts, Date::from_days(0));
    state.set(settings);
    state.session.page = page;
    let html = finish(
        yew::LocalServerRenderer::<App>::with_props(AppProps {
            state,
            parcels: Parcels::default(),
        })
        .hydratable(false)
        .render(),
    );
    // Only the app itself may say that it reacts to everything.
    // And a browser that loads the page again must not tick what was ticked before: the page would show a choice that
    // nobody knows of any more. HTML knows this attribute for fields of text only, browsers for all; a form around the
    // fields that says the same does not help in Chromium.
    html.replacen(" data-ready=\"true\"", "", 1)
        .replace("<input ", "<input autocomplete=\"off\" ")
}

/// Rendering waits for nothing, so polling it is enough.
fn finish<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        if let Poll::Ready(value) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return value;
        }
    }
}

/// The texts that a widget shows when the program is not there, as JSON by language; see `widget.js`.
#[must_use]
pub fn widget_texts() -> String {
    let texts = Texts::dutch();
    let failed = [texts.get(key::FAULT_HEADING), texts.get(key::FAULT_TEXT)].join(". ");
    let rows = [
        ("loading", texts.get(key::LOADING)),
        ("heading", texts.get(key::FAULT_HEADING)),
        ("text", texts.get(key::FAULT_TEXT)),
        ("again", texts.get(key::FAULT_AGAIN)),
        ("failed", &failed),
    ];
    let rows = rows.map(|(name, text)| [&quoted(name), ":", &quoted(text)].concat());
    ["{\"nl\":{", &rows.join(","), "}}"].concat()
}

/// A text as JSON writes it.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    ["\"", &text, "\""].concat()
}

/// The same questions on paper, for when the page cannot work: one HTML file without script.
#[must_use]
pub fn paper(texts: &'static Texts, settings: Settings) -> String {
    let t = |key: Key| escape(texts.get(key));
    let body = paper::body(texts, beginning(settings));
    let style = include_str!("../paper.css");
    let name = match settings.get(Language::default(), Part::Name) {
        "" => String::new(),
        name => ["<p>", &escape(name), "</p>"].concat(),
    };
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title>\
         <link rel=\"icon\" href=\"./icon.svg\" type=\"image/svg+xml\"><style>{style}</style></head><body>{name}<h1>{title}</h1><p>{}</p>\n{body}</body></html>\n",
        t(key::FILE_LANGUAGE),
        t(key::FILE_DIRECTION),
        t(key::PAPER_INTRO),
        title = t(key::PAPER_TITLE),
    )
}
