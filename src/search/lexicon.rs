//! How the characters of titles are read, while an index is being built.

use crate::domain::spelling;
use portal_searcher::analysis::is_han;
use portal_searcher::pinyin::Readings;
use std::collections::BTreeSet;

/// Characters that people type by their sound without thinking: the first level of GB/T 2312, in its
/// order by pinyin. A misspelt word is most often made of these.
const COMMON: std::ops::RangeInclusive<u8> = 0xB0..=0xD7;

/// Reads titles, and remembers how.
#[derive(Debug, Default)]
pub(super) struct Reader {
    known: BTreeSet<char>,
    readings: Readings,
}

impl Reader {
    /// The index tokens of a folded title: of its pinyin, and of its initials.
    pub(super) fn tokens(&mut self, title: &str) -> (Vec<String>, Vec<String>) {
        title.chars().for_each(|c| self.learn(c));
        self.readings.tokens(title)
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
