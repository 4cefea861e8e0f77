//! The pages of the items: what is promised, and how it was kept through the years.

use super::board::{Board, Entry};
use super::month::has_line;
use super::{around, duty};
use crate::content::schedule::ScheduleItem;
use crate::domain::Date;
use crate::domain::date::official;
use crate::domain::schedule::State;
use crate::render::calendars;
use crate::render::engine::RenderError;
use crate::render::pages::place;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{DateView, DutyItemView, DutyYear, Link, TermView};
use crate::site::Item;
use crate::status::{Obligation, Punctuality};
use rayon::prelude::*;

/// A page an item.
pub fn emit(board: &Board, stage: &Stage) -> Result<(), RenderError> {
    let edition = board.maker.edition;
    (0..edition.obligations.len()).into_par_iter().try_for_each(|at| stage.emit(&page(board, at)))
}

/// The page of an item, by its place in the schedule.
fn page(board: &Board, at: usize) -> Page<DutyItemView> {
    let maker = board.maker;
    let item = &maker.edition.site.schedule.items[at];
    let name = &item.latest().name;
    let description = maker.fill("calendar.item_description", &[("%name", name), ("%unit", &item.latest().unit)]);
    Page {
        address: board.item_address(item),
        title: maker.fill("calendar.item_title", &[("%name", name)]),
        meta: maker.column_meta(name, &description, "定时公开,公开时限", "信息公开目录"),
        description,
        above: vec![around::calendar(maker), around::table_link(maker)],
        section: Some(place::calendar().link()),
        noindex: false,
        stands_for: None,
        machine: Machine::default().with_calendar(calendars::of_item(maker.edition, at)),
        template: "calendar_item.html",
        key: "item",
        view: view(board, item, &maker.edition.obligations[at]),
    }
}

fn view(board: &Board, item: &Item, owed: &[Obligation]) -> DutyItemView {
    let entries: Vec<Entry> = owed.iter().map(|owed| Entry { item, owed }).collect();
    let this_year = board.maker.edition.as_of.year();
    let known = &entries[..entries.partition_point(|entry| entry.owed.day().year() <= this_year)];
    let mut years: Vec<&[Entry]> = known.chunk_by(|a, b| a.owed.day().year() == b.owed.day().year()).collect();
    years.reverse();
    let next = entries.iter().find(|entry| entry.owed.due.is_some() && is_to_come(entry.owed));
    DutyItemView {
        term: term(board, item.latest()),
        earlier: item.terms.iter().rev().skip(1).map(|earlier| term(board, earlier)).collect(),
        next: next.map(|entry| duty::view(board, entry, 0)),
        summaries: years.iter().filter_map(|entries| summary(board, entries)).collect(),
        years: years.iter().filter_map(|entries| year(board, entries)).collect(),
    }
}

fn is_to_come(owed: &Obligation) -> bool {
    matches!(owed.state, State::Today | State::Upcoming { .. })
}

fn year_of(entries: &[Entry]) -> i16 {
    entries.first().map_or(0, |entry| entry.owed.day().year())
}

/// 2025年应公开12次：按期公开11次，逾期公开1次.
fn summary(board: &Board, entries: &[Entry]) -> Option<String> {
    let counted: Punctuality = entries.iter().map(|entry| entry.owed).collect();
    duty::counts(board.maker, counted, "次").map(|counts| format!("{}年{counts}", year_of(entries)))
}

/// A table, the latest first, to the end of the current month: what comes next is told in any case. Of
/// what is owed every day, only what was not done in time.
fn year(board: &Board, entries: &[Entry]) -> Option<DutyYear> {
    let last = board.maker.edition.as_of.last_of_month();
    let lines = entries.iter().rev().filter(|entry| has_line(entry) && entry.owed.day() <= last);
    let duties: Vec<_> = lines.map(|entry| duty::view(board, entry, year_of(entries))).collect();
    (!duties.is_empty()).then(|| DutyYear { title: format!("{}年", year_of(entries)), duties })
}

fn term(board: &Board, term: &ScheduleItem) -> TermView {
    let day = |day: Date| DateView { date: day.to_string(), text: official(day) };
    let unit = board.unit(&term.unit).map(around::group_link);
    TermView {
        id: term.id.clone(),
        frequency: term.rhythm.frequency().label().to_owned(),
        deadline: term.deadline.clone(),
        unit: unit.unwrap_or_else(|| Link { title: term.unit.clone(), path: None }),
        basis: term.basis.clone(),
        column: around::column(board.maker, term),
        topic: term.topic.and_then(|topic| board.topic(topic.top)).map(around::group_link),
        from: term.from.map(day),
        until: term.until.map(day),
    }
}
