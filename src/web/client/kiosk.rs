//! What is different at a kiosk: nothing is stored, no link leads away, and the result leaves as a code or on paper.
//!
//! Every way in here asks [`State::kiosk`](super::state::State::kiosk) first, which is nothing in the program that
//! phones download; so none of this is in it.

use super::View;
use super::chrome::view_wipe_button;
use super::parcel::Parcel;
use super::screens::view_code;
use super::state::{Action, Kiosk, Making, Panel, State};
use crate::content::key;
use crate::content::kiosk::{Key as KioskKey, KioskTexts, key as kiosk_key};
use crate::content::pictogram::{self, Pictogram};
use crate::web::components::{view_changing, view_dialog, view_pictogram};
use crate::web::dom;
use crate::web::lock::Lock;
use yew::{Callback, Html, MouseEvent, html};

/// Tells the guard around the page that everything is to go, or whether there are answers, so that it asks before it
/// wipes them.
pub(super) fn tell(state: &State) {
    #[cfg(feature = "kiosk")]
    if state.notice == Some(super::state::Notice::Wiped) {
        return crate::web::kiosk::wipe::everything(true);
    }
    dom::mark_app("data-answered", !state.interview().answers.is_empty());
}

/// What only a kiosk says, in the language of the person.
fn texts(view: &View) -> KioskTexts {
    KioskTexts::of(view.state.session.language.tag())
}

/// A number to call. A kiosk does not call, so it is words.
pub(super) fn view_number(phone: &'static str) -> Html {
    html! {
        if !phone.is_empty() {
            <b class="call-number">{ view_pictogram(pictogram::PHONE) }{ phone }</b>
        }
    }
}

/// The two ways out of a kiosk, and that nothing should stay behind.
pub(super) fn view_ways(view: &View, stand: Kiosk) -> Html {
    let texts = texts(view);
    let say = |key: KioskKey| texts.get(key);
    let is_ready = matches!(view.state.parcel, Making::Ready(_));
    let place = view.parcels.place().clone();
    let print = Callback::from(move |_: MouseEvent| place.print());
    let code = (say(kiosk_key::SHARE_QR), say(kiosk_key::SHARE_QR_TEXT));
    let paper = (
        say(kiosk_key::SHARE_PRINT),
        say(kiosk_key::SHARE_PRINT_TEXT),
    );
    html! {
        <>
            <section class="ways stack">
                { view.text("h2", "", key::SHARE_HOW) }
                { view_way(pictogram::QR, "qr", code, is_ready, view.on(Action::Open(Panel::Qr))) }
                { view_lock(view) }
                if stand.can_print { { view_way(pictogram::PRINT, "print", paper, true, print) } }
            </section>
            <section class="done stack">
                { view.text("h2", "", key::SHARE_DONE) }
                <p>{ say(kiosk_key::SHARE_DONE_TEXT) }</p>
                { view_wipe_button(view) }
            </section>
        </>
    }
}

fn view_way(
    picture: Pictogram,
    action: &'static str,
    (name, about): (&'static str, &'static str),
    ready: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" class="way" data-action={action} {onclick} disabled={!ready}>
            { view_pictogram(picture) }
            <span><b>{ name }</b><small>{ about }</small></span>
        </button>
    }
}

/// Whether only the municipality can read the code. The six words are for links and files, which there are none of.
fn view_lock(view: &View) -> Html {
    let text = match &view.state.parcel {
        Making::Busy => view.t(key::SHARE_BUSY),
        Making::Failed => texts(view).get(kiosk_key::SHARE_FAILED),
        Making::Ready(parcel) | Making::Stale(parcel) => lock_text(view, parcel),
    };
    html! {
        <p class="lock-note" role="status">{ view_pictogram(pictogram::LOCK) }{ view_changing(text.to_owned()) }</p>
    }
}

fn lock_text(view: &View, parcel: &Parcel) -> &'static str {
    view.t(if parcel.lock == Lock::Key {
        key::SHARE_LOCK_KEY
    } else {
        key::SHARE_QR_OPEN
    })
}

/// The code, and what to do with it, step by step.
pub(super) fn view_qr(view: &View, parcel: &Parcel) -> Html {
    let texts = texts(view);
    let say = |key: KioskKey| texts.get(key);
    let steps = [
        kiosk_key::SHARE_STEP_0,
        kiosk_key::SHARE_STEP_1,
        kiosk_key::SHARE_STEP_2,
    ];
    let body = match &parcel.code {
        Some(drawing) => html! {
            <>
                <p><b>{ say(kiosk_key::SHARE_LOOK) }</b></p>
                <ol class="steps">{ for steps.map(|step| html! { <li>{ say(step) }</li> }) }</ol>
                { view_code(view, drawing) }
                <p>{ say(kiosk_key::SHARE_COACH) }</p>
                <p class="soft">{ lock_text(view, parcel) }</p>
            </>
        },
        None => html! { <p data-role="error">{ say(kiosk_key::SHARE_LARGE) }</p> },
    };
    view_dialog(
        "qr",
        say(kiosk_key::SHARE_QR),
        view.t(key::CLOSE),
        view.send.reform(|()| Action::Open(Panel::None)),
        body,
    )
}
