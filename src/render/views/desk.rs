//! The editors' desk.

use super::page::Link;
use serde::Serialize;

/// What is owed, for the editors of all units or of one.
#[derive(Debug, Serialize)]
pub struct DeskView {
    pub title: String,
    /// 2026年11月23日.
    pub as_of: String,
    /// The way to the style sheet and the other pages.
    pub root: String,
    pub stylesheet: String,
    /// Other pages of the desk, with how many duties are overdue.
    pub units: Vec<DeskUnit>,
    /// The way back from a unit's page.
    pub whole: Option<Link>,
    pub groups: Vec<DeskGroup>,
    /// Done in time, and done late, since the beginning.
    pub done: usize,
    pub late: usize,
}

/// The way to a unit's page.
#[derive(Debug, Serialize)]
pub struct DeskUnit {
    pub title: String,
    pub path: String,
    pub overdue: usize,
    pub open: usize,
}

/// Duties that press equally.
#[derive(Debug, Serialize)]
pub struct DeskGroup {
    pub title: String,
    pub rows: Vec<DeskRow>,
}

/// One duty.
#[derive(Debug, Serialize)]
pub struct DeskRow {
    pub id: String,
    pub name: String,
    pub period: String,
    pub unit: String,
    pub due: String,
    /// 已逾期3天, 还有4天.
    pub days: String,
    pub basis: String,
    /// Said in words where the public may not know of it.
    pub internal: bool,
}
