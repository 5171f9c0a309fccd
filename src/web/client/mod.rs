//! The client's page.
//!
//! [`App`] holds the one state, stores it after every change, and shows one screen. Screens are functions from the
//! state to markup; the only thing they can do is send an [`Action`].

mod chrome;
mod kiosk;
mod language;
#[cfg(feature = "ssr")]
mod paper;
pub mod parcel;
mod question;
mod screens;
pub mod settings;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod state;
#[cfg(test)]
mod tests;

#[cfg(feature = "kiosk")]
pub(in crate::web) use screens::view_path;

use crate::content::{Texts, key};
use crate::engine::session;
use crate::engine::{Date, Language, PageId, Screen};
use crate::web::place::Place;
use crate::web::{clock, storage};
use parcel::Parcels;
use settings::{Part, Settings};
use state::{Action, Notice, Panel, State};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use yew::{
    Callback, Html, NodeRef, Properties, Reducible, function_component, html, use_effect_with,
    use_mut_ref, use_node_ref, use_reducer,
};

/// What a screen gets: the state, and the way to change it.
#[derive(Clone)]
pub struct View<'a> {
    /// The state.
    pub state: &'a State,
    /// The way to change it.
    pub send: &'a Callback<Action>,
    /// The way to the program that makes what leaves the device.
    pub parcels: &'a Parcels,
    /// The heading of the screen, which takes the focus when the page turns.
    pub heading: &'a NodeRef,
    /// The heading of the sharing part, to which a button leads.
    pub sharing: &'a NodeRef,
}

impl View<'_> {
    /// A text in the person's language.
    #[must_use]
    pub fn t(&self, key: crate::content::Key) -> &'static str {
        self.state.texts.get(key)
    }

    /// What the municipality has set, or the text for where it has set nothing.
    #[must_use]
    pub fn set_or(&self, part: Part, key: crate::content::Key) -> &'static str {
        match self.set(part) {
            "" => self.t(key),
            set => set,
        }
    }

    /// What the municipality has set, in the person's language; empty where it has set nothing.
    #[must_use]
    pub fn set(&self, part: Part) -> &'static str {
        self.state.settings.get(self.state.language(), part)
    }

    /// An element with one text in it; `class` may be empty. Most elements are like this, and one function for all
    /// of them is a good deal smaller than their markup each on its own.
    pub fn text(&self, tag: &'static str, class: &'static str, key: crate::content::Key) -> Html {
        let class = (!class.is_empty()).then_some(class);
        html! { <@{tag} {class}>{ self.t(key) }</@> }
    }

    /// A callback that sends one action, whatever the event.
    #[must_use]
    pub fn on<E: 'static>(&self, action: Action) -> Callback<E> {
        self.send.reform(move |_: E| action.clone())
    }
}

/// What the page starts with.
#[derive(Properties, PartialEq)]
pub struct AppProps {
    /// The state to begin with.
    pub state: State,
    /// The way to the program that makes what leaves the device.
    #[prop_or_default]
    pub parcels: Parcels,
}

/// Starts an instance of the app: with what was tapped in the static shell, or else with what this device still knows.
/// What it gives back is the function that ends it and frees everything.
#[must_use]
pub fn start(place: Place) -> JsValue {
    let (texts, today) = (Texts::dutch(), clock::today());
    let settings = Settings::read(&place.config());
    let adopted = place.adopted();
    let mut state = match adopted.and_then(|text| session::from_text(&text).ok()) {
        Some(session) => State {
            session,
            ..State::new(texts, today)
        },
        None => stored(&place, texts, today),
    };
    state.keep &= !place.memory();
    if place.help() {
        state.panel = Panel::Help;
    }
    let asked = place.language().and_then(|tag| Language::from_tag(&tag));
    let spoken = std::mem::take(&mut state.session.language);
    let language = asked.unwrap_or(spoken);
    state.wanted = (language != Language::default()).then_some(language);
    state.set(settings);
    let state = Rc::unwrap_or_clone(store(&place, None, Rc::new(state)));
    let root = place.root();
    let parcels = Parcels::new(place);
    let ending = parcels.clone();
    let app = yew::Renderer::<App>::with_root_and_props(root, AppProps { state, parcels }).render();
    Closure::once_into_js(move || {
        ending.close();
        app.destroy();
    })
}

/// Starts an instance of the app on a kiosk, where nothing is stored; see [`crate::web::kiosk`].
#[cfg(feature = "kiosk")]
pub fn start_at_kiosk(place: Place, stand: state::Kiosk) {
    let asked = place.language().and_then(|tag| Language::from_tag(&tag));
    let mut state = State {
        keep: false,
        stand: Some(stand),
        wanted: asked.filter(|language| *language != Language::default()),
        // The heading takes the focus, because the button that was tapped is gone.
        turn: 1,
        ..State::new(Texts::dutch(), clock::today())
    };
    state.set(Settings::read(&place.config()));
    let root = place.root();
    let parcels = Parcels::new(place);
    yew::Renderer::<App>::with_root_and_props(root, AppProps { state, parcels }).render();
}

fn stored(place: &Place, texts: &'static Texts, today: Date) -> State {
    match storage::load(place) {
        storage::Found::Session(session) => State::resumed(texts, today, *session),
        storage::Found::Nothing => State::new(texts, today),
        storage::Found::Damaged => State {
            notice: Some(Notice::StorageDamaged),
            ..State::new(texts, today)
        },
        storage::Found::Refused => State {
            notice: Some(Notice::StorageOff),
            keep: false,
            ..State::new(texts, today)
        },
    }
}

/// The state, which is stored in the same breath in which it changes. An effect would come too late: on a slow phone
/// it runs some time after the tap, and a page that is killed in between would lose the answer.
struct Kept(Place, Rc<State>);

impl Reducible for Kept {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let Kept(place, before) = &*self;
        let after = store(place, Some(before), Rc::clone(before).reduce(action));
        Rc::new(Kept(place.clone(), after))
    }
}

/// Stores the state where something changed, and gives back the state that knows what came of it.
fn store(place: &Place, before: Option<&State>, state: Rc<State>) -> Rc<State> {
    let State { session, keep, .. } = &*state;
    let wiped = |state: &State| state.notice == Some(Notice::Wiped);
    if before.is_some_and(|old| {
        old.session == *session && old.keep == *keep && wiped(old) == wiped(&state)
    }) {
        return state;
    }
    if state.kiosk().is_some() {
        // Nothing is stored at all, and no copy is held in the page: after a fault the next person begins.
        kiosk::tell(&state);
        return state;
    }
    if wiped(&state) {
        place.wiped();
    }
    place.hold((!keep).then(|| session::to_text(session)).as_deref());
    if !keep || !state.is_started() {
        storage::wipe(place);
    } else if storage::save(place, session).is_err() {
        let refused = Rc::clone(&state).reduce(Action::StorageRefused);
        return store(place, Some(&state), refused);
    }
    state
}

/// The page.
#[function_component]
pub fn App(props: &AppProps) -> Html {
    let kept = use_reducer(|| {
        let place = props.parcels.place().clone();
        Kept(place, Rc::new(props.state.clone()))
    });
    let Kept(place, state) = &*kept;
    let heading = use_node_ref();
    let sharing = use_node_ref();
    let send = Callback::from({
        let dispatcher = kept.dispatcher();
        move |action| dispatcher.dispatch(action)
    });

    use_effect_with(state.turn, {
        let (place, heading) = (place.clone(), heading.clone());
        move |turn| {
            if *turn > 0
                && let Some(element) = heading.cast::<web_sys::Element>()
            {
                place.arrive(&element);
            }
        }
    });
    let progress = state.interview().progress();
    use_effect_with((state.page(), progress), {
        // Nobody goes back to the pages of somebody else.
        let place = state.kiosk().is_none().then(|| place.clone());
        move |(page, progress)| {
            if let Some(place) = place {
                place.at(&page.address(), progress.answered, progress.total);
            }
        }
    });
    // What leaves the device is made as soon as it may be wanted, and again when something in it changes.
    let is_wiped = state.notice == Some(Notice::Wiped);
    let leaving = matches!(state.page().screen(), Screen::Review | Screen::Share);
    use_effect_with(leaving.then(|| state.session.clone()), {
        let (send, parcels) = (send.clone(), props.parcels.clone());
        let state = leaving.then(|| state.clone());
        move |_| match state {
            Some(state) => parcels.make(&state, send.reform(Action::Made)),
            // Whoever goes back shares with the same words; only a new person must not.
            None if is_wiped => parcels.forget(),
            None => {}
        }
    });
    let fetched = use_mut_ref(Vec::new);
    use_effect_with(state.wanted, {
        let (send, place) = (send.clone(), place.clone());
        move |wanted| {
            if let Some(language) = *wanted {
                let spoken = send.reform(move |texts| Action::Spoken(language, texts));
                language::fetch(&place, &fetched, language, spoken);
            }
        }
    });
    use_effect_with(state.session.language, {
        let (texts, place) = (state.texts, place.clone());
        move |language| place.speak(language.tag(), texts.get(key::FILE_DIRECTION))
    });
    use_effect_with((), {
        let (send, place) = (send.clone(), place.clone());
        move |()| {
            let heard = Closure::<dyn FnMut(JsValue)>::new({
                let place = place.clone();
                // The newest session counts, whoever stored it.
                move |page: JsValue| match page.as_string() {
                    Some(page) => {
                        if let Some(page) = PageId::from_address(&page) {
                            send.emit(Action::Visit(page));
                        }
                    }
                    None => match storage::load(&place) {
                        storage::Found::Session(session) => send.emit(Action::TakeOver(session)),
                        storage::Found::Nothing => send.emit(Action::TakeOver(Box::default())),
                        _ => {}
                    },
                }
            });
            place.listen(&heard);
            move || drop(heard)
        }
    });

    chrome::view_frame(&View {
        state,
        send: &send,
        parcels: &props.parcels,
        heading: &heading,
        sharing: &sharing,
    })
}
