//! How Chinese characters are read: titles are found by the letters of their pinyin, by its
//! initials, and by characters that sound alike.
//!
//! A title is cut into its runs of Han characters. The index holds each three neighbouring letters
//! of a run's pinyin and each two neighbouring initials, so that nobody has to say where a syllable
//! ends; the title itself then says whether the letters really stand in it, from the beginning of
//! a character on.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::analysis::is_han;

/// The readings of characters, without tones; the usual one first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Readings(BTreeMap<char, Vec<String>>);

/// As readings are written down: each syllable once, with all its characters.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    usual: BTreeMap<String, String>,
    other: BTreeMap<String, String>,
}

impl From<Written> for Readings {
    fn from(written: Written) -> Self {
        let mut readings = Self::default();
        for (syllable, chars) in written.usual.iter().chain(&written.other) {
            chars.chars().for_each(|c| readings.add(c, syllable));
        }
        readings
    }
}

impl From<Readings> for Written {
    fn from(readings: Readings) -> Self {
        let mut written = Self::default();
        for (c, syllables) in &readings.0 {
            for (nth, syllable) in syllables.iter().enumerate() {
                let part = if nth == 0 { &mut written.usual } else { &mut written.other };
                part.entry(syllable.clone()).or_default().push(*c);
            }
        }
        written
    }
}

impl Readings {
    /// Adds a reading of a character, after those that it has.
    pub fn add(&mut self, c: char, syllable: &str) {
        let known = self.0.entry(c).or_default();
        if !known.iter().any(|other| other == syllable) {
            known.push(syllable.to_owned());
        }
    }

    /// The readings of a character, the usual one first.
    pub fn of(&self, c: char) -> &[String] {
        self.0.get(&c).map_or(&[], Vec::as_slice)
    }

    /// The pinyin of a phrase in its usual readings; none where a character has no reading.
    pub fn letters(&self, phrase: &str) -> Option<String> {
        phrase.chars().map(|c| self.of(c).first().map(String::as_str)).collect()
    }

    /// Whether two characters can be read alike.
    fn sound_alike(&self, a: char, b: char) -> bool {
        a == b || self.of(a).iter().any(|reading| self.of(b).contains(reading))
    }

    /// The index tokens of a folded title: of its letters, and of its initials.
    pub fn tokens(&self, title: &str) -> (Vec<String>, Vec<String>) {
        let (mut letters, mut initials) = (Vec::new(), Vec::new());
        for run in title.split(|c| !is_han(c)).filter(|run| !run.is_empty()) {
            for read in self.ways_to_read(run) {
                letters.extend(neighbours(&read.concat(), 3));
                let first: String = read.iter().filter_map(|syllable| syllable.chars().next()).collect();
                initials.extend(neighbours(&first, 2));
            }
        }
        for tokens in [&mut letters, &mut initials] {
            tokens.sort_unstable();
            tokens.dedup();
        }
        (letters, initials)
    }

    /// A run in its usual readings, and once more for each other reading of each of its characters.
    fn ways_to_read(&self, run: &str) -> Vec<Vec<&str>> {
        let chars: Vec<char> = run.chars().collect();
        let usual: Vec<&str> = chars.iter().map(|&c| self.of(c).first().map_or(" ", String::as_str)).collect();
        let mut ways = vec![usual.clone()];
        for (nth, &c) in chars.iter().enumerate() {
            for other in self.of(c).iter().skip(1) {
                let mut way = usual.clone();
                way[nth] = other;
                ways.push(way);
            }
        }
        ways
    }

    /// Where in a title letters stand as pinyin that begins with a character; the last syllable may
    /// be begun only. In bytes of the title.
    pub fn find_letters(&self, title: &str, letters: &str) -> Option<Range<usize>> {
        title.char_indices().find_map(|(at, _)| Some(at..at + self.read(&title[at..], letters)?))
    }

    /// The length of the beginning of a text that is read as the letters say.
    fn read(&self, text: &str, letters: &str) -> Option<usize> {
        let c = text.chars().next()?;
        self.of(c).iter().find_map(|syllable| match letters.strip_prefix(syllable.as_str()) {
            Some("") => Some(c.len_utf8()),
            Some(rest) => Some(c.len_utf8() + self.read(&text[c.len_utf8()..], rest)?),
            None => syllable.starts_with(letters).then_some(c.len_utf8()),
        })
    }

    /// Where in a title characters stand whose initials are these letters. In bytes of the title.
    pub fn find_initials(&self, title: &str, letters: &str) -> Option<Range<usize>> {
        title.char_indices().find_map(|(at, _)| {
            let mut chars = title[at..].chars();
            let mut end = at;
            for letter in letters.chars() {
                let c = chars.next()?;
                self.of(c).iter().any(|syllable| syllable.starts_with(letter)).then_some(())?;
                end += c.len_utf8();
            }
            Some(at..end)
        })
    }

    /// Where in a text a phrase stands that sounds the same. In bytes of the text.
    pub fn find_alike(&self, text: &str, phrase: &str) -> Option<Range<usize>> {
        let wanted: Vec<char> = phrase.chars().collect();
        find_window(text, wanted.len(), |window| window.iter().zip(&wanted).all(|(&a, &b)| self.sound_alike(a, b)))
    }
}

/// Where in a text a phrase stands with one wrong character in four, and at least one. In bytes of
/// the text. Phrases of fewer than three characters are too short to be told from others.
pub fn find_misspelt(text: &str, phrase: &str) -> Option<Range<usize>> {
    let wanted: Vec<char> = phrase.chars().collect();
    if wanted.len() < 3 {
        return None;
    }
    let allowed = (wanted.len() / 4).max(1);
    find_window(text, wanted.len(), |window| window.iter().zip(&wanted).filter(|(a, b)| a != b).count() <= allowed)
}

/// The first window of so many characters that holds.
fn find_window(text: &str, length: usize, holds: impl Fn(&[char]) -> bool) -> Option<Range<usize>> {
    let (places, chars): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
    let start = chars.windows(length.max(1)).position(holds)?;
    let end = places.get(start + length).copied().unwrap_or(text.len());
    Some(places[start]..end)
}

/// Each so many neighbouring letters of a word.
pub fn neighbours(word: &str, length: usize) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    chars.windows(length).filter(|window| !window.contains(&' ')).map(|window| window.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings() -> Readings {
        let mut readings = Readings::default();
        let all =
            "高 gao 龄 ling 玲 ling 津 jin 贴 tie 养 yang 老 lao 补 bu 西 xi 安 an 先 xian 长 zhang 长 chang 者 zhe";
        let all: Vec<&str> = all.split(' ').collect();
        all.chunks(2).for_each(|pair| readings.add(pair[0].chars().next().unwrap(), pair[1]));
        readings
    }

    #[test]
    fn letters_begin_with_a_character_and_may_end_within_one() {
        let readings = readings();
        let found = |letters| readings.find_letters("高龄津贴", letters).map(|range| &"高龄津贴"[range]);
        assert_eq!(found("gaolingjintie"), Some("高龄津贴"));
        assert_eq!(found("lingjin"), Some("龄津"));
        assert_eq!(found("gaolingji"), Some("高龄津"));
        assert_eq!((found("aoling"), found("gaolingx")), (None, None));
        assert!(readings.find_letters("西安", "xian").is_some() && readings.find_letters("先", "xian").is_some());
    }

    #[test]
    fn tokens_hold_every_reading() {
        let (letters, initials) = readings().tokens("长者津贴");
        for token in neighbours("zhangzhejintie", 3).iter().chain(&neighbours("changzhe", 3)) {
            assert!(letters.contains(token), "{token}");
        }
        assert_eq!(initials, ["cz", "jt", "zj", "zz"]);
    }

    #[test]
    fn what_sounds_or_looks_alike_is_found() {
        let readings = readings();
        assert_eq!(readings.find_alike("发放高龄津贴", "高玲津贴"), Some(6..18));
        assert_eq!(readings.find_initials("养老补贴", "lbt"), Some(3..12));
        assert_eq!(find_misspelt("城乡最低生活保障", "最低生话保障"), Some(6..24));
        assert_eq!(find_misspelt("低保", "低饱"), None);
    }

    #[test]
    fn readings_are_written_and_read_back() {
        let readings = readings();
        let json = serde_json::to_string(&readings).unwrap();
        assert!(json.contains(r#""ling":"玲龄""#), "{json}");
        let back: Readings = serde_json::from_str(&json).unwrap();
        assert_eq!(back.of('长'), readings.of('长'));
        assert_eq!(back, readings);
    }
}
