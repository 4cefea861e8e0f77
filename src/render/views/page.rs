//! What every page shares, and the views that several kinds of pages use.

use super::home::{PhoneView, ServiceView};
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
    /// Feeds and calendars of what the page lists, for `<link rel="alternate">`.
    pub feeds: Vec<FeedLink>,
    /// What the page is about, as the text of a JSON-LD script; without a `<`.
    pub linked_data: Option<String>,
}

/// A feed or a calendar as the head of a page names it.
#[derive(Debug, Clone, Serialize)]
pub struct FeedLink {
    pub title: String,
    pub file: String,
    pub media_type: &'static str,
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
    /// The states to come as JSON, `[["2027-01-01","void","失效"]]`, for the script that keeps labels
    /// true; none where no other is known.
    pub turns: Option<String>,
}

/// Where a consultation or a decision stands: the English name for classes, the words for people.
#[derive(Debug, Clone, Serialize)]
pub struct StageView {
    pub name: &'static str,
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
    /// Where a consultation or a decision stands.
    pub stage: Option<StageView>,
    /// 解读形式 of an interpretation (图解, 问答 …).
    pub form: Option<String>,
    /// First issuing organ, or none for pages and news.
    pub issuer: Option<String>,
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
    pub search_path: String,
    pub browse_path: String,
    pub sitemap_path: String,
    pub feeds_path: Option<String>,
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
