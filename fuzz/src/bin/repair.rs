//! Runs the target `repair` of `targets.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: startbeeld_fuzz::begin("repair"),
    |data: &[u8]| startbeeld_fuzz::measured("repair", data)
);
