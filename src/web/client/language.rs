//! The choice of the language: in the bar of every screen, and spelled out on the welcome.
//!
//! Every language stands there under its own name and in its own writing, so that nobody has to read Dutch to find it.

use super::View;
use super::parcel::settle;
use super::state::{Action, Panel};
use crate::content::{SPOKEN, Spoken, Texts, key, pictogram};
use crate::engine::Language;
use crate::web::components::{view_dialog, view_pictogram};
use crate::web::place::Place;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, Html, MouseEvent, html};

/// The texts that are there already: they stay in memory anyway.
pub(super) type Fetched = Rc<RefCell<Vec<(Language, &'static Texts)>>>;

/// Fetches the texts of a language; nothing when they do not come.
pub(super) fn fetch(
    place: &Place,
    fetched: &Fetched,
    language: Language,
    then: Callback<Option<&'static Texts>>,
) {
    if language == Language::default() {
        return then.emit(Some(Texts::dutch()));
    }
    let known = fetched
        .borrow()
        .iter()
        .find(|(known, _)| *known == language)
        .copied();
    if let Some((_, texts)) = known {
        return then.emit(Some(texts));
    }
    let fetched = Rc::clone(fetched);
    settle(&place.load(language.tag()), move |pack| {
        let pack = pack.and_then(|pack| pack.as_string());
        let texts = pack.map(|pack| Texts::from_pack(&pack));
        fetched
            .borrow_mut()
            .extend(texts.map(|texts| (language, texts)));
        then.emit(texts);
    });
}

/// The button in the bar.
pub(super) fn view_button(view: &View) -> Html {
    if !view.state.settings.has_languages() {
        return Html::default();
    }
    html! {
        <button type="button" class="help-button language" data-action="languages"
            onclick={view.on::<MouseEvent>(Action::Open(Panel::Language))}>
            { view_pictogram(pictogram::LANGUAGE) }
            { view.text("span", "away", key::LANGUAGE) }
            <span>{ view.state.session.language.tag().to_uppercase() }</span>
        </button>
    }
}

/// A button for every language that the municipality offers.
pub(super) fn view_names(view: &View) -> Html {
    let settings = view.state.settings;
    if !settings.has_languages() {
        return Html::default();
    }
    let offered = |spoken: &&Spoken| settings.speaks(spoken.language);
    html! {
        <div class="languages" role="group" aria-label={view.t(key::LANGUAGE)}>
            { for SPOKEN.iter().filter(offered).map(|spoken| view_name(view, spoken)) }
        </div>
    }
}

fn view_name(view: &View, spoken: &Spoken) -> Html {
    let tag = spoken.language.tag();
    let is_now = spoken.language == view.state.session.language;
    html! {
        <button type="button" class="button quiet small" data-action="language" value={tag} lang={tag}
            aria-pressed={is_now.to_string()} key={tag} onclick={view.on::<MouseEvent>(Action::Speak(spoken.language))}>
            { spoken.name }
        </button>
    }
}

/// The dialog with all languages.
pub(super) fn view_panel(view: &View) -> Html {
    view_dialog(
        "language",
        view.t(key::LANGUAGE),
        view.t(key::CLOSE),
        view.send.reform(|()| Action::Open(Panel::None)),
        view_names(view),
    )
}
