//! The one place that reads the clock: today in Beijing, unless a date is given.

use super::CommandError;
use super::args::Common;
use crate::domain::{Date, date};
use std::time::{SystemTime, UNIX_EPOCH};

const BEIJING_OFFSET_HOURS: i64 = 8;

/// The as-of date.
///
/// # Errors
/// When `--as-of` is no date.
pub fn as_of(common: &Common) -> Result<Date, CommandError> {
    match &common.as_of {
        Some(text) => parse(text, "--as-of"),
        None => today(),
    }
}

/// A date that was typed.
pub fn parse(text: &str, what: &str) -> Result<Date, CommandError> {
    date::parse_iso(text).ok_or_else(|| CommandError(format!("{what}“{text}”不是日期，应写作 2026-11-23 的形式")))
}

/// This second in Beijing as `20261123093000`, for names that no earlier run can have used.
///
/// # Errors
/// When the clock stands before 1970 or beyond the calendar.
pub fn stamp() -> Result<String, CommandError> {
    let seconds = beijing_seconds().ok_or_else(|| CommandError("读不到系统时间".to_owned()))?;
    let (day, second) = (date_of(seconds), seconds.rem_euclid(DAY));
    let day = day.ok_or_else(|| CommandError("读不到系统时间".to_owned()))?;
    let (hour, minute) = (second / 3600, second / 60 % 60);
    Ok(format!("{:04}{:02}{:02}{hour:02}{minute:02}{:02}", day.year(), day.month(), day.day(), second % 60))
}

const DAY: i64 = 86_400;

fn today() -> Result<Date, CommandError> {
    let failed = || CommandError("读不到系统时间，请用 --as-of 指明日期".to_owned());
    beijing_seconds().and_then(date_of).ok_or_else(failed)
}

fn date_of(seconds: i64) -> Option<Date> {
    let days = i32::try_from(seconds.div_euclid(DAY)).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).ok()
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
fn beijing_seconds() -> Option<i64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some(i64::try_from(now.as_secs()).ok()? + BEIJING_OFFSET_HOURS * 3600)
}
