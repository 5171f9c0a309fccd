//! What went wrong, in one sentence that says what to do. A live region that is always there, so that screen
//! readers announce what comes into it (tried with the alert role of ARIA; the sentence is made anew each time).

use super::parts::texts;
use crate::content::{key, present};
use crate::engine::{ProfileError, QuestionId};
use crate::web::coach::state::{Problem, State};
use yew::{Html, html};

/// The place where a problem is said.
pub(super) fn view_problem(state: &State) -> Html {
    html! {
        <div class="problem" role="alert" data-role="error">
            { for state.problem.iter().map(|problem| html! { <p key={state.problems}>{ sentence(problem) }</p> }) }
        </div>
    }
}

/// The sentence of a problem.
pub(super) fn sentence(problem: &Problem) -> String {
    let texts = texts();
    let error = match problem {
        Problem::NoneOf(count) => {
            return texts.fill(key::COACH_ERROR_NONE, &[("count", &count.to_string())]);
        }
        Problem::Unreadable => return texts.get(key::COACH_ERROR_UNREADABLE).to_owned(),
        Problem::Print => return texts.get(key::COACH_ERROR_PRINT).to_owned(),
        Problem::Export => return texts.get(key::COACH_ERROR_EXPORT).to_owned(),
        Problem::Profile(error) => error,
    };
    let key = match error {
        ProfileError::Empty => key::COACH_ERROR_EMPTY,
        ProfileError::TooLarge => key::COACH_ERROR_TOO_LARGE,
        ProfileError::Foreign => key::COACH_ERROR_FOREIGN,
        ProfileError::Truncated => key::COACH_ERROR_TRUNCATED,
        ProfileError::Damaged => key::COACH_ERROR_DAMAGED,
        ProfileError::Newer => key::COACH_ERROR_NEWER,
        ProfileError::Sealed => key::COACH_ERROR_SEALED,
        ProfileError::WrongKey => key::COACH_ERROR_WRONG_KEY,
        ProfileError::WrongPassphrase => key::COACH_ERROR_WRONG_PASSPHRASE,
        ProfileError::SealedOtherwise => key::COACH_ERROR_SEALED_OTHERWISE,
        ProfileError::TooMuchWork => key::COACH_ERROR_TOO_MUCH_WORK,
        ProfileError::KeyFile => key::COACH_ERROR_KEY_FILE,
        ProfileError::OutOfScale(id) => {
            return texts.fill(
                key::COACH_ERROR_OUT_OF_SCALE,
                &[("question", &question_name(id))],
            );
        }
        ProfileError::Field(name) => return texts.fill(key::COACH_ERROR_FIELD, &[("name", name)]),
    };
    texts.get(key).to_owned()
}

/// The question in words, with its domain; its identifier when this version does not know it.
fn question_name(id: &str) -> String {
    let Ok(question) = id.parse::<QuestionId>() else {
        return id.to_owned();
    };
    let name = present::short_text(texts(), question);
    match question.domain {
        Some(domain) => [texts().get(domain.label()), ": ", &name].concat(),
        None => name,
    }
}
