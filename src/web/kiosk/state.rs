//! What stands around the client's page on a kiosk: its state, everything that can happen to it, and the one place
//! where it does.

use super::idle::Phase;
use crate::content::kiosk::KioskTexts;
use std::rc::Rc;
use yew::Reducible;

/// Announcing every second would talk through everything else.
const ANNOUNCED_EVERY: u64 = 10;

/// The state of the guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The texts in the language of whoever is there.
    pub texts: KioskTexts,
    /// Whether somebody has begun; otherwise the kiosk waits for somebody.
    pub is_begun: bool,
    /// Whether colours stand out more.
    pub contrast: bool,
    /// Whether the kiosk asks if it may wipe.
    pub is_sure_asked: bool,
    /// How many seconds somebody has left to say that they are there; nothing when the kiosk does not ask.
    pub left: Option<u64>,
    /// Whether the last person has just wiped everything.
    pub was_wiped: bool,
    /// Everything goes now.
    pub is_over: Option<Over>,
}

/// Why everything goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Nobody was there any more.
    Gone,
    /// Somebody stopped.
    Stopped,
}

/// Everything that can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Somebody begins, in the language of these texts.
    Begin(KioskTexts),
    /// The page is in the language of these texts now.
    Speak(KioskTexts),
    /// Colours stand out more, or no longer.
    Contrast,
    /// Somebody wants to stop.
    Ask,
    /// Somebody wants to go on after all.
    Stay,
    /// Everything may go.
    Wipe,
    /// What the clock says.
    Clock(Phase),
}

impl State {
    /// A kiosk that waits for somebody.
    #[must_use]
    pub fn new(was_wiped: bool) -> State {
        State {
            texts: KioskTexts::of(""),
            is_begun: false,
            contrast: false,
            is_sure_asked: false,
            left: None,
            was_wiped,
            is_over: None,
        }
    }

    /// The seconds that are announced: each ten, so that they can be heard.
    #[must_use]
    pub fn announced(&self) -> Option<u64> {
        self.left
            .map(|left| left.div_ceil(ANNOUNCED_EVERY) * ANNOUNCED_EVERY)
    }

    fn hear(&mut self, phase: Phase) {
        match (phase, self.is_begun) {
            (Phase::Present, _) => self.left = None,
            (Phase::Asking(left), true) => {
                self.left = Some(left.div_ceil(1000));
                self.is_sure_asked = false;
            }
            (Phase::Gone, true) => {
                self.left = None;
                self.is_over = self.is_over.or(Some(Over::Gone));
            }
            // Nobody began: what somebody changed in passing goes back.
            (Phase::Asking(_) | Phase::Gone, false) => *self = State::new(false),
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = *self;
        match action {
            Action::Begin(texts) => {
                state = State {
                    texts,
                    is_begun: true,
                    contrast: state.contrast,
                    ..State::new(false)
                };
            }
            Action::Speak(texts) if state.is_begun => state.texts = texts,
            Action::Speak(_) => {}
            Action::Contrast => state.contrast = !state.contrast,
            Action::Ask => state.is_sure_asked = true,
            Action::Stay => state.is_sure_asked = false,
            Action::Wipe => state.is_over = Some(Over::Stopped),
            Action::Clock(phase) => state.hear(phase),
        }
        Rc::new(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(actions: &[Action]) -> State {
        let begin = Rc::new(State::new(true));
        *actions
            .iter()
            .fold(begin, |state, action| state.reduce(*action))
    }

    fn dutch() -> Action {
        Action::Begin(KioskTexts::of("nl"))
    }

    #[test]
    fn the_question_counts_down_and_goes_away_when_somebody_is_there() {
        let asks = Action::Clock(Phase::Asking(59_001));
        let state = check(&[dutch(), asks]);
        assert_eq!((state.left, state.announced()), (Some(60), Some(60)));
        let state = check(&[dutch(), Action::Clock(Phase::Asking(41_000))]);
        assert_eq!((state.left, state.announced()), (Some(41), Some(50)));
        let state = check(&[dutch(), asks, Action::Clock(Phase::Present)]);
        assert_eq!(state.left, None);
    }

    #[test]
    fn the_question_takes_the_place_of_the_other_one() {
        let state = check(&[dutch(), Action::Ask, Action::Clock(Phase::Asking(1))]);
        assert!(!state.is_sure_asked && state.left == Some(1));
    }

    #[test]
    fn a_kiosk_that_waits_asks_nothing_and_forgets_what_was_changed_in_passing() {
        let state = check(&[Action::Contrast, Action::Clock(Phase::Asking(9_000))]);
        assert_eq!(state, State::new(false));
    }

    #[test]
    fn everything_goes_when_somebody_stops_or_nobody_answers() {
        let gone = Action::Clock(Phase::Gone);
        assert_eq!(check(&[dutch(), gone]).is_over, Some(Over::Gone));
        let state = check(&[dutch(), Action::Ask, Action::Wipe, gone]);
        assert_eq!(state.is_over, Some(Over::Stopped));
        assert_eq!(check(&[gone]).is_over, None);
    }

    #[test]
    fn contrast_stays_for_whoever_begins() {
        let state = check(&[Action::Contrast, dutch()]);
        assert!(state.contrast && state.is_begun && !state.was_wiped);
    }
}
