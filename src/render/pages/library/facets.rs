//! Facets: the values by which documents are grouped, and the lists beside a list.

use super::Library;
use super::hold::{self, Hold};
use crate::domain::genre::{self, Nature};
use crate::domain::topics::{TREE, TopicId};
use crate::render::pages::{Maker, place, slug, topic_slug};
use crate::render::views::{CountedLink, FacetView};
use crate::site::{Address, DocId};
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
    /// 发文机关, each of several.
    Organ,
    /// 文种.
    Genre,
    /// 文件性质.
    Nature,
    /// 特色主题.
    Tag,
    /// 服务对象.
    Audience,
}

/// A value of a facet: its page and its documents.
pub struct Choice {
    /// What people read.
    pub title: String,
    /// The value in the filter.
    pub name: String,
    /// Its page.
    pub address: Address,
    /// Its documents, in the order in which they were given.
    pub ids: Vec<DocId>,
}

/// A facet and its values, in the order in which they are shown.
pub struct Facet {
    /// By what it groups.
    pub dimension: Dimension,
    /// The values that have documents.
    pub choices: Vec<Choice>,
}

impl Choice {
    /// The link to its page.
    pub fn link(&self, current: &Address) -> CountedLink {
        CountedLink {
            title: self.title.clone(),
            path: self.address.link(),
            count: self.ids.len(),
            current: self.address == *current,
        }
    }
}

/// A value of a document: its rank, and what people read. Values of one rank go by their text.
type Value = (usize, String);

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Topic, Self::Child, Self::Organ, Self::Year, Self::Genre, Self::Nature, Self::Tag, Self::Audience];

    /// Those beside the topics.
    pub const VALUES: [Self; 6] = [Self::Tag, Self::Audience, Self::Organ, Self::Year, Self::Nature, Self::Genre];

    /// The name in addresses and in the filter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Child => "child",
            Self::Year => "year",
            Self::Organ => "organ",
            Self::Genre => "genre",
            Self::Nature => "nature",
            Self::Tag => "tag",
            Self::Audience => "audience",
        }
    }

    /// The heading above its values.
    pub fn title(self, maker: &Maker) -> String {
        maker.texts.get(&format!("facet.{}", self.name()))
    }

    /// Groups documents; each is looked at once.
    pub fn facet(self, maker: &Maker, ids: &[DocId]) -> Facet {
        let mut groups: BTreeMap<Value, Vec<DocId>> = BTreeMap::new();
        for id in ids {
            for value in self.values(maker, *id) {
                groups.entry(value).or_default().push(*id);
            }
        }
        let choices = groups.into_iter().map(|(value, ids)| self.choice(maker, value, ids)).collect();
        Facet { dimension: self, choices }
    }

    fn choice(self, maker: &Maker, (rank, title): Value, ids: Vec<DocId>) -> Choice {
        let name = match self {
            Self::Topic => topic_slug(rank),
            Self::Child => child_name(maker.edition.document(ids[0]).topic),
            Self::Year => title.trim_end_matches('年').to_owned(),
            Self::Organ => organ_name(maker, &title),
            Self::Nature => Nature::parse(&title).map_or_else(String::new, |nature| nature.name().to_owned()),
            Self::Genre | Self::Tag | Self::Audience => slug(&title),
        };
        let address = match self {
            Self::Child => place::facet("topic", &name.replacen('-', "/", 1)),
            _ => place::facet(self.name(), &name),
        };
        Choice { title, name, address, ids }
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
            Self::Organ => document.policy().map_or_else(Vec::new, |policy| organs(maker, &policy.issuers)),
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
fn organs(maker: &Maker, issuers: &[String]) -> Vec<Value> {
    let config = &maker.edition.site.content.config;
    let full = |name: &String| config.organ(name).map_or(name, |organ| &organ.name).clone();
    let known = || config.organs.iter().map(|organ| organ.name.as_str());
    issuers.iter().map(full).map(|name| (rank(known(), &name), name)).collect()
}

fn organ_name(maker: &Maker, title: &str) -> String {
    maker.edition.site.content.config.organ(title).map_or_else(|| slug(title), |organ| organ.id.clone())
}

/// The facets beside a list: the states of its topic, the topics in its state, and beside what
/// binds, the children of its topic and everything else.
pub fn views(library: &Library, current: &Address, topic: Option<usize>, hold: Hold) -> Vec<FacetView> {
    let mut views = vec![states(library, current, topic), topics(library, current, topic, hold)];
    if hold == Hold::Binding {
        views.extend(topic.map(|top| view(library, &library.children[top], current)));
        views.extend(library.facets.iter().map(|facet| view(library, facet, current)));
    }
    views.retain(|view| !view.options.is_empty());
    views
}

fn view(library: &Library, facet: &Facet, current: &Address) -> FacetView {
    FacetView {
        title: facet.dimension.title(library.maker),
        options: facet.choices.iter().map(|choice| choice.link(current)).collect(),
    }
}

fn cell(library: &Library, title: String, topic: Option<usize>, hold: Hold, current: bool) -> Option<CountedLink> {
    let count = library.cells.get(topic, hold).len();
    (count > 0).then(|| CountedLink { title, path: hold::address(topic, hold).link(), count, current })
}

fn states(library: &Library, current: &Address, topic: Option<usize>) -> FacetView {
    let options = Hold::ALL.into_iter().filter_map(|hold| {
        let is_here = hold::address(topic, hold) == *current;
        cell(library, hold.label(library.maker), topic, hold, is_here)
    });
    FacetView { title: library.maker.texts.get("facet.status"), options: options.collect() }
}

fn topics(library: &Library, current: &Address, topic: Option<usize>, hold: Hold) -> FacetView {
    let is_all = hold::address(None, hold) == *current;
    let all = cell(library, library.maker.texts.get("facet.all_topics"), None, hold, is_all);
    let tops =
        (0..TREE.len()).filter_map(|top| cell(library, TREE[top].name.to_owned(), Some(top), hold, topic == Some(top)));
    FacetView { title: Dimension::Topic.title(library.maker), options: all.into_iter().chain(tops).collect() }
}
