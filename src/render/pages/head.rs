//! The official page head, and what a document's page says about its validity and history.

use super::{Maker, place, topic_slug};
use crate::content::consultation::Consultation;
use crate::content::decision::Decision;
use crate::content::document::{Document, Policy};
use crate::domain::date::official;
use crate::domain::validity::{Act, Event};
use crate::render::views::{HeadRow, HistoryEntry};
use crate::site::DocId;
use crate::site::Source;

impl Maker<'_> {
    /// The rows of the page head in their official order; empty ones are left out.
    pub fn head(&self, id: DocId) -> Vec<HeadRow> {
        let document = self.edition.document(id);
        let mut rows = Rows { maker: self, rows: Vec::new() };
        rows.text("index_number", document.index_number.clone());
        rows.linked("topic", document.topic.map(|topic| topic.full_name()), self.topic_path(document));
        match document.policy() {
            Some(policy) => self.policy_rows(&mut rows, id, policy),
            None => self.other_rows(&mut rows, document),
        }
        rows.text("audiences", joined(&document.audiences));
        rows.text("tags", joined(&document.tags));
        rows.rows
    }

    fn policy_rows(&self, rows: &mut Rows, id: DocId, policy: &Policy) {
        let document = self.edition.document(id);
        rows.text("issuer", joined(&policy.issuers));
        rows.text("written", policy.written.map(official));
        rows.text("title", Some(document.title.clone()));
        rows.text("number", policy.number.as_ref().map(ToString::to_string));
        rows.text("published", document.published.map(official));
        rows.status(id);
        rows.text("effective", Some(official(policy.effective)));
        let expires = self.edition.validity(id).and_then(|validity| validity.expires);
        rows.text("expires", expires.map(official));
        rows.text("nature", Some(policy.nature.label().to_owned()));
        rows.text("genre", policy.genre.clone());
        rows.text("registration_number", policy.registration_number.clone());
        rows.text("drafter", document.drafter.clone());
        rows.text("disclosure", Some(document.disclosure.label().to_owned()));
    }

    fn other_rows(&self, rows: &mut Rows, document: &Document) {
        let source = document.drafter.clone().unwrap_or_else(|| self.publisher().to_owned());
        match (document.decision(), document.consultation()) {
            (Some(decision), _) => self.decision_rows(rows, decision),
            (_, Some(consultation)) => self.consultation_rows(rows, consultation),
            _ => rows.text("source", Some(source)),
        }
        rows.text("published", document.published.map(official));
        if let Some(part) = document.interpretation() {
            rows.text("form", part.form.clone());
            rows.text("phase", part.phase.clone());
        }
    }

    fn decision_rows(&self, rows: &mut Rows, decision: &Decision) {
        rows.text("undertaker", Some(decision.undertaker.clone()));
        rows.text("decision_class", decision.class.map(|class| class.label().to_owned()));
        rows.text("decision_basis", joined(&decision.basis));
        rows.text("decided", decision.decided.filter(|date| *date <= self.edition.as_of).map(official));
    }

    fn consultation_rows(&self, rows: &mut Rows, consultation: &Consultation) {
        let period = consultation.period;
        let (from, to) = (official(period.opens), official(period.closes));
        rows.text("solicited_by", Some(consultation.solicited_by.clone()));
        rows.text("period", Some(self.fill("consultation.from_to", &[("%from", &from), ("%to", &to)])));
    }

    /// The list of regulatory documents of the same topic.
    fn topic_path(&self, document: &Document) -> Option<String> {
        let policy = document.policy().filter(|policy| policy.nature.is_regulatory());
        let topic = document.topic.filter(|_| policy.is_some())?;
        let listed = self.edition.regulatory().any(|id| {
            self.edition.document(id).topic.is_some_and(|other| other.top == topic.top)
                && self.edition.validity(id).is_some_and(|validity| validity.status.binds())
        });
        listed.then(|| place::facet("topic", &topic_slug(topic.top)).link())
    }

    /// What happened to the document and what it did to others, oldest first.
    pub fn history(&self, id: DocId) -> Vec<HistoryEntry> {
        let Some(validity) = self.edition.validity(id) else { return Vec::new() };
        let site = self.edition.site;
        let done = site.acts[id].iter().filter(|act| act.date <= self.edition.as_of).filter_map(|act| {
            // A document that is not published leaves no trace, not even its number.
            if act.target.is_some_and(|target| !self.edition.is_visible(target)) {
                return None;
            }
            let written = act.target.is_none().then_some(act.written.as_str());
            Some(self.event(did(&act.act), &act.act, act.date, act.target, written, act.source.clauses.as_deref()))
        });
        let suffered = validity.events.iter().map(|event| self.suffered(event));
        // Sorting keeps the order of one day: a document is published before it acts.
        let mut entries: Vec<HistoryEntry> = self.milestones(id).into_iter().chain(done).chain(suffered).collect();
        entries.sort_by(|a, b| a.date.cmp(&b.date));
        entries
    }

    /// What another document did to this one.
    pub fn suffered(&self, event: &Event<Source>) -> HistoryEntry {
        let (act, source) = (&event.act, &event.source);
        self.event(act.name(), act, event.date, Some(source.acting), None, source.clauses.as_deref())
    }

    /// Published, in force, at its end: the dates of the document itself that have come.
    fn milestones(&self, id: DocId) -> Vec<HistoryEntry> {
        let document = self.edition.document(id);
        let expired =
            self.edition.validity(id).and_then(|validity| validity.expires).map(crate::domain::date::next_day);
        let days = [
            ("event.published", document.published),
            ("event.effective", document.policy().map(|policy| policy.effective)),
            ("event.expired", expired),
        ];
        days.into_iter()
            .filter_map(|(text, day)| {
                let day = day.filter(|day| *day <= self.edition.as_of)?;
                Some(HistoryEntry { date: day.to_string(), text: self.texts.get(text), path: None })
            })
            .collect()
    }

    fn event(
        &self,
        name: &str,
        act: &Act,
        date: crate::domain::Date,
        other: Option<DocId>,
        written: Option<&str>,
        clauses: Option<&str>,
    ) -> HistoryEntry {
        let named = match (other, written) {
            (Some(id), _) => self.edition.document(id).quoted(),
            (None, Some(written)) if written.contains('《') => written.to_owned(),
            (None, written) => format!("“{}”", written.unwrap_or_default()),
        };
        let to = match act {
            Act::Extend { to } => official(*to),
            _ => String::new(),
        };
        let values = [("%document", named.as_str()), ("%clauses", clauses.unwrap_or("")), ("%to", to.as_str())];
        let mut text = self.fill(&format!("event.{name}"), &values);
        if let Some(clauses) = clauses.filter(|clauses| !text.contains(*clauses)) {
            text.push_str(&format!("（{clauses}）"));
        }
        HistoryEntry { date: date.to_string(), text, path: other.map(|id| self.edition.site.addresses[id].link()) }
    }
}

fn did(act: &Act) -> &'static str {
    match act {
        Act::Amend => "did_amend",
        Act::Repeal => "did_repeal",
        Act::RepealPart => "did_repeal_part",
        Act::DeclareVoid => "did_declare_void",
        Act::Extend { .. } => "did_extend",
    }
}

fn joined(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join("、"))
}

struct Rows<'a> {
    maker: &'a Maker<'a>,
    rows: Vec<HeadRow>,
}

impl Rows<'_> {
    fn text(&mut self, key: &'static str, value: Option<String>) {
        self.linked(key, value, None);
    }

    fn linked(&mut self, key: &'static str, value: Option<String>, path: Option<String>) {
        let label = self.maker.texts.get(&format!("head.{key}"));
        self.rows.extend(value.map(|value| HeadRow { key, label, value, path, status: None }));
    }

    fn status(&mut self, id: DocId) {
        let Some(status) = self.maker.status_of(id) else { return };
        let label = self.maker.texts.get("head.status");
        self.rows.push(HeadRow { key: "status", label, value: status.label.clone(), path: None, status: Some(status) });
    }
}
