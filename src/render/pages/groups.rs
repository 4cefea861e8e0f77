//! By what documents are grouped: for the facets of the library, and for the lists of everything.

use super::{Maker, organ_slug, slug, topic_slug};
use crate::content::document::Document;
use crate::domain::document_number::DocumentNumber;
use crate::domain::genre::{self, Nature};
use crate::domain::spelling::{Initial, initial, spelling, syllable};
use crate::domain::topics::{TREE, TopicId};
use crate::site::DocId;
use std::collections::BTreeMap;

/// By what documents are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// 主题: the 22 top-level topics.
    Topic,
    /// Their children.
    Child,
    /// 年份 of publication, the latest first.
    Year,
    /// Its months, the latest first.
    Month,
    /// 发文机关, each of several; who else is responsible, where none issued the document.
    Organ,
    /// 文种.
    Genre,
    /// 文件性质.
    Nature,
    /// 特色主题.
    Tag,
    /// 服务对象.
    Audience,
    /// 机关代字 of 发文字号.
    Prefix,
    /// The year in 发文字号, the latest first.
    NumberYear,
    /// The first letter of what the title is about.
    Letter,
    /// Its first syllable.
    Syllable,
}

/// The documents that have one value.
pub struct Group {
    /// What people read.
    pub title: String,
    /// The value in addresses and in the filter.
    pub name: String,
    /// Its documents, in the order in which they were given.
    pub ids: Vec<DocId>,
}

/// A value of a document: its rank, and what people read. Values of one rank go by their text.
type Value = (usize, String);

impl Dimension {
    /// The name in addresses and in the filter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Child => "child",
            Self::Year => "year",
            Self::Month => "month",
            Self::Organ => "organ",
            Self::Genre => "genre",
            Self::Nature => "nature",
            Self::Tag => "tag",
            Self::Audience => "audience",
            Self::Prefix => "prefix",
            Self::NumberYear => "number_year",
            Self::Letter => "letter",
            Self::Syllable => "syllable",
        }
    }

    /// The heading above its values.
    pub fn title(self, maker: &Maker) -> String {
        maker.texts.get(&format!("facet.{}", self.name()))
    }

    /// Groups documents; each is looked at once. Those without a value are in no group.
    pub fn groups(self, maker: &Maker, ids: &[DocId]) -> Vec<Group> {
        let mut groups: BTreeMap<Value, Vec<DocId>> = BTreeMap::new();
        for id in ids {
            for value in self.values(maker, *id) {
                groups.entry(value).or_default().push(*id);
            }
        }
        let groups = groups.into_iter();
        groups.map(|(value, ids)| Group { name: self.value_name(maker, &value, &ids), title: value.1, ids }).collect()
    }

    fn value_name(self, maker: &Maker, (rank, title): &Value, ids: &[DocId]) -> String {
        match self {
            Self::Topic => topic_slug(*rank),
            Self::Child => child_name(maker.edition.document(ids[0]).topic),
            Self::Year | Self::NumberYear => title.trim_end_matches('年').to_owned(),
            Self::Month => format!("{:02}", MONTHS - rank),
            Self::Organ => organ_slug(&maker.edition.site.content.config, title),
            Self::Nature => Nature::parse(title).map_or_else(String::new, |nature| nature.name().to_owned()),
            Self::Letter => letter_name(*rank, title),
            Self::Genre | Self::Tag | Self::Audience | Self::Prefix | Self::Syllable => slug(title),
        }
    }

    /// The values of a document; several for some dimensions.
    fn values(self, maker: &Maker, id: DocId) -> Vec<Value> {
        let document = maker.edition.document(id);
        let config = &maker.edition.site.content.config;
        let listed = |own: &[String], list: &[String]| -> Vec<Value> {
            own.iter().map(|value| (rank(list.iter().map(String::as_str), value), value.clone())).collect()
        };
        match self {
            Self::Topic => document.topic.into_iter().map(|topic| (topic.top, topic.top_name().to_owned())).collect(),
            Self::Child => document.topic.into_iter().filter_map(child).collect(),
            Self::Year => document.published.into_iter().map(|date| year(date.year())).collect(),
            Self::Month => document.published.into_iter().map(|date| month(date.month())).collect(),
            Self::Organ => organs(maker, document),
            Self::Genre => {
                let genre = document.policy().and_then(|policy| policy.genre.clone());
                genre.into_iter().map(|genre| (rank(genre::all(), &genre), genre)).collect()
            }
            Self::Nature => {
                let nature = document.policy().map(|policy| policy.nature);
                nature.into_iter().map(|nature| (nature as usize, nature.label().to_owned())).collect()
            }
            Self::Tag => listed(&document.tags, &config.tags),
            Self::Audience => listed(&document.audiences, &config.audiences),
            Self::Prefix => document.number().into_iter().map(|number| prefix(maker, number)).collect(),
            Self::NumberYear => document.number().into_iter().filter_map(number_year).collect(),
            Self::Letter => initial(&filed(maker, document)).into_iter().map(|first| letter(maker, first)).collect(),
            Self::Syllable => {
                syllable(&filed(maker, document)).into_iter().map(|syllable| (0, syllable.to_owned())).collect()
            }
        }
    }
}

/// The place of a value in a list that orders it; behind the list, for others.
fn rank<'a>(mut list: impl Iterator<Item = &'a str>, value: &str) -> usize {
    list.position(|known| known == value).unwrap_or(usize::MAX)
}

/// The latest year has the lowest rank.
fn year(year: i16) -> Value {
    (usize::from((i16::MAX - year).unsigned_abs()), format!("{year}年"))
}

const MONTHS: usize = 12;

/// The latest month has the lowest rank.
fn month(month: i8) -> Value {
    (MONTHS - usize::from(month.unsigned_abs()), format!("{month}月"))
}

/// Children go by their topic and their place in it; no topic has a hundred.
fn child(topic: TopicId) -> Option<Value> {
    let child = topic.child?;
    Some((topic.top * 100 + child, TREE[topic.top].children[child].to_owned()))
}

/// `t17-c03`, by the place of topic and child in the official tree.
fn child_name(topic: Option<TopicId>) -> String {
    let place = topic.and_then(|topic| Some((topic.top, topic.child?)));
    place.map_or_else(String::new, |(top, child)| format!("{}-c{:02}", topic_slug(top), child + 1))
}

/// Organs in the order of site.yaml under their full names, then those that it does not list.
fn organs(maker: &Maker, document: &Document) -> Vec<Value> {
    let config = &maker.edition.site.content.config;
    let full = |name: &str| config.organ(name).map_or(name, |organ| &organ.name).to_owned();
    let known = || config.organs.iter().map(|organ| organ.name.as_str());
    let names: Vec<&str> = match document.policy() {
        Some(policy) => policy.issuers.iter().map(String::as_str).collect(),
        None => document.organ().into_iter().collect(),
    };
    names.into_iter().map(full).map(|name| (rank(known(), &name), name)).collect()
}

/// 机关代字 in the order of site.yaml, then others; orders are counted by who orders.
fn prefix(maker: &Maker, number: &DocumentNumber) -> Value {
    let (DocumentNumber::Serial { prefix, .. } | DocumentNumber::Order { prefix, .. }) = number;
    (rank(super::order::prefixes(maker).into_iter(), prefix), prefix.clone())
}

fn number_year(number: &DocumentNumber) -> Option<Value> {
    match number {
        DocumentNumber::Serial { year: of, .. } => Some(year(*of)),
        DocumentNumber::Order { .. } => None,
    }
}

/// How what the title is about is spelled.
fn filed(maker: &Maker, document: &Document) -> Vec<(&'static str, char)> {
    spelling(maker.filing.word(&document.title))
}

/// Letters in their order, with digits before them and other scripts behind.
fn letter(maker: &Maker, initial: Initial) -> Value {
    match initial {
        Initial::Digit => (0, maker.texts.get("browse.digits")),
        Initial::Letter(letter) => (1, letter.to_ascii_uppercase().to_string()),
        Initial::Foreign => (2, maker.texts.get("browse.foreign")),
    }
}

fn letter_name(rank: usize, title: &str) -> String {
    match rank {
        0 => "digits".to_owned(),
        1 => title.to_ascii_lowercase(),
        _ => "foreign".to_owned(),
    }
}
