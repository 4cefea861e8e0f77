//! A frequency and a deadline that fit each other, and the days that follow from them.

use super::{Deadline, Frequency, Length, Subject};
use crate::domain::Date;
use crate::domain::calendar::{Counted, WorkCalendar};
use crate::domain::period::Period;
use jiff::ToSpan;

/// A frequency and a deadline that fit each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    frequency: Frequency,
    deadline: Deadline,
    rolls: bool,
}

/// A period and the last day in time for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The period.
    pub period: Period,
    /// The last day in time.
    pub due: Counted,
}

impl Rhythm {
    /// Joins the two, where they make sense together. With `rolls`, a last day on which offices are
    /// closed moves to the next working day (《民法典》 Article 203); a promise as such does not.
    pub fn new(frequency: Frequency, deadline: Deadline, rolls: bool) -> Option<Self> {
        use Deadline as D;
        use Frequency as F;
        let fits = match frequency {
            F::Promptly | F::AfterEvent => matches!(deadline, D::Promptly | D::SameDay | D::AfterEvent(_)),
            F::Daily => matches!(deadline, D::SameDay | D::PeriodEnd),
            F::Weekly => {
                matches!(deadline, D::WeekdayOfWeek(_) | D::WeekdayOfNextWeek(_) | D::PeriodEnd | D::AfterPeriod(_))
            }
            F::Monthly => {
                matches!(deadline, D::DayOfMonth(_) | D::DayOfNextMonth(_) | D::PeriodEnd | D::AfterPeriod(_))
            }
            F::Quarterly | F::HalfYearly => {
                matches!(deadline, D::AfterPeriod(_) | D::DayOfNextMonth(_) | D::PeriodEnd)
            }
            F::Yearly => matches!(deadline, D::OfYear { .. } | D::AfterPeriod(_) | D::PeriodEnd),
        };
        fits.then_some(Self { frequency, deadline, rolls })
    }

    /// How often.
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// Whether items of it fall due by the calendar, and not when something happens.
    pub fn is_periodic(self) -> bool {
        !matches!(self.frequency, Frequency::Promptly | Frequency::AfterEvent)
    }

    /// The last day in time for a period; none for a period that the item does not have.
    pub fn due(self, period: Period, calendar: &WorkCalendar) -> Option<Counted> {
        if !self.is_periodic() || !self.frequency.has(period) {
            return None;
        }
        match self.deadline {
            Deadline::AfterPeriod(Length::WorkingDays(days)) => Some(calendar.count(period.last(), days.into())),
            _ => Some(self.settled(self.named(period)?, calendar)),
        }
    }

    /// The day that the deadline names for a period, before it moves on over days off; none where it
    /// counts working days, or names no day.
    fn named(self, period: Period) -> Option<Date> {
        Some(match self.deadline {
            Deadline::SameDay | Deadline::PeriodEnd => period.last(),
            Deadline::WeekdayOfWeek(day) => later(period.first(), day.to_monday_zero_offset().into()),
            Deadline::WeekdayOfNextWeek(day) => later(period.first(), 7 + i64::from(day.to_monday_zero_offset())),
            Deadline::DayOfMonth(day) => of_month(period.first(), day),
            Deadline::DayOfNextMonth(day) => of_month(period.next().first(), day),
            Deadline::AfterPeriod(Length::Days(days)) => later(period.last(), days.into()),
            Deadline::OfYear { month, day, subject } => {
                let year = period.first().year() + i16::from(subject == Subject::PreviousYear);
                of_month(Date::new(year, month, 1).ok()?, day)
            }
            Deadline::Promptly | Deadline::AfterEvent(_) | Deadline::AfterPeriod(Length::WorkingDays(_)) => {
                return None;
            }
        })
    }

    /// The last day in time after an event; none where no number of days is named.
    pub fn due_after(self, event: Date, calendar: &WorkCalendar) -> Option<Counted> {
        match self.deadline {
            Deadline::SameDay if !self.is_periodic() => Some(self.settled(event, calendar)),
            Deadline::AfterEvent(Length::WorkingDays(days)) => Some(calendar.count(event, days.into())),
            Deadline::AfterEvent(Length::Days(days)) => Some(self.settled(later(event, days.into()), calendar)),
            _ => None,
        }
    }

    fn settled(self, date: Date, calendar: &WorkCalendar) -> Counted {
        if self.rolls { calendar.roll_on(date) } else { Counted { date, uncovered: None } }
    }

    /// The periods whose last day in time lies between two days, both counted, in their order.
    pub fn occurrences(self, from: Date, to: Date, calendar: &WorkCalendar) -> Vec<Occurrence> {
        let Some(first) = self.frequency.period_of(later(from, -self.reach())) else { return Vec::new() };
        std::iter::successors(Some(first), |period| Some(period.next()))
            .take_while(|period| period.first() <= to)
            .filter_map(|period| Some(Occurrence { period, due: self.due(period, calendar)? }))
            .filter(|occurrence| (from..=to).contains(&occurrence.due.date))
            .collect()
    }

    /// How many days before its last day in time a period may begin, at the most: its own length, the
    /// wait after it, and a holiday over which the day moves on.
    fn reach(self) -> i64 {
        let length = match self.frequency {
            Frequency::Daily => 1,
            Frequency::Weekly => 7,
            Frequency::Monthly => 31,
            Frequency::Quarterly => 92,
            Frequency::HalfYearly => 184,
            _ => 366,
        };
        let wait = match self.deadline {
            Deadline::AfterPeriod(Length::Days(days)) => i64::from(days),
            Deadline::AfterPeriod(Length::WorkingDays(days)) => 2 * i64::from(days),
            Deadline::OfYear { .. } => 366,
            _ => 31,
        };
        length + wait + 31
    }

    /// The days on which something published belongs to a period where it does not say so itself:
    /// the period itself where the deadline lies within it, and on until its last day in time where
    /// that moved on; else from its end to the end of the next.
    pub fn window(self, occurrence: Occurrence) -> (Date, Date) {
        let period = occurrence.period;
        match self.named(period).is_some_and(|day| day <= period.last()) {
            true => (period.first(), period.last().max(occurrence.due.date)),
            false => (period.next().first(), period.next().last()),
        }
    }
}

/// So many days later; the ends of the calendar where that goes too far.
fn later(date: Date, days: i64) -> Date {
    date.checked_add(days.days()).unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

/// A day of a month; a day past its end means its last day.
fn of_month(month: Date, day: i8) -> Date {
    month.with().day(day.min(month.days_in_month())).build().unwrap_or(month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn rhythm(frequency: Frequency, text: &str) -> Rhythm {
        Rhythm::new(frequency, Deadline::parse(text).unwrap(), false).unwrap()
    }

    fn dues(frequency: Frequency, text: &str, from: Date, to: Date) -> Vec<(String, String)> {
        let occurrences = rhythm(frequency, text).occurrences(from, to, &WorkCalendar::default());
        occurrences.iter().map(|o| (o.due.date.to_string(), o.period.to_string())).collect()
    }

    #[test]
    fn dues_of_a_month() {
        let month = |frequency, text, month| {
            let first = date(2026, month, 1);
            dues(frequency, text, first, first.last_of_month())
        };
        let one = |date: &str, period: &str| vec![(date.to_owned(), period.to_owned())];
        assert_eq!(month(Frequency::Monthly, "次月10日前", 1), one("2026-01-10", "2025-12"));
        assert_eq!(month(Frequency::Monthly, "月底前", 2), one("2026-02-28", "2026-02"));
        assert_eq!(month(Frequency::Monthly, "次月31日前", 4), one("2026-04-30", "2026-03"));
        assert_eq!(month(Frequency::Yearly, "2月底前", 2), one("2026-02-28", "2025"));
        assert_eq!(month(Frequency::Yearly, "年底前", 12), one("2026-12-31", "2026"));
        assert_eq!(month(Frequency::Yearly, "当年10月底前", 10), one("2026-10-31", "2026"));
        assert_eq!(month(Frequency::Quarterly, "季后15日内", 1), one("2026-01-15", "2025-Q4"));
        assert_eq!(month(Frequency::Quarterly, "季后15日内", 2), []);
        assert_eq!(month(Frequency::HalfYearly, "半年后20日内", 7), one("2026-07-20", "2026-H1"));
        assert_eq!(month(Frequency::Weekly, "每周五前", 11).len(), 4);
        assert_eq!(month(Frequency::Weekly, "次周一前", 11)[0], ("2026-11-02".into(), "2026-W44".into()));
        assert_eq!(month(Frequency::Daily, "当日", 11).len(), 30);
    }

    #[test]
    fn a_long_wait_after_a_period_is_found() {
        let found = dues(Frequency::Weekly, "周后366日内", date(2026, 6, 1), date(2026, 6, 7));
        assert_eq!(found.len(), 1);
        let found = dues(Frequency::Yearly, "年度终了后366日内", date(2026, 1, 1), date(2026, 12, 31));
        assert_eq!(found, [("2026-01-01".to_owned(), "2024".to_owned())]);
        let found = dues(Frequency::Weekly, "周后366个工作日内", date(2026, 6, 1), date(2026, 6, 7));
        assert_eq!(found, [("2026-06-01".to_owned(), "2025-W01".to_owned())]);
    }

    #[test]
    fn a_month_that_ends_on_a_weekend_keeps_its_own_publications() {
        let rhythm = Rhythm::new(Frequency::Monthly, Deadline::PeriodEnd, true).unwrap();
        // 31 January 2026 is a Saturday.
        let found = rhythm.occurrences(date(2026, 2, 1), date(2026, 2, 2), &WorkCalendar::default());
        assert_eq!((found.len(), found[0].due.date), (1, date(2026, 2, 2)));
        assert_eq!(rhythm.window(found[0]), (date(2026, 1, 1), date(2026, 2, 2)));
    }

    #[test]
    fn forms_that_do_not_fit_each_other() {
        for (frequency, text) in
            [(Frequency::Weekly, "1月底前"), (Frequency::Daily, "次月10日前"), (Frequency::Monthly, "3个工作日内")]
        {
            assert_eq!(Rhythm::new(frequency, Deadline::parse(text).unwrap(), false), None, "{text}");
        }
    }
}
