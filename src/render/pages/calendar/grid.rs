//! A month as a table of weeks.

use super::board::Entry;
use super::{duty, month};
use crate::domain::Date;
use crate::render::pages::Maker;
use crate::render::views::{CellDayView, CellLine, DutyState};
use std::collections::BTreeMap;

/// Items that a cell names; of more, it gives numbers by state, and the list names them.
const NAMED: usize = 2;

/// The weeks of a month, Monday first.
pub fn weeks(maker: &Maker, first: Date, entries: &[Entry]) -> Vec<Vec<CellDayView>> {
    let mut days: BTreeMap<Date, Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| month::has_line(entry)) {
        days.entry(entry.owed.day()).or_default().push(entry);
    }
    let lead = first.weekday().to_monday_zero_offset() as usize;
    let mut cells: Vec<CellDayView> = (0..lead).map(|_| empty()).collect();
    for number in 1..=first.days_in_month() {
        let Ok(day) = Date::new(first.year(), first.month(), number) else { continue };
        cells.push(cell(maker, day, days.get(&day).map_or(&[], Vec::as_slice)));
    }
    cells.resize_with(cells.len().div_ceil(7) * 7, empty);
    let mut weeks = Vec::new();
    while !cells.is_empty() {
        weeks.push(cells.drain(..7).collect());
    }
    weeks
}

/// A cell before the first day or after the last.
fn empty() -> CellDayView {
    CellDayView { day: None, date: None, note: None, off: false, lines: Vec::new() }
}

fn cell(maker: &Maker, day: Date, entries: &[&Entry]) -> CellDayView {
    let kind = maker.edition.site.content.calendar.day(day);
    CellDayView {
        day: Some(day.day()),
        date: Some(day.to_string()),
        note: month::note(maker, day),
        off: kind.is_some_and(|kind| !kind.is_working()),
        lines: if entries.len() > NAMED { numbers(day, entries) } else { names(maker, day, entries) },
    }
}

fn names(maker: &Maker, day: Date, entries: &[&Entry]) -> Vec<CellLine> {
    let line = |entry: &&Entry| CellLine {
        state: duty::state(maker, entry.owed),
        name: Some(entry.owed.term.name.clone()),
        count: 1,
        anchor: day.to_string(),
    };
    entries.iter().map(line).collect()
}

/// What stands worst comes first.
fn numbers(day: Date, entries: &[&Entry]) -> Vec<CellLine> {
    let mut states: Vec<(DutyState, usize)> = Vec::new();
    for entry in entries {
        let state = entry.owed.state;
        match states.iter_mut().find(|(known, _)| known.name == state.name()) {
            Some((_, count)) => *count += 1,
            None => states.push((DutyState { name: state.name(), label: state.label().to_owned() }, 1)),
        }
    }
    let order = ["overdue", "today", "late", "upcoming", "done", "exempt"];
    states.sort_by_key(|(state, _)| order.iter().position(|name| *name == state.name));
    states.into_iter().map(|(state, count)| CellLine { state, name: None, count, anchor: day.to_string() }).collect()
}
