//! 清理结果: tables made from what the documents do to each other. The first is the list of what
//! stays in force (有效目录), since what is not on it may not be relied on; one a year says what
//! was amended, repealed, declared void, extended, or ended of itself.

mod rows;

use super::hold::Hold;
use super::listing::Listing;
use super::tabs::{self, Tab};
use super::{Library, place};
use crate::domain::Date;
use crate::domain::validity::{Act, Status, Turn};
use crate::render::engine::RenderError;
use crate::render::pages::Maker;
use crate::render::stage::Stage;
use crate::render::views::{CleanupView, CountedLink, Link};
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
    let table = table(library, address(), &|name| maker.texts.get(&format!("library.cleanup_{name}")));
    let (caption, years) = (maker.texts.get("library.cleanup_current"), years(library, &table.address));
    table.emit(library, stage, (&ids, PAGE_SIZE), |ids| CleanupView {
        caption: caption.clone(),
        rows: ids.iter().map(|(at, id)| rows::staying(maker, at + 1, *id)).collect(),
        years: years.clone(),
    })
}

fn emit_year(library: &Library, stage: &Stage, entries: &[Entry]) -> Result<(), RenderError> {
    let maker = library.maker;
    let year = entries[0].date.year();
    let text = |name: &str| maker.fill(&format!("library.cleanup_year_{name}"), &[("%year", &year.to_string())]);
    let table = table(library, year_address(year), &text);
    let (caption, years) = (text("caption"), years(library, &table.address));
    let numbered: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
    table.emit(library, stage, (&numbered, PAGE_SIZE), |entries| CleanupView {
        caption: caption.clone(),
        rows: entries.iter().map(|(at, entry)| rows::changed(maker, at + 1, entry)).collect(),
        years: years.clone(),
    })
}

/// A table with its heading and description from the interface text; that of what stays stands above
/// those of the years.
fn table(library: &Library, own: Address, text: &dyn Fn(&str) -> String) -> Listing {
    let texts = library.maker.texts;
    let current = Link { title: texts.get("library.cleanup_title"), path: Some(address().link()) };
    let current = (own != address()).then_some(current);
    Listing {
        tab: Tab::Cleanup,
        address: own,
        title: text("title"),
        description: text("description"),
        keywords: texts.get("library.cleanup_keywords"),
        above: [tabs::above(library)].into_iter().chain(current).collect(),
        template: "library_cleanup.html",
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
