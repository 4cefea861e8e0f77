//! The texts of a document through time: the table of them, and a page for each.

use super::body::{self, Wanted};
use super::{Maker, column, document};
use crate::domain::date::official;
use crate::domain::text::in_title_marks;
use crate::render::engine::RenderError;
use crate::render::markdown::Labels;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{Link, TextRow, TextView, TextsView, UpcomingText};
use crate::site::{DocId, Text, Which, comparison};
use crate::status::issued_name;

/// A page for each text of a document that has several.
pub fn emit(maker: &Maker, stage: &Stage, labels: &Labels, id: DocId) -> Result<(), RenderError> {
    maker.edition.texts(id).iter().try_for_each(|text| emit_text(maker, stage, labels, id, text))
}

fn emit_text(maker: &Maker, stage: &Stage, labels: &Labels, id: DocId, text: &Text) -> Result<(), RenderError> {
    let own = maker.edition.document(id);
    let wanted = Wanted { id, which: text.which, page: &text.address, with_blocks: false };
    let body = body::render(maker, labels, &wanted);
    let (body_html, annexed_html) = body::split_annexed(own, body.html);
    let row = maker.text_row(id, text, None);
    let sentence = maker.text_sentence(id, text);
    let (status, words) = (row.state_label.as_str(), sentence.as_str());
    let state = maker.fill("print.state", &[("%state", status), ("%sentence", words)]);
    let print = document::print(maker, id, &text.address, &body.addresses, Some(state));
    stage.emit(&Page {
        address: text.address.clone(),
        title: maker.fill("text.title", &[("%title", &own.title), ("%date", &row.from_label)]),
        description: sentence.clone(),
        meta: maker.edition.site.column(id).map(|own| maker.meta_of(own)).unwrap_or_default(),
        machine: Machine { subject: maker.described_text(id, text), feeds: Vec::new() },
        above: maker.above_document(id),
        section: maker.edition.site.column(id).and_then(|own| maker.section(own)),
        // Readers who search should meet the text that binds today.
        noindex: true,
        stands_for: (text.which == maker.edition.current(id)).then(|| maker.edition.site.addresses[id].clone()),
        template: "text.html",
        key: "text",
        view: TextView {
            title: own.title.clone(),
            number: own.number().map(ToString::to_string),
            sentence,
            from: row.from,
            until: row.until,
            state: row.state,
            state_label: row.state_label,
            today: maker.document_link(id),
            body_html,
            annexed_html,
            contents: body.contents,
            signature: body::signature(own).filter(|_| !body.is_signed),
            texts: maker.texts_view(id, Some(text.which)),
            cite: maker.cite(id),
            print,
        },
    })
}

impl Maker<'_> {
    /// The columns above a document's page, and the page itself, for the pages that belong to it.
    pub fn above_document(&self, id: DocId) -> Vec<Link> {
        let own = self.edition.site.column(id);
        let mut above = own.map(|own| column::above(self, own)).unwrap_or_default();
        above.extend(own.map(|own| self.column_link(own)));
        above.push(self.document_link(id));
        above
    }

    /// A link to a document's own page.
    pub fn document_link(&self, id: DocId) -> Link {
        let title = self.edition.document(id).title.clone();
        Link { title, path: Some(self.edition.site.addresses[id].link()) }
    }

    /// The words by which the provisions of a document are cited: the name of the rule itself, where
    /// a notice passes it on.
    pub fn cite(&self, id: DocId) -> String {
        let document = self.edition.document(id);
        match issued_name(&document.title) {
            Some(name) => {
                let number = document.number().map(|number| format!("（{number}）")).unwrap_or_default();
                format!("{}{number}", in_title_marks(name))
            }
            None => document.quoted(),
        }
    }

    /// The table of a document's texts; none where it has only one.
    pub fn texts_table(&self, id: DocId) -> Option<TextsView> {
        (self.edition.texts(id).len() > 1).then(|| self.texts_view(id, None))
    }

    /// The table of a document's texts on the page of one of them.
    pub fn texts_view(&self, id: DocId, here: Option<Which>) -> TextsView {
        let texts = self.edition.texts(id);
        let overall = self.overall(id).filter(|_| here.is_none());
        let rows = texts.iter().map(|text| self.text_row(id, text, here)).collect();
        TextsView { rows, overall, of_text: here.is_some() }
    }

    /// Links to every text of a document, oldest first.
    pub fn text_links(&self, id: DocId) -> Vec<Link> {
        let texts = self.edition.texts(id).iter();
        let title = |text: &Text| self.fill("text.link", &[("%date", &official(text.from))]);
        texts.map(|text| Link { title: title(text), path: Some(text.address.link()) }).collect()
    }

    /// The first text compared with the one that holds, where others lie between them.
    fn overall(&self, id: DocId) -> Option<Link> {
        let (_, current) = self.edition.text(id, self.edition.current(id)).filter(|(at, _)| *at > 1)?;
        let first = &self.edition.texts(id)[0];
        let path = comparison(&self.edition.site.addresses[id], first.from, current.from).link();
        Some(Link { title: self.texts.get("text.overall"), path: Some(path) })
    }

    /// A text as a row of the table.
    pub fn text_row(&self, id: DocId, text: &Text, here: Option<Which>) -> TextRow {
        let texts = self.edition.texts(id);
        // On the page of a text, every other one is compared with it; elsewhere, with the one before.
        let pair = match here.and_then(|here| self.edition.text(id, here)) {
            Some((_, own)) if own.from == text.from => None,
            Some((_, own)) => Some((own.from.min(text.from), own.from.max(text.from))),
            None => texts.iter().rfind(|other| other.from < text.from).map(|before| (before.from, text.from)),
        };
        let until = self.edition.until(id, text.which);
        let state = self.text_state(id, text);
        TextRow {
            from: text.from.to_string(),
            from_label: official(text.from),
            until: until.map(|day| day.to_string()),
            until_label: until.map(official),
            basis: text.basis.filter(|basis| self.edition.is_visible(*basis)).map(|basis| Link {
                title: self.edition.document(basis).quoted(),
                path: Some(self.edition.site.addresses[basis].link()),
            }),
            path: text.address.link(),
            state,
            state_label: self.texts.get(&format!("text.{state}")),
            comparison: pair.map(|(from, to)| comparison(&self.edition.site.addresses[id], from, to).link()),
            here: here == Some(text.which),
        }
    }

    fn text_state(&self, id: DocId, text: &Text) -> &'static str {
        if text.from > self.edition.as_of {
            "coming"
        } else if text.which == self.edition.current(id) {
            "current"
        } else {
            "past"
        }
    }

    /// From when to when a text holds.
    fn text_sentence(&self, id: DocId, text: &Text) -> String {
        let from = official(text.from);
        match self.edition.until(id, text.which) {
            Some(until) => self.fill("text.from_to", &[("%from", &from), ("%to", &official(until))]),
            None => self.fill("text.from_on", &[("%from", &from)]),
        }
    }

    /// Said on the document's page of every new text that is known and does not hold yet.
    pub fn upcoming_texts(&self, id: DocId) -> Vec<UpcomingText> {
        let said = |text: &Text| {
            let date = official(text.from);
            UpcomingText {
                date: text.from.to_string(),
                text: self.fill("text.upcoming", &[("%date", &date)]),
                now: self.fill("text.upcoming_now", &[("%date", &date)]),
                path: text.address.link(),
            }
        };
        self.edition.upcoming(id).map(said).collect()
    }

    /// What the last change of a document changed: the text that holds compared with the one before.
    pub fn last_change(&self, id: DocId) -> Option<Link> {
        let (at, now) = self.edition.text(id, self.edition.current(id))?;
        let before = &self.edition.texts(id)[at.checked_sub(1)?];
        let path = comparison(&self.edition.site.addresses[id], before.from, now.from).link();
        Some(Link { title: self.fill("text.changed", &[("%date", &official(now.from))]), path: Some(path) })
    }
}
