//! 到期评估: a document with a last day is evaluated within the six months before it
//! (《山东省行政程序规定》山东省人民政府令第238号), so lists name those whose end is near.

use jiff::ToSpan;
use jiff::civil::Date;

/// Days before the last day at which lists name a document, where the site sets none: the six
/// months of the duty, and two reminders.
pub const LIMITS: &[usize] = &[180, 90, 30];

/// The first day that lies within `limit` days of the last day in force.
pub fn first_day(last: Date, limit: usize) -> Option<Date> {
    let days = i32::try_from(limit).ok()?;
    last.checked_sub(days.days()).ok()
}

/// The narrowest limit that a last day lies within, seen from a day on which it has not passed.
pub fn within(limits: &[usize], as_of: Date, last: Date) -> Option<usize> {
    let reached = |limit: &usize| first_day(last, *limit).is_some_and(|first| first <= as_of);
    limits.iter().copied().filter(|limit| as_of <= last && reached(limit)).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_narrowest_limit_counts_from_its_own_day_on() {
        let last = date(2027, 5, 31);
        for (as_of, limit) in [
            (date(2026, 12, 1), None),
            (date(2026, 12, 2), Some(180)),
            (date(2027, 3, 1), Some(180)),
            (date(2027, 3, 2), Some(90)),
            (date(2027, 4, 30), Some(90)),
            (date(2027, 5, 1), Some(30)),
            (date(2027, 5, 31), Some(30)),
            (date(2027, 6, 1), None),
        ] {
            assert_eq!(within(LIMITS, as_of, last), limit, "{as_of}");
        }
        assert_eq!(first_day(last, 180), Some(date(2026, 12, 2)));
    }
}
