//! The lines of units that became each other: paragraphs, items and tables aligned, words compared.

use super::bigrams::Bigrams;
use super::sequence::{Fit, aligned};
use super::units::{provision, unnumbered};
use super::words::{deleted, inserted, pieces};
use super::{Line, LineKind, table};
use crate::domain::provision::Provision;
use crate::render::markdown::{Block, BlockKind};

/// A paragraph, an item or a heading, or a whole table.
pub enum Element<'a> {
    /// Anything but a row.
    Words(&'a Block),
    /// Rows that follow each other, and the provision before them, to which they belong.
    Table(Vec<&'a Block>, Option<Provision>),
}

/// Lines this alike are one line changed.
const ALIKE: f64 = 0.35;

/// Compares the blocks of units that became each other; either side may be empty.
pub fn compare_lines(old: &[&[Block]], new: &[&[Block]]) -> Vec<Line> {
    let (old, new) = (elements(old), elements(new));
    let pairs = aligned(&old, &new);
    let mut lines = Vec::new();
    for (a, b) in pairs {
        match (a.map(|a| &old[a]), b.map(|b| &new[b])) {
            (Some(Element::Table(a, of_a)), Some(Element::Table(b, of_b))) => {
                lines.extend(table::compare(a, b, (*of_a, *of_b)));
            }
            (a, b) => {
                lines.extend(a.into_iter().flat_map(|a| one_side(a, true)).filter(|_| b.is_none()));
                lines.extend(b.into_iter().flat_map(|b| one_side(b, false)).filter(|_| a.is_none()));
                if let (Some(Element::Words(a)), Some(Element::Words(b))) = (a, b) {
                    lines.push(both(a, b));
                }
            }
        }
    }
    lines
}

fn elements<'a>(units: &[&'a [Block]]) -> Vec<Element<'a>> {
    let mut elements: Vec<Element<'a>> = Vec::new();
    let mut last = None;
    for block in units.iter().flat_map(|blocks| blocks.iter()) {
        match (&block.kind, elements.last_mut()) {
            (BlockKind::Row { head: false, .. }, Some(Element::Table(rows, _))) => rows.push(block),
            (BlockKind::Row { .. }, _) => elements.push(Element::Table(vec![block], last)),
            _ => {
                last = provision(block);
                elements.push(Element::Words(block));
            }
        }
    }
    elements
}

fn kind(block: &Block) -> LineKind {
    match block.kind {
        BlockKind::Heading(_) => LineKind::Heading,
        BlockKind::Item(_) => LineKind::Item,
        BlockKind::Row { head, .. } => LineKind::Row { head },
        BlockKind::Article(_) | BlockKind::Paragraph(_) | BlockKind::Other => LineKind::Paragraph,
    }
}

fn both(old: &Block, new: &Block) -> Line {
    Line { kind: kind(new), cells: vec![pieces(&old.text, &new.text)], old: provision(old), new: provision(new) }
}

/// An element that only one of the texts has.
fn one_side(element: &Element, is_old: bool) -> Vec<Line> {
    let cell = if is_old { deleted } else { inserted };
    let place = |provision: Option<Provision>| if is_old { (provision, None) } else { (None, provision) };
    match element {
        Element::Words(block) => {
            let (old, new) = place(provision(block));
            vec![Line { kind: kind(block), cells: vec![cell(&block.text)], old, new }]
        }
        Element::Table(rows, of) => {
            let (old, new) = place(*of);
            let width = rows.iter().map(|row| table::cells(row).len()).max().unwrap_or(0);
            let line = |row: &&Block| {
                let mut cells: Vec<_> = table::cells(row).iter().map(|words| cell(words)).collect();
                cells.resize(width, Vec::new());
                Line { kind: kind(row), cells, old, new }
            };
            rows.iter().map(line).collect()
        }
    }
}

impl Fit for Element<'_> {
    type Measure = Bigrams;

    fn key(&self) -> String {
        match self {
            Element::Words(block) => unnumbered(block).to_owned(),
            Element::Table(rows, _) => rows.iter().map(|row| format!("|{}\n", row.text)).collect(),
        }
    }

    fn measure(&self) -> Bigrams {
        match self {
            Element::Words(block) => Bigrams::of(&[unnumbered(block)]),
            Element::Table(rows, _) => Bigrams::of(&rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>()),
        }
    }

    fn likeness(&self, own: &Bigrams, other: &Self, others: &Bigrams) -> Option<f64> {
        let likeness = own.likeness(others);
        match (self, other) {
            (Element::Table(..), Element::Table(..)) => Some(0.2 + likeness),
            (Element::Words(a), Element::Words(b)) => {
                let in_place = a.kind == b.kind && provision(a).is_some();
                (likeness >= ALIKE).then_some(likeness + 0.05 * f64::from(u8::from(in_place)))
            }
            _ => None,
        }
    }

    fn replaces(&self, other: &Self) -> bool {
        matches!((self, other), (Element::Words(a), Element::Words(b)) if kind(a) == kind(b) && kind(a) != LineKind::Item)
    }
}
