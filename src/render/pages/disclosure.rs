//! 政府信息公开: the column with its four blocks (国办公开办函〔2019〕61号).

use super::{Maker, catalogue, place};
use crate::config::{Column, DisclosureColumn};
use crate::render::engine::RenderError;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{DisclosureBlock, DisclosureView, Link};

/// How many entries of a block stand on the column's own page.
const SHOWN: usize = 6;

/// The column's page, where site.yaml asks for the column.
pub fn emit(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    let Some(blocks) = &maker.edition.site.content.config.disclosure else { return Ok(()) };
    let title = maker.fill("page.disclosure", &[("%publisher", maker.publisher())]);
    let description = maker.texts.get("page.disclosure_description");
    stage.emit(&Page {
        address: place::disclosure(),
        meta: maker.column_meta("政府信息公开", &description, "政府信息公开,指南,制度,年报", "信息公开目录"),
        description,
        above: Vec::new(),
        section: Some(place::disclosure().link()),
        noindex: false,
        stands_for: None,
        machine: Machine::default(),
        template: "disclosure.html",
        key: "disclosure",
        view: DisclosureView { title: title.clone(), blocks: four_blocks(maker, blocks) },
        title,
    })
}

/// 指南, 制度, 法定主动公开内容, 年报: always these, in this order.
fn four_blocks(maker: &Maker, blocks: &DisclosureColumn) -> Vec<DisclosureBlock> {
    let column = |path: &Option<String>| path.as_ref().and_then(|path| maker.edition.site.content.config.column(path));
    let catalogue = DisclosureBlock {
        title: maker.texts.get("page.catalogue"),
        path: place::catalogue().link(),
        description: maker.texts.get("page.catalogue_description"),
        entries: catalogue::links(),
    };
    let blocks = [
        column(&blocks.guide).map(|column| block(maker, column, "page.guide")),
        column(&blocks.rules).map(|column| block(maker, column, "page.rules")),
        Some(catalogue),
        column(&blocks.reports).map(|column| block(maker, column, "page.reports")),
    ];
    blocks.into_iter().flatten().collect()
}

fn block(maker: &Maker, column: &Column, title: &str) -> DisclosureBlock {
    let ids = maker.edition.in_column(column);
    DisclosureBlock {
        title: maker.texts.get(title),
        path: maker.column_link(column).path.unwrap_or_default(),
        description: column.description.clone(),
        entries: maker
            .lines(&ids[..ids.len().min(SHOWN)])
            .into_iter()
            .map(|line| Link { title: line.title, path: Some(line.path) })
            .collect(),
    }
}
