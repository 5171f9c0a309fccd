//! One whole number that holds many small ones: a mixed-radix number, the first digit the least significant.
//!
//! Every answer is a digit; its radix is the number of things the answer can be. That is as small as it gets
//! without guessing what people answer, and takes four lines in a language with big integers.

/// A whole number of any size, limbs of 32 bits with the lowest first, no zero limb at the end.
#[derive(Debug, Default)]
pub(super) struct Number(Vec<u32>);

impl Number {
    /// Reads big-endian bytes; `None` when the first byte is zero, because only the shortest form is allowed.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Number> {
        if bytes.first() == Some(&0) {
            return None;
        }
        let limb = |chunk: &[u8]| {
            chunk
                .iter()
                .fold(0u32, |limb, byte| limb << 8 | u32::from(*byte))
        };
        Some(Number(bytes.rchunks(4).map(limb).collect()))
    }

    /// Big-endian bytes, as few as possible.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let bytes = self.0.iter().rev().flat_map(|limb| limb.to_be_bytes());
        bytes.skip_while(|byte| *byte == 0).collect()
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// `self * radix + digit`
    pub(super) fn push(&mut self, digit: u32, radix: u32) {
        let mut carry = u64::from(digit);
        for limb in &mut self.0 {
            let value = u64::from(*limb) * u64::from(radix) + carry;
            (*limb, carry) = (low(value), value >> 32);
        }
        if carry != 0 {
            self.0.push(low(carry));
        }
    }

    /// Divides by the radix and gives the remainder.
    pub(super) fn pop(&mut self, radix: u32) -> u32 {
        let radix = u64::from(radix.max(1));
        let mut rest = 0u64;
        for limb in self.0.iter_mut().rev() {
            let value = rest << 32 | u64::from(*limb);
            (*limb, rest) = (low(value / radix), value % radix);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        low(rest)
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "the low 32 bits are what is wanted"
)]
const fn low(value: u64) -> u32 {
    value as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_come_back_in_reverse() {
        let digits: Vec<(u32, u32)> = (1..200)
            .map(|n| (n % 7, 7 + n % 5))
            .chain([(4095, 4096), (0, 2), (1, 2)])
            .collect();
        let mut number = Number::default();
        digits
            .iter()
            .rev()
            .for_each(|(digit, radix)| number.push(*digit, *radix));
        let mut number = Number::from_bytes(&number.to_bytes()).unwrap();
        for (digit, radix) in &digits {
            assert_eq!(number.pop(*radix), *digit);
        }
        assert!(number.is_zero());
    }

    #[test]
    fn only_the_shortest_form() {
        assert!(Number::from_bytes(&[0, 1]).is_none());
        assert!(Number::from_bytes(&[]).unwrap().is_zero());
        assert_eq!(
            Number::from_bytes(&[1, 0, 0, 0, 0]).unwrap().to_bytes(),
            [1, 0, 0, 0, 0]
        );
    }
}
