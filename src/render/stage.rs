//! Renders a page in every edition and hands it on.

use super::engine::{Engine, RenderError, to_value};
use super::linked_data::{BreadcrumbList, Graph, Id, ListItem, Named, Node, WebPage};
use super::markdown::BASE;
use super::pages::linked::LANGUAGE;
use super::theme::{EditionName, Texts};
use super::views::{FeedLink, Link, MetaTag, PageView};
use crate::config::Identity;
use crate::site::Address;
use serde::Serialize;

/// Takes finished files. Called from several threads at once.
pub trait Sink: Sync {
    /// Takes a file by its path in the output.
    ///
    /// # Errors
    /// When the file cannot be kept, or its path is taken.
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), String>;
}

/// A page before it is put into an edition.
pub struct Page<V> {
    /// Where it lies.
    pub address: Address,
    /// Its heading.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// The tags of its kind of page, beside those of every page.
    pub meta: Vec<MetaTag>,
    /// The pages above it, without home and without itself.
    pub above: Vec<Link>,
    /// The navigation entry that it belongs to.
    pub section: Option<String>,
    /// Whether search engines should leave it out.
    pub noindex: bool,
    /// The page that search engines should know instead of this one.
    pub stands_for: Option<Address>,
    /// What machines read.
    pub machine: Machine,
    /// The template.
    pub template: &'static str,
    /// The name by which the template knows the view.
    pub key: &'static str,
    /// What the template shows.
    pub view: V,
}

/// What machines read in the head of a page, beside what is said of every page.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    /// The document that the page shows.
    pub subject: Option<Node>,
    /// Feeds and calendars of what the page lists.
    pub feeds: Vec<FeedLink>,
}

/// The engines of all editions and the place where pages go.
pub struct Stage<'a> {
    /// One engine an edition.
    pub engines: &'a [Engine],
    /// The site's identity.
    pub identity: &'a Identity,
    /// Words for the breadcrumbs.
    pub texts: &'a Texts,
    /// Where finished pages go.
    pub sink: &'a dyn Sink,
}

impl Stage<'_> {
    /// Renders a page in every edition.
    ///
    /// # Errors
    /// When a template fails or the page cannot be kept.
    pub fn emit<V: Serialize>(&self, page: &Page<V>) -> Result<(), RenderError> {
        let view = to_value(&page.view);
        let linked_data = self.linked_data(page);
        for engine in self.engines {
            let frame = self.frame(page, engine.edition, linked_data.clone());
            let (root, base) = (frame.root.clone(), frame.base.clone());
            let mut context = tera::Context::new();
            context.insert("root", &root);
            context.insert("base", &base);
            context.insert("page", &frame);
            context.insert_value(page.key, view.clone());
            let path = format!("{}{}", engine.edition.folder(), page.address.output());
            let mut html = engine.render(page.template, &context, &path)?;
            if html.contains(BASE) {
                html = html.replace(BASE, &base);
            }
            self.sink.put(&path, html.into_bytes()).map_err(RenderError)?;
        }
        Ok(())
    }

    fn frame<V>(&self, page: &Page<V>, edition: EditionName, linked_data: Option<String>) -> PageView {
        let link = page.address.link();
        let own = page.address.root();
        let outer = match (edition, own.as_str()) {
            (EditionName::Standard, own) => own.to_owned(),
            (EditionName::Senior, "./") => "../".to_owned(),
            (EditionName::Senior, own) => format!("../{own}"),
        };
        // A host answers any address with 404.html, so its links cannot be relative.
        let (root, base) = match page.template {
            "not_found.html" => {
                let base = self.identity.base_path();
                (format!("{base}{}", edition.folder()), base.to_owned())
            }
            _ => (own, outer),
        };
        let twin = (self.engines.len() > 1).then(|| match edition {
            EditionName::Standard => format!("{base}{}{link}", EditionName::Senior.folder()),
            EditionName::Senior => format!("{base}{link}"),
        });
        let known = page.stands_for.as_ref().map_or_else(|| link.clone(), Address::link);
        let canonical = self.identity.absolute(&known);
        PageView {
            meta: self.meta(page, &canonical),
            breadcrumbs: self.breadcrumbs(page),
            title: page.title.clone(),
            path: link,
            root,
            base,
            twin,
            canonical,
            description: page.description.clone(),
            section: page.section.clone(),
            noindex: page.noindex,
            feeds: page.machine.feeds.clone(),
            linked_data,
        }
    }

    /// The page, what it shows and the way to it, as schema.org describes them. Pages that search
    /// engines leave out describe nothing.
    fn linked_data<V>(&self, page: &Page<V>) -> Option<String> {
        if page.noindex {
            return None;
        }
        let url = self.identity.absolute(&page.address.link());
        let steps = self.steps(page, &url);
        let is_home = page.address.link().is_empty();
        let breadcrumb = (!is_home).then(|| format!("{url}#breadcrumb"));
        let own = Node::WebPage(WebPage {
            id: format!("{url}#page"),
            name: page.title.clone(),
            in_language: LANGUAGE,
            is_part_of: Named::at("WebSite", self.identity.absolute("#site"), &self.identity.name),
            breadcrumb: breadcrumb.as_deref().map(Id::of),
            main_entity: page.machine.subject.as_ref().map(|subject| Id::of(subject.id())),
            url,
        });
        let way = breadcrumb.map(|id| Node::BreadcrumbList(BreadcrumbList { id, item_list_element: steps }));
        let nodes = [own].into_iter().chain(page.machine.subject.clone()).chain(way);
        Some(Graph::new(nodes.collect()).script())
    }

    fn steps<V>(&self, page: &Page<V>, url: &str) -> Vec<ListItem> {
        let address = |path: Option<String>| path.map_or(url.to_owned(), |path| self.identity.absolute(&path));
        let links = self.breadcrumbs(page).into_iter().enumerate();
        links.map(|(at, link)| ListItem { position: at + 1, name: link.title, item: address(link.path) }).collect()
    }

    /// 国办发〔2017〕47号: SiteName, SiteDomain and SiteIDCode on every page.
    fn meta<V>(&self, page: &Page<V>, canonical: &str) -> Vec<MetaTag> {
        let mut tags = vec![
            MetaTag { name: "SiteName", content: self.identity.name.clone() },
            MetaTag { name: "SiteDomain", content: self.identity.domain().to_owned() },
        ];
        tags.extend(self.identity.id_code.clone().map(|content| MetaTag { name: "SiteIDCode", content }));
        tags.extend(page.meta.iter().map(|tag| MetaTag { name: tag.name, content: tag.content.clone() }));
        tags.push(MetaTag { name: "Description", content: page.description.clone() });
        tags.push(MetaTag { name: "Url", content: canonical.to_owned() });
        tags
    }

    fn breadcrumbs<V>(&self, page: &Page<V>) -> Vec<Link> {
        let home = Link { title: self.texts.get("page.home"), path: Some(String::new()) };
        let here = Link { title: page.title.clone(), path: None };
        [home].into_iter().chain(page.above.iter().cloned()).chain([here]).collect()
    }
}
