//! Which documents may answer, and in which order their texts are worth reading.

use tantivy::DocId;

use super::columns::Columns;
use super::lookup::{Found, Postings};
use crate::query::{Clause, Dictionary, Query, Variant, VariantKind};

/// Where fewer documents hold all that was asked for, those that hold a part are listed after them.
const FEW: usize = 10;

/// At most so many of those.
const PARTIAL_MAX: usize = 50;

/// A document that holds less of the query, of a thousand, is no answer.
const PARTIAL_SHARE: i64 = 300;

/// What a number or title stands above words by.
const NAMED: i64 = 1_000_000;

/// The documents that may answer, in the order in which they are judged.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Those that bear or name what was asked for, and those that hold all of it.
    pub(super) full: Vec<DocId>,
    /// Those that hold a part.
    pub(super) partial: Vec<DocId>,
    /// How much each term of the query says.
    pub(super) weights: Vec<i64>,
    /// The number as it was found.
    pub(super) number: Option<String>,
    /// The documents that bear it, in order.
    pub(super) bearing: Vec<DocId>,
    /// The documents that name it, in order.
    pub(super) naming: Vec<DocId>,
}

/// For each document, which of the query's terms it holds, and which of them in its title.
struct Marks {
    text: Vec<u64>,
    title: Vec<u64>,
}

/// Finds the candidates of one query.
pub(super) struct Sieve<'a> {
    query: &'a Query,
    postings: &'a Postings,
    columns: &'a Columns,
    /// The numbers of the states in which a document no longer holds.
    ended: Vec<u64>,
    marks: Marks,
    /// How much each term says: the rarer, the more.
    pub(super) weights: Vec<i64>,
    /// Terms whose lists were left out: whether a document holds them is not known.
    unread: u64,
    /// Terms of titles alone.
    titles_only: u64,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(
        query: &'a Query,
        found: &Found,
        postings: &'a Postings,
        columns: &'a Columns,
        documents: usize,
    ) -> tantivy::Result<Self> {
        let mut marks = Marks { text: vec![0; documents], title: vec![0; documents] };
        let (mut unread, mut titles_only) = (0, 0);
        for (place, lists) in postings.terms.iter().enumerate() {
            if query.terms[place].dictionary != Dictionary::Words {
                titles_only |= 1 << place;
            }
            let Some((text, title)) = lists else {
                unread |= u64::from(found.terms[place].0.is_some()) << place;
                continue;
            };
            text.iter().for_each(|&doc| marks.text[doc as usize] |= 1 << place);
            title.iter().for_each(|&doc| marks.title[doc as usize] |= 1 << place);
        }
        if let Some((first, last)) = query.days
            && let Some(place) = query.terms.iter().position(|term| term.dictionary == Dictionary::Day)
        {
            let docs = (0..documents).filter(|&doc| (first..=last).contains(&columns.day(doc as DocId)));
            docs.for_each(|doc| marks.text[doc] |= 1 << place);
        }
        let frequency = |place: usize| found.terms[place].0.as_ref().map_or(0, |info| info.doc_freq);
        let weights = (0..query.terms.len()).map(|place| weight(documents, frequency(place))).collect();
        let ended = [columns.status_number("repealed")?, columns.status_number("void")?];
        let ended = ended.into_iter().flatten().collect();
        Ok(Self { query, postings, columns, ended, marks, weights, unread, titles_only })
    }

    /// The candidates, best first; what names the query outright is among them whatever it holds.
    pub(super) fn candidates(&self) -> Candidates {
        let mut scores = vec![0_i64; self.marks.text.len()];
        self.name(&mut scores);
        let (mut full, mut partial) = (Vec::new(), Vec::new());
        let around = self.around();
        for (doc, named) in scores.iter_mut().enumerate() {
            let is_named = *named > 0;
            if !is_named && (self.query.only_number && !self.postings.own_number.is_empty()) {
                continue;
            }
            let share = self.share(doc) + around.get(doc).copied().unwrap_or(0);
            *named += share + self.prior(doc as DocId);
            if is_named || self.is_full(doc) {
                full.push(doc as DocId);
            } else if share >= PARTIAL_SHARE {
                partial.push(doc as DocId);
            }
        }
        for list in [&mut full, &mut partial] {
            list.sort_by_key(|&doc| (-scores[doc as usize], doc));
        }
        let listed = if full.len() < FEW { PARTIAL_MAX } else { 0 };
        partial.truncate(listed);
        Candidates { full, partial, ..Candidates::default() }
    }

    fn name(&self, scores: &mut [i64]) {
        let named = [(&self.postings.own_number, 4), (&self.postings.titled, 3), (&self.postings.citing, 1)];
        for (docs, times) in named {
            docs.iter().for_each(|&doc| scores[doc as usize] += times * NAMED);
        }
    }

    /// Whether a document holds every clause in one of the ways to say it, as far as was read.
    fn is_full(&self, doc: usize) -> bool {
        let held = self.marks.text[doc] | self.unread;
        let holds = |way: &Variant| way.terms != 0 && held & way.terms == way.terms;
        let is_sought = |clause: &Clause| clause.variants.iter().any(|way| way.terms != 0);
        let sought: Vec<&Clause> = self.query.clauses.iter().filter(|clause| is_sought(clause)).collect();
        !sought.is_empty() && self.marks.text[doc] != 0 && sought.iter().all(|clause| clause.variants.iter().any(holds))
    }

    /// How much of the query a document holds, of a thousand, and as much again for its title.
    fn share(&self, doc: usize) -> i64 {
        let (text, title) = (self.marks.text[doc], self.marks.title[doc] | self.marks.text[doc] & self.titles_only);
        if text == 0 {
            return 0;
        }
        let (mut sum, mut lengths) = (0, 0);
        for clause in &self.query.clauses {
            let length = i64::from(clause.weight);
            let way = |way: &Variant| {
                let of = |held: u64| self.part(way.terms & !self.unread, held);
                (of(text) + of(title)) * worth(way.kind) / 100
            };
            sum += clause.variants.iter().map(way).max().unwrap_or(0) * length;
            lengths += length;
        }
        sum / lengths.max(1)
    }

    /// The part of some terms that is held, by what they say, of a thousand.
    fn part(&self, terms: u64, held: u64) -> i64 {
        let sum = |mask: u64| -> i64 { places(mask).map(|place| self.weights[place]).sum() };
        sum(terms & held) * 1000 / sum(terms).max(1)
    }

    /// For each document, what the pairs around a third character add, of a thousand.
    fn around(&self) -> Vec<i64> {
        let lists = self.postings.around.iter().flatten();
        let mut sums = vec![0; if self.postings.around.is_empty() { 0 } else { self.marks.text.len() }];
        for list in lists {
            list.iter().for_each(|&doc| sums[doc as usize] += 400);
        }
        sums
    }

    /// What speaks for a document whatever is asked: it holds today, it is new.
    fn prior(&self, doc: DocId) -> i64 {
        let has_ended = self.columns.status(doc).is_some_and(|status| self.ended.contains(&status));
        let holds = if has_ended { 0 } else { 200 };
        let year = (self.columns.day(doc) / 10_000) as i64;
        holds + (year - 2010).clamp(0, 40) * 2 + self.columns.standing(doc) as i64 * 40
    }
}

/// How much a way to say a clause is worth beside the clause as typed, of a hundred.
fn worth(kind: VariantKind) -> i64 {
    match kind {
        VariantKind::Typed | VariantKind::Day => 100,
        VariantKind::Official | VariantKind::Letters => 95,
        VariantKind::Question | VariantKind::Initials => 90,
        VariantKind::Alike => 85,
    }
}

/// Twice the binary logarithm of how rare a term is, in whole numbers, which are the same everywhere.
fn weight(documents: usize, frequency: u32) -> i64 {
    let rarity = (documents as u64 + 1) * 256 / (u64::from(frequency) + 1);
    i64::from(1 + rarity.ilog2().saturating_sub(7))
}

/// The places of the bits that are set.
pub(super) fn places(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(place)
    })
}
