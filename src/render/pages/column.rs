//! The list of a column.

use super::list::paginate;
use super::{Maker, decisions, place};
use crate::config::Column;
use crate::render::engine::RenderError;
use crate::render::stage::{Page, Stage};
use crate::render::subscriptions;
use crate::render::views::{Link, ListView};
use crate::site::Address;
use rayon::prelude::*;

/// All pages of a column's list. A column with an `index.md` shows that document instead.
pub fn emit(maker: &Maker, stage: &Stage, column: &Column) -> Result<(), RenderError> {
    let edition = maker.edition;
    if edition.site.index_of(column).is_some_and(|id| edition.is_visible(id)) {
        return Ok(());
    }
    let ids = edition.in_column(column);
    let first = Address::folder(&column.path);
    let pages: Vec<_> = paginate(ids, column.page_size, &first).collect();
    pages.into_par_iter().try_for_each(|(number, ids, pager)| {
        stage.emit(&Page {
            address: Address::list_page(&first, number),
            title: title(maker, &column.name, number),
            description: column.description.clone(),
            meta: maker.meta_of(column),
            above: above(maker, column),
            section: maker.section(column),
            noindex: false,
            stands_for: None,
            machine: maker.feeds([subscriptions::of_column(edition, column)]),
            template: "list.html",
            key: "list",
            view: ListView {
                title: column.name.clone(),
                description: column.description.clone(),
                lines: maker.lines(ids),
                total: edition.in_column(column).len(),
                pager,
                facets: Vec::new(),
                children: children(maker, column),
                catalogue: (number == 1).then(|| decisions::newest(maker, column)).flatten(),
            },
        })
    })
}

/// The title of a page of a list: the first page has the list's own.
pub fn title(maker: &Maker, name: &str, number: usize) -> String {
    match number {
        1 => name.to_owned(),
        _ => maker.fill("page.page_number", &[("%title", name), ("%n", &number.to_string())]),
    }
}

/// The pages above a column: 政府信息公开 for its blocks, the parent column for a nested one.
pub fn above(maker: &Maker, column: &Column) -> Vec<Link> {
    let config = &maker.edition.site.content.config;
    let mut links = Vec::new();
    if maker.section(column) == Some(place::disclosure().link()) {
        let title = maker.fill("page.disclosure", &[("%publisher", maker.publisher())]);
        links.push(Link { title, path: Some(place::disclosure().link()) });
    }
    if let Some(parent) = config.column_of(&column.path).filter(|parent| parent.path != column.path) {
        links.push(maker.column_link(parent));
    }
    links
}

/// Columns below this one, and the registers kept in it.
fn children(maker: &Maker, column: &Column) -> Vec<Link> {
    let content = &maker.edition.site.content;
    let nested = content
        .config
        .columns
        .iter()
        .filter(|other| content.config.column_of(&other.path).is_some_and(|parent| parent.path == column.path));
    let registers = maker.edition.registers().filter(|register| register.column.as_ref() == Some(&column.path));
    nested
        .map(|column| maker.column_link(column))
        .chain(registers.map(|register| maker.register_link(register)))
        .collect()
}
