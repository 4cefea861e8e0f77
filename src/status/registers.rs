//! Registers on a day: rows that are public by then, and personal data that may still be shown.

use super::Edition;
use crate::content::register::{CellKind, Register, RegisterColumn, Row, is_outside};
use crate::domain::Date;
use crate::site::DocId;

/// What a cell of a register shows, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Words that lead nowhere by themselves.
    Text(String),
    /// An address outside the site.
    Outside(String),
    /// A published document.
    Document(DocId),
    /// A file, by its path in the output.
    File(&'a str),
}

/// Whether anything of a register may be seen on a day.
pub(super) fn is_public(register: &Register, as_of: Date) -> bool {
    !register.internal && register.notice_from.is_none_or(|from| from <= as_of)
}

impl<'a> Edition<'a> {
    /// The registers that the public may see.
    pub fn registers(&self) -> impl Iterator<Item = &'a Register> + use<'a> {
        let as_of = self.as_of;
        let is_public = move |register: &&Register| is_public(register, as_of);
        self.site.content.registers.iter().filter(is_public)
    }

    /// The rows of a register that are public on the day of the edition: all, where rows have no day.
    pub fn rows(&self, register: &'a Register) -> Vec<&'a Row> {
        let as_of = self.as_of;
        let is_public = |row: &&Row| {
            register.records.as_ref().is_none_or(|records| records.date(row).is_some_and(|date| date <= as_of))
        };
        register.rows.iter().filter(is_public).collect()
    }

    /// The columns of a register with their places in a row: without personal data once the notice
    /// period has ended, since its purpose is then fulfilled (《个人信息保护法》 Articles 19 and 47).
    pub fn columns(&self, register: &'a Register) -> Vec<(usize, &'a RegisterColumn)> {
        let ended = register.notice_until.is_some_and(|last| self.as_of > last);
        register.columns.iter().enumerate().filter(|(_, column)| !(ended && column.mask.is_some())).collect()
    }

    /// A cell as the public may see it: personal data masked, and of what is not published nothing.
    pub fn cell(&self, column: &RegisterColumn, written: &str) -> Cell<'a> {
        let content = &self.site.content;
        match column.kind {
            _ if written.is_empty() || column.mask.is_some() => Cell::Text(column.shown(written)),
            CellKind::Link if is_outside(written) => Cell::Outside(written.to_owned()),
            CellKind::Link => match content.document(written) {
                Some(id) if self.is_visible(id) => Cell::Document(id),
                Some(_) => Cell::Text(String::new()),
                None => self.file(written),
            },
            CellKind::File => self.file(written),
            _ => Cell::Text(written.to_owned()),
        }
    }

    fn file(&self, written: &str) -> Cell<'a> {
        let asset = self.site.content.asset(written).map(|at| &self.site.content.assets[at]);
        asset.map_or(Cell::Text(String::new()), |asset| Cell::File(&asset.path))
    }

    /// The files that public rows name, as indices into the site's assets.
    pub(super) fn register_files(&self) -> impl Iterator<Item = usize> + '_ {
        self.registers().flat_map(|register| {
            let columns = self.columns(register);
            let files: Vec<usize> = columns
                .iter()
                .filter(|(_, column)| matches!(column.kind, CellKind::File | CellKind::Link))
                .map(|(at, _)| *at)
                .collect();
            let rows = self.rows(register).into_iter();
            rows.flat_map(move |row| files.clone().into_iter().map(|at| &row.cells[at]).collect::<Vec<_>>())
                .filter_map(|cell| self.site.content.asset(cell))
        })
    }
}
