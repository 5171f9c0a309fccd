//! The coach's page: opens what a client shares and shows it on one screen.
//!
//! `state` decides everything and knows no browser; `intake` is how profiles come in; `errands` is what the browser does
//! for the state, above all opening what is locked; `vault` keeps keys; `view` is what is seen.
//!
//! Nothing is sent, and of a client nothing is stored: closing the profile or the page is the end of it. Only a key is
//! kept in the browser, when a coach chooses so.

mod app;
mod errands;
mod intake;
pub mod state;
mod vault;
mod view;

pub use app::{App, Page, PageProps};

/// Starts the page in the element `#app`.
pub fn start() {
    if let Some(root) = crate::web::dom::element("app") {
        yew::Renderer::<App>::with_root(root).render();
    }
}
