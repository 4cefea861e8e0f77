//! Anchors that stay: of headings by their words, of articles by their number.

use crate::domain::provision::Provision;
use crate::domain::text::{chinese_number, is_han};
use std::collections::HashMap;

/// Gives out anchors, each once a page.
#[derive(Debug, Default)]
pub struct Anchors {
    given: HashMap<String, usize>,
    last_article: u32,
    /// How many times the numbering of articles has started again on this page.
    part: usize,
}

impl Anchors {
    /// The anchor of a heading: its words without the ordinal before them, so that it stays when
    /// headings are renumbered.
    pub fn heading(&mut self, text: &str) -> String {
        let words = strip_ordinal(text.trim());
        let slug: String = words.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).collect();
        let slug = if slug.is_empty() { "section".to_owned() } else { slug.to_lowercase() };
        self.once(slug)
    }

    /// The anchor of an article, and how many bytes of the text its number takes. None where the
    /// paragraph only speaks of an article.
    pub fn article(&mut self, text: &str) -> Option<(String, Provision, usize)> {
        let (provision, length) = Provision::parse_start(text)?;
        let (number, branch) = (provision.article, provision.branch);
        let tail = &text[length..];
        let opens = tail.is_empty() || tail.starts_with(char::is_whitespace);
        // Without a space after it the number must at least be the next one, and no reference.
        let follows = number == self.last_article + 1 && branch.is_none() && !tail.starts_with(REFERENCES);
        if provision.paragraph.or(provision.item).is_some() || (!opens && !follows) {
            return None;
        }
        if number <= self.last_article && branch.is_none() {
            self.part += 1;
        }
        self.last_article = number;
        let mut anchor = match self.part {
            0 => format!("art-{number}"),
            part => format!("part{}-art-{number}", part + 1),
        };
        if let Some(branch) = branch {
            anchor.push_str(&format!("_{branch}"));
        }
        Some((self.once(anchor), provision, length))
    }

    fn once(&mut self, anchor: String) -> String {
        let count = self.given.entry(anchor.clone()).or_default();
        *count += 1;
        match *count {
            1 => anchor,
            n => format!("{anchor}-{n}"),
        }
    }
}

/// What follows 第N条 where a sentence refers to an article.
const REFERENCES: &[char] =
    &['规', '第', '所', '的', '、', '，', '和', '或', '至', '到', '中', '之', '以', '及', '与', '修'];

/// 第一章 总则: a heading that stands in the middle of its line, as in laws.
pub fn is_chapter(text: &str) -> bool {
    let number = text.strip_prefix('第').and_then(|rest| rest.split_once(['编', '章', '节']));
    number.is_some_and(|(number, _)| chinese_number(number).is_some())
}

/// 一、 （一） 1. （1） 第一章: what counts headings, not what names them.
pub fn strip_ordinal(text: &str) -> &str {
    let numeral = |c: char| c.is_ascii_digit() || "〇一二三四五六七八九十百零".contains(c);
    let after = |opening: &str, closing: &[char]| {
        let rest = text.strip_prefix(opening)?;
        let tail = rest.trim_start_matches(numeral);
        (tail.len() < rest.len()).then_some(tail)?.strip_prefix(closing)
    };
    let stripped = after("第", &['章', '节', '编', '部'])
        .or_else(|| after("（", &['）']))
        .or_else(|| after("", &['、', '.', '．']))
        .unwrap_or(text)
        .trim_start();
    if stripped.is_empty() { text } else { stripped }
}
