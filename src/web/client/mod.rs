//! The client's page.
//!
//! [`App`] holds the one state, stores it after every change, and shows one screen. Screens are functions from the
//! state to markup; the only thing they can do is send an [`Action`].

mod chrome;
mod file;
mod question;
mod screens;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod state;
#[cfg(test)]
mod tests;

use crate::content::Texts;
use crate::engine::session::{self, Session};
use crate::engine::{Date, PageId};
use crate::web::{clock, dom, storage};
use state::{Action, Notice, Panel, State};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use yew::{
    Callback, Html, NodeRef, Properties, function_component, html, use_effect_with, use_node_ref,
    use_reducer,
};

/// What a screen gets: the state, and the way to change it.
#[derive(Clone)]
pub struct View<'a> {
    /// The state.
    pub state: &'a State,
    /// The way to change it.
    pub send: &'a Callback<Action>,
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

    /// An element with one text in it; `class` may be empty. Most elements are like this, and one function for all
    /// of them is a good deal smaller than their markup each on its own.
    #[must_use]
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
}

/// Starts the page in the element `#app`: with what was tapped in the static shell, or else with what this device
/// still knows.
pub fn start() {
    let Some(root) = dom::element("app") else {
        return;
    };
    let (texts, today) = (Texts::dutch(), clock::today());
    let mut state = match adopted(&root) {
        Some(session) => State {
            session,
            ..State::new(texts, today)
        },
        None => stored(texts, today),
    };
    if dom::take_attribute(&root, "data-memory").is_some() {
        state.keep = false;
    }
    if dom::take_attribute(&root, "data-help").is_some() {
        state.panel = Panel::Help;
    }
    yew::Renderer::<App>::with_root_and_props(root, AppProps { state }).render();
}

/// What was tapped before the wasm was there; see `shell.js`.
fn adopted(root: &web_sys::Element) -> Option<Session> {
    session::from_text(&dom::take_attribute(root, "data-session")?).ok()
}

fn stored(texts: &'static Texts, today: Date) -> State {
    match storage::load() {
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

/// The page.
#[function_component]
pub fn App(props: &AppProps) -> Html {
    let initial = props.state.clone();
    let state = use_reducer(move || initial);
    let heading = use_node_ref();
    let sharing = use_node_ref();
    let send = Callback::from({
        let dispatcher = state.dispatcher();
        move |action| dispatcher.dispatch(action)
    });

    let wiped = state.notice == Some(Notice::Wiped);
    use_effect_with((state.session.clone(), state.keep, wiped), {
        let send = send.clone();
        let started = state.is_started();
        move |(session, keep, wiped)| {
            if *wiped {
                dom::tell_wiped();
            }
            dom::hold((!keep).then(|| session::to_text(session)).as_deref());
            if !keep || !started {
                storage::wipe();
            } else if storage::save(session).is_err() {
                send.emit(Action::StorageRefused);
            }
        }
    });
    use_effect_with(state.turn, {
        let heading = heading.clone();
        let page = state.page();
        move |turn| {
            if *turn > 0
                && let Some(element) = heading.cast::<web_sys::Element>()
            {
                dom::arrive_at(&element);
            }
            dom::remember_page(&page.address());
        }
    });
    use_effect_with((), {
        let send = send.clone();
        move |()| {
            let others = Closure::<dyn Fn()>::new({
                let send = send.clone();
                move || match storage::load() {
                    storage::Found::Session(session) => send.emit(Action::TakeOver(session)),
                    storage::Found::Nothing => send.emit(Action::TakeOver(Box::default())),
                    _ => {}
                }
            });
            let listener = Closure::<dyn Fn(web_sys::PopStateEvent)>::new(
                move |event: web_sys::PopStateEvent| {
                    if let Some(page) = event
                        .state()
                        .as_string()
                        .as_deref()
                        .and_then(PageId::from_address)
                    {
                        send.emit(Action::Visit(page));
                    }
                },
            );
            if let Some(window) = web_sys::window() {
                window.set_onpopstate(Some(listener.as_ref().unchecked_ref()));
                // Another tab stored something, or this page comes back as it was left: the newest session counts.
                window.set_onstorage(Some(others.as_ref().unchecked_ref()));
                window.set_onpageshow(Some(others.as_ref().unchecked_ref()));
            }
            move || drop((listener, others))
        }
    });

    chrome::view_frame(&View {
        state: &state,
        send: &send,
        heading: &heading,
        sharing: &sharing,
    })
}
