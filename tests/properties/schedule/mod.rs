//! Building as of any day of 2025 and 2026 gives the states of 定时公开 that a naive oracle gives,
//! for the demo and for random schedules. The oracle reads the content itself and walks through the
//! days one by one; wrong oracles prove that a difference would be seen.

mod almanac;
mod oracle;
mod reading;
mod sites;

use crate::support::{PORTAL, portal as program};
use almanac::Almanac;
use oracle::{Facts, Line, Mistake, Oracle};
use portal::diagnostic::Severity;
use portal::domain::Date;
use portal::domain::date::{next_day, parse_iso};
use portal::domain::schedule::State;
use portal::site::{Site, assemble};
use portal::status::{Edition, on};
use rayon::prelude::*;
use serde_json::Value;
use sites::Draft;
use std::collections::BTreeSet;
use std::path::Path;

const DEMO: &str = env!("CARGO_MANIFEST_DIR");
/// The first and the last day for which the demo is looked at.
const LOOKED_AT: (&str, &str) = ("2025-01-01", "2026-12-31");
/// The days on which something of the demo may fall due; of random sites more, since they promise
/// things from earlier on.
const WALK: (&str, &str) = ("2024-12-01", "2027-12-31");
const LONG_WALK: (&str, &str) = ("2023-01-01", "2027-12-31");
const RANDOM_SITES: u64 = 40;

fn day(text: &str) -> Date {
    parse_iso(text).unwrap()
}

/// The site of a folder, read by the program.
fn read(root: &Path) -> Site {
    let (content, mut findings) = portal::content::parse(portal::source::load(root).unwrap());
    let (site, faults) = assemble(content);
    findings.extend(faults);
    let errors: Vec<&str> =
        findings.iter().filter(|one| one.severity == Severity::Error).map(|one| one.message.as_str()).collect();
    assert!(errors.is_empty(), "{}: {errors:#?}", root.display());
    site
}

/// What the program says, in the words of the oracle.
fn told(edition: &Edition) -> Vec<Line> {
    let items = edition.site.schedule.items.iter().zip(&edition.obligations);
    let line = |(item, one): (&portal::site::Item, &portal::status::Obligation)| Line {
        item: item.id.clone(),
        period: one.period.to_string(),
        due: one.due.map(|due| due.date.to_string()),
        uncovered: one.due.and_then(|due| due.uncovered).map(i32::from),
        state: match one.state {
            State::Overdue { days } => format!("overdue {days}"),
            State::Upcoming { days } => format!("upcoming {days}"),
            State::Late { days } => format!("late {days}"),
            other => other.name().to_owned(),
        },
        published: one.record.map(|record| record.date.to_string()),
        promise: one.term.deadline.clone(),
    };
    let mut lines: Vec<Line> =
        items.flat_map(|(item, owed)| owed.iter().map(move |one| (item, one))).map(line).collect();
    lines.sort();
    lines
}

/// What one of two lists holds and the other does not.
fn difference(program: &[Line], oracle: &[Line]) -> Option<String> {
    if program == oracle {
        return None;
    }
    let (program, oracle) = (BTreeSet::from_iter(program), BTreeSet::from_iter(oracle));
    let only = |a: &BTreeSet<&Line>, b: &BTreeSet<&Line>| format!("{:#?}", a.difference(b).take(4).collect::<Vec<_>>());
    Some(format!("program only: {}\noracle only: {}", only(&program, &oracle), only(&oracle, &program)))
}

/// The days from one to another.
fn days(almanac: &Almanac, (from, to): (&str, &str)) -> Vec<String> {
    almanac.days[almanac.at(from)..=almanac.at(to)].iter().map(|day| day.text.clone()).collect()
}

/// The first day on which the two differ, and how.
fn disagreement(site: &Site, oracle: &Oracle, days: &[String]) -> Option<String> {
    days.par_iter().find_map_first(|as_of| {
        let edition = on(site, day(as_of), false);
        let found = difference(&told(&edition), &oracle.on(as_of))?;
        Some(format!("as of {as_of}\n{found}"))
    })
}

fn demo() -> (Site, Facts) {
    let root = Path::new(DEMO);
    (read(root), reading::facts(&root.join("content")))
}

#[test]
fn the_demo_on_every_day_of_two_years() {
    let (almanac, (site, facts)) = (Almanac::new(), demo());
    let oracle = Oracle::new(&facts, &almanac, WALK, Mistake::None);
    let days = days(&almanac, LOOKED_AT);
    assert_eq!((days.len(), facts.items.len()), (730, 44));
    assert!(oracle.on("2026-11-23").len() > 600, "{}", oracle.on("2026-11-23").len());
    assert_eq!(disagreement(&site, &oracle, &days), None);
}

/// A dozen days, among them the ends of years and months, days off and days of events.
const RUNS: &[&str] = &[
    "2025-01-01",
    "2025-01-31",
    "2025-02-10",
    "2025-04-16",
    "2025-07-01",
    "2025-10-09",
    "2025-12-31",
    "2026-01-01",
    "2026-02-20",
    "2026-06-30",
    "2026-07-10",
    "2026-11-23",
    "2026-12-31",
];

#[test]
fn the_program_itself_on_a_dozen_days() {
    let (almanac, facts) = (Almanac::new(), reading::facts(&Path::new(DEMO).join("content")));
    let oracle = Oracle::new(&facts, &almanac, WALK, Mistake::None);
    for as_of in RUNS {
        let ran = program(&["due", "--json", "--as-of", as_of, "--root", DEMO]);
        assert_eq!(ran.status, 0, "{as_of}: {}{}", ran.err, PORTAL);
        let rows: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
        let text = |row: &Value, key: &str| row[key].as_str().map(str::to_owned);
        let mut printed: Vec<_> = rows
            .iter()
            .filter(|row| row["id"].as_str().unwrap().starts_with("DS-"))
            .map(|row| {
                (
                    text(row, "id"),
                    text(row, "period"),
                    text(row, "due"),
                    row["uncovered"].as_i64(),
                    text(row, "state"),
                    row["url"].is_string(),
                )
            })
            .collect();
        printed.sort();
        assert_eq!(printed, expected(&oracle.on(as_of)), "{as_of}");
    }
}

type Printed = (Option<String>, Option<String>, Option<String>, Option<i64>, Option<String>, bool);

/// What has a last day: the past, what comes within 31 days, and of each item what comes next.
fn expected(lines: &[Line]) -> Vec<Printed> {
    let days = |line: &Line| line.state.strip_prefix("upcoming ").map(|days| days.parse::<i32>().unwrap());
    let is_next = |line: &Line| {
        !lines.iter().any(|other| other.item == line.item && days(other).is_some_and(|near| Some(near) < days(line)))
    };
    let shown =
        lines.iter().filter(|line| line.due.is_some() && days(line).is_none_or(|left| left <= 31 || is_next(line)));
    let mut shown: Vec<Printed> = shown
        .map(|line| {
            let state = line.state.split(' ').next().map(str::to_owned);
            (
                Some(line.item.clone()),
                Some(line.period.clone()),
                line.due.clone(),
                line.uncovered.map(i64::from),
                state,
                line.published.is_some(),
            )
        })
        .collect();
    shown.sort();
    shown
}

#[test]
fn random_schedules() {
    let almanac = Almanac::new();
    let all = days(&almanac, LOOKED_AT);
    let failures: Vec<String> = (0..RANDOM_SITES)
        .into_par_iter()
        .filter_map(|seed| {
            let draft = Draft::new(&almanac, seed);
            let facts = reading::facts(&draft.site.path("content"));
            let oracle = Oracle::new(&facts, &almanac, LONG_WALK, Mistake::None);
            // Every site on other days, so that every day is looked at.
            let days: Vec<String> = all.iter().skip(seed as usize % 31).step_by(31).cloned().collect();
            let found = disagreement(&read(draft.site.root()), &oracle, &days)?;
            Some(format!("site {seed}, {found}"))
        })
        .collect();
    assert!(failures.is_empty(), "{} of {RANDOM_SITES} sites: {}", failures.len(), failures[0]);
}

/// Every form of state and of obligation comes up, or the test above would prove less than it says.
#[test]
fn random_schedules_have_everything() {
    let almanac = Almanac::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for seed in 0..RANDOM_SITES {
        let draft = Draft::new(&almanac, seed);
        let facts = reading::facts(&draft.site.path("content"));
        let oracle = Oracle::new(&facts, &almanac, LONG_WALK, Mistake::None);
        for item in &facts.items {
            seen.extend(
                item.promises.iter().map(|one| format!("{:?} {:?}", one.often, std::mem::discriminant(&one.due))),
            );
            seen.extend((item.promises.len() > 1).then(|| "a deadline that changes".to_owned()));
        }
        for line in oracle.on("2026-06-15") {
            let state = line.state.split(' ').next().unwrap();
            seen.insert(format!("{state}, due {}, uncovered {}", line.due.is_some(), line.uncovered.is_some()));
        }
    }
    for state in ["overdue", "upcoming", "late", "done", "exempt"] {
        for uncovered in [true, false] {
            assert!(
                seen.contains(&format!("{state}, due true, uncovered {uncovered}")),
                "{state} {uncovered}: {seen:#?}"
            );
        }
    }
    for other in ["done, due false, uncovered false", "today, due true, uncovered false", "a deadline that changes"] {
        assert!(seen.contains(other), "{other}: {seen:#?}");
    }
}

/// Each wrong oracle is found out: by the demo, or by a random site.
#[test]
fn a_wrong_oracle_is_noticed() {
    let almanac = Almanac::new();
    let all: Vec<String> = days(&almanac, LOOKED_AT).into_iter().step_by(29).collect();
    let drafts: Vec<Draft> = (0..12).map(|seed| Draft::new(&almanac, seed)).collect();
    let mut sites: Vec<(Site, Facts)> =
        drafts.iter().map(|draft| (read(draft.site.root()), reading::facts(&draft.site.path("content")))).collect();
    sites.push(demo());
    let unnoticed: Vec<&Mistake> = Mistake::ALL
        .par_iter()
        .filter(|mistake| {
            !sites.iter().any(|(site, facts)| {
                let oracle = Oracle::new(facts, &almanac, LONG_WALK, **mistake);
                disagreement(site, &oracle, &all).is_some()
            })
        })
        .collect();
    assert!(unnoticed.is_empty(), "{unnoticed:?}");
}

/// A nightly build on any other day publishes the same states: every day on which a state becomes
/// another is named by the build of the day before.
#[test]
fn the_days_on_which_states_change_are_named() {
    let (almanac, (site, _)) = (Almanac::new(), demo());
    let states = |edition: &Edition| -> Vec<Line> {
        let mut lines = told(edition);
        lines.iter_mut().for_each(|line| line.state.truncate(line.state.find(' ').unwrap_or(line.state.len())));
        lines
    };
    let unnamed: Vec<String> = days(&almanac, LOOKED_AT)
        .into_par_iter()
        .filter(|text| {
            let today = on(&site, day(text), false);
            let tomorrow = next_day(day(text));
            !today.next_changes.contains_key(&tomorrow) && states(&today) != states(&on(&site, tomorrow, false))
        })
        .collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
}
