//! What went wrong, in one sentence that says what to do. A live region that is always there, so that screen
//! readers announce what comes into it (tried with the alert role of ARIA; the sentence is made anew each time).

use super::parts::texts;
use crate::content::{Key, key, present};
use crate::engine::desk::dossier::DossierError;
use crate::engine::{ProfileError, QuestionId};
use crate::web::coach::state::{CameraProblem, HandProblem, KeyProblem, Problem, SHORTEST, State};
use yew::{Html, html};

/// The place where a problem is said. What goes wrong with a key is said beside the key.
pub(super) fn view_problem(state: &State) -> Html {
    view_region(state, |problem| !matches!(problem, Problem::Key(_)))
}

/// The place where a problem with opening and keeping keys is said.
pub(super) fn view_key_problem(state: &State) -> Html {
    view_region(
        state,
        |problem| matches!(problem, Problem::Key(key) if !key.is_making()),
    )
}

/// The place where a problem with making keys is said.
pub(super) fn view_making_problem(state: &State) -> Html {
    view_region(
        state,
        |problem| matches!(problem, Problem::Key(key) if key.is_making()),
    )
}

fn view_region(state: &State, is_said: fn(&Problem) -> bool) -> Html {
    let problem = state.problem.iter().filter(|problem| is_said(problem));
    html! {
        <div class="problem" role="alert" data-role="error">
            { for problem.map(|problem| html! { <p key={state.problems}>{ sentence(problem) }</p> }) }
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
        Problem::Insecure => return texts.get(key::COACH_ERROR_INSECURE).to_owned(),
        Problem::NoWords => return texts.get(key::COACH_ERROR_NO_WORDS).to_owned(),
        Problem::Key(problem) => return key_sentence(*problem),
        Problem::Picture => return texts.get(key::COACH_ERROR_PICTURE).to_owned(),
        Problem::NoCode => return texts.get(key::COACH_ERROR_NO_CODE).to_owned(),
        Problem::NoReader => return texts.get(key::COACH_ERROR_NO_READER).to_owned(),
        Problem::Camera(problem) => return texts.get(camera_key(*problem)).to_owned(),
        Problem::Dossier(error) => return dossier_sentence(error),
        Problem::Hand(problem) => return texts.get(hand_key(*problem)).to_owned(),
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
        ProfileError::Dossier => key::COACH_DOSSIER_ERROR_OPEN,
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

fn camera_key(problem: CameraProblem) -> Key {
    match problem {
        CameraProblem::Refused => key::COACH_ERROR_CAMERA_REFUSED,
        CameraProblem::Absent => key::COACH_ERROR_CAMERA_ABSENT,
        CameraProblem::Busy => key::COACH_ERROR_CAMERA_BUSY,
    }
}

fn dossier_sentence(error: &DossierError) -> String {
    let key = match error {
        DossierError::Newer | DossierError::Profile(ProfileError::Newer) => {
            key::COACH_DOSSIER_ERROR_NEWER
        }
        DossierError::Foreign => key::COACH_DOSSIER_ERROR_FOREIGN,
        DossierError::TooLarge => key::COACH_ERROR_TOO_LARGE,
        DossierError::Damaged => key::COACH_DOSSIER_ERROR_DAMAGED,
        DossierError::Profile(_) => key::COACH_DOSSIER_ERROR_PROFILE,
        DossierError::Part(name) => {
            return texts().fill(key::COACH_DOSSIER_ERROR_PART, &[("name", name)]);
        }
    };
    texts().get(key).to_owned()
}

fn hand_key(problem: HandProblem) -> Key {
    match problem {
        HandProblem::NoKey => key::COACH_HAND_ERROR_NO_KEY,
        HandProblem::NotHanded => key::COACH_HAND_ERROR_NOT_HANDED,
        HandProblem::NotShelved => key::COACH_HAND_ERROR_NOT_SHELVED,
        HandProblem::NotTakenDown => key::COACH_HAND_ERROR_NOT_TAKEN_DOWN,
        HandProblem::NotThrownAway => key::COACH_HAND_ERROR_NOT_THROWN_AWAY,
        HandProblem::NotCopied => key::COACH_HAND_ERROR_NOT_COPIED,
    }
}

fn key_sentence(problem: KeyProblem) -> String {
    let key = match problem {
        KeyProblem::Foreign => key::COACH_KEYS_ERROR_FOREIGN,
        KeyProblem::Damaged => key::COACH_KEYS_ERROR_DAMAGED,
        KeyProblem::Unreadable => key::COACH_KEYS_ERROR_UNREADABLE,
        KeyProblem::WrongPassphrase => key::COACH_KEYS_ERROR_WRONG_PASSPHRASE,
        KeyProblem::NoPassphrase => key::COACH_KEYS_ERROR_NO_PASSPHRASE,
        KeyProblem::TooShort => key::COACH_KEYS_ERROR_TOO_SHORT,
        KeyProblem::NotMade => key::COACH_KEYS_ERROR_NOT_MADE,
        KeyProblem::NotKept => key::COACH_KEYS_ERROR_NOT_KEPT,
        KeyProblem::NotForgotten => key::COACH_KEYS_ERROR_NOT_FORGOTTEN,
        KeyProblem::NotCopied => key::COACH_KEYS_ERROR_NOT_COPIED,
        KeyProblem::NotSaved => key::COACH_ERROR_EXPORT,
    };
    texts().fill(key, &[("count", &SHORTEST.to_string())])
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
