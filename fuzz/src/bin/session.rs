//! Runs the target `session` of `targets.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: startbeeld_fuzz::begin("session"),
    |data: &[u8]| startbeeld_fuzz::measured("session", data)
);
