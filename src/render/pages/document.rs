//! A document's own page.

use super::{Maker, column, tel};
use crate::content::document::Document;
use crate::domain::date::official;
use crate::domain::kind::Kind;
use crate::render::engine::RenderError;
use crate::render::markdown::{self, BASE, Body, Context, Href, Labels};
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{AttachmentView, ContactView, DocumentView, MetaTag, SignatureView};
use crate::site::{DocId, LinkTarget, encode};
use crate::source::Asset;

/// Renders a document's page and returns the text of its body.
pub fn emit(maker: &Maker, stage: &Stage, labels: &Labels, id: DocId) -> Result<String, RenderError> {
    let document = maker.edition.document(id);
    let mut body = body(maker, labels, id);
    let text = std::mem::take(&mut body.text);
    let column = maker.edition.site.column(id);
    let is_index = column.is_some_and(|column| maker.edition.site.index_of(column) == Some(id));
    let mut above = column.map(|own| column::above(maker, own)).unwrap_or_default();
    above.extend(column.filter(|_| !is_index).map(|own| maker.column_link(own)));
    stage.emit(&Page {
        address: maker.edition.site.addresses[id].clone(),
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

fn body(maker: &Maker, labels: &Labels, id: DocId) -> Body {
    let document = maker.edition.document(id);
    let links = maker.edition.site.links[id].iter().zip(&document.links);
    let signature: Vec<String> =
        signature(document).map(|signed| signed.organs.into_iter().chain([signed.date]).collect()).unwrap_or_default();
    let context = Context {
        links: links.map(|(target, written)| href(maker, id, target, &written.target)).collect(),
        official: document.kind == Kind::Policy,
        signature: &signature,
        note: &maker.texts.get("note.proactive"),
        title: &document.title,
        labels,
    };
    markdown::render(maker.edition.site.body(id), &context)
}

fn href(maker: &Maker, from: DocId, target: &LinkTarget, written: &str) -> Href {
    let site = maker.edition.site;
    let root = site.addresses[from].root();
    match target {
        LinkTarget::Document(id, fragment) if maker.edition.is_visible(*id) => {
            Href::To(format!("{root}{}{fragment}", site.addresses[*id].link()))
        }
        LinkTarget::Document(..) | LinkTarget::Broken => Href::Nowhere,
        LinkTarget::Page(address, fragment) => Href::To(format!("{root}{}{fragment}", address.link())),
        LinkTarget::Asset(asset) => Href::To(format!("{BASE}{}", encode(&site.content.assets[*asset].path))),
        LinkTarget::Data(path) => Href::To(format!("{BASE}{}", encode(path))),
        LinkTarget::Verbatim => Href::To(written.to_owned()),
    }
}

/// 署名 and 成文日期 of a policy.
fn signature(document: &Document) -> Option<SignatureView> {
    let policy = document.policy()?;
    Some(SignatureView { organs: policy.issuers.clone(), date: policy.written.map(official)? })
}

/// A notice that passes on a document (印发) is signed above it, not below.
fn split_annexed(document: &Document, html: String) -> (String, Option<String>) {
    let passes_on = document.kind == Kind::Policy && document.title.contains("印发");
    match html.find("<h2 ").filter(|at| passes_on && *at > 0) {
        Some(at) => (html[..at].to_owned(), Some(html[at..].to_owned())),
        None => (html, None),
    }
}

fn view(maker: &Maker, id: DocId, body: Body) -> DocumentView {
    let edition = maker.edition;
    let document = edition.document(id);
    let policy = document.policy();
    let (body_html, annexed_html) = split_annexed(document, body.html);
    DocumentView {
        kind: document.kind.name(),
        title: document.title.clone(),
        number: document.number().map(ToString::to_string),
        head: maker.head(id),
        validity: maker.validity_view(id),
        summary: document.summary.clone(),
        body_html,
        annexed_html,
        contents: body.contents,
        interpretations: maker.lines(&edition.visible_of(&edition.site.interpretations[id])),
        interprets: maker.lines(&edition.visible_of(&edition.site.interprets[id])),
        waiver: policy.and_then(|policy| policy.waiver.clone()),
        attachments: attachments(maker, id),
        history: maker.history(id),
        signature: signature(document).filter(|_| !body.is_signed),
        note: policy.filter(|_| !body.has_note).map(|_| maker.texts.get("note.proactive")),
        contact: contact(maker, document),
        draft: document.draft,
    }
}

/// ArticleTitle, PubDate and ContentSource (国办发〔2017〕47号) beside the tags of the column.
fn meta(maker: &Maker, id: DocId) -> Vec<MetaTag> {
    let document = maker.edition.document(id);
    let mut tags = maker.edition.site.column(id).map(|column| maker.meta_of(column)).unwrap_or_default();
    let source = document.organ().map_or_else(|| maker.publisher(), str::to_owned);
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
    named
        .map(|(attachment, asset)| {
            let asset = &site.content.assets[*asset];
            AttachmentView {
                title: attachment.name.clone(),
                file: encode(&asset.path),
                type_label: maker.texts.get(&format!("file.{}", file_type(asset))),
                size_label: size_label(asset.size),
            }
        })
        .collect()
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
