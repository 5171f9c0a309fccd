//! The rules and duties (*vangrails*): neutral, first, and brief.

use crate::content::{Key, key, pictogram};
use crate::web::client::View;
use crate::web::components::view_pictogram;
use yew::{Html, html};

const RULES: [Key; 5] = [
    key::RULES_0,
    key::RULES_1,
    key::RULES_2,
    key::RULES_3,
    key::RULES_4,
];

pub(super) fn view_rules(view: &View) -> Html {
    let page = view.state.page();
    let mut rules: Vec<&str> = view.state.settings.rules(view.state.language()).collect();
    if rules.is_empty() {
        rules = RULES.map(|rule| view.t(rule)).into();
    }
    html! {
        <section class="stack">
            { super::view_heading(view, view.t(page.title())) }
            { super::view_intro(view, page.intro()) }
            <ul class="rules">{ for rules.into_iter().map(|rule| html! { <li>{ rule }</li> }) }</ul>
            <p class="aside-note">{ view_pictogram(pictogram::HAND) }{ view.text("span", "", key::RULES_NOTE) }</p>
        </section>
    }
}
