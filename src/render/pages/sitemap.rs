//! 站点地图, which the footer of every page must lead to.

use super::browse::Browse;
use super::{Maker, catalogue, library, place};
use crate::render::engine::RenderError;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{Link, SitemapSection, SitemapView};

/// The page with the entries of everything that the site has.
pub fn emit(maker: &Maker, stage: &Stage, browse: &Browse) -> Result<(), RenderError> {
    let title = maker.texts.get("page.sitemap");
    let description = maker.texts.get("page.sitemap_description");
    stage.emit(&Page {
        address: place::sitemap(),
        meta: maker.column_meta(&title, &description, &title, "概况信息"),
        title,
        description,
        above: Vec::new(),
        section: None,
        noindex: false,
        stands_for: None,
        machine: Machine::default(),
        template: "sitemap.html",
        key: "sitemap",
        view: SitemapView { sections: sections(maker, browse) },
    })
}

fn sections(maker: &Maker, browse: &Browse) -> Vec<SitemapSection> {
    let content = &maker.edition.site.content;
    let mut columns: Vec<Link> = content.config.columns.iter().map(|column| maker.column_link(column)).collect();
    if !maker.edition.site.schedule.is_empty() {
        columns.push(Link { title: maker.texts.get("page.calendar"), path: Some(place::calendar().link()) });
    }
    let mut sections = vec![
        SitemapSection { title: maker.texts.get("page.columns"), links: columns },
        SitemapSection { title: maker.texts.get("browse.find"), links: ways(maker, browse) },
    ];
    if content.config.disclosure.is_some() {
        let own = Link {
            title: maker.fill("page.disclosure", &[("%publisher", maker.publisher())]),
            path: Some(place::disclosure().link()),
        };
        let catalogue_link = Link { title: maker.texts.get("page.catalogue"), path: Some(place::catalogue().link()) };
        let links = [own, catalogue_link].into_iter().chain(catalogue::links()).collect();
        sections.push(SitemapSection { title: "政府信息公开".to_owned(), links });
    }
    let library_link = Link { title: maker.texts.get("page.library_title"), path: Some(place::library().link()) };
    let topics = library::topics(maker).into_iter().map(|topic| Link { title: topic.title, path: Some(topic.path) });
    sections.push(SitemapSection {
        title: maker.texts.get("page.library"),
        links: [library_link].into_iter().chain(topics).collect(),
    });
    let registers: Vec<Link> = maker.edition.registers().map(|register| maker.register_link(register)).collect();
    if !registers.is_empty() {
        sections.push(SitemapSection { title: maker.texts.get("page.registers"), links: registers });
    }
    sections
}

/// The search, and the lists of everything.
fn ways(maker: &Maker, browse: &Browse) -> Vec<Link> {
    let search = Link { title: maker.texts.get("search.title"), path: Some(place::search().link()) };
    [search].into_iter().chain(browse.links()).collect()
}
