//! Pages for addresses that are no page: old addresses, and those that never were.

use super::Maker;
use crate::render::engine::RenderError;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::RedirectView;
use crate::site::Address;

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

/// A page at an address that leads to another.
pub fn emit(stage: &Stage, from: Address, to: &Address, title: &str) -> Result<(), RenderError> {
    let target = format!("{}{}", from.root(), to.link());
    stage.emit(&Page {
        address: from,
        title: title.to_owned(),
        description: title.to_owned(),
        meta: Vec::new(),
        above: Vec::new(),
        section: None,
        noindex: true,
        stands_for: Some(to.clone()),
        machine: Machine::default(),
        template: "redirect.html",
        key: "redirect",
        view: RedirectView { target, title: title.to_owned() },
    })
}
