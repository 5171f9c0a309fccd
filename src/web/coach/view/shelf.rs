//! The dossiers that this browser keeps, on the first screen. They say when, and nothing about whom.

use super::View;
use super::parts::{t, texts};
use crate::content::{key, present};
use crate::web::coach::state::{HandAction, Shelved};
use yew::{Html, html};

/// Hours and minutes, as they are written in Dutch.
pub(super) fn time(shelved: &Shelved) -> String {
    let (hour, minute) = shelved.time;
    format!("{hour}.{minute:02}")
}

/// The list; nothing while there is nothing.
pub(super) fn view_shelf(view: &View<'_>) -> Html {
    let shelf = &view.state.work.shelf;
    if shelf.is_empty() {
        return Html::default();
    }
    html! {
        <section class="choices" aria-labelledby="shelf-heading" data-role="shelf">
            <h2 id="shelf-heading">{ t(key::COACH_HAND_SHELF) }</h2>
            <ul>{ for shelf.iter().map(|shelved| view_shelved(view, shelved)) }</ul>
        </section>
    }
}

fn view_shelved(view: &View<'_>, shelved: &Shelved) -> Html {
    let date = present::date(texts(), shelved.on);
    let name = texts().fill(
        key::COACH_HAND_SHELF_OF,
        &[("date", &date), ("time", &time(shelved))],
    );
    let label = |key| [t(key), ": ", &name].concat();
    html! {
        <li class="row" key={shelved.id.clone()}>
            <strong>{ name.clone() }</strong>
            <button class="button" type="button" data-action="open-dossier" aria-label={label(key::COACH_HAND_SHELF_OPEN)}
                onclick={view.hand(HandAction::TakeDown(shelved.id.clone()))}>
                { t(key::COACH_HAND_SHELF_OPEN) }
            </button>
            <button class="button quiet" type="button" data-action="forget-dossier" aria-label={label(key::COACH_HAND_SHELF_REMOVE)}
                onclick={view.hand(HandAction::ThrowAway(shelved.id.clone()))}>
                { t(key::COACH_HAND_SHELF_REMOVE) }
            </button>
        </li>
    }
}
