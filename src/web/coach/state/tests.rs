//! The reducer, tried without a browser: what comes in, what stays open, what is forgotten.

use super::*;
use crate::engine::{Date, Domain, Field, Interview, QuestionId, Sharing};

fn link(level: u8) -> String {
    let mut interview = Interview::default();
    interview.tap(
        QuestionId::of(Field::DomainLevel, Domain::Money),
        level,
        true,
    );
    let language = profile::Language::default();
    let profile = Profile::new(
        &interview,
        &Sharing::default(),
        Date::from_days(900),
        language,
    );
    profile::link("https://example.org/coach/", &profile)
}

fn file(name: &str, text: &str) -> FileText {
    FileText {
        name: name.to_owned(),
        text: Ok(text.to_owned()),
    }
}

fn level(state: &State) -> Option<u8> {
    state
        .profile
        .as_ref()
        .and_then(|profile| profile.answers.level(Domain::Money))
}

#[test]
fn a_link_in_the_address_is_open_from_the_start() {
    let state = State::start(Some(link(2)));
    assert_eq!(level(&state), Some(3));
    assert_eq!(state.arrivals, 1);
    assert_eq!(State::start(None), State::default());
}

#[test]
fn a_wrong_text_leaves_the_open_profile_open_and_is_counted() {
    let state = State::start(Some(link(2))).after(Action::Text("boodschappen".into()));
    assert_eq!(state.problem, Some(Problem::Profile(ProfileError::Foreign)));
    assert_eq!(level(&state), Some(3));
    let again = state.after(Action::Text("boodschappen".into()));
    assert_eq!(again.problems, state.problems + 1);
    assert_eq!(again.arrivals, state.arrivals);
    let mended = again.after(Action::Text(link(4)));
    assert_eq!((level(&mended), mended.problem), (Some(5), None));
}

#[test]
fn one_file_opens_at_once() {
    let state = State::default().after(Action::Files(vec![file("a.html", &link(0))]));
    assert_eq!(level(&state), Some(1));
    assert!(state.choices.is_empty());
}

#[test]
fn several_files_become_a_list_that_stays_after_choosing() {
    let files = vec![
        file("a.html", &link(0)),
        file("b.html", "niets"),
        file("c.html", &link(4)),
    ];
    let state = State::default().after(Action::Files(files));
    assert_eq!(state.profile, None);
    assert_eq!(state.choices.len(), 3);
    assert_eq!(state.after(Action::Choose(1)).profile, None);
    let state = state.after(Action::Choose(2));
    assert_eq!(level(&state), Some(5));
    assert_eq!(state.choices.len(), 3);
    assert_eq!(level(&state.after(Action::Choose(0))), Some(1));
}

#[test]
fn several_files_without_a_profile_are_one_problem() {
    let files = vec![
        file("a", "x"),
        FileText {
            name: "b".into(),
            text: Err(Problem::Unreadable),
        },
    ];
    let state = State::start(Some(link(1))).after(Action::Files(files));
    assert_eq!(state.problem, Some(Problem::NoneOf(2)));
    assert_eq!(level(&state), Some(2));
    assert!(
        State::default()
            .after(Action::Files(vec![]))
            .problem
            .is_none()
    );
}

#[test]
fn several_files_beside_an_open_profile_open_the_place_to_choose() {
    let state = State::start(Some(link(1))).after(Action::Files(vec![
        file("a", &link(0)),
        file("b", &link(4)),
    ]));
    assert!(state.importing);
    assert_eq!(level(&state), Some(2));
}

#[test]
fn the_picture_can_wait() {
    let state = State::default()
        .after(Action::StartBlank(true))
        .after(Action::Text(link(1)));
    assert!(state.hidden);
    assert!(!state.after(Action::TogglePicture).hidden);
    assert!(!State::start(Some(link(1))).hidden);
}

#[test]
fn closing_forgets_everything_that_came_in() {
    let files = vec![file("a", &link(0)), file("b", &link(4))];
    let state = State::default()
        .after(Action::Files(files))
        .after(Action::Choose(0))
        .after(Action::Wipe);
    assert_eq!(
        state,
        State {
            arrivals: 2,
            ..State::default()
        }
    );
}

#[test]
fn large_files_are_refused_unread() {
    assert_eq!(check_size(1_000_000.0), Ok(()));
    assert_eq!(
        check_size(1_000_001.0),
        Err(Problem::Profile(ProfileError::TooLarge))
    );
}

#[test]
fn failed_errands_are_said() {
    let state = State::start(Some(link(1))).after(Action::Failed(Problem::Print));
    assert_eq!(
        (state.problem.clone(), level(&state)),
        (Some(Problem::Print), Some(2))
    );
    assert_eq!(state.after(Action::Import(true)).problem, None);
}

#[test]
fn what_is_only_looks_changes_nothing_else() {
    let state = State::start(Some(link(1)));
    for action in [Action::ToggleSentences, Action::Drag(true)] {
        let changed = state.after(action.clone());
        assert_ne!(changed, state);
        let back = match action {
            Action::Drag(_) => Action::Drag(false),
            other => other,
        };
        assert_eq!(changed.after(back), state);
    }
}
