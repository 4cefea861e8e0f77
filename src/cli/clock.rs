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

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
fn today() -> Result<Date, CommandError> {
    let failed = || CommandError("读不到系统时间，请用 --as-of 指明日期".to_owned());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|_| failed())?;
    let seconds = i64::try_from(now.as_secs()).map_err(|_| failed())? + BEIJING_OFFSET_HOURS * 3600;
    let days = i32::try_from(seconds.div_euclid(86_400)).map_err(|_| failed())?;
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).map_err(|_| failed())
}
