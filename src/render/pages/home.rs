//! The home page: what people come for, in the order in which they look for it.

use super::{Maker, calendar, library, place, search};
use crate::content::resolve;
use crate::domain::consultation;
use crate::domain::date::official;
use crate::domain::kind::Kind;
use crate::render::engine::RenderError;
use crate::render::stage::{Page, Stage};
use crate::render::subscriptions;
use crate::render::views::{HomeColumn, HomeConsultations, HomePolicy, HomeView, OpenConsultation, ServiceView};
use crate::site::Address;

const POLICIES: usize = 6;
const LINES: usize = 5;

/// The home page.
pub fn emit(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    let identity = maker.edition.identity();
    let title = maker.texts.get("page.home");
    let description = identity.description.clone().unwrap_or_else(|| identity.name.clone());
    stage.emit(&Page {
        address: Address::folder(""),
        meta: maker.column_meta(&title, &description, &identity.name, "首页"),
        title,
        description,
        above: Vec::new(),
        section: None,
        noindex: false,
        stands_for: None,
        machine: maker.feeds([subscriptions::whole(maker.edition), subscriptions::validity(maker.edition)]),
        template: "home.html",
        key: "home",
        view: view(maker),
    })
}

fn view(maker: &Maker) -> HomeView {
    let edition = maker.edition;
    HomeView {
        examples: search::examples(maker),
        policies: edition
            .of_kind(Kind::Policy)
            .take(POLICIES)
            .map(|id| HomePolicy {
                line: maker.line(id),
                interpretations: maker.lines(&edition.visible_of(&edition.site.interpretations[id])),
            })
            .collect(),
        calendar: calendar::today(maker),
        topics: library::topics(maker),
        in_force: library::in_force(maker).len(),
        library_path: place::library().link(),
        audiences: library::audiences(maker),
        library_changes: library::changes(maker),
        consultations: consultations(maker),
        columns: columns(maker),
        services: services(maker),
        phones: maker.phones(),
        disclosure_path: disclosure_path(maker),
    }
}

/// The consultations that are open, and the column of all of them.
fn consultations(maker: &Maker) -> Option<HomeConsultations> {
    let edition = maker.edition;
    let column = edition.site.content.config.columns.iter().find(|column| column.kind == Kind::Consultation)?;
    let mut open: Vec<OpenConsultation> = edition
        .of_kind(Kind::Consultation)
        .filter(|id| edition.stage(*id) == Some(consultation::Stage::Open))
        .filter_map(|id| {
            let own = edition.document(id).consultation()?;
            Some(OpenConsultation {
                title: edition.document(id).title.clone(),
                path: edition.site.addresses[id].link(),
                unit: own.solicited_by.clone(),
                closes: own.period.closes.to_string(),
                until: maker.fill("consultation.until", &[("%date", &official(own.period.closes))]),
            })
        })
        .collect();
    open.sort_by(|a, b| (&a.closes, &a.path).cmp(&(&b.closes, &b.path)));
    let shown = edition.of_kind(Kind::Consultation).next().is_some();
    shown.then(|| HomeConsultations { column: maker.column_link(column), open })
}

/// Columns of news, which change often; the others have their own places.
fn columns(maker: &Maker) -> Vec<HomeColumn> {
    let edition = maker.edition;
    let columns = edition.site.content.config.columns.iter();
    let shown = columns.filter(|column| column.kind == Kind::News && !edition.in_column(column).is_empty());
    shown
        .map(|column| {
            let ids = edition.in_column(column);
            HomeColumn {
                title: column.name.clone(),
                path: Address::folder(&column.path).link(),
                lines: maker.lines(&ids[..ids.len().min(LINES)]),
            }
        })
        .collect()
}

/// The doors of site.yaml whose document is published.
pub fn services(maker: &Maker) -> Vec<ServiceView> {
    let site = maker.edition.site;
    let find = |link: &str| {
        let path = resolve("site.yaml", link)?;
        let id = site.content.documents.binary_search_by(|document| document.path.cmp(&path)).ok()?;
        maker.edition.is_visible(id).then(|| site.addresses[id].link())
    };
    let services = site.content.config.services.iter();
    services
        .filter_map(|service| {
            Some(ServiceView {
                title: service.title.clone(),
                path: find(&service.link)?,
                description: service.description.clone(),
            })
        })
        .collect()
}

/// The way to 政府信息公开, where the site has the column.
pub fn disclosure_path(maker: &Maker) -> Option<String> {
    maker.edition.site.content.config.disclosure.as_ref().map(|_| place::disclosure().link())
}
