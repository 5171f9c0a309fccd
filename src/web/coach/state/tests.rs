//! The reducer, tried without a browser: what comes in, what stays open, what is forgotten.

use super::*;
use crate::engine::desk::{Opinion, Term};
use crate::engine::profile::sealed::Content;
use crate::engine::{Date, Domain, Field, Interview, QuestionId, Sharing, profile};
use crate::web::crypto::{Handle, Made};

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

fn file(name: &str, text: &str) -> Choice {
    Choice::new(name, Ok(text))
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
    let files = vec![file("a", "x"), Choice::new("b", Err(Problem::Unreadable))];
    let state = State::start(Some(link(1))).after(Action::Files(files));
    assert_eq!(state.problem, Some(Problem::NoneOf(2)));
    assert_eq!(state.choices.len(), 2, "each says why");
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

/// A vector of `tests/vectors`, in which the input stands in one line.
fn vector(text: &str) -> String {
    let (_, rest) = text.split_once("\"input\": \"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

fn locked_to_key() -> String {
    vector(include_str!("../../../../tests/vectors/sealed-key.json"))
}

fn locked_to_words() -> String {
    vector(include_str!("../../../../tests/vectors/sealed-words.json"))
}

const KID: &str = "6UoWwDCk";
const WORDS: &str = "appel fiets zomer kano lepel panda";

fn open_key(kid: &str) -> OpenKey {
    OpenKey {
        kid: kid.to_owned(),
        stay: Stay::Session(10, 5),
        public: None,
        handle: Handle::default(),
    }
}

fn with_key(kid: &str) -> State {
    let mut state = State::default();
    state.keys.open.push(open_key(kid));
    state
}

fn opened(level: u8) -> Opened {
    Opened::Profile(Rc::new(profile::read(&link(level)).unwrap()))
}

/// The errands that wait, and the state after the browser has begun with them.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a state that was looked at is over"
)]
fn errands(state: State) -> (Vec<Errand>, State) {
    let all = state
        .errands
        .iter()
        .map(|(_, errand)| errand.clone())
        .collect();
    let next = state.after(Action::Begun(state.errand));
    assert!(next.errands.is_empty());
    (all, next)
}

/// The one errand, which is to open what is locked.
fn unlocking(state: State) -> (Vec<Rc<Envelope>>, Option<String>, State) {
    let (mut all, next) = errands(state);
    match (all.pop(), all.is_empty()) {
        (Some(Errand::Unlock { locked, words, .. }), true) => (locked, words, next),
        other => panic!("{other:?}"),
    }
}

#[test]
fn something_locked_to_a_key_waits_calmly_for_it() {
    let state = State::default().after(Action::Text(locked_to_key()));
    assert!(state.wants_key() && !state.wants_words());
    assert_eq!((state.problem.clone(), state.asks), (None, 1));
    assert!(state.errands.is_empty());
    // A key that is opened now is tried at once.
    let state = state
        .after(KeyAction::Opened("a".into(), open_key(KID)).into())
        .after(KeyAction::Tried(None).into());
    let (locked, words, state) = unlocking(state);
    assert_eq!((locked.len(), words), (1, None));
    let state = state
        .after(Action::Unlocked(Rc::clone(&locked[0]), Ok(opened(2))))
        .after(Action::Tried);
    assert_eq!(level(&state), Some(3));
    assert!(state.locked.is_none() && state.trying.is_none() && !state.wants_key());
}

#[test]
fn an_open_key_opens_by_itself() {
    let state = with_key(KID).after(Action::Text(locked_to_key()));
    let (locked, _, state) = unlocking(state);
    let state = state
        .after(Action::Unlocked(Rc::clone(&locked[0]), Ok(opened(0))))
        .after(Action::Tried);
    assert_eq!((level(&state), state.arrivals), (Some(1), 1));
}

#[test]
fn another_key_leaves_the_question_and_says_so() {
    let state = with_key("other").after(Action::Text(locked_to_key()));
    let (locked, _, state) = unlocking(state);
    let wrong = Err(Problem::Profile(ProfileError::WrongKey));
    let state = state
        .after(Action::Unlocked(Rc::clone(&locked[0]), wrong))
        .after(Action::Tried);
    assert_eq!(
        state.problem,
        Some(Problem::Profile(ProfileError::WrongKey))
    );
    assert!(state.wants_key());
    // What is damaged will not open with any key.
    let (locked, _, state) = unlocking(with_key(KID).after(Action::Text(locked_to_key())));
    let damaged = Err(Problem::Profile(ProfileError::Damaged));
    let state = state.after(Action::Unlocked(Rc::clone(&locked[0]), damaged));
    assert!(!state.wants_key());
    assert_eq!(state.problem, Some(Problem::Profile(ProfileError::Damaged)));
}

#[test]
fn wrong_words_give_a_hint_and_can_be_mended() {
    let state = State::default().after(Action::Text(locked_to_words()));
    assert!(state.wants_words());
    let empty = state.after(Action::Words(" - ".into()));
    assert_eq!(empty.problem, Some(Problem::NoWords));
    assert!(empty.errands.is_empty());

    let state = empty.after(Action::Words("appel feits zomer kano lepel panda".into()));
    let (locked, words, state) = unlocking(state);
    assert!(words.is_some() && state.trying.as_ref().is_some_and(Trying::is_words));
    // Pressing again while they are tried does nothing.
    assert!(state.after(Action::Words(WORDS.into())).errands.is_empty());
    let wrong = Err(Problem::Profile(ProfileError::WrongPassphrase));
    let state = state
        .after(Action::Unlocked(Rc::clone(&locked[0]), wrong))
        .after(Action::Tried);
    assert_eq!(
        state.problem,
        Some(Problem::Profile(ProfileError::WrongPassphrase))
    );
    let perhaps = Some("fiets");
    let word = "feits".to_owned();
    assert_eq!(state.hint, Some(Slip::Unknown { word, perhaps }));

    let (locked, words, state) = unlocking(state.after(Action::Words(WORDS.into())));
    assert_eq!((words.as_deref(), &state.problem), (Some(WORDS), &None));
    let state = state
        .after(Action::Unlocked(Rc::clone(&locked[0]), Ok(opened(4))))
        .after(Action::Tried);
    assert_eq!((level(&state), state.hint), (Some(5), None));
}

#[test]
fn of_several_files_each_says_what_it_is() {
    let files = vec![
        file("a.html", &link(0)),
        file("b.html", "boodschappen"),
        file("c.html", &locked_to_words()),
        file("d.html", &link(0)),
        file("e.html", &locked_to_key()),
        file("f.html", &locked_to_words()),
    ];
    let (locked, _, state) = unlocking(with_key("other").after(Action::Files(files)));
    assert_eq!(locked.len(), 1, "words were not typed yet");
    let state = state
        .after(Action::Unlocked(
            Rc::clone(&locked[0]),
            Err(Problem::Profile(ProfileError::WrongKey)),
        ))
        .after(Action::Tried);
    assert_eq!(state.problem, None, "the file says it by itself");
    assert_eq!(state.choices[4].tried, Some(ProfileError::WrongKey));
    assert_eq!(state.choices[3].same_as.as_deref(), Some("a.html"));
    assert_eq!(state.choices[5].same_as.as_deref(), Some("c.html"));
    assert!(state.wants_words() && state.wants_key());

    let (locked, _, state) = unlocking(state.after(Action::Words(WORDS.into())));
    assert_eq!(locked.len(), 1);
    let state = state
        .after(Action::Unlocked(Rc::clone(&locked[0]), Ok(opened(0))))
        .after(Action::Tried);
    assert_eq!((state.unlocked, state.problem.as_ref()), (1, None));
    // Open, it turns out to be the same as the first.
    assert_eq!(state.choices[2].same_as.as_deref(), Some("a.html"));
    assert!(!state.wants_words());
}

#[test]
fn what_was_closed_in_the_meantime_stays_closed() {
    let state = with_key(KID).after(Action::Text(locked_to_key()));
    let (locked, _, state) = unlocking(state);
    let state = state
        .after(Action::Wipe)
        .after(Action::Unlocked(Rc::clone(&locked[0]), Ok(opened(0))))
        .after(Action::Tried);
    assert_eq!((state.profile.as_ref(), state.keys.open.len()), (None, 1));
}

#[test]
fn without_a_secure_connection_nothing_locked_is_asked_for() {
    let state = State::start_in_browser(Some(locked_to_words()), false);
    assert_eq!(state.problem, Some(Problem::Insecure));
    assert!(state.errands.is_empty() && !state.wants_words());
    let files = vec![file("a", &locked_to_key()), file("b", &link(1))];
    let state = state.after(Action::Files(files));
    assert_eq!(state.choices[0].item, Item::Refused(Problem::Insecure));
    assert_eq!(level(&state.after(Action::Choose(1))), Some(2));
}

#[test]
fn kept_keys_are_awaited_before_anything_is_asked() {
    let state = State::start_in_browser(Some(locked_to_key()), true);
    assert!(state.keys.loading);
    let (all, state) = errands(state);
    assert_eq!(all, [Errand::Load]);
    let kept = OpenKey {
        stay: Stay::Kept(Date::from_days(3)),
        ..open_key(KID)
    };
    let state = state.after(KeyAction::Loaded(vec![kept]).into());
    let (locked, _, state) = unlocking(state);
    assert_eq!(locked.len(), 1);
    // Forgetting takes it out of the browser as well.
    let (all, state) = errands(state.after(KeyAction::Forget(KID.into()).into()));
    assert_eq!(all, [Errand::Forget(KID.into())]);
    assert!(state.keys.open.is_empty());
}

#[test]
fn a_key_is_kept_by_choice_only() {
    let state = with_key(KID);
    let (all, forgotten) = errands(state.after(KeyAction::Forget(KID.into()).into()));
    assert!(all.is_empty() && forgotten.keys.open.is_empty());
    let (all, state) = errands(state.after(KeyAction::Keep(KID.into()).into()));
    assert!(matches!(&*all, [Errand::Keep(key)] if key.kid == KID));
    let day = Date::from_days(5);
    let state = state.after(KeyAction::Kept(KID.into(), day).into());
    assert_eq!(state.keys.open[0].stay, Stay::Kept(day));
    // Opening its file again does not change that.
    let state = state.after(KeyAction::Opened("a".into(), open_key(KID)).into());
    assert_eq!(
        (state.keys.open.len(), state.keys.open[0].stay),
        (1, Stay::Kept(day))
    );
}

fn key_file() -> KeyFile {
    let text = include_str!("../../../../tests/vectors/sealed-key-file.json");
    KeyFile::read("sleutel.jwe", &vector(text)).unwrap()
}

#[test]
fn key_files_ask_for_their_passphrase() {
    assert_eq!(key_file().envelope.content, Content::Key);
    assert_eq!(
        KeyFile::read("a", &locked_to_key()),
        Err(KeyProblem::Foreign)
    );
    assert_eq!(KeyFile::read("a", "x"), Err(KeyProblem::Foreign));
    let text = key_file().envelope.to_text();
    assert_eq!(
        KeyFile::read("a", &text[..text.len() - 4]),
        Err(KeyProblem::Damaged)
    );
    let files = vec![Err(KeyProblem::Foreign), Ok(key_file()), Ok(key_file())];
    let state = State::default().after(KeyAction::Files(files).into());
    assert_eq!(state.keys.asked.len(), 1);
    assert_eq!(state.problem, Some(Problem::Key(KeyProblem::Foreign)));
    let state = state.after(KeyAction::Open(" ".into()).into());
    assert_eq!(state.problem, Some(Problem::Key(KeyProblem::NoPassphrase)));
    let (all, state) = errands(state.after(KeyAction::Open("geheim".into()).into()));
    assert!(matches!(&*all, [Errand::OpenKeys { files, .. }] if files.len() == 1));
    assert!(state.keys.busy);
    let wrong = state.after(KeyAction::Tried(Some(KeyProblem::WrongPassphrase)).into());
    assert_eq!(wrong.keys.asked.len(), 1, "the question stays");
    assert!(!wrong.keys.busy && wrong.problem.is_some());
    let right = state
        .after(KeyAction::Opened("sleutel.jwe".into(), open_key(KID)).into())
        .after(KeyAction::Tried(None).into());
    assert!(right.keys.asked.is_empty() && right.keys.open.len() == 1);
}

#[test]
fn a_made_key_is_proven_by_opening_its_file() {
    let state = State::default().after(KeyAction::New(WORDS.into()).into());
    assert!(state.keys.shown);
    // A passphrase of one's own has to have a length.
    let own = state.after(KeyAction::Own(true).into());
    let short = own.after(KeyAction::Make("kort".into()).into());
    assert_eq!(short.problem, Some(Problem::Key(KeyProblem::TooShort)));
    let (all, _) = errands(own.after(KeyAction::Make("lang genoeg, zo".into()).into()));
    assert_eq!(all, [Errand::Make("lang genoeg, zo".into())]);

    let (all, state) = errands(state.after(KeyAction::Make(String::new()).into()));
    assert_eq!(all, [Errand::Make(WORDS.into())]);
    let made = Made {
        kid: KID.into(),
        file: "eyJ".into(),
        config: "{}".into(),
    };
    let state = state.after(KeyAction::Made(made).into());
    let proven = |state: &State| match &state.keys.making {
        Some(Making::Made { proven, words, .. }) => (*proven, words.clone()),
        other => panic!("{other:?}"),
    };
    assert_eq!(proven(&state), (false, Some(WORDS.into())));
    let other = state.after(KeyAction::Opened("b".into(), open_key("other")).into());
    assert!(!proven(&other).0);
    let right = state.after(KeyAction::Opened("a".into(), open_key(KID)).into());
    assert!(proven(&right).0);
    assert_eq!(right.after(KeyAction::Finish.into()).keys.making, None);
}

#[test]
fn a_camera_is_on_only_where_there_is_one_and_while_it_is_wanted() {
    let without = State::default().after(Action::Camera(Lens::Starting));
    assert_eq!(without.camera, Lens::Off);
    let page = State {
        has_camera: true,
        ..State::default()
    };
    let starting = page.after(Action::Camera(Lens::Starting));
    assert_eq!(starting.camera, Lens::Starting);
    let on = starting.after(Action::Camera(Lens::On));
    assert_eq!(on.camera, Lens::On);
    let off = on.after(Action::Camera(Lens::Off));
    assert_eq!(off.camera, Lens::Off);
    // It was closed while the browser was still asking.
    assert_eq!(off.after(Action::Camera(Lens::On)).camera, Lens::Off);
    assert!(on.after(Action::Wipe).has_camera);
    assert_eq!(on.after(Action::Wipe).camera, Lens::Off);
}

#[test]
fn what_the_camera_reads_opens_like_a_pasted_link_and_puts_it_out() {
    let on = State {
        has_camera: true,
        camera: Lens::On,
        ..State::default()
    };
    let read = on.after(Action::Text(link(2)));
    assert_eq!((level(&read), read.camera), (Some(3), Lens::Off));
    let other = on.after(Action::Text("https://example.org/menu".into()));
    assert_eq!(other.camera, Lens::Off);
    assert_eq!(other.problem, Some(Problem::Profile(ProfileError::Foreign)));
    let broken = on.after(Action::Failed(Problem::Camera(CameraProblem::Busy)));
    assert_eq!(broken.camera, Lens::Off);
    assert_eq!(broken.problem, Some(Problem::Camera(CameraProblem::Busy)));
    // The next try begins without the old sentence.
    let again = broken.after(Action::Camera(Lens::Starting));
    assert_eq!((again.camera, again.problem), (Lens::Starting, None));
}

#[test]
fn the_errors_of_a_camera_are_told_apart() {
    for (name, problem) in [
        ("NotAllowedError", CameraProblem::Refused),
        ("NotFoundError", CameraProblem::Absent),
        ("OverconstrainedError", CameraProblem::Absent),
        ("NotReadableError", CameraProblem::Busy),
        ("AbortError", CameraProblem::Busy),
        ("", CameraProblem::Busy),
    ] {
        assert_eq!(CameraProblem::of(name), problem, "{name}");
    }
}

#[test]
fn a_picture_that_is_looked_at_says_so_until_it_was() {
    let one = Progress { done: 0, all: 1 };
    let looking = State::default().after(Action::Reading(one));
    assert_eq!(looking.reading, Some(one));
    let none = Choice::new("foto.jpg", Err(Problem::NoCode));
    let read = looking.after(Action::Files(vec![none]));
    assert_eq!((read.reading, read.problem), (None, Some(Problem::NoCode)));
}

/// An open profile, and something written about it.
fn with_work() -> State {
    let judge = DeskAction::Judge(Domain::Money, Opinion::Level(Some(4)));
    State::start(Some(link(2))).after(at_desk(judge))
}

fn at_desk(action: DeskAction) -> Action {
    Action::Desk(action, Date::from_days(901))
}

fn by_hand(action: HandAction) -> Action {
    Action::Hand(action, Date::from_days(901))
}

#[test]
fn what_was_written_is_asked_about_before_it_goes() {
    let state = with_work();
    assert!(state.work.is_unsaved());
    let asked = state.after(Action::Text(link(4)));
    assert_eq!(level(&asked), Some(3), "the other one waits");
    assert!(asked.work.pending.is_some() && asked.work.is_unsaved());
    let stays = asked.after(at_desk(DeskAction::Stay(Some(Part::Keep))));
    assert_eq!((level(&stays), stays.work.part), (Some(3), Part::Keep));
    assert!(stays.work.pending.is_none() && stays.work.is_unsaved());
    let left = asked.after(at_desk(DeskAction::Leave));
    assert_eq!((level(&left), left.work.is_unsaved()), (Some(5), false));
    assert!(
        left.work.desk.views.is_empty(),
        "it was about somebody else"
    );
    let closing = state.after(Action::Wipe);
    assert_eq!(level(&closing), Some(3));
    assert_eq!(level(&closing.after(at_desk(DeskAction::Leave))), None);
    // A failed import asks nothing and costs nothing.
    let failed = state.after(Action::Text("boodschappen".into()));
    assert_eq!(failed.work, state.work);
}

#[test]
fn another_profile_of_the_same_person_keeps_the_desk() {
    let beside = DeskAction::Beside(vec![file("b", &link(4)), file("c", "niets")]);
    let state = with_work().after(at_desk(beside));
    assert_eq!(state.work.desk.profiles.len(), 2);
    assert_eq!(state.choices.len(), 1, "the other one says why");
    let other = Rc::clone(&state.work.desk.profiles[1]);
    let turned = state.after(at_desk(DeskAction::Turn(other)));
    assert_eq!(level(&turned), Some(5));
    assert!(turned.work.pending.is_none() && turned.work.is_unsaved());
    let shown = turned.profile.clone().unwrap();
    let kept = turned.after(at_desk(DeskAction::Include(shown, false)));
    assert_eq!(kept.work.desk.profiles.len(), 2, "what is shown stays");
}

#[test]
fn handing_over_saves_what_was_handed_over() {
    let (mut errands, state) = errands(with_work().after(by_hand(HandAction::Words("a b".into()))));
    let Some(Errand::HandOver {
        desk, lock, name, ..
    }) = errands.pop()
    else {
        panic!("it is not handed over");
    };
    assert_eq!(lock, Lock::Words("a b".into()));
    assert_eq!(name, "startbeeld-dossier-2026-06-20.jwe");
    assert!(state.work.is_unsaved(), "not before it is done");
    let done = state.after(by_hand(HandAction::Handed(desk, None)));
    assert!(!done.work.is_unsaved());
    let more = done.after(at_desk(DeskAction::Agree));
    let term = Term::What("bellen".into());
    assert!(
        more.after(at_desk(DeskAction::Amend(0, term)))
            .work
            .is_unsaved()
    );
    // The same words, however often it is handed over; other words for another client.
    let again = done.after(by_hand(HandAction::Words("c d".into())));
    assert_eq!(again.work.hand.words.as_deref(), Some("a b"));
    assert_eq!(again.after(Action::Wipe).work.hand.words, None);
}
