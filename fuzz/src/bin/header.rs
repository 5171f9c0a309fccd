//! Runs the target `header` of `targets.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: startbeeld_fuzz::begin("header"),
    |data: &[u8]| startbeeld_fuzz::measured("header", data)
);
