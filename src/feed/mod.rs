//! The edition as data for other programs: open data, the registers, feeds, calendars, a catalogue
//! of all of them, and the list of addresses.
//!
//! A new output file that is no page is a file here and a line in [`emit`].

mod atom;
mod catalog;
mod decisions;
mod details;
mod disclosures;
mod documents;
mod duties;
mod entries;
pub mod ics;
mod json_feed;
mod ledger;
mod next_change;
mod record;
mod registers;
mod schedule;
mod sitemap;
mod table;

pub use duties::{calendar as duties_calendar, json as duties_json};

use crate::render::{Sink, subscriptions};
use crate::status::Edition;
use rayon::prelude::*;
use record::{Record, record};

/// What a finished file is, to the byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

/// Looks up a file of the output that was made already, by its path.
pub type Digests<'a> = &'a (dyn Fn(&str) -> Option<Digest> + Sync);

/// Makes every data file. `outputs` are the files that were made already.
///
/// # Errors
/// When the sink refuses a file.
pub fn emit(edition: &Edition, outputs: &[String], sink: &dyn Sink, digests: Digests) -> Result<(), String> {
    let records: Vec<Record> = edition.published.par_iter().map(|id| record(edition, *id, digests)).collect();
    // None of them needs another, and which of them takes long is different from site to site.
    let files: [&(dyn Fn() -> Result<(), String> + Sync); 8] = [
        &|| schedule::emit(edition, sink),
        &|| ics::emit(edition, sink),
        &|| registers::emit(edition, sink),
        &|| emit_feeds(edition, sink),
        &|| documents::emit(&records, sink),
        &|| details::emit(edition, &records, sink, digests),
        &|| ledger::emit(edition, sink),
        &|| next_change::emit(edition, sink),
    ];
    files.par_iter().with_max_len(1).try_for_each(|make| make())?;
    // The catalogue names the others with their sizes, so it comes after them.
    catalog::emit(edition, sink, digests)?;
    sitemap::emit(edition, outputs, sink)
}

fn emit_feeds(edition: &Edition, sink: &dyn Sink) -> Result<(), String> {
    subscriptions::all(edition).par_iter().try_for_each(|subscription| {
        let feed = entries::feed(edition, subscription);
        let Some(xml) = atom::write(&feed)? else { return Ok(()) };
        sink.put(&subscription.atom(), xml)?;
        sink.put(&subscription.json(), json_feed::write(&feed)?)
    })
}
