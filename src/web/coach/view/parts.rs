//! Small pieces that several parts of the page are made of.

use crate::content::{Key, Texts, key, present};
use crate::engine::{Field, Profile, QuestionId};
use crate::web::components::view_ten;
use yew::{Html, classes, html};

/// Own words longer than this get a frame of their own that scrolls, so that they do not push the rest off the screen.
const LONG: usize = 200;

/// The texts of the coach.
pub(super) fn texts() -> &'static Texts {
    Texts::dutch_for_coach()
}

/// The text of a key.
pub(super) fn t(key: Key) -> &'static str {
    texts().get(key)
}

/// The answer to a question in words, several of them side by side; empty when it is open or withheld.
pub(super) fn words(profile: &Profile, question: impl Into<QuestionId>) -> String {
    let question = question.into();
    profile
        .answers
        .get(question)
        .map(|answer| present::answer_text(texts(), question, answer).join(" · "))
        .unwrap_or_default()
}

/// What is not there: skipped, declined and withheld look the same.
pub(super) fn view_not_shared() -> Html {
    html! { <span class="not-shared">{ t(key::COACH_NOT_SHARED) }</span> }
}

/// Whose view it is and of which day, under a heading, on paper only: sheets come loose from the first one. Whoever
/// listens has heard it at the top.
pub(super) fn view_paper_note(profile: &Profile) -> Html {
    let note = [
        t(key::OWN_VIEW_LABEL),
        &present::date(texts(), profile.created),
    ]
    .join(" · ");
    html! { <p class="paper-note" aria-hidden="true">{ note }</p> }
}

/// A name and what belongs to it, inside a `dl`.
pub(super) fn view_pair(label: &str, value: Html) -> Html {
    html! { <div class="pair"><dt>{ label.to_owned() }</dt><dd>{ value }</dd></div> }
}

/// A name and an answer in words; nothing when there is no answer.
pub(super) fn view_words_pair(label: &str, words: &str) -> Html {
    if words.is_empty() {
        Html::default()
    } else {
        view_pair(label, html! { words.to_owned() })
    }
}

/// A value from 0 to 10: the number, and the picture of it.
pub(super) fn view_score(label: &str, value: Option<u8>) -> Html {
    let shown = match value {
        Some(value) => html! {
            <>
                <span class="value">{ value }</span>
                <span class="visually-hidden">{ t(key::COACH_FOCUS_OF_TEN) }</span>
                { view_ten(Some(value)) }
            </>
        },
        None => view_not_shared(),
    };
    html! { <div class="score"><dt>{ label.to_owned() }</dt><dd>{ shown }</dd></div> }
}

/// The client's own words, in the client's language and the direction of its writing; nothing when there are none.
pub(super) fn view_own(profile: &Profile, field: Field) -> Html {
    let own = profile.answers.text(field);
    if own.is_empty() {
        return Html::default();
    }
    let is_long = own.chars().count() > LONG;
    html! {
        <blockquote class={classes!("own", is_long.then_some("long"))} lang={profile.language.tag()} dir="auto"
            data-question={QuestionId::from(field).to_string()} tabindex={is_long.then_some("0")}>
            { own.to_owned() }
        </blockquote>
    }
}
