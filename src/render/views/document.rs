//! A document's own page.

use super::decisions::{ConsultationView, DecisionView};
use super::page::{LineView, Link, StatusView};
use super::texts::{TextsView, UpcomingText};
use serde::Serialize;

/// A document's own page.
#[derive(Debug, Serialize)]
pub struct DocumentView {
    /// English name of the kind: `policy`, `interpretation`, `page`, `news` …
    pub kind: &'static str,
    pub title: String,
    pub number: Option<String>,
    /// The official page head, in its official order; empty rows are left out.
    pub head: Vec<HeadRow>,
    /// Policies only.
    pub validity: Option<ValidityView>,
    /// 摘要.
    pub summary: Option<String>,
    pub body_html: String,
    /// The document that a notice passes on (印发), which stands below the notice's signature.
    pub annexed_html: Option<String>,
    /// Headings of levels 2 and 3, in order.
    pub contents: Vec<TocEntry>,
    /// Policy → its interpretations.
    pub interpretations: Vec<LineView>,
    /// Interpretation → the policies that it explains.
    pub interprets: Vec<LineView>,
    /// A dossier: its steps and who took part.
    pub decision: Option<DecisionView>,
    /// A consultation: its five parts; they hold the body, which then stands nowhere else.
    pub consultation: Option<ConsultationView>,
    /// Policy → the dossiers and consultations that led to it.
    pub led_by: Vec<LineView>,
    /// 免予解读: the stated reason.
    pub waiver: Option<String>,
    pub attachments: Vec<AttachmentView>,
    /// What has happened to the document, and what it did to others, oldest first.
    pub history: Vec<HistoryEntry>,
    /// Its texts through time, where there are several.
    pub texts: Option<TextsView>,
    /// Said of every new text that is known and does not hold yet.
    pub upcoming: Vec<UpcomingText>,
    /// What the last change changed, where the text that holds has one before it.
    pub changed: Option<Link>,
    /// What the text cites, each document once, with its state.
    pub cites: Vec<LineView>,
    /// Who cites it.
    pub cited_by: Vec<LineView>,
    /// What binds in its place, where it has ended.
    pub successor: Option<LineView>,
    /// The words by which its provisions are cited: 《…》（…）; none where it has no articles.
    pub cite: Option<String>,
    /// Signature block of a policy: organs and date of making in words (2024年3月5日).
    pub signature: Option<SignatureView>,
    /// （此件公开发布）.
    pub note: Option<String>,
    /// Whom to ask: the drafter or the issuer, with phone and address.
    pub contact: Option<ContactView>,
    pub print: PrintView,
    /// True while `--drafts` shows an unpublished document.
    pub draft: bool,
}

/// A row of the official page head.
#[derive(Debug, Serialize)]
pub struct HeadRow {
    /// English key, for classes and tests: `index_number`, `topic`, `issuer` …
    pub key: &'static str,
    /// 索引号, 主题分类, 发文机关 …
    pub label: String,
    pub value: String,
    /// A page that lists the documents with the same value.
    pub path: Option<String>,
    /// Set on the row 有效性.
    pub status: Option<StatusView>,
}

/// The validity of a policy on the as-of date, in words and as data.
#[derive(Debug, Serialize)]
pub struct ValidityView {
    pub status: StatusView,
    /// 自2024年4月1日起施行，有效期至2029年3月31日。
    pub sentence: String,
    /// Why the status is what it is: the acting documents.
    pub reasons: Vec<HistoryEntry>,
    /// `2024-04-01`.
    pub effective: String,
    /// `2029-03-31`, or none without an end.
    pub expires: Option<String>,
    /// 自2026年7月1日起: since when it is in this state.
    pub since: String,
    /// What will hold from which day on, as JSON for the script that keeps the page true; none where
    /// nothing is known to change.
    pub turns: Option<String>,
}

/// A heading in the table of contents.
#[derive(Debug, Clone, Serialize)]
pub struct TocEntry {
    pub id: String,
    pub title: String,
    /// 2 or 3.
    pub level: u8,
}

/// A dated event: the text names what happened; the path leads to the other document.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryEntry {
    /// `2024-04-01`.
    pub date: String,
    pub text: String,
    pub path: Option<String>,
}

/// A file beside the document.
#[derive(Debug, Serialize)]
pub struct AttachmentView {
    pub title: String,
    pub file: String,
    /// Word文档, PDF文件, 表格 …
    pub type_label: String,
    /// 34 KB.
    pub size_label: String,
}

/// Who signed a policy, and when.
#[derive(Debug, Serialize)]
pub struct SignatureView {
    pub organs: Vec<String>,
    /// 2024年3月5日.
    pub date: String,
}

/// Whom to ask about a document.
#[derive(Debug, Serialize)]
pub struct ContactView {
    pub organ: String,
    /// Page of the organ, where the site has one.
    pub path: Option<String>,
    /// A named person (解读人), if stated.
    pub person: Option<String>,
    pub phone: Option<String>,
    /// `tel:` form of the phone: digits and plus only.
    pub tel: Option<String>,
    pub address: Option<String>,
}

/// What a page says of itself on paper, beyond what the screen shows.
#[derive(Debug, Serialize)]
pub struct PrintView {
    pub number: Option<String>,
    /// Its state and its term in words; of a single text, from when to when it held.
    pub state: Option<String>,
    /// The page's own address, as people read it.
    pub address: String,
    /// None where the address is too long for a code.
    pub qr: Option<QrView>,
    /// Addresses of the links in the text, by their numbers there.
    pub links: Vec<String>,
}

/// A QR code as an SVG path of strokes one unit wide; a module is one unit.
#[derive(Debug, Serialize)]
pub struct QrView {
    /// Width and height with the white edge.
    pub size: i32,
    /// The `d` of the path.
    pub path: String,
}
