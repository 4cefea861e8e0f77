//! Anchors that outlive renumbering.
//!
//! A provision keeps the anchor that its first number gave it, whatever number it has later. One
//! that is new takes that of its own number, unless some provision of the document ever had it:
//! then it is `art-11v2`, the next `art-11v3` (`art-11-2` would be a paragraph). Paragraphs and
//! items follow within their article: `art-11v2-1-3`, `art-12-2v2`. An anchor is never given to
//! two provisions, and a provision that comes back with its old words gets its old one back.

use super::EntryKind;
use super::align::{Node, pairs};
use super::groups::{Group, groups};
use super::units::{Unit, cut, unnumbered};
use crate::render::markdown::{Block, BlockKind};
use std::collections::{HashMap, HashSet};

/// The anchors of one text of a document, beside those that its numbers give.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// As numbered in this text → permanent, where the two differ.
    pub renamed: HashMap<String, String>,
    /// Permanent anchors of the text before that this text has not, because their provisions were
    /// merged or split → the permanent anchors here of what took their words over.
    pub successors: HashMap<String, String>,
}

/// The permanent anchors of a document's texts, given from the oldest to the newest.
pub fn permanent_anchors(texts: &[Vec<Block>]) -> Vec<Anchors> {
    let mut history = History::default();
    let mut last = Text::default();
    let mut found = Vec::with_capacity(texts.len());
    for blocks in texts {
        let units = cut(blocks);
        let groups = groups(&last.units, &units);
        let text = history.next(&last, units, &groups);
        let successors = successors(&last, &text, &groups);
        found.push(Anchors { renamed: text.renamed(), successors });
        last = text;
    }
    found
}

/// A text with the permanent anchors of its articles and what they hold.
#[derive(Default)]
struct Text<'a> {
    units: Vec<Unit<'a>>,
    /// For each unit its permanent anchor.
    anchors: Vec<Option<String>>,
    /// For each unit its paragraphs and items.
    parts: Vec<Vec<Part<'a>>>,
}

/// A paragraph or an item of an article.
struct Part<'a> {
    node: Node<'a>,
    /// As numbered in its text.
    natural: String,
    permanent: String,
}

impl Text<'_> {
    fn renamed(&self) -> HashMap<String, String> {
        let natural = self.units.iter().map(|unit| unit.place.anchor.clone());
        let articles = natural.zip(&self.anchors).filter_map(|(natural, own)| Some((natural?, own.clone()?)));
        let parts = self.parts.iter().flatten().map(|part| (part.natural.clone(), part.permanent.clone()));
        articles.chain(parts).filter(|(natural, permanent)| natural != permanent).collect()
    }

    fn permanent(&self) -> HashSet<&str> {
        let parts = self.parts.iter().flatten().map(|part| part.permanent.as_str());
        self.anchors.iter().flatten().map(String::as_str).chain(parts).collect()
    }
}

/// All that the texts so far have had.
#[derive(Default)]
struct History<'a> {
    used: HashSet<String>,
    /// The words of every article there was → its anchor.
    articles: HashMap<Vec<&'a str>, String>,
    /// Within an article, by its anchor: the words of every paragraph and item → its anchor.
    parts: HashMap<String, HashMap<(u8, &'a str), String>>,
}

impl<'a> History<'a> {
    fn next(&mut self, last: &Text<'a>, units: Vec<Unit<'a>>, groups: &[Group]) -> Text<'a> {
        let mut anchors: Vec<Option<String>> = vec![None; units.len()];
        for group in groups {
            anchors[group.new[0]] = last.anchors[group.old[0]].clone();
        }
        let before: HashMap<usize, usize> = groups.iter().map(|group| (group.new[0], group.old[0])).collect();
        self.bring_back(&units, &mut anchors);
        for (unit, anchor) in units.iter().zip(&mut anchors) {
            if let (EntryKind::Article, None, Some(natural)) = (unit.kind, &anchor, &unit.place.anchor) {
                *anchor = Some(self.fresh(natural));
            }
        }
        let mut parts = Vec::with_capacity(units.len());
        for (at, (unit, anchor)) in units.iter().zip(&anchors).enumerate() {
            let Some(anchor) = anchor else {
                parts.push(Vec::new());
                continue;
            };
            self.articles.insert(unit.node.words.clone(), anchor.clone());
            let known = before.get(&at).map_or(&[][..], |old| &last.parts[*old]);
            parts.push(self.parts(unit, anchor, known));
        }
        Text { units, anchors, parts }
    }

    /// Gives articles that come back with their old words their old anchors.
    fn bring_back(&self, units: &[Unit<'a>], anchors: &mut [Option<String>]) {
        let mut taken: HashSet<String> = anchors.iter().flatten().cloned().collect();
        for (unit, anchor) in units.iter().zip(anchors) {
            let old =
                self.articles.get(&unit.node.words).filter(|_| unit.kind == EntryKind::Article && anchor.is_none());
            if let Some(old) = old.filter(|old| !taken.contains(*old)) {
                taken.insert(old.clone());
                *anchor = Some(old.clone());
            }
        }
    }

    /// An anchor that no provision ever had.
    fn fresh(&mut self, wanted: &str) -> String {
        let mut anchor = wanted.to_owned();
        let mut version = 2;
        while !self.used.insert(anchor.clone()) {
            anchor = format!("{wanted}v{version}");
            version += 1;
        }
        anchor
    }

    /// The anchors of the paragraphs and items of an article; `known` are those of the text before.
    fn parts(&mut self, unit: &Unit<'a>, article: &str, known: &[Part<'a>]) -> Vec<Part<'a>> {
        let mut parts = parts_of(unit);
        let pairs = pair_parts(known.iter(), parts.iter());
        for (part, old) in parts.iter_mut().zip(&pairs) {
            part.permanent = old.map_or_else(String::new, |old| known[old].permanent.clone());
        }
        let mut taken: HashSet<String> = parts.iter().map(|part| part.permanent.clone()).collect();
        let mut remembered = self.parts.remove(article).unwrap_or_default();
        let mut paragraph = article.to_owned();
        for part in &mut parts {
            if part.permanent.is_empty() {
                let old = remembered.get(&part.key()).filter(|old| !taken.contains(*old)).cloned();
                let above = if part.node.class == PARAGRAPH { article } else { &paragraph };
                let number = part.node.number.rsplit('-').next().unwrap_or_default();
                part.permanent = old.unwrap_or_else(|| self.fresh(&format!("{above}-{number}")));
                taken.insert(part.permanent.clone());
            }
            if part.node.class == PARAGRAPH {
                paragraph.clone_from(&part.permanent);
            }
            remembered.insert(part.key(), part.permanent.clone());
        }
        self.parts.insert(article.to_owned(), remembered);
        parts
    }
}

const PARAGRAPH: u8 = 1;
const ITEM: u8 = 2;

impl<'a> Part<'a> {
    fn key(&self) -> (u8, &'a str) {
        (self.node.class, self.node.words.first().copied().unwrap_or_default())
    }
}

fn parts_of<'a>(unit: &Unit<'a>) -> Vec<Part<'a>> {
    let Some(article) = &unit.place.anchor else { return Vec::new() };
    let part = |block: &'a Block| {
        let natural = match &block.kind {
            BlockKind::Article(_) => format!("{article}-1"),
            BlockKind::Paragraph(_) | BlockKind::Item(_) => block.anchor.clone()?,
            BlockKind::Heading(_) | BlockKind::Row { .. } | BlockKind::Other => return None,
        };
        let class = if matches!(block.kind, BlockKind::Item(_)) { ITEM } else { PARAGRAPH };
        let number = natural.strip_prefix(article.as_str())?.trim_start_matches('-').to_owned();
        let node = Node { class, number, words: vec![unnumbered(block)] };
        Some(Part { node, natural, permanent: String::new() })
    };
    unit.blocks.iter().filter_map(part).collect()
}

/// For each new part the old one that it is.
fn pair_parts<'p, 'a: 'p>(
    old: impl Iterator<Item = &'p Part<'a>>,
    new: impl Iterator<Item = &'p Part<'a>>,
) -> Vec<Option<usize>> {
    let (old, new): (Vec<_>, Vec<_>) = (old.map(|part| &part.node).collect(), new.map(|part| &part.node).collect());
    pairs(&old, &new).to_old
}

/// Where the provisions went that were merged into others or split off.
fn successors(last: &Text, text: &Text, groups: &[Group]) -> HashMap<String, String> {
    let (alive, mut found) = (text.permanent(), HashMap::new());
    for group in groups.iter().filter(|group| group.old.len() + group.new.len() > 2) {
        let old: Vec<&Part> = group.old.iter().flat_map(|at| &last.parts[*at]).collect();
        let new: Vec<&Part> = group.new.iter().flat_map(|at| &text.parts[*at]).collect();
        let became = pair_parts(old.iter().copied(), new.iter().copied());
        for (part, from) in new.iter().zip(became) {
            found.extend(from.map(|from| (old[from].permanent.clone(), part.permanent.clone())));
        }
        let whole = text.anchors[group.new[0]].clone();
        for at in &group.old {
            let first = last.parts[*at].first().and_then(|part| found.get(&part.permanent).cloned());
            let article = last.anchors[*at].clone().zip(first.or_else(|| whole.clone()));
            found.extend(article);
        }
    }
    found.retain(|dead, _| !alive.contains(dead.as_str()));
    found
}
