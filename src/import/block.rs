//! What a body consists of.

/// An element of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// Level 2 to 6.
    Heading {
        level: usize,
        text: String,
    },
    Paragraph(String),
    /// The first row is the header; all rows have as many cells.
    Table {
        rows: Vec<Vec<String>>,
    },
    /// Stands above 版记.
    Separator,
}
