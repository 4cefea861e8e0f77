//! 即将到期: what binds and ends within the limits of the site, with its last day and who must
//! evaluate it. No count of days is printed: it would be false the day after.

use super::listing::Listing;
use super::lists::PAGE_SIZE;
use super::tabs::{self, Tab};
use super::{Library, place};
use crate::domain::Date;
use crate::domain::date::official;
use crate::domain::evaluation;
use crate::render::engine::RenderError;
use crate::render::pages::Maker;
use crate::render::stage::Stage;
use crate::render::views::{CountedLink, ExpiringGroup, ExpiringRow};
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
    let maker = library.maker;
    let longest = maker.edition.site.content.config.rules.expiry_notice.first().copied().unwrap_or_default();
    let listing = Listing {
        tab: Tab::Expiring,
        address: address(),
        title: maker.texts.get("library.expiring_title"),
        description: maker.fill("library.expiring_description", &[("%n", &longest.to_string())]),
        keywords: maker.texts.get("page.library_keywords"),
        above: vec![tabs::above(library)],
        template: "library_expiring.html",
    };
    listing.emit(library, stage, (&library.expiring, PAGE_SIZE), |endings| groups(library, endings))
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
