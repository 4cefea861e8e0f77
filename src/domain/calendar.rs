//! Working days: statutory holidays and make-up days as the yearly notices of the State Council's
//! General Office set them. A year without a notice is not guessed.

use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

/// One year's notice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HolidayYear {
    /// The notice: number and address.
    pub source: String,
    /// Days off and the festival they belong to.
    pub off: BTreeMap<Date, String>,
    /// Weekend days that are worked, and the festival that they make up for.
    pub work: BTreeMap<Date, String>,
}

/// All years that have a notice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    years: BTreeMap<i16, HolidayYear>,
}

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// A weekday that is worked.
    Work,
    /// A weekend day that is worked, and the festival that it makes up for.
    MakeUp(&'a str),
    /// A weekend.
    Weekend,
    /// A statutory holiday.
    Holiday(&'a str),
}

impl DayKind<'_> {
    /// True when offices are open.
    pub fn is_working(self) -> bool {
        matches!(self, Self::Work | Self::MakeUp(_))
    }
}

/// A count of working days ran into a year without a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uncovered {
    /// The first year without a notice.
    pub year: i16,
}

impl WorkCalendar {
    /// Adds a year.
    pub fn insert(&mut self, year: i16, holidays: HolidayYear) {
        self.years.insert(year, holidays);
    }

    /// True when the year has a notice.
    pub fn covers(&self, year: i16) -> bool {
        self.years.contains_key(&year)
    }

    /// What a day is; none for a year without a notice.
    pub fn day(&self, date: Date) -> Option<DayKind<'_>> {
        // A notice may name days of the neighbouring years: 2023's New Year starts on 2022-12-31.
        let years = self.years.values();
        let off = years.clone().find_map(|year| year.off.get(&date));
        let work = years.clone().find_map(|year| year.work.get(&date));
        match (off, work) {
            (Some(name), _) => Some(DayKind::Holiday(name)),
            (_, Some(name)) => Some(DayKind::MakeUp(name)),
            _ if !self.covers(date.year()) => None,
            _ if matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) => Some(DayKind::Weekend),
            _ => Some(DayKind::Work),
        }
    }

    /// The nth working day after a date, or before it for a negative n. The start day is not
    /// counted (《民法典》 Article 201); n = 0 gives the start day itself.
    ///
    /// # Errors
    /// When the count runs into a year without a notice.
    pub fn nth_working_day(&self, start: Date, n: i32) -> Result<Date, Uncovered> {
        let mut day = start;
        let mut left = n.unsigned_abs();
        while left > 0 {
            let next = if n > 0 { day.tomorrow() } else { day.yesterday() };
            day = next.map_err(|_| Uncovered { year: day.year() })?;
            let kind = self.day(day).ok_or(Uncovered { year: day.year() })?;
            left -= u32::from(kind.is_working());
        }
        Ok(day)
    }
}
