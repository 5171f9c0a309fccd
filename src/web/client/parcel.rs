//! The way to the program that makes what leaves the device, which is loaded when it is needed.

use crate::engine::Date;
use crate::engine::session::{self, Session};
use crate::web::share;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use yew::Callback;

/// What a session becomes when it is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The link that opens it on the coach's page.
    pub link: String,
    /// The link as a code; nothing when it is too much for any.
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
    /// The program; see `web::parcel`.
    #[derive(Clone)]
    type Program;

    #[wasm_bindgen(method)]
    fn pack(this: &Program, session: &str, day: u16) -> Option<Packed>;

    #[wasm_bindgen(method)]
    fn draw(this: &Program, text: &str) -> Vec<String>;

    type Packed;

    #[wasm_bindgen(method)]
    fn link(this: &Packed, coach_page: &str) -> String;

    #[wasm_bindgen(method)]
    fn file(this: &Packed, coach_page: &str, texts: &str) -> String;
}

/// The program, or the way to load it.
#[derive(Clone, Debug, Default)]
pub struct Parcels {
    load: Option<Function>,
    program: Rc<RefCell<Option<JsValue>>>,
}

impl PartialEq for Parcels {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.program, &other.program)
    }
}

impl Parcels {
    /// `load` is a function of `start.js`: it takes the name of a program and promises the program.
    #[must_use]
    pub fn new(load: Function) -> Parcels {
        Parcels {
            load: Some(load),
            program: Rc::default(),
        }
    }

    fn program(&self) -> Option<Program> {
        let program = self.program.borrow();
        program
            .as_ref()
            .map(|program| program.clone().unchecked_into())
    }

    /// Makes sure that the program is there, and tells whether it is.
    pub fn ready(&self, done: Callback<bool>) {
        if self.program.borrow().is_some() {
            return done.emit(true);
        }
        let promise = self
            .load
            .as_ref()
            .and_then(|load| load.call1(&JsValue::NULL, &"parcel".into()).ok())
            .and_then(|promise| promise.dyn_into::<Promise>().ok());
        let Some(promise) = promise else {
            return done.emit(false);
        };
        let place = Rc::clone(&self.program);
        let refused = done.clone();
        let loaded = Closure::once(move |program: JsValue| {
            *place.borrow_mut() = Some(program);
            done.emit(true);
        });
        let failed = Closure::once(move |_: JsValue| refused.emit(false));
        let _ = promise.then2(&loaded, &failed);
        // One of them is called, once; the other is small.
        loaded.forget();
        failed.forget();
    }

    /// What leaves when this session is shared; nothing when the program is not there.
    #[must_use]
    pub fn parcel(&self, session: &Session, day: Date) -> Option<Parcel> {
        let program = self.program()?;
        let link = program
            .pack(&session::to_text(session), day.days())?
            .link(&share::coach_page());
        let mut drawing = program.draw(&link).into_iter();
        let code = (|| {
            Some(Drawing {
                version: drawing.next()?,
                view_box: drawing.next()?,
                path: drawing.next()?,
            })
        })();
        Some(Parcel { link, code })
    }

    /// The page to save.
    #[must_use]
    pub fn file(&self, session: &Session, day: Date, texts: &str) -> Option<String> {
        let packed = self
            .program()?
            .pack(&session::to_text(session), day.days())?;
        Some(packed.file(&share::coach_page(), texts))
    }
}
