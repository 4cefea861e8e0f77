//! Characters mended one by one: digits, punctuation and spaces. Nothing here knows about lines.

use crate::domain::text::{is_cjk, is_han};
use regex::Regex;
use std::sync::LazyLock;

/// A line with its characters mended, and what was done that an editor may want to look at.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Mended {
    pub(super) text: String,
    /// Half-width punctuation was made full-width.
    pub(super) punctuation: bool,
    /// A wide gap between Han characters was kept: it may divide names or cells of a table.
    pub(super) wide_gap: bool,
}

/// Columns that a text takes in the printed original, where quotation marks are as wide as Han
/// characters.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_cjk(c) { 2 } else { 1 }).sum()
}

/// Full-width digits made half-width; all spaces that are no tab made one of two kinds; what cannot
/// be seen removed.
pub(super) fn plain_characters(raw: &str) -> String {
    raw.chars()
        .filter(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'))
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => ' ',
            _ => c,
        })
        .collect()
}

/// Mends punctuation and spaces of running text.
pub(super) fn mend(text: &str) -> Mended {
    let (spaced, wide_gap) = close_gaps(text, Gap::Keep);
    let mended = full_width(&spaced);
    Mended { punctuation: mended != spaced, text: mended, wide_gap }
}

/// Mends a title, in which no gap between Han characters means anything: `通　知`.
pub(super) fn mend_title(text: &str) -> String {
    full_width(&close_gaps(text, Gap::Close).0)
}

/// Mends a cell of a table. A narrow column breaks words every few characters (`加强政 策全过 程公开`):
/// there the gap goes. Between longer runs it divides what stood in several cells and stays.
pub(super) fn mend_cell(text: &str) -> Mended {
    let trimmed = text.trim();
    let narrow = trimmed.split_whitespace().all(|part| part.chars().count() <= 4);
    let gap = if narrow { Gap::Close } else { Gap::KeepSingle };
    let (spaced, wide_gap) = close_gaps(trimmed, gap);
    let mended = full_width(&spaced);
    Mended { punctuation: mended != spaced, text: mended, wide_gap }
}

/// Mends a cell that a file holds whole: no line break tore its words, so every gap between them is meant.
pub(super) fn mend_whole_cell(text: &str) -> String {
    full_width(&close_gaps(text.trim(), Gap::KeepSingle).0)
}

/// What to do with a gap between two Han characters.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    /// A single space goes, a wide gap stays.
    Keep,
    /// A single space stays, too.
    KeepSingle,
    /// All gaps go.
    Close,
}

static ARTICLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^第[一二三四五六七八九十百千零〇0-9]+[编章节条]$").expect("a valid pattern"));
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(抄\s+送|主\s+送|附\s+件|目\s+录|附\s+则|总\s+则)").expect("a valid pattern"));

/// Removes spaces that a PDF puts between Han characters, punctuation and digits. Spaces next to
/// Latin words stay. Says whether a wide gap between Han characters was kept.
fn close_gaps(text: &str, gap: Gap) -> (String, bool) {
    let spread = LABEL.find(text).map_or(0, |found| found.end());
    let parts: Vec<&str> = text.split_whitespace().collect();
    let (mut out, mut kept, mut offset) = (String::new(), false, 0);
    for (i, part) in parts.iter().enumerate() {
        let start = text[offset..].find(part).map_or(offset, |at| at + offset);
        if let Some(before) = i.checked_sub(1).and_then(|j| parts.get(j)) {
            let space = &text[offset..start];
            let filler = between(before, space, part, if start < spread { Gap::Close } else { gap });
            kept |= filler == "\u{3000}" && !ARTICLE.is_match(before);
            out.push_str(filler);
        }
        out.push_str(part);
        offset = start + part.len();
    }
    (out, kept)
}

/// What stays of the space between two runs of characters.
fn between(before: &str, space: &str, after: &str, gap: Gap) -> &'static str {
    let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else {
        return "";
    };
    let tight = |c: char| is_cjk(c) || c.is_ascii_digit() || c == '%';
    if !tight(left) || !tight(right) || !(is_cjk(left) || is_cjk(right)) {
        return " ";
    }
    if ARTICLE.is_match(before) {
        return "\u{3000}";
    }
    let single_characters = before.chars().count() == 1 && after.chars().count() == 1;
    let wide = space.chars().count() > 1 || space.contains('\u{3000}') || gap == Gap::KeepSingle;
    let meant = wide && is_han(left) && is_han(right) && !single_characters;
    if meant && gap != Gap::Close { "\u{3000}" } else { "" }
}

/// Half-width `, ; :` next to Han characters, and parentheses around them, made full-width.
pub(super) fn full_width(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = chars.clone();
    let cjk = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|&c| is_cjk(c));
    for (i, &c) in chars.iter().enumerate() {
        let wide = match c {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            _ => continue,
        };
        if cjk(i.checked_sub(1)) || cjk(Some(i + 1)) {
            out[i] = wide;
        }
    }
    for (open, close) in parentheses(&chars) {
        let inside = chars[open + 1..close].iter().any(|&c| is_cjk(c));
        if inside || cjk(open.checked_sub(1)) || cjk(Some(close + 1)) {
            (out[open], out[close]) = ('（', '）');
        }
    }
    lone_parentheses(&chars, &mut out);
    out.into_iter().collect()
}

/// Pairs of half-width parentheses; a half-width one may face a full-width one.
fn parentheses(chars: &[char]) -> Vec<(usize, usize)> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for (i, c) in chars.iter().enumerate() {
        match c {
            '(' | '（' => open.push(i),
            ')' | '）' => pairs.extend(open.pop().map(|start| (start, i))),
            _ => {}
        }
    }
    pairs
}

/// A parenthesis whose partner stands on another line: its Han neighbour decides.
fn lone_parentheses(chars: &[char], out: &mut [char]) {
    for i in 0..chars.len() {
        let before = i > 0 && is_han(chars[i - 1]);
        let after = chars.get(i + 1).is_some_and(|&c| is_han(c));
        match out[i] {
            '(' if before || after => out[i] = '（',
            ')' if before || after => out[i] = '）',
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_between_han_and_digits_go() {
        for (raw, mended) in [
            ("于 2022 年 6 月 1 日", "于2022年6月1日"),
            ("不低于 15 项", "不低于15项"),
            ("鼓励 VR 展示", "鼓励 VR 展示"),
            ("政务 公开", "政务公开"),
            ("通　知", "通知"),
            ("抄　送：市委", "抄送：市委"),
            ("第一条 为了公开", "第一条　为了公开"),
            ("达到 4% 以上", "达到4%以上"),
        ] {
            assert_eq!(mend(raw).text, mended, "{raw}");
        }
    }

    #[test]
    fn wide_gaps_in_running_text_stay_and_are_reported() {
        let mended = mend("王小明　李大海　赵一平");
        assert_eq!((mended.text.as_str(), mended.wide_gap), ("王小明　李大海　赵一平", true));
        assert_eq!(mend_title("望川市人民政府　关于印发　通　知"), "望川市人民政府关于印发通知");
    }

    #[test]
    fn punctuation_next_to_han_becomes_full_width() {
        for (raw, mended) in [
            ("标准目录,并动态更新", "标准目录，并动态更新"),
            ("各单位:", "各单位："),
            ("(此件公开发布)", "（此件公开发布）"),
            ("(1)加强领导;", "（1）加强领导；"),
            ("共1,000元", "共1,000元"),
            ("f(x), 12:30", "f(x), 12:30"),
            ("(责任单位", "（责任单位"),
        ] {
            assert_eq!(full_width(raw), mended, "{raw}");
        }
    }

    #[test]
    fn cells_of_narrow_columns_are_closed_and_others_keep_their_gap() {
        assert_eq!(mend_cell("加强政 策全过 程公开").text, "加强政策全过程公开");
        assert_eq!(mend_cell("2022 年 10 月 底前").text, "2022年10月底前");
        let kept = mend_cell("规范政务公开基础工作 加强政府信息管理");
        assert_eq!(kept.text, "规范政务公开基础工作　加强政府信息管理");
        assert!(kept.wide_gap);
    }
}
