//! Building the index, and opening it from disk.

use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use portal_searcher::hash::Hash;
use portal_searcher::lexicon::{self, Lexicon};
use portal_searcher::schema::{CITED, Fields, schema, title_tokens, tokenizers};
use serde_json::Value;
use tantivy::schema::TantivyDocument;
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings, SingleSegmentIndexWriter};

use super::directory::{BuildDirectory, META, ReadOnlyDirectory, extension};
use super::lexicon::Reader;
use super::{SearchDocument, SearchError, Searcher, analysis};

/// Sizes the engine's term table to begin with; it grows as needed. A table for all the bigrams of
/// a large portal from the start saves rehashing and costs 4 MB.
const TABLE_BUDGET: usize = 15_000_000;

/// Stored text is read document by document, over the network too, so a block ends after each.
const BLOCK_SIZE: usize = 1024;

/// Builds an index from documents given one by one.
///
/// Memory grows with the tokens of the documents, not with their text, which is on disk as soon as
/// a document is added. The same documents in the same order give the same bytes.
pub struct IndexBuilder {
    writer: SingleSegmentIndexWriter,
    directory: BuildDirectory,
    fields: Fields,
    lexicon: Lexicon,
    reader: Reader,
}

impl IndexBuilder {
    /// Begins an index in `dir`, which is made if need be and must hold no other index; other files
    /// in it stay as they are. Dropped before [`IndexBuilder::finish`], the builder leaves a folder
    /// that is no index. The lexicon lies beside the index; how characters are read is added to it.
    ///
    /// # Errors
    /// When the folder cannot be written, or holds an index.
    pub fn new(dir: &Path, lexicon: Lexicon) -> Result<Self, SearchError> {
        let directory = BuildDirectory::create(dir)?;
        let schema = schema();
        let fields = Fields::of(&schema)?;
        let settings = IndexSettings {
            // Texts are deflated one by one, which takes two thirds of the room that LZ4 takes.
            docstore_compression: Compressor::None,
            docstore_compress_dedicated_thread: false,
            docstore_blocksize: BLOCK_SIZE,
            ..IndexSettings::default()
        };
        let builder = Index::builder().schema(schema).settings(settings).tokenizers(tokenizers());
        let writer = builder.single_segment_index_writer(directory.clone(), TABLE_BUDGET)?;
        Ok(Self { writer, directory, fields, lexicon, reader: Reader::default() })
    }

    /// Adds a document. The order of the documents decides between answers that are equal in
    /// everything else before their text is read, so the caller keeps it stable, newest first.
    pub fn add(&mut self, document: &SearchDocument) -> Result<(), SearchError> {
        let entry = entry(document, &self.fields, &mut self.reader)?;
        Ok(self.writer.add_document(entry)?)
    }

    /// Writes what is left, names the index after its content, and says the names of its files.
    ///
    /// The engine names files at random. A name made of the content makes two builds equal, and
    /// lets a browser keep a file for as long as it is named.
    pub fn finish(self) -> Result<Vec<String>, SearchError> {
        let Self { writer, directory, lexicon: mut words, reader, .. } = self;
        drop(writer.finalize()?);
        words.phrases = reader.phrases();
        words.readings = reader.into_readings();
        let text =
            serde_json::to_vec(&words).map_err(|error| SearchError::Io(lexicon::EXTENSION.into(), error.into()))?;
        let lexicon = format!("new.{}", lexicon::EXTENSION);
        directory.write(&lexicon, &text)?;
        let written = [directory.names(), vec![lexicon]].concat();
        let id = content_id(&directory, &written)?;
        let mut names = vec![META.to_owned()];
        for name in &written {
            let named = format!("{id:032x}.{}", extension(name));
            directory.rename(name, &named)?;
            names.push(named);
        }
        directory.write(META, &renamed_meta(&directory.meta(), id)?)?;
        Ok(names)
    }
}

/// Opens the index in a folder. Nothing is written there, and any number of searchers and threads may
/// share it.
///
/// # Errors
/// When there is no index, or it is damaged or another version's.
pub fn open(dir: &Path) -> Result<Searcher, SearchError> {
    let directory = ReadOnlyDirectory::open(dir)?;
    let lexicon = directory.lexicon()?;
    Ok(Searcher::over(directory, lexicon)?)
}

/// The document as the engine takes it: stored as written, indexed folded.
fn entry(document: &SearchDocument, fields: &Fields, reader: &mut Reader) -> Result<TantivyDocument, SearchError> {
    let mut entry = TantivyDocument::new();
    let body = body_of(document);
    store(&mut entry, document, fields);
    entry.add_bytes(fields.body, &deflated(body)?);
    let title = analysis::fold(&document.title);
    let folded = analysis::fold(body);
    for number in document.document_number.iter().flat_map(|number| own_numbers(number)) {
        entry.add_text(fields.number, number);
    }
    for identifier in &document.identifiers {
        entry.add_text(fields.number, analysis::key(identifier));
    }
    let named = document.cited.iter().flat_map(|number| own_numbers(number));
    for cited in cited_numbers(&folded).into_iter().chain(named) {
        entry.add_text(fields.number, format!("{cited}{CITED}"));
    }
    for other in document.document_number.iter().chain(&document.topic).chain(&document.organs) {
        entry.add_text(fields.words, analysis::fold(other));
    }
    let (letters, initials) = reader.tokens(&title);
    letters.iter().for_each(|token| entry.add_text(fields.pinyin, token));
    initials.iter().for_each(|token| entry.add_text(fields.initials, token));
    entry.add_text(fields.words, &title);
    entry.add_pre_tokenized_text(fields.words, title_tokens(&title));
    entry.add_text(fields.words, folded);
    Ok(entry)
}

fn store(entry: &mut TantivyDocument, document: &SearchDocument, fields: &Fields) {
    let one = |field, value: &String| (field, Some(value.clone()));
    for (field, value) in [
        one(fields.url, &document.url),
        one(fields.kind, &document.kind),
        one(fields.title, &document.title),
        (fields.document_number, document.document_number.clone()),
        (fields.status, document.status.clone()),
        (fields.topic, document.topic.clone()),
        one(fields.published, &document.published),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            entry.add_text(field, value);
        }
    }
    document.organs.iter().for_each(|organ| entry.add_text(fields.organ, organ));
    let day = document.published.replace('-', "").parse().unwrap_or(0);
    entry.add_u64(fields.day, day);
    entry.add_u64(fields.standing, document.standing as u64);
}

/// A text as it is stored. A low level: a build waits for it.
fn deflated(text: &str) -> Result<Vec<u8>, SearchError> {
    let failed = |error| SearchError::Io("text".into(), error);
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(3));
    encoder.write_all(text.as_bytes()).map_err(failed)?;
    encoder.finish().map_err(failed)
}

/// The text after the title it begins with: every answer shows the title anyway, so a snippet of
/// it would say nothing.
fn body_of(document: &SearchDocument) -> &str {
    let after = document.text.trim_start().strip_prefix(document.title.as_str());
    let apart = after.filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    apart.unwrap_or(&document.text).trim()
}

fn own_numbers(number: &str) -> Vec<String> {
    let folded = analysis::fold(number);
    match analysis::number_of(&folded) {
        Some(mention) => mention.tokens(),
        None => vec![analysis::key(number)],
    }
}

fn cited_numbers(folded: &str) -> Vec<String> {
    let mut cited: Vec<_> = analysis::numbers_in(folded).iter().flat_map(|number| number.tokens()).collect();
    cited.sort_unstable();
    cited.dedup();
    cited
}

fn content_id(directory: &BuildDirectory, names: &[String]) -> Result<u128, SearchError> {
    let mut hash = Hash::new();
    for name in names {
        hash.feed(extension(name).as_bytes());
        directory.read(name, |bytes| hash.feed(bytes))?;
    }
    Ok(hash.value())
}

fn renamed_meta(meta: &[u8], id: u128) -> Result<Vec<u8>, SearchError> {
    let damaged = |error: serde_json::Error| SearchError::Io(META.into(), error.into());
    let mut meta: Value = serde_json::from_slice(meta).map_err(damaged)?;
    meta["segments"][0]["segment_id"] = Value::String(hyphenated(id));
    serde_json::to_vec_pretty(&meta).map_err(damaged)
}

/// The form in which the engine writes segment names in its table of contents.
fn hyphenated(id: u128) -> String {
    let hex = format!("{id:032x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}
