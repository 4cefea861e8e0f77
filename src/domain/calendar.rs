//! Working days: statutory holidays and make-up days as the yearly notices of the State Council's
//! General Office set them (《全国年节及纪念日放假办法》). A year without a notice is not guessed: what
//! binds is refused, what is only shown says that it is counted from plain weekends.

use jiff::SignedDuration;
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
///
/// A notice of one year may name days of the year before: 2023's New Year begins on 2022-12-31. Such
/// a day is known even where its own year has no notice; every other day of that year is not. The
/// days at the end of the last covered year are answered from its own notice, although the next
/// notice may still move them: until it is published, nothing else is in force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    /// The notice of each covered year.
    notices: BTreeMap<i16, String>,
    /// The days that any notice names.
    named: BTreeMap<Date, Named>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Named {
    Off(String),
    Work(String),
}

impl Named {
    fn kind(&self) -> DayKind<'_> {
        match self {
            Self::Off(name) => DayKind::Holiday(name),
            Self::Work(name) => DayKind::MakeUp(name),
        }
    }
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

/// A day that was counted for display.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The day.
    pub date: Date,
    /// The first year without a notice that the count ran into. The day is then an estimate from
    /// plain weekends, and whoever shows it says so: “未覆盖，按周末估算”.
    pub uncovered: Option<i16>,
}

impl Counted {
    /// A day that needs no notice.
    pub fn certain(date: Date) -> Self {
        Self { date, uncovered: None }
    }
}

/// A number of working days that was counted for display.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The working days.
    pub days: i32,
    /// The first year without a notice that the count ran into, as in [`Counted`].
    pub uncovered: Option<i16>,
}

impl WorkCalendar {
    /// Adds a notice. What several notices name is off where one of them says so: a later notice
    /// that lengthens a holiday adds to the first one of the year.
    pub fn insert(&mut self, year: i16, holidays: HolidayYear) {
        let notices = self.notices.entry(year).or_default();
        notices.push_str(if notices.is_empty() { "" } else { "；" });
        notices.push_str(&holidays.source);
        for (date, name) in holidays.work {
            self.named.entry(date).or_insert(Named::Work(name));
        }
        for (date, name) in holidays.off {
            self.named.insert(date, Named::Off(name));
        }
    }

    /// True when the year has a notice.
    pub fn covers(&self, year: i16) -> bool {
        self.notices.contains_key(&year)
    }

    /// The notice of a year: number and address; of several, all.
    pub fn notice(&self, year: i16) -> Option<&str> {
        self.notices.get(&year).map(String::as_str)
    }

    /// What a day is; none for a day of a year without a notice that no other notice names.
    pub fn day(&self, date: Date) -> Option<DayKind<'_>> {
        match self.named.get(&date) {
            Some(named) => Some(named.kind()),
            None => self.covers(date.year()).then(|| plain(date)),
        }
    }

    /// The days from one day to another, both included, that a notice names, in order.
    pub fn named(&self, from: Date, to: Date) -> impl Iterator<Item = (Date, DayKind<'_>)> {
        let days = (from <= to).then(|| self.named.range(from..=to));
        days.into_iter().flatten().map(|(date, named)| (*date, named.kind()))
    }

    /// The nth working day after a date, or before it for a negative n. The start day is not
    /// counted (《民法典》 Article 201); n = 0 gives the start day itself.
    ///
    /// # Errors
    /// When the count runs into a year without a notice.
    pub fn nth_working_day(&self, start: Date, n: i32) -> Result<Date, Uncovered> {
        let counted = self.walk(start, n, |uncovered| uncovered.is_none());
        counted.uncovered.map_or(Ok(counted.date), |year| Err(Uncovered { year }))
    }

    /// Like [`Self::nth_working_day`], for display: in a year without a notice, plain weekends are
    /// days off, and the answer names that year.
    pub fn count(&self, start: Date, n: i32) -> Counted {
        self.walk(start, n, |_| true)
    }

    /// Goes day by day until n working days are counted, or until `on` says to stop. The calendar
    /// ends with the year 9999; what would lie behind it is uncovered.
    fn walk(&self, start: Date, n: i32, on: impl Fn(Option<i16>) -> bool) -> Counted {
        let mut found = Counted::certain(start);
        let mut left = n.unsigned_abs();
        while left > 0 && on(found.uncovered) {
            let Some(next) = step(found.date, n) else {
                return Counted { uncovered: found.uncovered.or(Some(found.date.year())), ..found };
            };
            let kind = self.day(next);
            left -= u32::from(kind.unwrap_or_else(|| plain(next)).is_working());
            let unknown = kind.is_none().then(|| next.year());
            found = Counted { date: next, uncovered: found.uncovered.or(unknown) };
        }
        found
    }

    /// The day itself, or the next working day: a period whose last day is a statutory day off ends
    /// on the day after it (《民法典》 Article 203). A make-up day is worked and stays.
    pub fn roll_on(&self, day: Date) -> Counted {
        match self.day(day) {
            Some(kind) if kind.is_working() => Counted::certain(day),
            Some(_) => self.count(day, 1),
            None if plain(day).is_working() => Counted { date: day, uncovered: Some(day.year()) },
            None => Counted { uncovered: Some(day.year()), ..self.count(day, 1) },
        }
    }

    /// The last day of a period of calendar days. The start day is not counted (《民法典》
    /// Article 201); where `rolls`, a last day off rolls on (Article 203). Only that needs notices.
    pub fn term(&self, start: Date, calendar_days: i32, rolls: bool) -> Counted {
        // A period that leaves the calendar ends with it.
        let last = start.saturating_add(SignedDuration::from_hours(24 * i64::from(calendar_days)));
        if rolls { self.roll_on(last) } else { Counted::certain(last) }
    }

    /// The working days from one day, excluded, to another, included; negative when the other comes
    /// first. So `working_days_between(start, nth_working_day(start, n))` is n again.
    ///
    /// # Errors
    /// When a year between the two has no notice: the first such year, seen from `from`.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<i32, Uncovered> {
        let tally = self.tally(from, to);
        tally.uncovered.map_or(Ok(tally.days), |year| Err(Uncovered { year }))
    }

    /// Like [`Self::working_days_between`], for display: in a year without a notice, plain weekends
    /// are days off, and the answer names that year.
    pub fn tally(&self, from: Date, to: Date) -> Tally {
        let direction = if from <= to { 1 } else { -1 };
        let mut found = Tally { days: 0, uncovered: None };
        let mut day = from;
        while day != to {
            let Some(next) = step(day, direction) else { break };
            day = next;
            let kind = self.day(day);
            found.days += direction * i32::from(kind.unwrap_or_else(|| plain(day)).is_working());
            found.uncovered = found.uncovered.or(kind.is_none().then(|| day.year()));
        }
        found
    }
}

/// What a day is where no notice names it.
fn plain(date: Date) -> DayKind<'static> {
    match date.weekday() {
        Weekday::Saturday | Weekday::Sunday => DayKind::Weekend,
        _ => DayKind::Work,
    }
}

/// The neighbouring day in the direction of a number's sign; none at the ends of the calendar.
fn step(day: Date, direction: i32) -> Option<Date> {
    if direction > 0 { day.tomorrow().ok() } else { day.yesterday().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// A made-up year: 2026-05-04 (Monday) is off, Saturday 2026-05-09 is worked.
    fn calendar() -> WorkCalendar {
        let mut calendar = WorkCalendar::default();
        let off = [(date(2025, 12, 31), "元旦".to_owned()), (date(2026, 5, 4), "劳动节".to_owned())];
        let work = [(date(2026, 5, 9), "劳动节".to_owned())];
        calendar.insert(2026, HolidayYear { source: "通知".to_owned(), off: off.into(), work: work.into() });
        calendar
    }

    #[test]
    fn a_year_without_a_notice_is_refused_or_named() {
        let calendar = calendar();
        let last = date(2026, 12, 31);
        assert_eq!(calendar.nth_working_day(last, 1), Err(Uncovered { year: 2027 }));
        assert_eq!(calendar.count(last, 1), Counted { date: date(2027, 1, 1), uncovered: Some(2027) });
        assert_eq!(calendar.count(date(2027, 1, 3), -1), Counted { date: date(2027, 1, 1), uncovered: Some(2027) });
        assert_eq!(calendar.working_days_between(last, date(2027, 1, 1)), Err(Uncovered { year: 2027 }));
        assert_eq!(calendar.tally(last, date(2027, 1, 4)), Tally { days: 2, uncovered: Some(2027) });
        assert_eq!(calendar.tally(date(2027, 1, 1), last), Tally { days: -1, uncovered: None });
        // The neighbour's notice names one day of 2025, and no other.
        assert_eq!(calendar.day(date(2025, 12, 31)), Some(DayKind::Holiday("元旦")));
        assert_eq!(calendar.day(date(2025, 12, 30)), None);
        assert_eq!(calendar.count(date(2026, 1, 1), -1), Counted { date: date(2025, 12, 30), uncovered: Some(2025) });
        // The start day is not counted: no notice is needed for it.
        assert_eq!(calendar.nth_working_day(date(2027, 1, 1), -1), Ok(last));
        assert_eq!(calendar.count(date(2027, 5, 1), 0), Counted::certain(date(2027, 5, 1)));
    }

    #[test]
    fn a_last_day_off_rolls_on() {
        let calendar = calendar();
        for (day, rolled, uncovered) in [
            (date(2026, 5, 1), date(2026, 5, 1), None),
            (date(2026, 5, 2), date(2026, 5, 5), None),
            (date(2026, 5, 9), date(2026, 5, 9), None),
            (date(2026, 5, 10), date(2026, 5, 11), None),
            (date(2027, 1, 1), date(2027, 1, 1), Some(2027)),
            (date(2027, 1, 2), date(2027, 1, 4), Some(2027)),
            (date(2025, 12, 27), date(2025, 12, 29), Some(2025)),
        ] {
            assert_eq!(calendar.roll_on(day), Counted { date: rolled, uncovered }, "{day}");
        }
        assert_eq!(calendar.term(date(2026, 4, 2), 30, true).date, date(2026, 5, 5));
        assert_eq!(calendar.term(date(2026, 4, 2), 30, false), Counted::certain(date(2026, 5, 2)));
        assert_eq!(calendar.term(date(2027, 4, 2), 30, false).uncovered, None);
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_end_of_the_program() {
        let calendar = calendar();
        for n in [i32::MIN, -1, 1, i32::MAX] {
            let edge = if n > 0 { Date::MAX } else { Date::MIN };
            assert_eq!(calendar.count(edge, n), Counted { date: edge, uncovered: Some(edge.year()) });
            assert_eq!(calendar.nth_working_day(edge, n), Err(Uncovered { year: edge.year() }));
            assert_eq!(calendar.term(edge, n, false), Counted::certain(edge));
        }
        assert_eq!(calendar.term(Date::MAX, 1, true).uncovered, Some(9999));
    }

    #[test]
    fn several_notices_of_one_day() {
        let mut calendar = calendar();
        let off = [(date(2026, 5, 9), "抗战胜利日".to_owned())];
        let later = HolidayYear { source: "补充通知".to_owned(), off: off.into(), work: BTreeMap::new() };
        calendar.insert(2026, later);
        assert_eq!(calendar.notice(2026), Some("通知；补充通知"));
        assert_eq!(calendar.day(date(2026, 5, 9)), Some(DayKind::Holiday("抗战胜利日")));
        let named: Vec<Date> = calendar.named(date(2026, 5, 4), date(2026, 5, 9)).map(|(day, _)| day).collect();
        assert_eq!(named, [date(2026, 5, 4), date(2026, 5, 9)]);
        assert_eq!(calendar.named(date(2026, 5, 9), date(2026, 5, 4)).count(), 0);
    }
}
