//! Working days: the product's one counting function against vectors, over the notices of 2022 to
//! 2026 that the demo site keeps.

use super::{day, rows};
use crate::support::{Site, copy, tests};
use portal::domain::calendar::WorkCalendar;
use portal::{content, source};

fn site() -> Site {
    let site = Site::new();
    copy(&tests().join("../content/calendar"), &site.path("content/calendar"));
    site
}

fn calendar() -> WorkCalendar {
    let (content, faults) = content::parse(source::load(site().root()).unwrap());
    assert!(faults.is_empty(), "{faults:?}");
    content.calendar
}

#[test]
fn the_table() {
    let calendar = calendar();
    for row in &rows("workdays.csv", 40) {
        let found = match calendar.nth_working_day(day(&row[2]), row[3].parse().unwrap()) {
            Ok(date) => date.to_string(),
            Err(uncovered) => format!("没有{}", uncovered.year),
        };
        assert_eq!(found, &row[4], "{}（{}）", &row[0], &row[1]);
    }
}

/// Counting forth and back meets itself, from every day of five years.
#[test]
fn forth_and_back() {
    let calendar = calendar();
    let mut today = day("2022-02-01");
    while today < day("2026-12-01") {
        let next = calendar.nth_working_day(today, 1).unwrap();
        assert!(next > today && calendar.day(next).unwrap().is_working(), "{today}");
        let back = calendar.nth_working_day(next, -1).unwrap();
        let own = calendar.day(today).unwrap().is_working();
        assert!(if own { back == today } else { back < today }, "{today} → {next} → {back}");
        today = today.tomorrow().unwrap();
    }
}

/// The command says what the function says.
#[test]
fn the_command() {
    let site = site();
    for row in rows("workdays.csv", 40).iter().filter(|row| row[0].contains("国庆") || row[4].starts_with("没有")) {
        let ran = site.run(&["workdays", &row[2], &row[3], "--json"]);
        match row[4].strip_prefix("没有") {
            None => {
                let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
                assert_eq!((ran.status, &answer), (0, &serde_json::json!({ "date": &row[4] })), "{}", &row[0]);
            }
            Some(year) => {
                assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", &row[0]);
                assert!(ran.err.contains(&format!("没有 {year} 年的放假安排")), "{}", ran.err);
            }
        }
    }
}
