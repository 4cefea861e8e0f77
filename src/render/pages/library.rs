//! The list of regulatory documents: what is in force, and by topic, year, organ and status.

use super::list::paginate;
use super::{Maker, column, place, slug, topic_slug};
use crate::domain::topics::TREE;
use crate::domain::validity::Status;
use crate::render::engine::RenderError;
use crate::render::stage::{Page, Stage};
use crate::render::subscriptions;
use crate::render::views::{CountedLink, FacetView, Link, ListView};
use crate::site::{Address, DocId};
use rayon::prelude::*;
use std::collections::BTreeMap;

const PAGE_SIZE: usize = 20;

/// A value of a facet: its page and its documents.
struct Choice {
    title: String,
    address: Address,
    ids: Vec<DocId>,
}

/// A facet and its values, in the order in which they are shown.
struct Facet {
    title: String,
    choices: Vec<Choice>,
}

impl Choice {
    fn link(&self, current: &Address) -> CountedLink {
        CountedLink {
            title: self.title.clone(),
            path: self.address.link(),
            count: self.ids.len(),
            current: self.address == *current,
        }
    }
}

/// The documents in force, newest first.
pub fn in_force(maker: &Maker) -> Vec<DocId> {
    maker.edition.regulatory().filter(|id| status(maker, *id).is_some_and(Status::binds)).collect()
}

/// Every page of the library.
pub fn emit(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    let all = in_force(maker);
    let facets = facets(maker, &all);
    let title = maker.texts.get("page.library_title");
    emit_list(maker, stage, &facets, &title, &place::library(), &all)?;
    for facet in &facets {
        for choice in facet.choices.iter().filter(|choice| choice.address != place::library()) {
            let values = [("%title", title.as_str()), ("%value", choice.title.as_str())];
            let title = maker.fill("page.by", &values);
            emit_list(maker, stage, &facets, &title, &choice.address, &choice.ids)?;
        }
    }
    Ok(())
}

fn status(maker: &Maker, id: DocId) -> Option<Status> {
    maker.edition.validity(id).map(|validity| validity.status)
}

/// Topic, year and organ lead to what is in force; status leads to everything in that state.
fn facets(maker: &Maker, all: &[DocId]) -> Vec<Facet> {
    vec![
        Facet { title: maker.texts.get("facet.status"), choices: by_status(maker) },
        Facet { title: maker.texts.get("facet.topic"), choices: by_topic(maker, all) },
        Facet { title: maker.texts.get("facet.year"), choices: by_year(maker, all) },
        Facet { title: maker.texts.get("facet.organ"), choices: by_organ(maker, all) },
    ]
}

fn by_status(maker: &Maker) -> Vec<Choice> {
    let all = Choice { title: maker.texts.get("facet.all"), address: place::library(), ids: in_force(maker) };
    let choice = |state: &Status| {
        let ids: Vec<DocId> = maker.edition.regulatory().filter(|id| status(maker, *id) == Some(*state)).collect();
        Choice { title: maker.status(*state).label, address: place::facet("status", state.name()), ids }
    };
    let states = Status::ALL.iter().map(choice).filter(|choice| !choice.ids.is_empty());
    [all].into_iter().chain(states).collect()
}

fn by_topic(maker: &Maker, all: &[DocId]) -> Vec<Choice> {
    let choice = |(top, ids): (usize, Vec<DocId>)| Choice {
        title: TREE[top].name.to_owned(),
        address: place::facet("topic", &topic_slug(top)),
        ids,
    };
    maker.by_topic(all).into_iter().map(choice).collect()
}

fn by_year(maker: &Maker, all: &[DocId]) -> Vec<Choice> {
    let mut years: BTreeMap<i16, Vec<DocId>> = BTreeMap::new();
    for id in all {
        if let Some(date) = maker.edition.document(*id).published {
            years.entry(date.year()).or_default().push(*id);
        }
    }
    let choice = |(year, ids): (i16, Vec<DocId>)| Choice {
        title: format!("{year}年"),
        address: place::facet("year", &year.to_string()),
        ids,
    };
    years.into_iter().rev().map(choice).collect()
}

/// Organs in the order of site.yaml, then those that it does not list.
fn by_organ(maker: &Maker, all: &[DocId]) -> Vec<Choice> {
    let config = &maker.edition.site.content.config;
    let mut organs: BTreeMap<(usize, &str), Vec<DocId>> = BTreeMap::new();
    for id in all {
        let issuers = maker.edition.document(*id).policy().map_or(&[][..], |policy| &policy.issuers);
        for name in issuers {
            let rank = config.organs.iter().position(|organ| organ.name == *name).unwrap_or(usize::MAX);
            organs.entry((rank, name)).or_default().push(*id);
        }
    }
    let choice = |((_, name), ids): ((usize, &str), Vec<DocId>)| Choice {
        title: name.to_owned(),
        address: place::facet("organ", &config.organ(name).map_or_else(|| slug(name), |organ| organ.id.clone())),
        ids,
    };
    organs.into_iter().map(choice).collect()
}

fn emit_list(
    maker: &Maker,
    stage: &Stage,
    facets: &[Facet],
    title: &str,
    first: &Address,
    ids: &[DocId],
) -> Result<(), RenderError> {
    let description = maker.texts.get("page.library_description");
    let library = place::library();
    let above =
        (*first != library).then(|| Link { title: maker.texts.get("page.library_title"), path: Some(library.link()) });
    let pages: Vec<_> = paginate(ids, PAGE_SIZE, first).collect();
    pages.into_par_iter().try_for_each(|(number, slice, pager)| {
        stage.emit(&Page {
            address: Address::list_page(first, number),
            title: column::title(maker, title, number),
            description: description.clone(),
            meta: maker.column_meta(title, &description, &maker.texts.get("page.library_keywords"), "政策文件"),
            above: above.iter().cloned().collect(),
            section: Some(library.link()),
            noindex: false,
            stands_for: None,
            machine: maker.feeds([subscriptions::validity(maker.edition)]),
            template: "library.html",
            key: "list",
            view: ListView {
                title: title.to_owned(),
                description: description.clone(),
                lines: maker.lines(slice),
                total: ids.len(),
                pager,
                facets: views(facets, first),
                children: Vec::new(),
            },
        })
    })
}

fn views(facets: &[Facet], current: &Address) -> Vec<FacetView> {
    let view = |facet: &Facet| FacetView {
        title: facet.title.clone(),
        options: facet.choices.iter().map(|choice| choice.link(current)).collect(),
    };
    facets.iter().map(view).collect()
}

/// The topics of what is in force, for the home page.
pub fn topics(maker: &Maker) -> Vec<CountedLink> {
    by_topic(maker, &in_force(maker)).iter().map(|choice| choice.link(&place::library())).collect()
}
