//! Notices in own words what does not belong there: a BSN, an e-mail address or a phone number.
//!
//! A warning, never a block: the person decides.

/// What own words seem to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Nine digits that pass the *elfproef* of the citizen service number.
    Bsn,
    /// Something with an `@` between two names.
    Mail,
    /// Ten digits that begin with 0, or a number that begins with the Dutch country code.
    Phone,
}

/// The first thing that is noticed.
#[must_use]
pub fn caution(text: &str) -> Option<Caution> {
    if text.split_whitespace().any(is_mail) {
        return Some(Caution::Mail);
    }
    digit_runs(text).into_iter().find_map(|run| {
        if is_bsn(&run) {
            Some(Caution::Bsn)
        } else if is_phone(&run) {
            Some(Caution::Phone)
        } else {
            None
        }
    })
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host
                .split_once('.')
                .is_some_and(|(first, rest)| !first.is_empty() && !rest.is_empty())
    })
}

/// Runs of digits; single spaces, dots and dashes between digits do not end a run, and a `+` may begin it.
fn digit_runs(text: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(run) = runs.last_mut() else { break };
        let digit_follows = letters.peek().is_some_and(char::is_ascii_digit);
        match letter {
            '0'..='9' => run.push(letter),
            '+' if run.is_empty() && digit_follows => run.push(letter),
            ' ' | '.' | '-' if !run.is_empty() && digit_follows => {}
            _ if run.is_empty() => {}
            _ => runs.push(String::new()),
        }
    }
    runs
}

/// The *elfproef*: weights 9 to 2 and -1, the sum divisible by eleven.
fn is_bsn(run: &str) -> bool {
    let digits: Vec<i32> = run
        .chars()
        .filter_map(|c| c.to_digit(10))
        .filter_map(|d| i32::try_from(d).ok())
        .collect();
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    run.len() == 9
        && digits.len() == 9
        && digits.iter().any(|digit| *digit != 0)
        && digits
            .iter()
            .zip(weights)
            .map(|(digit, weight)| digit * weight)
            .sum::<i32>()
            % 11
            == 0
}

fn is_phone(run: &str) -> bool {
    let rest = |prefix| {
        run.strip_prefix(prefix)
            .map(|rest: &str| rest.trim_start_matches('0').len())
    };
    rest("+31")
        .or_else(|| rest("0031"))
        .is_some_and(|count| count == 9)
        || (run.len() == 10 && run.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Caution>) {
        assert_eq!(caution(text), expected, "{text}");
    }

    #[test]
    fn notices() {
        check("mijn bsn is 111222333", Some(Caution::Bsn));
        check("bsn 123 456 782.", Some(Caution::Bsn));
        check("1112.22.333", Some(Caution::Bsn));
        check("bel 06-12345678", Some(Caution::Phone));
        check("bel +31 6 1234 5678", Some(Caution::Phone));
        check("bel 0031612345678", Some(Caution::Phone));
        check("mail jan@voorbeeld.nl", Some(Caution::Mail));
    }

    #[test]
    fn leaves_alone() {
        check("", None);
        check("ik heb 3 kinderen en 12000 euro schuld", None);
        check("123456789", None);
        check("000000000", None);
        check("in 2024 en 2025", None);
        check("ik @ thuis", None);
        check("ik werk van 9 - 17 uur", None);
    }
}
