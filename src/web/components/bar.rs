//! Bars: a picture of a position on a scale. The words always stand beside them, so they are decoration.

use yew::{Html, classes, html};

/// Five steps, filled up to the level (1 to 5); `None` draws the empty steps.
pub fn view_bar(level: Option<u8>) -> Html {
    view_steps(5, level, "bar")
}

/// Ten steps for a value from 0 to 10.
pub fn view_ten(value: Option<u8>) -> Html {
    view_steps(10, value, "bar ten")
}

/// Three steps for how often: from 0 (never) to 3 (always).
pub fn view_three(value: Option<u8>) -> Html {
    view_steps(3, value, "bar three")
}

fn view_steps(count: u8, value: Option<u8>, class: &'static str) -> Html {
    html! {
        <span class={classes!(class, value.is_none().then_some("open"))} aria-hidden="true">
            { for (1..=count).map(|step| {
                let on = value.is_some_and(|value| step <= value);
                html! { <i class={on.then_some("on")} /> }
            }) }
        </span>
    }
}
