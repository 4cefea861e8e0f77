//! Pages for addresses that are no page: old addresses, and those that never were.

use super::Maker;
use crate::render::engine::RenderError;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::RedirectView;
use crate::site::{Address, DocId};

/// 404.html.
pub fn emit_not_found(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    let title = maker.texts.get("page.not_found");
    stage.emit(&Page {
        address: Address::file("404.html"),
        description: title.clone(),
        title,
        meta: Vec::new(),
        above: Vec::new(),
        section: None,
        noindex: true,
        stands_for: None,
        machine: Machine::default(),
        template: "not_found.html",
        key: "not_found",
        view: true,
    })
}

/// A page at an old address that leads to the document's own.
pub fn emit(maker: &Maker, stage: &Stage, old: &Address, id: DocId) -> Result<(), RenderError> {
    let document = maker.edition.document(id);
    let target = format!("{}{}", old.root(), maker.edition.site.addresses[id].link());
    stage.emit(&Page {
        address: old.clone(),
        title: document.title.clone(),
        description: document.title.clone(),
        meta: Vec::new(),
        above: Vec::new(),
        section: None,
        noindex: true,
        stands_for: Some(maker.edition.site.addresses[id].clone()),
        machine: Machine::default(),
        template: "redirect.html",
        key: "redirect",
        view: RedirectView { target, title: document.title.clone() },
    })
}
