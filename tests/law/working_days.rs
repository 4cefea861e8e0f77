//! Working days: the product's counting against a table, and its calendar against an independent
//! one, over the notices of 2022 to 2026 that the demo site keeps.
//!
//! `working_days.csv`: the expectations come from the text of the notices by a program that shares
//! nothing with this one. `rule` is one of
//!
//! | rule | `n` | expected |
//! |---|---|---|
//! | count | working days | the nth working day after `start` |
//! | back | working days | the nth working day before `start` |
//! | roll | | `start`, or the next working day |
//! | term | calendar days | the last day of the period, rolled on |
//! | between | the other day | the working days from `start` to it |
//! | kind | | what `start` is |
//!
//! `未覆盖2027：2027-01-04`: 2027 has no notice, and plain weekends would give that day.

use super::{day, rows};
use crate::support::{Site, copy, tests};
use chinese_holiday::{Ymd, chinese_holiday};
use portal::domain::Date;
use portal::domain::calendar::{Counted, DayKind, Tally, WorkCalendar};
use portal::{content, source};

fn site() -> Site {
    let site = Site::new();
    copy(&tests().join("../content/calendar"), &site.path("content/calendar"));
    site
}

fn calendar_of(site: &Site) -> WorkCalendar {
    let (content, faults) = content::parse(source::load(site.root()).unwrap());
    assert!(faults.is_empty(), "{faults:?}");
    content.calendar
}

/// The calendar of the demo site.
pub fn calendar() -> WorkCalendar {
    calendar_of(&site())
}

/// The same without the notice of a year.
pub fn calendar_without(year: i16) -> WorkCalendar {
    let site = site();
    std::fs::remove_file(site.path(&format!("content/calendar/{year}.yaml"))).unwrap();
    calendar_of(&site)
}

/// A count as the table writes it.
pub fn shown(counted: Counted) -> String {
    said(counted.date, counted.uncovered)
}

fn said(answer: impl std::fmt::Display, uncovered: Option<i16>) -> String {
    uncovered.map_or_else(|| answer.to_string(), |year| format!("未覆盖{year}：{answer}"))
}

fn kind(calendar: &WorkCalendar, date: Date) -> String {
    match calendar.day(date) {
        None => format!("未覆盖{}", date.year()),
        Some(DayKind::Work) => "工作日".to_owned(),
        Some(DayKind::Weekend) => "周末".to_owned(),
        Some(DayKind::Holiday(name)) => format!("放假：{name}"),
        Some(DayKind::MakeUp(name)) => format!("补班：{name}"),
    }
}

/// The count, and that the refusing form says the same or refuses.
fn counted(calendar: &WorkCalendar, start: Date, n: i32) -> String {
    let counted = calendar.count(start, n);
    let strict = calendar.nth_working_day(start, n);
    assert_eq!(strict.map_err(|error| error.year), counted.uncovered.map_or(Ok(counted.date), Err), "{start} {n}");
    shown(counted)
}

fn between(calendar: &WorkCalendar, from: Date, to: Date) -> String {
    let Tally { days, uncovered } = calendar.tally(from, to);
    let strict = calendar.working_days_between(from, to);
    assert_eq!(strict.map_err(|error| error.year), uncovered.map_or(Ok(days), Err), "{from} {to}");
    said(days, uncovered)
}

#[test]
fn the_table() {
    let calendar = calendar();
    for row in &rows("working_days.csv", 480) {
        let (start, number) = (day(&row[1]), || row[2].parse::<i32>().unwrap());
        let found = match &row[0] {
            "count" => counted(&calendar, start, number()),
            "back" => counted(&calendar, start, -number()),
            "roll" => shown(calendar.roll_on(start)),
            "term" => shown(calendar.term(start, number(), true)),
            "between" => between(&calendar, start, day(&row[2])),
            "kind" => kind(&calendar, start),
            rule => panic!("“{rule}” is no rule"),
        };
        assert_eq!(found, &row[3], "{row:?}");
    }
}

/// A day that has a notice in the table has it on the site.
#[test]
fn the_notices() {
    let calendar = calendar();
    for row in rows("working_days.csv", 480).iter().filter(|row| &row[4] != "无通知") {
        let named = (2022..=2026).any(|year| calendar.notice(year).is_some_and(|notice| notice.starts_with(&row[4])));
        assert!(named, "{row:?}");
    }
    for year in 2022..=2026 {
        let notice = calendar.notice(year).unwrap();
        assert!(notice.contains(&format!("〔{}〕", year - 1)) && notice.contains(" https://www.gov.cn/"), "{notice}");
    }
    assert_eq!(calendar.notice(2027), None);
}

/// Every day of five years against a package that others keep. It panics after 2026-12-25; the table
/// has the six days that are left, and `tests/browser` asks a second package about them.
#[test]
fn every_day_as_others_see_it() {
    let calendar = calendar();
    let mut today = day("2022-01-01");
    while today <= day("2026-12-25") {
        let part = |number: i8| u8::try_from(number).unwrap();
        let theirs = Ymd::new(u16::try_from(today.year()).unwrap(), part(today.month()), part(today.day()));
        assert_eq!(calendar.day(today).unwrap().is_working(), chinese_holiday(theirs).is_workday(), "{today}");
        today = today.tomorrow().unwrap();
    }
}

/// The command says what the function says.
#[test]
fn the_command() {
    let site = site();
    let telling = |why: &str| why.contains("没有") || why.contains("国庆");
    let asked = |row: &&csv::StringRecord| matches!(&row[0], "count" | "back") && telling(&row[5]);
    for row in rows("working_days.csv", 480).iter().filter(asked) {
        let n = if &row[0] == "back" { format!("-{}", &row[2]) } else { row[2].to_owned() };
        let ran = site.run(&["workdays", &row[1], &n, "--json"]);
        match row[3].strip_prefix("未覆盖").and_then(|rest| rest.split_once('：')) {
            None => {
                let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
                assert_eq!((ran.status, &answer), (0, &serde_json::json!({ "date": &row[3] })), "{row:?}");
            }
            Some((year, _)) => {
                assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{row:?}");
                assert!(ran.err.contains(&format!("没有 {year} 年的放假安排")), "{}", ran.err);
            }
        }
    }
}

/// What the command says to people: the days off and the make-up days that the count went over.
#[test]
fn the_command_in_words() {
    let site = site();
    for (start, n, words) in [
        (
            "2026-09-18",
            "20",
            "2026-10-22（2026年10月22日，星期四）\n\
             其间放假：中秋节（2026年9月25日至27日）、国庆节（2026年10月1日至7日）\n\
             其间补班：2026年9月20日（星期日，国庆节）、2026年10月10日（星期六，国庆节）\n\
             依据：国办发明电〔2025〕7号 https://www.gov.cn/zhengce/content/202511/content_7047090.htm\n",
        ),
        (
            "2023-01-03",
            "-1",
            "2022-12-30（2022年12月30日，星期五）\n\
             其间放假：元旦（2022年12月31日至2023年1月2日）\n\
             依据：国办发明电〔2021〕11号 https://www.gov.cn/zhengce/content/2021-10/25/content_5644835.htm\n\
             依据：国办发明电〔2022〕16号 https://www.gov.cn/zhengce/content/2022-12/08/content_5730844.htm\n",
        ),
        (
            "2024-05-10",
            "1",
            "2024-05-11（2024年5月11日，星期六）\n\
             其间补班：2024年5月11日（星期六，劳动节）\n\
             依据：国办发明电〔2023〕7号 https://www.gov.cn/zhengce/content/202310/content_6911527.htm\n",
        ),
        ("2026-11-22", "0", "2026-11-22（2026年11月22日，星期日）\n"),
    ] {
        let ran = site.run(&["workdays", start, n]);
        assert_eq!((ran.status, ran.out.as_str()), (0, words), "{start} {n}");
    }
    let refused = site.run(&["workdays", "2026-12-30", "3"]);
    assert!(refused.err.contains("按周末估算是2027年1月4日，不能作为期限"), "{}", refused.err);
}
