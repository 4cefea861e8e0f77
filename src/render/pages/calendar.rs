//! 定时公开: a table and a list for each month around the as-of date.

use super::{Maker, place};
use crate::content::schedule::ScheduleItem;
use crate::domain::Date;
use crate::domain::calendar::DayKind;
use crate::domain::schedule::Frequency;
use crate::render::engine::RenderError;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{CalendarView, DayView, DueView, Link, ScheduleGroup, ScheduleItemView};
use crate::site::{Address, Item};

/// Months before and after the current one that have a page.
const BEFORE: i32 = 2;
const AFTER: i32 = 3;

/// The pages of all months; only on sites with a 定时公开 register.
pub fn emit(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    if maker.edition.site.schedule.is_empty() {
        return Ok(());
    }
    (-BEFORE..=AFTER).try_for_each(|offset| emit_month(maker, stage, offset))
}

/// The first day of the month `offset` months after the current one.
fn month(maker: &Maker, offset: i32) -> Date {
    let first = maker.edition.as_of.first_of_month();
    first.checked_add(jiff::Span::new().months(offset)).unwrap_or(first)
}

fn month_title(first: Date) -> String {
    format!("{}年{}月", first.year(), first.month())
}

/// The current month has the calendar's own address; the others have theirs for good.
fn address(maker: &Maker, offset: i32) -> Address {
    let first = month(maker, offset);
    match offset {
        0 => place::calendar(),
        _ => Address::file(format!("calendar/{:04}-{:02}.html", first.year(), first.month())),
    }
}

fn neighbour(maker: &Maker, offset: i32) -> Option<Link> {
    (-BEFORE..=AFTER)
        .contains(&offset)
        .then(|| Link { title: month_title(month(maker, offset)), path: Some(address(maker, offset).link()) })
}

fn emit_month(maker: &Maker, stage: &Stage, offset: i32) -> Result<(), RenderError> {
    let first = month(maker, offset);
    let name = maker.texts.get("page.calendar");
    let description = maker.texts.get("page.calendar_description");
    let above = Link { title: name.clone(), path: Some(place::calendar().link()) };
    stage.emit(&Page {
        address: address(maker, offset),
        title: if offset == 0 {
            name.clone()
        } else {
            maker.fill("page.calendar_title", &[("%month", &month_title(first))])
        },
        meta: maker.column_meta(&name, &description, "定时公开,公开时限", "信息公开目录"),
        description,
        above: (offset != 0).then_some(above).into_iter().collect(),
        section: Some(place::calendar().link()),
        noindex: false,
        stands_for: None,
        machine: Machine::default(),
        template: "calendar.html",
        key: "calendar",
        view: CalendarView {
            title: month_title(first),
            previous: neighbour(maker, offset - 1),
            next: neighbour(maker, offset + 1),
            weekdays: ["一", "二", "三", "四", "五", "六", "日"].map(|day| format!("周{day}")).to_vec(),
            weeks: weeks(maker, first),
            dues: dues(maker, first),
            standing: standing(maker),
            schedule: groups(maker),
            uncovered: !maker.edition.site.content.calendar.covers(first.year()),
        },
    })
}

/// What is due in a month, in order of day.
pub fn dues(maker: &Maker, first: Date) -> Vec<DueView> {
    let within = first..=first.last_of_month();
    let all = maker.edition.all_obligations().into_iter();
    let dated = all.filter_map(|(item, owed)| Some((item, owed, owed.due?.date)));
    dated
        .filter(|(_, owed, due)| owed.term.rhythm.is_periodic() && within.contains(due))
        .map(|(item, owed, due)| DueView {
            id: item.id.clone(),
            name: owed.term.name.clone(),
            unit: owed.term.unit.clone(),
            date: due.to_string(),
            day: format!("{}月{}日", due.month(), due.day()),
            period: owed.period.label(),
        })
        .collect()
}

fn weeks(maker: &Maker, first: Date) -> Vec<Vec<DayView>> {
    let dues = dues(maker, first);
    let lead = first.weekday().to_monday_zero_offset() as usize;
    let mut cells: Vec<DayView> = (0..lead).map(|_| DayView::empty()).collect();
    for number in 1..=first.days_in_month() {
        let Ok(day) = Date::new(first.year(), first.month(), number) else { continue };
        let date = day.to_string();
        let kind = maker.edition.site.content.calendar.day(day);
        cells.push(DayView {
            day: Some(number),
            note: note(kind),
            off: kind.is_some_and(|kind| !kind.is_working()),
            dues: dues.iter().filter(|due| due.date == date).cloned().collect(),
            date: Some(date),
        });
    }
    cells.resize_with(cells.len().div_ceil(7) * 7, DayView::empty);
    let mut weeks = Vec::new();
    while !cells.is_empty() {
        weeks.push(cells.drain(..7).collect());
    }
    weeks
}

impl DayView {
    /// A cell before the first day or after the last.
    fn empty() -> Self {
        Self { day: None, date: None, note: None, off: false, dues: Vec::new() }
    }
}

fn note(kind: Option<DayKind>) -> Option<String> {
    match kind? {
        DayKind::Holiday(name) => Some(format!("{name}（休）")),
        DayKind::MakeUp(name) => Some(format!("{name}（班）")),
        DayKind::Work | DayKind::Weekend => None,
    }
}

/// Items without a day of their own.
fn standing(maker: &Maker) -> Vec<ScheduleItemView> {
    let is_standing = |item: &&ScheduleItem| {
        matches!(item.rhythm.frequency(), Frequency::Promptly | Frequency::Daily | Frequency::AfterEvent)
    };
    latest(maker).filter(is_standing).map(|item| view(maker, item)).collect()
}

/// The items as they stand now.
fn latest<'a>(maker: &'a Maker) -> impl Iterator<Item = &'a ScheduleItem> {
    maker.edition.site.schedule.items.iter().map(Item::latest)
}

fn groups(maker: &Maker) -> Vec<ScheduleGroup> {
    let group = |(frequency, title): &(Frequency, &str)| ScheduleGroup {
        title: (*title).to_owned(),
        items: latest(maker)
            .filter(|item| item.rhythm.frequency() == *frequency)
            .map(|item| view(maker, item))
            .collect(),
    };
    Frequency::NAMES.iter().map(group).filter(|group| !group.items.is_empty()).collect()
}

fn view(maker: &Maker, item: &ScheduleItem) -> ScheduleItemView {
    let column = maker.edition.site.content.config.column_named(&item.column);
    ScheduleItemView {
        id: item.id.clone(),
        name: item.name.clone(),
        unit: item.unit.clone(),
        frequency: item.rhythm.frequency().label().to_owned(),
        deadline: item.deadline.clone(),
        basis: item.basis.clone(),
        column: column.map(|column| maker.column_link(column)),
    }
}

/// What is still due this month, for the home page, and how many items the month has.
pub fn coming(maker: &Maker, most: usize) -> (Vec<DueView>, usize) {
    let all = dues(maker, month(maker, 0));
    let total = all.len();
    let today = maker.edition.as_of.to_string();
    (all.into_iter().filter(|due| due.date >= today).take(most).collect(), total)
}

/// 2026年11月.
pub fn current_title(maker: &Maker) -> String {
    month_title(month(maker, 0))
}
