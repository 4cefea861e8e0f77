//! Judging a candidate by its stored text.

use std::cmp::Ordering;

use tantivy::schema::{Field, TantivyDocument, Value};

use super::query::{Clause, Query};
use super::schema::Fields;
use super::snippet::Snippet;
use super::{Hit, analysis};

/// What the query names outright stands above whatever merely holds its words.
const OWN_NUMBER: f32 = 100.0;
const OWN_TITLE: f32 = 80.0;
const NUMBER_READ_OTHERWISE: f32 = 60.0;
const CITES_NUMBER: f32 = 40.0;

/// The parts of a score by words. Each part is between 0 and 1 before its weight.
const IN_TITLE: f32 = 4.0;
const IN_TEXT: f32 = 3.0;
const FILLS_TITLE: f32 = 1.0;
const OFTEN: f32 = 0.5;
const ENGINE: f32 = 0.5;
const IN_FORCE: f32 = 0.4;

/// More mentions than this say nothing more about a document.
const OFTEN_ENOUGH: usize = 8;

/// Two scores nearer than this count as equal, so that the newer document comes first, and so that
/// the last digit of a logarithm, which browsers compute their own way, never decides an order.
const STEPS_PER_POINT: f32 = 10.0;

/// A document as it is stored.
#[derive(Debug)]
pub(super) struct Stored {
    url: String,
    kind: String,
    title: String,
    document_number: Option<String>,
    status: Option<String>,
    status_label: Option<String>,
    topic: Option<String>,
    issuer: Option<String>,
    published: String,
    body: String,
}

impl Stored {
    pub(super) fn of(document: &TantivyDocument, fields: &Fields) -> Self {
        let optional = |field: Field| document.get_first(field).and_then(|value| value.as_str()).map(str::to_owned);
        let text = |field: Field| optional(field).unwrap_or_default();
        Self {
            url: text(fields.url),
            kind: text(fields.kind),
            title: text(fields.title),
            document_number: optional(fields.document_number),
            status: optional(fields.status),
            status_label: optional(fields.status_label),
            topic: optional(fields.topic),
            issuer: optional(fields.issuer),
            published: text(fields.published),
            body: text(fields.body),
        }
    }

    /// The order of documents that answer equally well.
    pub(super) fn cmp_newest_first(&self, other: &Self) -> Ordering {
        other.published.cmp(&self.published).then_with(|| self.url.cmp(&other.url))
    }

    pub(super) fn into_hit(self, score: f32, judge: &Judge) -> Hit {
        let Snippet { text, highlights } = Snippet::of(&self.body, &judge.needles());
        Hit {
            url: self.url,
            title: self.title,
            document_number: self.document_number,
            status: self.status,
            score,
            snippet: text,
            highlights,
            status_label: self.status_label,
            published: self.published,
            kind: self.kind,
        }
    }

    /// Documents that are no longer in force step back a little; what has no validity (news, a
    /// guide) does not.
    fn in_force(&self) -> f32 {
        match self.status.as_deref() {
            Some("repealed" | "void") => 0.0,
            Some("not_yet" | "partly_void") => 0.5,
            _ => 1.0,
        }
    }
}

/// What a candidate was found to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    /// The score, in tenths.
    pub(super) score: f32,
    /// Whether each clause of the query stands in the document as it was typed.
    pub(super) exact: bool,
}

/// Judges documents against one query.
pub(super) struct Judge<'a> {
    query: &'a Query,
    /// The reading of the number that the engine found, if any.
    number: Option<String>,
    best: f32,
    weight: f32,
}

impl<'a> Judge<'a> {
    /// `scores` are the engine's for the documents found by words; only their proportion counts.
    pub(super) fn new(query: &'a Query, number: Option<String>, scores: impl Iterator<Item = f32>) -> Self {
        let weight = query.clauses.iter().map(length).sum::<f32>().max(1.0);
        Self { query, number, best: scores.fold(f32::MIN_POSITIVE, f32::max), weight }
    }

    /// `named` says that the engine found the document by number or title, whose scores do not
    /// compare with those by words.
    pub(super) fn verdict(&self, stored: &Stored, score: f32, named: bool) -> Verdict {
        let page = Page::of(stored);
        let engine = if named { 1.0 } else { score / self.best };
        let points = self.name_points(stored, named)
            + IN_TITLE * self.coverage(|clause| held(clause, &page.title))
            + IN_TEXT * self.coverage(|clause| page.held(clause))
            + FILLS_TITLE * self.fills_title(&page)
            + OFTEN * self.often(&page)
            + ENGINE * engine
            + IN_FORCE * stored.in_force();
        let exact = self.query.clauses.iter().all(|clause| page.holds(&clause.phrase));
        Verdict { score: (points * STEPS_PER_POINT).round() / STEPS_PER_POINT, exact }
    }

    fn name_points(&self, stored: &Stored, named: bool) -> f32 {
        let own = stored.document_number.as_deref().map(analysis::fold).unwrap_or_default();
        let tokens = analysis::number_of(&own).map_or_else(|| vec![analysis::key(&own)], |number| number.tokens());
        match &self.number {
            Some(number) if tokens[0] == *number => OWN_NUMBER,
            _ if analysis::key(&stored.title) == self.query.key => OWN_TITLE,
            Some(number) if tokens.contains(number) => NUMBER_READ_OTHERWISE,
            Some(_) if named => CITES_NUMBER,
            _ => 0.0,
        }
    }

    /// The part of the query that `held` finds, by length.
    fn coverage(&self, held: impl Fn(&Clause) -> f32) -> f32 {
        self.query.clauses.iter().map(|clause| held(clause) * length(clause)).sum::<f32>() / self.weight
    }

    /// The part of the title that the query makes up: 补贴办法 is nearer to 补贴 than a long title.
    fn fills_title(&self, page: &Page) -> f32 {
        let found = self.query.clauses.iter().filter(|clause| page.title.contains(&clause.phrase));
        let title = page.title.chars().filter(|&c| analysis::is_content(c)).count().max(1) as f32;
        (found.map(length).sum::<f32>() / title).min(1.0)
    }

    /// How often the text holds the query's longest clause.
    fn often(&self, page: &Page) -> f32 {
        let longest = self.query.clauses.iter().max_by_key(|clause| clause.phrase.len());
        let times = longest.map_or(0, |clause| page.body.matches(&clause.phrase).take(OFTEN_ENOUGH).count());
        times as f32 / OFTEN_ENOUGH as f32
    }

    /// What a snippet shows: the clauses, longest first, and, where a document holds none of them,
    /// their tokens.
    fn needles(&self) -> [Vec<&'a str>; 2] {
        let mut clauses: Vec<_> = self.query.clauses.iter().map(|clause| clause.phrase.as_str()).collect();
        clauses.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let terms = self.query.clauses.iter().flat_map(|clause| &clause.terms);
        [clauses, terms.map(String::as_str).collect()]
    }
}

fn length(clause: &Clause) -> f32 {
    clause.phrase.chars().count() as f32
}

/// A document's texts, folded for comparison.
struct Page {
    title: String,
    body: String,
    rest: String,
}

impl Page {
    fn of(stored: &Stored) -> Self {
        let rest = [&stored.document_number, &stored.issuer, &stored.topic].map(|part| part.as_deref().unwrap_or(""));
        Self {
            title: analysis::fold(&stored.title),
            body: analysis::fold(&stored.body),
            rest: rest.map(analysis::fold).join("|"),
        }
    }

    fn holds(&self, phrase: &str) -> bool {
        [&self.title, &self.body, &self.rest].iter().any(|text| text.contains(phrase))
    }

    fn held(&self, clause: &Clause) -> f32 {
        [&self.title, &self.body, &self.rest].iter().map(|text| held(clause, text)).fold(0.0, f32::max)
    }
}

/// A clause as typed counts whole, its tokens apart count half.
fn held(clause: &Clause, text: &str) -> f32 {
    if text.contains(&clause.phrase) {
        return 1.0;
    }
    let found = clause.terms.iter().filter(|&term| text.contains(term)).count();
    0.5 * found as f32 / clause.terms.len().max(1) as f32
}
