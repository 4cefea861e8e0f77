//! The texts of a document through time, and their comparison.

use super::document::{PrintView, SignatureView, TocEntry};
use super::page::Link;
use serde::Serialize;

/// The texts of a document as a table: each has its page for ever.
#[derive(Debug, Serialize)]
pub struct TextsView {
    /// Oldest first.
    pub rows: Vec<TextRow>,
    /// The comparison of the first text with the one that holds; none where they are neighbours.
    pub overall: Option<Link>,
    /// Whether the table stands on the page of one text, with which the others are compared.
    pub of_text: bool,
}

/// One text.
#[derive(Debug, Serialize)]
pub struct TextRow {
    /// First day: `2024-06-01`.
    pub from: String,
    /// 2024年6月1日.
    pub from_label: String,
    /// Last day, where another text follows.
    pub until: Option<String>,
    /// 2026年6月30日.
    pub until_label: Option<String>,
    /// The document that made it.
    pub basis: Option<Link>,
    /// Its page.
    pub path: String,
    /// `past`, `current` or `coming`.
    pub state: &'static str,
    /// 历史文本, 现行文本 or 尚未施行.
    pub state_label: String,
    /// The comparison with the text before it.
    pub comparison: Option<String>,
    /// Whether this is the text of the page that shows the table.
    pub here: bool,
}

/// A new text that does not hold yet.
#[derive(Debug, Serialize)]
pub struct UpcomingText {
    /// First day: `2026-07-01`.
    pub date: String,
    /// 新的文本将自2026年7月1日起施行.
    pub text: String,
    /// 新的文本已于2026年7月1日起施行: what the script says from that day on.
    pub now: String,
    /// Its page.
    pub path: String,
}

/// The page of one text.
#[derive(Debug, Serialize)]
pub struct TextView {
    /// Title of the document.
    pub title: String,
    pub number: Option<String>,
    /// 本文本自2024年6月1日起施行，至2026年6月30日止。
    pub sentence: String,
    /// First day: `2024-06-01`.
    pub from: String,
    /// Last day, where another text follows.
    pub until: Option<String>,
    /// `past`, `current` or `coming`.
    pub state: &'static str,
    pub state_label: String,
    /// The document's own page, which shows the text that holds.
    pub today: Link,
    pub body_html: String,
    pub annexed_html: Option<String>,
    pub contents: Vec<TocEntry>,
    pub signature: Option<SignatureView>,
    pub texts: TextsView,
    /// The words by which its provisions are cited: 《…》（…）.
    pub cite: String,
    pub print: PrintView,
}

/// Two texts compared.
#[derive(Debug, Serialize)]
pub struct ComparisonView {
    /// Title of the document.
    pub title: String,
    pub old: TextRow,
    pub new: TextRow,
    /// 修改4条，增加1条 …
    pub summary: String,
    /// 新旧政策差异: one row an article that is not what it was.
    pub differences: Vec<DifferenceView>,
    pub figures: Vec<FigureView>,
    /// The units that differ, in the order of the new text, and how many units in between do not.
    pub units: Vec<UnitView>,
    pub today: Link,
    pub texts: TextsView,
}

/// A row of 新旧政策差异.
#[derive(Debug, Serialize)]
pub struct DifferenceView {
    /// `changed`, `added`, `removed`, `renumbered`, `moved`, `split` or `merged`.
    pub change: &'static str,
    /// 修改, 增加 …
    pub label: String,
    pub old: Vec<Link>,
    pub new: Vec<Link>,
    /// Where the comparison shows it on this page; none where only its number changed.
    pub anchor: Option<String>,
}

/// A figure that is not what it was.
#[derive(Debug, Serialize)]
pub struct FigureView {
    pub provision: String,
    pub context: String,
    pub old: String,
    pub new: String,
}

/// A unit of the comparison, or a run of units that did not change.
#[derive(Debug, Serialize)]
pub struct UnitView {
    /// Anchor on this page; none for a run of unchanged units.
    pub anchor: Option<String>,
    /// 第六条, 第九条 → 第十条; for a run of unchanged units 第一条至第五条.
    pub title: String,
    /// The change as in [`DifferenceView`], or `same`.
    pub change: &'static str,
    /// 修改 … or 未修改.
    pub label: String,
    pub blocks: Vec<ComparedBlock>,
}

/// Lines of a compared unit: paragraphs, or the rows of one table.
#[derive(Debug, Serialize)]
pub struct ComparedBlock {
    /// Set for paragraphs, headings and items: the class and the compared words.
    pub line_html: Option<String>,
    /// `heading`, `paragraph`, `item` or `table`.
    pub kind: &'static str,
    /// `same`, `added`, `removed` or `changed`.
    pub fate: &'static str,
    /// The row of headers of a table.
    pub head: Vec<String>,
    /// Its other rows.
    pub rows: Vec<Vec<String>>,
    /// Name of the table for screen readers.
    pub caption: String,
}
