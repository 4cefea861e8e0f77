//! Two tables compared, row by row and column by column.

use super::bigrams::Bigrams;
use super::sequence::{Aligned, Fit, aligned};
use super::words::{deleted, inserted, pieces};
use super::{Line, LineKind, Piece};
use crate::domain::provision::Provision;
use crate::render::markdown::{Block, BlockKind};

/// The cells of a row.
pub fn cells(row: &Block) -> &[String] {
    match &row.kind {
        BlockKind::Row { cells, .. } => cells,
        _ => &[],
    }
}

/// Compares two tables that belong to these provisions; all lines have the cells of all columns.
pub fn compare(old: &[&Block], new: &[&Block], of: (Option<Provision>, Option<Provision>)) -> Vec<Line> {
    let columns = columns(old, new);
    let old_rows: Vec<Row> = old.iter().map(|row| Row::of(row)).collect();
    let new_rows: Vec<Row> = new.iter().map(|row| Row::of(row)).collect();
    let rows = aligned(&old_rows, &new_rows);
    let line = |(a, b): (Option<usize>, Option<usize>)| {
        let (a, b) = (a.map(|a| old[a]), b.map(|b| new[b]));
        let head = b.or(a).is_some_and(|row| matches!(row.kind, BlockKind::Row { head: true, .. }));
        let cells = columns.iter().map(|column| cell(a, b, *column)).collect();
        Line { kind: LineKind::Row { head }, cells, old: a.and(of.0), new: b.and(of.1) }
    };
    rows.into_iter().map(line).collect()
}

fn cell(old: Option<&Block>, new: Option<&Block>, column: (Option<usize>, Option<usize>)) -> Vec<Piece> {
    fn words(row: Option<&Block>, at: Option<usize>) -> Option<&str> {
        Some(cells(row?).get(at?).map_or("", String::as_str))
    }
    match (words(old, column.0), words(new, column.1)) {
        (Some(a), Some(b)) => pieces(a, b),
        (Some(a), None) => deleted(a),
        (None, Some(b)) => inserted(b),
        (None, None) => Vec::new(),
    }
}

/// The columns of both tables, paired by their headers; by their order where there are none.
fn columns(old: &[&Block], new: &[&Block]) -> Aligned {
    let width = |rows: &[&Block]| rows.iter().map(|row| cells(row).len()).max().unwrap_or(0);
    let header = |rows: &[&Block]| -> Option<Vec<Header>> {
        let row = rows.first().filter(|row| matches!(row.kind, BlockKind::Row { head: true, .. }))?;
        let mut headers: Vec<Header> = cells(row).iter().map(|words| Header(words.clone())).collect();
        headers.resize_with(width(rows), || Header(String::new()));
        Some(headers)
    };
    if let (Some(a), Some(b)) = (header(old), header(new)) {
        return aligned(&a, &b);
    }
    let (a, b) = (width(old), width(new));
    (0..a.max(b)).map(|at| ((at < a).then_some(at), (at < b).then_some(at))).collect()
}

/// The header of a column.
struct Header(String);

impl Fit for Header {
    type Measure = Bigrams;

    fn key(&self) -> String {
        self.0.clone()
    }

    fn measure(&self) -> Bigrams {
        Bigrams::of(&[&self.0])
    }

    fn likeness(&self, own: &Bigrams, _: &Self, others: &Bigrams) -> Option<f64> {
        Some(own.likeness(others)).filter(|likeness| *likeness >= 0.3)
    }

    fn replaces(&self, _: &Self) -> bool {
        true
    }
}

/// A row; it is known by its first cell.
struct Row<'a> {
    name: &'a str,
    text: &'a str,
    head: bool,
}

impl<'a> Row<'a> {
    fn of(block: &'a Block) -> Self {
        let head = matches!(block.kind, BlockKind::Row { head: true, .. });
        Self { name: name(cells(block)), text: &block.text, head }
    }
}

/// What names a row: its first cell, or the second where the first only counts.
fn name(cells: &[String]) -> &str {
    let counts = |cell: &str| cell.chars().all(|c| c.is_ascii_digit());
    let named = cells.iter().take(2).find(|cell| !counts(cell));
    named.or(cells.first()).map_or("", String::as_str)
}

impl Fit for Row<'_> {
    type Measure = Bigrams;

    fn key(&self) -> String {
        self.text.to_owned()
    }

    fn measure(&self) -> Bigrams {
        Bigrams::of(&[self.text])
    }

    fn likeness(&self, own: &Bigrams, other: &Self, others: &Bigrams) -> Option<f64> {
        let named = 0.5 * f64::from(u8::from(self.name == other.name));
        let likeness = named + 0.6 * own.dice(others) + f64::from(u8::from(self.head));
        (self.head == other.head && likeness >= 0.4).then_some(likeness)
    }

    fn replaces(&self, other: &Self) -> bool {
        self.head && other.head
    }
}
