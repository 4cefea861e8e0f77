//! Asking the index.
//!
//! An answer is made in two steps. The engine proposes candidates: documents with the number or
//! the very title that was asked for, then those that hold every bigram of the query, or, where
//! there are none, a third of them. The best candidates are then judged by their stored text
//! (`rank`), because bigrams found apart look to the engine like the phrase itself.

use std::collections::BTreeMap;
use std::ops::Bound;

use tantivy::collector::TopDocs;
use tantivy::directory::Directory;
use tantivy::query::{BooleanQuery, BoostQuery, InvertedIndexRangeQuery, Occur, Query as EngineQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, TantivyDocument};
use tantivy::{DocAddress, Index, ReloadPolicy, Term};

use super::analysis::{self, is_content, is_han};
use super::hash::title_hash;
use super::rank::{Judge, Stored};
use super::schema::Fields;
use super::{Hit, SearchError};

/// A query longer than this is cut: a pasted paragraph is found by its beginning.
const QUERY_MAX: usize = 100;

/// Candidates are judged until this many hold the words exactly as asked.
const CONFIRMED: usize = 100;

/// At most this many candidates are judged; each costs reading and folding one document.
const CANDIDATES: usize = 2000;

/// How much more a token counts in the title than in the text.
const TITLE_BOOST: f32 = 3.0;

/// A query as it is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What stood together between spaces and punctuation, in order.
    pub clauses: Vec<Clause>,
    /// The tokens of the document number that was asked for, the likeliest reading first.
    pub numbers: Vec<String>,
    /// Whether the query is a document number and nothing else.
    pub only_number: bool,
    /// The key of the whole query, to compare with the keys of titles.
    pub key: String,
}

/// A piece of a query whose characters were typed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The folded piece.
    pub phrase: String,
    /// Its index tokens: bigrams, words and numbers, no single Han characters.
    pub terms: Vec<String>,
}

impl Query {
    /// Understands what was typed. Nothing typed is an error; a query may have no clauses.
    pub fn parse(typed: &str) -> Self {
        let typed = typed.trim();
        let folded = analysis::fold(typed);
        let mention = analysis::number_of(&folded);
        let key = analysis::key(typed);
        let only_number = mention.as_ref().is_some_and(|number| {
            let outside = [&folded[..number.span.start], &folded[number.span.end..]];
            !outside.concat().contains(is_content)
        });
        let numbers = mention.map_or_else(|| vec![key.clone()], |number| number.tokens());
        Self { clauses: clauses(typed), numbers, only_number, key }
    }

    /// Every token of the query once.
    fn terms(&self) -> Vec<&str> {
        let mut terms: Vec<_> = self.clauses.iter().flat_map(|clause| &clause.terms).map(String::as_str).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }
}

/// Spaces separate what is sought, so they are looked at before folding takes them away.
fn clauses(typed: &str) -> Vec<Clause> {
    let mut left = QUERY_MAX;
    let mut clauses: Vec<Clause> = Vec::new();
    for folded in typed.split_whitespace().map(analysis::fold) {
        for piece in folded.split(|c| !is_content(c)).filter(|piece| !piece.is_empty()) {
            let phrase: String = piece.chars().take(left).collect();
            left -= phrase.chars().count();
            if !phrase.is_empty() && clauses.iter().all(|clause| clause.phrase != phrase) {
                clauses.push(Clause { terms: terms_of(&phrase), phrase });
            }
        }
    }
    clauses
}

/// A single Han character is the last of its run or alone; documents need not hold it apart.
fn terms_of(phrase: &str) -> Vec<String> {
    let single = |token: &str| token.chars().nth(1).is_none() && token.chars().all(is_han);
    analysis::tokens(phrase).filter(|token| !single(token)).map(str::to_owned).collect()
}

/// An opened index. Read-only; share it freely between threads.
#[derive(Clone)]
pub struct Searcher {
    searcher: tantivy::Searcher,
    fields: Fields,
}

/// Documents that may answer, with the engine's score.
type Candidates = Vec<(f32, DocAddress)>;

impl Searcher {
    /// Opens the index in a directory of the engine's kind: files, memory, or the network.
    pub fn over(directory: impl Directory) -> Result<Self, SearchError> {
        let index = Index::open(directory)?;
        let fields = Fields::of(&index.schema())?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { searcher: reader.searcher(), fields })
    }

    /// The number of documents in the index.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Whether the index holds no document.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Answers a query with at most `limit` documents, best first. The same index and query give
    /// the same answer in the same order.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let query = Query::parse(query);
        let limit = limit.min(self.len() as usize);
        if limit == 0 || query.key.is_empty() {
            return Ok(Vec::new());
        }
        let (number, numbered) = self.numbered(&query, limit)?;
        let mut found = numbered;
        found.extend(self.titled(&query, limit)?);
        let named = found.len();
        if named == 0 || !query.only_number {
            found.extend(self.worded(&query, limit, named == 0)?);
        }
        let judge = Judge::new(&query, number, found.iter().skip(named).map(|&(score, _)| score));
        self.judged(&judge, &found, named, limit)
    }

    /// Documents that bear or name the number that was asked for, by the first reading of it that
    /// any document has.
    fn numbered(&self, query: &Query, limit: usize) -> Result<(Option<String>, Candidates), SearchError> {
        for token in &query.numbers {
            let own = boosted(self.fields.number, token, TITLE_BOOST);
            let cited = boosted(self.fields.cited, token, 1.0);
            let found = self.top(&BooleanQuery::union(vec![own, cited]), limit.max(CONFIRMED))?;
            if !found.is_empty() {
                return Ok((Some(token.clone()), found));
            }
        }
        Ok((None, Vec::new()))
    }

    fn titled(&self, query: &Query, limit: usize) -> Result<Candidates, SearchError> {
        let key = Term::from_field_u64(self.fields.title_key, title_hash(&query.key));
        self.top(&TermQuery::new(key, IndexRecordOption::Basic), limit.max(CONFIRMED))
    }

    /// Documents that hold every token of the query; where there are none and `loosely`, those
    /// that hold a third of them, which one wrong character in four still leaves.
    fn worded(&self, query: &Query, limit: usize, loosely: bool) -> Result<Candidates, SearchError> {
        let limit = limit.max(CANDIDATES);
        let terms = query.terms();
        if terms.is_empty() {
            return self.single_characters(query, limit);
        }
        let found = self.top(&self.every(&terms), limit)?;
        if found.is_empty() && loosely && terms.len() > 1 {
            return self.top(&self.some(&terms), limit);
        }
        Ok(found)
    }

    fn every(&self, terms: &[&str]) -> BooleanQuery {
        let must = terms.iter().map(|term| (Occur::Must, boosted(self.fields.words, term, 1.0)));
        let better = terms.iter().map(|term| (Occur::Should, boosted(self.fields.title_words, term, TITLE_BOOST)));
        BooleanQuery::new(must.chain(better).collect())
    }

    fn some(&self, terms: &[&str]) -> BooleanQuery {
        let either = |term: &&str| -> Box<dyn EngineQuery> {
            let text = (Occur::Must, boosted(self.fields.words, term, 1.0));
            let title = (Occur::Should, boosted(self.fields.title_words, term, TITLE_BOOST));
            Box::new(BooleanQuery::new(vec![text, title]))
        };
        BooleanQuery::union_with_minimum_required_clauses(terms.iter().map(either).collect(), terms.len().div_ceil(3))
    }

    /// A single character stands in very many texts, so titles come first, and texts answer only
    /// when no title does.
    fn single_characters(&self, query: &Query, limit: usize) -> Result<Candidates, SearchError> {
        for field in [self.fields.title_words, self.fields.words] {
            let all = query.clauses.iter().flat_map(|clause| clause.phrase.chars());
            let found =
                self.top(&BooleanQuery::intersection(all.map(|c| beginning_with(field, c)).collect()), limit)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    fn top(&self, query: &dyn EngineQuery, limit: usize) -> Result<Candidates, SearchError> {
        Ok(self.searcher.search(query, &TopDocs::with_limit(limit).order_by_score())?)
    }

    /// Judges the first `named` candidates and then as many as are needed, and orders them.
    fn judged(&self, judge: &Judge, found: &Candidates, named: usize, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let mut judged = BTreeMap::new();
        let mut confirmed = 0;
        for (nth, &(score, address)) in found.iter().enumerate() {
            if nth >= named && confirmed >= limit.max(CONFIRMED) {
                break;
            }
            if judged.contains_key(&address) {
                continue;
            }
            let document: TantivyDocument = self.searcher.doc(address)?;
            let stored = Stored::of(&document, &self.fields);
            let verdict = judge.verdict(&stored, score, nth < named);
            confirmed += usize::from(verdict.exact);
            judged.insert(address, (verdict, stored));
        }
        let mut judged: Vec<_> = judged.into_values().collect();
        judged.sort_by(|(a, left), (b, right)| b.score.total_cmp(&a.score).then_with(|| left.cmp_newest_first(right)));
        Ok(judged.into_iter().take(limit).map(|(verdict, stored)| stored.into_hit(verdict.score, judge)).collect())
    }
}

fn boosted(field: Field, token: &str, boost: f32) -> Box<dyn EngineQuery> {
    let term = TermQuery::new(Term::from_field_text(field, token), IndexRecordOption::Basic);
    Box::new(BoostQuery::new(Box::new(term), boost))
}

fn beginning_with(field: Field, c: char) -> Box<dyn EngineQuery> {
    let from = Term::from_field_text(field, &c.to_string());
    let to = Term::from_field_text(field, &format!("{c}{}", char::MAX));
    Box::new(InvertedIndexRangeQuery::new(Bound::Included(from), Bound::Excluded(to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_punctuation_separate_clauses() {
        let query = Query::parse(" 低保 标准，５Ｇ网络 低保 ");
        let phrases: Vec<_> = query.clauses.iter().map(|clause| clause.phrase.as_str()).collect();
        assert_eq!(phrases, ["低保", "标准", "5g网络"]);
        assert_eq!(query.clauses[2].terms, ["5g", "网络"]);
        assert_eq!(query.key, "低保标准5g网络低保");
    }

    #[test]
    fn a_number_is_seen_alone_or_among_words() {
        let alone = Query::parse("《望政发 [2024] 第012号》");
        assert!(alone.only_number);
        assert_eq!(alone.numbers[0], "望政发〔2024〕12");
        let among = Query::parse("望政发〔2024〕12号的解读");
        assert!(!among.only_number);
        assert_eq!(among.numbers[0], "望政发〔2024〕12");
        assert_eq!(Query::parse("第12号令").numbers, ["第12号令"]);
    }

    #[test]
    fn long_queries_are_cut() {
        let query = Query::parse(&"补".repeat(5000));
        assert_eq!(query.clauses[0].phrase.chars().count(), QUERY_MAX);
        assert_eq!(Query::parse("，。 ").clauses, []);
    }
}
