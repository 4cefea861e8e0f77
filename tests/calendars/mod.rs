//! Calendar files: to the letter of the standard, true to what is owed, the same from one day to the
//! next, and kind to those who have subscribed.

mod checker;

use crate::support::{Site as Folder, TODAY, assert_none, tests, tree};
use checker::{Component, check, day, events};
use portal::domain::Date;
use portal::domain::schedule::State;
use portal::feed::ics::{emit, file};
use portal::render::Sink;
use portal::render::calendars::{self, Calendar};
use portal::site::{Site, assemble};
use portal::status::{Edition, on};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

const CASE: &str = "sites/subscriptions";

fn load(root: &Path) -> Site {
    let inputs = portal::source::load(root).unwrap();
    assemble(portal::content::parse(inputs).0).0
}

fn case() -> Site {
    load(Folder::of_case(&tests().join(CASE)).root())
}

fn demo() -> Site {
    load(&tests().join(".."))
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// All calendar files of a day.
fn files(edition: &Edition) -> BTreeMap<String, String> {
    calendars::all(edition).iter().map(|calendar| (calendar.path.clone(), file(edition, calendar))).collect()
}

#[test]
fn every_calendar_keeps_to_the_standard_and_to_what_is_owed() {
    let mut failures = Vec::new();
    let days = ["2025-01-01", "2026-02-28", TODAY, "2028-02-29"];
    for (name, site, days) in [("case", case(), &days[..]), ("demo", demo(), &[TODAY])] {
        for as_of in days {
            let edition = on(&site, date(as_of), false);
            let all = calendars::all(&edition);
            let mut uids: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            for calendar in &all {
                let (read, faults) = check(file(&edition, calendar).as_bytes());
                failures.extend(faults.into_iter().map(|fault| format!("{name} {as_of} {}: {fault}", calendar.path)));
                failures.extend(differences(&edition, calendar, &read).map(|fault| format!("{name} {as_of}: {fault}")));
                let scope = uids.entry(scope(&calendar.path)).or_default();
                scope.extend(read.parts.iter().map(|event| event.text("UID")));
            }
            // The units together, and the items together, have what the whole has.
            uids.values_mut().for_each(|uids| uids.sort());
            assert!(uids.len() == 3 && uids["unit"] == uids["whole"] && uids["item"] == uids["whole"], "{uids:?}");
            let paths: BTreeSet<String> = all.iter().map(|calendar| calendar.path.to_lowercase()).collect();
            assert_eq!(paths.len(), all.len(), "two calendars have one address");
        }
    }
    assert_none(&failures);
}

/// Takes the files of a build.
#[derive(Default)]
struct Taken(Mutex<BTreeMap<String, String>>);

impl Sink for Taken {
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), String> {
        self.0.lock().unwrap().insert(path.to_owned(), String::from_utf8(bytes).unwrap());
        Ok(())
    }
}

/// A build writes each event once, for all calendars that hold it.
#[test]
fn a_build_writes_every_calendar_as_it_would_be_written_alone() {
    for site in [case(), demo()] {
        let edition = on(&site, date(TODAY), false);
        let taken = Taken::default();
        emit(&edition, &taken).unwrap();
        let alone = files(&edition);
        assert!(alone.len() > 3);
        assert!(taken.0.into_inner().unwrap() == alone);
    }
}

fn scope(path: &str) -> &'static str {
    match path.split('/').count() {
        1 => "whole",
        2 => "unit",
        _ => "item",
    }
}

/// What a calendar says otherwise than what is owed.
fn differences(edition: &Edition, calendar: &Calendar, read: &Component) -> impl Iterator<Item = String> {
    let organs = &edition.site.content.config;
    let unit = |name: &str| organs.organ(name).map_or(name.to_owned(), |organ| organ.name.clone());
    let same = calendar.owed.len() == read.parts.len();
    let pairs = calendar.owed.iter().zip(&read.parts).filter(|((item, owed), event)| {
        let due = owed.due.unwrap();
        let status = match (owed.state, due.uncovered) {
            (State::Exempt, _) => "CANCELLED",
            (_, Some(_)) => "TENTATIVE",
            _ => "CONFIRMED",
        };
        let waits = matches!(owed.state, State::Today | State::Upcoming { .. });
        let (name, description) = (event.text("SUMMARY"), event.text("DESCRIPTION"));
        let is_right = day(event.get("DTSTART").unwrap()) == Some(due.date)
            && event.get("STATUS") == Some(status)
            && event.parts.len() == usize::from(waits)
            && event.text("UID").ends_with(&format!("/{}@www.wangchuan.example", owed.period))
            && name.contains(&format!("{}（{}", owed.term.name, owed.period.label()))
            && (waits || name.contains(owed.state.label()))
            && description.starts_with(&format!(
                "责任单位：{}\n公开期限：{}",
                unit(&owed.term.unit),
                owed.term.deadline
            ))
            && event.get("URL").is_some_and(|url| url.starts_with("https://www.wangchuan.example/calendar/items/"));
        !is_right || !item.terms.iter().any(|term| std::ptr::eq(term, owed.term))
    });
    let faults: Vec<String> = pairs.map(|(_, event)| format!("{}: {event:?}", calendar.path)).collect();
    faults.into_iter().chain((!same).then(|| format!("{}: not one event each", calendar.path)))
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let site = case();
    let good = files(&on(&site, date(TODAY), false)).remove("calendar.ics").unwrap();
    assert_eq!(check(good.as_bytes()).1, Vec::<String>::new());
    let uid = "UID:MZ-01/2026-01@www.wangchuan.example\r\n";
    let first = good.find("BEGIN:VEVENT").unwrap();
    let (start, end) = (&good[..first], "END:VCALENDAR\r\n");
    for (from, to) in [
        ("VERSION:2.0\r\n", ""),
        ("VERSION:2.0", "VERSION:1.0"),
        ("CALSCALE:GREGORIAN\r\n", "CALSCALE:GREGORIAN\r\nCALSCALE:GREGORIAN\r\n"),
        ("CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        ("SEQUENCE:1", "SEQUENCE:-1"),
        ("SEQUENCE:1", "SEQUENCE:一"),
        ("DTSTART;VALUE=DATE:20260115", "DTSTART;VALUE=DATE:20260230"),
        ("DTSTART;VALUE=DATE:20260115", "DTSTART:20260115"),
        ("DTSTART;VALUE=DATE:20260115", "DTSTART;VALUE=DATE:20260115\r\nDTEND;VALUE=DATE:20260115"),
        ("DTSTAMP:20260108T160000Z", "DTSTAMP:20260108T240000Z"),
        ("DTSTAMP:20260108T160000Z\r\n", ""),
        ("STATUS:CONFIRMED", "STATUS:DONE"),
        ("TRANSP:TRANSPARENT", "TRANSP:TRANSPARENT\r\nX"),
        ("TRIGGER:-PT15H", "TRIGGER:-15H"),
        ("ACTION:DISPLAY\r\n", ""),
        ("URL:https://", "URL:/calendar/ "),
        ("CATEGORIES:每月,", "CATEGORIES:每月,,"),
        ("SUMMARY:公开：", "SUMMARY:公开;"),
        ("SUMMARY:公开：", "SUMMARY:公开\u{7}"),
        ("\r\nSUMMARY", "\nSUMMARY"),
        ("SUMMARY:公开：", "SUMMARY:公开：公开：公开：公开：公开："),
        ("UID:MZ-01/2025-12@www.wangchuan.example\r\n", uid),
        ("END:VALARM\r\nEND:VEVENT", "END:VEVENT\r\nEND:VALARM"),
        ("END:VEVENT\r\n", ""),
        ("END:VALARM\r\n", "END:VALARM\r\nLOCATION:市政府\r\n"),
    ] {
        assert!(good.contains(from), "{from}");
        let wrong = good.replacen(from, to, 1);
        assert_ne!(check(wrong.as_bytes()).1, Vec::<String>::new(), "{from:?} -> {to:?}");
    }
    for wrong in [String::new(), format!("{start}{end}"), good.trim_end().to_owned(), format!("{good}\r\n")] {
        assert_ne!(check(wrong.as_bytes()).1, Vec::<String>::new());
    }
    // A character that is cut by a fold.
    let mut cut = good.into_bytes();
    let at = cut.windows(3).position(|three| three == "公".as_bytes()).unwrap();
    cut.splice(at + 1..at + 1, *b"\r\n ");
    assert_ne!(check(&cut).1, Vec::<String>::new());
}

/// An event by its UID, as a subscriber has it after a build.
fn subscribed(folder: &Folder, as_of: &str) -> BTreeMap<String, Component> {
    folder.build(as_of);
    events(folder.read("calendar.ics").as_bytes())
}

fn number(event: &Component) -> u32 {
    event.get("SEQUENCE").unwrap().parse().unwrap()
}

/// Every event whose day moved kept its name and got a higher number; returns the names of those.
fn moved(before: &BTreeMap<String, Component>, after: &BTreeMap<String, Component>) -> Vec<String> {
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let moved = before.iter().zip(after.values()).filter(|((_, old), new)| old.get("DTSTART") != new.get("DTSTART"));
    moved
        .map(|((uid, old), new)| {
            assert!(number(new) > number(old), "{uid}: {} after {}", number(new), number(old));
            uid.clone()
        })
        .collect()
}

#[test]
fn a_subscription_follows_a_deadline_that_moves() {
    let folder = Folder::of_case(&tests().join(CASE));
    let before = subscribed(&folder, TODAY);
    let register = folder.path("content/registers/disclosure-schedule.csv");
    let rows = std::fs::read_to_string(&register).unwrap();
    let last = "民政、扶贫、救灾,2026-07-01,\n";
    let (row, topic) = ("MZ-01,城乡低保资金发放情况,望川市民政局,每月", "民政、扶贫、救灾");
    let added = format!("{topic},2026-07-01,2026-12-31\n{row},次月8日前,新的制度,news,{topic},2027-01-01,\n");
    assert!(rows.contains(last));
    std::fs::write(&register, rows.replace(last, &added)).unwrap();
    let after = subscribed(&folder, TODAY);
    let moved = moved(&before, &after);
    assert_eq!(moved.len(), 12, "the months that fall due in 2027: {moved:?}");
    assert!(moved.iter().all(|uid| uid.starts_with("MZ-01/202")));
    let uid = "MZ-01/2026-12@www.wangchuan.example";
    assert_eq!((before[uid].get("DTSTART"), after[uid].get("DTSTART")), (Some("20270110"), Some("20270108")));
}

#[test]
fn a_subscription_follows_the_holidays_of_a_new_year() {
    let folder = Folder::of_case(&tests().join(CASE));
    let before = subscribed(&folder, TODAY);
    let uid = "财-1/2027-Q1@www.wangchuan.example";
    assert_eq!(before[uid].get("STATUS"), Some("TENTATIVE"));
    assert!(before[uid].text("DESCRIPTION").contains("未覆盖，按周末估算：2027年"), "{:?}", before[uid]);
    // A notice as it might be; ours, for there is none yet.
    let notice = "年份: 2027\n依据: 假设的通知\n放假:\n  2027-04-05: 清明节\n  2027-04-06: 清明节\n";
    folder.write("content/calendar/2027.yaml", notice);
    let after = subscribed(&folder, TODAY);
    assert_eq!(moved(&before, &after), [uid]);
    assert_eq!(after[uid].get("STATUS"), Some("CONFIRMED"));
    assert!(!after[uid].text("DESCRIPTION").contains("未覆盖"));
}

/// From one day to the next the files change only on days that the edition before names; and neither
/// names nor numbers ever change by the passing of days.
#[test]
fn calendars_change_on_named_days_only() {
    for (site, start, days) in [(case(), "2026-01-20", 420), (demo(), "2026-11-05", 60)] {
        let day = |offset: i64| {
            let today = date(start) + jiff::Span::new().days(offset);
            let edition = on(&site, today, false);
            let named = edition.next_changes.keys().next().copied();
            let files = files(&edition);
            let events = events(files["calendar.ics"].as_bytes());
            (today, named, files, events)
        };
        let days: Vec<_> = (0..days).into_par_iter().map(day).collect();
        for pair in days.windows(2) {
            let ((_, named, old_files, old), (today, _, files, new)) = (&pair[0], &pair[1]);
            assert!(old_files == files || *named == Some(*today), "something changes on {today}");
            for (uid, (old, new)) in old.iter().filter_map(|(uid, old)| Some((uid, (old, new.get(uid)?)))) {
                let stamp = |event: &Component| date(&event.get("LAST-MODIFIED").unwrap()[..8]);
                assert_eq!(old.get("DTSTART"), new.get("DTSTART"), "{uid} on {today}");
                assert_eq!(old.get("SEQUENCE"), new.get("SEQUENCE"), "{uid} on {today}");
                assert!(old == new || stamp(old) < stamp(new), "{uid} changes on {today} and does not say so");
                assert!(stamp(new) < *today, "{uid} is changed after {today}");
            }
        }
    }
}

/// A site without an address has calendars, but nothing in them can be an address.
#[test]
fn a_site_without_an_address_has_calendars_without_links() {
    let folder = Folder::of_case(&tests().join(CASE));
    let site = folder.path("content/site.yaml");
    let text = std::fs::read_to_string(&site).unwrap();
    std::fs::write(&site, text.replace("  网址: https://www.wangchuan.example/\n", "")).unwrap();
    folder.build(TODAY);
    let files = tree(&folder.out());
    assert!(!files.contains_key("feeds/schedule.xml"));
    let read = events(&files["calendar.ics"]);
    assert!(read.keys().all(|uid| uid.ends_with("@望川市人民政府")));
    assert!(read.values().all(|event| event.get("URL").is_none()));
    assert!(!String::from_utf8_lossy(&files["calendar.ics"]).contains("SOURCE"));
}
