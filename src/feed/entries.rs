//! What the feeds tell: new documents, changes of validity, and what is published under 定时公开. Both
//! formats show the same.

use super::disclosures;
use crate::domain::Date;
use crate::domain::date::official;
use crate::domain::text::in_title_marks;
use crate::domain::validity::{Act, Event, Status, Turn};
use crate::render::subscriptions::{Entries, NEWEST, Subscription};
use crate::site::{DocId, Source, encode};
use crate::status::Edition;
use std::cmp::Reverse;

/// A feed and its newest entries.
#[derive(Debug)]
pub struct Feed {
    /// Names the feed for ever.
    pub id: String,
    /// What it brings, with the name of the site.
    pub title: String,
    /// The page to which it belongs.
    pub home: String,
    /// Where its Atom file lies.
    pub atom: String,
    /// Where its JSON Feed file lies.
    pub json: String,
    /// The organ that publishes the site.
    pub author: String,
    /// Newest first.
    pub entries: Vec<Entry>,
}

/// Something new.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Names the entry for ever.
    pub id: String,
    /// One line.
    pub title: String,
    /// The page where it can be read.
    pub url: String,
    /// The day on which it could first be known.
    pub date: Date,
    /// 摘要, or what the document is.
    pub summary: String,
    /// The organ that did it.
    pub author: String,
    /// Topic, 特色主题, 服务对象, 频率, or the state of validity or of 定时公开; each once.
    pub categories: Vec<String>,
}

/// The feed of a subscription.
pub fn feed(edition: &Edition, subscription: &Subscription) -> Feed {
    let identity = edition.identity();
    let entries = match &subscription.entries {
        Entries::Validity => changes_of_validity(edition),
        Entries::Schedule => disclosures::entries(edition),
        Entries::Documents(ids) => ids.iter().filter_map(|id| published(edition, *id)).collect(),
    };
    Feed {
        id: tag(edition, &format!("feeds/{}", encode(&subscription.name))),
        title: format!("{} - {}", subscription.title, identity.name),
        home: identity.base_url.clone(),
        atom: identity.absolute(&encode(&subscription.atom())),
        json: identity.absolute(&encode(&subscription.json())),
        author: identity.publisher().to_owned(),
        entries,
    }
}

/// A day at midnight where the site is published.
pub fn timestamp(date: Date) -> String {
    format!("{date}T00:00:00+08:00")
}

/// The year in which this scheme of names began. A tag needs a day on which the domain was the
/// publisher's (RFC 4151), and this one must never change: any date of a document may be corrected.
const TAG_YEAR: u16 = 2026;

/// A name that stays when addresses change.
pub fn tag(edition: &Edition, path: &str) -> String {
    let identity = edition.identity();
    format!("tag:{},{TAG_YEAR}:{}{path}", identity.domain(), identity.base_path())
}

fn url(edition: &Edition, id: DocId) -> String {
    edition.identity().absolute(&edition.site.addresses[id].link())
}

fn published(edition: &Edition, id: DocId) -> Option<Entry> {
    let document = edition.document(id);
    let date = document.published?;
    let author = document.organ().unwrap_or(edition.identity().publisher()).to_owned();
    let what = || format!("{author}{}{}发布。", edition.document(id).kind.label(), official(date));
    let topic = document.topic.map(|topic| topic.full_name());
    Some(Entry {
        id: tag(edition, &encode(document.id())),
        title: document.title.clone(),
        url: url(edition, id),
        date,
        summary: document.summary.clone().unwrap_or_else(what),
        categories: once(topic.into_iter().chain(document.tags.clone()).chain(document.audiences.clone())),
        author,
    })
}

/// Each word once, in the order of their first appearance.
fn once(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for word in words {
        if !list.contains(&word) {
            list.push(word);
        }
    }
    list
}

/// The newest changes of validity of regulatory documents that have come about. Only those that
/// are told are put into words: a large site has many.
fn changes_of_validity(edition: &Edition) -> Vec<Entry> {
    let documents = edition.regulatory().filter(|id| !edition.document(*id).draft);
    let mut changes: Vec<Change> = documents.flat_map(|id| changes(edition, id)).collect();
    changes.sort_by_key(|change| (Reverse(change.known), change.id, change.turn.date));
    changes.iter().take(NEWEST).map(|change| entry(edition, change)).collect()
}

/// A turn of a document that has come about.
struct Change<'a> {
    id: DocId,
    turn: &'a Turn<Source>,
    /// The day on which it could first be known.
    known: Date,
}

fn changes<'a>(edition: &'a Edition, id: DocId) -> Vec<Change<'a>> {
    let turns = edition.turns_by(id, edition.as_of);
    let before = [None].into_iter().chain(turns.iter().map(Some));
    let pairs = before.zip(turns).filter(|(last, turn)| is_news(*last, turn));
    pairs.map(|(_, turn)| Change { id, turn, known: known(edition, turn) }).collect()
}

/// An act may count from a day before it was published; nobody could know of it then.
fn known(edition: &Edition, turn: &Turn<Source>) -> Date {
    let published = turn.causes.iter().filter_map(|event| edition.document(event.source.acting).published);
    published.max().map_or(turn.date, |published| published.max(turn.date))
}

/// A document that is published before it comes into force is news among the documents, not here;
/// nor is the last day of one that had fallen before.
fn is_news(last: Option<&Turn<Source>>, turn: &Turn<Source>) -> bool {
    let waits = turn.status == Status::NotYet;
    let same = last.is_some_and(|last| last.status == turn.status);
    !turn.causes.is_empty() || !(waits || same)
}

fn entry(edition: &Edition, change: &Change) -> Entry {
    let (id, turn) = (change.id, change.turn);
    let document = edition.document(id);
    let acting = turn.causes.first().map(|event| edition.document(event.source.acting));
    let author = acting.unwrap_or(document).organ();
    let title = sentence(edition, id, turn);
    // The sentence itself names the end that came, or a new one.
    let is_said = !turn.status.binds() || turn.causes.iter().any(|event| matches!(event.act, Act::Extend { .. }));
    let expires = turn.expires.filter(|_| !is_said).map(|end| format!("有效期至{}。", official(end)));
    Entry {
        id: tag(edition, &format!("{}?turn={}", encode(document.id()), turn.date)),
        url: url(edition, id),
        date: change.known,
        summary: format!("{title}。{}", expires.unwrap_or_default()),
        title,
        author: author.unwrap_or(edition.identity().publisher()).to_owned(),
        categories: vec![turn.status.label().to_owned()],
    }
}

/// 《…》自2026年7月1日起已修改：被《…》（…）修改（第六条）
fn sentence(edition: &Edition, id: DocId, turn: &Turn<Source>) -> String {
    let document = edition.document(id);
    let (title, day) = (&document.title, official(turn.date));
    let only_extends = turn.causes.iter().all(|event| matches!(event.act, Act::Extend { .. }));
    let state = match turn.status {
        Status::InForce if turn.causes.is_empty() => "施行",
        _ if only_extends && !turn.causes.is_empty() => "延长有效期",
        status => status.label(),
    };
    // A document may be published after it has come into force.
    let day = match (turn.status, document.policy()) {
        (Status::InForce, Some(policy)) if turn.causes.is_empty() => official(policy.effective),
        _ => day,
    };
    let causes: Vec<String> = turn.causes.iter().map(|event| cause(edition, event)).collect();
    let why = match (causes.is_empty(), turn.status) {
        (false, _) => format!("：{}", causes.join("；")),
        (true, Status::Void) => "：有效期届满".to_owned(),
        (true, _) => String::new(),
    };
    format!("{}自{day}起{state}{why}", in_title_marks(title))
}

fn cause(edition: &Edition, event: &Event<Source>) -> String {
    let document = edition.document(event.source.acting);
    let named = document.quoted();
    let clauses = event.source.clauses.as_deref();
    let bracketed = clauses.map(|clauses| format!("（{clauses}）")).unwrap_or_default();
    match event.act {
        Act::Amend => format!("被{named}修改{bracketed}"),
        Act::Repeal => format!("被{named}废止"),
        Act::RepealPart => format!("被{named}废止{}", clauses.unwrap_or_default()),
        Act::DeclareVoid => format!("被{named}宣布失效"),
        Act::Extend { to } => format!("经{named}延长，有效期至{}", official(to)),
    }
}
