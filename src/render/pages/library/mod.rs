//! The library: every list of regulatory documents, each a page that works without scripts.
//!
//! [`Library`] sorts the documents once; [`lists`] makes the plain lists (by state, topic, year …),
//! [`expiring`], [`rules`] and [`cleanup`] the lists with a form of their own, and [`data`] the
//! file with which a script filters by any combination. Their pages are alike but for what they
//! list: see [`listing`].

mod cleanup;
mod data;
mod expiring;
mod facets;
mod hold;
mod listing;
mod lists;
mod rules;
mod tabs;

use super::groups::Dimension;
use super::{Maker, order, place};
use crate::domain::topics::TREE;
use crate::render::engine::RenderError;
use crate::render::stage::Stage;
use crate::render::views::CountedLink;
use crate::site::DocId;
use facets::Facet;
use hold::{Cells, Hold};

/// The regulatory documents that may be seen, sorted once for all pages.
struct Library<'a> {
    maker: &'a Maker<'a>,
    /// All of them, newest first.
    all: Vec<DocId>,
    cells: Cells,
    /// What binds, by year, organ and so on.
    facets: Vec<Facet>,
    /// What binds by the children of each topic.
    children: Vec<Facet>,
    /// What binds and ends soon, the first end first.
    expiring: Vec<expiring::Ending>,
    rules: Vec<DocId>,
    /// What was done to documents, the latest first.
    entries: Vec<cleanup::Entry>,
    by_number: Vec<DocId>,
    by_title: Vec<DocId>,
}

impl<'a> Library<'a> {
    fn new(maker: &'a Maker<'a>) -> Self {
        let all: Vec<DocId> = maker.edition.regulatory().collect();
        let cells = Cells::new(maker, &all);
        let facets = facets::VALUES.iter().map(|one| Facet::new(*one, maker, cells.get(None, Hold::Binding))).collect();
        let children = |top| Facet::new(Dimension::Child, maker, cells.get(Some(top), Hold::Binding));
        Self {
            maker,
            facets,
            children: (0..TREE.len()).map(children).collect(),
            expiring: expiring::collect(maker, cells.get(None, Hold::Binding)),
            rules: rules::collect(maker, &all),
            entries: cleanup::collect(maker, &all),
            by_number: order::by_number(maker, &all),
            by_title: order::by_title(maker, &all),
            cells,
            all,
        }
    }
}

/// Every page of the library and the data of its filter.
pub fn emit(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    let library = Library::new(maker);
    lists::emit(&library, stage)?;
    expiring::emit(&library, stage)?;
    rules::emit(&library, stage)?;
    cleanup::emit(&library, stage)?;
    data::emit(&library, stage)
}

/// The documents in force, newest first.
pub fn in_force(maker: &Maker) -> Vec<DocId> {
    maker.edition.regulatory().filter(|id| Hold::Binding.holds(maker, *id)).collect()
}

/// The topics of what is in force, for the home page.
pub fn topics(maker: &Maker) -> Vec<CountedLink> {
    let groups = maker.by_topic(&in_force(maker)).into_iter();
    groups
        .map(|(top, ids)| CountedLink {
            title: TREE[top].name.to_owned(),
            path: hold::address(Some(top), Hold::Binding).link(),
            count: ids.len(),
            current: false,
        })
        .collect()
}

/// The latest tables of 清理结果 and what ends soon, for the home page; each where it has entries.
pub fn changes(maker: &Maker) -> Vec<CountedLink> {
    let all: Vec<DocId> = maker.edition.regulatory().collect();
    let latest = cleanup::latest(maker, &cleanup::collect(maker, &all));
    let expiring = expiring::link(maker, &expiring::collect(maker, &in_force(maker)));
    latest.into_iter().chain(expiring).collect()
}

/// For whom what is in force was made, for the home page.
pub fn audiences(maker: &Maker) -> Vec<CountedLink> {
    let facet = Facet::new(Dimension::Audience, maker, &in_force(maker));
    facet.choices.iter().map(|choice| choice.link(&place::library())).collect()
}
