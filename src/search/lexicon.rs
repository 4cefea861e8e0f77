//! How the characters of titles are read, while an index is being built.

use crate::domain::spelling;
use portal_searcher::analysis::is_han;
use portal_searcher::pinyin::Readings;
use std::collections::{BTreeSet, HashMap};

/// Characters that people type by their sound without thinking: the first level of GB/T 2312, in its
/// order by pinyin. A misspelt word is most often made of these.
const COMMON: std::ops::RangeInclusive<u8> = 0xB0..=0xD7;

/// The shortest and the longest phrase of titles that is remembered, in characters.
const PHRASE: std::ops::RangeInclusive<usize> = 2..=6;

/// So many phrases are remembered: they travel to every browser that searches.
const PHRASES_MAX: usize = 3000;

/// Reads titles, and remembers how, and what they have in common.
#[derive(Debug, Default)]
pub(super) struct Reader {
    known: BTreeSet<char>,
    readings: Readings,
    /// Phrases by the number of titles that have them.
    phrases: HashMap<String, u32>,
}

impl Reader {
    /// The index tokens of a folded title: of its pinyin, and of its initials.
    pub(super) fn tokens(&mut self, title: &str) -> (Vec<String>, Vec<String>) {
        title.chars().for_each(|c| self.learn(c));
        for run in title.split(|c| !is_han(c)) {
            let chars: Vec<char> = run.chars().collect();
            for phrase in PHRASE.flat_map(|length| chars.windows(length)) {
                *self.phrases.entry(phrase.iter().collect()).or_default() += 1;
            }
        }
        self.readings.tokens(title)
    }

    /// The phrases that several titles have, the most frequent first, without those that are only a
    /// part of a longer one.
    pub(super) fn phrases(&self) -> Vec<String> {
        let mut whole = self.phrases.clone();
        for (phrase, count) in &self.phrases {
            let chars: Vec<char> = phrase.chars().collect();
            for part in [&chars[1..], &chars[..chars.len() - 1]] {
                let part: String = part.iter().collect();
                if self.phrases.get(&part) == Some(count) {
                    whole.remove(&part);
                }
            }
        }
        let mut phrases: Vec<(u32, String)> =
            whole.into_iter().filter(|(_, count)| *count > 1).map(|(phrase, count)| (count, phrase)).collect();
        phrases.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        phrases.into_iter().take(PHRASES_MAX).map(|(_, phrase)| phrase).collect()
    }

    /// How the characters that were read are read, and the common ones.
    pub(super) fn into_readings(mut self) -> Readings {
        let common = COMMON.flat_map(|row| (0xA1..=0xFE).map(move |cell| [row, cell]));
        for code in common {
            let (text, _, _) = encoding_rs::GBK.decode(&code);
            text.chars().for_each(|c| self.learn(c));
        }
        self.readings
    }

    fn learn(&mut self, c: char) {
        if is_han(c) && self.known.insert(c) {
            spelling::syllables(c).iter().for_each(|syllable| self.readings.add(c, syllable));
        }
    }
}
