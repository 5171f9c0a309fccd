//! Finds a QR code in a grey picture.
//!
//! This is a program of its own, which the coach's page loads when somebody holds a code before the camera or chooses a
//! picture, and the browser reads no codes itself. The reading is that of ZXing, in the Rust of `rxing`: of the readers
//! in Rust it was the only one that read large codes (version 20 and more) from blurred pictures of 300 points wide.

use rxing::common::HybridBinarizer;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader};

/// The text of a QR code in a grey picture, a byte for each point, row by row; nothing when there is none that can be
/// read, or when the picture has another size than is said.
#[must_use]
pub fn decode(width: u32, height: u32, grey: Vec<u8>) -> Option<String> {
    let source = Luma8LuminanceSource::new(grey, width, height).ok()?;
    let mut picture = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = DecodeHints {
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let found = QrReader.decode_with_hints(&mut picture, &hints).ok()?;
    Some(found.getText().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests;
