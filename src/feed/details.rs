//! data/documents/<id>.json: everything about one document but its text.

use super::Digests;
use super::decisions::{self, ConsultationData, DecisionData};
use super::record::{Record, url, urls};
use crate::domain::validity::{Act, Event, Turn};
use crate::render::Sink;
use crate::render::pages::place;
use crate::site::{DocId, Source, TargetedAct, Text, encode};
use crate::status::Edition;
use rayon::prelude::*;
use serde::Serialize;

/// One document's file.
#[derive(Debug, Serialize)]
struct Details<'a> {
    #[serde(flatten)]
    record: &'a Record,
    /// Every day on which its validity changes, as far as is known, oldest first.
    turns: Vec<TurnData>,
    /// Its texts through time, oldest first; none where it has only one.
    texts: Vec<TextData>,
    /// Addresses of what its text cites.
    cites: Vec<String>,
    /// Addresses of what cites it.
    cited_by: Vec<String>,
    /// What it does to others.
    acts: Vec<ActData>,
    /// The documents behind the addresses of `interpretations`.
    interpretation_documents: Vec<Cited>,
    /// The documents behind the addresses of `interprets`.
    interpreted_documents: Vec<Cited>,
    attachments: Vec<AttachmentData>,
    /// Of a dossier only.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<DecisionData>,
    /// Of a consultation only.
    #[serde(skip_serializing_if = "Option::is_none")]
    consultation: Option<ConsultationData>,
}

/// A day on which the validity changes.
#[derive(Debug, Serialize)]
struct TurnData {
    date: String,
    status: &'static str,
    status_label: &'static str,
    /// Last day in force as known from that day on.
    expires: Option<String>,
    /// What begins to count on that day; nothing where the document's own dates turn it.
    causes: Vec<ActData>,
}

/// One of several texts.
#[derive(Debug, Serialize)]
struct TextData {
    /// First day on which it holds.
    from: String,
    /// Last day, where another text follows.
    until: Option<String>,
    url: String,
    /// Address of the document that made it.
    basis: Option<String>,
}

/// What one document does to another, told from either side: the document is the other one.
#[derive(Debug, Serialize)]
struct ActData {
    date: String,
    act: &'static str,
    /// 条款.
    clauses: Option<String>,
    /// The new last day in force, of an extension.
    extended_to: Option<String>,
    #[serde(flatten)]
    document: Cited,
}

/// Another document: by its page, or as it was written where it is not on this site.
#[derive(Debug, Serialize)]
struct Cited {
    title: String,
    document_number: Option<String>,
    url: Option<String>,
}

/// A file beside the document.
#[derive(Debug, Serialize)]
struct AttachmentData {
    name: String,
    url: String,
    bytes: u64,
    sha256: Option<String>,
}

/// One file a document; `records` are those of the published documents, in their order.
pub fn emit(edition: &Edition, records: &[Record], sink: &dyn Sink, digests: Digests) -> Result<(), String> {
    edition.published.par_iter().zip(records).try_for_each(|(id, record)| {
        let details = details(edition, *id, record, digests);
        let mut json = serde_json::to_vec_pretty(&details).map_err(|error| error.to_string())?;
        json.push(b'\n');
        sink.put(place::data(edition.document(*id)).output(), json)
    })
}

fn details<'a>(edition: &Edition, id: DocId, record: &'a Record, digests: Digests) -> Details<'a> {
    let site = edition.site;
    let cited = |ids: &[DocId]| edition.visible_of(ids).into_iter().map(|id| cited(edition, id)).collect();
    Details {
        record,
        turns: edition.turns(id).iter().map(|turn| turn_data(edition, turn)).collect(),
        texts: edition.texts(id).iter().map(|text| text_data(edition, id, text)).collect(),
        cites: urls(edition, edition.cited(id, edition.current(id)).iter().map(|cited| cited.target).collect()),
        cited_by: urls(edition, edition.cited_by(id).to_vec()),
        acts: site.acts[id].iter().filter_map(|act| done(edition, act)).collect(),
        interpretation_documents: cited(&site.interpretations[id]),
        interpreted_documents: cited(&site.interprets[id]),
        attachments: attachments(edition, id, digests),
        decision: decisions::decision(edition, id),
        consultation: decisions::consultation(edition, id),
    }
}

fn text_data(edition: &Edition, id: DocId, text: &Text) -> TextData {
    TextData {
        from: text.from.to_string(),
        until: edition.until(id, text.which).map(|day| day.to_string()),
        url: format!("/{}", text.address.link()),
        basis: text.basis.filter(|basis| edition.is_visible(*basis)).map(|basis| url(edition, basis)),
    }
}

fn turn_data(edition: &Edition, turn: &Turn<Source>) -> TurnData {
    let cause = |event: &Event<Source>| {
        act_data(&event.date, &event.act, event.source.clauses.as_deref(), cited(edition, event.source.acting))
    };
    TurnData {
        date: turn.date.to_string(),
        status: turn.status.name(),
        status_label: turn.status.label(),
        expires: turn.expires.map(|date| date.to_string()),
        causes: turn.causes.iter().map(cause).collect(),
    }
}

/// What the document does to another; a document that is not published leaves no trace.
fn done(edition: &Edition, act: &TargetedAct) -> Option<ActData> {
    let other = match act.target {
        Some(target) if edition.is_visible(target) => cited(edition, target),
        Some(_) => return None,
        None => Cited { title: act.written.clone(), document_number: None, url: None },
    };
    Some(act_data(&act.date, &act.act, act.source.clauses.as_deref(), other))
}

fn act_data(date: &crate::domain::Date, act: &Act, clauses: Option<&str>, document: Cited) -> ActData {
    let extended_to = match act {
        Act::Extend { to } => Some(to.to_string()),
        _ => None,
    };
    ActData { date: date.to_string(), act: act.name(), clauses: clauses.map(str::to_owned), extended_to, document }
}

fn cited(edition: &Edition, id: DocId) -> Cited {
    let document = edition.document(id);
    Cited {
        title: document.title.clone(),
        document_number: document.number().map(ToString::to_string),
        url: Some(url(edition, id)),
    }
}

fn attachments(edition: &Edition, id: DocId, digests: Digests) -> Vec<AttachmentData> {
    let site = edition.site;
    let named = edition.document(id).attachments.iter().zip(&site.attachments[id]);
    named
        .map(|(attachment, asset)| {
            let asset = &site.content.assets[*asset];
            AttachmentData {
                name: attachment.name.clone(),
                url: format!("/{}", encode(&asset.path)),
                bytes: asset.size,
                sha256: digests(&asset.path).map(|digest| digest.sha256),
            }
        })
        .collect()
}
