//! A month of entries as a list and as a table, and the pages of the months of all items.

use super::board::{Board, Entry, Months, month_after, month_of};
use super::{around, duty, grid};
use crate::domain::Date;
use crate::domain::calendar::DayKind;
use crate::domain::schedule::{Frequency, State};
use crate::render::calendars;
use crate::render::engine::RenderError;
use crate::render::pages::{Maker, place, redirect};
use crate::render::stage::{Machine, Page, Stage};
use crate::render::subscriptions;
use crate::render::views::{CalendarView, DailyView, DayView, Link, MonthLink, MonthView, YearView};
use crate::site::Address;
use crate::status::Punctuality;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Months after the current one that have a page.
pub const AHEAD: i32 = 3;

/// 2026年11月.
pub fn title(month: Date) -> String {
    format!("{}年{}月", month.year(), month.month())
}

/// Whether an entry has a line of its own: of what is owed every day, only what was not done in time.
pub fn has_line(entry: &Entry) -> bool {
    !is_daily(entry) || matches!(entry.owed.state, State::Late { .. } | State::Overdue { .. } | State::Today)
}

fn is_daily(entry: &Entry) -> bool {
    entry.owed.term.rhythm.frequency() == Frequency::Daily
}

/// 国庆节（休）, 国庆节（班）.
pub fn note(maker: &Maker, day: Date) -> Option<String> {
    match maker.edition.site.content.calendar.day(day)? {
        DayKind::Holiday(name) => Some(format!("{name}（休）")),
        DayKind::MakeUp(name) => Some(format!("{name}（班）")),
        DayKind::Work | DayKind::Weekend => None,
    }
}

/// 周一 to 周日.
pub fn weekday(number: usize) -> String {
    let names = ["一", "二", "三", "四", "五", "六", "日"];
    format!("周{}", names[number % names.len()])
}

/// A month; `neighbours` are the pages of the months before and after.
pub fn view(board: &Board, months: &Months, month: Date, neighbours: [Option<Link>; 2]) -> MonthView {
    let maker = board.maker;
    let entries = months.get(&month).map_or(&[][..], Vec::as_slice);
    let [previous, next] = neighbours;
    let covered = maker.edition.site.content.calendar.covers(month.year());
    let year = month.year().to_string();
    MonthView {
        title: title(month),
        previous,
        next,
        summary: summary(maker, entries),
        days: days(board, entries),
        daily: daily(board, entries),
        weekdays: (0..7).map(weekday).collect(),
        weeks: grid::weeks(maker, month, entries),
        uncovered: (!covered).then(|| maker.fill("calendar.uncovered", &[("%year", &year)])),
    }
}

/// How a month stands. What is owed every day is told beside it, item by item.
pub fn summary(maker: &Maker, entries: &[Entry]) -> String {
    let (daily, others): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| is_daily(entry));
    let counts = duty::counts(maker, others.iter().map(|entry| entry.owed).collect(), "项");
    match (counts, daily.is_empty()) {
        (Some(counts), _) => maker.fill("calendar.of_month", &[("%counts", &counts)]),
        (None, true) => maker.texts.get("calendar.nothing"),
        (None, false) => maker.texts.get("calendar.only_daily"),
    }
}

fn days(board: &Board, entries: &[Entry]) -> Vec<DayView> {
    let lines: Vec<&Entry> = entries.iter().filter(|entry| has_line(entry)).collect();
    let of_day = |entries: &[&Entry]| {
        let day = entries.first()?.owed.day();
        Some(DayView {
            day: duty::date(day, day.year()),
            weekday: weekday(day.weekday().to_monday_zero_offset() as usize),
            note: note(board.maker, day),
            duties: entries.iter().map(|entry| duty::view(board, entry, day.year())).collect(),
        })
    };
    lines.chunk_by(|a, b| a.owed.day() == b.owed.day()).filter_map(of_day).collect()
}

/// One sentence an item that is owed every day.
fn daily(board: &Board, entries: &[Entry]) -> Vec<DailyView> {
    let mut items: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| is_daily(entry)) {
        items.entry(&entry.item.id).or_default().push(entry);
    }
    let view = |entries: Vec<&Entry>| {
        let counted: Punctuality = entries.iter().map(|entry| entry.owed).collect();
        let term = entries.last()?.owed.term;
        let all = counted.in_time == entries.len();
        let number = entries.len().to_string();
        Some(DailyView {
            name: term.name.clone(),
            path: board.item_address(entries.last()?.item).link(),
            unit: term.unit.clone(),
            summary: match all {
                true => board.maker.fill("calendar.daily_all", &[("%n", &number)]),
                false => duty::counts(board.maker, counted, "天")?,
            },
        })
    };
    items.into_values().filter_map(view).collect()
}

/// The first and the last month that have a page.
fn range(board: &Board) -> (Date, Date) {
    let current = month_of(board.maker.edition.as_of);
    // What nobody owed, published long before a promise began, makes no months.
    let is_owed = |entry: &&Entry| entry.owed.due.is_some() || !entry.owed.term.rhythm.is_periodic();
    let first = board.all.iter().find(is_owed).map_or(current, |entry| month_of(entry.owed.day()));
    (first.min(current), month_after(current, AHEAD))
}

fn address(board: &Board, month: Date) -> Address {
    match month == month_of(board.maker.edition.as_of) {
        true => place::calendar(),
        false => place::month(month),
    }
}

/// The pages of all months. The current month has the calendar's own address, and its permanent one
/// leads there.
pub fn emit(board: &Board, stage: &Stage) -> Result<(), RenderError> {
    let (first, last) = range(board);
    let months: Vec<Date> = std::iter::successors(Some(first), |month| Some(month_after(*month, 1)))
        .take_while(|month| *month <= last)
        .collect();
    // It looks at everything that is owed, so it is made once for all months.
    let machine = machine(board.maker);
    months.par_iter().try_for_each(|month| {
        let own = address(board, *month);
        if own != place::month(*month) {
            redirect::emit(stage, place::month(*month), &own, &title(*month))?;
        }
        stage.emit(&page(board, &months, *month, own, machine.clone()))
    })
}

fn page(board: &Board, months: &[Date], month: Date, own: Address, machine: Machine) -> Page<CalendarView> {
    let maker = board.maker;
    let name = maker.texts.get("page.calendar");
    let is_home = own == place::calendar();
    let title = title(month);
    let description = match is_home {
        true => maker.texts.get("page.calendar_description"),
        false => maker.fill("calendar.month_description", &[("%month", &title)]),
    };
    Page {
        title: if is_home { name.clone() } else { maker.fill("page.calendar_title", &[("%month", &title)]) },
        meta: maker.column_meta(&name, &description, "定时公开,公开时限", "信息公开目录"),
        description,
        above: if is_home { Vec::new() } else { vec![around::calendar(maker)] },
        section: Some(place::calendar().link()),
        noindex: false,
        stands_for: None,
        machine,
        template: "calendar.html",
        key: "calendar",
        view: CalendarView {
            month: view(board, &board.months, month, neighbours(board, months, month)),
            years: years(board, months, month),
            ways: around::ways(board),
            legend: duty::legend(maker),
        },
        address: own,
    }
}

fn machine(maker: &Maker) -> Machine {
    maker.feeds([subscriptions::schedule(maker.edition)]).with_calendar(calendars::whole(maker.edition))
}

fn neighbours(board: &Board, months: &[Date], month: Date) -> [Option<Link>; 2] {
    [-1, 1].map(|step| {
        let other = month_after(month, step);
        let exists = months.binary_search(&other).is_ok();
        exists.then(|| Link { title: title(other), path: Some(address(board, other).link()) })
    })
}

/// Every month that has a page, the newest year first.
fn years(board: &Board, months: &[Date], current: Date) -> Vec<YearView> {
    let year = |months: &[Date]| YearView {
        title: months.first().map(|month| format!("{}年", month.year())).unwrap_or_default(),
        months: months
            .iter()
            .map(|month| MonthLink {
                title: format!("{}月", month.month()),
                path: address(board, *month).link(),
                current: *month == current,
            })
            .collect(),
    };
    let mut years: Vec<YearView> = months.chunk_by(|a, b| a.year() == b.year()).map(year).collect();
    years.reverse();
    years
}
