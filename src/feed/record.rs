//! What data files say of one document: the same fields in the list, in the table and in the
//! document's own file.

use super::Digests;
use crate::content::document::{Document, Policy};
use crate::domain::Date;
use crate::domain::validity::{Act, since};
use crate::render::pages::place;
use crate::site::DocId;
use crate::status::Edition;
use serde::{Serialize, Serializer};

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A text, or nothing.
    Text(Option<String>),
    /// Any number of texts.
    List(Vec<String>),
}

impl Value {
    /// The value in a cell of a table; lists are joined with a semicolon.
    pub fn cell(&self) -> String {
        match self {
            Self::Text(text) => text.clone().unwrap_or_default(),
            Self::List(texts) => texts.join(";"),
        }
    }
}

/// One published document. Other programs rely on the names and the order of the fields: new ones
/// are added at the end, and none is ever renamed.
#[derive(Debug)]
pub struct Record(pub Vec<(&'static str, Value)>);

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// The names of the fields in their order; the head of the table, which an empty table has as well.
pub const COLUMNS: &[&str] = &[
    "id",
    "url",
    "kind",
    "title",
    "document_number",
    "index_number",
    "issuer",
    "nature",
    "written",
    "published",
    "effective",
    "expires",
    "status",
    "status_label",
    "disclosure",
    "topic",
    "tags",
    "audiences",
    "interpretations",
    "interprets",
    "phone",
    "sha256",
    "data",
    "summary",
    "genre",
    "registration_number",
    "drafter",
    "catalogue",
    "status_since",
    "amended_by",
    "repealed_by",
    "partly_repealed_by",
    "declared_void_by",
    "extended_by",
    "amends",
    "repeals",
    "partly_repeals",
    "declares_void",
    "extends",
];

/// What others did to a document, and what it did to others: the name of the field for each.
const ACTS: &[(&str, &str, &str)] = &[
    ("amend", "amended_by", "amends"),
    ("repeal", "repealed_by", "repeals"),
    ("repeal_part", "partly_repealed_by", "partly_repeals"),
    ("declare_void", "declared_void_by", "declares_void"),
    ("extend", "extended_by", "extends"),
];

/// Collects the fields in their order.
struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    fn text(&mut self, name: &'static str, text: Option<impl Into<String>>) {
        self.0.push((name, Value::Text(text.map(Into::into))));
    }

    fn date(&mut self, name: &'static str, date: Option<Date>) {
        self.text(name, date.map(|date| date.to_string()));
    }

    fn list(&mut self, name: &'static str, texts: Vec<String>) {
        self.0.push((name, Value::List(texts)));
    }
}

/// The record of a published document.
pub fn record(edition: &Edition, id: DocId, digests: Digests) -> Record {
    let mut fields = Fields(Vec::with_capacity(COLUMNS.len()));
    first_fields(&mut fields, edition, id);
    policy_fields(&mut fields, edition, id);
    relations(&mut fields, edition, id);
    let document = edition.document(id);
    fields.text("phone", phone(edition, document));
    fields.text("sha256", digests(edition.site.addresses[id].output()).map(|digest| digest.sha256));
    added_fields(&mut fields, edition, id);
    acts(&mut fields, edition, id);
    debug_assert!(fields.0.iter().map(|(name, _)| name).eq(COLUMNS), "the order of the fields is a contract");
    Record(fields.0)
}

fn first_fields(fields: &mut Fields, edition: &Edition, id: DocId) {
    let document = edition.document(id);
    fields.text("id", Some(document.id()));
    fields.text("url", Some(url(edition, id)));
    fields.text("kind", Some(document.kind.name()));
    fields.text("title", Some(document.title.clone()));
    fields.text("document_number", document.number().map(ToString::to_string));
    fields.text("index_number", document.index_number.clone());
}

fn policy_fields(fields: &mut Fields, edition: &Edition, id: DocId) {
    let document = edition.document(id);
    let (policy, validity) = (document.policy(), edition.validity(id));
    let issuers = |policy: &Policy| policy.issuers.join("、");
    fields.text("issuer", policy.map(issuers).filter(|issuers| !issuers.is_empty()));
    fields.text("nature", policy.map(|policy| policy.nature.name()));
    fields.date("written", policy.and_then(|policy| policy.written));
    fields.date("published", document.published);
    fields.date("effective", policy.map(|policy| policy.effective));
    fields.date("expires", validity.and_then(|validity| validity.expires));
    fields.text("status", validity.map(|validity| validity.status.name()));
    fields.text("status_label", validity.map(|validity| validity.status.label()));
}

fn relations(fields: &mut Fields, edition: &Edition, id: DocId) {
    let document = edition.document(id);
    fields.text("disclosure", Some("proactive"));
    fields.text("topic", document.topic.map(|topic| topic.full_name()));
    fields.list("tags", document.tags.clone());
    fields.list("audiences", document.audiences.clone());
    fields.list("interpretations", urls(edition, edition.visible_of(&edition.site.interpretations[id])));
    fields.list("interprets", urls(edition, edition.visible_of(&edition.site.interprets[id])));
}

fn added_fields(fields: &mut Fields, edition: &Edition, id: DocId) {
    let document = edition.document(id);
    let policy = document.policy();
    fields.text("data", Some(format!("/{}", place::data(document).link())));
    fields.text("summary", document.summary.clone());
    fields.text("genre", policy.and_then(|policy| policy.genre.clone()));
    fields.text("registration_number", policy.and_then(|policy| policy.registration_number.clone()));
    fields.text("drafter", document.drafter.clone());
    fields.list("catalogue", document.catalogue.iter().map(|item| item.key.to_owned()).collect());
    fields.date("status_since", since(edition.turns_by(id, edition.as_of)));
}

/// The pages of the documents that did something to this one by now, and of those that it did
/// something to.
fn acts(fields: &mut Fields, edition: &Edition, id: DocId) {
    let events = edition.validity(id).map_or(&[][..], |validity| &validity.events);
    for (act, suffered, _) in ACTS {
        let acting = events.iter().filter(|event| is(&event.act, act)).map(|event| event.source.acting);
        fields.list(suffered, urls(edition, acting.collect()));
    }
    for (act, _, done) in ACTS {
        let targets = edition.site.acts[id].iter().filter(|own| is(&own.act, act)).filter_map(|own| own.target);
        fields.list(done, urls(edition, targets.filter(|target| edition.is_visible(*target)).collect()));
    }
}

fn is(act: &Act, name: &str) -> bool {
    act.name() == name
}

fn phone(edition: &Edition, document: &Document) -> Option<String> {
    let own = document.interpretation().map(|part| part.phone.clone());
    own.or_else(|| {
        let name = document.drafter.as_deref().or(document.organ())?;
        edition.site.content.config.organ(name)?.phone.clone()
    })
}

/// The addresses of several documents, each once, in their order.
pub fn urls(edition: &Edition, mut ids: Vec<DocId>) -> Vec<String> {
    // One document may act on another more than once.
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(*id));
    ids.into_iter().map(|id| url(edition, id)).collect()
}

/// The address of a document's page from the root of the site.
pub fn url(edition: &Edition, id: DocId) -> String {
    format!("/{}", edition.site.addresses[id].link())
}
