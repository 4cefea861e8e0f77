//! 条、款、项: the parts of a rule by which it is cited (《立法法》 Article 65: 条下为款、项、目).

use super::text::{chinese_number, chinese_numeral};
use std::fmt;

/// A provision of a rule: an article, and within it perhaps a paragraph and an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Provision {
    /// 第N条.
    pub article: u32,
    /// 之M, of an article that was put in between others.
    pub branch: Option<u32>,
    /// 第N款.
    pub paragraph: Option<u32>,
    /// 第N项.
    pub item: Option<u32>,
}

impl Provision {
    /// A whole article.
    pub fn article(article: u32, branch: Option<u32>) -> Self {
        Self { article, branch, paragraph: None, item: None }
    }

    /// Reads the provision that a text begins with, and how many bytes it takes:
    /// 第十二条第二款第三项, 第12条之一.
    pub fn parse_start(text: &str) -> Option<(Self, usize)> {
        let (article, mut rest) = part(text, '条')?;
        let mut found = Self::article(article, None);
        if let Some((branch, after)) = rest.strip_prefix('之').and_then(leading_number) {
            (found.branch, rest) = (Some(branch), after);
        }
        if let Some((paragraph, after)) = part(rest, '款') {
            (found.paragraph, rest) = (Some(paragraph), after);
        }
        if let Some((item, after)) = part(rest, '项') {
            (found.item, rest) = (Some(item), after);
        }
        Some((found, text.len() - rest.len()))
    }

    /// The anchor of the provision on a page: `art-12_1-2-3` for 第十二条之一第二款第三项. An item
    /// that is cited without a paragraph belongs to the only one.
    pub fn anchor(&self) -> String {
        let mut anchor = format!("art-{}", self.article);
        if let Some(branch) = self.branch {
            anchor.push_str(&format!("_{branch}"));
        }
        if let Some(paragraph) = self.paragraph.or(self.item.map(|_| 1)) {
            anchor.push_str(&format!("-{paragraph}"));
        }
        if let Some(item) = self.item {
            anchor.push_str(&format!("-{item}"));
        }
        anchor
    }
}

impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}条", chinese_numeral(self.article))?;
        if let Some(branch) = self.branch {
            write!(f, "之{}", chinese_numeral(branch))?;
        }
        if let Some(paragraph) = self.paragraph {
            write!(f, "第{}款", chinese_numeral(paragraph))?;
        }
        if let Some(item) = self.item {
            write!(f, "第{}项", chinese_numeral(item))?;
        }
        Ok(())
    }
}

/// 第N条, 第（N）项 at the start of a text: the number, and what follows.
fn part(text: &str, unit: char) -> Option<(u32, &str)> {
    let rest = text.strip_prefix('第')?;
    let inner = rest.strip_prefix(['（', '(']);
    let (number, rest) = leading_number(inner.unwrap_or(rest))?;
    let rest = if inner.is_some() { rest.strip_prefix(['）', ')'])? } else { rest };
    Some((number, rest.strip_prefix(unit)?))
}

/// The number that a text begins with, in Chinese numerals or in digits.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千".contains(c);
    let end = text.find(|c| !numeral(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    Some((number.parse().ok().or_else(|| chinese_number(number))?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provisions_are_read_and_written() {
        for (text, label, anchor) in [
            ("第十二条", "第十二条", "art-12"),
            ("第12条第2款规定", "第十二条第二款", "art-12-2"),
            ("第十二条之一第二款第（三）项", "第十二条之一第二款第三项", "art-12_1-2-3"),
            ("第三十条第四项的", "第三十条第四项", "art-30-1-4"),
        ] {
            let (found, length) = Provision::parse_start(text).unwrap();
            assert_eq!((found.to_string().as_str(), found.anchor().as_str()), (label, anchor), "{text}");
            assert!(text[length..].chars().next().is_none_or(|c| "规的".contains(c)), "{text}");
        }
        for text in ["", "第条", "十二条", "第十二款", "第（十二条"] {
            assert_eq!(Provision::parse_start(text), None, "{text}");
        }
    }
}
