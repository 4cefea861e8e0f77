//! 定时公开 on the home page: due today, overdue, next.

use super::board::{Board, Entry, month_of};
use super::{duty, month};
use crate::domain::schedule::State;
use crate::render::pages::{Maker, place};
use crate::render::views::{DutyView, HomeCalendar};
use std::collections::HashSet;

/// Lines of each kind, at most.
const LINES: usize = 2;

/// What the home page tells; none on sites without a 定时公开 register.
pub fn today(maker: &Maker) -> Option<HomeCalendar> {
    if maker.edition.site.schedule.is_empty() {
        return None;
    }
    let board = Board::new(maker);
    let current = month_of(maker.edition.as_of);
    let overdue = |entry: &&Entry| matches!(entry.owed.state, State::Overdue { .. });
    let is_today = |entry: &&Entry| entry.owed.state == State::Today && entry.owed.due.is_some();
    let coming = |entry: &&Entry| matches!(entry.owed.state, State::Upcoming { .. }) && month::has_line(entry);
    let lines = |entries: &mut dyn Iterator<Item = &Entry>| -> Vec<DutyView> {
        entries.take(LINES).map(|entry| duty::view(&board, entry, current.year())).collect()
    };
    let all = || board.all.iter();
    // Of each item the next day only: what is owed every week would fill the block.
    let mut named = HashSet::new();
    Some(HomeCalendar {
        title: maker.fill("page.calendar_title", &[("%month", &month::title(current))]),
        path: place::calendar().link(),
        summary: month::summary(maker, board.months.get(&current).map_or(&[], Vec::as_slice)),
        today: lines(&mut all().filter(is_today)),
        today_total: all().filter(is_today).count(),
        overdue: lines(&mut all().rev().filter(overdue)),
        overdue_total: all().filter(overdue).count(),
        next: lines(&mut all().filter(coming).filter(|entry| named.insert(&entry.item.id))),
    })
}
