//! Judging a candidate by its stored text.

use std::cmp::Ordering;
use std::ops::Range;

use tantivy::schema::{Field, TantivyDocument, Value};

use crate::analysis;
use crate::answer::Hit;
use crate::lexicon::Lexicon;
use crate::pinyin::find_misspelt;
use crate::query::{Clause, Query, VariantKind};
use crate::schema::Fields;
use crate::snippet::{Snippet, highlights};

/// What the query names outright stands above whatever merely holds its words.
const OWN_NUMBER: f32 = 100.0;
const OWN_TITLE: f32 = 80.0;
const NUMBER_READ_OTHERWISE: f32 = 60.0;
const CITES_NUMBER: f32 = 40.0;

/// The parts of a score by words. Each part is between 0 and 1 before its weight.
const IN_TITLE: f32 = 4.0;
const IN_TEXT: f32 = 3.0;
const FILLS_TITLE: f32 = 1.5;
const OFTEN: f32 = 0.8;
const IN_FORCE: f32 = 2.0;
const NEW: f32 = 0.3;

/// What a word with a slip in it is worth beside the word.
const MISSPELT: f32 = 0.75;

/// What each step of its standing adds to a document.
const STANDING: f32 = 0.4;

/// More mentions than this say nothing more about a document.
const OFTEN_ENOUGH: usize = 8;

/// The year from which on a document counts as new, and the years after which no newer one counts more.
const OLD_YEAR: f32 = 2016.0;
const YEARS: f32 = 12.0;

/// Two scores nearer than this count as equal, so that the newer document comes first.
const STEPS_PER_POINT: f32 = 10.0;

/// An inflated text is no longer: the builder refuses longer ones.
const TEXT_MAX: usize = 64 << 20;

/// A document as it is stored.
#[derive(Debug)]
pub(super) struct Stored {
    url: String,
    kind: String,
    title: String,
    document_number: Option<String>,
    status: Option<String>,
    topic: Option<String>,
    organs: Vec<String>,
    published: String,
    body: String,
}

impl Stored {
    /// Reads a document; none when its text is damaged.
    pub(super) fn of(document: &TantivyDocument, fields: &Fields) -> Option<Self> {
        let all = |field: Field| document.get_all(field).filter_map(|value| value.as_str()).map(str::to_owned);
        let text = |field: Field| all(field).next().unwrap_or_default();
        let deflated = document.get_first(fields.body).and_then(|value| value.as_bytes()).unwrap_or_default();
        let body = match deflated {
            [] => Vec::new(),
            some => miniz_oxide::inflate::decompress_to_vec_with_limit(some, TEXT_MAX).ok()?,
        };
        Some(Self {
            url: text(fields.url),
            kind: text(fields.kind),
            title: text(fields.title),
            document_number: all(fields.document_number).next(),
            status: all(fields.status).next(),
            topic: all(fields.topic).next(),
            organs: all(fields.organ).collect(),
            published: text(fields.published),
            body: String::from_utf8(body).ok()?,
        })
    }

    /// The order of documents that answer equally well.
    pub(super) fn cmp_newest_first(&self, other: &Self) -> Ordering {
        other.published.cmp(&self.published).then_with(|| self.url.cmp(&other.url))
    }

    pub(super) fn into_hit(self, verdict: Verdict, lexicon: &Lexicon) -> Hit {
        let needles: Vec<&str> = verdict.found.iter().map(String::as_str).collect();
        let Snippet { text, highlights: marks } = Snippet::of(&self.body, &needles);
        Hit {
            title_highlights: highlights(&self.title, &needles),
            status_label: self.status.as_deref().map(|status| lexicon.label("status", status).to_owned()),
            kind_label: lexicon.label("kind", &self.kind).to_owned(),
            url: self.url,
            title: self.title,
            document_number: self.document_number,
            status: self.status,
            score: verdict.score,
            snippet: text,
            highlights: marks,
            published: self.published,
            kind: self.kind,
            organs: self.organs,
            found: verdict.found,
        }
    }

    /// Documents that are no longer in force step back a little; what has no validity (news, a
    /// guide) does not.
    fn in_force(&self) -> f32 {
        match self.status.as_deref() {
            Some("repealed" | "void") => 0.0,
            Some("not_yet" | "partly_void") => 0.9,
            _ => 1.0,
        }
    }

    fn newness(&self) -> f32 {
        let year: f32 = self.published.get(..4).and_then(|year| year.parse().ok()).unwrap_or(OLD_YEAR);
        ((year - OLD_YEAR) / YEARS).clamp(0.0, 1.0)
    }
}

/// What a candidate was found to be.
#[derive(Debug, Clone)]
pub(super) struct Verdict {
    /// The score, in tenths.
    pub(super) score: f32,
    /// The folded words that were found, the longest first.
    pub(super) found: Vec<String>,
}

/// Judges documents against one query.
pub(super) struct Judge<'a> {
    query: &'a Query,
    lexicon: &'a Lexicon,
    /// The reading of the number that the index has, if any.
    number: Option<&'a str>,
    /// How much each term of the query says.
    weights: &'a [i64],
}

/// What the index says of a document besides its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    /// The day of publication as 20240401.
    pub(super) day: u64,
    /// How readily it answers, from 0 to 3.
    pub(super) standing: u64,
    /// Whether it bears the number that was asked for.
    pub(super) bears: bool,
    /// Whether it names that number.
    pub(super) names: bool,
}

/// A document's texts, folded for comparison.
struct Page {
    title: String,
    body: String,
    rest: String,
}

/// How a way to say a clause stands in a document, and what of it was found.
#[derive(Default)]
struct Held {
    points: f32,
    found: Vec<String>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(query: &'a Query, lexicon: &'a Lexicon, number: Option<&'a str>, weights: &'a [i64]) -> Self {
        Self { query, lexicon, number, weights }
    }

    pub(super) fn verdict(&self, stored: &Stored, facts: Facts) -> Verdict {
        let page = Page::of(stored);
        let mut found = Vec::new();
        let (mut points, mut lengths) = (0.0, 0.0);
        for clause in &self.query.clauses {
            let held = self.held(clause, &page, facts.day);
            let length = clause.weight as f32;
            points += held.points * length;
            lengths += length;
            found.extend(held.found);
        }
        found.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
        found.dedup();
        let content = points / f32::max(lengths, 1.0);
        // What speaks for a document whatever is asked speaks only as far as it answers at all.
        let answers = (content / IN_TEXT).min(1.0);
        let whatever = IN_FORCE * stored.in_force() + NEW * stored.newness() + STANDING * facts.standing as f32;
        let score = self.name_points(stored, facts) + content + answers * whatever;
        Verdict { score: (score * STEPS_PER_POINT).round() / STEPS_PER_POINT, found }
    }

    fn name_points(&self, stored: &Stored, facts: Facts) -> f32 {
        let own = stored.document_number.as_deref().map(analysis::fold).unwrap_or_default();
        let tokens = analysis::number_of(&own).map_or_else(|| vec![analysis::key(&own)], |number| number.tokens());
        let is_otherwise = tokens.iter().skip(1).any(|token| Some(token.as_str()) == self.number);
        match facts {
            Facts { bears: true, .. } if !is_otherwise => OWN_NUMBER,
            _ if analysis::key(&stored.title) == self.query.key => OWN_TITLE,
            Facts { bears: true, .. } => NUMBER_READ_OTHERWISE,
            Facts { names: true, .. } => CITES_NUMBER,
            _ => 0.0,
        }
    }

    /// A document of the days that are asked for answers as one whose title says so.
    fn published(&self, day: u64) -> Held {
        let is_asked = self.query.days.is_some_and(|(first, last)| (first..=last).contains(&day));
        Held { points: if is_asked { IN_TITLE + IN_TEXT } else { 0.0 }, found: Vec::new() }
    }

    /// A piece as typed counts whole, its pairs of characters apart at most half, by what they say.
    fn part_of(&self, piece: &str, text: &str) -> f32 {
        if text.contains(piece) {
            return 1.0;
        }
        let (mut sum, mut held) = (0, 0);
        for token in analysis::tokens(piece).filter(|token| token.chars().nth(1).is_some()) {
            let place = self.query.terms.iter().position(|term| term.token == token);
            let weight = place.and_then(|place| self.weights.get(place)).copied().unwrap_or(1);
            sum += weight;
            held += if text.contains(token) { weight } else { 0 };
        }
        0.5 * held as f32 / sum.max(1) as f32
    }

    /// The best way to say a clause in a document.
    fn held(&self, clause: &Clause, page: &Page, day: u64) -> Held {
        let ways = clause.variants.iter().map(|way| {
            let factor = worth(way.kind);
            let held = match way.kind {
                VariantKind::Typed | VariantKind::Official | VariantKind::Question => page.pieces(&way.pieces, self),
                VariantKind::Letters | VariantKind::Alike if way.pieces[0] != clause.phrase => {
                    page.pieces(&way.pieces, self)
                }
                VariantKind::Day => self.published(day),
                VariantKind::Letters => {
                    page.said(self.lexicon.readings.find_letters(&page.title, &clause.phrase), self)
                }
                VariantKind::Initials => {
                    page.said(self.lexicon.readings.find_initials(&page.title, &clause.phrase), self)
                }
                VariantKind::Alike => page.said(self.lexicon.readings.find_alike(&page.title, &clause.phrase), self),
            };
            Held { points: held.points * factor, found: held.found }
        });
        let misspelt = std::iter::once_with(|| {
            let held = page.said(find_misspelt(&page.title, &clause.phrase), self);
            Held { points: held.points * MISSPELT, found: held.found }
        });
        ways.chain(misspelt)
            .reduce(|best, other| if other.points > best.points { other } else { best })
            .unwrap_or_default()
    }
}

/// How much a way to say a clause is worth beside the clause as typed.
fn worth(kind: VariantKind) -> f32 {
    match kind {
        VariantKind::Typed | VariantKind::Day => 1.0,
        VariantKind::Official | VariantKind::Letters => 0.95,
        VariantKind::Question => 0.9,
        VariantKind::Initials | VariantKind::Alike => 0.85,
    }
}

impl Page {
    fn of(stored: &Stored) -> Self {
        let optional = |part: &Option<String>| part.as_deref().map(analysis::fold).unwrap_or_default();
        let organs = stored.organs.iter().map(|organ| analysis::fold(organ));
        let rest: Vec<String> =
            [optional(&stored.document_number), optional(&stored.topic)].into_iter().chain(organs).collect();
        Self { title: analysis::fold(&stored.title), body: analysis::fold(&stored.body), rest: rest.join("|") }
    }

    /// Phrases that a text has to hold.
    fn pieces(&self, pieces: &[String], judge: &Judge) -> Held {
        let lengths: f32 = pieces.iter().map(|piece| length(piece)).sum();
        let (mut title, mut text, mut often, mut found) = (0.0, 0.0, 0.0, Vec::new());
        for piece in pieces {
            let share = length(piece) / lengths.max(1.0);
            let in_title = judge.part_of(piece, &self.title);
            let in_text =
                [&self.body, &self.rest].map(|text| judge.part_of(piece, text)).into_iter().fold(in_title, f32::max);
            title += share * in_title;
            text += share * in_text;
            often += share * self.often(piece);
            found.extend([&self.title, &self.body, &self.rest].iter().flat_map(|text| found_of(piece, text)));
        }
        let is_said = |piece: &&String| self.title.contains(String::as_str(piece));
        let said: f32 = pieces.iter().filter(is_said).map(|piece| length(piece)).sum();
        let points = IN_TITLE * title + IN_TEXT * text + OFTEN * often + FILLS_TITLE * self.fills(said);
        Held { points, found }
    }

    /// Words of the title that were found by their sound or in spite of a slip.
    fn said(&self, range: Option<Range<usize>>, judge: &Judge) -> Held {
        range.map_or_else(Held::default, |range| self.pieces(&[self.title[range].to_owned()], judge))
    }

    /// The part of the title that was asked for: 补贴办法 is nearer to 补贴 than a long title.
    fn fills(&self, said: f32) -> f32 {
        let title = self.title.chars().filter(|&c| analysis::is_content(c)).count().max(1) as f32;
        (said / title).min(1.0)
    }

    fn often(&self, piece: &str) -> f32 {
        self.body.matches(piece).take(OFTEN_ENOUGH).count() as f32 / OFTEN_ENOUGH as f32
    }
}

fn length(phrase: &str) -> f32 {
    phrase.chars().count() as f32
}

/// What is marked: the piece where it stands, else those of its pairs that do.
fn found_of(piece: &str, text: &str) -> Vec<String> {
    if text.contains(piece) {
        return vec![piece.to_owned()];
    }
    let pairs = analysis::tokens(piece).filter(|token| token.chars().nth(1).is_some() && text.contains(token));
    pairs.map(str::to_owned).collect()
}
