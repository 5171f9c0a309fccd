//! A pictogram: decoration beside a word, so that screen readers pass over it.

use crate::content::pictogram::Pictogram;
use yew::{Html, html};

/// The pictogram, as large as its surroundings say (`.pictogram` in `styles/pictogram.css`).
pub fn view_pictogram(pictogram: Pictogram) -> Html {
    html! {
        <svg class="pictogram" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <path class="fill" d={pictogram.fill} />
            <path class="line" d={pictogram.line} />
        </svg>
    }
}
