//! Gives the functions between the script and the wasm short names.
//!
//! wasm-bindgen names each of them in full, with a hash that no compression makes shorter, once in the wasm and once
//! in the script. Nobody but these two files ever uses the names, so both are written again with a letter or two.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// How wasm-bindgen and its helpers begin every name of their own.
const OWN: [&str; 3] = ["__wb", "__externref", "wasm_bindgen__"];

/// The script and the wasm with short names.
pub fn shorten(script: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut names = Names::default();
    let wasm = rewrite(wasm, &mut names).context("the wasm cannot be read")?;
    let script = replace(script, &names.0)?;
    Ok((script, wasm))
}

/// The new name of every old one.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    /// The new name; a name that is not wasm-bindgen's own stays as it is.
    fn new_name(&mut self, old: &str) -> String {
        if !OWN.iter().any(|beginning| old.starts_with(beginning)) {
            return old.to_owned();
        }
        let next = short_name(self.0.len());
        self.0.entry(old.to_owned()).or_insert(next).clone()
    }
}

/// `$a`, `$b`, … `$z`, `$ba`, `$bb`, …: nothing in the script begins like that.
fn short_name(index: usize) -> String {
    let mut rest = index;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
        if rest == 0 {
            break;
        }
    }
    letters.push('$');
    letters.iter().rev().collect()
}

/// The wasm with the names of its imports and exports replaced.
fn rewrite(wasm: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let mut input = Input(wasm);
    let mut out = input.take(8)?.to_vec();
    while !input.0.is_empty() {
        let id = input.byte()?;
        let size = input.number()?;
        let content = input.take(size)?;
        let content = match id {
            IMPORTS => imports(content, names)?,
            EXPORTS => exports(content, names)?,
            _ => content.to_vec(),
        };
        out.push(id);
        put_text(&mut out, &content);
    }
    Ok(out)
}

fn imports(section: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let mut input = Input(section);
    let mut out = Vec::new();
    let count = input.number()?;
    put_number(&mut out, count);
    for _ in 0..count {
        put_text(&mut out, input.text()?.as_bytes());
        put_text(&mut out, names.new_name(input.text()?).as_bytes());
        let kind = input.byte()?;
        if kind != 0 {
            bail!("it imports something that is not a function");
        }
        out.push(kind);
        put_number(&mut out, input.number()?);
    }
    input.end(out)
}

fn exports(section: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let mut input = Input(section);
    let mut out = Vec::new();
    let count = input.number()?;
    put_number(&mut out, count);
    for _ in 0..count {
        put_text(&mut out, names.new_name(input.text()?).as_bytes());
        out.push(input.byte()?);
        put_number(&mut out, input.number()?);
    }
    input.end(out)
}

/// What is left to read of a wasm file.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self
            .0
            .split_at_checked(count)
            .context("it ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        self.take(1)?.first().copied().context("it ends too early")
    }

    /// A number: seven bits per byte, the lowest first.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        bail!("it holds a number that is too large")
    }

    fn text(&mut self) -> Result<&'a str> {
        let size = self.number()?;
        std::str::from_utf8(self.take(size)?).context("a name in it is not text")
    }

    /// What was written from this input, when nothing of it is left.
    fn end(self, out: Vec<u8>) -> Result<Vec<u8>> {
        if self.0.is_empty() {
            Ok(out)
        } else {
            bail!("a part of it is longer than its contents")
        }
    }
}

fn put_number(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let byte = u8::try_from(number & 0x7F).unwrap_or(0);
        number >>= 7;
        if number == 0 {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

fn put_text(out: &mut Vec<u8>, text: &[u8]) {
    put_number(out, text.len());
    out.extend_from_slice(text);
}

/// The script with these names replaced wherever they stand as a whole word. Each must be there: one that only the
/// wasm knows would mean that the two do not belong together.
fn replace(script: &str, names: &HashMap<String, String>) -> Result<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut missing: Vec<&str> = names.keys().map(String::as_str).collect();
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let word_end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(word_end);
        missing.retain(|name| *name != word);
        out.push_str(names.get(word).map_or(word, String::as_str));
        let word_start = after.find(is_part).unwrap_or(after.len());
        let (between, next) = after.split_at(word_start);
        out.push_str(between);
        rest = next;
    }
    match missing.first() {
        None => Ok(out),
        Some(name) => bail!("the wasm names `{name}`, which the script does not have"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one imported and two exported functions.
    fn module() -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend(b"\x01\x04\x01\x60\0\0");
        wasm.extend(b"\x02\x0d\x01\x01m\x07__wbg_a\0\0");
        wasm.extend(b"\x07\x13\x02\x06memory\x02\0\x06__wb_b\0\0");
        wasm
    }

    #[test]
    fn both_sides_get_the_same_short_names() {
        let script = "x={__wbg_a: function() { wasm.__wb_b(__wbg_ab, wasm.memory) }}";
        let (script, wasm) = shorten(script, &module()).unwrap();
        assert_eq!(
            script,
            "x={$a: function() { wasm.$b(__wbg_ab, wasm.memory) }}"
        );
        let mut expected = b"\0asm\x01\0\0\0".to_vec();
        expected.extend(b"\x01\x04\x01\x60\0\0");
        expected.extend(b"\x02\x08\x01\x01m\x02$a\0\0");
        expected.extend(b"\x07\x0f\x02\x06memory\x02\0\x02$b\0\0");
        assert_eq!(wasm, expected);
    }

    #[test]
    fn a_script_of_another_build_is_an_error() {
        assert!(shorten("__wbg_a", &module()).is_err());
        assert!(shorten("__wbg_a __wb_b", b"\0asm\x01\0\0\0\x02\x7f").is_err());
    }

    #[test]
    fn every_name_is_another() {
        assert_eq!(short_name(0), "$a");
        assert_eq!(short_name(25), "$z");
        assert_eq!(short_name(26), "$ba");
        let names: std::collections::HashSet<String> = (0..2000).map(short_name).collect();
        assert_eq!(names.len(), 2000);
    }

    #[test]
    fn numbers_of_several_bytes_come_back() {
        for number in [0, 127, 128, 300_000] {
            let mut bytes = Vec::new();
            put_number(&mut bytes, number);
            assert_eq!(Input(&bytes).number().unwrap(), number);
        }
    }
}
