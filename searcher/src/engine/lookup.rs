//! The first two steps: the dictionary says how many documents hold a token and where that is
//! written, the postings say which.
//!
//! A browser may lack the bytes of any read. Each step therefore tries everything that it needs and
//! fails after the last, with all that is missing known to the directory.

use std::sync::Arc;
use tantivy::DocId;
use tantivy::Term as EngineTerm;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};

use crate::query::{Dictionary, Query, Term};
use crate::schema::{AROUND, CITED, Fields, IN_TITLE, whole_title};

/// Postings of one query may take so many bytes; the longest lists, which say least, are left out
/// beyond it. A list of every second of 20,000 documents takes 2.5 KB.
const POSTINGS_MAX: usize = 60_000;

/// The inverted lists of the fields that queries ask.
pub(super) struct Lists {
    words: Arc<InvertedIndexReader>,
    number: Arc<InvertedIndexReader>,
    pinyin: Arc<InvertedIndexReader>,
    initials: Arc<InvertedIndexReader>,
    fields: Fields,
}

/// What the dictionaries say of a query.
pub(super) struct Found {
    /// For each term of the query, its list, and for words that of titles.
    pub(super) terms: Vec<(Option<TermInfo>, Option<TermInfo>)>,
    /// The documents of that title.
    title: Option<TermInfo>,
    /// The number in its likeliest reading.
    number: Option<Numbered>,
    /// Pairs of characters in titles around a third one, for each clause.
    around: Vec<Vec<TermInfo>>,
}

/// A number as it stands in the index.
struct Numbered {
    number: String,
    /// The documents that bear it.
    own: Option<TermInfo>,
    /// The documents that name it.
    cited: Option<TermInfo>,
}

/// Which documents hold what.
#[derive(Default)]
pub(super) struct Postings {
    /// For each term of the query; nothing for one that was left out.
    pub(super) terms: Vec<Option<(Vec<DocId>, Vec<DocId>)>>,
    /// The documents with the very title.
    pub(super) titled: Vec<DocId>,
    /// The number as it was found.
    pub(super) number: Option<String>,
    /// The documents with the number.
    pub(super) own_number: Vec<DocId>,
    /// The documents that name the number.
    pub(super) citing: Vec<DocId>,
    /// The documents with each pair around a third character, for each clause.
    pub(super) around: Vec<Vec<Vec<DocId>>>,
}

/// Does everything, and then says whether something failed.
fn all<T>(results: impl Iterator<Item = tantivy::Result<T>>) -> tantivy::Result<Vec<T>> {
    let (mut values, mut first) = (Vec::new(), None);
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(error) => first = first.or(Some(error)),
        }
    }
    first.map_or(Ok(values), Err)
}

impl Lists {
    pub(super) fn open(reader: &SegmentReader, fields: Fields) -> tantivy::Result<Self> {
        let list = |field| reader.inverted_index(field);
        Ok(Self {
            words: list(fields.words)?,
            number: list(fields.number)?,
            pinyin: list(fields.pinyin)?,
            initials: list(fields.initials)?,
            fields,
        })
    }

    fn info(&self, lists: &InvertedIndexReader, field: Field, token: &str) -> tantivy::Result<Option<TermInfo>> {
        Ok(lists.get_term_info(&EngineTerm::from_field_text(field, token))?)
    }

    fn word(&self, token: &str) -> tantivy::Result<Option<TermInfo>> {
        self.info(&self.words, self.fields.words, token)
    }

    fn term(&self, term: &Term) -> tantivy::Result<(Option<TermInfo>, Option<TermInfo>)> {
        let token = &term.token;
        match term.dictionary {
            Dictionary::Words => {
                let (text, title) = (self.word(token), self.word(&format!("{token}{IN_TITLE}")));
                Ok((text?, title?))
            }
            Dictionary::Pinyin => Ok((self.info(&self.pinyin, self.fields.pinyin, token)?, None)),
            Dictionary::Initials => Ok((self.info(&self.initials, self.fields.initials, token)?, None)),
            Dictionary::Day => Ok((None, None)),
        }
    }

    /// Looks up everything that a query may need.
    pub(super) fn look_up(&self, query: &Query) -> tantivy::Result<Found> {
        let terms = all(query.terms.iter().map(|term| self.term(term)));
        let title = whole_title(&query.key).map_or(Ok(None), |token| self.word(&token));
        let number = self.number(query);
        let around = all(query.clauses.iter().map(|clause| {
            let pairs = all(clause.around.iter().map(|token| self.word(token)))?;
            Ok(pairs.into_iter().flatten().collect())
        }));
        Ok(Found { terms: terms?, title: title?, number: number?, around: around? })
    }

    /// The likeliest reading of the number that some document has.
    fn number(&self, query: &Query) -> tantivy::Result<Option<Numbered>> {
        let look = |token: &String| {
            let own = self.info(&self.number, self.fields.number, token);
            let cited = self.info(&self.number, self.fields.number, &format!("{token}{CITED}"));
            Ok(Numbered { number: token.clone(), own: own?, cited: cited? })
        };
        let found = all(query.numbers.iter().map(look))?;
        Ok(found.into_iter().find(|found| found.own.is_some() || found.cited.is_some()))
    }

    /// Reads the lists of a query. Terms that only sound alike are read `loosely` alone.
    pub(super) fn read(&self, query: &Query, found: &Found, strict: u64, loosely: bool) -> tantivy::Result<Postings> {
        let read = if loosely { u64::MAX } else { strict };
        let kept = kept(found, read);
        let terms = all(query.terms.iter().enumerate().map(|(place, term)| {
            let (text, title) = &found.terms[place];
            if kept >> place & 1 == 0 || text.is_none() {
                return Ok(None);
            }
            let lists = match term.dictionary {
                Dictionary::Words | Dictionary::Day => &self.words,
                Dictionary::Pinyin => &self.pinyin,
                Dictionary::Initials => &self.initials,
            };
            let (text, title) = (docs(lists, text.as_ref()), docs(lists, title.as_ref()));
            Ok(Some((text?, title?)))
        }));
        let titled = docs(&self.words, found.title.as_ref());
        let (own, citing) = match &found.number {
            Some(found) => (docs(&self.number, found.own.as_ref()), docs(&self.number, found.cited.as_ref())),
            None => (Ok(Vec::new()), Ok(Vec::new())),
        };
        let around = match loosely {
            true => all(found.around.iter().map(|pairs| all(pairs.iter().map(|info| docs(&self.words, Some(info)))))),
            false => Ok(Vec::new()),
        };
        Ok(Postings {
            terms: terms?,
            titled: titled?,
            number: found.number.as_ref().map(|found| found.number.clone()),
            own_number: own?,
            citing: citing?,
            around: around?,
        })
    }

    /// The documents that hold a character, in their titles or, with `anywhere`, in their texts.
    pub(super) fn beginning_with(&self, c: char, anywhere: bool) -> tantivy::Result<Vec<DocId>> {
        let mut first = [0; 4];
        let first = first_after(c).encode_utf8(&mut first).as_bytes().to_vec();
        let mut stream = self.words.terms().range().ge(c.to_string().as_bytes()).lt(first).into_stream()?;
        let mut infos = Vec::new();
        while stream.advance() {
            let is_marked = |mark: char| stream.key().contains(&(mark as u8));
            if is_marked(IN_TITLE) || (anywhere && !is_marked(AROUND) && !is_marked('\u{3}')) {
                infos.push(stream.value().clone());
            }
        }
        let lists = all(infos.iter().map(|info| docs(&self.words, Some(info))))?;
        let mut docs = lists.concat();
        docs.sort_unstable();
        docs.dedup();
        Ok(docs)
    }
}

/// The character after another.
fn first_after(c: char) -> char {
    ((c as u32 + 1)..).find_map(char::from_u32).unwrap_or(char::MAX)
}

/// The terms whose lists fit into [`POSTINGS_MAX`], the shortest first, among those that are read.
fn kept(found: &Found, read: u64) -> u64 {
    let size = |info: &Option<TermInfo>| info.as_ref().map_or(0, |info| info.postings_range.len());
    let mut sizes: Vec<(usize, usize)> = found
        .terms
        .iter()
        .enumerate()
        .filter(|(place, _)| read >> place & 1 == 1)
        .map(|(place, (text, title))| (size(text) + size(title), place))
        .collect();
    sizes.sort_unstable();
    let (mut sum, mut kept) = (0, 0);
    for (nth, (size, place)) in sizes.into_iter().enumerate() {
        sum += size;
        if nth == 0 || sum <= POSTINGS_MAX {
            kept |= 1 << place;
        }
    }
    kept
}

/// The documents of one list; none where there is no list.
fn docs(lists: &InvertedIndexReader, info: Option<&TermInfo>) -> tantivy::Result<Vec<DocId>> {
    let Some(info) = info else { return Ok(Vec::new()) };
    let mut block = lists.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    let mut docs = Vec::with_capacity(info.doc_freq as usize);
    while !block.docs().is_empty() {
        docs.extend_from_slice(block.docs());
        block.advance();
    }
    Ok(docs)
}
