//! A query as it is understood: what was typed together, and the other ways to say it.

use super::analysis::{self, is_content, is_han};
use super::days;
use super::lexicon::{CitizenWord, Lexicon};
use super::pinyin::neighbours;
use super::request::QUERY_MAX;
use super::schema;

/// Tokens of one query; a document's share of them is one machine word.
pub const TERMS_MAX: usize = 64;

/// A day counts as much as a short word: it narrows what the other words say.
const DAY_WEIGHT: u32 = 2;

/// Everyday words of a question that say nothing about its subject.
const QUESTION_WORDS: [&str; 36] = [
    "怎么办理",
    "怎么领取",
    "怎么申请",
    "怎么办",
    "怎么",
    "怎样",
    "如何",
    "在哪里",
    "在哪儿",
    "在哪",
    "哪里",
    "哪儿",
    "多少钱",
    "是多少",
    "多少",
    "什么时候",
    "是什么",
    "什么",
    "哪些",
    "请问",
    "可以",
    "吗",
    "呢",
    "能不能",
    "值班电话",
    "联系电话",
    "电话号码",
    "电话",
    "联系方式",
    "办公地址",
    "地址",
    "办公时间",
    "是谁",
    "找谁",
    "多久",
    "丢了",
];

/// A query as it is understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What stood together between spaces and punctuation, in order.
    pub clauses: Vec<Clause>,
    /// The terms of all clauses, each once.
    pub terms: Vec<Term>,
    /// The tokens of the document number that was asked for, the likeliest reading first.
    pub numbers: Vec<String>,
    /// The days that are asked for, as numbers like 20240401, first and last.
    pub days: Option<(u64, u64)>,
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
    /// The ways to say it, what was typed first. A document that holds one of them holds the clause.
    pub variants: Vec<Variant>,
    /// How much it counts beside the other clauses: its characters, where it is none of days.
    pub weight: u32,
    /// Pairs of characters around a third one, for a piece that no document holds as typed.
    pub around: Vec<String>,
}

/// One way to say a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// What kind of way it is.
    pub kind: VariantKind,
    /// The phrases that a text has to hold.
    pub pieces: Vec<String>,
    /// Their terms, as places in [`Query::terms`].
    pub terms: u64,
}

/// How a variant came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariantKind {
    /// As typed.
    Typed,
    /// Official words in place of a citizen's.
    Official,
    /// The words of a question without the asking.
    Question,
    /// Letters read as the pinyin of a title.
    Letters,
    /// Letters read as the initials of a title's characters.
    Initials,
    /// Characters that sound like those of a title; sought only where nothing else is found.
    Alike,
    /// Documents of the days that are asked for.
    Day,
}

/// Where a term is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dictionary {
    /// Tokens of texts.
    Words,
    /// Three letters of a title's pinyin.
    Pinyin,
    /// Two initials of a title.
    Initials,
    /// The day of publication, which has no dictionary: the term is held by documents of those days.
    Day,
}

/// A token and where it is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The dictionary.
    pub dictionary: Dictionary,
    /// The token.
    pub token: String,
}

impl Query {
    /// Understands what was typed. Nothing typed is no error; a query may have no clauses.
    pub fn parse(typed: &str, lexicon: &Lexicon) -> Self {
        let typed = typed.trim();
        let folded = analysis::fold(typed);
        let mention = analysis::number_of(&folded);
        let key = analysis::key(typed);
        let only_number = mention.as_ref().is_some_and(|number| {
            let outside = [&folded[..number.span.start], &folded[number.span.end..]];
            !outside.concat().contains(is_content)
        });
        let numbers = match mention {
            Some(number) => number.tokens(),
            None if key.contains(|c: char| c.is_ascii_digit()) => vec![key.clone()],
            None => Vec::new(),
        };
        let mut query = Self { numbers, only_number, key, ..Self::default() };
        let asked = days::find(typed);
        let rest = asked.as_ref().map_or_else(|| typed.to_owned(), |asked| asked.without(typed));
        for phrase in phrases(&rest) {
            let clause = query.clause(phrase, lexicon);
            query.clauses.push(clause);
        }
        if let Some(asked) = asked.filter(|_| !query.only_number) {
            query.days = Some((asked.first, asked.last));
            let clause = query.day(analysis::key(&asked.text));
            query.clauses.push(clause);
        }
        query
    }

    fn clause(&mut self, phrase: String, lexicon: &Lexicon) -> Clause {
        let mut variants = vec![self.variant(VariantKind::Typed, vec![phrase.clone()])];
        let asked = asked(&phrase);
        for pieces in std::iter::once(vec![phrase.clone()]).chain(asked.clone()) {
            for word in &lexicon.words {
                variants.extend(official(&pieces, word).map(|pieces| self.variant(VariantKind::Official, pieces)));
            }
        }
        variants.extend(asked.map(|pieces| self.variant(VariantKind::Question, pieces)));
        let known = match phrase.chars().all(|c| c.is_ascii_alphabetic()) {
            true => lexicon.read_as(&phrase).into_iter().map(|known| (VariantKind::Letters, known)).collect(),
            false => Vec::new(),
        };
        let alike = lexicon.like(&phrase).into_iter().map(|known| (VariantKind::Alike, known));
        for (kind, known) in known.into_iter().chain(alike) {
            let meant = vec![known.to_owned()];
            for word in &lexicon.words {
                variants.extend(official(&meant, word).map(|pieces| self.variant(kind, pieces)));
            }
            variants.push(self.variant(kind, meant));
        }
        if phrase.chars().all(|c| c.is_ascii_alphabetic()) {
            variants.extend(self.read(VariantKind::Letters, Dictionary::Pinyin, &phrase, &phrase));
            variants.extend(self.read(VariantKind::Initials, Dictionary::Initials, &phrase, &phrase));
        } else if let Some(letters) = lexicon.readings.letters(&phrase).filter(|_| phrase.chars().count() > 1) {
            variants.extend(self.read(VariantKind::Alike, Dictionary::Pinyin, &phrase, &letters));
        }
        let around = if (3..=6).contains(&phrase.chars().count()) { schema::around(&phrase) } else { Vec::new() };
        Clause { weight: phrase.chars().count() as u32, phrase, variants, around }
    }

    /// A day as its digits in a text, or as the day of publication.
    fn day(&mut self, phrase: String) -> Clause {
        let typed = self.variant(VariantKind::Typed, vec![phrase.clone()]);
        let terms = self.places(Dictionary::Day, vec![phrase.clone()]);
        let published = Variant { kind: VariantKind::Day, pieces: vec![phrase.clone()], terms };
        Clause { phrase, variants: vec![typed, published], weight: DAY_WEIGHT, around: Vec::new() }
    }

    fn variant(&mut self, kind: VariantKind, pieces: Vec<String>) -> Variant {
        let tokens: Vec<String> = pieces.iter().flat_map(|piece| terms_of(piece)).collect();
        let terms = self.places(Dictionary::Words, tokens);
        Variant { kind, pieces, terms }
    }

    /// A variant by the sound of its phrase; none where there are too few letters for one token.
    fn read(&mut self, kind: VariantKind, dictionary: Dictionary, phrase: &str, letters: &str) -> Option<Variant> {
        let length = if dictionary == Dictionary::Initials { 2 } else { 3 };
        let terms = self.places(dictionary, neighbours(letters, length));
        (terms != 0).then(|| Variant { kind, pieces: vec![phrase.to_owned()], terms })
    }

    /// The places of tokens among the query's terms, where they are put unless they stand there.
    fn places(&mut self, dictionary: Dictionary, tokens: Vec<String>) -> u64 {
        let mut places = 0;
        for token in tokens {
            let term = Term { dictionary, token };
            let known = self.terms.iter().position(|other| *other == term);
            let place = known.unwrap_or(self.terms.len());
            if place < TERMS_MAX {
                places |= 1 << place;
                if known.is_none() {
                    self.terms.push(term);
                }
            }
        }
        places
    }
}

/// Spaces separate what is sought, so they are looked at before folding takes them away.
fn phrases(typed: &str) -> Vec<String> {
    let mut left = QUERY_MAX;
    let mut phrases: Vec<String> = Vec::new();
    for folded in typed.split_whitespace().map(analysis::fold) {
        for piece in folded.split(|c| !is_content(c)).filter(|piece| !piece.is_empty()) {
            let phrase: String = piece.chars().take(left).collect();
            left -= phrase.chars().count();
            if !phrase.is_empty() && !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
    }
    phrases
}

/// The tokens that every document with a phrase holds. A single character is the last of its run or
/// alone, and a whole word may be the end of a longer one: documents need not hold them apart.
fn terms_of(phrase: &str) -> Vec<String> {
    let two = |token: &&str| token.chars().nth(1).is_some() && !analysis::is_whole_word(token);
    analysis::tokens(phrase).filter(two).map(str::to_owned).collect()
}

/// Phrases with the official words in place of a citizen's, once for each; what stood before and after
/// is sought apart, since texts put words between. None where no phrase holds the word.
fn official<'a>(phrases: &'a [String], word: &'a CitizenWord) -> impl Iterator<Item = Vec<String>> + 'a {
    let holding = phrases.iter().position(|phrase| phrase.contains(&word.word));
    word.official.iter().filter_map(move |official| {
        let holding = holding?;
        let (before, after) = phrases[holding].split_once(&word.word)?;
        let others = phrases.iter().enumerate().filter(|(nth, _)| *nth != holding).map(|(_, phrase)| phrase.as_str());
        let pieces = [official.as_str(), before, after].into_iter().chain(others);
        Some(pieces.filter(|piece| !piece.is_empty()).map(str::to_owned).collect())
    })
}

/// What a question is about; none where the phrase does not ask, or asks and nothing else.
fn asked(phrase: &str) -> Option<Vec<String>> {
    let mut pieces = vec![phrase.to_owned()];
    for word in QUESTION_WORDS {
        let cut = |piece: String| piece.split(word).map(str::to_owned).collect::<Vec<_>>();
        pieces = pieces.into_iter().flat_map(cut).collect();
    }
    pieces.retain(|piece| piece.chars().nth(1).is_some());
    let says_less = pieces.iter().any(|piece| piece != phrase);
    (says_less && !pieces.is_empty()).then_some(pieces)
}

/// Whether a phrase is one Han character, letter or digit.
pub fn is_single(phrase: &str) -> bool {
    phrase.chars().nth(1).is_none() && phrase.chars().all(|c| is_han(c) || c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Query {
        let words = vec![CitizenWord { word: "低保".to_owned(), official: vec!["最低生活保障".to_owned()] }];
        Query::parse(typed, &Lexicon { words, ..Lexicon::default() })
    }

    fn tokens(query: &Query, places: u64) -> Vec<&str> {
        (0..query.terms.len())
            .filter(|place| places >> place & 1 == 1)
            .map(|at| query.terms[at].token.as_str())
            .collect()
    }

    #[test]
    fn spaces_and_punctuation_separate_clauses() {
        let query = parse(" 养老 标准，５Ｇ网络 养老 ");
        let phrases: Vec<_> = query.clauses.iter().map(|clause| clause.phrase.as_str()).collect();
        assert_eq!(phrases, ["养老", "标准", "5g网络"]);
        assert_eq!(tokens(&query, query.clauses[2].variants[0].terms), ["5g", "g网", "网络"]);
        assert_eq!(query.key, "养老标准5g网络养老");
    }

    #[test]
    fn a_number_is_seen_alone_or_among_words() {
        let alone = parse("《望政发 [2024] 第012号》");
        assert!(alone.only_number);
        assert_eq!(alone.numbers[0], "望政发〔2024〕12");
        let among = parse("望政发〔2024〕12号的解读");
        assert!(!among.only_number);
        assert_eq!(among.numbers[0], "望政发〔2024〕12");
        assert_eq!(parse("第12号令").numbers, ["第12号令"]);
        assert!(parse("补贴").numbers.is_empty());
    }

    #[test]
    fn citizens_words_and_questions_are_said_otherwise() {
        let query = parse("低保怎么办理");
        let ways: Vec<_> = query.clauses[0].variants.iter().map(|way| (way.kind, way.pieces.join("|"))).collect();
        assert_eq!(
            ways,
            [
                (VariantKind::Typed, "低保怎么办理".to_owned()),
                (VariantKind::Official, "最低生活保障|怎么办理".to_owned()),
                (VariantKind::Official, "最低生活保障".to_owned()),
                (VariantKind::Question, "低保".to_owned())
            ]
        );
        assert_eq!(parse("怎么办理").clauses[0].variants.len(), 1);
    }

    #[test]
    fn letters_are_read_as_pinyin_and_initials() {
        let query = parse("butie");
        let variants = &query.clauses[0].variants;
        assert_eq!(tokens(&query, variants[1].terms), ["but", "uti", "tie"]);
        assert_eq!(tokens(&query, variants[2].terms), ["bu", "ut", "ti", "ie"]);
    }

    #[test]
    fn long_queries_are_cut() {
        let query = parse(&"补贴标准".repeat(5000));
        assert_eq!(query.clauses[0].phrase.chars().count(), QUERY_MAX);
        assert!(parse("，。 ").clauses.is_empty());
        assert!(parse(&(0x4E00..0x4F00).filter_map(char::from_u32).collect::<String>()).terms.len() <= TERMS_MAX);
    }
}
