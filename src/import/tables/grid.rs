//! A table as the input holds it, before anything is known about its columns.

/// The rows of one table, header and all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Grid {
    /// What stands above it, if anything names it.
    pub(in crate::import) title: Option<String>,
    pub(in crate::import) rows: Vec<Row>,
    pub(in crate::import) merges: Merges,
}

/// What is known of cells that were merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Merges {
    /// The file says which; the text stands in every row that shares it.
    Known,
    /// The text stands in one row, the others are empty.
    Lost,
}

/// A row and its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::import) struct Row {
    /// The line of the text, counted from 1.
    pub(in crate::import) line: usize,
    /// Where an editor finds it, if not by the line: 工作表“一”第5行.
    pub(in crate::import) place: Option<String>,
    pub(in crate::import) cells: Vec<Cell>,
    /// What is uncertain about it.
    pub(in crate::import) doubts: Vec<Doubt>,
}

/// A cell: what it says, and whether it only continues the one above it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::import) struct Cell {
    pub(in crate::import) text: String,
    pub(in crate::import) continues: bool,
}

impl Cell {
    pub(in crate::import) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), continues: false }
    }
}

/// What an editor has to look at in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Doubt {
    /// The column's name in the input.
    pub(in crate::import) column: String,
    /// Why, in Chinese, without a full stop.
    pub(in crate::import) reason: String,
}

impl Doubt {
    pub(in crate::import) fn new(column: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { column: column.into(), reason: reason.into() }
    }
}
