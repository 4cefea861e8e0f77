//! The library: its lists, what ends soon, the rules, and the tables of 清理结果.

use super::list::{CountedLink, FacetView, PagerView};
use super::page::{LineView, Link};
use serde::Serialize;

/// A page of the library: what all have, and the list of its kind.
#[derive(Debug, Serialize)]
pub struct LibraryView<L> {
    pub frame: LibraryFrame,
    pub list: L,
    /// How many there are on all pages together.
    pub total: usize,
    /// Absent when everything is on one page.
    pub pager: Option<PagerView>,
    /// What the page says when the list is empty.
    pub empty: String,
    /// Where a reader of an empty list may look instead.
    pub links: Vec<Link>,
}

/// The head of a page of the library.
#[derive(Debug, Serialize)]
pub struct LibraryFrame {
    pub title: String,
    pub description: String,
    /// The lists that a reader chooses from first; the current one is where this page belongs.
    pub tabs: Vec<CountedLink>,
}

/// One line a document.
#[derive(Debug, Serialize)]
pub struct LibraryListView {
    pub lines: Vec<LineView>,
    pub facets: Vec<FacetView>,
    /// The same list in other orders; empty where there are none.
    pub sorts: Vec<CountedLink>,
    /// What the filter starts from, as the query of an address.
    pub preset: String,
}

/// The documents that end within one limit.
#[derive(Debug, Serialize)]
pub struct ExpiringGroup {
    pub title: String,
    /// How many there are on all pages together.
    pub count: usize,
    pub rows: Vec<ExpiringRow>,
}

/// A document that ends soon.
#[derive(Debug, Serialize)]
pub struct ExpiringRow {
    pub line: LineView,
    /// Last day in force as `2027-05-31`.
    pub last: String,
    /// The same as people write it.
    pub last_label: String,
    /// 起草单位, who evaluates it.
    pub organ: String,
}

/// A rule in the 规章库.
#[derive(Debug, Serialize)]
pub struct RuleRow {
    pub line: LineView,
    /// 题注.
    pub note: String,
    /// Pages of its historical texts, the oldest first.
    pub versions: Vec<Link>,
}

/// A table of 清理结果.
#[derive(Debug, Serialize)]
pub struct CleanupView {
    pub caption: String,
    pub rows: Vec<CleanupRow>,
    /// The other tables, one a year.
    pub years: Vec<CountedLink>,
}

/// A row of 清理结果.
#[derive(Debug, Serialize)]
pub struct CleanupRow {
    /// 序号.
    pub number: usize,
    pub title: String,
    pub path: String,
    pub document_number: Option<String>,
    /// 登记号.
    pub registration: Option<String>,
    pub published: String,
    pub effective: String,
    pub expires: Option<String>,
    /// 实施部门.
    pub organ: String,
    /// 清理结果.
    pub result: String,
    /// 理由: clauses, or that its term is over.
    pub reason: String,
    /// The acting document.
    pub acting: Option<Link>,
    /// First day on which it counts; empty for what stays as it is.
    pub date: String,
}
