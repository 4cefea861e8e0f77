//! The rows of the tables, with the columns of 清理结果公告.

use super::Entry;
use crate::domain::date::official;
use crate::domain::text::in_title_marks;
use crate::domain::validity::{Act, Status};
use crate::render::pages::Maker;
use crate::render::views::{CleanupRow, Link};
use crate::site::{DocId, Source};

/// A document that stays in force; the last that was done to it is the reason why it stays so.
pub fn staying(maker: &Maker, number: usize, id: DocId) -> CleanupRow {
    let validity = maker.edition.validity(id);
    let result = match validity.map(|validity| validity.status) {
        Some(Status::Amended) => "amended",
        Some(Status::PartlyVoid) => "partly_void",
        _ => "staying",
    };
    let last = validity.and_then(|validity| validity.events.last());
    let row = row(maker, number, id, maker.texts.get(&format!("library.result.{result}")));
    match last {
        Some(event) => CleanupRow { reason: clauses(&event.source), acting: acting(maker, &event.source), ..row },
        None => row,
    }
}

/// What happened to a document.
pub fn changed(maker: &Maker, number: usize, entry: &Entry) -> CleanupRow {
    let Some((act, source)) = &entry.done else {
        let result = maker.texts.get("library.result.lapsed");
        let row = row(maker, number, entry.id, result);
        return CleanupRow { reason: maker.texts.get("library.reason.lapsed"), date: entry.date.to_string(), ..row };
    };
    let result = match act {
        Act::Amend => maker.texts.get("library.result.amend"),
        Act::Repeal => maker.texts.get("library.result.repeal"),
        Act::RepealPart => maker.texts.get("library.result.repeal_part"),
        Act::DeclareVoid => maker.texts.get("library.result.declare_void"),
        Act::Extend { to } => maker.fill("library.result.extend", &[("%to", &official(*to))]),
    };
    CleanupRow {
        reason: clauses(source),
        acting: acting(maker, source),
        date: entry.date.to_string(),
        ..row(maker, number, entry.id, result)
    }
}

fn row(maker: &Maker, number: usize, id: DocId, result: String) -> CleanupRow {
    let document = maker.edition.document(id);
    CleanupRow {
        number,
        title: document.title.clone(),
        path: maker.edition.site.addresses[id].link(),
        document_number: document.number().map(ToString::to_string),
        registration: document.policy().and_then(|policy| policy.registration_number.clone()),
        published: document.published.map(|date| date.to_string()).unwrap_or_default(),
        effective: maker.edition.validity(id).map(|validity| validity.effective.to_string()).unwrap_or_default(),
        expires: maker.edition.validity(id).and_then(|validity| validity.expires).map(|date| date.to_string()),
        organ: organ(maker, document.drafter.as_deref().or(document.organ()).unwrap_or_default()),
        result,
        reason: String::new(),
        acting: None,
        date: String::new(),
    }
}

/// 实施部门 by its short name, as the tables of announcements write it.
fn organ(maker: &Maker, name: &str) -> String {
    let known = maker.edition.site.content.config.organ(name);
    known.and_then(|organ| organ.short_name.as_deref()).unwrap_or(name).to_owned()
}

/// The acting document by its number, which says whose decision it is and leads to the reasons.
fn acting(maker: &Maker, source: &Source) -> Option<Link> {
    let document = maker.edition.document(source.acting);
    let title = match document.number() {
        Some(number) => number.to_string(),
        None => in_title_marks(&document.title),
    };
    Some(Link { title, path: Some(maker.edition.site.addresses[source.acting].link()) })
}

fn clauses(source: &Source) -> String {
    source.clauses.clone().unwrap_or_default()
}
