//! Facets: the values by which the library is narrowed, and the lists beside a list.

use super::Library;
use super::hold::{self, Hold};
use crate::domain::topics::TREE;
use crate::render::pages::groups::{Dimension, Group};
use crate::render::pages::{Maker, place};
use crate::render::views::{CountedLink, FacetView};
use crate::site::{Address, DocId};

/// All facets.
pub const ALL: [Dimension; 8] = [
    Dimension::Topic,
    Dimension::Child,
    Dimension::Organ,
    Dimension::Year,
    Dimension::Genre,
    Dimension::Nature,
    Dimension::Tag,
    Dimension::Audience,
];

/// Those beside the topics.
pub const VALUES: [Dimension; 6] =
    [Dimension::Tag, Dimension::Audience, Dimension::Organ, Dimension::Year, Dimension::Nature, Dimension::Genre];

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

impl Facet {
    /// Groups documents.
    pub fn new(dimension: Dimension, maker: &Maker, ids: &[DocId]) -> Self {
        let groups = dimension.groups(maker, ids).into_iter();
        Self { dimension, choices: groups.map(|group| Choice::new(dimension, group)).collect() }
    }
}

impl Choice {
    fn new(dimension: Dimension, Group { title, name, ids }: Group) -> Self {
        let address = match dimension {
            Dimension::Child => place::facet("topic", &name.replacen('-', "/", 1)),
            _ => place::facet(dimension.name(), &name),
        };
        Self { title, name, address, ids }
    }

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
