//! Registers as tables, with a page for each value of their filters.

use super::list::paginate;
use super::{Maker, column, slug, tel};
use crate::content::register::{CellKind, Register, RegisterColumn, Row};
use crate::render::engine::RenderError;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{CellView, CountedLink, FacetView, Link, RegisterColumnView, RegisterView};
use crate::site::{Address, encode};
use crate::status::Cell;
use std::collections::BTreeMap;

/// Every page of a register.
pub fn emit(maker: &Maker, stage: &Stage, register: &Register) -> Result<(), RenderError> {
    let all = maker.edition.rows(register);
    let first = Address::register(&register.name);
    emit_rows(maker, stage, register, &register.title, &first, &all)?;
    for (at, column) in register.columns.iter().enumerate().filter(|(_, column)| column.filter) {
        for value in values(&all, at).keys() {
            let rows: Vec<&Row> = all.iter().copied().filter(|row| row.cells[at] == *value).collect();
            let title = maker.fill("page.by", &[("%title", &register.title), ("%value", value)]);
            emit_rows(maker, stage, register, &title, &filter_address(register, &column.key, value), &rows)?;
        }
    }
    Ok(())
}

/// The values of a filter and how many rows each has.
fn values<'a>(rows: &[&'a Row], column: usize) -> BTreeMap<&'a str, usize> {
    let mut values = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.cells[column].is_empty()) {
        *values.entry(row.cells[column].as_str()).or_default() += 1;
    }
    values
}

fn filter_address(register: &Register, key: &str, value: &str) -> Address {
    Address::folder(&format!("registers/{}/{}/{}", register.name, slug(key), slug(value)))
}

fn emit_rows(
    maker: &Maker,
    stage: &Stage,
    register: &Register,
    title: &str,
    first: &Address,
    rows: &[&Row],
) -> Result<(), RenderError> {
    let columns = maker.edition.columns(register);
    let home = Address::register(&register.name);
    let home_column = register.column.as_ref().and_then(|path| maker.edition.site.content.config.column(path));
    let description =
        if register.description.is_empty() { register.title.clone() } else { register.description.clone() };
    let mut above: Vec<Link> = home_column.map(|own| column::above(maker, own)).unwrap_or_default();
    above.extend(home_column.map(|own| maker.column_link(own)));
    above.extend((*first != home).then(|| Link { title: register.title.clone(), path: Some(home.link()) }));
    paginate(rows, Register::PAGE_SIZE, first).try_for_each(|(number, slice, pager)| {
        stage.emit(&Page {
            address: Address::list_page(first, number),
            title: column::title(maker, title, number),
            description: description.clone(),
            meta: maker.column_meta(title, &description, &register.title, "数据发布"),
            above: above.clone(),
            section: home_column.and_then(|own| maker.section(own)),
            noindex: false,
            stands_for: None,
            machine: Machine::default(),
            template: "register.html",
            key: "register",
            view: RegisterView {
                title: title.to_owned(),
                description: register.description.clone(),
                unit: register.unit.clone(),
                columns: columns
                    .iter()
                    .map(|(_, column)| RegisterColumnView {
                        label: column.label.clone(),
                        numeric: column.kind.is_numeric(),
                    })
                    .collect(),
                rows: slice.iter().map(|row| cells(maker, &columns, row)).collect(),
                total: rows.len(),
                pager,
                facets: facets(maker, register, first),
                csv_file: encode(&format!("data/registers/{}.csv", register.name)),
                json_file: encode(&format!("data/registers/{}.json", register.name)),
            },
        })
    })
}

fn facets(maker: &Maker, register: &Register, current: &Address) -> Vec<FacetView> {
    let rows = maker.edition.rows(register);
    let filters = register.columns.iter().enumerate().filter(|(_, column)| column.filter);
    filters
        .map(|(at, column)| FacetView {
            title: column.label.clone(),
            options: values(&rows, at)
                .into_iter()
                .map(|(value, count)| {
                    let address = filter_address(register, &column.key, value);
                    CountedLink { title: value.to_owned(), count, current: address == *current, path: address.link() }
                })
                .collect(),
        })
        .collect()
}

fn cells(maker: &Maker, columns: &[(usize, &RegisterColumn)], row: &Row) -> Vec<CellView> {
    columns.iter().map(|(at, column)| cell(maker, column, &row.cells[*at])).collect()
}

fn cell(maker: &Maker, column: &RegisterColumn, written: &str) -> CellView {
    let edition = maker.edition;
    let (text, href, path) = match edition.cell(column, written) {
        Cell::Text(text) => {
            let is_phone = column.kind == CellKind::Phone && column.mask.is_none() && !text.is_empty();
            let href = is_phone.then(|| format!("tel:{}", tel(&text)));
            (text, href, None)
        }
        Cell::Outside(url) => (url.clone(), Some(url), None),
        Cell::Document(id) => (edition.document(id).title.clone(), None, Some(edition.site.addresses[id].link())),
        Cell::File(path) => (written.to_owned(), Some(encode(path)), None),
    };
    CellView { text, href, path, numeric: column.kind.is_numeric() }
}
