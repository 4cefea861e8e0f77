//! 即将到期: what binds and ends within the limits of the site, with its last day and who must
//! evaluate it. No count of days is printed: it would be false the day after.

use super::tabs::{self, Tab};
use super::{Library, place};
use crate::domain::Date;
use crate::domain::date::official;
use crate::domain::evaluation;
use crate::render::engine::RenderError;
use crate::render::pages::library::lists::PAGE_SIZE;
use crate::render::pages::{Maker, column, list};
use crate::render::stage::{Page, Stage};
use crate::render::subscriptions;
use crate::render::views::{CountedLink, ExpiringGroup, ExpiringRow, LibraryView, PagerView};
use crate::site::{Address, DocId};

/// A document that ends soon.
pub struct Ending {
    /// The document.
    pub id: DocId,
    /// Last day in force.
    pub last: Date,
    /// The narrowest limit that the last day lies within.
    pub limit: usize,
}

/// Where the list lies.
pub fn address() -> Address {
    place::library_list("expiring")
}

/// The documents that end within the limits, the first end first.
pub fn collect(maker: &Maker, binding: &[DocId]) -> Vec<Ending> {
    let edition = maker.edition;
    let limits = &edition.site.content.config.rules.expiry_notice;
    let ending = |id: &DocId| {
        let last = edition.validity(*id)?.expires?;
        Some(Ending { id: *id, last, limit: evaluation::within(limits, edition.as_of, last)? })
    };
    let mut endings: Vec<Ending> = binding.iter().filter_map(ending).collect();
    endings.sort_by_key(|ending| ending.last);
    endings
}

/// The link to the list, where it holds anything.
pub fn link(maker: &Maker, endings: &[Ending]) -> Option<CountedLink> {
    (!endings.is_empty()).then(|| CountedLink {
        title: maker.texts.get("library.expiring_title"),
        path: address().link(),
        count: endings.len(),
        current: false,
    })
}

/// The pages of the list.
pub fn emit(library: &Library, stage: &Stage) -> Result<(), RenderError> {
    let first = address();
    list::paginate(&library.expiring, PAGE_SIZE, &first)
        .try_for_each(|(number, endings, pager)| stage.emit(&page(library, number, endings, pager)))
}

fn page(
    library: &Library,
    number: usize,
    endings: &[Ending],
    pager: Option<PagerView>,
) -> Page<LibraryView<Vec<ExpiringGroup>>> {
    let maker = library.maker;
    let title = maker.texts.get("library.expiring_title");
    let longest = maker.edition.site.content.config.rules.expiry_notice.first().copied().unwrap_or_default();
    let description = maker.fill("library.expiring_description", &[("%n", &longest.to_string())]);
    let (empty, links) = tabs::empty(library, Tab::Expiring);
    Page {
        address: Address::list_page(&address(), number),
        title: column::title(maker, &title, number),
        meta: maker.column_meta(&title, &description, &maker.texts.get("page.library_keywords"), "政策文件"),
        above: vec![tabs::above(library)],
        section: Some(place::library().link()),
        machine: maker.feeds([subscriptions::validity(maker.edition)]),
        noindex: false,
        stands_for: None,
        template: "library_expiring.html",
        key: "library",
        view: LibraryView {
            frame: tabs::frame(library, Tab::Expiring, &title, &description),
            list: groups(library, endings),
            total: library.expiring.len(),
            pager,
            empty,
            links,
        },
        description,
    }
}

/// The documents of a page by limit; a group that goes over pages counts all of its documents.
fn groups(library: &Library, endings: &[Ending]) -> Vec<ExpiringGroup> {
    let maker = library.maker;
    let group = |endings: &[Ending]| {
        let limit = endings[0].limit;
        ExpiringGroup {
            title: maker.fill("library.expiring_within", &[("%n", &limit.to_string())]),
            count: library.expiring.iter().filter(|ending| ending.limit == limit).count(),
            rows: endings.iter().map(|ending| row(maker, ending)).collect(),
        }
    };
    endings.chunk_by(|a, b| a.limit == b.limit).map(group).collect()
}

fn row(maker: &Maker, ending: &Ending) -> ExpiringRow {
    let document = maker.edition.document(ending.id);
    ExpiringRow {
        line: maker.line(ending.id),
        last: ending.last.to_string(),
        last_label: official(ending.last),
        organ: document.drafter.as_deref().or(document.organ()).unwrap_or_default().to_owned(),
    }
}
