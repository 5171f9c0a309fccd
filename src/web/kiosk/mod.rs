//! A kiosk: the client's page on a screen that many people use, one after the other.
//!
//! It is a program of its own, with the client's page in it, so that the page never runs without its guard and no phone
//! downloads a byte of it. The guard has an element beside `#app`: a screen that waits for somebody, a bar below every
//! other screen, and the question whether somebody is still there. `idle` decides when, `wipe` leaves nothing behind,
//! `watch` listens to the browser.

pub mod idle;
pub mod settings;
pub mod state;
mod view;
pub mod watch;
pub mod wipe;

use crate::content::kiosk::KioskTexts;
use crate::web::client;
use crate::web::client::state::Kiosk;
use crate::web::dom;
use crate::web::place::Place;
use idle::Idle;
use settings::Settings;
use state::{Action, Over, State};
use watch::Watch;
use yew::{
    AttrValue, Callback, Html, MouseEvent, Properties, function_component, html, use_effect_with,
    use_reducer_eq,
};

/// What the guard starts with.
#[derive(Properties, PartialEq)]
pub struct GuardProps {
    /// The settings.
    pub settings: Settings,
    /// The machine that decides whether somebody is there.
    pub watch: Watch,
    /// Whether the last person has just wiped everything.
    pub was_wiped: bool,
    /// Opens the client's page in a language.
    pub open: Callback<AttrValue>,
}

/// Starts a kiosk in the place of the client's page.
pub fn start(place: Place) {
    let Some(host) = dom::beside_app("kiosk") else {
        return;
    };
    wipe::sweep();
    wipe::empty();
    let settings = Settings::read(&place.config());
    let stand = Kiosk {
        can_print: settings.can_print,
        has_keyboard: settings.has_keyboard,
    };
    let props = GuardProps {
        watch: Watch::new(Idle::new(settings.patience, watch::now())),
        was_wiped: wipe::was_said(),
        open: Callback::from(move |tag: AttrValue| {
            dom::uncover_app(&tag);
            client::start_at_kiosk(place.clone(), stand);
        }),
        settings,
    };
    yew::Renderer::<Guard>::with_root_and_props(host, props).render();
}

/// The guard.
#[function_component]
pub fn Guard(props: &GuardProps) -> Html {
    let was_wiped = props.was_wiped;
    let state = use_reducer_eq(move || State::new(was_wiped));
    let send = Callback::from({
        let dispatcher = state.dispatcher();
        move |action| dispatcher.dispatch(action)
    });
    use_effect_with((), {
        let (watch, send) = (props.watch.clone(), send.clone());
        move |()| {
            watch.listen(&Callback::from(move |phase| {
                // Somebody may choose another language on any screen.
                send.emit(Action::Speak(KioskTexts::of(&dom::language())));
                send.emit(Action::Clock(phase));
            }));
        }
    });
    use_effect_with(state.contrast, |contrast| {
        dom::mark_page("data-contrast", *contrast)
    });
    use_effect_with(state.is_over, |over| match over {
        Some(Over::Gone) => wipe::everything(false),
        Some(Over::Stopped) => wipe::everything(true),
        None => {}
    });
    let begin = {
        let (watch, open, send) = (props.watch.clone(), props.open.clone(), send.clone());
        let patience = props.settings.patience;
        Callback::from(move |tag: AttrValue| {
            watch.begin(Idle::new(patience, watch::now()));
            send.emit(Action::Begin(KioskTexts::of(&tag)));
            open.emit(tag);
        })
    };
    let contrast = {
        let (watch, send) = (props.watch.clone(), send.clone());
        let (patience, is_begun) = (props.settings.patience, state.is_begun);
        Callback::from(move |_: MouseEvent| {
            // A kiosk that waited long counts from now on.
            if !is_begun {
                watch.begin(Idle::new(patience, watch::now()));
            }
            send.emit(Action::Contrast);
        })
    };
    let extend = {
        let (watch, send) = (props.watch.clone(), send.clone());
        Callback::from(move |()| send.emit(Action::Clock(watch.extend())))
    };
    html! {
        <div class="guard">
            if state.is_begun {
                { view::view_bar(&state, &contrast, &send) }
                { view::view_sure(&state, &send) }
                { view::view_question(&state, &extend) }
            } else {
                { view::view_attract(&state, &props.settings.languages, &begin) }
                { view::view_bar(&state, &contrast, &send) }
            }
        </div>
    }
}
