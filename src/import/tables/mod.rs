//! Tables -> registers.
//!
//! ```text
//! collect    rows with tabs, and tables whose cells became lines     flat, fragments, weave, span
//! sheet      headers found, pages put together                       header
//! review     merged cells filled, rows numbered
//! levels     tasks and their parts
//! review     what an editor has to look at
//! organs     one unit with two names
//! known      定时公开 and 工作台账; any other table is plain
//! register   the schema and the rows as files
//! ```
//!
//! Every row of the input is a row of a register, or a note says why not. What was decided on weak
//! evidence stands in the row's doubts.

mod collect;
mod flat;
pub(super) mod fragments;
pub(super) mod grid;
mod header;
mod known;
mod levels;
mod organs;
mod plain;
mod register;
mod review;
mod sheet;
mod span;
mod weave;

pub(super) use collect::grids;
pub(super) use header::starts_table;
pub use register::{ImportedRegister, RegisterColumn, RegisterRow};

use super::notes::Notes;
use super::suspicion::Watermark;
use grid::{Doubt, Grid};
use sheet::Table;

/// What register a table becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// 定时公开.
    Schedule,
    /// 工作台账.
    Ledger,
    /// Any other list.
    Plain,
}

impl TableKind {
    const NAMES: &'static [(TableKind, &'static str)] =
        &[(TableKind::Schedule, "定时公开"), (TableKind::Ledger, "工作台账"), (TableKind::Plain, "普通")];

    /// Parses a name: 定时公开, 工作台账 or 普通.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, name)| *name == text).map(|(kind, _)| *kind)
    }

    /// The name that people read.
    pub fn label(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

/// Makes a register of each table; `kind` overrides what the headers say.
pub(super) fn registers(
    grids: Vec<Grid>,
    stem: &str,
    kind: Option<TableKind>,
    watermarks: &[Watermark],
    notes: &mut Notes,
) -> Vec<ImportedRegister> {
    let tables = sheet::tables(grids, notes);
    let several = tables.len() > 1;
    let mut register = |(at, table): (usize, Table)| {
        let file_stem = if several { format!("{stem}-{}", at + 1) } else { stem.to_owned() };
        self::register(table, file_stem, kind, watermarks, notes)
    };
    tables.into_iter().enumerate().map(&mut register).collect()
}

fn register(
    mut table: Table,
    file_stem: String,
    kind: Option<TableKind>,
    marks: &[Watermark],
    notes: &mut Notes,
) -> ImportedRegister {
    let words = table.columns.iter().map(|column| column.name.as_str());
    let kind = kind.unwrap_or_else(|| header::kind(words));
    review::complete(&mut table);
    levels::fill(&mut table);
    review::mark(&mut table, marks);
    organs::compare(&table, notes);
    let layout = match kind {
        TableKind::Plain => plain::layout(&table),
        known => known::layout(known, &mut table),
    };
    let title = match kind {
        TableKind::Plain => table.title.clone().unwrap_or_else(|| file_stem.clone()),
        known => known.label().to_owned(),
    };
    let row = |(row, cells): (sheet::Record, Vec<String>)| RegisterRow {
        line: row.line,
        place: row.place,
        cells,
        doubts: row.doubts.into_iter().map(|Doubt { column, reason }| format!("{column}：{reason}")).collect(),
    };
    let description = table.title.filter(|description| *description != title);
    let rows = table.rows.into_iter().zip(layout.rows).map(row).collect();
    ImportedRegister { file_stem, kind, title, description, columns: layout.columns, rows }
}
