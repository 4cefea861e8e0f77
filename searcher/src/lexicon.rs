//! What the site knows of words: citizens' words for official ones, how characters are read, and
//! what facets are called.
//!
//! It is made with the index and lies beside it as one JSON file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::pinyin::{Readings, find_misspelt};

/// So many readings of letters are sought: what is typed seldom means more.
const WAYS_MAX: usize = 3;

/// What the name of its file ends with; before it stands the name of the index.
pub const EXTENSION: &str = "lexicon";

/// The lexicon of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lexicon {
    /// How characters are read.
    pub readings: Readings,
    /// Citizens' words (低保), folded, and the official terms that texts use (最低生活保障).
    pub words: Vec<CitizenWord>,
    /// Phrases that several titles have, the most frequent first.
    pub phrases: Vec<String>,
    /// What readers see for the values of facets: facet, value, label.
    pub labels: BTreeMap<String, BTreeMap<String, String>>,
}

/// A word of everyday speech and what official texts say for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitizenWord {
    /// 百姓说法.
    pub word: String,
    /// 规范用语.
    pub official: Vec<String>,
}

impl Lexicon {
    /// What the site itself says, first in citizens' words and then in phrases of titles, that is read
    /// as the letters say, or whose characters begin so.
    pub fn read_as(&self, letters: &str) -> Vec<&str> {
        let is_read = |phrase: &&str| self.readings.letters(phrase).is_some_and(|read| read == letters);
        let begins = |phrase: &&str| {
            phrase.chars().count() == letters.len() && self.readings.find_initials(phrase, letters).is_some()
        };
        let read = self.known().filter(is_read).take(WAYS_MAX);
        let mut found: Vec<&str> = read.chain(self.known().filter(begins).take(WAYS_MAX)).collect();
        found.dedup();
        found
    }

    /// What the site itself says that sounds like a phrase or has one wrong character in four.
    pub fn like(&self, phrase: &str) -> Vec<&str> {
        let length = phrase.chars().count();
        let is_like = |known: &&str| {
            *known != phrase
                && known.chars().count() == length
                && (find_misspelt(known, phrase).is_some() || self.readings.find_alike(known, phrase).is_some())
        };
        self.known().filter(is_like).take(WAYS_MAX).collect()
    }

    fn known(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.word.as_str()).chain(self.phrases.iter().map(String::as_str))
    }

    /// What readers see for a value of a facet: the value itself where nothing else is known.
    pub fn label<'a>(&'a self, facet: &str, value: &'a str) -> &'a str {
        self.labels.get(facet).and_then(|labels| labels.get(value)).map_or(value, String::as_str)
    }
}
