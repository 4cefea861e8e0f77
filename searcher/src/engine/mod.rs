//! Asking the index.

mod candidates;
mod columns;
mod judge;
mod lookup;

use tantivy::DocId;
use tantivy::directory::Directory;
use tantivy::index::SegmentReader;
use tantivy::store::StoreReader;
use tantivy::{Index, TantivyError};

use self::candidates::{Candidates, Sieve};
use self::columns::Columns;
use self::judge::{Facts, Judge, Stored, Verdict};
use self::lookup::{Found, Lists};
use crate::answer::{Answer, Hit};
use crate::lexicon::Lexicon;
use crate::query::{Dictionary, Query, Variant, VariantKind, is_single};
use crate::request::{PAGE_SIZE, Request};
use crate::schema::Fields;

/// So many of the best candidates are judged by their texts: two pages. Beyond them the order is
/// that of the candidates, and a page reads the texts of its own documents only.
const JUDGED: usize = 2 * PAGE_SIZE;

/// Texts that stay inflated between two questions.
const TEXTS_KEPT: usize = 64;

/// An opened index. Read-only; share it freely between threads.
pub struct Searcher {
    documents: usize,
    lists: Lists,
    columns: Columns,
    texts: StoreReader,
    fields: Fields,
    lexicon: Lexicon,
}

impl Searcher {
    /// Opens the index in a directory of the engine's kind: files, memory, or the network.
    ///
    /// # Errors
    /// When the index is damaged, made by another version, or not read yet.
    pub fn over(directory: impl Directory, lexicon: Lexicon) -> tantivy::Result<Self> {
        let index = Index::open(directory)?;
        let fields = Fields::of(&index.schema())?;
        let segments = index.searchable_segments()?;
        let segment =
            segments.first().ok_or_else(|| TantivyError::SchemaError("an index without segment".to_owned()))?;
        let reader = SegmentReader::open(segment)?;
        Ok(Self {
            documents: reader.max_doc() as usize,
            lists: Lists::open(&reader, fields)?,
            columns: Columns::open(&reader)?,
            texts: reader.get_store_reader(TEXTS_KEPT)?,
            fields,
            lexicon,
        })
    }

    /// The number of documents in the index.
    pub fn len(&self) -> usize {
        self.documents
    }

    /// Whether the index holds no document.
    pub fn is_empty(&self) -> bool {
        self.documents == 0
    }

    /// What the site knows of words.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Answers a request. The same index and request give the same answer in the same order.
    ///
    /// # Errors
    /// When the index is damaged, or lacks bytes that a browser has yet to fetch.
    pub fn answer(&self, request: &Request) -> tantivy::Result<Answer> {
        let query = Query::parse(&request.query, &self.lexicon);
        if self.is_empty() || query.key.is_empty() {
            return Ok(self.nothing(request));
        }
        let found = self.candidates(&query)?;
        let basis = if found.full.is_empty() { &found.partial } else { &found.full };
        let facets = self.columns.facets(basis, &request.filters, &self.lexicon)?;
        let full = self.columns.filter(&found.full, &request.filters)?;
        let partial = self.columns.filter(&found.partial, &request.filters)?;
        let total = full.len();
        let listed = [full, partial].concat();
        let judge = Judge::new(&query, &self.lexicon, found.number.as_deref(), &found.weights);
        Ok(Answer {
            hits: self.page(&judge, &found, &listed, total, request.page)?,
            request: request.clone(),
            total,
            listed: listed.len(),
            facets,
            also_sought: also_sought(&query),
        })
    }

    fn nothing(&self, request: &Request) -> Answer {
        Answer {
            request: request.clone(),
            hits: Vec::new(),
            total: 0,
            listed: 0,
            facets: Vec::new(),
            also_sought: Vec::new(),
        }
    }

    fn candidates(&self, query: &Query) -> tantivy::Result<Candidates> {
        if !query.clauses.is_empty() && query.clauses.iter().all(|clause| is_single(&clause.phrase)) {
            return Ok(Candidates { full: self.single_characters(query)?, ..Candidates::default() });
        }
        let found = self.lists.look_up(query)?;
        let loosely = !can_hold_all(query, &found);
        let mut candidates = self.sift(query, &found, loosely)?;
        if candidates.full.is_empty() && !loosely {
            candidates = self.sift(query, &found, true)?;
        }
        Ok(candidates)
    }

    fn sift(&self, query: &Query, found: &Found, loosely: bool) -> tantivy::Result<Candidates> {
        let postings = self.lists.read(query, found, strict(query), loosely)?;
        let sieve = Sieve::new(query, found, &postings, &self.columns, self.documents)?;
        let Candidates { full, partial, .. } = sieve.candidates();
        let weights = sieve.weights;
        Ok(Candidates {
            full,
            partial,
            weights,
            number: postings.number,
            bearing: postings.own_number,
            naming: postings.citing,
        })
    }

    /// A single character stands in very many texts, so titles come first, and texts answer only
    /// when no title does.
    fn single_characters(&self, query: &Query) -> tantivy::Result<Vec<DocId>> {
        for anywhere in [false, true] {
            let mut common: Option<Vec<DocId>> = None;
            for c in query.clauses.iter().flat_map(|clause| clause.phrase.chars()) {
                let docs = self.lists.beginning_with(c, anywhere)?;
                common = Some(match common {
                    None => docs,
                    Some(before) => before.into_iter().filter(|doc| docs.binary_search(doc).is_ok()).collect(),
                });
            }
            let found = common.unwrap_or_default();
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    /// The hits of one page of a list: within [`JUDGED`] by their texts, beyond in the list's order, and
    /// always the first `full`, which hold all that was asked for, before the others.
    fn page(
        &self,
        judge: &Judge,
        found: &Candidates,
        listed: &[DocId],
        full: usize,
        page: usize,
    ) -> tantivy::Result<Vec<Hit>> {
        let first = (page - 1) * PAGE_SIZE;
        let end = listed.len().min(first + PAGE_SIZE);
        if first >= end {
            return Ok(Vec::new());
        }
        let (docs, from) =
            if first < JUDGED { (&listed[..listed.len().min(JUDGED)], first) } else { (&listed[first..end], 0) };
        let mut judged = self.judged(judge, found, docs)?;
        if first < JUDGED {
            let (all, part) = judged.split_at_mut(full.min(docs.len()));
            for judged in [all, part] {
                judged.sort_by(|(a, left), (b, right)| {
                    b.score.total_cmp(&a.score).then_with(|| left.cmp_newest_first(right))
                });
            }
        }
        let hits = judged.into_iter().skip(from).take(PAGE_SIZE);
        Ok(hits.map(|(verdict, stored)| stored.into_hit(verdict, &self.lexicon)).collect())
    }

    fn judged(&self, judge: &Judge, found: &Candidates, docs: &[DocId]) -> tantivy::Result<Vec<(Verdict, Stored)>> {
        let (mut judged, mut failed) = (Vec::new(), None);
        for &doc in docs {
            match self.texts.get(doc) {
                Ok(document) => {
                    let stored = Stored::of(&document, &self.fields)
                        .ok_or_else(|| TantivyError::SystemError("a damaged text".to_owned()))?;
                    let facts = Facts {
                        day: self.columns.day(doc),
                        standing: self.columns.standing(doc),
                        bears: found.bearing.binary_search(&doc).is_ok(),
                        names: found.naming.binary_search(&doc).is_ok(),
                    };
                    judged.push((judge.verdict(&stored, facts), stored));
                }
                // The texts after it may be missing as well: all are asked for in one go.
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(judged), Err)
    }
}

/// The terms of all ways to say a query but those that only sound alike.
fn strict(query: &Query) -> u64 {
    ways(query).filter(|way| way.kind != VariantKind::Alike).fold(0, |terms, way| terms | way.terms)
}

fn ways(query: &Query) -> impl Iterator<Item = &Variant> {
    query.clauses.iter().flat_map(|clause| &clause.variants)
}

/// Whether every clause has a way to say it whose terms all stand in some document.
fn can_hold_all(query: &Query, found: &Found) -> bool {
    let is_known = |place: usize| found.terms[place].0.is_some() || query.terms[place].dictionary == Dictionary::Day;
    let stands = |way: &Variant| candidates::places(way.terms).all(is_known);
    let can = |way: &Variant| way.kind != VariantKind::Alike && stands(way);
    query.clauses.iter().all(|clause| clause.variants.iter().any(can))
}

/// Official words that a query is also sought by.
fn also_sought(query: &Query) -> Vec<String> {
    let official = ways(query).filter(|way| way.kind == VariantKind::Official);
    let mut words: Vec<String> = official.map(|way| way.pieces[0].clone()).collect();
    words.dedup();
    words
}
