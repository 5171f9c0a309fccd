//! What stands around every screen: the bar with progress and help, notices, the buttons below, and the dialogs.

use super::settings::Part;
use super::state::{Action, Notice, Panel};
use super::{View, kiosk, language, screens};
use crate::content::{key, pictogram};
use crate::engine::{PageId, Screen};
use crate::web::components::{view_dialog, view_pictogram};
use crate::web::dom;
use yew::{Callback, Html, MouseEvent, html};

/// The whole page.
pub(super) fn view_frame(view: &View) -> Html {
    let page = view.state.page();
    html! {
        <div
            class="frame"
            data-screen={page.screen().id()}
            data-domain={page.domain.map(crate::engine::Domain::id)}
            data-part={(!page.def().name.is_empty()).then_some(page.def().name)}
            data-ready="true"
        >
            { view_top(view) }
            { view_panel(view) }
            <main class="main" key={page.address()}>
                { view_notice(view) }
                { screens::view_screen(view) }
            </main>
            { view_bottom(view) }
        </div>
    }
}

fn view_top(view: &View) -> Html {
    html! {
        <header class="top">
            <div class="top-inner">
                { view_brand(view) }
                { view_progress(view) }
                { view_aloud(view) }
                { language::view_button(view) }
                <button type="button" class="help-button" data-action="help" onclick={view.on::<MouseEvent>(Action::Open(Panel::Help))}>
                    { view_pictogram(pictogram::PERSON) }
                    { view.t(key::HELP_BUTTON) }
                </button>
            </div>
        </header>
    }
}

/// Reads the page aloud; only shown where the device has a voice of its own for the language.
fn view_aloud(view: &View) -> Html {
    let place = view.parcels.place().clone();
    let onclick = Callback::from(move |_: MouseEvent| place.read());
    html! {
        <button type="button" class="help-button aloud" data-action="read-aloud" aria-pressed="false" {onclick}>
            { view_pictogram(pictogram::SOUND) }
            { view.text("span", "away", key::ALOUD) }
        </button>
    }
}

/// Whose page it is: the municipality's name and logo, or ours.
fn view_brand(view: &View) -> Html {
    let mark = match view.set(Part::Logo) {
        "" => view_pictogram(pictogram::STEERING),
        src => html! { <img class="logo" {src} alt={view.set(Part::LogoWords)} /> },
    };
    html! { <span class="brand">{ mark }{ view.set_or(Part::Name, key::APP) }</span> }
}

/// A number to call, if there is one.
pub(super) fn view_call(view: &View, phone: &'static str) -> Html {
    if view.state.kiosk().is_some() {
        return kiosk::view_number(phone);
    }
    let href = ["tel:", &phone.replace(' ', "")].concat();
    html! {
        if !phone.is_empty() {
            <a class="button call" {href}>
                { view_pictogram(pictogram::PHONE) }{ view.state.texts.fill(key::HELP_CALL, &[("phone", phone)]) }
            </a>
        }
    }
}

fn view_progress(view: &View) -> Html {
    let pages = view.state.interview().pages();
    let at = pages
        .iter()
        .position(|page| *page == view.state.page())
        .unwrap_or(0);
    if view.state.page() == PageId::WELCOME {
        return html! { <span class="progress" /> };
    }
    let (at, last) = (at.to_string(), pages.len().saturating_sub(1).to_string());
    let words = view
        .state
        .texts
        .fill(key::PAGE_OF, &[("page", &at), ("pages", &last)]);
    html! {
        <span class="progress">
            <progress value={at} max={last} aria-label={view.t(key::PROGRESS)} aria-valuetext={words} />
        </span>
    }
}

fn view_notice(view: &View) -> Html {
    let text = match view.state.notice {
        Some(Notice::StorageOff) => view.t(key::NOTICE_STORAGE_OFF).to_owned(),
        Some(Notice::StorageDamaged) => view.t(key::NOTICE_STORAGE_DAMAGED).to_owned(),
        Some(Notice::Resumed) => view.t(key::NOTICE_RESUMED).to_owned(),
        Some(Notice::LanguageFailed) => view.t(key::NOTICE_LANGUAGE_FAILED).to_owned(),
        Some(Notice::Wiped) => view.t(key::NOTICE_WIPED).to_owned(),
        Some(Notice::FocusLimit) => {
            let max = view.state.interview().route.focus_max().to_string();
            view.state.texts.fill(key::FOCUS_LIMIT, &[("max", &max)])
        }
        None => String::new(),
    };
    // The region is always there, so that what appears in it is read aloud; the key makes a new text a new element,
    // because a translated text node cannot be changed.
    html! {
        <div class="notices" role="status">
            if !text.is_empty() { <p class="notice" data-role="error" key={text.clone()}>{ text }</p> }
        </div>
    }
}

fn view_bottom(view: &View) -> Html {
    let screen = view.state.page().screen();
    let back = (screen != Screen::Welcome).then(|| {
        html! {
            <button type="button" class="button quiet" data-action="back" onclick={view.on::<MouseEvent>(Action::Back)}>
                { view_pictogram(pictogram::BACK) }{ view.t(key::BACK) }
            </button>
        }
    });
    let (action, name, text) = match screen {
        Screen::Welcome => (Action::Start, "start", key::WELCOME_START),
        _ => (Action::Next, "next", key::NEXT),
    };
    let to_sharing = view.sharing.clone();
    let next = if screen == Screen::Share {
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(heading) = to_sharing.cast::<web_sys::Element>() {
                dom::go_to(&heading);
            }
        });
        html! {
            <button type="button" class="button primary" data-action="share" {onclick}>
                { view_pictogram(pictogram::SHARE) }{ view.t(key::RESULT_TO_SHARE) }
            </button>
        }
    } else {
        html! {
            <button type="button" class="button primary" data-action={name} key={name} onclick={view.on::<MouseEvent>(action)}>
                { view.t(text) }{ view_pictogram(pictogram::FORWARD) }
            </button>
        }
    };
    html! { <footer class="bottom"><div class="bottom-inner">{ back }{ next }</div></footer> }
}

/// The dialog that covers the page, if any; the one with the code belongs to its screen.
fn view_panel(view: &View) -> Html {
    match view.state.panel {
        Panel::Help => view_help(view),
        Panel::Language => language::view_panel(view),
        Panel::WipeSure => view_wipe(view),
        Panel::None | Panel::Qr => Html::default(),
    }
}

fn view_help(view: &View) -> Html {
    let body = html! {
        <>
            { view.text("h3", "", key::HELP_PERSON) }
            <p>{ view.set_or(Part::Contact, key::HELP_PERSON_TEXT) }</p>
            { view_call(view, view.set(Part::Phone)) }
            { view_line(view.set(Part::Hours)) }
            if view.state.kiosk().is_none() { { view_address(view.set(Part::Address)) } }
            <button type="button" class="button" data-action="stop" onclick={view.on::<MouseEvent>(Action::Stop)}>
                { view_pictogram(pictogram::SHARE) }{ view.t(key::HELP_STOP) }
            </button>
            { view.text("p", "soft", key::HELP_STOP_TEXT) }
            { view_wipe_button(view) }
            { view.text("p", "soft", key::HELP_WIPE_TEXT) }
        </>
    };
    view_dialog(
        "help",
        view.t(key::HELP_HEADING),
        view.t(key::CLOSE),
        view.send.reform(|()| Action::Open(Panel::None)),
        body,
    )
}

/// A line of the municipality, if it has set one.
fn view_line(words: &'static str) -> Html {
    html! { if !words.is_empty() { <p class="soft">{ words }</p> } }
}

/// A page of the municipality about talking to a person.
fn view_address(href: &'static str) -> Html {
    html! { if let Some(words) = href.strip_prefix("https://") { <p><a {href}>{ words }</a></p> } }
}

/// The button that asks whether everything may go.
pub(super) fn view_wipe_button(view: &View) -> Html {
    html! {
        <button type="button" class="button care" data-action="wipe" onclick={view.on::<MouseEvent>(Action::Open(Panel::WipeSure))}>
            { view_pictogram(pictogram::WIPE) }{ view.t(key::HELP_WIPE) }
        </button>
    }
}

fn view_wipe(view: &View) -> Html {
    let body = html! {
        <div class="stack">
            { view.text("p", "", key::HELP_WIPE_SURE) }
            <button type="button" class="button care" data-action="wipe" onclick={view.on::<MouseEvent>(Action::Wipe)}>
                { view.t(key::HELP_WIPE_YES) }
            </button>
            <button type="button" class="button" onclick={view.on::<MouseEvent>(Action::Open(Panel::None))}>
                { view.t(key::HELP_WIPE_NO) }
            </button>
        </div>
    };
    view_dialog(
        "wipe",
        view.t(key::HELP_WIPE),
        view.t(key::CLOSE),
        view.send.reform(|()| Action::Open(Panel::None)),
        body,
    )
}
