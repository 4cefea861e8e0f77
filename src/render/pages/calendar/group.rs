//! Units and topics: a page of all of them, and pages of each one's months. They stand in the order of
//! the site or of the official tree, never by their rates: the table is no ranking.

use super::board::{Board, Entry, Group, Sort, month_after, month_of};
use super::month::{self, AHEAD};
use super::{around, duty};
use crate::domain::Date;
use crate::domain::schedule::State;
use crate::render::engine::RenderError;
use crate::render::pages::{Maker, place};
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{DutyGroupView, DutyGroupsView, Link, PunctualityRow, PunctualityTable};
use crate::site::Address;
use crate::status::Punctuality;
use rayon::prelude::*;

/// Months before the current one that have a page.
const BACK: i32 = 2;

/// The pages of all groups of a sort.
pub fn emit(board: &Board, stage: &Stage, sort: Sort) -> Result<(), RenderError> {
    let groups = match sort {
        Sort::Unit => board.units(),
        Sort::Topic => board.topics(),
    };
    if groups.is_empty() {
        return Ok(());
    }
    stage.emit(&index(board, groups, sort))?;
    let pages: Vec<(&Group, i32)> =
        groups.iter().flat_map(|group| (-BACK..=AHEAD).map(move |offset| (group, offset))).collect();
    pages.par_iter().try_for_each(|(group, offset)| stage.emit(&page(board, group, *offset)))
}

/// The years of which punctuality is told: this one, the last one, and all.
fn spans(maker: &Maker) -> [(String, Option<i16>); 3] {
    let year = maker.edition.as_of.year();
    let all = maker.texts.get("calendar.all_years");
    [(format!("{year}年"), Some(year)), (format!("{}年", year - 1), Some(year - 1)), (all, None)]
}

fn counted(entries: &[Entry], year: Option<i16>) -> Punctuality {
    let within = |entry: &&Entry| year.is_none_or(|year| entry.owed.day().year() == year);
    entries.iter().filter(within).map(|entry| entry.owed).collect()
}

fn row(link: Link, counted: Punctuality) -> PunctualityRow {
    PunctualityRow {
        link,
        owed: counted.owed(),
        in_time: counted.in_time,
        late: counted.late,
        missing: counted.missing,
        exempt: counted.exempt,
        rate: duty::rate(counted),
    }
}

fn index(board: &Board, groups: &[Group], sort: Sort) -> Page<DutyGroupsView> {
    let maker = board.maker;
    let text = |name: &str| maker.texts.get(&format!("calendar.{name}_{}", sort.key()));
    let (title, description) = (text("by"), text("description_by"));
    let table = |(span, year): (String, Option<i16>)| PunctualityTable {
        caption: maker.fill("calendar.punctuality_of", &[("%span", &span)]),
        label: text("label"),
        rows: groups.iter().map(|group| row(around::group_link(group), counted(&group.entries, year))).collect(),
    };
    let has_rows = |table: &PunctualityTable| table.rows.iter().any(|row| row.owed + row.exempt > 0);
    Page {
        address: sort.address(),
        meta: maker.column_meta(&title, &description, "定时公开,按期公开率", "信息公开目录"),
        title,
        description,
        above: vec![around::calendar(maker)],
        section: Some(place::calendar().link()),
        noindex: false,
        stands_for: None,
        machine: Machine::default(),
        template: "calendar_groups.html",
        key: "groups",
        view: DutyGroupsView { tables: spans(maker).into_iter().map(table).filter(has_rows).collect() },
    }
}

fn current(board: &Board) -> Date {
    month_of(board.maker.edition.as_of)
}

fn address(board: &Board, group: &Group, offset: i32) -> Address {
    match offset {
        0 => group.address(),
        _ => group.month_address(month_after(current(board), offset)),
    }
}

fn page(board: &Board, group: &Group, offset: i32) -> Page<DutyGroupView> {
    let maker = board.maker;
    let month = month_after(current(board), offset);
    let title = match offset {
        0 => maker.fill("calendar.of_group", &[("%name", &group.name)]),
        _ => maker.fill("calendar.of_group_month", &[("%name", &group.name), ("%month", &month::title(month))]),
    };
    let description = maker.fill("calendar.group_description", &[("%name", &group.name)]);
    let own = (offset != 0).then(|| around::group_link(group));
    let above = [around::calendar(maker), around::groups_link(maker, group.sort)];
    Page {
        address: address(board, group, offset),
        meta: maker.column_meta(&title, &description, "定时公开,公开时限", "信息公开目录"),
        title,
        description,
        above: above.into_iter().chain(own).collect(),
        section: Some(place::calendar().link()),
        noindex: false,
        stands_for: None,
        machine: Machine { subject: None, feeds: group.calendar.clone().into_iter().collect() },
        template: "calendar_group.html",
        key: "group",
        view: view(board, group, offset),
    }
}

fn view(board: &Board, group: &Group, offset: i32) -> DutyGroupView {
    let maker = board.maker;
    let month = month_after(current(board), offset);
    let is_current = offset == 0;
    let overdue = || {
        let late = group.entries.iter().filter(|entry| matches!(entry.owed.state, State::Overdue { .. }));
        late.map(|entry| duty::view(board, entry, current(board).year())).collect()
    };
    let punctuality = || PunctualityTable {
        caption: maker.texts.get("calendar.punctuality"),
        label: maker.texts.get("calendar.span"),
        rows: spans(maker)
            .into_iter()
            .map(|(span, year)| row(Link { title: span, path: None }, counted(&group.entries, year)))
            .collect(),
    };
    DutyGroupView {
        month: month::view(board, &group.months, month, neighbours(board, group, offset)),
        units: group.sort != Sort::Unit,
        legend: duty::legend(maker),
        overdue: is_current.then(overdue),
        punctuality: is_current.then(punctuality),
        items: if is_current { around::by_frequency(board, &group.items) } else { Vec::new() },
    }
}

fn neighbours(board: &Board, group: &Group, offset: i32) -> [Option<Link>; 2] {
    [offset - 1, offset + 1].map(|other| {
        let exists = (-BACK..=AHEAD).contains(&other);
        let title = month::title(month_after(current(board), other));
        exists.then(|| Link { title, path: Some(address(board, group, other).link()) })
    })
}
