//! The edition as data for other programs: open data, the registers, and the list of addresses.
//!
//! A new output file that is no page is a file here and a line in [`emit`].

mod documents;
mod registers;
mod sitemap;

use crate::render::Sink;
use crate::status::Edition;

/// Makes every data file. `outputs` are the files that were made already, and `digest` names the
/// SHA-256 of one of them.
///
/// # Errors
/// When the sink refuses a file.
pub fn emit(
    edition: &Edition,
    outputs: &[String],
    sink: &dyn Sink,
    digest: &dyn Fn(&str) -> Option<String>,
) -> Result<(), String> {
    documents::emit(edition, sink, digest)?;
    registers::emit(edition, sink)?;
    sitemap::emit(edition, outputs, sink)
}
