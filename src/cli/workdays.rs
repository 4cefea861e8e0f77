//! `portal workdays`.

use super::args::{Common, Workdays};
use super::console::say;
use super::{CommandError, Outcome, clock};
use crate::domain::Date;
use crate::domain::calendar::{DayKind, WorkCalendar};
use crate::domain::date::{next_day, official};
use crate::{content, source};
use jiff::civil::Weekday;

pub fn run(common: &Common, arguments: &Workdays) -> Result<Outcome, CommandError> {
    let start = clock::parse(&arguments.date, "起始日期")?;
    let inputs = source::load(&common.root).map_err(|error| CommandError(format!("读不了 content：{error}")))?;
    let (content, _) = content::parse(inputs);
    let counted = content.calendar.count(start, arguments.n);
    if let Some(year) = counted.uncovered {
        return Err(CommandError(format!(
            "没有 {year} 年的放假安排，不能推算。通知公布后新建 content/calendar/{year}.yaml。\
             （按周末估算是{}，不能作为期限。）",
            official(counted.date)
        )));
    }
    if arguments.json {
        say!("{}", serde_json::json!({ "date": counted.date.to_string() }));
    } else {
        tell_people(&content.calendar, start, counted.date);
    }
    Ok(Outcome::Done)
}

/// The day, and what the count went over: who is told “10月22日” wants to see that the holidays were
/// thought of, and by which notice.
fn tell_people(calendar: &WorkCalendar, start: Date, day: Date) {
    say!("{day}（{}，{}）", official(day), weekday(day));
    if start == day {
        return;
    }
    // The start day is not counted; the day itself is.
    let (first, last) = if start < day { (next_day(start), day) } else { (day, start.yesterday().unwrap_or(start)) };
    let (mut off, mut worked) = (Vec::new(), Vec::new());
    for (date, kind) in calendar.named(first, last) {
        match kind {
            DayKind::Holiday(name) => off.push((date, name)),
            DayKind::MakeUp(name) => worked.push(format!("{}（{}，{name}）", official(date), weekday(date))),
            DayKind::Work | DayKind::Weekend => {}
        }
    }
    list("其间放假", &holidays(&off));
    list("其间补班", &worked);
    for notice in (first.year()..=last.year()).filter_map(|year| calendar.notice(year)) {
        say!("依据：{notice}");
    }
}

fn list(title: &str, entries: &[String]) {
    if !entries.is_empty() {
        say!("{title}：{}", entries.join("、"));
    }
}

/// Days of one festival that follow each other, as 国庆节（2026年10月1日至7日）.
fn holidays(days: &[(Date, &str)]) -> Vec<String> {
    let follows = |a: &(Date, &str), b: &(Date, &str)| next_day(a.0) == b.0 && a.1 == b.1;
    let span = |days: &[(Date, &str)]| match days {
        [] => None,
        [(day, name)] => Some(format!("{name}（{}）", official(*day))),
        [(first, name), .., (last, _)] => Some(format!("{name}（{}至{}）", official(*first), end(*first, *last))),
    };
    days.chunk_by(follows).filter_map(span).collect()
}

/// The last day of a span, without what it shares with the first.
fn end(first: Date, last: Date) -> String {
    if first.year() != last.year() {
        official(last)
    } else if first.month() != last.month() {
        format!("{}月{}日", last.month(), last.day())
    } else {
        format!("{}日", last.day())
    }
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}
