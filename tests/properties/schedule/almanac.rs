//! A calendar made by counting from one Monday, and the working days that notices leave of it. It
//! shares nothing with the program's.

use std::collections::{BTreeMap, BTreeSet};

/// The first day of the almanac, a Monday, and the year with which it ends.
const FIRST: (i32, u32, u32) = (2020, 1, 6);
const LAST_YEAR: i32 = 2030;

/// How often, by the words of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Often {
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    /// 即时 and 事件后.
    Event,
}

pub struct Day {
    pub year: i32,
    pub month: u32,
    pub day: u32,
    /// 1 is Monday, 7 is Sunday.
    pub weekday: usize,
    pub text: String,
    /// The names of the periods that it lies in, in the order of [`Often`].
    names: Vec<String>,
}

/// The days, and the first and last day of each period.
pub struct Almanac {
    pub days: Vec<Day>,
    periods: BTreeMap<String, (usize, usize)>,
}

fn length(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Almanac {
    pub fn new() -> Self {
        let (mut year, mut month, mut day) = FIRST;
        let mut days: Vec<Day> = Vec::new();
        while year <= LAST_YEAR {
            let text = format!("{year}-{month:02}-{day:02}");
            let names = vec![
                text.clone(),
                String::new(),
                format!("{year}-{month:02}"),
                format!("{year}-Q{}", month.div_ceil(3)),
                format!("{year}-H{}", if month < 7 { 1 } else { 2 }),
                format!("{year}"),
            ];
            days.push(Day { year, month, day, weekday: days.len() % 7 + 1, text, names });
            (day, month) = if day == length(year, month) { (1, month + 1) } else { (day + 1, month) };
            (month, year) = if month == 13 { (1, year + 1) } else { (month, year) };
        }
        days.truncate(days.len() / 7 * 7);
        name_weeks(&mut days);
        let mut periods: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (at, day) in days.iter().enumerate() {
            for name in &day.names {
                periods.entry(name.clone()).or_insert((at, at)).1 = at;
            }
        }
        Self { days, periods }
    }

    /// The place of a day that is written `2026-03-05`.
    pub fn at(&self, text: &str) -> usize {
        self.days.binary_search_by(|day| day.text.as_str().cmp(text)).unwrap_or_else(|_| panic!("{text}"))
    }

    /// The period that a day lies in.
    pub fn name(&self, day: usize, often: Often) -> &str {
        &self.days[day].names[often as usize]
    }

    /// The first and the last day of a period.
    pub fn range(&self, period: &str) -> (usize, usize) {
        *self.periods.get(period).unwrap_or_else(|| panic!("{period}"))
    }

    pub fn is_last_of(&self, day: usize, often: Often) -> bool {
        self.name(day, often) != self.name(day + 1, often)
    }

    /// How many days the month of a day has.
    pub fn month_length(&self, day: usize) -> u32 {
        length(self.days[day].year, self.days[day].month)
    }
}

/// ISO 8601: a week belongs to the year of its Thursday; the first is the one with the first Thursday.
fn name_weeks(days: &mut [Day]) {
    let mut week = (0, 0);
    for monday in (0..days.len()).step_by(7) {
        let year = days[monday + 3].year;
        week = if week.0 == year { (year, week.1 + 1) } else { (year, first_week(&days[monday + 3])) };
        for day in &mut days[monday..monday + 7] {
            day.names[Often::Week as usize] = format!("{}-W{:02}", week.0, week.1);
        }
    }
}

/// The number of the week of the first Thursday that the almanac has of a year.
fn first_week(thursday: &Day) -> u32 {
    assert!(thursday.month == 1, "the almanac begins in January");
    thursday.day.div_ceil(7)
}

/// What the notices say.
#[derive(Debug, Default, Clone)]
pub struct Notices {
    pub years: BTreeSet<i32>,
    pub off: BTreeSet<String>,
    pub work: BTreeSet<String>,
}

impl Notices {
    pub fn works(&self, day: &Day) -> bool {
        match (self.off.contains(&day.text), self.work.contains(&day.text)) {
            (true, _) => false,
            (false, true) => true,
            (false, false) => day.weekday <= 5,
        }
    }

    /// Whether a notice tells of the day.
    pub fn tell_of(&self, day: &Day) -> bool {
        self.years.contains(&day.year) || self.off.contains(&day.text) || self.work.contains(&day.text)
    }
}

#[test]
fn the_almanac_knows_some_days() {
    let almanac = Almanac::new();
    for (day, weekday, week) in [
        ("2020-12-31", 4, "2020-W53"),
        ("2021-01-03", 7, "2020-W53"),
        ("2024-02-29", 4, "2024-W09"),
        ("2024-12-30", 1, "2025-W01"),
        ("2025-12-29", 1, "2026-W01"),
        ("2026-11-23", 1, "2026-W48"),
        ("2027-01-01", 5, "2026-W53"),
    ] {
        let at = almanac.at(day);
        assert_eq!((almanac.days[at].weekday, almanac.name(at, Often::Week)), (weekday, week), "{day}");
    }
    assert_eq!(almanac.range("2024-02"), (almanac.at("2024-02-01"), almanac.at("2024-02-29")));
    assert_eq!(almanac.range("2026-H2"), (almanac.at("2026-07-01"), almanac.at("2026-12-31")));
}
