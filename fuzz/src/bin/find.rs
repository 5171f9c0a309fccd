//! Runs the target `find` of `targets.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: startbeeld_fuzz::begin("find"),
    |data: &[u8]| startbeeld_fuzz::measured("find", data)
);
