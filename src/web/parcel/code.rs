//! A text as a QR code (ISO/IEC 18004).

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// Modules of white around a code (ISO/IEC 18004).
const QUIET: i32 = 4;

/// A QR code as one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The version, 1 to 40; 12 or less is easy to scan from a phone.
    pub version: u8,
    /// Modules along one side, without the quiet zone.
    pub size: i32,
    /// The dark modules.
    pub path: String,
}

impl Code {
    /// The smallest code at level M that holds this text; `None` when it is too much for any.
    #[must_use]
    pub fn of(text: &str) -> Option<Code> {
        // A link has small letters, which no mode but that of bytes can hold.
        let segment = QrSegment::make_bytes(text.as_bytes());
        let code = QrCode::encode_segments_advanced(
            &[segment],
            QrCodeEcc::Medium,
            Version::MIN,
            Version::MAX,
            None,
            false,
        )
        .ok()?;
        let size = code.size();
        let mut path = String::new();
        for y in 0..size {
            let mut x = 0;
            while x < size {
                let dark = (x..size).take_while(|x| code.get_module(*x, y)).count();
                let run = i32::try_from(dark).unwrap_or(0);
                if run > 0 {
                    path += &format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
                }
                x += run + 1;
            }
        }
        Some(Code {
            version: code.version().value(),
            size,
            path,
        })
    }

    /// The field of the drawing, quiet zone inside.
    #[must_use]
    pub fn view_box(&self) -> String {
        let side = self.size + 2 * QUIET;
        format!("0 0 {side} {side}")
    }
}
