//! The edition as data for other programs: open data, the registers, and the list of addresses.

mod documents;
mod registers;
mod sitemap;

use crate::render::{EditionName, Sink};
use crate::status::Edition;

/// Makes every data file. `digest` names the SHA-256 of a page that was made already.
///
/// # Errors
/// When the sink refuses a file.
pub fn emit(
    edition: &Edition,
    names: &[EditionName],
    sink: &dyn Sink,
    digest: &dyn Fn(&str) -> Option<String>,
) -> Result<(), String> {
    documents::emit(edition, sink, digest)?;
    registers::emit(edition, sink)?;
    sitemap::emit(edition, names, sink)
}
