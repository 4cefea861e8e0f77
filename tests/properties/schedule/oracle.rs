//! What 定时公开 must come to, found by walking through every day and asking of each: is this a last
//! day, and for which period? Written from the contract and the law, by another way than the program.

use super::almanac::{Almanac, Notices, Often};
use std::collections::{BTreeMap, BTreeSet};

/// 期限, as far as a calendar can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// 及时: no day.
    None,
    /// The last day of the period; for an event, its day.
    End,
    /// 每周五前, 次周一前.
    Weekday { next: bool, day: usize },
    /// 当月25日前, 次月10日前; 31 is the end of the month.
    DayOfMonth { next: bool, day: u32 },
    /// 季后15日内, 3个工作日内.
    After { days: usize, working: bool },
    /// 3月底前, and whether it is about the year before.
    DayOfYear { month: u32, day: u32, previous: bool },
}

/// A row of 定时公开.
#[derive(Debug, Clone)]
pub struct Promise {
    pub often: Often,
    pub due: Due,
    /// 期限 as written.
    pub text: String,
    pub rolls: bool,
    pub from: Option<String>,
    pub until: Option<String>,
    pub column: String,
}

/// Something published for an item, and the first day on which it may be seen.
#[derive(Debug, Clone)]
pub struct Publication {
    pub period: Option<String>,
    pub day: String,
}

#[derive(Debug, Clone)]
pub struct Exemption {
    pub period: String,
    pub approved: Option<String>,
}

/// An item with everything that is known of it.
#[derive(Debug, Clone, Default)]
pub struct Item {
    pub id: String,
    pub promises: Vec<Promise>,
    pub publications: Vec<Publication>,
    pub exemptions: Vec<Exemption>,
    pub events: Vec<String>,
}

/// What is known of a site.
#[derive(Debug, Default)]
pub struct Facts {
    pub items: Vec<Item>,
    pub notices: Notices,
}

/// A faulty oracle, to prove that a fault would be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    None,
    LastDayIsLate,
    MonthsHave30Days,
    ExemptionsDoNotCount,
    TheFutureCounts,
    NothingRolls,
    HolidaysAreWorked,
    MakeUpDaysAreOff,
    TheLastPublicationCounts,
    NoPromiseEnds,
    OnePublicationServesTwice,
    TheYearBeforeIsTheYear,
}

impl Mistake {
    pub const ALL: &[Mistake] = &[
        Mistake::LastDayIsLate,
        Mistake::MonthsHave30Days,
        Mistake::ExemptionsDoNotCount,
        Mistake::TheFutureCounts,
        Mistake::NothingRolls,
        Mistake::HolidaysAreWorked,
        Mistake::MakeUpDaysAreOff,
        Mistake::TheLastPublicationCounts,
        Mistake::NoPromiseEnds,
        Mistake::OnePublicationServesTwice,
        Mistake::TheYearBeforeIsTheYear,
    ];
}

/// One obligation on a day. `state` is the name with its days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub item: String,
    pub period: String,
    pub due: Option<String>,
    pub uncovered: Option<i32>,
    pub state: String,
    pub published: Option<String>,
    /// 期限 of the row under which it is owed.
    pub promise: String,
}

/// A period that falls due on a day: what it is, its days for publications that name no period, and
/// the first year without a notice on the way.
struct Falling {
    period: String,
    window: (usize, usize),
    uncovered: Option<i32>,
}

pub struct Oracle<'a> {
    facts: &'a Facts,
    almanac: &'a Almanac,
    mistake: Mistake,
    /// Of each row of each item: what falls due on each day of the walk.
    falling: Vec<Vec<BTreeMap<usize, Vec<Falling>>>>,
}

impl<'a> Oracle<'a> {
    /// Walks through the days from one to another.
    pub fn new(facts: &'a Facts, almanac: &'a Almanac, (from, to): (&str, &str), mistake: Mistake) -> Self {
        let mut oracle = Self { facts, almanac, mistake, falling: Vec::new() };
        let walk = almanac.at(from)..=almanac.at(to);
        let of_row = |promise: &Promise| {
            let mut row: BTreeMap<usize, Vec<Falling>> = BTreeMap::new();
            for day in walk.clone().filter(|_| promise.often != Often::Event) {
                let falling = oracle.falling_on(promise, day);
                if !falling.is_empty() {
                    row.insert(day, falling);
                }
            }
            row
        };
        let falling = facts.items.iter().map(|item| item.promises.iter().map(of_row).collect()).collect();
        oracle.falling = falling;
        oracle
    }

    fn works(&self, day: usize) -> bool {
        let day = &self.almanac.days[day];
        match self.mistake {
            Mistake::HolidaysAreWorked if day.weekday <= 5 => true,
            Mistake::MakeUpDaysAreOff if day.weekday > 5 => false,
            _ => self.facts.notices.works(day),
        }
    }

    /// The first year without a notice from one day to another.
    fn uncovered(&self, from: usize, to: usize) -> Option<i32> {
        let days = &self.almanac.days[from..=to];
        days.iter().find(|day| !self.facts.notices.tell_of(day)).map(|day| day.year)
    }

    /// Whether a day is the one that a number means, in its month.
    fn is_day(&self, at: usize, number: u32) -> bool {
        let length = if self.mistake == Mistake::MonthsHave30Days { 30 } else { self.almanac.month_length(at) };
        self.almanac.days[at].day == number.min(length)
    }

    /// The period for which a day is the last in time by the calendar alone, as far as a day in it.
    fn named(&self, promise: &Promise, at: usize) -> Option<usize> {
        let (almanac, day) = (self.almanac, &self.almanac.days[at]);
        let month_before = at - day.day as usize;
        let inside = match promise.due {
            Due::End => almanac.is_last_of(at, promise.often).then_some(at)?,
            Due::Weekday { next, day: weekday } => {
                (day.weekday == weekday).then_some(if next { at - 7 } else { at })?
            }
            Due::DayOfMonth { next: false, day: number } => self.is_day(at, number).then_some(at)?,
            Due::DayOfMonth { next: true, day: number } => {
                let ends = almanac.is_last_of(month_before, promise.often);
                (ends && self.is_day(at, number)).then_some(month_before)?
            }
            Due::After { days, .. } => almanac.is_last_of(at - days, promise.often).then_some(at - days)?,
            Due::DayOfYear { month, day: number, previous } => {
                let year_before = almanac.range(&day.year.to_string()).0 - 1;
                let previous = previous && self.mistake != Mistake::TheYearBeforeIsTheYear;
                let found = day.month == month && self.is_day(at, number);
                found.then_some(if previous { year_before } else { at })?
            }
            Due::None => return None,
        };
        Some(inside)
    }

    /// The days from which so many working days lead to a day.
    fn counted_back(&self, at: usize, number: usize) -> Vec<usize> {
        if !self.works(at) {
            return Vec::new();
        }
        let (mut day, mut counted) = (at, 1);
        while counted < number {
            day -= 1;
            counted += usize::from(self.works(day));
        }
        let mut starts = vec![day - 1];
        while !self.works(day - 1) {
            day -= 1;
            starts.push(day - 1);
        }
        starts
    }

    /// The days whose duty rests on a day: itself, and the days off before it when they roll on to it.
    fn resting_on(&self, promise: &Promise, at: usize) -> Vec<usize> {
        if !promise.rolls || self.mistake == Mistake::NothingRolls {
            return vec![at];
        }
        let mut days = Vec::new();
        if self.works(at) {
            days.push(at);
            while !self.works(days[days.len() - 1] - 1) {
                days.push(days[days.len() - 1] - 1);
            }
        }
        days
    }

    /// The periods that fall due on a day, in their order.
    fn falling_on(&self, promise: &Promise, at: usize) -> Vec<Falling> {
        let falling = |(inside, named): (usize, usize), uncovered: Option<i32>| {
            let period = self.almanac.name(inside, promise.often).to_owned();
            let (first, last) = self.almanac.range(&period);
            let next = self.almanac.range(self.almanac.name(last + 1, promise.often));
            Falling { window: if named <= last { (first, last.max(at)) } else { next }, period, uncovered }
        };
        let mut found: Vec<Falling> = match promise.due {
            Due::After { days, working: true } => {
                let ends = self.counted_back(at, days);
                let ends = ends.into_iter().filter(|end| self.almanac.is_last_of(*end, promise.often));
                ends.map(|end| falling((end, at), self.uncovered(end + 1, at))).collect()
            }
            _ => {
                let named = self.resting_on(promise, at).into_iter();
                let named = named.filter_map(|day| Some((self.named(promise, day)?, day)));
                named
                    .map(|(inside, day)| {
                        falling((inside, day), promise.rolls.then(|| self.uncovered(day, at)).flatten())
                    })
                    .collect()
            }
        };
        found.reverse();
        found
    }

    /// The last day in time after an event, and the first year without a notice on the way.
    fn after_event(&self, promise: &Promise, event: usize) -> Option<(usize, Option<i32>)> {
        let rests = |named: usize| {
            let day = (named..).find(|day| self.resting_on(promise, *day).contains(&named))?;
            Some((day, promise.rolls.then(|| self.uncovered(named, day)).flatten()))
        };
        match promise.due {
            Due::End => rests(event),
            Due::After { days, working: false } => rests(event + days),
            Due::After { days, working: true } => {
                let day = (event + 1..).find(|day| self.counted_back(*day, days).contains(&event))?;
                Some((day, self.uncovered(event + 1, day)))
            }
            _ => None,
        }
    }

    /// Everything that is owed or was published, on a day.
    pub fn on(&self, as_of: &str) -> Vec<Line> {
        let as_of = self.almanac.at(as_of);
        let items = self.facts.items.iter().zip(&self.falling);
        let mut lines: Vec<Line> = items
            .flat_map(|(item, falling)| OnDay { oracle: self, item, as_of, lines: Vec::new() }.all(falling))
            .collect();
        lines.sort();
        lines
    }
}

/// One item on one day.
struct OnDay<'a> {
    oracle: &'a Oracle<'a>,
    item: &'a Item,
    as_of: usize,
    lines: Vec<Line>,
}

impl OnDay<'_> {
    fn text(&self, day: usize) -> &str {
        &self.oracle.almanac.days[day].text
    }

    fn all(mut self, falling: &[BTreeMap<usize, Vec<Falling>>]) -> Vec<Line> {
        let mistake = self.oracle.mistake;
        let future = mistake == Mistake::TheFutureCounts;
        let mut public: Vec<&Publication> = self.item.publications.iter().collect();
        public.retain(|one| future || one.day.as_str() <= self.text(self.as_of));
        public.sort_by_key(|one| one.day.as_str());
        let mut named: BTreeMap<&str, &str> = BTreeMap::new();
        for one in &public {
            let Some(period) = &one.period else { continue };
            let kept = named.entry(period).or_insert(&one.day);
            if mistake == Mistake::TheLastPublicationCounts {
                *kept = &one.day;
            }
        }
        let year = format!("{}-01-01", self.oracle.almanac.days[self.as_of].year);
        let start = public.first().map_or(year.clone(), |first| first.day.clone().min(year));
        let mut unnamed: Vec<&str> =
            public.iter().filter(|one| one.period.is_none()).map(|one| one.day.as_str()).collect();
        let mut owed: BTreeSet<&str> = BTreeSet::new();
        for (promise, falling) in self.item.promises.iter().zip(falling) {
            match promise.often {
                Often::Event => self.events(promise, &mut named, &mut unnamed),
                _ => {
                    let from = promise.from.as_deref().unwrap_or(&start);
                    self.periods((promise, from), falling, (&mut named, &mut unnamed), &mut owed);
                }
            }
        }
        let promise = &self.item.promises[self.item.promises.len() - 1].text;
        for (period, day) in named {
            self.lines.push(Line {
                item: self.item.id.clone(),
                period: period.to_owned(),
                due: None,
                uncovered: None,
                state: "done".to_owned(),
                published: Some(day.to_owned()),
                promise: promise.clone(),
            });
        }
        self.lines
    }

    fn periods<'f>(
        &mut self,
        (promise, from): (&Promise, &str),
        falling: &'f BTreeMap<usize, Vec<Falling>>,
        (named, unnamed): (&mut BTreeMap<&str, &str>, &mut Vec<&str>),
        owed: &mut BTreeSet<&'f str>,
    ) {
        let horizon = format!("{}-12-31", self.oracle.almanac.days[self.as_of].year + 1);
        let endless = self.oracle.mistake == Mistake::NoPromiseEnds;
        let until = promise.until.as_deref().filter(|_| !endless).unwrap_or(&horizon).min(&horizon);
        for (day, one) in falling.iter().flat_map(|(day, all)| all.iter().map(move |one| (*day, one))) {
            // What a promise held already is not owed again under the one that follows it.
            if !(from..=until).contains(&self.text(day)) || !owed.insert(&one.period) {
                continue;
            }
            let window = (self.text(one.window.0), self.text(one.window.1));
            let published = named.remove(one.period.as_str()).or_else(|| {
                let at = unnamed.iter().position(|day| (window.0..=window.1).contains(day))?;
                let kept = self.oracle.mistake == Mistake::OnePublicationServesTwice;
                Some(if kept { unnamed[at] } else { unnamed.remove(at) })
            });
            self.judge(promise, &one.period, Some((day, one.uncovered)), published);
        }
    }

    fn events(&mut self, promise: &Promise, named: &mut BTreeMap<&str, &str>, unnamed: &mut Vec<&str>) {
        let (today, last) = (self.text(self.as_of).to_owned(), promise.until.as_deref().unwrap_or("9999"));
        let within = |day: &str| day <= today.as_str() && promise.from.as_deref().unwrap_or("") <= day && day <= last;
        let told = self.item.events.iter().map(String::as_str);
        let days: BTreeSet<String> = told
            .chain(named.keys().copied().filter(|name| name.len() == 10))
            .filter(|day| within(day))
            .map(str::to_owned)
            .collect();
        for day in days {
            let due = self.oracle.after_event(promise, self.oracle.almanac.at(&day));
            let published = named.remove(day.as_str());
            self.judge(promise, &day, due, published);
        }
        let (told, left): (Vec<&str>, Vec<&str>) = unnamed.iter().copied().partition(|day| within(day));
        *unnamed = left;
        for day in told {
            self.judge(promise, day, None, Some(day));
        }
    }

    fn judge(&mut self, promise: &Promise, period: &str, due: Option<(usize, Option<i32>)>, published: Option<&str>) {
        let state = match (self.is_exempt(period) && published.is_none(), due) {
            (true, _) => "exempt".to_owned(),
            (false, None) => if published.is_some() { "done" } else { "today" }.to_owned(),
            (false, Some((due, _))) => self.state(due, published.map(|day| self.oracle.almanac.at(day))),
        };
        self.lines.push(Line {
            item: self.item.id.clone(),
            period: period.to_owned(),
            due: due.map(|(day, _)| self.text(day).to_owned()),
            uncovered: due.and_then(|(_, uncovered)| uncovered),
            state,
            published: published.map(str::to_owned),
            promise: promise.text.clone(),
        });
    }

    fn is_exempt(&self, period: &str) -> bool {
        let counts = |exemption: &Exemption| {
            let (range, inner) = (self.oracle.almanac.range(&exemption.period), self.oracle.almanac.range(period));
            let approved = exemption.approved.as_deref().is_none_or(|day| day <= self.text(self.as_of));
            approved && range.0 <= inner.0 && inner.1 <= range.1
        };
        self.oracle.mistake != Mistake::ExemptionsDoNotCount && self.item.exemptions.iter().any(counts)
    }

    fn state(&self, due: usize, published: Option<usize>) -> String {
        // The last day is in time.
        let last = if self.oracle.mistake == Mistake::LastDayIsLate { due - 1 } else { due };
        match published {
            Some(day) if day > last => format!("late {}", day - due),
            Some(_) => "done".to_owned(),
            None if self.as_of > last => format!("overdue {}", self.as_of - due),
            None if self.as_of == last => "today".to_owned(),
            None => format!("upcoming {}", due - self.as_of),
        }
    }
}
