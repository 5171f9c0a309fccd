//! Runs the target `json` of `targets.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: startbeeld_fuzz::begin("json"),
    |data: &[u8]| startbeeld_fuzz::measured("json", data)
);
