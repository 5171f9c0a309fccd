//! Runs the target `passphrase` of `targets.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: startbeeld_fuzz::begin("passphrase"),
    |data: &[u8]| startbeeld_fuzz::measured("passphrase", data)
);
