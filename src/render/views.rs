//! What templates see: one typed view a page kind, never the whole site.
//!
//! Every `path` is relative to the root of the edition and already percent-encoded; a template
//! writes `{{ root }}{{ item.path }}`. Every `file` is relative to the root of the whole site
//! (files exist once, not once an edition); a template writes `{{ base }}{{ item.file }}`.
//! Fields that end in `_html` hold HTML made by the renderer; everything else is text and is
//! escaped by the template engine.

use serde::Serialize;

/// The part of a page that every template needs.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// Heading of the page, without the site's name.
    pub title: String,
    /// Path of this page within its edition.
    pub path: String,
    /// Relative way from this page to the root of its edition: `./`, or `../` repeated.
    pub root: String,
    /// Relative way from this page to the root of the whole site.
    pub base: String,
    /// Relative way from this page to the same page in the other edition; `None` with one edition.
    pub twin: Option<String>,
    /// Absolute address of the page in the standard edition.
    pub canonical: String,
    /// One or two sentences for `<meta name="Description">`.
    pub description: String,
    /// The `<meta>` tags that 国办发〔2017〕47号 (annex 网页设计规范) asks of this kind of page.
    pub meta: Vec<MetaTag>,
    /// From the home page down to this page; the last one has no path.
    pub breadcrumbs: Vec<Link>,
    /// Path of the navigation entry that this page belongs to, to mark the current place.
    pub section: Option<String>,
    /// True for pages that search engines should not list (404, redirects, drafts).
    pub noindex: bool,
}

/// One `<meta name content>` pair.
#[derive(Debug, Serialize)]
pub struct MetaTag {
    pub name: &'static str,
    pub content: String,
}

/// A link to a page of this site, or to nothing where the text stands for the current page.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    pub title: String,
    pub path: Option<String>,
}

/// A state of validity: the English name for machines and classes, the Chinese label for people.
#[derive(Debug, Clone, Serialize)]
pub struct StatusView {
    /// `in_force`, `amended`, `partly_void`, `not_yet`, `void` or `repealed`.
    pub name: &'static str,
    /// 现行有效, 已修改, 部分失效, 尚未生效, 失效 or 废止.
    pub label: String,
}

/// One document in a list: what can be read aloud in one breath.
#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    pub title: String,
    pub path: String,
    /// 发文字号, where the document has one.
    pub number: Option<String>,
    /// 发布日期 as `2024-04-01`.
    pub date: String,
    pub status: Option<StatusView>,
    /// 解读形式 of an interpretation (图解, 问答 …).
    pub form: Option<String>,
    /// First issuing organ, or none for pages and news.
    pub issuer: Option<String>,
}

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
    /// 免予解读: the stated reason.
    pub waiver: Option<String>,
    pub attachments: Vec<AttachmentView>,
    /// What has happened to the document, and what it did to others, oldest first.
    pub history: Vec<HistoryEntry>,
    /// Signature block of a policy: organs and date of making in words (2024年3月5日).
    pub signature: Option<SignatureView>,
    /// （此件公开发布）.
    pub note: Option<String>,
    /// Whom to ask: the drafter or the issuer, with phone and address.
    pub contact: Option<ContactView>,
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
}

/// The 政府信息公开 column: its four blocks (国办公开办函〔2019〕61号).
#[derive(Debug, Serialize)]
pub struct DisclosureView {
    /// 望川市人民政府政府信息公开.
    pub title: String,
    pub blocks: Vec<DisclosureBlock>,
}

/// One of the four blocks.
#[derive(Debug, Serialize)]
pub struct DisclosureBlock {
    pub title: String,
    pub path: String,
    pub description: String,
    /// Its newest entries, or the items of the catalogue.
    pub entries: Vec<Link>,
}

/// 法定主动公开内容: what Articles 20 and 21 of 国令第711号 ask for, with what the site has.
#[derive(Debug, Serialize)]
pub struct CatalogueView {
    pub groups: Vec<FacetView>,
}

/// One item of the catalogue as the table that Article 12 asks for:
/// 索引, 名称, 内容概述, 生成日期.
#[derive(Debug, Serialize)]
pub struct CatalogueItemView {
    pub title: String,
    pub rows: Vec<CatalogueRow>,
    pub total: usize,
    pub pager: Option<PagerView>,
}

/// A row of the catalogue.
#[derive(Debug, Serialize)]
pub struct CatalogueRow {
    pub index_number: String,
    pub title: String,
    pub path: String,
    pub summary: String,
    /// 生成日期: 成文日期, else 发布日期.
    pub date: String,
    pub status: Option<StatusView>,
}

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
    pub numeric: bool,
}

/// The home page.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// Newest policies, each with its interpretations beside it.
    pub policies: Vec<HomePolicy>,
    /// What is due next this month by the 定时公开 register, in order of day.
    pub calendar_title: String,
    /// How many items are due in the whole month.
    pub calendar_total: usize,
    pub calendar: Vec<DueView>,
    pub calendar_path: Option<String>,
    /// The list in force by topic.
    pub topics: Vec<CountedLink>,
    /// How many normative documents are in force.
    pub in_force: usize,
    pub library_path: String,
    /// The newest documents of other columns: one group a column.
    pub columns: Vec<HomeColumn>,
    pub services: Vec<ServiceView>,
    pub phones: Vec<PhoneView>,
    /// Way to the 政府信息公开 column, which must stand in a prominent place.
    pub disclosure_path: Option<String>,
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

/// The site map.
#[derive(Debug, Serialize)]
pub struct SitemapView {
    pub sections: Vec<SitemapSection>,
}

/// A part of the site map.
#[derive(Debug, Serialize)]
pub struct SitemapSection {
    pub title: String,
    pub links: Vec<Link>,
}

/// A page that sends an old address to the new one.
#[derive(Debug, Serialize)]
pub struct RedirectView {
    /// Relative way from the old address to the new one.
    pub target: String,
    pub title: String,
}

/// What every page of an edition shares; given to the template engine once, not once a page.
#[derive(Debug, Serialize)]
pub struct SharedView {
    pub site: SiteView,
    /// Main navigation, five entries at most.
    pub nav: Vec<Link>,
    /// Interface text of the theme.
    pub t: serde_json::Value,
    /// `standard` or `senior`.
    pub edition: &'static str,
    /// Name of an asset → its file with the content hash: `{{ base }}{{ assets["site.css"] }}`.
    pub assets: std::collections::BTreeMap<String, String>,
    pub services: Vec<ServiceView>,
    pub phones: Vec<PhoneView>,
    pub disclosure_path: Option<String>,
    pub sitemap_path: String,
}

/// Identity of the site, for the head, the footer and the `<meta>` tags.
#[derive(Debug, Serialize)]
pub struct SiteView {
    pub name: String,
    pub description: String,
    /// 发布机关.
    pub publisher: String,
    pub id_code: Option<String>,
    pub domain: String,
    pub organiser: Option<String>,
    pub phone: Option<String>,
    pub tel: Option<String>,
    pub address: Option<String>,
    pub email: Option<String>,
    pub icp: Option<String>,
    pub police: Option<String>,
    /// “我为政府网站找错”.
    pub error_report: Option<String>,
}
