//! The site on its day as pages, in every edition.

pub mod calendars;
pub mod compare;
mod engine;
pub mod linked_data;
pub mod markdown;
pub mod pages;
mod qr;
mod stage;
pub mod subscriptions;
mod theme;
#[expect(missing_docs, reason = "fields of views are named as people would name them; the others have a comment")]
pub mod views;

pub use engine::RenderError;
pub use stage::Sink;
pub use theme::{EditionName, embedded_files};

use crate::site::DocId;
use crate::source::ThemeFiles;
use crate::status::{Duty, Edition};
use engine::Engine;
use markdown::Labels;
use pages::{Maker, place};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use stage::Stage;
use std::collections::BTreeMap;
use theme::{Texts, Theme};
use views::{Link, SharedView, SiteView};

/// Documents are rendered in batches of this size, so that their texts can be handed on in order
/// while memory stays flat.
const BATCH: usize = 256;

/// Main navigation, at most (the brief for the look).
const NAV: usize = 5;

/// Renders every page into a sink; the text of each document's body goes to `on_text`, in the
/// order of the published list.
///
/// # Errors
/// When a theme is faulty, a template fails or the sink refuses a file.
pub fn render(
    edition: &Edition,
    names: &[EditionName],
    overrides: &ThemeFiles,
    sink: &dyn Sink,
    on_text: &mut dyn FnMut(DocId, String),
) -> Result<(), RenderError> {
    let themes: Vec<(EditionName, Theme)> = names
        .iter()
        .map(|name| Ok((*name, Theme::load(name.name(), overrides)?)))
        .collect::<Result<_, RenderError>>()?;
    let Some((_, main)) = themes.first() else { return Ok(()) };
    let maker = Maker::new(edition, &main.texts);
    let mut engines = Vec::new();
    for (name, theme) in &themes {
        let assets = put_assets(theme, sink)?;
        engines.push(Engine::new(*name, theme, &shared(&maker, *name, theme, assets))?);
    }
    let identity = edition.identity();
    let stage = Stage { engines: &engines, identity, texts: &main.texts, sink };
    render_lists(&maker, &stage)?;
    render_documents(&maker, &stage, on_text)
}

/// Renders the editors' desk: pages of its own, which no public page leads to.
///
/// # Errors
/// As [`render`].
pub fn render_desk(
    edition: &Edition,
    duties: &[Duty],
    overrides: &ThemeFiles,
    sink: &dyn Sink,
) -> Result<(), RenderError> {
    let name = EditionName::Standard;
    let theme = Theme::load(name.name(), overrides)?;
    let maker = Maker::new(edition, &theme.texts);
    let assets = put_assets(&theme, sink)?;
    let stylesheet = assets.get("site.css").cloned().unwrap_or_default();
    let engine = Engine::new(name, &theme, &shared(&maker, name, &theme, assets))?;
    pages::desk::emit(edition, duties, (&engine, &theme.texts, &stylesheet), sink)
}

fn render_lists(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    let site = maker.edition.site;
    pages::home::emit(maker, stage)?;
    site.content.config.columns.par_iter().try_for_each(|column| pages::column::emit(maker, stage, column))?;
    pages::library::emit(maker, stage)?;
    pages::disclosure::emit(maker, stage)?;
    pages::catalogue::emit(maker, stage)?;
    pages::decisions::emit(maker, stage)?;
    pages::calendar::emit(maker, stage)?;
    pages::ledger::emit(maker, stage)?;
    let registers: Vec<_> = maker.edition.registers().filter(|register| !maker.edition.is_ledger(register)).collect();
    registers.par_iter().try_for_each(|register| pages::register::emit(maker, stage, register))?;
    pages::feeds::emit(maker, stage)?;
    let browse = pages::browse::Browse::new(maker);
    pages::browse::emit(&browse, stage)?;
    pages::search::emit(maker, stage, &browse)?;
    pages::sitemap::emit(maker, stage, &browse)?;
    pages::redirect::emit_not_found(maker, stage)?;
    let redirects = site.redirects.iter().filter(|(_, id)| maker.edition.is_visible(*id));
    redirects.into_iter().try_for_each(|(old, id)| {
        pages::redirect::emit(stage, old.clone(), &site.addresses[*id], &site.document(*id).title)
    })
}

fn render_documents(maker: &Maker, stage: &Stage, on_text: &mut dyn FnMut(DocId, String)) -> Result<(), RenderError> {
    let labels = labels(maker.texts);
    for batch in maker.edition.published.chunks(BATCH) {
        let texts: Vec<String> =
            batch.par_iter().map(|id| render_document(maker, stage, &labels, *id)).collect::<Result<_, _>>()?;
        for (id, text) in batch.iter().zip(texts) {
            on_text(*id, text);
        }
    }
    Ok(())
}

/// The text of each published document's body as [`render`] hands it on, in the same order, without
/// a page being made; the first error of `on_text` ends it.
///
/// # Errors
/// When a theme is faulty, and what `on_text` answers.
pub fn texts(
    edition: &Edition,
    overrides: &ThemeFiles,
    on_text: &mut dyn FnMut(DocId, String) -> Result<(), RenderError>,
) -> Result<(), RenderError> {
    let theme = Theme::load(EditionName::Standard.name(), overrides)?;
    let maker = Maker::new(edition, &theme.texts);
    let labels = labels(&theme.texts);
    for batch in edition.published.chunks(BATCH) {
        let texts: Vec<String> = batch.par_iter().map(|id| pages::body::text(&maker, &labels, *id)).collect();
        batch.iter().zip(texts).try_for_each(|(id, text)| on_text(*id, text))?;
    }
    Ok(())
}

/// A document's own page and those of its texts; the text that holds is handed on.
fn render_document(maker: &Maker, stage: &Stage, labels: &Labels, id: DocId) -> Result<String, RenderError> {
    if maker.edition.texts(id).len() > 1 {
        let blocks = maker.prepared(labels, id);
        pages::texts::emit(maker, stage, labels, id)?;
        pages::comparison::emit(maker, stage, labels, id, &blocks)?;
    }
    pages::document::emit(maker, stage, labels, id)
}

fn labels(texts: &Texts) -> Labels {
    Labels {
        table: texts.get("body.table"),
        footnotes: texts.get("body.footnotes"),
        back_to_text: texts.get("body.back_to_text"),
        footnote: texts.get("body.footnote"),
    }
}

/// Puts the assets of a theme under names that change with their content; a file that both
/// editions share is put once.
fn put_assets(theme: &Theme, sink: &dyn Sink) -> Result<BTreeMap<String, String>, RenderError> {
    let mut names = BTreeMap::new();
    for (name, bytes) in theme.assets() {
        let hash: String = Sha256::digest(&bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "bin"));
        let file = format!("assets/{stem}.{hash}.{extension}");
        sink.put(&file, bytes).map_err(RenderError)?;
        names.insert(name, file);
    }
    Ok(names)
}

fn shared(maker: &Maker, name: EditionName, theme: &Theme, assets: BTreeMap<String, String>) -> SharedView {
    let config = &maker.edition.site.content.config;
    SharedView {
        site: site_view(maker),
        nav: nav(maker),
        t: theme.texts.value().clone(),
        edition: name.name(),
        assets,
        services: pages::home::services(maker),
        phones: maker.phones(),
        disclosure_path: config.disclosure.as_ref().map(|_| place::disclosure().link()),
        search_path: place::search().link(),
        browse_path: place::browse().link(),
        sitemap_path: place::sitemap().link(),
        feeds_path: (!subscriptions::all(maker.edition).is_empty()).then(|| place::feeds().link()),
    }
}

/// The columns marked for the navigation, with 政府信息公开 where it is a column.
fn nav(maker: &Maker) -> Vec<Link> {
    let config = &maker.edition.site.content.config;
    let own = config
        .disclosure
        .as_ref()
        .map(|_| Link { title: "政府信息公开".to_owned(), path: Some(place::disclosure().link()) });
    let columns = config.columns.iter().filter(|column| column.nav).map(|column| maker.column_link(column));
    own.into_iter().chain(columns).take(NAV).collect()
}

fn site_view(maker: &Maker) -> SiteView {
    let identity = maker.edition.identity();
    SiteView {
        name: identity.name.clone(),
        description: identity.description.clone().unwrap_or_else(|| identity.name.clone()),
        publisher: maker.publisher().to_owned(),
        id_code: identity.id_code.clone(),
        domain: identity.domain().to_owned(),
        organiser: identity.organiser.clone(),
        tel: identity.phone.as_deref().map(pages::tel),
        phone: identity.phone.clone(),
        address: identity.address.clone(),
        email: identity.email.clone(),
        icp: identity.icp.clone(),
        police: identity.police.clone(),
        error_report: identity.error_report.clone(),
    }
}
