//! 定时公开 on the home page: due today, overdue, next.

use super::board::{Board, Entry, month_of};
use super::{duty, month};
use crate::domain::schedule::State;
use crate::render::pages::{Maker, place};
use crate::render::views::{DutyView, HomeCalendar};
use crate::status::Punctuality;

/// Lines of each kind, at most.
const LINES: usize = 5;

/// What the home page tells; none on sites without a 定时公开 register.
pub fn today(maker: &Maker) -> Option<HomeCalendar> {
    if maker.edition.site.schedule.is_empty() {
        return None;
    }
    let board = Board::new(maker);
    let current = month_of(maker.edition.as_of);
    let counted: Punctuality = board.months.get(&current).into_iter().flatten().map(|entry| entry.owed).collect();
    let overdue = |entry: &&Entry| matches!(entry.owed.state, State::Overdue { .. });
    let is_today = |entry: &&Entry| entry.owed.state == State::Today && entry.owed.due.is_some();
    let coming = |entry: &&Entry| matches!(entry.owed.state, State::Upcoming { .. }) && month::has_line(entry);
    let lines = |chosen: &dyn Fn(&&Entry) -> bool| -> Vec<DutyView> {
        let chosen = board.all.iter().filter(chosen).take(LINES);
        chosen.map(|entry| duty::view(&board, entry, current.year())).collect()
    };
    let nothing = || maker.texts.get("calendar.nothing");
    let of_month = |counts: String| maker.fill("home.calendar_month", &[("%counts", &counts)]);
    Some(HomeCalendar {
        title: maker.fill("page.calendar_title", &[("%month", &month::title(current))]),
        path: place::calendar().link(),
        summary: duty::counts(maker, counted, "项").map_or_else(nothing, of_month),
        today: lines(&is_today),
        today_total: board.all.iter().filter(is_today).count(),
        overdue: lines(&overdue),
        overdue_total: board.all.iter().filter(overdue).count(),
        next: lines(&coming),
    })
}
