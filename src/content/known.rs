//! Registers that the program knows by name: their columns by label, and the findings about them.

use super::register::{Register, Row};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::domain::{Date, date};
use std::collections::BTreeMap;

/// The names of a register that the program knows: its title, and the stem of its file.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// 名称.
    pub title: &'static str,
    /// File stem.
    pub name: &'static str,
    /// Columns that it must have.
    pub required: &'static [&'static str],
    /// Columns that it may have.
    pub optional: &'static [&'static str],
}

/// The columns of a register by their labels.
#[derive(Debug)]
pub struct Table<'a> {
    register: &'a Register,
    columns: BTreeMap<&'static str, usize>,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct TableRow<'a> {
    table: &'a Table<'a>,
    row: &'a Row,
}

impl Known {
    /// Finds the register among others.
    pub fn find(self, registers: &[Register]) -> Option<&Register> {
        registers.iter().find(|register| self.is(register))
    }

    /// Whether a register is the one.
    pub fn is(self, register: &Register) -> bool {
        register.title == self.title || register.name == self.name || register.name == self.title
    }

    /// The register's table; none where a column is missing, which is a finding.
    pub fn table<'a>(self, register: &'a Register, findings: &mut Vec<Diagnostic>) -> Option<Table<'a>> {
        let position = |label: &&str| register.columns.iter().position(|column| column.label == **label);
        let missing: Vec<&str> = self.required.iter().filter(|label| position(label).is_none()).copied().collect();
        for label in &missing {
            let message = format!("登记册“{}”缺少“{label}”列", self.title);
            let help = format!("列应有：{}", self.required.join("、"));
            findings.push(Diagnostic::new(Code::RegisterSchema, Span::start_of(register.file), message).help(help));
        }
        let labels = self.required.iter().chain(self.optional);
        let columns = labels.filter_map(|label| Some((*label, position(label)?))).collect();
        missing.is_empty().then_some(Table { register, columns })
    }
}

impl<'a> Table<'a> {
    /// Its rows.
    pub fn rows(&'a self) -> impl Iterator<Item = TableRow<'a>> {
        self.register.rows.iter().map(|row| TableRow { table: self, row })
    }
}

impl<'a> TableRow<'a> {
    /// A cell; none where the register lacks the column or the cell is empty.
    pub fn text(&self, label: &str) -> Option<&'a str> {
        let cell = &self.row.cells[*self.table.columns.get(label)?];
        (!cell.is_empty()).then_some(cell)
    }

    /// A cell as it is to be kept; empty where there is nothing.
    pub fn owned(&self, label: &str) -> String {
        self.text(label).unwrap_or_default().to_owned()
    }

    /// The place of a cell; of the row's first cell where the register lacks the column.
    pub fn span(&self, label: &str) -> Span {
        let at = self.table.columns.get(label).copied().unwrap_or(0);
        Span::new(self.row.file, self.row.ranges[at].clone())
    }

    /// A cell as something else; what is not understood is a finding that says what is.
    pub fn parsed<T>(
        &self,
        label: &str,
        parse: impl Fn(&str) -> Option<T>,
        code: Code,
        forms: &str,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<T> {
        let text = self.text(label)?;
        let parsed = parse(text);
        if parsed.is_none() {
            let message = format!("不认识的{label}“{text}”");
            findings.push(Diagnostic::new(code, self.span(label), message).help(format!("可用的写法：{forms}")));
        }
        parsed
    }

    /// A date.
    pub fn date(&self, label: &str, findings: &mut Vec<Diagnostic>) -> Option<Date> {
        self.parsed(label, date::parse_iso, Code::CellValue, "2026-03-05", findings)
    }

    /// 是 or 否.
    pub fn flag(&self, label: &str, findings: &mut Vec<Diagnostic>) -> Option<bool> {
        let parse = |text: &str| match text {
            "是" | "√" => Some(true),
            "否" | "×" | "—" => Some(false),
            _ => None,
        };
        self.parsed(label, parse, Code::CellValue, "是、否", findings)
    }

    /// A cell that may not be empty.
    pub fn required(&self, label: &str, findings: &mut Vec<Diagnostic>) -> Option<&'a str> {
        let text = self.text(label);
        if text.is_none() {
            findings.push(Diagnostic::new(Code::CellValue, self.span(label), format!("“{label}”是必填的")));
        }
        text
    }
}
