//! The edition for a search engine of a province: every published document as one line of JSON, with
//! the configuration of the index that takes them.
//!
//! ```text
//!  Edition --render::texts--> Entry --Draft (hash)--> build --cut--> documents/0001.ndjson …
//!                                                       |
//!                          quickwit | opensearch --> index.json      export.json
//!
//!  the same folder --push--> an index of the engine, whole, or nothing changed
//! ```
//!
//! A document is held for as long as it takes to write it: what an export needs beyond the loaded
//! site does not grow with it. The build is named after the bytes, so equal content gives equal files.

mod document;
mod fields;
mod names;
mod opensearch;
mod parts;
pub mod push;
mod quickwit;
mod summary;

pub use names::Names;
pub use summary::Summary;

use crate::render::{self, RenderError, Sink};
use crate::source::ThemeFiles;
use crate::status::Edition;
use document::Entry;
use parts::Draft;
use std::path::Path;

/// A search engine that an export is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Quickwit 0.9: the engine that is made of tantivy.
    Quickwit,
    /// OpenSearch 2 or 3, and what speaks its language.
    OpenSearch,
}

impl Engine {
    /// Its name in commands and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quickwit => "quickwit",
            Self::OpenSearch => "opensearch",
        }
    }

    /// Its name as people write it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Quickwit => "Quickwit",
            Self::OpenSearch => "OpenSearch",
        }
    }

    /// Lines for each document: OpenSearch wants to be told before each what to do with it.
    fn lines(self) -> usize {
        match self {
            Self::Quickwit => 1,
            Self::OpenSearch => 2,
        }
    }

    /// The configuration of an index; the one of OpenSearch tells the build, so that it can be asked for it.
    fn configuration(self, names: &Names, build: &str) -> serde_json::Value {
        match self {
            Self::Quickwit => quickwit::configuration(&names.index),
            Self::OpenSearch => opensearch::configuration(&names.site, build),
        }
    }
}

/// The folder of the documents in an export.
pub const DOCUMENTS: &str = "documents";

/// The configuration of the index in an export.
const CONFIGURATION: &str = "index.json";

/// Writes an export: the documents into `folder`, which is [`DOCUMENTS`] of the output, and what
/// describes them into the sink. Returns the names of the files of documents.
///
/// # Errors
/// When a theme is faulty or a file cannot be written.
pub fn emit(
    edition: &Edition,
    themes: &ThemeFiles,
    engine: Engine,
    names: &Names,
    (folder, sink): (&Path, &dyn Sink),
) -> Result<Vec<String>, String> {
    let unnamed = pretty(&engine.configuration(names, ""))?;
    let mut draft = Draft::create(folder, unnamed.as_bytes())?;
    render::texts(edition, themes, &mut |id, text| {
        let entry = Entry::of(edition, names, id, &text);
        draft.add(&entry.lines(engine).map_err(RenderError)?).map_err(RenderError)
    })
    .map_err(|error| error.0)?;
    let (documents, build) = (draft.documents(), draft.build());
    let cut = draft.cut(engine.lines(), &build)?;
    let summary = Summary::new(engine, names, build, documents, cut);
    sink.put(CONFIGURATION, pretty(&engine.configuration(names, &summary.build))?.into_bytes())?;
    sink.put(summary::FILE, pretty(&summary)?.into_bytes())?;
    Ok((1..=cut.parts).map(parts::name).collect())
}

fn pretty<T: serde::Serialize>(value: &T) -> Result<String, String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n").map_err(|error| error.to_string())
}
