//! The coach's page: opens what a client shares and shows it on one screen.
//!
//! `state` decides everything and knows no browser; `intake` is how profiles come in, with `reader` for
//! codes in pictures and `camera` for codes that somebody holds up; `errands` is what the browser does
//! for the state, above all opening what is locked; `converter` asks a later program for FHIR; `vault` keeps keys and `shelf` keeps dossiers in the browser's
//! database (`base`); `view` is what is seen.
//!
//! Nothing is sent, and of a client nothing is stored unless the coach chooses so for a dossier, which is then
//! encrypted: without that, closing the profile or the page is the end of it. A key is kept when a coach chooses so.

mod app;
mod base;
mod camera;
mod converter;
mod errands;
mod intake;
mod reader;
mod shelf;
pub mod state;
mod vault;
mod view;

pub use app::{App, AppProps, Page, PageProps};
pub use reader::Reader;

/// Starts the page in the element `#app`. `load` promises a program that is loaded later, by its name; see `start.js`.
pub fn start(load: js_sys::Function) {
    if let Some(root) = crate::web::dom::element("app") {
        let reader = Reader::new(load);
        yew::Renderer::<App>::with_root_and_props(root, AppProps { reader }).render();
    }
}
