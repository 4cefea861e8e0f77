//! 清理结果: tables made from what the documents do to each other. The first is the list of what
//! stays in force (有效目录), since what is not on it may not be relied on; one a year says what
//! was amended, repealed, declared void, extended, or ended of itself.

mod rows;

use super::hold::Hold;
use super::tabs::{self, Tab};
use super::{Library, place};
use crate::domain::Date;
use crate::domain::validity::{Act, Status, Turn};
use crate::render::engine::RenderError;
use crate::render::pages::{Maker, column, list};
use crate::render::stage::{Page, Stage};
use crate::render::subscriptions;
use crate::render::views::{CleanupRow, CleanupView, CountedLink, LibraryView, Link, PagerView};
use crate::site::{Address, DocId, Source};

/// Rows a page: a table is read in one piece, and printed.
const PAGE_SIZE: usize = 50;

/// What happened to a document.
pub struct Entry {
    /// First day on which it counts.
    pub date: Date,
    /// The document.
    pub id: DocId,
    /// What was done, and by whom; none when the document ended of itself.
    pub done: Option<(Act, Source)>,
}

/// Where the tables lie.
pub fn address() -> Address {
    place::library_list("cleanup")
}

fn year_address(year: i16) -> Address {
    place::library_list(&format!("cleanup/{year}"))
}

/// What happened to regulatory documents by now, the latest first; what one document did stays
/// together.
pub fn collect(maker: &Maker, all: &[DocId]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = all.iter().flat_map(|id| entries_of(maker, *id)).collect();
    let acting = |entry: &Entry| entry.done.as_ref().map(|(_, source)| source.acting);
    entries.sort_by(|a, b| b.date.cmp(&a.date).then(acting(b).cmp(&acting(a))).then(a.id.cmp(&b.id)));
    entries
}

fn entries_of(maker: &Maker, id: DocId) -> Vec<Entry> {
    let turns = maker.edition.turns_by(id, maker.edition.as_of);
    let mut entries = Vec::new();
    for (at, turn) in turns.iter().enumerate() {
        let done = turn.causes.iter().map(|event| Some((event.act.clone(), event.source.clone())));
        let lapsed = lapses(turn, at.checked_sub(1).map(|before| &turns[before]));
        let all = done.chain(lapsed.then_some(None));
        entries.extend(all.map(|done| Entry { date: turn.date, id, done }));
    }
    entries
}

/// Whether a document ends on this turn because its last day is over, and through nobody's act.
fn lapses(turn: &Turn<Source>, before: Option<&Turn<Source>>) -> bool {
    turn.status == Status::Void
        && before.is_none_or(|before| before.status != Status::Void)
        && !turn.causes.iter().any(|event| event.act == Act::DeclareVoid)
}

/// The table of what stays in force, and one a year.
pub fn emit(library: &Library, stage: &Stage) -> Result<(), RenderError> {
    emit_current(library, stage)?;
    let years = library.entries.chunk_by(|a, b| a.date.year() == b.date.year());
    years.into_iter().try_for_each(|entries| emit_year(library, stage, entries))
}

fn emit_current(library: &Library, stage: &Stage) -> Result<(), RenderError> {
    let maker = library.maker;
    let ids = library.by_number.iter().copied().filter(|id| Hold::Binding.holds(maker, *id));
    let ids: Vec<(usize, DocId)> = ids.enumerate().collect();
    let table = Table {
        title: maker.texts.get("library.cleanup_title"),
        caption: maker.texts.get("library.cleanup_current"),
        description: maker.texts.get("library.cleanup_description"),
        address: address(),
        total: ids.len(),
    };
    list::paginate(&ids, PAGE_SIZE, &table.address.clone()).try_for_each(|(number, ids, pager)| {
        let rows = ids.iter().map(|(at, id)| rows::staying(maker, at + 1, *id)).collect();
        stage.emit(&table.page(library, number, rows, pager))
    })
}

fn emit_year(library: &Library, stage: &Stage, entries: &[Entry]) -> Result<(), RenderError> {
    let maker = library.maker;
    let year = entries[0].date.year();
    let text = |path: &str| maker.fill(path, &[("%year", &year.to_string())]);
    let table = Table {
        title: text("library.cleanup_year_title"),
        caption: text("library.cleanup_year_caption"),
        description: text("library.cleanup_year_description"),
        address: year_address(year),
        total: entries.len(),
    };
    let numbered: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
    list::paginate(&numbered, PAGE_SIZE, &table.address.clone()).try_for_each(|(number, entries, pager)| {
        let rows = entries.iter().map(|(at, entry)| rows::changed(maker, at + 1, entry)).collect();
        stage.emit(&table.page(library, number, rows, pager))
    })
}

struct Table {
    title: String,
    caption: String,
    description: String,
    address: Address,
    total: usize,
}

impl Table {
    fn page(
        &self,
        library: &Library,
        number: usize,
        rows: Vec<CleanupRow>,
        pager: Option<PagerView>,
    ) -> Page<LibraryView<CleanupView>> {
        let maker = library.maker;
        let keywords = maker.texts.get("library.cleanup_keywords");
        let (empty, links) = tabs::empty(library, Tab::Cleanup);
        Page {
            address: Address::list_page(&self.address, number),
            title: column::title(maker, &self.title, number),
            description: self.description.clone(),
            meta: maker.column_meta(&self.title, &self.description, &keywords, "政策文件"),
            above: self.above(library),
            section: Some(place::library().link()),
            machine: maker.feeds([subscriptions::validity(maker.edition)]),
            noindex: false,
            stands_for: None,
            template: "library_cleanup.html",
            key: "library",
            view: LibraryView {
                frame: tabs::frame(library, Tab::Cleanup, &self.title, &self.description),
                list: CleanupView { caption: self.caption.clone(), rows, years: years(library, &self.address) },
                total: self.total,
                pager,
                empty,
                links,
            },
        }
    }

    fn above(&self, library: &Library) -> Vec<Link> {
        let tables = (self.address != address())
            .then(|| Link { title: library.maker.texts.get("library.cleanup_title"), path: Some(address().link()) });
        [tabs::above(library)].into_iter().chain(tables).collect()
    }
}

/// The tables of the latest two years in which anything happened: what changed last year is still
/// asked for in this one.
pub fn latest(maker: &Maker, entries: &[Entry]) -> Vec<CountedLink> {
    let link = |entries: &[Entry]| {
        let year = entries[0].date.year();
        CountedLink {
            title: maker.fill("library.cleanup_year_short", &[("%year", &year.to_string())]),
            path: year_address(year).link(),
            count: entries.len(),
            current: false,
        }
    };
    entries.chunk_by(|a, b| a.date.year() == b.date.year()).take(2).map(link).collect()
}

/// The tables: what stays in force, then the years, the latest first.
fn years(library: &Library, current: &Address) -> Vec<CountedLink> {
    let link = |title: String, address: Address, count: usize| CountedLink {
        title,
        path: address.link(),
        count,
        current: address == *current,
    };
    let staying = library.cells.get(None, Hold::Binding).len();
    let first = link(library.maker.texts.get("library.cleanup_current"), address(), staying);
    let chunks = library.entries.chunk_by(|a, b| a.date.year() == b.date.year());
    let years = chunks.map(|entries| {
        let year = entries[0].date.year();
        link(format!("{year}年"), year_address(year), entries.len())
    });
    [first].into_iter().chain(years).collect()
}
