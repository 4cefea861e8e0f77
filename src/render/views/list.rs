//! Lists, facets and registers.

use super::decisions::PlannedYearView;
use super::page::{LineView, Link};
use serde::Serialize;

/// A page of a list.
#[derive(Debug, Serialize)]
pub struct PagerView {
    /// Number of this page, from 1.
    pub current: usize,
    pub total: usize,
    /// First, last and the neighbours of this page; an entry without a number stands for a gap.
    pub pages: Vec<PagerEntry>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// One number in a pager, or a gap.
#[derive(Debug, Serialize)]
pub struct PagerEntry {
    pub number: Option<usize>,
    pub path: Option<String>,
    pub current: bool,
}

/// A link with a count: a facet's value, a topic, a catalogue item.
#[derive(Debug, Clone, Serialize)]
pub struct CountedLink {
    pub title: String,
    pub path: String,
    pub count: usize,
    pub current: bool,
}

/// A group of facet values: 主题, 年份, 发文机关, 有效性.
#[derive(Debug, Clone, Serialize)]
pub struct FacetView {
    pub title: String,
    pub options: Vec<CountedLink>,
}

/// A list of documents: a column, a facet of the library, a catalogue item.
#[derive(Debug, Serialize)]
pub struct ListView {
    pub title: String,
    pub description: String,
    pub lines: Vec<LineView>,
    /// How many there are on all pages together.
    pub total: usize,
    /// Absent when everything is on one page.
    pub pager: Option<PagerView>,
    /// Facets beside the list; empty for plain columns.
    pub facets: Vec<FacetView>,
    /// Pages below this column (registers kept in it, child columns).
    pub children: Vec<Link>,
    /// 重大行政决策事项目录 of the newest year, on the first page of the column of dossiers.
    pub catalogue: Option<PlannedYearView>,
}

/// A register as a table.
#[derive(Debug, Serialize)]
pub struct RegisterView {
    pub title: String,
    pub description: String,
    /// Who keeps it.
    pub unit: Option<String>,
    pub columns: Vec<RegisterColumnView>,
    pub rows: Vec<Vec<CellView>>,
    pub total: usize,
    pub pager: Option<PagerView>,
    pub facets: Vec<FacetView>,
    pub csv_file: String,
    pub json_file: String,
}

/// A column of a register.
#[derive(Debug, Serialize)]
pub struct RegisterColumnView {
    pub label: String,
    /// True for numbers and amounts, which are set flush right.
    pub numeric: bool,
}

/// A cell of a register.
#[derive(Debug, Serialize)]
pub struct CellView {
    pub text: String,
    /// `tel:` or `https:` address, or the path of a file.
    pub href: Option<String>,
    /// A published document that it leads to.
    pub path: Option<String>,
    pub numeric: bool,
}
