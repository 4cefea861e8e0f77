//! The pages of the items: what is promised, and how it was kept through the years.

use super::board::{Board, Entry, month_after, month_of};
use super::month::{AHEAD, has_line};
use super::{around, duty};
use crate::content::schedule::ScheduleItem;
use crate::domain::Date;
use crate::domain::date::official;
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
    let items: Vec<(&Item, &[Obligation])> =
        edition.site.schedule.items.iter().zip(edition.obligations.iter().map(Vec::as_slice)).collect();
    items.par_iter().try_for_each(|(item, owed)| stage.emit(&page(board, item, owed)))
}

fn page<'a>(board: &Board<'a>, item: &'a Item, owed: &'a [Obligation<'a>]) -> Page<DutyItemView> {
    let maker = board.maker;
    let name = &item.latest().name;
    let description = maker.fill("calendar.item_description", &[("%name", name), ("%unit", &item.latest().unit)]);
    Page {
        address: board.item_address(item),
        title: name.clone(),
        meta: maker.column_meta(name, &description, "定时公开,公开时限", "信息公开目录"),
        description,
        above: vec![around::calendar(maker), around::table_link(maker)],
        section: Some(place::calendar().link()),
        noindex: false,
        stands_for: None,
        machine: Machine::default().with_calendar(calendars::of_item(maker.edition, item)),
        template: "calendar_item.html",
        key: "item",
        view: view(board, item, owed),
    }
}

fn view<'a>(board: &Board<'a>, item: &'a Item, owed: &'a [Obligation<'a>]) -> DutyItemView {
    let entries: Vec<Entry> = owed.iter().map(|owed| Entry { item, owed }).collect();
    // As far ahead as the months go; what comes next is told in any case.
    let last = month_after(month_of(board.maker.edition.as_of), AHEAD).last_of_month();
    let shown = &entries[..entries.partition_point(|entry| entry.owed.day() <= last)];
    let mut years: Vec<&[Entry]> = shown.chunk_by(|a, b| a.owed.day().year() == b.owed.day().year()).collect();
    years.reverse();
    let year_of = |entries: &[Entry]| entries.first().map_or(0, |entry| entry.owed.day().year());
    let next = entries.iter().find(|entry| entry.owed.due.is_some() && is_to_come(entry.owed));
    let earlier = item.terms.iter().rev().skip(1);
    DutyItemView {
        term: term(board, item.latest()),
        earlier: earlier.map(|earlier| term(board, earlier)).collect(),
        next: next.map(|entry| duty::view(board, entry, 0)),
        summaries: years.iter().filter_map(|entries| summary(board, entries, year_of(entries))).collect(),
        years: years.iter().filter_map(|entries| year(board, entries, year_of(entries))).collect(),
    }
}

fn is_to_come(owed: &Obligation) -> bool {
    use crate::domain::schedule::State;
    matches!(owed.state, State::Today | State::Upcoming { .. })
}

/// 2025年应公开12次：按期公开11次，逾期公开1次。
fn summary(board: &Board, entries: &[Entry], year: i16) -> Option<String> {
    let counted: Punctuality = entries.iter().map(|entry| entry.owed).collect();
    duty::counts(board.maker, counted, "次").map(|counts| format!("{year}年{counts}"))
}

/// A table, the latest first; of what is owed every day, only what was not done in time.
fn year(board: &Board, entries: &[Entry], year: i16) -> Option<DutyYear> {
    let lines = entries.iter().rev().filter(|entry| has_line(entry));
    let duties: Vec<_> = lines.map(|entry| duty::view(board, entry, year)).collect();
    (!duties.is_empty()).then(|| DutyYear { title: format!("{year}年"), duties })
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
