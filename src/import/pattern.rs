//! How the elements of an official document look (GB/T 9704-2012), one function a pattern. All of
//! them expect text that `typography` has mended.

use crate::domain::text::{chinese_number, is_han};
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// The rank of a number before a line, the highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// 第一编, 第一章
    Chapter,
    /// 第一节
    Section,
    /// 一、
    Han,
    /// （一）
    ParenHan,
    /// 1.
    Arabic,
    /// （1）
    ParenArabic,
    /// 第一条: starts a paragraph, never a heading.
    Article,
}

/// 公开属性, as the note below the date of writing states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disclosure {
    Proactive,
    OnRequest,
    Withheld,
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

static RANKS: LazyLock<Vec<(Rank, Regex)>> = LazyLock::new(|| {
    let han = "[一二三四五六七八九十百零〇]+";
    vec![
        (Rank::Chapter, regex(&format!("^第{han}[编章]"))),
        (Rank::Section, regex(&format!("^第{han}节"))),
        (Rank::Article, regex(&format!("^第{han}条"))),
        (Rank::Han, regex(&format!("^{han}、"))),
        (Rank::ParenHan, regex(&format!("^[（(]{han}[）)]"))),
        (Rank::Arabic, regex(r"^[0-9]{1,2}(?:[．、]|\.(?:[^0-9]|$))")),
        (Rank::ParenArabic, regex(r"^[（(][0-9]{1,2}[）)]")),
    ]
});
static DATE: LazyLock<Regex> = LazyLock::new(|| regex(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"));
static HAN_DATE: LazyLock<Regex> = LazyLock::new(|| {
    regex("([二一][〇○零Ｏ0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
});
static SIGNED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(\p{Han}{3,30})[\s\u{3000}]*([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)$"));
static PRINTED_ON: LazyLock<Regex> = LazyLock::new(|| regex("^(.*?)([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)印发$"));
static ANNEX_LABEL: LazyLock<Regex> = LazyLock::new(|| regex("^附件[0-9一二三四五六七八九十]*[：]?$"));
static ANNEX_NOTICE: LazyLock<Regex> = LazyLock::new(|| regex("^附件[0-9]*：."));
static COPIES: LazyLock<Regex> = LazyLock::new(|| regex("^(抄送|分送)："));
static BODIES: LazyLock<Regex> = LazyLock::new(|| {
    regex("(政府|办公室|办公厅|委员会|局|委|办|厅|部|院|会|中心|集团|公司|总队|支队|大队|银行|站|所|处|校)$")
});

/// The rank of the number that a line starts with.
pub(super) fn rank(text: &str) -> Option<Rank> {
    RANKS.iter().find(|(_, pattern)| pattern.is_match(text)).map(|(rank, _)| *rank)
}

/// The first date in a text, in Arabic or Chinese numerals.
pub(super) fn date_in(text: &str) -> Option<Date> {
    let number = |text: &str| -> Option<i16> {
        text.parse().ok().or_else(|| i16::try_from(chinese_number(&digits(text))?).ok())
    };
    let found = DATE.captures(text).or_else(|| HAN_DATE.captures(text))?;
    let month_and_day = |i: usize| i8::try_from(number(&found[i])?).ok();
    Date::new(number(&found[1])?, month_and_day(2)?, month_and_day(3)?).ok()
}

/// The circle and the letter that people type for 〇.
fn digits(text: &str) -> String {
    text.replace(['○', 'Ｏ', '0', '零'], "〇")
}

/// The date that makes up the whole line.
pub(super) fn whole_date(text: &str) -> Option<Date> {
    let whole = |pattern: &Regex| pattern.find(text).is_some_and(|found| found.len() == text.len());
    if whole(&DATE) || whole(&HAN_DATE) { date_in(text) } else { None }
}

/// An organ and a date on one line: `望川市人民政府　2022年6月1日`.
pub(super) fn signed_date(text: &str) -> Option<(&str, &str)> {
    let found = SIGNED.captures(text)?;
    let (organ, date) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    is_organ(organ).then_some((organ, date))
}

/// The organ (may be empty) and the date of a line that ends with `2022年6月1日印发`.
pub(super) fn printed_on(text: &str) -> Option<(&str, &str)> {
    let found = PRINTED_ON.captures(text)?;
    Some((found.get(1)?.as_str().trim(), found.get(2)?.as_str()))
}

/// A line that is the name of an organ and nothing else.
pub(super) fn is_organ(text: &str) -> bool {
    let count = text.chars().count();
    (3..=30).contains(&count) && text.chars().all(is_han) && BODIES.is_match(text)
}

/// 附注 below the date of writing: `（此件公开发布）`.
pub(super) fn disclosure(text: &str) -> Option<Disclosure> {
    let inside = text.strip_prefix('（')?.strip_suffix('）')?;
    if !inside.contains('此') || inside.chars().count() > 20 {
        None
    } else if inside.contains("依申请公开") {
        Some(Disclosure::OnRequest)
    } else if inside.contains("不予公开") || inside.contains("不公开") {
        Some(Disclosure::Withheld)
    } else if inside.contains("公开") {
        Some(Disclosure::Proactive)
    } else {
        None
    }
}

/// 附件说明: `附件：……`.
pub(super) fn is_annex_notice(text: &str) -> bool {
    ANNEX_NOTICE.is_match(text)
}

/// The line 附件 or 附件1 that stands above an annex.
pub(super) fn is_annex_label(text: &str) -> bool {
    ANNEX_LABEL.is_match(text)
}

/// 抄送：……
pub(super) fn is_copies(text: &str) -> bool {
    COPIES.is_match(text)
}

/// Ends a sentence, with the quotation marks and brackets that may follow: `落实。（责任单位：各镇街）`.
pub(super) fn ends_sentence(text: &str) -> bool {
    let terminal = |text: &str| {
        text.trim_end_matches(['”', '’', '）', ')', '》', '」', '』'])
            .ends_with(['。', '！', '？', '；', '：', '!', '?'])
    };
    terminal(text) || terminal(before_last_bracket(text))
}

/// A text without the bracket, with all that is nested in it, that it ends with; one that was opened
/// on an earlier line is left as it is.
pub(super) fn before_last_bracket(text: &str) -> &str {
    if !text.ends_with('）') {
        return text;
    }
    let mut depth = 0;
    let opening = text.char_indices().rev().find(|(_, c)| {
        depth += match c {
            '）' => 1,
            '（' => -1,
            _ => 0,
        };
        depth == 0
    });
    opening.map_or(text, |(open, _)| &text[..open])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_before_lines_have_ranks() {
        for (text, expected) in [
            ("一、总体要求", Some(Rank::Han)),
            ("（十二）抓好", Some(Rank::ParenHan)),
            ("(二)做好", Some(Rank::ParenHan)),
            ("1.加强", Some(Rank::Arabic)),
            ("1、加强", Some(Rank::Arabic)),
            ("1.5万元", None),
            ("（1）加强", Some(Rank::ParenArabic)),
            ("第一章　总则", Some(Rank::Chapter)),
            ("第二十一条　本办法", Some(Rank::Article)),
            ("一是加强", None),
            ("2022年", None),
        ] {
            assert_eq!(rank(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_in_both_kinds_of_numerals() {
        assert_eq!(whole_date("2022年6月1日"), Some(date(2022, 6, 1)));
        assert_eq!(whole_date("二〇二二年十二月三十一日"), Some(date(2022, 12, 31)));
        assert_eq!(whole_date("二○一九年十月二十日"), Some(date(2019, 10, 20)));
        assert_eq!(whole_date("2022年13月1日"), None);
        assert_eq!(whole_date("于2022年6月1日"), None);
    }

    #[test]
    fn signatures_and_imprints() {
        assert_eq!(signed_date("望川市人民政府2022年6月1日"), Some(("望川市人民政府", "2022年6月1日")));
        assert_eq!(signed_date("自本办法施行之日2022年6月1日"), None);
        assert_eq!(printed_on("望川市财政局　2022年6月1日印发"), Some(("望川市财政局", "2022年6月1日")));
        assert!(is_organ("望川市人民政府办公室") && !is_organ("现予公开"));
    }

    #[test]
    fn notes_of_disclosure() {
        assert_eq!(disclosure("（此件公开发布）"), Some(Disclosure::Proactive));
        assert_eq!(disclosure("（此件依申请公开）"), Some(Disclosure::OnRequest));
        assert_eq!(disclosure("（此件不予公开）"), Some(Disclosure::Withheld));
        assert_eq!(disclosure("（此页无正文）"), None);
    }

    #[test]
    fn sentence_ends() {
        for (text, ends) in [
            ("落实。", true),
            ("“完成。”", true),
            ("（责任单位：各镇街。）", true),
            ("推动落实。（责任单位：各镇街）", true),
            ("推动落实。（责任单位：各县（市、区）政府）", true),
            ("推动落实。做好规划（计划）", false),
            ("各县（市、区）", false),
            ("《要点》", false),
            ("各部门，", false),
        ] {
            assert_eq!(ends_sentence(text), ends, "{text}");
        }
    }
}
