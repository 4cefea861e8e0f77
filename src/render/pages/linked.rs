//! A document as schema.org describes it.

use super::{Maker, place};
use crate::domain::Date;
use crate::domain::validity::{Act, Status, Validity};
use crate::render::linked_data::{Article, Id, LegalForce, Legislation, MediaObject, Named, Node};
use crate::site::{DocId, Source, TargetedAct, Text};

/// The language of all pages.
pub const LANGUAGE: &str = "zh-CN";

impl Maker<'_> {
    /// A policy as legislation, an interpretation as an article; the pages of other kinds are no
    /// more than pages.
    pub fn described(&self, id: DocId) -> Option<Node> {
        let document = self.edition.document(id);
        if document.policy().is_some() {
            return self.legislation(id).map(|legislation| Node::Legislation(Box::new(legislation)));
        }
        document.interpretation().map(|_| Node::Article(Box::new(self.article(id))))
    }

    fn legislation(&self, id: DocId) -> Option<Legislation> {
        let edition = self.edition;
        let document = edition.document(id);
        let (policy, validity) = (document.policy()?, edition.validity(id)?);
        let identifiers = [
            policy.number.as_ref().map(ToString::to_string),
            policy.registration_number.clone(),
            document.index_number.clone(),
        ];
        let keywords: Vec<&str> = document.tags.iter().chain(&document.audiences).map(String::as_str).collect();
        Some(Legislation {
            id: self.url(id),
            url: self.url(id),
            name: document.title.clone(),
            in_language: LANGUAGE,
            legislation_identifier: identifiers.into_iter().flatten().collect(),
            legislation_type: policy.genre.clone().unwrap_or_else(|| policy.nature.label().to_owned()),
            legislation_jurisdiction: self.jurisdiction(),
            legislation_passed_by: policy.issuers.iter().map(|name| organ(name)).collect(),
            legislation_responsible: document.drafter.as_deref().map(organ),
            legislation_date: policy.written.map(|date| date.to_string()),
            date_published: document.published.map(|date| date.to_string()),
            legislation_date_version: self.version_date(id, validity).to_string(),
            legislation_date_of_applicability: validity.effective.to_string(),
            temporal_coverage: temporal_coverage(validity),
            legislation_legal_force: legal_force(validity.status),
            legislation_changes: self.targets(id, |_| true, |target| self.named(target)),
            legislation_amends: self.targets(id, |act| *act == Act::Amend, |target| Id::of(self.url(target))),
            legislation_repeals: self.targets(id, Act::ends, |target| Id::of(self.url(target))),
            about: document.topic.map(|topic| Named::only("DefinedTerm", &topic.full_name())),
            keywords: (!keywords.is_empty()).then(|| keywords.join(",")),
            is_part_of: self.part_of(id),
            subject_of: self.named_all(&edition.site.interpretations[id]),
            encoding: self.data_of(id),
        })
    }

    /// One of several texts of a policy, as its own page shows it.
    pub fn described_text(&self, id: DocId, text: &Text) -> Option<Node> {
        let url = self.absolute(&text.address.link());
        let until = self.edition.until(id, text.which).map_or_else(|| "..".to_owned(), |day| day.to_string());
        let current = text.which == self.edition.current(id);
        let whole = self.legislation(id)?;
        let force = if current { whole.legislation_legal_force } else { LegalForce::NotInForce };
        Some(Node::Legislation(Box::new(Legislation {
            id: url.clone(),
            url,
            legislation_date_version: text.from.to_string(),
            temporal_coverage: Some(format!("{}/{until}", text.from)),
            legislation_legal_force: force,
            ..whole
        })))
    }

    /// The day from which the text on the page holds: where its texts are not kept, that of the
    /// latest amendment, else of the document itself.
    fn version_date(&self, id: DocId, validity: &Validity<Source>) -> Date {
        let text = self.edition.text(id, self.edition.current(id)).map(|(_, text)| text.from);
        let amendments = validity.events.iter().filter(|event| event.act == Act::Amend);
        text.or(amendments.map(|event| event.date).max()).unwrap_or(validity.effective)
    }

    fn article(&self, id: DocId) -> Article {
        let edition = self.edition;
        let document = edition.document(id);
        let explained = edition.visible_of(&edition.site.interprets[id]);
        let publisher = self.publisher();
        Article {
            id: self.url(id),
            url: self.url(id),
            headline: document.title.clone(),
            in_language: LANGUAGE,
            date_published: document.published.map(|date| date.to_string()),
            author: organ(document.drafter.as_deref().unwrap_or(publisher)),
            publisher: organ(publisher),
            genre: document.interpretation().and_then(|part| part.form.clone()),
            about: self.named_all(&explained),
            is_based_on: explained.iter().map(|id| Id::of(self.url(*id))).collect(),
            is_part_of: self.part_of(id),
            encoding: self.data_of(id),
        }
    }

    /// The published documents that a document does something to, each once.
    fn targets<T>(&self, id: DocId, wanted: impl Fn(&Act) -> bool, make: impl Fn(DocId) -> T) -> Vec<T> {
        let acts = self.edition.site.acts[id].iter().filter(|act: &&TargetedAct| wanted(&act.act));
        let mut targets: Vec<DocId> =
            acts.filter_map(|act| act.target).filter(|target| self.edition.is_visible(*target)).collect();
        targets.sort_unstable();
        targets.dedup();
        targets.into_iter().map(make).collect()
    }

    fn named_all(&self, ids: &[DocId]) -> Vec<Named> {
        self.edition.visible_of(ids).into_iter().map(|id| self.named(id)).collect()
    }

    fn named(&self, id: DocId) -> Named {
        let document = self.edition.document(id);
        let kind = if document.policy().is_some() { "Legislation" } else { "Article" };
        Named::at(kind, self.url(id), &document.title)
    }

    /// The column of a document.
    fn part_of(&self, id: DocId) -> Option<Named> {
        let column = self.edition.site.column(id)?;
        let path = self.column_link(column).path.unwrap_or_default();
        Some(Named::at("CollectionPage", self.absolute(&path), &column.name))
    }

    fn data_of(&self, id: DocId) -> MediaObject {
        let content_url = self.absolute(&place::data(self.edition.document(id)).link());
        MediaObject { content_url, encoding_format: "application/json" }
    }

    /// 望川市 of 望川市人民政府; an organ that is no government names no place.
    fn jurisdiction(&self) -> Option<Named> {
        let publisher = self.publisher();
        let place = publisher.strip_suffix("人民政府").filter(|place| !place.is_empty())?;
        Some(Named::only("AdministrativeArea", place))
    }

    /// The absolute address of a document's page in the standard edition.
    pub fn url(&self, id: DocId) -> String {
        self.absolute(&self.edition.site.addresses[id].link())
    }

    /// The whole address of a link in the standard edition.
    pub fn absolute(&self, link: &str) -> String {
        self.edition.identity().absolute(link)
    }
}

fn organ(name: &str) -> Named {
    Named::only("GovernmentOrganization", name)
}

/// `2024-04-01/2029-03-31`, with `..` for an end that is not known; nothing for a document that
/// was taken back before it came into force.
fn temporal_coverage(validity: &Validity<Source>) -> Option<String> {
    let ended = validity.events.iter().filter(|event| event.act.ends()).filter_map(|event| event.date.yesterday().ok());
    let last = ended.chain(validity.expires).min();
    if last.is_some_and(|last| last < validity.effective) {
        return None;
    }
    let end = last.map_or_else(|| "..".to_owned(), |last| last.to_string());
    Some(format!("{}/{end}", validity.effective))
}

fn legal_force(status: Status) -> LegalForce {
    match status {
        Status::InForce | Status::Amended => LegalForce::InForce,
        Status::PartlyVoid => LegalForce::PartiallyInForce,
        Status::NotYet | Status::Void | Status::Repealed => LegalForce::NotInForce,
    }
}
