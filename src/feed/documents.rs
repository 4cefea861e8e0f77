//! data/documents.json and data/documents.csv: every published document.

use crate::render::Sink;
use crate::site::DocId;
use crate::status::Edition;
use serde::Serialize;

/// One published document, with the fields that other programs rely on.
#[derive(Debug, Serialize)]
struct Record {
    id: String,
    url: String,
    kind: &'static str,
    title: String,
    document_number: Option<String>,
    index_number: Option<String>,
    issuer: Option<String>,
    nature: Option<&'static str>,
    written: Option<String>,
    published: Option<String>,
    effective: Option<String>,
    expires: Option<String>,
    status: Option<&'static str>,
    status_label: Option<&'static str>,
    disclosure: &'static str,
    topic: Option<String>,
    tags: Vec<String>,
    audiences: Vec<String>,
    interpretations: Vec<String>,
    interprets: Vec<String>,
    phone: Option<String>,
    sha256: Option<String>,
}

const COLUMNS: [&str; 22] = [
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
];

pub fn emit(edition: &Edition, sink: &dyn Sink, digest: &dyn Fn(&str) -> Option<String>) -> Result<(), String> {
    let records: Vec<Record> = edition.published.iter().map(|id| record(edition, *id, digest)).collect();
    let mut json = serde_json::to_vec_pretty(&records).map_err(|error| error.to_string())?;
    json.push(b'\n');
    sink.put("data/documents.json", json)?;
    sink.put("data/documents.csv", csv(&records)?)
}

fn record(edition: &Edition, id: DocId, digest: &dyn Fn(&str) -> Option<String>) -> Record {
    let document = edition.document(id);
    let policy = document.policy();
    let validity = edition.validity(id);
    let urls = |ids: &[DocId]| edition.visible_of(ids).into_iter().map(|id| url(edition, id)).collect();
    let organ =
        document.drafter.as_deref().or(document.organ()).and_then(|name| edition.site.content.config.organ(name));
    let phone = document.interpretation().map(|part| part.phone.clone());
    Record {
        id: document.path.strip_suffix(".md").unwrap_or(&document.path).to_owned(),
        url: url(edition, id),
        kind: document.kind.name(),
        title: document.title.clone(),
        document_number: document.number().map(ToString::to_string),
        index_number: document.index_number.clone(),
        issuer: policy.map(|policy| policy.issuers.join("、")).filter(|issuers| !issuers.is_empty()),
        nature: policy.map(|policy| policy.nature.name()),
        written: policy.and_then(|policy| policy.written).map(|date| date.to_string()),
        published: document.published.map(|date| date.to_string()),
        effective: policy.map(|policy| policy.effective.to_string()),
        expires: validity.and_then(|validity| validity.expires).map(|date| date.to_string()),
        status: validity.map(|validity| validity.status.name()),
        status_label: validity.map(|validity| validity.status.label()),
        disclosure: "proactive",
        topic: document.topic.map(|topic| topic.full_name()),
        tags: document.tags.clone(),
        audiences: document.audiences.clone(),
        interpretations: urls(&edition.site.interpretations[id]),
        interprets: urls(&edition.site.interprets[id]),
        phone: phone.or_else(|| organ.and_then(|organ| organ.phone.clone())),
        sha256: digest(edition.site.addresses[id].output()),
    }
}

/// The address of a document's page from the root of the site.
fn url(edition: &Edition, id: DocId) -> String {
    format!("/{}", edition.site.addresses[id].link())
}

/// The same records as a table; lists are joined with a semicolon. Starts with a byte order mark,
/// without which the spreadsheets of most offices garble Chinese.
fn csv(records: &[Record]) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec());
    let failed = |error: csv::Error| error.to_string();
    writer.write_record(COLUMNS).map_err(failed)?;
    for record in records {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let word = |value: Option<&str>| value.unwrap_or_default().to_owned();
        writer
            .write_record([
                record.id.clone(),
                record.url.clone(),
                record.kind.to_owned(),
                record.title.clone(),
                text(&record.document_number),
                text(&record.index_number),
                text(&record.issuer),
                word(record.nature),
                text(&record.written),
                text(&record.published),
                text(&record.effective),
                text(&record.expires),
                word(record.status),
                word(record.status_label),
                record.disclosure.to_owned(),
                text(&record.topic),
                record.tags.join(";"),
                record.audiences.join(";"),
                record.interpretations.join(";"),
                record.interprets.join(";"),
                text(&record.phone),
                text(&record.sha256),
            ])
            .map_err(failed)?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}
