//! The screens of the route, one file each. A screen is a function from the state to markup.

mod focus;
mod questions;
mod result;
mod review;
mod rules;
mod share;
mod welcome;

pub(super) use result::{Voice, view_result};
pub(super) use share::view_code;
#[cfg(feature = "kiosk")]
pub(in crate::web) use welcome::view_path;

use super::View;
use crate::content::{Key, NONE};
use crate::engine::Screen;
use yew::{Html, html};

/// The screen of the open page.
pub(super) fn view_screen(view: &View) -> Html {
    match view.state.page().screen() {
        Screen::Welcome => welcome::view_welcome(view),
        Screen::Rules => rules::view_rules(view),
        Screen::Focus => focus::view_focus(view),
        Screen::Review => review::view_review(view),
        Screen::Share => share::view_share(view),
        Screen::Domains | Screen::Steering | Screen::Work | Screen::Strengths | Screen::Plan => {
            questions::view_questions(view)
        }
    }
}

/// The heading of a screen: it takes the focus when the page turns, so that a screen reader begins here.
fn view_heading(view: &View, text: &str) -> Html {
    html! { <h1 tabindex="-1" ref={view.heading.clone()}>{ text.to_owned() }</h1> }
}

/// A line under the heading, where there is one.
fn view_intro(view: &View, text: Key) -> Html {
    html! { if text != NONE { { view.text("p", "intro", text) } } }
}
