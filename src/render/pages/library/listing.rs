//! What the pages of every list of the library have in common.

use super::tabs::{self, Tab};
use super::{Library, place};
use crate::render::engine::RenderError;
use crate::render::pages::{column, list};
use crate::render::stage::{Page, Stage};
use crate::render::subscriptions;
use crate::render::views::{LibraryView, Link, PagerView};
use crate::site::Address;
use rayon::prelude::*;
use serde::Serialize;

/// A list of the library, whatever it lists.
pub struct Listing {
    /// The one of the six lists that it belongs to.
    pub tab: Tab,
    /// Where its first page lies.
    pub address: Address,
    /// Its heading.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// 关键词 of the column.
    pub keywords: String,
    /// The pages above it.
    pub above: Vec<Link>,
    /// The template.
    pub template: &'static str,
}

impl Listing {
    /// The pages of the list, each with at most `size` entries, which `make` turns into what the
    /// template shows.
    ///
    /// # Errors
    /// When a template fails or a page cannot be kept.
    pub fn emit<T: Sync, V: Serialize>(
        &self,
        library: &Library,
        stage: &Stage,
        (entries, size): (&[T], usize),
        make: impl Fn(&[T]) -> V + Sync,
    ) -> Result<(), RenderError> {
        let pages: Vec<_> = list::paginate(entries, size, &self.address).collect();
        pages.into_par_iter().try_for_each(|(number, part, pager)| {
            let view = self.view(library, make(part), entries.len(), pager);
            stage.emit(&self.page(library, number, view))
        })
    }

    fn view<V>(&self, library: &Library, list: V, total: usize, pager: Option<PagerView>) -> LibraryView<V> {
        let (empty, links) = tabs::empty(library, self.tab);
        let frame = tabs::frame(library, self.tab, &self.title, &self.description);
        LibraryView { frame, list, total, pager, empty, links }
    }

    fn page<V>(&self, library: &Library, number: usize, view: LibraryView<V>) -> Page<LibraryView<V>> {
        let maker = library.maker;
        Page {
            address: Address::list_page(&self.address, number),
            title: column::title(maker, &self.title, number),
            description: self.description.clone(),
            meta: maker.column_meta(&self.title, &self.description, &self.keywords, "政策文件"),
            above: self.above.clone(),
            section: Some(place::library().link()),
            machine: maker.feeds([subscriptions::validity(maker.edition)]),
            noindex: false,
            stands_for: None,
            template: self.template,
            key: "library",
            view,
        }
    }
}
