//! Base64 with the URL-safe alphabet and without padding (RFC 4648, section 5), canonical only.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Whether a byte belongs to the alphabet.
pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .fold(0u32, |group, byte| group << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for position in 0..=chunk.len() {
            let value = (group >> (18 - 6 * position)) & 63;
            text.push(
                ALPHABET
                    .get(value as usize)
                    .map_or('A', |byte| char::from(*byte)),
            );
        }
    }
    text
}

/// The six bits of a letter.
const fn value(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    }
}

/// `None` when a letter is foreign, the length impossible or a bit after the end set.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut group = 0u32;
        for byte in chunk {
            group = group << 6 | u32::from(value(*byte)?);
        }
        group <<= 6 * (4 - chunk.len());
        let count = match chunk.len() {
            4 => 3,
            3 => 2,
            2 => 1,
            _ => return None,
        };
        for (position, byte) in group.to_be_bytes().into_iter().skip(1).enumerate() {
            match (position < count, byte) {
                (true, byte) => bytes.push(byte),
                (false, 0) => {}
                (false, _) => return None,
            }
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_4648_examples_without_padding() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
    }

    #[test]
    fn only_the_canonical_form() {
        for text in ["Z", "Zh", "Zg==", "Zm9=", "Zm 9v", "Zm+v", "Zm9vY"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
