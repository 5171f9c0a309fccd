//! The way to the program that makes what leaves the device, which is loaded when it is needed.

use super::state::{Making, State};
use crate::engine::Language;
use crate::engine::session::{self, Session};
use crate::web::lock::Lock;
use crate::web::place::Place;
use js_sys::{Function, Promise};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use yew::{AttrValue, Callback};

/// What a session becomes when it is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The session that it was made of.
    pub session: Session,
    /// The lock on the link and on the file.
    pub lock: Lock,
    /// The link that opens it on the coach's page.
    pub link: String,
    /// The words that open it; empty where they are not the lock.
    pub words: String,
    /// Whether the browser can hand a file to another program.
    pub can_send: bool,
    /// Every answer in it, as markup.
    pub preview: AttrValue,
    /// The code; nothing when it is too much for any. It is open unless the lock is the key.
    pub code: Option<Drawing>,
}

/// A code as a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The version of the code, 1 to 40; 12 or less is easy to scan from a phone.
    pub version: String,
    /// The field, quiet zone inside.
    pub view_box: String,
    /// The dark modules as one path.
    pub path: String,
}

#[wasm_bindgen]
extern "C" {
    /// The program; see `src/bin/parcel.rs`.
    type Program;

    /// One instance of what the program does; see `src/bin/parcel.rs`.
    #[derive(Clone)]
    type Desk;

    #[wasm_bindgen(method)]
    fn open(this: &Program, config: &JsValue, coach_page: &str) -> Desk;

    #[wasm_bindgen(method)]
    fn speak(this: &Desk, texts: &str);

    #[wasm_bindgen(method)]
    fn prepare(this: &Desk, session: &str, day: u16) -> Promise;

    #[wasm_bindgen(method)]
    fn hand(this: &Desk, way: &str, link: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn forget(this: &Desk);

    #[wasm_bindgen(method)]
    fn free(this: &Desk);
}

/// The program, or the way to load it.
#[derive(Clone, Debug, Default)]
pub struct Parcels {
    place: Place,
    desk: Rc<RefCell<Option<JsValue>>>,
    /// The language that the desk has the texts of.
    language: Rc<Cell<Option<Language>>>,
}

impl PartialEq for Parcels {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.desk, &other.desk)
    }
}

impl Parcels {
    /// The program is loaded by way of the place.
    #[must_use]
    pub fn new(place: Place) -> Parcels {
        Parcels {
            place,
            desk: Rc::default(),
            language: Rc::default(),
        }
    }

    /// Where the app lives.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    fn desk(&self) -> Option<Desk> {
        let desk = self.desk.borrow();
        desk.as_ref().map(|desk| desk.clone().unchecked_into())
    }

    /// Makes what leaves when this is shared, loading the program first where it is not there yet; nothing when that
    /// does not work.
    pub fn make(&self, state: &State, done: Callback<Making>) {
        let (session, day, texts) = (state.session.clone(), state.today, state.texts);
        let language = Rc::clone(&self.language);
        self.load(move |desk| {
            let Some(desk) = desk else {
                return done.emit(Making::Failed);
            };
            if language.replace(Some(session.language)) != Some(session.language) {
                desk.speak(&texts.pack());
            }
            let text = session::to_text(&session);
            settle(&desk.prepare(&text, day.days()), move |made| {
                let parcel = made.and_then(|made| Parcel::of(session, &made));
                done.emit(parcel.map_or(Making::Failed, |parcel| Making::Ready(Rc::new(parcel))));
            });
        });
    }

    fn load(&self, then: impl FnOnce(Option<Desk>) + 'static) {
        if let Some(desk) = self.desk() {
            return then(Some(desk));
        }
        let parcels = self.clone();
        settle(&self.place.load("parcel"), move |program| {
            // It may have been asked for twice, and one desk is enough.
            if let (Some(program), None) = (program, parcels.desk()) {
                let program: Program = program.unchecked_into();
                let coach_page = parcels.place.base() + "coach/";
                let desk = program.open(&parcels.place.config(), &coach_page);
                *parcels.desk.borrow_mut() = Some(desk.into());
            }
            then(parcels.desk());
        });
    }

    /// Hands a parcel over in one of the ways of the program, and tells whether it worked.
    pub fn hand(&self, way: &str, parcel: &Parcel, done: Callback<bool>) {
        match self.desk() {
            Some(desk) => settle(&desk.hand(way, &parcel.link), move |worked| {
                done.emit(worked.is_some_and(|worked| worked.is_truthy()));
            }),
            None => done.emit(false),
        }
    }

    /// Forgets the words, so that the next person gets others.
    pub fn forget(&self) {
        if let Some(desk) = self.desk() {
            desk.forget();
        }
    }

    /// Ends it: nothing can be made any more.
    pub fn close(&self) {
        if let Some(desk) = self.desk() {
            *self.desk.borrow_mut() = None;
            desk.free();
        }
    }
}

impl Parcel {
    fn of(session: Session, made: &JsValue) -> Option<Parcel> {
        let made = js_sys::Array::from(made);
        let mut made = made.iter().map(|part| part.as_string());
        let mut next = || made.next().flatten();
        let lock = Lock::from_id(&next()?)?;
        let (link, words) = (next()?, next()?);
        let can_send = next()? == "send";
        let preview = AttrValue::from(next()?);
        let code = next().and_then(|version| {
            Some(Drawing {
                version,
                view_box: next()?,
                path: next()?,
            })
        });
        Some(Parcel {
            session,
            lock,
            link,
            words,
            can_send,
            preview,
            code,
        })
    }
}

/// Calls a function with what a promise gives, or with nothing when it is broken.
pub(super) fn settle(promise: &Promise, then: impl FnOnce(Option<JsValue>) + 'static) {
    let then = RefCell::new(Some(then));
    let call = Rc::new(move |value| {
        let then = then.borrow_mut().take();
        if let Some(then) = then {
            then(value);
        }
    });
    let other = Rc::clone(&call);
    let kept = Closure::once_into_js(move |value: JsValue| call(Some(value)));
    let broken = Closure::once_into_js(move |_: JsValue| other(None));
    let method = js_sys::Reflect::get(promise, &"then".into());
    if let Ok(method) = method.and_then(|method| method.dyn_into::<Function>()) {
        // The promise keeps both functions until one of them is called.
        let _ = method.call2(promise, &kept, &broken);
    }
}
