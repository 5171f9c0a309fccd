//! The reducer without a browser: what a person does, and what is there afterwards.

use super::settings::Settings;
use super::state::{Action, Notice, Panel, State};
use crate::content::Texts;
use crate::engine::session::Session;
use crate::engine::{
    Date, Domain, Field, Language, Module, PageId, QuestionId, RouteKind, Screen, SharedBlock,
};
use std::rc::Rc;
use yew::Reducible;

fn after(actions: impl IntoIterator<Item = Action>) -> State {
    let start = Rc::new(State::new(Texts::dutch(), Date::from_days(1000)));
    Rc::unwrap_or_clone(actions.into_iter().fold(start, Reducible::reduce))
}

fn then(state: State, actions: impl IntoIterator<Item = Action>) -> State {
    Rc::unwrap_or_clone(actions.into_iter().fold(Rc::new(state), Reducible::reduce))
}

fn page(address: &str) -> PageId {
    PageId::from_address(address).unwrap()
}

fn level(domain: Domain) -> QuestionId {
    QuestionId::of(Field::DomainLevel, domain)
}

fn focus(domain: Domain) -> Action {
    Action::Tap(QuestionId::of(Field::Focus, domain), 0, true)
}

#[test]
fn the_route_goes_forward_and_back() {
    let state = after([Action::Start, Action::Next, Action::Next]);
    assert_eq!(state.page(), page("domains//work"));
    let state = then(
        state,
        [Action::Back, Action::Back, Action::Back, Action::Back],
    );
    assert_eq!(state.page(), PageId::WELCOME);
}

#[test]
fn every_turn_counts_so_that_focus_follows() {
    assert_eq!(after([Action::Start, Action::Next, Action::Back]).turn, 3);
}

#[test]
fn a_change_from_the_review_goes_back_there() {
    let state = after([
        Action::Start,
        Action::Stop,
        Action::Change(page("domains//money")),
    ]);
    assert_eq!(state.page(), page("domains//money"));
    let seen: Vec<Action> = std::iter::repeat_n(Action::Next, 1).collect();
    let state = then(state, seen);
    assert_eq!(
        state.page().screen(),
        Screen::Domains,
        "pages that were never seen come first"
    );
    let all = after(std::iter::once(Action::Start).chain(std::iter::repeat_n(Action::Next, 60)));
    let state = then(all, [Action::Change(page("domains//money")), Action::Next]);
    assert_eq!(state.page().screen(), Screen::Review);
    assert!(!state.from_review);
}

#[test]
fn a_domain_chosen_from_the_review_asks_its_questions_before_it_goes_back() {
    let all = after(std::iter::once(Action::Start).chain(std::iter::repeat_n(Action::Next, 60)));
    let state = then(
        all,
        [
            Action::Change(page("focus")),
            focus(Domain::Money),
            Action::Next,
        ],
    );
    assert_eq!(state.page(), page("steering/motivation/money"));
    let state = then(state, std::iter::repeat_n(Action::Next, 4));
    assert_eq!(state.page().screen(), Screen::Review);
}

#[test]
fn a_fourth_domain_is_refused_with_a_word() {
    let state = after([
        focus(Domain::Money),
        focus(Domain::Work),
        focus(Domain::Home),
        focus(Domain::Mind),
    ]);
    assert_eq!(state.interview().answers.focus().count(), 3);
    assert_eq!(state.notice, Some(Notice::FocusLimit));
    let state = then(
        state,
        [
            Action::Tap(QuestionId::of(Field::Focus, Domain::Home), 0, false),
            focus(Domain::Mind),
        ],
    );
    assert_eq!(state.notice, None);
    assert!(
        state
            .interview()
            .answers
            .flag(QuestionId::of(Field::Focus, Domain::Mind))
    );
}

#[test]
fn skipping_the_job_search_keeps_what_was_answered_and_can_be_undone() {
    let work = page("work/motivation");
    let tap = Action::Tap(Field::WorkWantWork.into(), 9, true);
    let state = after([Action::Start, Action::Visit(work), tap, Action::SkipWork]);
    assert_eq!(state.page(), page("strengths/list"));
    assert_eq!(state.interview().answers.one(Field::WorkWantWork), Some(9));
    let state = then(state, [Action::Back, Action::Next]);
    assert_eq!(state.page(), page("work/search"));
    assert!(!state.interview().work_skipped);
}

#[test]
fn a_page_can_be_left_open_again() {
    let state = after([
        Action::Start,
        Action::Next,
        Action::Tap(level(Domain::Money), 2, true),
        Action::ClearPage,
    ]);
    assert!(state.interview().answers.is_empty());
    assert_eq!(state.page(), page("domains//money"));
}

#[test]
fn wiping_leaves_nothing() {
    let state = after([
        Action::Start,
        Action::Next,
        Action::Tap(level(Domain::Money), 0, true),
        Action::ShareDomain(Domain::Mind, true),
        Action::ShareBlock(SharedBlock::Plan, false),
        Action::Route(RouteKind::Short),
        Action::Open(Panel::WipeSure),
        Action::Wipe,
    ]);
    assert_eq!(
        state.session,
        State::new(Texts::dutch(), Date::from_days(1000)).session
    );
    assert_eq!(
        (state.notice, state.panel, state.is_started()),
        (Some(Notice::Wiped), Panel::None, false)
    );
}

#[test]
fn the_history_of_the_browser_leads_nowhere_after_wiping() {
    let state = after([
        Action::Start,
        Action::Stop,
        Action::Wipe,
        Action::Visit(page("share")),
    ]);
    assert_eq!((state.page(), state.is_started()), (PageId::WELCOME, false));
}

#[test]
fn a_refusing_device_is_told_once_and_everything_goes_on() {
    let state = after([Action::Start, Action::StorageRefused]);
    assert_eq!(
        (state.notice, state.keep),
        (Some(Notice::StorageOff), false)
    );
    assert_eq!(then(state, [Action::Next]).page(), page("domains//money"));
}

#[test]
fn sharing_something_else_takes_the_old_link_away() {
    let state = after([
        Action::Shared(super::state::Shared::LinkCopied),
        Action::ShareDomain(Domain::Money, false),
    ]);
    assert_eq!(state.shared, super::state::Shared::Nothing);
}

fn language(tag: &str) -> Language {
    Language::from_tag(tag).unwrap()
}

#[test]
fn another_language_keeps_place_and_answers() {
    let turkish = Texts::of(language("tr")).unwrap();
    let begun = after([
        Action::Start,
        Action::Next,
        Action::Tap(level(Domain::Money), 2, true),
        Action::Open(Panel::Language),
        Action::Speak(language("tr")),
    ]);
    // Until the texts are there everything stays readable.
    assert_eq!((begun.texts, begun.panel), (Texts::dutch(), Panel::None));
    let state = then(
        begun.clone(),
        [Action::Spoken(language("tr"), Some(turkish))],
    );
    assert_eq!((state.texts, state.wanted), (turkish, None));
    assert_eq!(state.page(), page("domains//money"));
    assert_eq!(
        state.session,
        Session {
            language: language("tr"),
            ..begun.session
        }
    );
}

#[test]
fn only_the_language_that_was_asked_for_last_counts() {
    let turkish = Texts::of(language("tr")).unwrap();
    let state = after([
        Action::Speak(language("tr")),
        Action::Speak(language("uk")),
        Action::Spoken(language("tr"), Some(turkish)),
    ]);
    assert_eq!(
        (state.texts, state.wanted),
        (Texts::dutch(), Some(language("uk")))
    );
    let state = then(state, [Action::Spoken(language("uk"), None)]);
    assert_eq!(
        (state.notice, state.wanted),
        (Some(Notice::LanguageFailed), None)
    );
    assert_eq!(state.session.language, Language::default());
}

#[test]
fn choosing_a_language_and_wiping_store_nothing() {
    let english = Texts::of(language("en")).unwrap();
    let state = after([
        Action::Speak(language("en")),
        Action::Spoken(language("en"), Some(english)),
    ]);
    assert!(!state.is_started());
    let state = then(state, [Action::Start, Action::Wipe]);
    assert!(!state.is_started());
    assert_eq!(
        (state.texts, state.session.language),
        (english, language("en"))
    );
}

#[test]
fn what_the_municipality_leaves_out_stays_out() {
    let mut state = after([Action::Start, Action::Next]);
    state.set(Settings::of("nl\u{1f}rws"));
    assert!(!state.interview().modules.has(Module::WorkSearch));
    let has = |state: &State, screen| {
        let pages = state.interview().pages();
        pages.iter().any(|page| page.screen() == screen)
    };
    assert!(!has(&state, Screen::Work) && has(&state, Screen::Plan));
    // Another tab knows of another configuration, and a new person begins with this one.
    let other = Box::new(Session {
        page: page("work/motivation"),
        ..Session::default()
    });
    let state = then(state, [Action::TakeOver(other)]);
    assert!(!has(&state, Screen::Work));
    assert_eq!(state.page().screen(), Screen::Plan, "forward, not back");
    let wiped = then(state, [Action::Wipe]);
    assert!(!has(&wiped, Screen::Work) && !wiped.is_started());
}
