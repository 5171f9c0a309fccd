//! Runs the target `compact` of `targets.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: startbeeld_fuzz::begin("compact"),
    |data: &[u8]| startbeeld_fuzz::measured("compact", data)
);
