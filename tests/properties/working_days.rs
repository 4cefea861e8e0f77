//! What holds for every day and every number of working days, with all notices of five years and
//! with one of them missing.

use crate::law::working_days::{calendar, calendar_without};
use portal::domain::Date;
use portal::domain::calendar::WorkCalendar;
use portal::domain::date::{next_day, parse_iso};

/// The periods that the law and the sites use, and what lies beside them.
const COUNTS: [i32; 9] = [1, 2, 3, 5, 7, 10, 15, 20, 41];

fn days(from: &str, to: &str) -> impl Iterator<Item = Date> {
    let (from, to) = (parse_iso(from).unwrap(), parse_iso(to).unwrap());
    std::iter::successors(Some(from), |day| Some(next_day(*day))).take_while(move |day| *day <= to)
}

/// Every day with every count, forth and back, so far from the ends that notices cover all.
fn each(check: impl Fn(&WorkCalendar, Date, i32)) {
    let calendar = calendar();
    for start in days("2022-03-15", "2026-10-15") {
        for n in COUNTS {
            check(&calendar, start, n);
            check(&calendar, start, -n);
        }
    }
}

fn works(calendar: &WorkCalendar, day: Date) -> bool {
    calendar.day(day).unwrap().is_working()
}

#[test]
fn there_and_back_from_a_working_day() {
    each(|calendar, start, n| {
        let there = calendar.nth_working_day(start, n).unwrap();
        let back = calendar.nth_working_day(there, -n).unwrap();
        // From a day off, the way back ends on the working day next to it.
        let home = if works(calendar, start) { start } else { calendar.nth_working_day(start, -n.signum()).unwrap() };
        assert_eq!(back, home, "{start} {n}");
    });
}

#[test]
fn a_later_start_or_a_longer_period_never_ends_earlier() {
    each(|calendar, start, n| {
        let found = calendar.nth_working_day(start, n).unwrap();
        assert!(found <= calendar.nth_working_day(next_day(start), n).unwrap(), "{start} {n}");
        assert!(found < calendar.nth_working_day(start, n + 1).unwrap(), "{start} {n}");
    });
}

#[test]
fn a_count_ends_on_a_working_day() {
    each(|calendar, start, n| {
        assert!(works(calendar, calendar.nth_working_day(start, n).unwrap()), "{start} {n}");
    });
}

#[test]
fn between_undoes_the_count() {
    each(|calendar, start, n| {
        let end = calendar.nth_working_day(start, n).unwrap();
        assert_eq!(calendar.working_days_between(start, end), Ok(n), "{start} {n}");
    });
}

#[test]
fn rolling_on_ends_on_the_next_working_day_and_stays_there() {
    for calendar in [calendar(), calendar_without(2024)] {
        for day in days("2022-01-01", "2026-12-31") {
            let rolled = calendar.roll_on(day);
            assert_eq!(calendar.roll_on(rolled.date).date, rolled.date, "{day}");
            assert!(day <= rolled.date, "{day}");
            // No working day was passed over: counting from the eve finds the same day.
            let eve = day.yesterday().unwrap();
            assert_eq!(calendar.count(eve, 1).date, rolled.date, "{day}");
            assert_eq!(calendar.term(eve, 1, true), rolled, "{day}");
        }
    }
}

/// With a notice missing, what is shown is counted as before and names the year exactly where a day
/// of it was needed; what binds is refused there and only there.
#[test]
fn an_estimate_never_passes_for_a_count() {
    let calendar = calendar_without(2024);
    for start in days("2023-10-01", "2025-03-31") {
        for n in COUNTS.into_iter().flat_map(|n| [n, -n]) {
            let counted = calendar.count(start, n);
            let (first, last) =
                if n > 0 { (next_day(start), counted.date) } else { (counted.date, start.yesterday().unwrap()) };
            let unknown = days(&first.to_string(), &last.to_string()).any(|day| calendar.day(day).is_none());
            assert_eq!(counted.uncovered, unknown.then_some(2024), "{start} {n}");
            assert_eq!(calendar.nth_working_day(start, n).ok(), (!unknown).then_some(counted.date), "{start} {n}");
            let tally = calendar.tally(start, counted.date);
            assert_eq!((tally.days, tally.uncovered), (n, counted.uncovered), "{start} {n}");
            assert_eq!(calendar.working_days_between(start, counted.date).ok(), (!unknown).then_some(n), "{start} {n}");
        }
    }
}
