//! Whether a point lies on the curve P-256 (NIST SP 800-186, section 3.2.1.3): y² = x³ - 3x + b modulo p.
//!
//! A cipher checks this as well, but only when somebody seals: a municipality wants to know before. The numbers are
//! public, so nothing here needs to take the same time for all of them.

use crate::engine::profile::sealed::Point;

/// A number of 256 bits, the lowest 32 bits first.
type Number = [u32; 8];

const P: Number = [
    0xffff_ffff,
    0xffff_ffff,
    0xffff_ffff,
    0,
    0,
    0,
    1,
    0xffff_ffff,
];
const B: Number = [
    0x27d2_604b,
    0x3bce_3c3e,
    0xcc53_b0f6,
    0x651d_06b0,
    0x7698_86bc,
    0xb3eb_bd55,
    0xaa3a_93e7,
    0x5ac6_35d8,
];

/// Whether the point lies on the curve.
pub(super) fn holds(point: &Point) -> bool {
    let (x, y) = (number(&point.x), number(&point.y));
    if !less(&x, &P) || !less(&y, &P) {
        return false;
    }
    let cube = times(&times(&x, &x), &x);
    let three = plus(&plus(&x, &x), &x);
    // y² + 3x = x³ + b, so that nothing has to be taken away.
    plus(&times(&y, &y), &three) == plus(&cube, &B)
}

fn number(bytes: &[u8; 32]) -> Number {
    let mut number = [0; 8];
    for (part, bytes) in number.iter_mut().zip(bytes.rchunks(4)) {
        *part = bytes
            .iter()
            .fold(0, |part, byte| part << 8 | u32::from(*byte));
    }
    number
}

fn less(a: &Number, b: &Number) -> bool {
    a.iter().rev().lt(b.iter().rev())
}

/// The sum modulo p of two numbers below p.
fn plus(a: &Number, b: &Number) -> Number {
    let mut sum = [0; 8];
    let mut carry = 0u64;
    for ((part, a), b) in sum.iter_mut().zip(a).zip(b) {
        let wide = u64::from(*a) + u64::from(*b) + carry;
        #[allow(clippy::cast_possible_truncation, reason = "the rest is carried")]
        {
            *part = wide as u32;
        }
        carry = wide >> 32;
    }
    if carry == 1 || !less(&sum, &P) {
        minus_p(&sum)
    } else {
        sum
    }
}

/// p taken away once; what is borrowed beyond the highest bit is what was carried there.
fn minus_p(a: &Number) -> Number {
    let mut rest = [0; 8];
    let mut borrow = false;
    for ((part, a), p) in rest.iter_mut().zip(a).zip(&P) {
        let (first, under) = a.overflowing_sub(*p);
        let (second, under_again) = first.overflowing_sub(u32::from(borrow));
        *part = second;
        borrow = under || under_again;
    }
    rest
}

/// The product modulo p: doubling and adding, bit by bit.
fn times(a: &Number, b: &Number) -> Number {
    let mut product = [0; 8];
    for part in b.iter().rev() {
        for bit in (0..32).rev() {
            product = plus(&product, &product);
            if part >> bit & 1 == 1 {
                product = plus(&product, a);
            }
        }
    }
    product
}
