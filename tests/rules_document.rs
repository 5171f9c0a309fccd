//! Holds the tables of `docs/rules.md` to the rules and to the people they were counted over.
#![cfg(all(feature = "simulate", not(target_arch = "wasm32")))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "that is how a test fails"
)]

#[path = "../examples/sensitivity.rs"]
mod sensitivity;

const DOCUMENT: &str = include_str!("../docs/rules.md");
/// Fewer people than in the document, because a test has little time.
const PEOPLE: u64 = 4_000;
/// How far a share may lie from that of the document, in tenths of a percent, for that reason.
const TOLERANCE: u32 = 40;

/// The percentages of a text in their order, in tenths.
fn shares(text: &str) -> Vec<u32> {
    text.split([' ', '\n'])
        .filter_map(|word| word.strip_suffix('%')?.replace('.', "").parse().ok())
        .collect()
}

#[test]
fn the_tables_are_those_of_the_rules() {
    let (_, rest) = DOCUMENT.split_once("<!-- sensitivity -->\n").unwrap();
    let (written, _) = rest.split_once("<!-- end -->").unwrap();
    let counted = sensitivity::tables(1, PEOPLE);
    let (written, counted_shares) = (shares(written), shares(&counted));
    assert_eq!(written.len(), 7 * 3 + 5 * 3);
    assert_eq!(written.len(), counted_shares.len());
    for (at, (written, counted)) in written.iter().zip(&counted_shares).enumerate() {
        assert!(
            written.abs_diff(*counted) <= TOLERANCE,
            "share {at}: {written} in the document, {counted} now; write the tables again with examples/sensitivity.rs"
        );
    }
}

#[test]
fn the_document_names_the_thresholds() {
    use startbeeld::engine::instrument::threshold;
    let tenths = |tenths: u8| format!("{}.{}", tenths / 10, tenths % 10);
    for part in [
        format!(
            "process at least {}",
            tenths(threshold::REGIEVOERDER_PROCESS_TENTHS)
        ),
        format!("confidence at least {}", threshold::REGIEVOERDER_CONFIDENCE),
        format!(
            "process under {}",
            tenths(threshold::TOETSER_PROCESS_TENTHS)
        ),
        format!("confidence at most {}", threshold::TOETSER_CONFIDENCE),
        format!("# The rules `steering/{}`", threshold::VERSION),
    ] {
        assert!(DOCUMENT.contains(&part), "{part}");
    }
}
