//! 工作台账.

use super::list::FacetView;
use super::page::Link;
use serde::Serialize;

/// A page of the ledger: a year, or the tasks of a year by one organ or one state, or 回头看.
#[derive(Debug, Serialize)]
pub struct LedgerView {
    pub title: String,
    pub description: String,
    /// Who keeps it.
    pub unit: Option<String>,
    pub total: usize,
    /// The numbers of the year; only on its own page.
    pub summary: Option<LedgerSummaryView>,
    /// Years, states and organs.
    pub facets: Vec<FacetView>,
    pub groups: Vec<TaskGroup>,
    pub csv_file: String,
    pub json_file: String,
}

/// The numbers of a year.
#[derive(Debug, Serialize)]
pub struct LedgerSummaryView {
    /// A sentence for the annual report.
    pub sentence: String,
    pub caption: String,
    pub states: Vec<StateCount>,
    /// To what the years before had left open.
    pub review: Option<Link>,
}

/// How many tasks stand in one way.
#[derive(Debug, Serialize)]
pub struct StateCount {
    pub state: TaskStateView,
    pub count: usize,
    pub path: String,
}

/// A state of a task: the English name for machines and classes, the Chinese label for people.
#[derive(Debug, Serialize)]
pub struct TaskStateView {
    /// `done`, `late`, `under_way`, `not_started`, `overdue`, `lasting` or `unreported`.
    pub name: &'static str,
    pub label: String,
}

/// The rows under one 工作任务.
#[derive(Debug, Serialize)]
pub struct TaskGroup {
    pub title: String,
    pub tasks: Vec<TaskView>,
}

/// A row of the ledger.
#[derive(Debug, Serialize)]
pub struct TaskView {
    /// The same on every page.
    pub anchor: String,
    /// 第3项, with the year where the page is not its own.
    pub number: String,
    pub requirement: String,
    pub state: TaskStateView,
    pub leads: Vec<Link>,
    pub units: Vec<Link>,
    /// As written.
    pub due: String,
    /// With the day of the report; none where nothing is known yet.
    pub progress: Option<String>,
    pub updated: Option<String>,
    /// 逾期23日, of a task done late.
    pub late: Option<String>,
    pub completed: Option<String>,
    pub evidence: Vec<EvidenceView>,
}

/// What came of a task; at most one of the addresses is there.
#[derive(Debug, Serialize)]
pub struct EvidenceView {
    pub name: String,
    pub path: Option<String>,
    pub file: Option<String>,
    pub outside: Option<String>,
}
