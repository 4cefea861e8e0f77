//! The site on a day: what may be seen, what is in force, and when that changes by itself.

use crate::config::Column;
use crate::content::document::{Document, Policy};
use crate::domain::Date;
use crate::domain::date::next_day;
use crate::domain::evaluation;
use crate::domain::kind::Kind;
use crate::domain::validity::{self, Event, Term, Turn, Validity};
use crate::site::{DocId, LinkTarget, Site, Source};
use crate::source::Asset;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    by_column: HashMap<&'a str, Vec<DocId>>,
    /// The days on which the output would change by itself, and why.
    pub next_changes: BTreeMap<Date, Vec<String>>,
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
    let validity = documents
        .iter()
        .enumerate()
        .map(|(id, document)| {
            let policy = document.policy().filter(|_| visible[id])?;
            Some(validity::validity(term(policy), &visible_events(site, id, &visible), as_of))
        })
        .collect();
    let next_changes = next_changes(site, as_of, &visible, drafts);
    Edition { site, as_of, published, visible, validity, by_column, next_changes }
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

/// An event counts only when its acting document is itself published.
fn visible_events(site: &Site, id: DocId, visible: &[bool]) -> Vec<Event<Source>> {
    site.events[id].iter().filter(|event| visible[event.source.acting]).cloned().collect()
}

fn next_changes(site: &Site, as_of: Date, visible: &[bool], drafts: bool) -> BTreeMap<Date, Vec<String>> {
    let mut changes: BTreeMap<Date, Vec<String>> = BTreeMap::new();
    for (id, document) in site.content.documents.iter().enumerate() {
        let can_appear = document.disclosure.is_public() && (drafts || !document.draft);
        if let Some(day) = document.published.filter(|day| can_appear && *day > as_of) {
            changes.entry(day).or_default().push(format!("发布《{}》", document.title));
        }
        let Some(policy) = document.policy().filter(|_| visible[id]) else { continue };
        let turns = validity::turns(term(policy), &visible_events(site, id, visible), as_of);
        for turn in turns.iter().skip(1) {
            changes.entry(turn.date).or_default().push(format!("《{}》的有效性", document.title));
        }
        if policy.nature.is_regulatory() {
            for (day, limit) in notices(&turns, &site.content.config.rules.expiry_notice) {
                changes.entry(day).or_default().push(format!("《{}》将于{limit}日内到期", document.title));
            }
        }
    }
    for item in &site.schedule {
        // The home page shows what is still due this month.
        for due in item.rhythm.dues_in(as_of.year(), as_of.month()) {
            if due.date >= as_of {
                changes.entry(next_day(due.date)).or_default().push(format!("定时公开“{}”到期", item.name));
            }
        }
    }
    if !site.schedule.is_empty() {
        changes.entry(next_day(as_of.last_of_month())).or_default().push("定时公开换月".to_owned());
    }
    changes
}

/// The days on which 即将到期 takes a document up or moves it on, and the limit then reached. What
/// falls on a turn needs no day of its own.
fn notices<S>(turns: &[Turn<S>], limits: &[usize]) -> Vec<(Date, usize)> {
    let mut days = Vec::new();
    for (at, turn) in turns.iter().enumerate() {
        let next = turns.get(at + 1).map(|next| next.date);
        let Some(last) = turn.expires.filter(|_| turn.status.binds()) else { continue };
        let reached = limits.iter().filter_map(|limit| Some((evaluation::first_day(last, *limit)?, *limit)));
        days.extend(reached.filter(|(day, _)| *day > turn.date && next.is_none_or(|next| *day < next)));
    }
    days
}

impl<'a> Edition<'a> {
    /// Whether a document may be seen.
    pub fn is_visible(&self, id: DocId) -> bool {
        self.visible[id]
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
    pub fn turns(&self, id: DocId) -> Vec<Turn<Source>> {
        let document = self.document(id);
        let Some(policy) = document.policy().filter(|_| self.visible[id]) else { return Vec::new() };
        let from = document.published.unwrap_or(policy.effective);
        validity::turns(term(policy), &visible_events(self.site, id, &self.visible), from)
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
            let linked = self.site.links[*id].iter().filter_map(|target| match target {
                LinkTarget::Asset(asset) => Some(*asset),
                _ => None,
            });
            self.site.attachments[*id].iter().copied().chain(linked)
        });
        let assets: BTreeSet<usize> = named.chain(self.site.register_files.iter().copied()).collect();
        assets.into_iter().map(|asset| &self.site.content.assets[asset]).collect()
    }

    /// The published ones of a list of documents.
    pub fn visible_of(&self, ids: &[DocId]) -> Vec<DocId> {
        ids.iter().copied().filter(|id| self.visible[*id]).collect()
    }
}
