//! A register as files: the schema and the rows.

use super::TableKind;
use crate::import::front_matter::scalar;

/// The column that says what an editor has to look at.
pub(super) const REVIEW: &str = "核对";

/// A register made from a table, not yet reviewed by anyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedRegister {
    /// The name of both files, without `.yaml` and `.csv`.
    pub file_stem: String,
    /// Which register it is.
    pub kind: TableKind,
    /// 名称.
    pub title: String,
    /// 说明: what the table was called.
    pub description: Option<String>,
    /// The columns in their order. A column 核对 stands last when a row is doubtful.
    pub columns: Vec<RegisterColumn>,
    /// The rows in the order of the table.
    pub rows: Vec<RegisterRow>,
}

/// A column of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterColumn {
    /// 名称.
    pub name: String,
    /// 键, if it has one beside its name.
    pub key: Option<&'static str>,
    /// 类型.
    pub kind: &'static str,
    /// 必填: what is empty keeps the site from being built.
    pub required: bool,
    /// 筛选.
    pub filter: bool,
    /// 选项, of a column of that kind.
    pub options: Vec<String>,
}

/// A row, and what is uncertain about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// The line of the input, counted from 1. In Word files paragraphs and rows of tables count.
    pub line: usize,
    /// Where an editor finds it, if the input has no lines.
    pub place: Option<String>,
    /// One text a column, without 核对.
    pub cells: Vec<String>,
    /// What an editor has to look at, in Chinese, each with the column that it is about.
    pub doubts: Vec<String>,
}

impl RegisterColumn {
    pub(super) fn new(name: &str, key: Option<&'static str>, kind: &'static str) -> Self {
        Self { name: name.to_owned(), key, kind, required: false, filter: false, options: Vec::new() }
    }

    pub(super) fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub(super) fn filter(self) -> Self {
        Self { filter: true, ..self }
    }

    pub(super) fn options(self, options: &[&str]) -> Self {
        Self { options: options.iter().map(|&option| option.to_owned()).collect(), ..self }
    }

    fn to_yaml(&self) -> String {
        let mut fields = vec![format!("名称: {}", scalar(&self.name))];
        fields.extend(self.key.map(|key| format!("键: {key}")));
        fields.push(format!("类型: {}", self.kind));
        fields.extend(self.required.then(|| "必填: true".to_owned()));
        fields.extend(self.filter.then(|| "筛选: true".to_owned()));
        if !self.options.is_empty() {
            let options: Vec<String> = self.options.iter().map(|option| scalar(option)).collect();
            fields.push(format!("选项: [{}]", options.join(", ")));
        }
        format!("  - {{{}}}\n", fields.join(", "))
    }
}

impl ImportedRegister {
    /// How many rows an editor has to look at.
    pub fn doubtful(&self) -> usize {
        self.rows.iter().filter(|row| !row.doubts.is_empty()).count()
    }

    /// The schema. A column that has still to be filled is 必填, and the column 核对 takes nothing but
    /// 已核对, so that a check of the site names every cell that waits for an editor.
    pub fn to_yaml(&self) -> String {
        let description = self.description.iter().map(|text| format!("说明: {}\n", scalar(text)));
        let columns = self.columns.iter().map(RegisterColumn::to_yaml).collect::<String>();
        let review = if self.doubtful() > 0 { review().to_yaml() } else { String::new() };
        format!("名称: {}\n{}列:\n{columns}{review}", scalar(&self.title), description.collect::<String>())
    }

    /// The rows as CSV, the header first, each line ended by a line feed.
    pub fn to_csv(&self) -> String {
        let with_review = self.doubtful() > 0;
        let names = self.columns.iter().map(|column| column.name.as_str()).chain(with_review.then_some(REVIEW));
        let mut out = record(names);
        for row in &self.rows {
            let doubts = row.doubts.join("；");
            let cells = row.cells.iter().map(String::as_str).chain(with_review.then_some(doubts.as_str()));
            out.push_str(&record(cells));
        }
        out
    }
}

fn review() -> RegisterColumn {
    RegisterColumn::new(REVIEW, Some("review"), "选项").options(&["已核对"])
}

/// One line of CSV: quoted where a comma, a quote or a line end stands in a cell.
fn record<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let quote = |cell: &str| {
        let plain = !cell.contains([',', '"', '\n', '\r']);
        if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    };
    cells.map(quote).collect::<Vec<_>>().join(",") + "\n"
}
