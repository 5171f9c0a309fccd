//! Today and now, by the clock and in the time zone of the device.

use crate::engine::Date;

/// The day it is where the device is.
#[must_use]
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let local = now.get_time() - now.get_timezone_offset() * 60_000.0;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit in 64 bits for ever"
    )]
    Date::from_unix_millis(local as i64)
}

/// The time of the day where the device is: hours and minutes.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    reason = "hours and minutes fit in a byte"
)]
pub fn time() -> (u8, u8) {
    let now = js_sys::Date::new_0();
    (now.get_hours() as u8, now.get_minutes() as u8)
}
