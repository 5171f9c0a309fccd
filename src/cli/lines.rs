//! Lines of bytes, one at a time, never more than a profile can be large.

use crate::engine::profile::MAX_INPUT;
use std::io::{self, BufRead};

/// What the next line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// There are no more lines.
    End,
    /// A line that is not blank; [`Lines::line`] has it.
    Line,
    /// A line larger than a profile; it was passed over without being kept.
    TooLong,
}

/// The lines of a source that are not blank, with their numbers.
pub(super) struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    /// `passed` lines of the source were read before.
    pub(super) fn new(reader: R, passed: u64) -> Lines<R> {
        Lines {
            reader,
            buffer: Vec::new(),
            number: passed,
        }
    }

    /// The number of the current line, from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The current line, without white space around it and without a byte order mark.
    pub(super) fn line(&self) -> &[u8] {
        trim(&self.buffer)
    }

    /// What was not read yet.
    pub(super) fn into_rest(self) -> R {
        self.reader
    }

    /// Reads the next line that is not blank.
    pub(super) fn advance(&mut self) -> io::Result<Next> {
        loop {
            let next = self.read()?;
            if next != Next::Line || !self.line().is_empty() {
                return Ok(next);
            }
        }
    }

    /// Whether nothing but blank lines follows. Reads on over blank lines.
    pub(super) fn is_last(&mut self) -> io::Result<bool> {
        loop {
            let ahead = self.reader.fill_buf()?;
            if ahead.is_empty() {
                return Ok(true);
            }
            let blank = ahead
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
            let whole = blank == ahead.len();
            let breaks = ahead
                .iter()
                .take(blank)
                .filter(|byte| **byte == b'\n')
                .count();
            self.number += u64::try_from(breaks).unwrap_or(0);
            self.reader.consume(blank);
            if !whole {
                return Ok(false);
            }
        }
    }

    fn read(&mut self) -> io::Result<Next> {
        self.buffer.clear();
        let mut too_long = false;
        let mut some = false;
        loop {
            let ahead = self.reader.fill_buf()?;
            if ahead.is_empty() {
                break;
            }
            self.number += u64::from(!some);
            some = true;
            let (length, ends) = match ahead.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at, true),
                None => (ahead.len(), false),
            };
            too_long |= self.buffer.len() + length > MAX_INPUT;
            if !too_long {
                self.buffer
                    .extend_from_slice(ahead.get(..length).unwrap_or_default());
            }
            self.reader.consume(length + usize::from(ends));
            if ends {
                break;
            }
        }
        match (some, too_long) {
            (false, _) => Ok(Next::End),
            (true, false) => Ok(Next::Line),
            (true, true) => {
                self.buffer = Vec::new();
                Ok(Next::TooLong)
            }
        }
    }
}

/// Takes white space and a byte order mark from around a line.
pub(super) fn trim(line: &[u8]) -> &[u8] {
    line.trim_ascii_start()
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(line)
        .trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that are found, with their numbers; a buffer of three bytes meets every boundary.
    fn check(text: &str, expected: &[(u64, &str)]) {
        let mut lines = Lines::new(io::BufReader::with_capacity(3, text.as_bytes()), 0);
        let mut found = Vec::new();
        while lines.advance().unwrap() == Next::Line {
            found.push((
                lines.number(),
                String::from_utf8(lines.line().to_vec()).unwrap(),
            ));
        }
        let expected: Vec<(u64, String)> = expected
            .iter()
            .map(|(number, line)| (*number, (*line).to_owned()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blank_lines_count_and_are_left_out() {
        check("", &[]);
        check("\n \r\n\t", &[]);
        check("een\ntwee", &[(1, "een"), (2, "twee")]);
        check(
            "\u{feff}een\r\n\r\n  drie  \r\n",
            &[(1, "een"), (3, "drie")],
        );
    }

    #[test]
    fn the_last_line_is_known_before_it_is_used() {
        let mut lines = Lines::new("een\n\n \ntwee\n\n".as_bytes(), 0);
        assert_eq!(lines.advance().unwrap(), Next::Line);
        assert!(!lines.is_last().unwrap());
        assert_eq!(lines.advance().unwrap(), Next::Line);
        assert_eq!(lines.number(), 4);
        assert!(lines.is_last().unwrap());
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let text = format!("een\n{}\ndrie\n", "x".repeat(MAX_INPUT + 1));
        let mut lines = Lines::new(text.as_bytes(), 0);
        assert_eq!(lines.advance().unwrap(), Next::Line);
        assert_eq!(lines.advance().unwrap(), Next::TooLong);
        assert!(lines.buffer.capacity() == 0);
        assert_eq!(lines.advance().unwrap(), Next::Line);
        assert_eq!((lines.number(), lines.line()), (3, b"drie".as_slice()));
    }
}
