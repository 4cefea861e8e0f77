//! 定时公开.

use super::page::Link;
use serde::Serialize;

/// A month of 定时公开: what is owed day by day, as a list and as a table.
#[derive(Debug, Serialize)]
pub struct MonthView {
    /// 2026年11月.
    pub title: String,
    pub previous: Option<Link>,
    pub next: Option<Link>,
    /// How the month stands, in one sentence.
    pub summary: String,
    /// The days that have something, in their order.
    pub days: Vec<DayView>,
    /// Items that are owed every day, each in one sentence.
    pub daily: Vec<DailyView>,
    /// Seven names, Monday first.
    pub weekdays: Vec<String>,
    pub weeks: Vec<Vec<CellDayView>>,
    /// Said in words where the year has no holiday notice yet.
    pub uncovered: Option<String>,
}

/// The page of a month of all items.
#[derive(Debug, Serialize)]
pub struct CalendarView {
    pub month: MonthView,
    /// Every month that has a page, the newest year first.
    pub years: Vec<YearView>,
    /// Other ways to look at 定时公开.
    pub ways: Vec<Link>,
    pub legend: Vec<LegendView>,
}

/// The months of a year that have a page.
#[derive(Debug, Serialize)]
pub struct YearView {
    pub title: String,
    pub months: Vec<MonthLink>,
}

/// A link to a month.
#[derive(Debug, Serialize)]
pub struct MonthLink {
    pub title: String,
    pub path: String,
    pub current: bool,
}

/// A state and what it means.
#[derive(Debug, Serialize)]
pub struct LegendView {
    pub state: DutyState,
    pub meaning: String,
}

/// How a duty stands: the English name for machines and classes, the Chinese words for people.
#[derive(Debug, Clone, Serialize)]
pub struct DutyState {
    /// `done`, `late`, `overdue`, `today`, `upcoming` or `exempt`.
    pub name: &'static str,
    /// 按期公开, 逾期3天公开 …
    pub label: String,
}

/// A day as machines and as people read it.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// `2026-11-10`.
    pub date: String,
    /// 11月10日; with the year where it is not the year of the page.
    pub text: String,
}

/// A day of the list.
#[derive(Debug, Serialize)]
pub struct DayView {
    pub day: DateView,
    /// 周二.
    pub weekday: String,
    /// 国庆节（休）, 国庆节（班）.
    pub note: Option<String>,
    pub duties: Vec<DutyView>,
}

/// Something owed, or published without being owed.
#[derive(Debug, Clone, Serialize)]
pub struct DutyView {
    pub name: String,
    /// The item's page.
    pub path: String,
    pub unit: String,
    /// 2026年10月; what happened, where something did.
    pub period: String,
    pub state: DutyState,
    /// The last day in time.
    pub due: Option<DateView>,
    /// Whether the words of the state need the last day to be understood.
    pub tells_due: bool,
    pub published: Option<DateView>,
    /// Where it can be read on this site.
    pub link: Option<String>,
    /// Where it can be read on another site.
    pub href: Option<String>,
    /// The title of what was published, where the item and the period do not tell.
    pub content: Option<String>,
    /// Why it is not owed.
    pub reason: Option<String>,
    /// Said where the last day is an estimate.
    pub estimate: Option<String>,
}

/// A daily item in a month.
#[derive(Debug, Serialize)]
pub struct DailyView {
    pub name: String,
    pub path: String,
    pub unit: String,
    pub summary: String,
}

/// A day of the month table; `day` is none for the empty cells before the first and after the last.
#[derive(Debug, Serialize)]
pub struct CellDayView {
    pub day: Option<i8>,
    /// `2026-11-23`.
    pub date: Option<String>,
    pub note: Option<String>,
    pub off: bool,
    pub lines: Vec<CellLine>,
}

/// A link in a day of the month table: an item, or how many items stand so.
#[derive(Debug, Serialize)]
pub struct CellLine {
    pub state: DutyState,
    /// The item's name; none for a number of items.
    pub name: Option<String>,
    /// How many items; 1 for an item.
    pub count: usize,
    /// Where the line leads: the anchor of the day in the list.
    pub anchor: String,
}

/// A page about one item through the years.
#[derive(Debug, Serialize)]
pub struct DutyItemView {
    /// What is promised now.
    pub term: TermView,
    /// What was promised before, the latest first.
    pub earlier: Vec<TermView>,
    /// The next last day in time.
    pub next: Option<DutyView>,
    /// How each year stands, in one sentence, the newest first.
    pub summaries: Vec<String>,
    /// A table a year, the newest first.
    pub years: Vec<DutyYear>,
}

/// The promise of an item.
#[derive(Debug, Serialize)]
pub struct TermView {
    pub id: String,
    pub frequency: String,
    pub deadline: String,
    pub unit: Link,
    pub basis: String,
    /// Where it is published.
    pub column: Option<Link>,
    pub topic: Option<Link>,
    pub from: Option<DateView>,
    pub until: Option<DateView>,
}

/// What an item owed in a year.
#[derive(Debug, Serialize)]
pub struct DutyYear {
    pub title: String,
    pub duties: Vec<DutyView>,
}

/// All units, or all topics, and how they kept their duties.
#[derive(Debug, Serialize)]
pub struct DutyGroupsView {
    /// This year, last year, all years, each where something was owed.
    pub tables: Vec<PunctualityTable>,
}

/// How several keep their duties.
#[derive(Debug, Serialize)]
pub struct PunctualityTable {
    pub caption: String,
    pub label: String,
    pub rows: Vec<PunctualityRow>,
}

/// How one keeps its duties.
#[derive(Debug, Serialize)]
pub struct PunctualityRow {
    pub link: Link,
    pub owed: usize,
    pub in_time: usize,
    pub late: usize,
    pub missing: usize,
    pub exempt: usize,
    /// 97.6%（41/42）; none where nothing was owed.
    pub rate: Option<String>,
}

/// A unit, or a topic: a month, and on the page of the current month all else.
#[derive(Debug, Serialize)]
pub struct DutyGroupView {
    pub month: MonthView,
    /// Whether lines name the unit.
    pub units: bool,
    pub legend: Vec<LegendView>,
    /// What is overdue; none on the pages of other months.
    pub overdue: Option<Vec<DutyView>>,
    pub punctuality: Option<PunctualityTable>,
    pub items: Vec<ScheduleGroup>,
}

/// The table of all items.
#[derive(Debug, Serialize)]
pub struct ScheduleView {
    pub groups: Vec<ScheduleGroup>,
}

/// The items of one frequency.
#[derive(Debug, Serialize)]
pub struct ScheduleGroup {
    /// 每月.
    pub title: String,
    pub items: Vec<ScheduleItemView>,
}

/// An item of 定时公开 as it stands now.
#[derive(Debug, Clone, Serialize)]
pub struct ScheduleItemView {
    pub name: String,
    /// The item's page.
    pub path: String,
    pub unit: String,
    pub deadline: String,
    pub basis: String,
    /// Where it is published.
    pub column: Option<Link>,
}

/// 定时公开 on the home page.
#[derive(Debug, Serialize)]
pub struct HomeCalendar {
    /// 定时公开：2026年11月.
    pub title: String,
    pub path: String,
    /// How the month stands, in one sentence.
    pub summary: String,
    /// What is due today, the first of it.
    pub today: Vec<DutyView>,
    /// How much is due today in all.
    pub today_total: usize,
    /// What is overdue, the latest of it.
    pub overdue: Vec<DutyView>,
    /// How much is overdue in all.
    pub overdue_total: usize,
    /// What is due next.
    pub next: Vec<DutyView>,
}
