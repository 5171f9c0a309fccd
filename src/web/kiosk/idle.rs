//! When a kiosk asks whether somebody is still there, and when it wipes: a pure machine that is told the time.
//!
//! The time is that of a clock that only ever goes forward (`performance.now`), so a change of the date neither wipes
//! nor extends. What counts is how long ago somebody last did something. A page that is hidden, asleep or throttled is
//! told the time late, and then hears at once what became of it: nothing pauses the clock but reading aloud.

/// The longest that reading aloud may hold the clock: an engine that never says it has ended must not keep answers on
/// the screen for ever.
const LONGEST_READING: u64 = 600_000;

/// Reading aloud is believed from one look at the clock to the next only when these are close together.
const CLOSE: u64 = 5_000;

/// How long a kiosk waits, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Without any sign of somebody, until the question.
    pub idle: u64,
    /// From the question until everything is wiped.
    pub warning: u64,
}

/// Where somebody stands who does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Somebody is there.
    Present,
    /// The question is on the screen for so many more milliseconds.
    Asking(u64),
    /// Nobody answered: everything goes.
    Gone,
}

/// The machine. Every time is in milliseconds since some moment in the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Idle {
    patience: Patience,
    /// When somebody last did something, moved on by the time that was read aloud since.
    seen: u64,
    /// When the machine was last told the time.
    told: u64,
    /// How long was read aloud since somebody last did something.
    read: u64,
}

impl Idle {
    /// Somebody begins now.
    #[must_use]
    pub fn new(patience: Patience, now: u64) -> Idle {
        Idle {
            patience,
            seen: now,
            told: now,
            read: 0,
        }
    }

    /// Tells the time, and whether something is being read aloud.
    pub fn tick(&mut self, now: u64, is_reading: bool) -> Phase {
        let step = now.saturating_sub(self.told);
        if is_reading && step <= CLOSE && self.phase() != Phase::Gone {
            let held = step.min(LONGEST_READING.saturating_sub(self.read));
            self.read += held;
            self.seen += held;
        }
        self.told = self.told.max(now);
        self.phase()
    }

    /// Somebody touched, typed or scrolled. While the question is open this is no answer, and after the end it comes
    /// too late, also when the machine had not been told the time in between.
    pub fn act(&mut self, now: u64) -> Phase {
        match self.tick(now, false) {
            Phase::Present => self.begin(),
            other => other,
        }
    }

    /// Somebody says to be there still, as often as they like.
    pub fn extend(&mut self, now: u64) -> Phase {
        match self.tick(now, false) {
            Phase::Gone => Phase::Gone,
            Phase::Present | Phase::Asking(_) => self.begin(),
        }
    }

    fn begin(&mut self) -> Phase {
        self.seen = self.told;
        self.read = 0;
        Phase::Present
    }

    fn phase(&self) -> Phase {
        let Patience { idle, warning } = self.patience;
        let away = self.told.saturating_sub(self.seen);
        if away < idle {
            return Phase::Present;
        }
        match idle.saturating_add(warning).saturating_sub(away) {
            0 => Phase::Gone,
            left => Phase::Asking(left),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Phase::{Asking, Gone, Present};
    use super::*;

    const USUAL: Patience = Patience {
        idle: 120_000,
        warning: 60_000,
    };

    /// What happens at a second: nothing but time, reading aloud, a touch, or the button.
    enum Event {
        Time,
        Reads,
        Touch,
        Extend,
    }
    use Event::{Extend, Reads, Time, Touch};

    fn check(events: &[(u64, Event)], expect: Phase) {
        let mut idle = Idle::new(USUAL, 0);
        let mut phase = Present;
        for (second, event) in events {
            let now = second * 1000;
            phase = match event {
                Time => idle.tick(now, false),
                Reads => idle.tick(now, true),
                Touch => idle.act(now),
                Extend => idle.extend(now),
            };
        }
        assert_eq!(phase, expect);
    }

    #[test]
    fn it_asks_after_the_time_that_is_set_and_wipes_when_nobody_answers() {
        check(&[(119, Time)], Present);
        check(&[(120, Time)], Asking(60_000));
        check(&[(179, Time)], Asking(1_000));
        check(&[(180, Time)], Gone);
    }

    #[test]
    fn a_touch_begins_anew_but_does_not_answer_the_question() {
        check(&[(119, Touch), (238, Time)], Present);
        check(&[(130, Time), (140, Touch)], Asking(40_000));
        check(&[(130, Touch)], Asking(50_000));
    }

    #[test]
    fn the_button_extends_without_limit_until_it_is_too_late() {
        let often: Vec<(u64, Event)> = (1..50).map(|turn| (turn * 170, Extend)).collect();
        check(&often, Present);
        check(&[(180, Extend)], Gone);
        check(&[(180, Time), (181, Extend), (182, Touch)], Gone);
    }

    #[test]
    fn whoever_comes_after_a_sleep_finds_nothing() {
        check(&[(10, Touch), (100_000, Touch)], Gone);
        check(&[(10, Touch), (100_000, Reads)], Gone);
        check(&[(10, Touch), (100_000, Extend)], Gone);
    }

    #[test]
    fn reading_aloud_holds_the_clock_for_a_while() {
        let mut reads: Vec<(u64, Event)> = (1..=400).map(|second| (second, Reads)).collect();
        check(&reads, Present);
        reads.push((400 + 119, Time));
        check(&reads, Present);
        reads.push((400 + 121, Time));
        check(&reads, Asking(59_000));
        // The question itself may be read aloud as well.
        let mut asked = vec![(120, Time)];
        asked.extend((121..=150).map(|second| (second, Reads)));
        check(&asked, Asking(60_000));
    }

    #[test]
    fn an_engine_that_never_ends_does_not_keep_answers_for_ever() {
        let reads: Vec<(u64, Event)> = (1..=600 + 180).map(|second| (second, Reads)).collect();
        check(&reads, Gone);
    }

    #[test]
    fn a_clock_that_goes_back_changes_nothing() {
        check(&[(100, Time), (20, Touch), (219, Time)], Present);
        check(&[(170, Time), (20, Time)], Asking(10_000));
    }
}
