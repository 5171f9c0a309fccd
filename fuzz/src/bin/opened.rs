//! Runs the target `opened` of `targets.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: startbeeld_fuzz::begin("opened"),
    |data: &[u8]| startbeeld_fuzz::measured("opened", data)
);
