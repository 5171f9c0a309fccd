//! Kept inputs as lines of text, so that a change of them can be read: one input a line, what is not printable ASCII
//! as `\xNN`, `\n` and `\\`.

/// One input as one line.
pub fn escape(input: &[u8]) -> String {
    let mut line = String::with_capacity(input.len());
    for byte in input {
        match byte {
            b'\\' => line.push_str("\\\\"),
            b'\n' => line.push_str("\\n"),
            b' '..=b'~' => line.push(char::from(*byte)),
            _ => line.push_str(&format!("\\x{byte:02x}")),
        }
    }
    line
}

/// The input that a line holds; `None` when it is not such a line.
pub fn unescape(line: &str) -> Option<Vec<u8>> {
    let mut input = Vec::with_capacity(line.len());
    let mut bytes = line.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            input.push(byte);
            continue;
        }
        match bytes.next()? {
            b'\\' => input.push(b'\\'),
            b'n' => input.push(b'\n'),
            b'x' => {
                let digits = [bytes.next()?, bytes.next()?];
                input.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
            }
            _ => return None,
        }
    }
    Some(input)
}
