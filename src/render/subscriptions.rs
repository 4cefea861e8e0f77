//! What can be subscribed to: new documents, all of them and by column, topic and audience, changes of
//! validity, and what is published under 定时公开. The pages name the feeds; the feeds themselves are
//! made in `feed`.

use super::pages::{slug, topic_slug};
use crate::config::Column;
use crate::domain::topics::TREE;
use crate::site::{DocId, Record, RecordSource};
use crate::status::Edition;
use std::collections::BTreeMap;

/// Entries of a feed, at most.
pub const NEWEST: usize = 50;

/// How a feed chooses, for the headings of the page that lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Everything, changes of validity, and 定时公开.
    Whole,
    /// A column.
    Column,
    /// A top-level topic.
    Topic,
    /// 服务对象.
    Audience,
}

/// What the entries of a feed are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entries {
    /// New documents, the newest first.
    Documents(Vec<DocId>),
    /// Changes of validity.
    Validity,
    /// What was published under 定时公开.
    Schedule,
}

/// A feed, in two formats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Name of its files below `feeds/`, without the ending.
    pub name: String,
    /// What it brings.
    pub title: String,
    /// How it chooses.
    pub choice: Choice,
    /// What it tells.
    pub entries: Entries,
}

impl Subscription {
    /// Path of the Atom file in the output.
    pub fn atom(&self) -> String {
        format!("feeds/{}.xml", self.name)
    }

    /// Path of the JSON Feed file in the output.
    pub fn json(&self) -> String {
        format!("feeds/{}.json", self.name)
    }

    fn new(name: String, title: &str, choice: Choice, ids: Vec<DocId>) -> Option<Self> {
        let is_empty = ids.is_empty();
        (!is_empty).then(|| Self { name, title: title.to_owned(), choice, entries: Entries::Documents(ids) })
    }

    fn of_site(name: &str, title: &str, entries: Entries) -> Self {
        Self { name: name.to_owned(), title: title.to_owned(), choice: Choice::Whole, entries }
    }
}

/// Every feed that has an entry: a feed without one has no day on which it was last changed. A
/// site without an address has none, because entries are named and found by it.
pub fn all(edition: &Edition) -> Vec<Subscription> {
    let config = &edition.site.content.config;
    if config.identity.base_url.is_empty() {
        return Vec::new();
    }
    let mut feeds: Vec<Subscription> =
        [whole(edition), validity(edition), schedule(edition)].into_iter().flatten().collect();
    feeds.extend(config.columns.iter().filter_map(|column| of_column(edition, column)));
    feeds.extend(by_topic(edition));
    feeds.extend(by_audience(edition));
    feeds
}

/// All new documents.
pub fn whole(edition: &Edition) -> Option<Subscription> {
    Subscription::new("all".to_owned(), "全部新公开的信息", Choice::Whole, newest(edition, &edition.published))
}

/// Changes of the validity of regulatory documents.
pub fn validity(edition: &Edition) -> Option<Subscription> {
    let changed = edition.regulatory().any(|id| {
        !edition.document(id).draft
            && edition
                .validity(id)
                .is_some_and(|now| now.status != crate::domain::validity::Status::NotYet || !now.events.is_empty())
    });
    changed.then(|| Subscription::of_site("validity", "规范性文件有效性变化", Entries::Validity))
}

/// What was published under 定时公开.
pub fn schedule(edition: &Edition) -> Option<Subscription> {
    let any = edition.obligations.iter().flatten().any(|owed| owed.record.is_some_and(|record| told(edition, &record)));
    any.then(|| Subscription::of_site("schedule", "定时公开的信息", Entries::Schedule))
}

/// Whether a record of 定时公开 is told in feeds: a draft is for its author only.
pub fn told(edition: &Edition, record: &Record) -> bool {
    !matches!(record.source, RecordSource::Document(id) if edition.document(id).draft)
}

/// New documents of a column.
pub fn of_column(edition: &Edition, column: &Column) -> Option<Subscription> {
    let columns = &edition.site.content.config.columns;
    let plain = column.path.replace('/', "-");
    let first = columns.iter().find(|other| other.path.replace('/', "-") == plain);
    // `a/b` and `a-b` would have one name: only the first of them gets it.
    let name = if first.is_some_and(|first| first.path == column.path) { plain } else { slug(&column.path) };
    let ids = newest(edition, edition.in_column(column));
    Subscription::new(format!("column-{name}"), &column.name, Choice::Column, ids)
}

fn by_topic(edition: &Edition) -> Vec<Subscription> {
    let mut groups: BTreeMap<usize, Vec<DocId>> = BTreeMap::new();
    for id in dated(edition, &edition.published) {
        if let Some(topic) = edition.document(id).topic {
            push(groups.entry(topic.top).or_default(), id);
        }
    }
    let feed = |(top, ids): (usize, Vec<DocId>)| {
        Subscription::new(format!("topic-{}", topic_slug(top)), TREE[top].name, Choice::Topic, ids)
    };
    groups.into_iter().filter_map(feed).collect()
}

/// In the order of site.yaml, then those that it does not list.
fn by_audience(edition: &Edition) -> Vec<Subscription> {
    let known = &edition.site.content.config.audiences;
    let mut groups: BTreeMap<(usize, &str), Vec<DocId>> = BTreeMap::new();
    for id in dated(edition, &edition.published) {
        for name in &edition.document(id).audiences {
            let rank = known.iter().position(|other| other == name).unwrap_or(usize::MAX);
            push(groups.entry((rank, name)).or_default(), id);
        }
    }
    let feed = |((_, name), ids): ((usize, &str), Vec<DocId>)| {
        Subscription::new(format!("audience-{}", slug(name)), name, Choice::Audience, ids)
    };
    groups.into_iter().filter_map(feed).collect()
}

fn push(ids: &mut Vec<DocId>, id: DocId) {
    if ids.len() < NEWEST {
        ids.push(id);
    }
}

fn newest(edition: &Edition, ids: &[DocId]) -> Vec<DocId> {
    dated(edition, ids).take(NEWEST).collect()
}

/// What has a day of publication: pages are kept, not published. A draft is for its author only.
fn dated<'a>(edition: &'a Edition, ids: &'a [DocId]) -> impl Iterator<Item = DocId> + 'a {
    ids.iter().copied().filter(|id| {
        let document = edition.document(*id);
        document.published.is_some() && !document.draft
    })
}
