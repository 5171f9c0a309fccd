//! Runs the target `keys` of `targets.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: startbeeld_fuzz::begin("keys"),
    |data: &[u8]| startbeeld_fuzz::measured("keys", data)
);
