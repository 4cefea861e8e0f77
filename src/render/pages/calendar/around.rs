//! Links between the pages of 定时公开, and its items as tables.

use super::board::{Board, Group, Sort};
use crate::content::schedule::ScheduleItem;
use crate::domain::schedule::Frequency;
use crate::render::pages::{Maker, place};
use crate::render::views::{Link, ScheduleGroup, ScheduleItemView};
use crate::site::{Address, Item};

/// The calendar.
pub fn calendar(maker: &Maker) -> Link {
    Link { title: maker.texts.get("page.calendar"), path: Some(place::calendar().link()) }
}

/// The table of all items.
pub fn table() -> Address {
    Address::file("calendar/schedule.html")
}

/// The table of all items as a link.
pub fn table_link(maker: &Maker) -> Link {
    Link { title: maker.texts.get("calendar.schedule"), path: Some(table().link()) }
}

/// The page of all units or all topics as a link.
pub fn groups_link(maker: &Maker, sort: Sort) -> Link {
    let title = maker.texts.get(&format!("calendar.by_{}", sort.key()));
    Link { title, path: Some(sort.address().link()) }
}

/// A unit or a topic as a link.
pub fn group_link(group: &Group) -> Link {
    Link { title: group.name.clone(), path: Some(group.address().link()) }
}

/// Other ways to look at 定时公开.
pub fn ways(board: &Board) -> Vec<Link> {
    let topics = (!board.topics().is_empty()).then(|| groups_link(board.maker, Sort::Topic));
    [table_link(board.maker), groups_link(board.maker, Sort::Unit)].into_iter().chain(topics).collect()
}

/// Items by their frequency, each group in the order of the register.
pub fn by_frequency(board: &Board, items: &[&Item]) -> Vec<ScheduleGroup> {
    let group = |(frequency, title): &(Frequency, &str)| ScheduleGroup {
        title: (*title).to_owned(),
        items: items
            .iter()
            .filter(|item| item.latest().rhythm.frequency() == *frequency)
            .map(|item| row(board, item))
            .collect(),
    };
    Frequency::NAMES.iter().map(group).filter(|group| !group.items.is_empty()).collect()
}

fn row(board: &Board, item: &Item) -> ScheduleItemView {
    let term = item.latest();
    ScheduleItemView {
        name: term.name.clone(),
        path: board.item_address(item).link(),
        unit: term.unit.clone(),
        deadline: term.deadline.clone(),
        basis: term.basis.clone(),
        column: column(board.maker, term),
    }
}

/// Where an item is published.
pub fn column(maker: &Maker, term: &ScheduleItem) -> Option<Link> {
    let column = maker.edition.site.content.config.column_named(&term.column)?;
    Some(maker.column_link(column))
}
