//! A text that changes in place.

use yew::{Html, html};

/// The text in an element of its own, which is made anew when the text changes. A browser that translates the page
/// puts its own text in place of ours, and a change to ours would then not be seen.
pub fn view_changing(text: String) -> Html {
    html! { <span key={text.clone()}>{ text }</span> }
}
