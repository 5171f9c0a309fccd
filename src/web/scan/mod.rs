//! Finds a QR code in a grey picture.
//!
//! This is a program of its own, which the coach's page loads when somebody holds a code before the camera or chooses a
//! picture, and the browser reads no codes itself. The reading is that of ZXing, in the Rust of `rxing`: of the readers
//! in Rust it was the only one that read large codes (version 20 and more) from blurred pictures of 300 points wide.

use rxing::common::{DetectorRXingResult, HybridBinarizer};
use rxing::qrcode::cpp_port::{decoder, detector};
use rxing::{Binarizer, Luma8LuminanceSource};

/// The text of a QR code in a grey picture, a byte for each point, row by row; nothing when there is none that can be
/// read, or when the picture has another size than is said. Codes hold our links as plain letters, so whatever is not
/// UTF-8 is none of ours, and the tables of other alphabets stay out of the program.
#[must_use]
pub fn decode(width: u32, height: u32, grey: Vec<u8>) -> Option<String> {
    let source = Luma8LuminanceSource::new(grey, width, height).ok()?;
    let binarizer = HybridBinarizer::new(source);
    let picture = binarizer.get_black_matrix().ok()?;
    let mut corners = detector::FindFinderPatterns(picture, true, 0);
    // Three corners may belong together or not; the likely ones come first.
    let codes = detector::GenerateFinderPatternSets(&mut corners);
    codes.iter().find_map(|code| {
        let sample = detector::SampleQR(picture, code).ok()?;
        let content = decoder::Decode(sample.getBits()).ok()?;
        let bytes = Some(content.content().bytes()).filter(|_| content.isValid())?;
        let text = std::str::from_utf8(bytes).ok()?;
        Some(text.to_owned()).filter(|text| !text.is_empty())
    })
}

#[cfg(test)]
mod tests;
