//! A day, without a clock: profiles are dated to the day, nothing finer leaves the device.

use std::fmt;
use std::str::FromStr;

/// Days between 1970-01-01 and the first day a profile can be dated on, 2024-01-01.
const EPOCH: i64 = 19_723;

/// A day between 2024-01-01 and 2203-06-07 (65,536 days), in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(u16);

impl Date {
    /// The day this many days after 2024-01-01.
    #[must_use]
    pub const fn from_days(days: u16) -> Date {
        Date(days)
    }

    /// Days since 2024-01-01.
    #[must_use]
    pub const fn days(self) -> u16 {
        self.0
    }

    /// The day of a moment in milliseconds since 1970-01-01T00:00 in the wanted time zone; the nearest day that
    /// can be written when a clock is far off.
    #[must_use]
    pub fn from_unix_millis(millis: i64) -> Date {
        let days = millis.div_euclid(86_400_000) - EPOCH;
        Date(u16::try_from(days.clamp(0, i64::from(u16::MAX))).unwrap_or(0))
    }

    /// The day in the calendar; `None` when there is no such day or it lies outside the range.
    #[must_use]
    pub fn from_calendar(year: i32, month: u32, day: u32) -> Option<Date> {
        if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        u16::try_from(days_from_calendar(year, month, day) - EPOCH)
            .ok()
            .map(Date)
    }

    /// Year, month (1 to 12) and day (1 to 31).
    #[must_use]
    pub fn calendar(self) -> (i32, u32, u32) {
        calendar_from_days(i64::from(self.0) + EPOCH)
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a day in the proleptic Gregorian calendar, counted in eras of 400 years that start in March.
fn days_from_calendar(year: i32, month: u32, day: u32) -> i64 {
    let year = i64::from(if month <= 2 { year - 1 } else { year });
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The reverse of [`days_from_calendar`].
fn calendar_from_days(days: i64) -> (i32, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (
        i32::try_from(year).unwrap_or(0),
        u32::try_from(month).unwrap_or(1),
        u32::try_from(day).unwrap_or(1),
    )
}

impl fmt::Display for Date {
    /// ISO 8601, e.g. `2026-11-21`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.calendar();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Date {
    type Err = ();

    /// Reads `YYYY-MM-DD` and nothing else.
    fn from_str(text: &str) -> Result<Date, ()> {
        let bytes = text.as_bytes();
        let digits_where_needed = bytes.iter().enumerate().all(|(at, byte)| {
            if at == 4 || at == 7 {
                *byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        });
        if bytes.len() != 10 || !digits_where_needed {
            return Err(());
        }
        let number = |range: std::ops::Range<usize>| {
            text.get(range)
                .and_then(|part| part.parse::<u32>().ok())
                .ok_or(())
        };
        let year = i32::try_from(number(0..4)?).map_err(|_| ())?;
        Date::from_calendar(year, number(5..7)?, number(8..10)?).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_survives_the_calendar() {
        for days in 0..=u16::MAX {
            let date = Date::from_days(days);
            let (year, month, day) = date.calendar();
            assert_eq!(Date::from_calendar(year, month, day), Some(date));
            assert_eq!(date.to_string().parse(), Ok(date));
        }
    }

    #[test]
    fn known_days() {
        assert_eq!(Date::from_days(0).to_string(), "2024-01-01");
        assert_eq!(Date::from_days(59).to_string(), "2024-02-29");
        assert_eq!(
            Date::from_unix_millis(1_795_219_200_000).to_string(),
            "2026-11-21"
        );
        assert_eq!(Date::from_unix_millis(-1), Date::from_days(0));
    }

    #[test]
    fn days_that_do_not_exist() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2023-12-31",
            "26-01-01",
            "2026-1-01",
            "+026-01-01",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
