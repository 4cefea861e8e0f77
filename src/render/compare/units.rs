//! A text cut into what is compared: headings, articles, and the parts outside of articles.

use super::align::Node;
use super::{EntryKind, Place};
use crate::domain::provision::Provision;
use crate::render::markdown::{Block, BlockKind, strip_ordinal};

/// A heading, an article or a part of one text.
#[derive(Debug)]
pub struct Unit<'a> {
    /// What it is.
    pub kind: EntryKind,
    /// Where it stands.
    pub place: Place,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// The heading above it, as an index into the units.
    pub heading: Option<usize>,
    /// What it is aligned by.
    pub node: Node<'a>,
}

/// Cuts a text.
pub fn cut(blocks: &[Block]) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    let mut headings: Vec<(u8, usize)> = Vec::new();
    let mut start = 0;
    while start < blocks.len() {
        let kind = kind_at(blocks, start);
        let end = start + 1 + length_after(kind, &blocks[start + 1..]);
        if let EntryKind::Heading(level) = kind {
            headings.retain(|(above, _)| *above < level);
        }
        let heading = headings.last().map(|(_, at)| *at);
        if let EntryKind::Heading(level) = kind {
            headings.push((level, units.len()));
        }
        let above = heading.map_or("", |at: usize| blocks_label(&units, at));
        units.push(unit(kind, &blocks[start..end], heading, above));
        start = end;
    }
    units
}

fn blocks_label<'a>(units: &[Unit<'a>], at: usize) -> &'a str {
    units[at].blocks.first().map_or("", |block| block.text.as_str())
}

/// What the unit is that begins with a block.
fn kind_at(blocks: &[Block], at: usize) -> EntryKind {
    match &blocks[at].kind {
        BlockKind::Heading(level) => EntryKind::Heading(*level),
        BlockKind::Article(_) => EntryKind::Article,
        _ => EntryKind::Part,
    }
}

/// How many more blocks belong to a unit that has begun.
fn length_after(kind: EntryKind, rest: &[Block]) -> usize {
    let ends = |at: usize| match (kind, &rest[at].kind) {
        (EntryKind::Heading(_), _) | (_, BlockKind::Heading(_) | BlockKind::Article(_)) => true,
        (EntryKind::Article, BlockKind::Other) => closes_article(&rest[at..]),
        _ => false,
    };
    (0..rest.len()).find(|at| ends(*at)).unwrap_or(rest.len())
}

/// What is no paragraph of an article and has none after it is the signature, or the list of
/// annexes; a list in the middle of an article is not.
fn closes_article(rest: &[Block]) -> bool {
    let next = rest.iter().find(|block| !matches!(block.kind, BlockKind::Other | BlockKind::Row { .. }));
    rest[0].text.starts_with("附件") || next.is_none_or(|block| matches!(block.kind, BlockKind::Heading(_)))
}

fn unit<'a>(kind: EntryKind, blocks: &'a [Block], heading: Option<usize>, above: &'a str) -> Unit<'a> {
    let first = &blocks[0];
    let words = std::iter::once(unnumbered(first)).chain(blocks[1..].iter().map(|block| block.text.as_str()));
    let (class, label, number) = match &first.kind {
        BlockKind::Heading(_) => (0, first.text.clone(), ordinal(&first.text).to_owned()),
        BlockKind::Article(provision) => (1, provision.to_string(), provision.to_string()),
        _ => (2, above.to_owned(), strip_ordinal(above).to_owned()),
    };
    let anchor = first.anchor.clone().filter(|_| kind == EntryKind::Article);
    Unit { kind, place: Place { label, anchor }, blocks, heading, node: Node { class, number, words: words.collect() } }
}

/// What counts a heading: 第四章.
fn ordinal(text: &str) -> &str {
    text[..text.len() - strip_ordinal(text).len()].trim()
}

/// The words of a block without the number of an article, an item or a heading before them.
pub fn unnumbered(block: &Block) -> &str {
    match block.kind {
        BlockKind::Article(_) => {
            let length = Provision::parse_start(&block.text).map_or(0, |(_, length)| length);
            block.text[length..].trim_start()
        }
        BlockKind::Heading(_) | BlockKind::Item(_) | BlockKind::Other => strip_ordinal(&block.text),
        BlockKind::Paragraph(_) | BlockKind::Row { .. } => &block.text,
    }
}

/// The provision that a block is.
pub fn provision(block: &Block) -> Option<Provision> {
    match block.kind {
        BlockKind::Article(article) => Some(Provision { paragraph: Some(1), ..article }),
        BlockKind::Paragraph(provision) | BlockKind::Item(provision) => Some(provision),
        BlockKind::Heading(_) | BlockKind::Row { .. } | BlockKind::Other => None,
    }
}
