//! Everything a kiosk listens to for as long as its page lives: signs of somebody, the clock, ways out of the page.

use super::idle::{Idle, Phase};
use super::wipe;
use js_sys::Reflect;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    AddEventListenerOptions, Element, Event, EventTarget, MutationObserver, MutationObserverInit,
    Window,
};
use yew::Callback;

/// How often the clock is looked at, in milliseconds.
const LOOK: i32 = 250;

/// What tells that somebody is there.
const SIGNS: [&str; 9] = [
    "pointerdown",
    "pointermove",
    "click",
    "keydown",
    "input",
    "touchstart",
    "touchmove",
    "wheel",
    "scroll",
];

/// What would open a menu, another page or a file in place of the kiosk.
const WAYS_OUT: [&str; 5] = ["contextmenu", "dragstart", "dragover", "drop", "auxclick"];

/// What may mean that time has passed which nobody was told of.
const RETURNS: [&str; 4] = ["visibilitychange", "focus", "resume", "afterprint"];

/// The machine that decides, with the clock of the browser.
#[derive(Clone, Debug)]
pub struct Watch {
    idle: Rc<RefCell<Idle>>,
}

impl PartialEq for Watch {
    fn eq(&self, other: &Watch) -> bool {
        Rc::ptr_eq(&self.idle, &other.idle)
    }
}

/// Milliseconds of a clock that no setting of the date moves.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it counts up from zero"
)]
pub fn now() -> u64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0, |clock| clock.now() as u64)
}

/// Whether the browser reads something aloud.
fn is_reading(window: &Window) -> bool {
    let has_voice =
        Reflect::get(window, &"speechSynthesis".into()).is_ok_and(|voice| !voice.is_undefined());
    has_voice
        && window
            .speech_synthesis()
            .is_ok_and(|voice| voice.speaking())
}

impl Watch {
    /// A machine for this page.
    #[must_use]
    pub fn new(idle: Idle) -> Watch {
        Watch {
            idle: Rc::new(RefCell::new(idle)),
        }
    }

    /// Somebody begins.
    pub fn begin(&self, idle: Idle) {
        self.idle.replace(idle);
    }

    /// Somebody answers the question.
    pub fn extend(&self) -> Phase {
        self.idle.borrow_mut().extend(now())
    }

    /// Listens from now on, and tells what became of whoever was there. Nothing is ever taken away again: all of it
    /// goes with the page.
    pub fn listen(&self, tell: &Callback<Phase>) {
        let Some(window) = web_sys::window() else {
            return;
        };
        let look = {
            let (idle, tell, window) = (Rc::clone(&self.idle), tell.clone(), window.clone());
            move || {
                let phase = idle.borrow_mut().tick(now(), is_reading(&window));
                tell.emit(phase);
            }
        };
        on(&window, &RETURNS, {
            let look = look.clone();
            move |_| look()
        });
        every(&window, look);
        on(&window, &SIGNS, {
            let (idle, tell) = (Rc::clone(&self.idle), tell.clone());
            move |_| {
                let phase = idle.borrow_mut().act(now());
                if phase != Phase::Present {
                    tell.emit(phase);
                }
            }
        });
        keep_in(&window);
        replace_when_left(&window);
        remember_no_fields(&window);
    }
}

fn every(window: &Window, work: impl Fn() + 'static) {
    let work = Closure::<dyn Fn()>::new(work);
    // Without timers the first sign of somebody still tells what time it is.
    let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(
        work.as_ref().unchecked_ref(),
        LOOK,
    );
    work.forget();
}

/// Hears events before anything in the page does.
fn on(target: &EventTarget, kinds: &[&str], work: impl Fn(Event) + 'static) {
    let work = Closure::<dyn Fn(Event)>::new(work);
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_passive(false);
    for kind in kinds {
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
            kind,
            work.as_ref().unchecked_ref(),
            &options,
        );
    }
    work.forget();
}

/// No link leads out of the kiosk, and nothing can be dragged, dropped or opened beside it. The only link that does
/// something is the one of the page about a fault: it begins anew.
fn keep_in(window: &Window) {
    on(window, &WAYS_OUT, |event| event.prevent_default());
    on(window, &["click"], |event| {
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("a[href], area[href]").ok().flatten());
        if let Some(link) = link {
            event.prevent_default();
            if link.closest("#fault").is_ok_and(|fault| fault.is_some()) {
                wipe::everything(false);
            }
        }
    });
}

/// A page that is left shows nothing when it comes back, and makes room for a fresh one.
fn replace_when_left(window: &Window) {
    on(window, &["pagehide"], |_| wipe::empty());
    on(window, &["pageshow"], |event| {
        let is_back = event
            .dyn_ref::<web_sys::PageTransitionEvent>()
            .is_some_and(|event| event.persisted());
        if is_back {
            wipe::everything(false);
        }
    });
}

/// A browser that crashes and restores its pages fills in their fields again, unless each of them forbids it.
fn remember_no_fields(window: &Window) {
    let Some(body) = window.document().and_then(|document| document.body()) else {
        return;
    };
    let forbid = {
        let body = body.clone();
        move || {
            let Ok(fields) = body.query_selector_all(
                "input:not([autocomplete]), textarea:not([autocomplete]), select:not([autocomplete])",
            ) else {
                return;
            };
            for index in 0..fields.length() {
                let field = fields
                    .item(index)
                    .and_then(|field| field.dyn_into::<Element>().ok());
                if let Some(field) = field {
                    let _ = field.set_attribute("autocomplete", "off");
                }
            }
        }
    };
    let changed = Closure::<dyn Fn()>::new(forbid);
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_subtree(true);
    if let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) {
        let _ = observer.observe_with_options(&body, &what);
    }
    changed.forget();
}
