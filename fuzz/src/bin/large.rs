//! Runs the target `large` of `targets.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: startbeeld_fuzz::begin("large"),
    |data: &[u8]| startbeeld_fuzz::measured("large", data)
);
