//! What this is, how long it takes, who sees it.

use crate::content::pictogram::{self, Pictogram};
use crate::content::{Key, key};
use crate::engine::RouteKind;
use crate::web::client::View;
use crate::web::client::language::view_names;
use crate::web::client::question::is_checked;
use crate::web::client::state::Action;
use crate::web::components::view_pictogram;
use yew::{Event, Html, html};

pub(super) fn view_welcome(view: &View) -> Html {
    html! {
        <section class="welcome">
            <div class="hero">
                { view_path() }
                { super::view_heading(view, view.t(key::WELCOME_HEADING)) }
                { view.text("p", "lead", key::WELCOME_LEAD) }
            </div>
            { view_names(view) }
            if view.state.settings.has_short_route() {
                <fieldset class="question row route" data-question="route">
                    { view.text("legend", "", key::WELCOME_ROUTE) }
                    <div class="options of-2">
                        { view_route(view, RouteKind::Full, key::WELCOME_FULL, key::WELCOME_FULL_TIME) }
                        { view_route(view, RouteKind::Short, key::WELCOME_SHORT, key::WELCOME_SHORT_TIME) }
                    </div>
                </fieldset>
            }
            <ul class="promises">
                { view_promise(view, pictogram::LOCK, key::WELCOME_LOCK) }
                { view_promise(view, pictogram::TALK, key::WELCOME_TALK) }
                { view_promise(view, pictogram::HAND, key::WELCOME_SKIP) }
                { view_promise(view, pictogram::STRENGTH, key::WELCOME_STRONG) }
            </ul>
            if view.state.kiosk().is_none() { { view_keep(view) } }
        </section>
    }
}

/// A path with a few stops: from a start to somewhere, without a verdict on how far.
pub(in crate::web) fn view_path() -> Html {
    html! {
        <svg class="path" viewBox="0 0 320 96" preserveAspectRatio="xMaxYMax slice" aria-hidden="true" focusable="false">
            <path class="hill" d="M0 80c52-30 92-34 138-16s96 6 182-32v64H0z" />
            <path class="way" d="M18 82c40-4 52-34 92-32s44 26 82 20 40-40 92-46" />
            <circle class="stop" cx="18" cy="82" r="7" />
            <circle class="stop" cx="110" cy="50" r="5" />
            <circle class="stop" cx="192" cy="70" r="5" />
            <circle class="goal" cx="284" cy="24" r="10" />
        </svg>
    }
}

fn view_promise(view: &View, picture: Pictogram, text: Key) -> Html {
    html! { <li>{ view_pictogram(picture) }{ view.text("span", "", text) }</li> }
}

fn view_route(view: &View, route: RouteKind, name: Key, time: Key) -> Html {
    html! {
        <label class="choice">
            <input
                type="radio"
                name="route"
                id={["route-", route.id()].concat()}
                value={route.id()}
                checked={view.state.interview().route == route}
                onchange={view.on::<Event>(Action::Route(route))}
            />
            <span><span class="text">{ view.text("b", "", name) }{ view.text("small", "", time) }</span></span>
        </label>
    }
}

fn view_keep(view: &View) -> Html {
    let onchange = view
        .send
        .reform(|event: Event| Action::Keep(!is_checked(&event)));
    html! {
        <fieldset class="question check plain" data-question="memory-only">
            { view.text("legend", "away", key::WELCOME_KEEP) }
            <label class="choice">
                <input type="checkbox" id="memory-only" value="yes" checked={!view.state.keep} {onchange} />
                <span>
                    <span class="text">{ view.t(key::WELCOME_KEEP) }{ view.text("small", "", key::WELCOME_KEEP_HINT) }</span>
                    <i class="mark" aria-hidden="true">{ view_pictogram(pictogram::CHECK) }</i>
                </span>
            </label>
        </fieldset>
    }
}
