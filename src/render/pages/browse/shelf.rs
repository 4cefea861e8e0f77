//! The ways to list everything, each a tree: a place with few documents lists them, one with many
//! leads to smaller places, so that no list grows with the site.

use crate::render::pages::groups::{Dimension, Group};
use crate::render::pages::{Maker, order, place};
use crate::render::views::CountedLink;
use crate::site::{Address, DocId};
use std::collections::BTreeSet;

/// A list longer than this leads to smaller ones, where there is anything to tell them apart by.
const LONG: usize = 100;

/// A way to list everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By 主题分类.
    Topic,
    /// By organ.
    Organ,
    /// By year of publication.
    Year,
    /// By 发文字号.
    Number,
    /// By the pinyin of what titles are about.
    Title,
}

/// A way with all its places.
pub struct Shelf {
    /// Which way.
    pub way: Way,
    /// The place above all others.
    pub top: Place,
}

/// A place on a shelf.
pub struct Place {
    /// What people read.
    pub title: String,
    /// Its page.
    pub address: Address,
    /// By what it was told from those beside it; none for the top.
    pub dimension: Option<Dimension>,
    /// Its documents, in the order in which they are listed.
    pub ids: Vec<DocId>,
    /// The smaller places that lead to them; none where the place lists them itself.
    pub parts: Vec<Place>,
}

impl Way {
    /// In the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Topic, Self::Organ, Self::Year, Self::Number, Self::Title];

    /// The name in addresses and texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Organ => "organ",
            Self::Year => "year",
            Self::Number => "number",
            Self::Title => "a-z",
        }
    }

    /// By what its places are told apart, the largest first.
    fn dimensions(self) -> &'static [Dimension] {
        match self {
            Self::Topic => &[Dimension::Topic, Dimension::Child, Dimension::Year, Dimension::Month],
            Self::Organ => &[Dimension::Organ, Dimension::Year, Dimension::Month],
            Self::Year => &[Dimension::Year, Dimension::Month],
            Self::Number => &[Dimension::Prefix, Dimension::NumberYear],
            Self::Title => &[Dimension::Letter, Dimension::Syllable, Dimension::Year, Dimension::Month],
        }
    }

    /// All documents in the order of this way.
    fn ordered(self, maker: &Maker) -> Vec<DocId> {
        let all = &maker.edition.published;
        match self {
            Self::Topic | Self::Organ | Self::Year => all.clone(),
            Self::Number => order::latest_number(maker, all),
            Self::Title => order::by_word(maker, all),
        }
    }
}

impl Shelf {
    /// Puts every published document in its places; one without a topic, say, has none among topics.
    pub fn new(maker: &Maker, way: Way) -> Self {
        let address = place::shelf(way.name());
        let folder = folder(&address);
        let all = way.ordered(maker);
        let (first, rest) =
            way.dimensions().split_first().map_or((Dimension::Year, &[][..]), |(first, rest)| (*first, rest));
        let groups = first.groups(maker, &all).into_iter();
        let parts: Vec<Place> = groups.map(|group| Place::new(maker, first, group, &folder, rest)).collect();
        let placed: BTreeSet<DocId> = parts.iter().flat_map(|part| part.ids.iter().copied()).collect();
        let ids = all.into_iter().filter(|id| placed.contains(id)).collect();
        let title = maker.texts.get(&format!("browse.{}.title", way.name()));
        Self { way, top: Place { title, address, dimension: None, ids, parts } }
    }
}

impl Place {
    fn new(maker: &Maker, dimension: Dimension, group: Group, above: &str, rest: &[Dimension]) -> Self {
        // `t17-c03` lies below `t17`.
        let own = match dimension {
            Dimension::Child => group.name.rsplit('-').next().unwrap_or(&group.name),
            _ => &group.name,
        };
        let address = Address::folder(&format!("{above}/{own}"));
        let parts = split(maker, &group.ids, &folder(&address), rest);
        Self { title: group.title, address, dimension: Some(dimension), ids: group.ids, parts }
    }

    /// The link to it.
    pub fn link(&self, current: &Address) -> CountedLink {
        CountedLink {
            title: self.title.clone(),
            path: self.address.link(),
            count: self.ids.len(),
            current: self.address == *current,
        }
    }
}

/// The smaller places of a long list, by the first dimension that tells its documents apart.
fn split(maker: &Maker, ids: &[DocId], folder: &str, dimensions: &[Dimension]) -> Vec<Place> {
    let Some((first, rest)) = dimensions.split_first().filter(|_| ids.len() > LONG) else { return Vec::new() };
    let mut groups = first.groups(maker, ids);
    groups.extend(left(maker, ids, &groups));
    if groups.len() < 2 {
        return split(maker, ids, folder, rest);
    }
    groups.into_iter().map(|group| Place::new(maker, *first, group, folder, rest)).collect()
}

/// The documents that are in no group, so that none is lost.
fn left(maker: &Maker, ids: &[DocId], groups: &[Group]) -> Option<Group> {
    let grouped: BTreeSet<DocId> = groups.iter().flat_map(|group| group.ids.iter().copied()).collect();
    let ids: Vec<DocId> = ids.iter().copied().filter(|id| !grouped.contains(id)).collect();
    (!ids.is_empty()).then(|| Group { title: maker.texts.get("browse.rest"), name: "rest".to_owned(), ids })
}

/// The folder of a page, without the slash.
fn folder(address: &Address) -> String {
    let output = address.output();
    output.rsplit_once('/').map_or(output, |(folder, _)| folder).to_owned()
}
