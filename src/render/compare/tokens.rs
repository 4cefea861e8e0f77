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

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures of a line with what they measure.
    fn figures(line: &str) -> Vec<(&str, Measure)> {
        let found = tokens(line);
        assert_eq!(found.iter().map(|token| token.text).collect::<String>(), line);
        let figure = |token: Token<'_>| matches!(token.kind, TokenKind::Figure(_));
        let measured = |token: &Token| match token.kind {
            TokenKind::Figure(measure) => measure,
            TokenKind::Word | TokenKind::Mark => unreachable!("filtered"),
        };
        found.iter().filter(|token| figure(**token)).map(|token| (token.text, measured(token))).collect()
    }

    #[test]
    fn a_number_and_its_unit_are_one() {
        use Measure::{Count, Date, Duration, Money, Ratio, Recurring};
        for (line, expected) in [
            ("自收到之日起15个工作日内", vec![("15个工作日", Duration)]),
            ("自2024年6月1日起施行，有效期至2029年5月31日", vec![("2024年6月1日", Date), ("2029年5月31日", Date)]),
            ("每半年公示一次，不少于15日", vec![("每半年", Recurring), ("一次", Count), ("15日", Duration)]),
            ("于每月5日前、每年3月底前", vec![("每月5日", Recurring), ("每年3月底", Recurring)]),
            ("处1万元以上3.5万元以下", vec![("1万元", Money), ("3.5万元", Money)]),
            (
                "千分之五、30%、三分之二、百分之十",
                vec![("千分之五", Ratio), ("30%", Ratio), ("三分之二", Ratio), ("百分之十", Ratio)],
            ),
            (
                "三年内，两个月，十五日，当日，半年",
                vec![
                    ("三年", Duration),
                    ("两个月", Duration),
                    ("十五日", Duration),
                    ("当日", Duration),
                    ("半年", Duration),
                ],
            ),
            ("压力0.14兆帕，1,200平方米，3户以上", vec![("0.14兆帕", Count), ("1,200平方米", Count), ("3户", Count)]),
            ("每人每月150元/人·月", vec![("每月", Recurring), ("150元/人·月", Money)]),
            ("第十二条第二款第（三）项、第31次会议、望政发〔2024〕3号、3号楼", vec![]),
            ("（三）统一、一次性、分为四类，一致同意", vec![]),
            ("A4纸，GB18483-2001，PM2.5", vec![]),
            ("二〇二四年六月一日", vec![("二〇二四年六月一日", Date)]),
            ("3.5倍", vec![("3.5倍", Ratio)]),
            ("3. 其他", vec![]),
        ] {
            assert_eq!(figures(line), expected, "{line}");
        }
    }
}
