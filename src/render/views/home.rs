//! The home page.

use super::calendar::HomeCalendar;
use super::list::CountedLink;
use super::page::{LineView, Link};
use serde::Serialize;

/// The home page.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// What to search for, as links to the search; none where site.yaml names none.
    pub examples: Vec<Link>,
    /// Newest policies, each with its interpretations beside it.
    pub policies: Vec<HomePolicy>,
    /// 定时公开; none on sites without such a register.
    pub calendar: Option<HomeCalendar>,
    /// The list in force by topic.
    pub topics: Vec<CountedLink>,
    /// How many normative documents are in force.
    pub in_force: usize,
    pub library_path: String,
    /// The list in force by whom it was made for.
    pub audiences: Vec<CountedLink>,
    /// What was amended, repealed and extended, and what ends soon.
    pub library_changes: Vec<CountedLink>,
    /// Consultations that are open, the first to close first; none where the site has no column of
    /// them.
    pub consultations: Option<HomeConsultations>,
    /// The newest documents of other columns: one group a column.
    pub columns: Vec<HomeColumn>,
    pub services: Vec<ServiceView>,
    pub phones: Vec<PhoneView>,
    /// Way to the 政府信息公开 column, which must stand in a prominent place.
    pub disclosure_path: Option<String>,
}

/// Consultations on the home page.
#[derive(Debug, Serialize)]
pub struct HomeConsultations {
    /// The column of all of them.
    pub column: Link,
    pub open: Vec<OpenConsultation>,
}

/// A consultation that is open.
#[derive(Debug, Serialize)]
pub struct OpenConsultation {
    pub title: String,
    pub path: String,
    pub unit: String,
    /// `2026-12-20`.
    pub closes: String,
    /// 征求意见截至2026年12月20日（含当日）.
    pub until: String,
}

/// A policy on the home page.
#[derive(Debug, Serialize)]
pub struct HomePolicy {
    pub line: LineView,
    pub interpretations: Vec<LineView>,
}

/// A column on the home page with its newest entries.
#[derive(Debug, Serialize)]
pub struct HomeColumn {
    pub title: String,
    pub path: String,
    pub lines: Vec<LineView>,
}

/// A door to a service.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceView {
    pub title: String,
    pub path: String,
    pub description: String,
}

/// A telephone number.
#[derive(Debug, Clone, Serialize)]
pub struct PhoneView {
    pub name: String,
    pub number: String,
    pub tel: String,
}
