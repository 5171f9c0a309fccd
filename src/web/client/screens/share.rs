//! The result and the sharing: what goes along, exactly what the coach will see, and four ways to hand it over.

use super::{Voice, view_result};
use crate::content::{Key, key, pictogram};
use crate::engine::profile::link;
use crate::engine::{Block, Domain, Language, Profile, SharedBlock};
use crate::web::client::chrome::view_wipe_button;
use crate::web::client::question::is_checked;
use crate::web::client::state::{Action, Panel, Shared};
use crate::web::client::{View, file};
use crate::web::components::{view_changing, view_dialog, view_pictogram};
use crate::web::dom;
use crate::web::share::{self, Code};
use yew::{Callback, Event, Html, MouseEvent, html};

pub(super) fn view_share(view: &View) -> Html {
    let today = view.state.today;
    let profile = Profile::new(
        view.state.interview(),
        &view.state.session.sharing,
        today,
        Language::default(),
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
                { view_preview(view, &profile) }
                { view_ways(view, &profile) }
                { view_done(view) }
            </div>
            { view_paper(view, &profile) }
            { view_qr(view, &profile) }
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

/// Exactly what the coach gets: drawn from the profile, not from the answers.
fn view_preview(view: &View, profile: &Profile) -> Html {
    html! {
        <details class="preview">
            { view.text("summary", "", key::SHARE_PREVIEW) }
            <div class="preview-body" data-role="preview" key={link("", profile)}>
                if profile.answers.is_empty() {
                    { view.text("p", "", key::SHARE_PREVIEW_EMPTY) }
                } else {
                    { view.text("p", "", key::SHARE_PREVIEW_INTRO) }
                    { file::view_everything(view, profile) }
                }
            </div>
        </details>
    }
}

fn view_ways(view: &View, profile: &Profile) -> Html {
    html! {
        <section class="ways stack">
            { view.text("h2", "", key::SHARE_HOW) }
            { view_way(view, pictogram::QR, "qr", key::SHARE_QR, key::SHARE_QR_TEXT, view.on(Action::Open(Panel::Qr))) }
            { view_way(view, pictogram::FILE, "file", key::SHARE_FILE, key::SHARE_FILE_TEXT, on_file(view, profile)) }
            if view.state.shared == Shared::FileOffered {
                <div class="outcome" role="status">{ view.text("p", "", key::SHARE_FILE_DONE) }{ view.text("p", "", key::SHARE_FILE_AGAIN) }</div>
            }
            { view_way(view, pictogram::LINK, "link", key::SHARE_LINK, key::SHARE_LINK_TEXT, on_link(view, profile)) }
            { view_link(view, profile) }
            { view_way(view, pictogram::PRINT, "print", key::SHARE_PRINT, key::SHARE_PRINT_TEXT, Callback::from(|_| { let _ = dom::print(); })) }
        </section>
    }
}

fn view_way(
    view: &View,
    picture: pictogram::Pictogram,
    action: &'static str,
    label: Key,
    text: Key,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" class="way" data-action={action} {onclick}>
            { view_pictogram(picture) }
            <span>{ view.text("b", "", label) }{ view.text("small", "", text) }</span>
        </button>
    }
}

fn on_file(view: &View, profile: &Profile) -> Callback<MouseEvent> {
    let (send, texts, profile) = (view.send.clone(), view.state.texts, profile.clone());
    Callback::from(move |_| {
        let name = texts.fill(key::FILE_NAME, &[("date", &profile.created.to_string())]);
        // A browser that does not keep files gets the same advice as one that fails silently.
        let _ = dom::download(
            &name,
            "text/html;charset=utf-8",
            &file::page(texts, &profile, &share::coach_page()),
        );
        send.emit(Action::Shared(Shared::FileOffered));
    })
}

fn on_link(view: &View, profile: &Profile) -> Callback<MouseEvent> {
    let (send, profile) = (view.send.clone(), profile.clone());
    Callback::from(move |_| {
        let send = send.clone();
        let done = Callback::from(move |copied| {
            send.emit(Action::Shared(if copied {
                Shared::LinkCopied
            } else {
                Shared::LinkShown
            }))
        });
        share::copy(&link(&share::coach_page(), &profile), done);
    })
}

fn view_link(view: &View, profile: &Profile) -> Html {
    let message = match view.state.shared {
        Shared::LinkCopied => key::SHARE_LINK_COPIED,
        Shared::LinkShown => key::SHARE_LINK_FAILED,
        Shared::Nothing | Shared::FileOffered => return Html::default(),
    };
    let address = link(&share::coach_page(), profile);
    html! {
        <div class="outcome">
            <p role="status">{ view_changing(view.t(message).to_owned()) }</p>
            <a class="link" data-role="link" href={address.clone()} rel="noreferrer">{ address }</a>
        </div>
    }
}

/// The code on its own, dark on white also in dark mode, with its quiet zone.
fn view_qr(view: &View, profile: &Profile) -> Html {
    if view.state.panel != Panel::Qr {
        return Html::default();
    }
    let body = match Code::of(&link(&share::coach_page(), profile)) {
        Some(code) => html! {
            <>
                { view.text("p", "", key::SHARE_QR_TEXT) }
                <svg class="qr" data-role="qr" data-version={code.version.to_string()} viewBox={code.view_box()} role="img" aria-label={view.t(key::SHARE_QR_LABEL)} shape-rendering="crispEdges">
                    <rect width="100%" height="100%" fill="#ffffff" />
                    <path d={code.path} fill="#000000" />
                </svg>
                { view.text("p", "soft", key::SHARE_QR_OPEN) }
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
        <div class="paper" aria-hidden="true" key={link("", profile)}>
            { view.text("p", "paper-title", key::APP) }
            { view_result(view, &profile.answers, Voice::Shared, profile.created) }
            { view.text("p", "", key::FILE_INTRO) }
        </div>
    }
}
