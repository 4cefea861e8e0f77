//! Registers on a day: rows that are public by then, and personal data that may still be shown.

use super::Edition;
use crate::content::register::{CellKind, Register, RegisterColumn, Row};
use crate::domain::Date;

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

    /// The files that public rows name, as indices into the site's assets.
    pub(super) fn register_files(&self) -> impl Iterator<Item = usize> + '_ {
        self.registers().flat_map(|register| {
            let columns = self.columns(register);
            let files: Vec<usize> =
                columns.iter().filter(|(_, column)| column.kind == CellKind::File).map(|(at, _)| *at).collect();
            let rows = self.rows(register).into_iter();
            rows.flat_map(move |row| files.clone().into_iter().map(|at| &row.cells[at]).collect::<Vec<_>>())
                .filter_map(|cell| self.site.content.asset(cell))
        })
    }
}
