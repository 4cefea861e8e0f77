//! The plain lists: one line a document, by state and topic, by one value of a facet, and what
//! binds in other orders.

use super::Library;
use super::facets;
use super::hold::{self, Hold};
use super::listing::Listing;
use super::tabs::{self, Tab};
use crate::domain::topics::TREE;
use crate::domain::validity::Status;
use crate::render::engine::RenderError;
use crate::render::pages::groups::Dimension;
use crate::render::pages::{place, topic_slug};
use crate::render::stage::Stage;
use crate::render::views::{CountedLink, LibraryListView, Link};
use crate::site::{Address, DocId};
use rayon::prelude::*;
use std::borrow::Cow;

/// Documents a page.
pub const PAGE_SIZE: usize = 20;

/// Lists that are there even when they are empty, so that a reader learns just that.
const ALWAYS: [Hold; 3] = [Hold::Binding, Hold::One(Status::NotYet), Hold::Ended];

struct List<'a> {
    title: String,
    address: Address,
    ids: Cow<'a, [DocId]>,
    topic: Option<usize>,
    hold: Hold,
    /// What a script's filter starts from, as the query of an address.
    preset: String,
}

/// Every page of every plain list.
pub fn emit(library: &Library, stage: &Stage) -> Result<(), RenderError> {
    let states = cells(library).chain(values(library)).chain(children(library)).chain(sorted(library));
    states.collect::<Vec<_>>().par_iter().try_for_each(|list| emit_list(library, stage, list))
}

fn cells<'a>(library: &'a Library) -> impl Iterator<Item = List<'a>> {
    let always = ALWAYS.iter().map(|hold| (None, *hold)).filter(|(_, hold)| library.cells.get(None, *hold).is_empty());
    library.cells.iter().chain(always).map(|(topic, hold)| List {
        title: title(library, topic, hold),
        address: hold::address(topic, hold),
        ids: library.cells.get(topic, hold).into(),
        topic,
        hold,
        preset: match topic {
            Some(top) => format!("status={}&topic={}", hold.name(), topic_slug(top)),
            None => format!("status={}", hold.name()),
        },
    })
}

fn title(library: &Library, topic: Option<usize>, hold: Hold) -> String {
    let maker = library.maker;
    let all = match hold {
        Hold::Binding => maker.texts.get("page.library_title"),
        Hold::Ended => maker.texts.get("library.ended_title"),
        Hold::One(Status::NotYet) => maker.texts.get("library.not_yet_title"),
        Hold::One(_) => maker.fill("library.state_title", &[("%value", &hold.label(maker))]),
    };
    match topic {
        Some(top) => maker.fill("page.by", &[("%title", &all), ("%value", TREE[top].name)]),
        None => all,
    }
}

fn values<'a>(library: &'a Library) -> impl Iterator<Item = List<'a>> {
    let choices = library.facets.iter().flat_map(|facet| facet.choices.iter().map(move |choice| (facet, choice)));
    choices
        .map(|(facet, choice)| value_list(library, choice, None, format!("{}={}", facet.dimension.name(), choice.name)))
}

fn children<'a>(library: &'a Library) -> impl Iterator<Item = List<'a>> {
    let tops = library.children.iter().enumerate();
    tops.flat_map(|(top, facet)| facet.choices.iter().map(move |choice| (top, choice))).map(|(top, choice)| {
        let preset = format!("topic={}&{}={}", topic_slug(top), Dimension::Child.name(), choice.name);
        value_list(library, choice, Some(top), preset)
    })
}

fn value_list<'a>(library: &Library, choice: &'a facets::Choice, topic: Option<usize>, preset: String) -> List<'a> {
    let value = match topic {
        Some(top) => format!("{}/{}", TREE[top].name, choice.title),
        None => choice.title.clone(),
    };
    let all = library.maker.texts.get("page.library_title");
    List {
        title: library.maker.fill("page.by", &[("%title", &all), ("%value", &value)]),
        address: choice.address.clone(),
        ids: choice.ids.as_slice().into(),
        topic,
        hold: Hold::Binding,
        preset: format!("status={}&{preset}", Hold::Binding.name()),
    }
}

/// The orders beside the newest first, by their names in addresses and in the filter.
fn orders<'a>(library: &'a Library) -> [(&'static str, &'a [DocId]); 2] {
    [("number", &library.by_number), ("title", &library.by_title)]
}

fn sorted<'a>(library: &'a Library) -> impl Iterator<Item = List<'a>> {
    orders(library).into_iter().filter(|(_, ids)| !ids.is_empty()).map(|(name, ids)| List {
        title: library.maker.texts.get(&format!("library.sorted.{name}")),
        address: place::facet("sort", name),
        ids: ids.iter().copied().filter(|id| Hold::Binding.holds(library.maker, *id)).collect::<Vec<_>>().into(),
        topic: None,
        hold: Hold::Binding,
        preset: format!("status={}&sort={name}", Hold::Binding.name()),
    })
}

/// Links between the orders, on the pages of the one list that has them.
fn sorts(library: &Library, list: &List) -> Vec<CountedLink> {
    let all = hold::address(None, Hold::Binding);
    let others = orders(library).map(|(name, _)| (name, place::facet("sort", name)));
    let addresses: Vec<_> = [("date", all)].into_iter().chain(others).collect();
    if list.ids.is_empty() || !addresses.iter().any(|(_, address)| *address == list.address) {
        return Vec::new();
    }
    let link = |(name, address): (&str, Address)| CountedLink {
        title: library.maker.texts.get(&format!("library.sort.{name}")),
        path: address.link(),
        count: list.ids.len(),
        current: address == list.address,
    };
    addresses.into_iter().map(link).collect()
}

fn emit_list(library: &Library, stage: &Stage, list: &List) -> Result<(), RenderError> {
    let maker = library.maker;
    let facets = facets::views(library, &list.address, list.topic, list.hold);
    let sorts = sorts(library, list);
    let listing = Listing {
        tab: Tab::of(list.hold),
        address: list.address.clone(),
        title: list.title.clone(),
        description: description(library, list),
        keywords: maker.texts.get("page.library_keywords"),
        above: above(library, list),
        template: "library.html",
    };
    listing.emit(library, stage, (&list.ids, PAGE_SIZE), |ids| LibraryListView {
        lines: maker.lines(ids),
        facets: facets.clone(),
        sorts: sorts.clone(),
        preset: list.preset.clone(),
    })
}

fn description(library: &Library, list: &List) -> String {
    match list.address == place::library() {
        true => library.maker.texts.get("page.library_description"),
        false => library.maker.fill("library.description", &[("%title", &list.title)]),
    }
}

/// The library, and the topic above its children and its other states.
fn above(library: &Library, list: &List) -> Vec<Link> {
    let own = (list.address != place::library()).then(|| tabs::above(library));
    let topic = list.topic.filter(|top| {
        hold::address(Some(*top), Hold::Binding) != list.address
            && !library.cells.get(Some(*top), Hold::Binding).is_empty()
    });
    let topic = topic.map(|top| Link {
        title: TREE[top].name.to_owned(),
        path: Some(hold::address(Some(top), Hold::Binding).link()),
    });
    own.into_iter().chain(topic).collect()
}
