//! The coach's page: opens what a client shares and shows it on one screen.
//!
//! `state` decides everything and knows no browser; `intake` is how profiles come in; `view` is what is seen.
//! Nothing is ever stored or sent: closing the profile or the page is the end of it.

mod app;
mod intake;
pub mod state;
mod view;

pub use app::{App, Page, PageProps};

/// Starts the page in the element `#app`.
pub fn start() {
    if let Some(root) = crate::web::dom::element("app") {
        yew::Renderer::<App>::with_root(root).render();
    }
}
