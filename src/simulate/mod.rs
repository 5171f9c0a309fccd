//! Invented people: interviews and profiles from a seed, to try things out with and to study the rules.
//!
//! Nobody is described here. The numbers behind these people are chosen so that everything the route allows occurs
//! and hangs together (who sleeps badly has worse days, who steers one domain often steers another), not to resemble
//! anybody's clients. Nothing found in them says anything about people.
//!
//! The seed is an argument, and every person has a number: person 7 of seed 1 is the same person on every machine, in
//! every version that keeps this module as it is, and whatever the size of the population.

mod chance;
mod person;

use crate::engine::{Date, Interview, Profile, Sharing};

/// What a population looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Population {
    /// Where chance begins.
    pub seed: u64,
    /// How many of a hundred people take the short route, 0 to 100.
    pub short_share: u8,
    /// The first day on which somebody finishes.
    pub first_day: Date,
    /// Over how many days they finish, the first included; 0 counts as 1.
    pub days: u16,
}

impl Default for Population {
    /// Seed 1, a quarter on the short route, in the year that begins on 2026-01-01.
    fn default() -> Population {
        Population {
            seed: 1,
            short_share: 25,
            first_day: Date::from_days(731),
            days: 365,
        }
    }
}

/// One invented person who went through the route.
#[derive(Clone, Debug)]
pub struct Person {
    /// What the person did, withheld answers included.
    pub interview: Interview,
    /// What the person chose to share.
    pub sharing: Sharing,
    /// What became of it.
    pub profile: Profile,
}

impl Population {
    /// The person with this number.
    #[must_use]
    pub fn person(&self, number: u64) -> Person {
        person::person(self, number)
    }

    /// This many people, from number 0. Each is made when it is asked for.
    pub fn people(self, count: u64) -> impl Iterator<Item = Person> {
        (0..count).map(move |number| self.person(number))
    }
}
