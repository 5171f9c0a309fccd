//! Runs the target `sealed` of `targets.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: startbeeld_fuzz::begin("sealed"),
    |data: &[u8]| startbeeld_fuzz::measured("sealed", data)
);
