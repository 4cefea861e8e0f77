//! Periods of 定时公开: the year, half-year, quarter, month, week or day that a disclosure is about.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};
use std::fmt;

/// A period, as 期间 names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// `2026`.
    Year(i16),
    /// `2026-H1`: the year and 1 or 2.
    Half(i16, i8),
    /// `2026-Q3`: the year and 1 to 4.
    Quarter(i16, i8),
    /// `2026-10`: the year and the month.
    Month(i16, i8),
    /// `2026-W07`: year and week of ISO 8601, whose weeks begin on Monday.
    Week(i16, i8),
    /// `2026-03-05`.
    Day(Date),
}

/// The forms of 期间, for messages.
pub const FORMS: &str = "2026、2026-H1、2026-Q3、2026-10、2026-W07、2026-03-05";

impl Period {
    /// Parses what 期间 says; none where it names no period that exists.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (year, rest) = text.split_at_checked(4)?;
        let year: i16 = year.bytes().all(|b| b.is_ascii_digit()).then(|| year.parse().ok())??;
        let Some(rest) = rest.strip_prefix('-') else {
            return (rest.is_empty() && year > 0).then_some(Self::Year(year));
        };
        let digits = |text: &str, length: usize, most: i8| {
            let whole = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
            let number: i8 = whole.then(|| text.parse().ok())??;
            (1..=most).contains(&number).then_some(number)
        };
        match rest.as_bytes().first()? {
            b'H' => digits(&rest[1..], 1, 2).map(|half| Self::Half(year, half)),
            b'Q' => digits(&rest[1..], 1, 4).map(|quarter| Self::Quarter(year, quarter)),
            b'W' => {
                let week = digits(&rest[1..], 2, 53)?;
                ISOWeekDate::new(year, week, Weekday::Monday).ok().map(|_| Self::Week(year, week))
            }
            _ if rest.len() == 2 => digits(rest, 2, 12).map(|month| Self::Month(year, month)),
            _ => super::date::parse_iso(text).map(Self::Day),
        }
    }

    /// Its first day.
    pub fn first(self) -> Date {
        let date = |year, month| Date::new(year, month, 1).unwrap_or(Date::MIN);
        match self {
            Self::Year(year) => date(year, 1),
            Self::Half(year, half) => date(year, half * 6 - 5),
            Self::Quarter(year, quarter) => date(year, quarter * 3 - 2),
            Self::Month(year, month) => date(year, month),
            Self::Week(year, week) => {
                ISOWeekDate::new(year, week, Weekday::Monday).map_or(Date::MIN, ISOWeekDate::date)
            }
            Self::Day(date) => date,
        }
    }

    /// Its last day.
    pub fn last(self) -> Date {
        let end_of_month = |year, month| Date::new(year, month, 1).map_or(Date::MAX, Date::last_of_month);
        match self {
            Self::Year(year) => end_of_month(year, 12),
            Self::Half(year, half) => end_of_month(year, half * 6),
            Self::Quarter(year, quarter) => end_of_month(year, quarter * 3),
            Self::Month(year, month) => end_of_month(year, month),
            Self::Week(..) => after(self.first(), 6.days()),
            Self::Day(date) => date,
        }
    }

    /// The period of the same length that follows.
    #[must_use]
    pub fn next(self) -> Self {
        self.of_same_length(after(self.last(), 1.day()))
    }

    /// The period of the same length that a day lies in.
    #[must_use]
    pub fn of_same_length(self, day: Date) -> Self {
        match self {
            Self::Year(_) => Self::Year(day.year()),
            Self::Half(..) => Self::Half(day.year(), (day.month() + 5) / 6),
            Self::Quarter(..) => Self::Quarter(day.year(), (day.month() + 2) / 3),
            Self::Month(..) => Self::Month(day.year(), day.month()),
            Self::Week(..) => {
                let week = day.iso_week_date();
                Self::Week(week.year(), week.week())
            }
            Self::Day(_) => Self::Day(day),
        }
    }

    /// True when the other period lies wholly in this one.
    pub fn contains(self, other: Self) -> bool {
        self.first() <= other.first() && other.last() <= self.last()
    }

    /// The period as people read it: 2025年度, 2026年第3季度, 2026年10月 …
    pub fn label(self) -> String {
        match self {
            Self::Year(year) => format!("{year}年度"),
            Self::Half(year, 1) => format!("{year}年上半年"),
            Self::Half(year, _) => format!("{year}年下半年"),
            Self::Quarter(year, quarter) => format!("{year}年第{quarter}季度"),
            Self::Month(year, month) => format!("{year}年{month}月"),
            Self::Week(year, week) => format!("{year}年第{week}周"),
            Self::Day(date) => super::date::official(date),
        }
    }
}

/// A day so much later; the last day that there is where that goes too far.
fn after(day: Date, span: Span) -> Date {
    day.checked_add(span).unwrap_or(Date::MAX)
}

/// As 期间 is written.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Self::Day(date) => write!(f, "{date}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_are_written_as_they_are_read() {
        for (text, first, last, next) in [
            ("2025", date(2025, 1, 1), date(2025, 12, 31), "2026"),
            ("2025-H1", date(2025, 1, 1), date(2025, 6, 30), "2025-H2"),
            ("2025-H2", date(2025, 7, 1), date(2025, 12, 31), "2026-H1"),
            ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "2026-Q1"),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-03"),
            ("2025-12", date(2025, 12, 1), date(2025, 12, 31), "2026-01"),
            // The first week of 2026 begins in 2025 (ISO 8601).
            ("2026-W01", date(2025, 12, 29), date(2026, 1, 4), "2026-W02"),
            ("2026-W53", date(2026, 12, 28), date(2027, 1, 3), "2027-W01"),
            ("2026-03-05", date(2026, 3, 5), date(2026, 3, 5), "2026-03-06"),
        ] {
            let period = Period::parse(text).unwrap_or_else(|| panic!("{text} is a period"));
            assert_eq!((period.first(), period.last()), (first, last), "{text}");
            assert_eq!(period.to_string(), text);
            assert_eq!(period.next().to_string(), next, "after {text}");
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "26", "2026-", "2026-13", "2026-Q5", "2026-H3", "2026-W54", "2025-W53", "2026-2", "2026-02-30"]
        {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_contains_its_months_but_not_a_week_that_leaves_it() {
        let period = |text| Period::parse(text).unwrap();
        assert!(period("2026").contains(period("2026-Q3")));
        assert!(!period("2026").contains(period("2026-W01")));
    }
}
