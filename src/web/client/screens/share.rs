//! The result and the sharing: what goes along, exactly what the coach will see, and four ways to hand it over.

use super::{Voice, view_result};
use crate::content::{Key, key, pictogram};
use crate::engine::session;
use crate::engine::{Block, Domain, Profile, SharedBlock};
use crate::web::client::chrome::view_wipe_button;
use crate::web::client::parcel::{Drawing, Parcel};
use crate::web::client::question::is_checked;
use crate::web::client::state::{Action, Making, Panel, Shared};
use crate::web::client::{View, kiosk};
use crate::web::components::{view_changing, view_dialog, view_pictogram};
use crate::web::lock::Lock;
use std::rc::Rc;
use yew::{Callback, Event, Html, MouseEvent, html};

pub(super) fn view_share(view: &View) -> Html {
    let today = view.state.today;
    let profile = Profile::new(
        view.state.interview(),
        &view.state.session.sharing,
        today,
        view.state.session.language,
    );
    html! {
        <section class="share stack">
            <div class="own screen-only">
                { super::view_heading(view, view.t(key::RESULT_HEADING)) }
                { view_result(view, &view.state.interview().answers, Voice::Own, today) }
            </div>
            <div class="sharing screen-only stack">
                <h2 id="share-heading" tabindex="-1" ref={view.sharing.clone()}>{ view.t(key::SHARE_HEADING) }</h2>
                { view.text("p", "", key::SHARE_INTRO) }
                { view_choices(view) }
                { view.text("p", "soft", key::SHARE_OFF_NOTE) }
                <div class="aside-note">
                    { view_pictogram(pictogram::PERSON) }
                    <div>{ view.text("h3", "", key::SHARE_WHO) }{ view.text("p", "", key::SHARE_WHO_TEXT) }</div>
                </div>
                { view_preview(view) }
                if let Some(stand) = view.state.kiosk() {
                    { kiosk::view_ways(view, stand) }
                } else {
                    { view_ways(view) }
                    { view_done(view) }
                }
            </div>
            { view_paper(view, &profile) }
            { view_qr(view) }
        </section>
    }
}

/// A switch per domain that holds something, and per block.
fn view_choices(view: &View) -> Html {
    let interview = view.state.interview();
    let has = |domain: Domain| {
        interview
            .answers
            .iter()
            .any(|(question, _)| question.domain == Some(domain) && interview.is_asked(question))
    };
    let holds = |block: Block| {
        interview.answers.iter().any(|(question, _)| {
            question.field.def().block == block && interview.is_asked(question)
        })
    };
    let sharing = &view.state.session.sharing;
    let domains = Domain::all()
        .filter(|domain| has(*domain) && !interview.answers.declined(*domain))
        .map(|domain| {
            let onchange = view
                .send
                .reform(move |event: Event| Action::ShareDomain(domain, is_checked(&event)));
            view_switch(
                view,
                domain.id(),
                domain.pictogram(),
                domain.label(),
                sharing.domain(domain),
                onchange,
            )
        });
    let blocks = SharedBlock::ALL
        .into_iter()
        .filter(|block| holds(block.block()))
        .map(|block| {
            let (picture, label) = match block {
                SharedBlock::WorkSearch => (pictogram::SEARCH, key::SHARE_WORK_SEARCH),
                SharedBlock::Strengths => (pictogram::STRENGTH, key::SHARE_STRENGTHS),
                SharedBlock::Plan => (pictogram::PLAN, key::SHARE_PLAN),
            };
            let onchange = view
                .send
                .reform(move |event: Event| Action::ShareBlock(block, is_checked(&event)));
            view_switch(
                view,
                block.id(),
                picture,
                label,
                sharing.block(block),
                onchange,
            )
        });
    html! {
        <>
            { view.text("p", "soft", key::SHARE_HEALTH_NOTE) }
            <div class="switches" role="group" aria-labelledby="share-heading">{ for domains }{ for blocks }</div>
        </>
    }
}

fn view_switch(
    view: &View,
    id: &'static str,
    picture: pictogram::Pictogram,
    label: Key,
    on: bool,
    onchange: Callback<Event>,
) -> Html {
    let name = ["share.", id].concat();
    html! {
        <fieldset class="choice-group" data-question={name.clone()} key={id}>
            { view.text("legend", "away", label) }
            <label class="switch">
                <input type="checkbox" role="switch" id={name.clone()} {name} value="yes" checked={on} {onchange} />
                <span>{ view_pictogram(picture) }{ view.text("span", "text", label) }<i class="knob" aria-hidden="true" /></span>
            </label>
        </fieldset>
    }
}

/// Exactly what the coach gets: drawn from what leaves, not from the answers.
fn view_preview(view: &View) -> Html {
    let body = match &view.state.parcel {
        Making::Ready(parcel) if parcel.preview.is_empty() => {
            view.text("p", "", key::SHARE_PREVIEW_EMPTY)
        }
        Making::Ready(parcel) => html! {
            <div key={parcel.preview.as_str()}>
                { view.text("p", "", key::SHARE_PREVIEW_INTRO) }
                { Html::from_html_unchecked(parcel.preview.clone()) }
            </div>
        },
        _ => view.text("p", "", key::SHARE_BUSY),
    };
    html! {
        <details class="preview">
            { view.text("summary", "", key::SHARE_PREVIEW) }
            <div class="preview-body" data-role="preview">{ body }</div>
        </details>
    }
}

fn view_ways(view: &View) -> Html {
    let place = view.parcels.place().clone();
    let print = Callback::from(move |_| place.print());
    let ready = match &view.state.parcel {
        Making::Ready(parcel) => Some(parcel),
        _ => None,
    };
    let way = |picture, action, label, text, onclick: Callback<MouseEvent>| {
        view_way(
            view,
            (picture, action, label, text),
            ready.is_some() || action == "print",
            onclick,
        )
    };
    // A browser that does not keep files gets the same advice as one that fails silently.
    let offer = |way, offered| hand(view, way, offered, offered);
    let link = hand(view, "link", Shared::LinkCopied, Shared::LinkShown);
    html! {
        <section class="ways stack">
            { view.text("h2", "", key::SHARE_HOW) }
            { way(pictogram::QR, "qr", key::SHARE_QR, key::SHARE_QR_TEXT, view.on(Action::Open(Panel::Qr))) }
            { view_lock(view) }
            if ready.is_some_and(|parcel| parcel.can_send) {
                { way(pictogram::PHONE, "send", key::SHARE_SEND, key::SHARE_SEND_TEXT, offer("send", Shared::Nothing)) }
            }
            { way(pictogram::SHARE, "file", key::SHARE_FILE, key::SHARE_FILE_TEXT, offer("file", Shared::FileOffered)) }
            { view_file_outcome(view, Shared::FileOffered) }
            { way(pictogram::LINK, "link", key::SHARE_LINK, key::SHARE_LINK_TEXT, link) }
            { for ready.map(|parcel| view_link(view, parcel)) }
            { way(pictogram::PRINT, "print", key::SHARE_PRINT, key::SHARE_PRINT_TEXT, print) }
            { way(pictogram::FILE, "keep", key::SHARE_KEEP, key::SHARE_KEEP_TEXT, offer("keep", Shared::PageOffered)) }
            { view_file_outcome(view, Shared::PageOffered) }
        </section>
    }
}

/// Which lock there is, and the words that open it. While they are being made their place is kept, so that nothing moves
/// under a finger.
fn view_lock(view: &View) -> Html {
    let locks = ["link", "file", "send"]
        .iter()
        .any(|way| view.state.settings.offers(way));
    let (text, words) = match &view.state.parcel {
        Making::Busy => (key::SHARE_BUSY, BLANKS),
        Making::Failed => (key::SHARE_FAILED, ""),
        Making::Ready(parcel) | Making::Stale(parcel) => {
            // Nothing that is offered has this lock on it.
            if !locks && parcel.lock != Lock::Key {
                return Html::default();
            }
            let text = match parcel.lock {
                Lock::Key => key::SHARE_LOCK_KEY,
                Lock::Words => key::SHARE_LOCK_WORDS,
                Lock::Absent => key::SHARE_LOCK_ABSENT,
            };
            (text, parcel.words.as_str())
        }
    };
    html! {
        <>
            <p class="lock-note" role="status">
                { view_pictogram(pictogram::LOCK) }{ view_changing(view.t(text).to_owned()) }
            </p>
            if locks && !words.is_empty() { { view_words(view, words) } }
        </>
    }
}

/// The place of six words that are not there yet.
const BLANKS: &str = "\u{a0} \u{a0} \u{a0} \u{a0} \u{a0} \u{a0}";

/// The words, large: they are read out on the telephone.
fn view_words(view: &View, words: &str) -> Html {
    let role = (words != BLANKS).then_some("passphrase");
    html! {
        <div class="words">
            { view.text("h3", "", key::SHARE_WORDS) }
            <p class="word-list" data-role={role} lang="nl" dir="ltr" translate="no" key={words}>
                { for words.split(' ').map(|word| html! { <><b>{ word }</b>{ " " }</> }) }
            </p>
            { view.text("p", "", key::SHARE_WORDS_TEXT) }
        </div>
    }
}

fn view_file_outcome(view: &View, outcome: Shared) -> Html {
    html! {
        <div role="status">
            if view.state.shared == outcome {
                <div class="outcome">{ view.text("p", "", key::SHARE_FILE_DONE) }{ view.text("p", "", key::SHARE_FILE_AGAIN) }</div>
            }
        </div>
    }
}

fn view_way(
    view: &View,
    (picture, action, label, text): (pictogram::Pictogram, &'static str, Key, Key),
    ready: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    if !view.state.settings.offers(action) {
        return Html::default();
    }
    html! {
        <button type="button" class="way" data-action={action} {onclick} disabled={!ready}>
            { view_pictogram(picture) }
            <span>{ view.text("b", "", label) }{ view.text("small", "", text) }</span>
        </button>
    }
}

/// Hands it over, and tells the page what came of it.
fn hand(view: &View, way: &'static str, worked: Shared, failed: Shared) -> Callback<MouseEvent> {
    let (send, parcels) = (view.send.clone(), view.parcels.clone());
    let parcel = match &view.state.parcel {
        Making::Ready(parcel) => Some(Rc::clone(parcel)),
        _ => None,
    };
    Callback::from(move |_| {
        let outcome = move |done| Action::Shared(if done { worked } else { failed });
        if let Some(parcel) = &parcel {
            parcels.hand(way, parcel, send.reform(outcome));
        }
    })
}

fn view_link(view: &View, parcel: &Parcel) -> Html {
    let message = match view.state.shared {
        Shared::LinkCopied => key::SHARE_LINK_COPIED,
        Shared::LinkShown => key::SHARE_LINK_FAILED,
        Shared::Nothing | Shared::FileOffered | Shared::PageOffered => return Html::default(),
    };
    html! {
        <div class="outcome">
            <p role="status">{ view_changing(view.t(message).to_owned()) }</p>
            <a class="link" data-role="link" href={parcel.link.clone()} rel="noreferrer">{ &parcel.link }</a>
        </div>
    }
}

/// The code on its own.
fn view_qr(view: &View) -> Html {
    let Making::Ready(parcel) = &view.state.parcel else {
        return Html::default();
    };
    if view.state.panel != Panel::Qr {
        return Html::default();
    }
    if view.state.kiosk().is_some() {
        return kiosk::view_qr(view, parcel);
    }
    let body = match &parcel.code {
        Some(drawing) => html! {
            <>
                { view.text("p", "", key::SHARE_QR_TEXT) }
                { view_code(view, drawing) }
                { view.text("p", "soft", if parcel.lock == Lock::Key { key::SHARE_LOCK_KEY } else { key::SHARE_QR_OPEN }) }
            </>
        },
        None => html! { <p data-role="error">{ view.t(key::SHARE_QR_LARGE) }</p> },
    };
    view_dialog(
        "qr",
        view.t(key::SHARE_QR),
        view.t(key::CLOSE),
        view.send.reform(|()| Action::Open(Panel::None)),
        body,
    )
}

/// The drawing of the code: dark on white also in dark mode, with its quiet zone.
pub(in crate::web::client) fn view_code(view: &View, drawing: &Drawing) -> Html {
    let Drawing {
        version,
        view_box,
        path,
    } = drawing;
    html! {
        <svg class="qr" data-role="qr" data-version={version.clone()} viewBox={view_box.clone()} role="img" aria-label={view.t(key::SHARE_QR_LABEL)} shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#ffffff" />
            <path d={path.clone()} fill="#000000" />
        </svg>
    }
}

fn view_done(view: &View) -> Html {
    html! {
        <section class="done stack">
            { view.text("h2", "", key::SHARE_DONE) }
            { view.text("p", "", key::SHARE_DONE_TEXT) }
            { view_wipe_button(view) }
        </section>
    }
}

/// What comes on paper: what is shared and nothing else, with the code, on A4.
fn view_paper(view: &View, profile: &Profile) -> Html {
    html! {
        <div class="paper" aria-hidden="true" key={session::to_text(&view.state.session)}>
            { view.text("p", "paper-title", key::APP) }
            { view_result(view, &profile.answers, Voice::Shared, profile.created) }
            { view.text("p", "", key::FILE_INTRO) }
        </div>
    }
}
