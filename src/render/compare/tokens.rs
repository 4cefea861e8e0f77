//! A line cut into what a reader takes in at once: a number with its unit, a Latin word, a Han
//! character.

use super::measures::measure_at;
use crate::domain::text::is_han;

/// A token of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its characters.
    pub text: &'a str,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A number with its unit, a deadline, a date.
    Figure(Measure),
    /// A Han character, a Latin word, a number that only names: 第十二条, 〔2024〕3号.
    Word,
    /// Punctuation or a space.
    Mark,
}

/// What a figure measures; only figures of one measure are the same figure changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// A day, a month or a year: 2024年6月1日.
    Date,
    /// A length of time: 三个月, 当日.
    Duration,
    /// Something that comes again: 每半年, 每月5日.
    Recurring,
    /// An amount of money.
    Money,
    /// A part or a multiple: 10%, 千分之三.
    Ratio,
    /// Anything that is counted or measured, and numbers without a unit.
    Count,
}

/// Cuts a line; the tokens put together are the line.
pub fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    if let Some(length) = ordinal(line) {
        found.push(Token { text: &line[..length], kind: TokenKind::Word });
        at = length;
    }
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        let before = line[..at].chars().next_back();
        let (length, kind) = name(rest)
            .map(|length| (length, TokenKind::Word))
            .or_else(|| measure_at(rest, before).map(|(length, measure)| (length, TokenKind::Figure(measure))))
            .unwrap_or_else(|| single(c));
        found.push(Token { text: &rest[..length], kind });
        at += length;
    }
    found
}

fn single(c: char) -> (usize, TokenKind) {
    (c.len_utf8(), if c.is_alphanumeric() || is_han(c) { TokenKind::Word } else { TokenKind::Mark })
}

/// Whether a character writes a number in Chinese.
pub fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千".contains(c)
}

/// What counts a line: （三） 3. 三、
fn ordinal(line: &str) -> Option<usize> {
    let numeral = |c: char| c.is_ascii_digit() || is_numeral(c);
    let after = |rest: &str, closing: &[char]| {
        let tail = rest.trim_start_matches(numeral);
        let end = tail.chars().next().filter(|c| tail.len() < rest.len() && closing.contains(c))?;
        Some(line.len() - tail.len() + end.len_utf8())
    };
    let length = match line.strip_prefix(['（', '(']) {
        Some(rest) => after(rest, &['）', ')']),
        None => after(line, &['、', '.', '．']),
    }?;
    // 3.5 begins with a number, not with an ordinal.
    (!line[length..].starts_with(|c: char| c.is_ascii_digit())).then_some(length)
}

/// A number that names and does not count, or a Latin word: its length.
fn name(rest: &str) -> Option<usize> {
    cited(rest).or_else(|| document_number(rest)).or_else(|| numbered_name(rest)).or_else(|| latin(rest))
}

/// 第十二条之一, 第（三）项, 第31次.
fn cited(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('第')?;
    let bare = inner.trim_start_matches(['（', '(']);
    let tail = bare.trim_start_matches(|c: char| c.is_ascii_digit() || is_numeral(c));
    if tail.len() == bare.len() {
        return None;
    }
    let mut tail = tail.trim_start_matches(['）', ')']);
    if let Some(after) = tail.strip_prefix(['条', '款', '项', '目', '章', '节', '次', '批', '号', '期', '届'])
    {
        tail = after;
    }
    let branch = tail.strip_prefix('之').map(|after| after.trim_start_matches(is_numeral));
    if let Some(after) = branch.filter(|after| after.len() + '之'.len_utf8() < tail.len()) {
        tail = after;
    }
    Some(rest.len() - tail.len())
}

/// 〔2024〕3号.
fn document_number(rest: &str) -> Option<usize> {
    let digits = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let year = rest.strip_prefix(['〔', '[', '（'])?;
    let after = year[year.len() - digits(year)..].strip_prefix(['〕', ']', '）'])?;
    let number = &after[after.len() - digits(after)..];
    let end = number.strip_prefix('号').filter(|_| number.len() < after.len())?;
    Some(rest.len() - end.len())
}

/// 3号楼, and digits joined to more of them by hyphens: a telephone number.
fn numbered_name(rest: &str) -> Option<usize> {
    let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if tail.len() == rest.len() {
        return None;
    }
    if let Some(after) = tail.strip_prefix('号') {
        return Some(rest.len() - after.len());
    }
    None
}

/// A Latin word, with digits and signs inside it: PM2.5, GB18483-2001.
fn latin(rest: &str) -> Option<usize> {
    let is_word = |c: char| c.is_alphanumeric() && !is_han(c);
    if !rest.starts_with(|c: char| is_word(c) && !c.is_numeric()) {
        return None;
    }
    let mut end = 0;
    for (at, c) in rest.char_indices() {
        let joins = "-._/@&'".contains(c) && rest[at + c.len_utf8()..].starts_with(|c: char| is_word(c));
        if !is_word(c) && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    Some(end)
}
