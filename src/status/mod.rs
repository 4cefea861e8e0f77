//! The site on a day: what may be seen, what is in force, and when that changes by itself.

mod changes;
mod citations;
mod clocks;
mod decisions;
mod desk;
mod ledger;
mod punctuality;
mod registers;
mod schedule;
mod texts;

pub use changes::{Change, Changes};
pub use citations::{Cited, cited_on, issued_name};
pub use clocks::Running;
pub use decisions::{PlanState, StepState};
pub use desk::{Duty, When};
pub use ledger::{Shown, Standing, Summary, Way};
pub use punctuality::Punctuality;
pub use registers::Cell;
pub use schedule::{Obligation, Obligations, Place, horizon};

use crate::config::{Column, Identity};
use crate::content::document::{Document, Policy};
use crate::domain::Date;
use crate::domain::kind::Kind;
use crate::domain::validity::{self, Act, Event, Status, Term, Turn, Validity};
use crate::site::{DocId, LinkTarget, Material, Site, Source, Which};
use crate::source::Asset;
use citations::Names;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// The site as the public may see it on one day.
#[derive(Debug)]
pub struct Edition<'a> {
    /// The whole site.
    pub site: &'a Site,
    /// The day.
    pub as_of: Date,
    /// Documents that may be seen, newest first.
    pub published: Vec<DocId>,
    visible: Vec<bool>,
    validity: Vec<Option<Validity<Source>>>,
    turns: Vec<Vec<Turn<Source>>>,
    by_column: HashMap<&'a str, Vec<DocId>>,
    names: Names,
    citations: citations::Collected,
    /// What the items of 定时公开 owe, in the order of [`crate::site::Schedule::items`].
    pub obligations: Obligations<'a>,
    /// The tasks of the ledger, in the order of the register.
    pub ledger: Vec<Standing<'a>>,
    /// The days on which the output would change by itself, and why.
    pub next_changes: Changes,
}

/// Looks at the site on a day; with `drafts`, documents marked 草稿 are shown as well.
pub fn on(site: &Site, as_of: Date, drafts: bool) -> Edition<'_> {
    let documents = &site.content.documents;
    let visible: Vec<bool> = documents.iter().map(|document| is_visible(document, as_of, drafts)).collect();
    let mut published: Vec<DocId> = (0..documents.len()).filter(|id| visible[*id]).collect();
    published.sort_by(|a, b| documents[*b].published.cmp(&documents[*a].published).then(a.cmp(b)));
    let mut by_column: HashMap<&str, Vec<DocId>> = HashMap::new();
    for id in &published {
        if let Some(column) = site.column(*id) {
            by_column.entry(&column.path).or_default().push(*id);
        }
    }
    let (validity, turns) = (0..documents.len()).into_par_iter().map(|id| in_time(site, id, &visible, as_of)).unzip();
    let (names, citations) = (Names::new(site, &visible), citations::Collected::default());
    let obligations = schedule::obligations(site, as_of, &visible);
    let ledger = ledger::standings(site, as_of, &visible);
    let next_changes = Changes::new();
    let mut edition = Edition {
        site,
        as_of,
        published,
        visible,
        validity,
        turns,
        by_column,
        names,
        citations,
        obligations,
        ledger,
        next_changes,
    };
    edition.next_changes = changes::after(&edition, drafts);
    edition.citations = citations::collect(&edition);
    edition
}

/// Only documents that are disclosed of the organ's own accord, whose day has come.
fn is_visible(document: &Document, as_of: Date, drafts: bool) -> bool {
    document.complete
        && document.disclosure.is_public()
        && (drafts || !document.draft)
        && document.published.is_none_or(|published| published <= as_of)
}

fn term(policy: &Policy) -> Term {
    Term { effective: policy.effective, expires: policy.expires }
}

/// The validity of a published policy on a day, and all its turns from its own publication on.
fn in_time(site: &Site, id: DocId, visible: &[bool], as_of: Date) -> (Option<Validity<Source>>, Vec<Turn<Source>>) {
    let document = site.document(id);
    let Some(policy) = document.policy().filter(|_| visible[id]) else { return (None, Vec::new()) };
    let (term, events) = (term(policy), visible_events(site, id, visible));
    let from = document.published.unwrap_or(policy.effective);
    (Some(validity::validity(term, &events, as_of)), validity::turns(term, &events, from))
}

/// An event counts only when its acting document is itself published.
fn visible_events(site: &Site, id: DocId, visible: &[bool]) -> Vec<Event<Source>> {
    site.events[id].iter().filter(|event| visible[event.source.acting]).cloned().collect()
}

impl<'a> Edition<'a> {
    /// Whether a document may be seen.
    pub fn is_visible(&self, id: DocId) -> bool {
        self.visible[id]
    }

    /// Who publishes the site.
    pub fn identity(&self) -> &'a Identity {
        &self.site.content.config.identity
    }

    /// A document.
    pub fn document(&self, id: DocId) -> &'a Document {
        self.site.document(id)
    }

    /// The validity of a published policy.
    pub fn validity(&self, id: DocId) -> Option<&Validity<Source>> {
        self.validity[id].as_ref()
    }

    /// Every day on which the validity of a published policy changes or changed, from its own
    /// publication on, as far as is known on the day of the edition.
    pub fn turns(&self, id: DocId) -> &[Turn<Source>] {
        &self.turns[id]
    }

    /// The turns that have come about by a day.
    pub fn turns_by(&self, id: DocId, day: Date) -> &[Turn<Source>] {
        let turns = self.turns(id);
        &turns[..turns.partition_point(|turn| turn.date <= day)]
    }

    /// The turns that are known on the day of the edition and still to come.
    pub fn coming_turns(&self, id: DocId) -> &[Turn<Source>] {
        &self.turns(id)[self.turns_by(id, self.as_of).len()..]
    }

    /// The published documents of a column, newest first.
    pub fn in_column(&self, column: &Column) -> &[DocId] {
        self.by_column.get(column.path.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The published documents of a kind, newest first.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = DocId> + '_ {
        self.published.iter().copied().filter(move |id| self.document(*id).kind == kind)
    }

    /// The published regulatory documents, newest first.
    pub fn regulatory(&self) -> impl Iterator<Item = DocId> + '_ {
        self.published
            .iter()
            .copied()
            .filter(|id| self.document(*id).policy().is_some_and(|policy| policy.nature.is_regulatory()))
    }

    /// The files that published documents and registers name, each once.
    pub fn published_assets(&self) -> Vec<&'a Asset> {
        let named = self.published.iter().flat_map(|id| {
            let linked = self.shown(*id).into_iter().flat_map(|which| self.site.links_of(*id, which));
            let linked = linked.filter_map(|target| match target {
                LinkTarget::Asset(asset) => Some(*asset),
                _ => None,
            });
            let materials = self.materials(*id).into_iter().filter_map(|material| match material {
                Material::File(asset) => Some(asset),
                Material::Document(_) => None,
            });
            self.site.attachments[*id].iter().copied().chain(linked).chain(materials)
        });
        let assets: BTreeSet<usize> = named.chain(self.register_files()).chain(self.ledger_files()).collect();
        assets.into_iter().map(|asset| &self.site.content.assets[asset]).collect()
    }

    /// What a text of a document cites.
    pub fn cited(&self, id: DocId, which: Which) -> Cow<'_, [Cited]> {
        match which == self.current(id) {
            true => Cow::Borrowed(&self.citations.cited[id]),
            false => Cow::Owned(self.find_cited(id, which)),
        }
    }

    /// Whether a published policy had ended by a day: its state then, and since when.
    pub fn ended_by(&self, id: DocId, day: Date) -> Option<(Status, Date)> {
        let by_then = self.turns_by(id, day);
        let last = by_then.last().filter(|last| last.status.has_ended())?;
        Some((last.status, validity::since(by_then)?))
    }

    /// The document that binds in place of one that has ended: one of the same name, else the one
    /// that repealed it.
    pub fn successor(&self, id: DocId) -> Option<DocId> {
        let ended = self.validity(id).filter(|validity| !validity.status.binds())?;
        let binds = |other: &DocId| self.validity(*other).is_some_and(|validity| validity.status.binds());
        let namesake = self.namesakes(id).filter(|other| *other != id).filter(binds);
        let newest = namesake.max_by_key(|other| self.document(*other).published);
        let repeal = ended.events.iter().find(|event| event.act == Act::Repeal).map(|event| event.source.acting);
        // A decision that only clears away takes the place of nothing.
        let clears = |acting: &DocId| {
            let title = &self.document(*acting).title;
            self.site.acts[*acting].len() > 1 || title.contains("废止") || title.contains("失效")
        };
        newest.or_else(|| repeal.filter(|acting| !clears(acting) && binds(acting)))
    }

    /// The published documents that cite a document, newest first.
    pub fn cited_by(&self, id: DocId) -> &[DocId] {
        &self.citations.by[id]
    }

    /// The published ones of a list of documents.
    pub fn visible_of(&self, ids: &[DocId]) -> Vec<DocId> {
        ids.iter().copied().filter(|id| self.visible[*id]).collect()
    }
}
