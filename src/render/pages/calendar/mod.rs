//! 定时公开: what is owed and how it was kept, by month, by item, by unit and by topic.
//!
//! [`board`] groups the obligations once; [`duty`] puts one of them in words, [`month`] and [`grid`] a
//! month of them. Every page is true until the next day that the build names.

mod around;
mod board;
mod duty;
mod grid;
mod group;
mod home;
mod item;
mod month;

use super::{Maker, place};
use crate::render::engine::RenderError;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::ScheduleView;
use board::{Board, Sort};

pub use home::today;

/// Every page of 定时公开; only on sites with such a register.
pub fn emit(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    if maker.edition.site.schedule.is_empty() {
        return Ok(());
    }
    let board = Board::new(maker);
    month::emit(&board, stage)?;
    item::emit(&board, stage)?;
    group::emit(&board, stage, Sort::Unit)?;
    group::emit(&board, stage, Sort::Topic)?;
    stage.emit(&table(&board))
}

/// The table of all items.
fn table(board: &Board) -> Page<ScheduleView> {
    let maker = board.maker;
    let title = maker.texts.get("calendar.schedule");
    let description = maker.texts.get("calendar.schedule_description");
    let items: Vec<_> = maker.edition.site.schedule.items.iter().collect();
    Page {
        address: around::table(),
        meta: maker.column_meta(&title, &description, "定时公开,公开时限", "信息公开目录"),
        title,
        description,
        above: vec![around::calendar(maker)],
        section: Some(place::calendar().link()),
        noindex: false,
        stands_for: None,
        machine: Machine::default(),
        template: "calendar_schedule.html",
        key: "schedule",
        view: ScheduleView { groups: around::by_frequency(board, &items) },
    }
}
