//! A document's own page.

use super::body::{self, Wanted};
use super::{Maker, column, tel};
use crate::content::document::Document;
use crate::render::engine::RenderError;
use crate::render::markdown::{Body, Labels};
use crate::render::qr;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{AttachmentView, ContactView, DocumentView, LineView, MetaTag, PrintView, ValidityView};
use crate::site::{Address, DocId, encode, readable};
use crate::source::Asset;
use std::collections::BTreeSet;

/// Renders a document's page and returns the text of its body.
pub fn emit(maker: &Maker, stage: &Stage, labels: &Labels, id: DocId) -> Result<String, RenderError> {
    let document = maker.edition.document(id);
    let address = &maker.edition.site.addresses[id];
    let which = maker.edition.current(id);
    let mut body = body::render(maker, labels, &Wanted { id, which, page: address, with_blocks: false });
    let text = std::mem::take(&mut body.text);
    let column = maker.edition.site.column(id);
    let is_index = column.is_some_and(|column| maker.edition.site.index_of(column) == Some(id));
    let mut above = column.map(|own| column::above(maker, own)).unwrap_or_default();
    above.extend(column.filter(|_| !is_index).map(|own| maker.column_link(own)));
    stage.emit(&Page {
        address: address.clone(),
        title: document.title.clone(),
        description: description(document, &text),
        meta: meta(maker, id),
        above,
        section: column.and_then(|own| maker.section(own)),
        noindex: document.draft,
        stands_for: None,
        machine: Machine { subject: maker.described(id), feeds: Vec::new() },
        template: "document.html",
        key: "document",
        view: view(maker, id, body),
    })?;
    Ok(text)
}

/// What paper says of a page of a document, naming its address in the standard edition, whichever
/// edition is printed.
pub fn print(maker: &Maker, id: DocId, page: &Address, links: &[String], state: Option<String>) -> PrintView {
    let address = maker.absolute(&page.link());
    PrintView {
        number: maker.edition.document(id).number().map(ToString::to_string),
        state,
        qr: qr::code(&address),
        address: readable(&address),
        links: links.iter().map(|link| readable(link)).collect(),
    }
}

/// The state and the term of a policy as paper says them.
fn state(maker: &Maker, validity: &ValidityView) -> String {
    let values = [("%state", validity.status.label.as_str()), ("%sentence", validity.sentence.as_str())];
    maker.fill("print.state", &values)
}

fn view(maker: &Maker, id: DocId, mut body: Body) -> DocumentView {
    let edition = maker.edition;
    let consultation = maker.consultation_view(id, &mut body);
    let document = edition.document(id);
    let policy = document.policy();
    let (body_html, annexed_html) = body::split_annexed(document, body.html);
    let validity = maker.validity_view(id);
    let said = validity.as_ref().map(|validity| state(maker, validity));
    let print = print(maker, id, &edition.site.addresses[id], &body.addresses, said);
    DocumentView {
        kind: document.kind.name(),
        title: document.title.clone(),
        number: document.number().map(ToString::to_string),
        head: maker.head(id),
        validity,
        summary: document.summary.clone(),
        body_html,
        annexed_html,
        contents: body.contents,
        interpretations: maker.lines(&edition.visible_of(&edition.site.interpretations[id])),
        interprets: maker.lines(&edition.visible_of(&edition.site.interprets[id])),
        decision: maker.decision_view(id),
        consultation,
        led_by: maker.lines(&edition.led_to(id)),
        waiver: policy.and_then(|policy| policy.waiver.clone()),
        attachments: attachments(maker, id),
        history: maker.history(id),
        texts: maker.texts_table(id),
        upcoming: maker.upcoming_texts(id),
        changed: maker.last_change(id),
        cites: cites(maker, id),
        cited_by: maker.lines(&cited_by(maker, id)),
        successor: edition.successor(id).map(|next| maker.line(next)),
        cite: body.has_articles.then(|| maker.cite(id)),
        signature: body::signature(document).filter(|_| !body.is_signed),
        note: policy.filter(|_| !body.has_note).map(|_| maker.texts.get("note.proactive")),
        contact: contact(maker, document),
        print,
        draft: document.draft,
    }
}

/// What the text cites, each document once, in the order of the text.
fn cites(maker: &Maker, id: DocId) -> Vec<LineView> {
    let mut seen = BTreeSet::new();
    let cited = maker.edition.cited(id, maker.edition.current(id));
    let targets = cited.iter().map(|cited| cited.target).filter(|target| seen.insert(*target));
    targets.map(|target| maker.line(target)).collect()
}

/// Who cites the document, but for its interpretations, which stand in a place of their own, and for
/// the documents that act on it, which stand in its history.
fn cited_by(maker: &Maker, id: DocId) -> Vec<DocId> {
    let site = maker.edition.site;
    let acts = |other: &DocId| site.acts[*other].iter().any(|act| act.target == Some(id));
    let known = |other: &DocId| site.interpretations[id].contains(other) || acts(other);
    maker.edition.cited_by(id).iter().copied().filter(|other| !known(other)).collect()
}

/// ArticleTitle, PubDate and ContentSource (国办发〔2017〕47号) beside the tags of the column.
fn meta(maker: &Maker, id: DocId) -> Vec<MetaTag> {
    let document = maker.edition.document(id);
    let mut tags = maker.edition.site.column(id).map(|column| maker.meta_of(column)).unwrap_or_default();
    let source = document.organ().unwrap_or(maker.publisher()).to_owned();
    tags.push(MetaTag { name: "ArticleTitle", content: document.title.clone() });
    tags.extend(document.published.map(|date| MetaTag { name: "PubDate", content: format!("{date} 00:00") }));
    tags.push(MetaTag { name: "ContentSource", content: source });
    let keywords: Vec<&str> = document.tags.iter().chain(&document.audiences).map(String::as_str).collect();
    if !keywords.is_empty() {
        tags.push(MetaTag { name: "Keywords", content: keywords.join(",") });
    }
    tags
}

/// 摘要, else the first hundred characters of the body.
fn description(document: &Document, text: &str) -> String {
    document.summary.clone().unwrap_or_else(|| {
        let start: String = text.lines().flat_map(|line| line.trim().chars()).take(100).collect();
        if start.is_empty() { document.title.clone() } else { start }
    })
}

fn attachments(maker: &Maker, id: DocId) -> Vec<AttachmentView> {
    let site = maker.edition.site;
    let named = maker.edition.document(id).attachments.iter().zip(&site.attachments[id]);
    named.map(|(attachment, asset)| file(maker, *asset, attachment.name.clone())).collect()
}

/// A file with its type and size.
pub fn file(maker: &Maker, asset: usize, title: String) -> AttachmentView {
    let asset = &maker.edition.site.content.assets[asset];
    AttachmentView {
        title,
        file: encode(&asset.path),
        type_label: maker.texts.get(&format!("file.{}", file_type(asset))),
        size_label: size_label(asset.size),
    }
}

fn file_type(asset: &Asset) -> &'static str {
    let extension = asset.path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "pdf" => "pdf",
        "ofd" => "ofd",
        "doc" | "docx" | "wps" | "odt" | "rtf" => "word",
        "xls" | "xlsx" | "et" | "ods" | "csv" => "sheet",
        "txt" | "md" => "text",
        "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp" => "image",
        "mp3" | "wav" | "ogg" | "m4a" => "audio",
        "mp4" | "webm" | "mov" => "video",
        "zip" | "rar" | "7z" => "archive",
        _ => "other",
    }
}

/// A size as people read it; a file is never said to be empty.
fn size_label(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes.div_ceil(1_024)),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}

/// Whom to ask: the drafter, else the leading organ, with what site.yaml knows of it.
fn contact(maker: &Maker, document: &Document) -> Option<ContactView> {
    let name = document.drafter.as_deref().or(document.organ())?;
    let config = &maker.edition.site.content.config;
    let organ = config.organ(name);
    let interpretation = document.interpretation();
    let phone = interpretation.map(|part| part.phone.clone()).or_else(|| organ.and_then(|organ| organ.phone.clone()));
    Some(ContactView {
        organ: name.to_owned(),
        path: organ.and_then(|organ| organ_page(maker, &organ.id)),
        person: interpretation.and_then(|part| part.interpreter.clone()),
        tel: phone.as_deref().map(tel),
        phone,
        address: organ.and_then(|organ| organ.address.clone()),
    })
}

/// The page of an organ: the document named after it in a column of the kind 机构职能.
fn organ_page(maker: &Maker, id: &str) -> Option<String> {
    let site = maker.edition.site;
    let columns = site.content.config.columns.iter().filter(|column| column.column_type == "机构职能");
    columns
        .map(|column| format!("{}/{id}.md", column.path))
        .filter_map(|path| site.content.documents.binary_search_by(|document| document.path.cmp(&path)).ok())
        .find(|id| maker.edition.is_visible(*id))
        .map(|id| site.addresses[id].link())
}
