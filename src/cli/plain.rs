//! Text that is safe and pleasant in a terminal: nothing in it steers the terminal, and lines break between words.

/// Where lines break, in characters: fits every terminal and a sheet of paper.
const WIDTH: usize = 96;

/// Characters that steer a terminal or turn the reading direction around: escape codes, other control characters,
/// line and paragraph separators, and the overrides of the direction. Each becomes the sign for "unreadable".
fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text on one line, without anything that steers a terminal.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| {
            if is_steering(c) {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}

/// Appends a text with its lines broken between words. The first line starts at `indent`, all others at `hanging`,
/// so that own words with line breaks never look like a heading.
pub(super) fn paragraph(out: &mut String, indent: usize, hanging: usize, text: &str) {
    let mut start = indent;
    for line in text.split('\n') {
        let mut column = 0;
        for word in one_line(line).split_whitespace() {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > WIDTH {
                out.push('\n');
                start = hanging;
                column = 0;
            }
            if column == 0 {
                out.extend(std::iter::repeat_n(' ', start));
                column = start;
            } else {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
        out.push('\n');
        start = hanging;
    }
}

/// Appends a heading with a line under it.
pub(super) fn heading(out: &mut String, text: &str) {
    let text = one_line(text);
    out.push('\n');
    out.push_str(&text);
    out.push('\n');
    out.extend(std::iter::repeat_n('-', text.chars().count()));
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(
            one_line("a\u{1b}[31mb\rc\u{9b}d\u{202e}e\u{2028}f\tg\nh\0"),
            "a�[31mb�c�d�e�f�g�h�"
        );
        assert_eq!(
            one_line("één ‘woord’ مرحبا \u{200f}"),
            "één ‘woord’ مرحبا \u{200f}"
        );
    }

    #[test]
    fn lines_break_between_words_and_stay_indented() {
        let mut out = String::new();
        paragraph(&mut out, 2, 4, &"woord ".repeat(40));
        assert!(out.lines().all(|line| line.chars().count() <= WIDTH));
        assert!(
            out.lines()
                .skip(1)
                .all(|line| line.starts_with("    woord"))
        );
        let mut out = String::new();
        paragraph(&mut out, 2, 4, "een\n\nPlan\n----");
        assert_eq!(out, "  een\n\n    Plan\n    ----\n");
    }

    #[test]
    fn a_word_longer_than_a_line_is_left_whole() {
        let mut out = String::new();
        paragraph(&mut out, 2, 4, &"x".repeat(300));
        assert_eq!(out.lines().count(), 1);
    }
}
