//! What changed from one text of a document to the next: articles aligned, their words compared,
//! and every figure that became another.

mod align;
mod anchors;
mod bigrams;
mod entries;
mod figures;
mod groups;
mod lines;
mod measures;
mod sequence;
mod table;
mod tokens;
mod units;
mod words;

pub use anchors::{Anchors, permanent_anchors};

use super::markdown::Block;
use crate::domain::provision::Provision;

/// What two texts of a document have in common and what not.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Every unit of both texts, in the order of the new text; removed ones where they stood.
    pub entries: Vec<Entry>,
    /// The figures that changed, appeared or disappeared, in the order of the entries.
    pub figures: Vec<Figure>,
}

/// A unit of both texts, or of one of them; where units were split or merged, several of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What sort of unit it is.
    pub kind: EntryKind,
    /// What became of it.
    pub change: Change,
    /// Where it stood; empty for an added one.
    pub old: Vec<Place>,
    /// Where it stands; empty for a removed one.
    pub new: Vec<Place>,
    /// The heading that it stands under, in the words of the new text if that has it.
    pub heading: Option<String>,
    /// All lines of both texts, equal ones too; none where nothing changed.
    pub lines: Vec<Line>,
}

/// What a text is cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A heading of this level: a chapter, a section, the name of an annexed document.
    Heading(u8),
    /// An article with everything up to the next article or heading.
    Article,
    /// What stands outside of articles under one heading, or before the first.
    Part,
}

/// What became of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Same number, same words, same place.
    Same,
    /// The same words under another number.
    Renumbered,
    /// The same words, elsewhere in the order; the number may be another too.
    Moved,
    /// Other words, whatever its number; a cited article that was renumbered counts as well.
    Changed,
    /// Only the new text has it.
    Added,
    /// Only the old text has it.
    Removed,
    /// One unit of the old text is several in the new one.
    Split,
    /// Several units of the old text are one in the new one.
    Merged,
}

/// Where a unit stands in one of the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// 第十二条; for a heading its words, for a part those of the heading above it, and nothing for
    /// the part before the first heading.
    pub label: String,
    /// The anchor that its number gives it in that text; only articles have one.
    pub anchor: Option<String>,
}

/// A line of the compared texts: a heading, a paragraph, an item, a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// The compared words; one cell for all but rows. All rows of a table that follow each other
    /// have the same number of cells, those of columns that only one text has among them.
    pub cells: Vec<Vec<Piece>>,
    /// The provision that it is in the old text, for a row the paragraph before its table; none outside
    /// of articles.
    pub old: Option<Provision>,
    /// The provision that it is in the new text.
    pub new: Option<Provision>,
}

/// What a line is; where a paragraph became an item, what it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A heading.
    Heading,
    /// A paragraph: of an article, or any other.
    Paragraph,
    /// An item of a paragraph.
    Item,
    /// A row of a table.
    Row {
        /// Whether it is the row of headers, which begins a table.
        head: bool,
    },
}

/// A run of words with one fate. Put together, the old words of all pieces are the old text, and
/// the new words the new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both texts.
    Same(String),
    /// Only in the old text.
    Deleted(String),
    /// Only in the new text.
    Inserted(String),
    /// Other words in the same place.
    Replaced {
        /// The words of the old text.
        old: String,
        /// The words of the new text.
        new: String,
    },
}

/// A number with its unit, a deadline or a date that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The provision that it stands in, of the new text, or of the old one where the line is gone:
    /// 第十二条第一款; outside of articles the words of the heading.
    pub provision: String,
    /// What it was; empty where it appeared. A cell of a table is given as it stands.
    pub old: String,
    /// What it is; empty where it disappeared.
    pub new: String,
    /// The words around it; in a table the name of the row and that of the column.
    pub context: String,
    /// The entry that it belongs to, as an index into [`Comparison::entries`].
    pub entry: usize,
}

impl Piece {
    /// Its words in the old text.
    pub fn old_words(&self) -> &str {
        match self {
            Self::Same(words) | Self::Deleted(words) | Self::Replaced { old: words, .. } => words,
            Self::Inserted(_) => "",
        }
    }

    /// Its words in the new text.
    pub fn new_words(&self) -> &str {
        match self {
            Self::Same(words) | Self::Inserted(words) | Self::Replaced { new: words, .. } => words,
            Self::Deleted(_) => "",
        }
    }
}

impl Line {
    /// The pieces of all its cells.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.cells.iter().flatten()
    }

    /// Whether both texts have it with the same words.
    pub fn is_same(&self) -> bool {
        self.pieces().all(|piece| matches!(piece, Piece::Same(_)))
    }
}

/// Compares two texts of a document.
pub fn compare(old: &[Block], new: &[Block]) -> Comparison {
    let entries = entries::entries(old, new);
    let figures = figures::figures(&entries);
    Comparison { entries, figures }
}

#[cfg(test)]
mod tests;
