//! 定时公开.

use super::page::Link;
use serde::Serialize;

/// 定时公开: one month as a table, and the whole list.
#[derive(Debug, Serialize)]
pub struct CalendarView {
    /// 2026年11月.
    pub title: String,
    pub previous: Option<Link>,
    pub next: Option<Link>,
    /// Seven names, Monday first.
    pub weekdays: Vec<String>,
    pub weeks: Vec<Vec<DayView>>,
    /// Items of the month in order of their day, for the list beside the table.
    pub dues: Vec<DueView>,
    /// Items that have no day: 即时 and 事件后.
    pub standing: Vec<ScheduleItemView>,
    /// The whole schedule, one group a frequency.
    pub schedule: Vec<ScheduleGroup>,
    /// Said in words where the year has no holiday notice yet.
    pub uncovered: bool,
}

/// A day of the month table; `day` is none for the empty cells before the first and after the last.
#[derive(Debug, Serialize)]
pub struct DayView {
    pub day: Option<i8>,
    /// `2026-11-23`.
    pub date: Option<String>,
    /// 国庆节（休）, 国庆节（班）.
    pub note: Option<String>,
    pub off: bool,
    pub dues: Vec<DueView>,
}

/// Something due on a day.
#[derive(Debug, Clone, Serialize)]
pub struct DueView {
    pub id: String,
    pub name: String,
    pub unit: String,
    /// `2026-11-23`.
    pub date: String,
    /// 11月23日.
    pub day: String,
    /// What period is due: 2026年10月.
    pub period: String,
}

/// The items of one frequency.
#[derive(Debug, Serialize)]
pub struct ScheduleGroup {
    /// 每月.
    pub title: String,
    pub items: Vec<ScheduleItemView>,
}

/// A row of the 定时公开 register.
#[derive(Debug, Clone, Serialize)]
pub struct ScheduleItemView {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub frequency: String,
    pub deadline: String,
    pub basis: String,
    /// Where it is published.
    pub column: Option<Link>,
}
