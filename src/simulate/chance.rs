//! Chance from a seed, in whole numbers only, so that the same seed gives the same people on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// One standard deviation of [`Chance::bell`].
pub(super) const DEVIATION: i32 = 1_000;

/// A stream of chance. Every person has a stream of their own, so that person 7 of a seed stays who they are however
/// many people there are.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub(super) fn new(seed: u64, number: u64) -> Chance {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(number);
        Chance(generator)
    }

    /// A number from 0 to `count` - 1; 0 when `count` is 0. The bias is below `count` in 2^32.
    pub(super) fn below(&mut self, count: u32) -> u32 {
        let product = u64::from(self.0.next_u32()) * u64::from(count);
        u32::try_from(product >> 32).unwrap_or(0)
    }

    /// Yes in this many of a hundred cases.
    pub(super) fn percent(&mut self, chance: u32) -> bool {
        self.below(100) < chance
    }

    /// Close to a normal distribution with mean 0 and standard deviation [`DEVIATION`], from -6,000 to 6,000: the sum
    /// of twelve even draws.
    pub(super) fn bell(&mut self) -> i32 {
        (0..12).fold(-6 * DEVIATION, |sum, _| {
            sum + i32::try_from(self.below(1_001)).unwrap_or(0)
        })
    }

    /// A position, by weight; 0 when all weights are 0.
    pub(super) fn weighted(&mut self, weights: &[u32]) -> u8 {
        let mut rest = self.below(weights.iter().sum());
        for (position, weight) in (0u8..).zip(weights) {
            match rest.checked_sub(*weight) {
                None => return position,
                Some(less) => rest = less,
            }
        }
        0
    }

    /// One of these.
    pub(super) fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let at = self.below(u32::try_from(all.len()).unwrap_or(0));
        all.get(usize::try_from(at).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_a_seed_never_changes() {
        let mut chance = Chance::new(1, 0);
        let drawn: Vec<u32> = (0..6).map(|_| chance.below(1_000)).collect();
        assert_eq!(drawn, [549, 402, 984, 80, 211, 596]);
    }

    #[test]
    fn a_bell_has_its_mean_and_its_deviation() {
        let mut chance = Chance::new(2, 0);
        let drawn: Vec<i64> = (0..20_000).map(|_| i64::from(chance.bell())).collect();
        let mean = drawn.iter().sum::<i64>() / 20_000;
        let square = drawn.iter().map(|value| value * value).sum::<i64>() / 20_000;
        assert!(mean.abs() < 30, "{mean}");
        assert!((970_000..1_030_000).contains(&square), "{square}");
    }

    #[test]
    fn weights_are_kept() {
        let mut chance = Chance::new(3, 0);
        let mut counts = [0; 3];
        for _ in 0..10_000 {
            counts[usize::from(chance.weighted(&[1, 0, 3]))] += 1;
        }
        assert!((2_300..2_700).contains(&counts[0]), "{counts:?}");
        assert_eq!(counts[1], 0);
        assert_eq!(chance.weighted(&[]), 0);
    }
}
