//! What a page is about, for machines: schema.org in JSON-LD, as types that serialise to it.
//!
//! The terms are those of schema.org's `Legislation`, which follows the European Legislation
//! Identifier. Every `@id` is the address of the page in the standard edition, so that both
//! editions and all pages speak of one and the same thing.

use serde::Serialize;

/// Everything that one page says, in one `<script>`.
#[derive(Debug, Serialize)]
pub struct Graph {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    nodes: Vec<Node>,
}

impl Graph {
    /// The description of a page.
    pub fn new(nodes: Vec<Node>) -> Self {
        Self { context: "https://schema.org", nodes }
    }

    /// The text between the tags of the `<script>`: without a `<`, nothing in it can end the script.
    pub fn script(&self) -> String {
        serde_json::to_string(self).unwrap_or_default().replace('<', "\\u003c")
    }
}

/// One thing that a page describes.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "@type")]
pub enum Node {
    /// The page itself.
    WebPage(WebPage),
    /// A policy.
    Legislation(Box<Legislation>),
    /// An interpretation.
    Article(Box<Article>),
    /// The way from the home page.
    BreadcrumbList(BreadcrumbList),
}

impl Node {
    /// The name of the thing within the graph.
    pub fn id(&self) -> &str {
        match self {
            Self::WebPage(page) => &page.id,
            Self::Legislation(legislation) => &legislation.id,
            Self::Article(article) => &article.id,
            Self::BreadcrumbList(list) => &list.id,
        }
    }
}

/// A page.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WebPage {
    /// Its name in the graph.
    #[serde(rename = "@id")]
    pub id: String,
    /// Its address.
    pub url: String,
    /// Its heading.
    pub name: String,
    /// `zh-CN`.
    pub in_language: &'static str,
    /// The site.
    pub is_part_of: Named,
    /// The way from the home page, which the home page itself has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breadcrumb: Option<Id>,
    /// The document that the page shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main_entity: Option<Id>,
}

/// The way from the home page to a page.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BreadcrumbList {
    /// Its name in the graph.
    #[serde(rename = "@id")]
    pub id: String,
    /// Home first, the page itself last.
    pub item_list_element: Vec<ListItem>,
}

/// A step of the way.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "@type")]
pub struct ListItem {
    /// From 1.
    pub position: usize,
    /// What the link says.
    pub name: String,
    /// The address.
    pub item: String,
}

/// A policy. The dates are days of its own text; the force is that of the day of the build.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Legislation {
    /// Its name in the graph, which is its address.
    #[serde(rename = "@id")]
    pub id: String,
    /// Its address.
    pub url: String,
    /// 标题.
    pub name: String,
    /// `zh-CN`.
    pub in_language: &'static str,
    /// 发文字号, 登记号 and 索引号: those that it has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legislation_identifier: Vec<String>,
    /// 文种, else 文件性质.
    pub legislation_type: String,
    /// Where it applies: the place that the publishing government names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legislation_jurisdiction: Option<Named>,
    /// 发文机关.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legislation_passed_by: Vec<Named>,
    /// 起草单位.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legislation_responsible: Option<Named>,
    /// 成文日期.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legislation_date: Option<String>,
    /// 发布日期.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<String>,
    /// The day from which the text on the page holds.
    pub legislation_date_version: String,
    /// 施行日期.
    pub legislation_date_of_applicability: String,
    /// First and last day in force; `..` stands for an end that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temporal_coverage: Option<String>,
    /// Whether it binds.
    pub legislation_legal_force: LegalForce,
    /// All that it does something to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legislation_changes: Vec<Named>,
    /// What it amends.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legislation_amends: Vec<Id>,
    /// What it repeals or declares void as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legislation_repeals: Vec<Id>,
    /// 主题分类.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Named>,
    /// 特色主题 and 服务对象.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keywords: Option<String>,
    /// The column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_part_of: Option<Named>,
    /// Its interpretations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subject_of: Vec<Named>,
    /// Everything about it as JSON.
    pub encoding: MediaObject,
}

/// An interpretation.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// Its name in the graph, which is its address.
    #[serde(rename = "@id")]
    pub id: String,
    /// Its address.
    pub url: String,
    /// 标题.
    pub headline: String,
    /// `zh-CN`.
    pub in_language: &'static str,
    /// 发布日期.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<String>,
    /// 起草单位, else the publisher of the site.
    pub author: Named,
    /// The publisher of the site.
    pub publisher: Named,
    /// 解读形式.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// The policies that it explains.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Named>,
    /// The same policies: they are its source as well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub is_based_on: Vec<Id>,
    /// The column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_part_of: Option<Named>,
    /// Everything about it as JSON.
    pub encoding: MediaObject,
}

/// Legal force as schema.org knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum LegalForce {
    /// 现行有效 or 已修改.
    InForce,
    /// 部分失效.
    PartiallyInForce,
    /// 尚未生效, 失效 or 废止.
    NotInForce,
}

/// A thing that is described elsewhere, or by its name alone.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    name: String,
}

impl Named {
    /// A thing with an address: a document, a column, the site.
    pub fn at(kind: &'static str, id: String, name: &str) -> Self {
        Self { kind, id: Some(id), name: name.to_owned() }
    }

    /// A thing without an address.
    pub fn only(kind: &'static str, name: &str) -> Self {
        Self { kind, id: None, name: name.to_owned() }
    }
}

/// A thing that is named elsewhere in the same graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Id {
    #[serde(rename = "@id")]
    id: String,
}

impl Id {
    /// The thing of this name.
    pub fn of(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

/// The same thing in another form.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct MediaObject {
    /// Where it lies.
    pub content_url: String,
    /// Its media type.
    pub encoding_format: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_end_the_script() {
        let steps = vec![ListItem { position: 1, name: "</script><b>".to_owned(), item: String::new() }];
        let list = BreadcrumbList { id: "a".to_owned(), item_list_element: steps };
        let script = Graph::new(vec![Node::BreadcrumbList(list)]).script();
        assert!(!script.contains('<'), "{script}");
        let back: serde_json::Value = serde_json::from_str(&script).unwrap();
        assert_eq!(back["@graph"][0]["itemListElement"][0]["name"], "</script><b>");
    }
}
