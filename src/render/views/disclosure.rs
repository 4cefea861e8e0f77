//! The 政府信息公开 column and its catalogue.

use super::list::{FacetView, PagerView};
use super::page::{Link, StatusView};
use serde::Serialize;

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
