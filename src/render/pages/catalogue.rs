//! 法定主动公开内容: what Articles 20 and 21 of 国令第711号 ask for, with what the site has.

use super::list::paginate;
use super::{Maker, column, place};
use crate::domain::catalogue::{self, ARTICLE_20, ARTICLE_21, CatalogueItem};
use crate::render::engine::RenderError;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{CatalogueItemView, CatalogueRow, CatalogueView, CountedLink, FacetView, Link};
use crate::site::{Address, DocId};
use rayon::prelude::*;
use std::collections::BTreeMap;

const PAGE_SIZE: usize = 30;

/// The catalogue and one list an item; only on sites with the 政府信息公开 column.
pub fn emit(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    if maker.edition.site.content.config.disclosure.is_none() {
        return Ok(());
    }
    let records = records(maker);
    emit_overview(maker, stage, &records)?;
    catalogue::all()
        .try_for_each(|item| emit_item(maker, stage, item, records.get(item.key).map_or(&[], Vec::as_slice)))
}

/// The documents of each item, newest first. A regulatory document belongs to Article 20 (1) even
/// where its author names no item.
fn records(maker: &Maker) -> BTreeMap<&'static str, Vec<DocId>> {
    let mut records: BTreeMap<&'static str, Vec<DocId>> = BTreeMap::new();
    for id in &maker.edition.published {
        let document = maker.edition.document(*id);
        for item in &document.catalogue {
            records.entry(item.key).or_default().push(*id);
        }
        let regulatory = document.policy().is_some_and(|policy| policy.nature.is_regulatory());
        let first = ARTICLE_20[0].key;
        if regulatory && !document.catalogue.iter().any(|item| item.key == first) {
            records.entry(first).or_default().push(*id);
        }
    }
    records
}

fn emit_overview(maker: &Maker, stage: &Stage, records: &BTreeMap<&str, Vec<DocId>>) -> Result<(), RenderError> {
    let group = |title: &str, items: &[CatalogueItem]| FacetView {
        title: maker.texts.get(title),
        options: items
            .iter()
            .map(|item| CountedLink {
                title: item.title.to_owned(),
                path: place::catalogue_item(item.key).link(),
                count: records.get(item.key).map_or(0, Vec::len),
                current: false,
            })
            .collect(),
    };
    let title = maker.texts.get("page.catalogue");
    let description = maker.texts.get("page.catalogue_description");
    stage.emit(&Page {
        address: place::catalogue(),
        meta: maker.column_meta(&title, &description, "主动公开,目录", "信息公开目录"),
        title,
        description,
        above: vec![disclosure_link(maker)],
        section: Some(place::disclosure().link()),
        noindex: false,
        stands_for: None,
        machine: Machine::default(),
        template: "catalogue.html",
        key: "catalogue",
        view: CatalogueView {
            groups: vec![group("page.article_20", ARTICLE_20), group("page.article_21", ARTICLE_21)],
        },
    })
}

fn disclosure_link(maker: &Maker) -> Link {
    let title = maker.fill("page.disclosure", &[("%publisher", maker.publisher())]);
    Link { title, path: Some(place::disclosure().link()) }
}

fn emit_item(maker: &Maker, stage: &Stage, item: &CatalogueItem, ids: &[DocId]) -> Result<(), RenderError> {
    let first = place::catalogue_item(item.key);
    let catalogue = Link { title: maker.texts.get("page.catalogue"), path: Some(place::catalogue().link()) };
    let pages: Vec<_> = paginate(ids, PAGE_SIZE, &first).collect();
    pages.into_par_iter().try_for_each(|(number, slice, pager)| {
        stage.emit(&Page {
            address: Address::list_page(&first, number),
            title: column::title(maker, item.title, number),
            description: item.title.to_owned(),
            meta: maker.column_meta(item.title, item.title, "主动公开,目录", "信息公开目录"),
            above: vec![disclosure_link(maker), catalogue.clone()],
            section: Some(place::disclosure().link()),
            noindex: false,
            stands_for: None,
            machine: Machine::default(),
            template: "item.html",
            key: "item",
            view: CatalogueItemView {
                title: item.title.to_owned(),
                rows: slice.iter().map(|id| row(maker, *id)).collect(),
                total: ids.len(),
                pager,
            },
        })
    })
}

/// 索引, 名称, 内容概述, 生成日期 (国令第711号, Article 12).
fn row(maker: &Maker, id: DocId) -> CatalogueRow {
    let document = maker.edition.document(id);
    let line = maker.line(id);
    let written = document.policy().and_then(|policy| policy.written).or(document.published);
    CatalogueRow {
        index_number: document.index_number.clone().unwrap_or_default(),
        title: line.title,
        path: line.path,
        summary: document.summary.clone().unwrap_or_default(),
        date: written.map(|date| date.to_string()).unwrap_or_default(),
        status: line.status,
    }
}

/// The items as links, for the 政府信息公开 page.
pub fn links() -> Vec<Link> {
    catalogue::all()
        .map(|item| Link { title: item.title.to_owned(), path: Some(place::catalogue_item(item.key).link()) })
        .collect()
}
