//! Numbers with their units, deadlines and dates, as Chinese rules write them.

use super::tokens::{Measure, is_numeral};

/// A kind of unit and how it is written; no unit stands before a longer one that begins with it.
type Units = &'static [(&'static str, Measure)];

/// Units that measure, after digits and after Chinese numerals.
const UNITS: Units = &[
    ("个工作日", Measure::Duration),
    ("个自然日", Measure::Duration),
    ("个星期", Measure::Duration),
    ("个季度", Measure::Duration),
    ("个学期", Measure::Duration),
    ("个小时", Measure::Duration),
    ("个百分点", Measure::Ratio),
    ("个月", Measure::Duration),
    ("工作日", Measure::Duration),
    ("自然日", Measure::Duration),
    ("周岁", Measure::Count),
    ("周年", Measure::Duration),
    ("学年", Measure::Duration),
    ("年", Measure::Duration),
    ("季度", Measure::Duration),
    ("小时", Measure::Duration),
    ("分钟", Measure::Duration),
    ("日", Measure::Duration),
    ("天", Measure::Duration),
    ("周", Measure::Duration),
    ("秒", Measure::Duration),
    ("元", Measure::Money),
    ("倍", Measure::Ratio),
    ("折", Measure::Ratio),
    ("兆帕", Measure::Count),
    ("平方公里", Measure::Count),
    ("平方米", Measure::Count),
    ("立方米", Measure::Count),
    ("毫米", Measure::Count),
    ("厘米", Measure::Count),
    ("千米", Measure::Count),
    ("公里", Measure::Count),
    ("公顷", Measure::Count),
    ("公斤", Measure::Count),
    ("千克", Measure::Count),
    ("毫克", Measure::Count),
    ("千瓦时", Measure::Count),
    ("千瓦", Measure::Count),
    ("毫升", Measure::Count),
    ("分贝", Measure::Count),
    ("人次", Measure::Count),
    ("户次", Measure::Count),
    ("车次", Measure::Count),
    ("米", Measure::Count),
    ("亩", Measure::Count),
    ("吨", Measure::Count),
    ("克", Measure::Count),
    ("升", Measure::Count),
    ("人", Measure::Count),
    ("名", Measure::Count),
    ("户", Measure::Count),
    ("次", Measure::Count),
    ("岁", Measure::Count),
    ("件", Measure::Count),
    ("份", Measure::Count),
    ("张", Measure::Count),
    ("辆", Measure::Count),
    ("台", Measure::Count),
    ("套", Measure::Count),
    ("课时", Measure::Count),
    ("学时", Measure::Count),
];

/// What is counted; after a Chinese numeral it is no figure: 下列四类, 一个, 两项补贴.
const COUNTERS: Units = &[
    ("个", Measure::Count),
    ("％", Measure::Ratio),
    ("%", Measure::Ratio),
    ("‰", Measure::Ratio),
    ("℃", Measure::Count),
    ("摄氏度", Measure::Count),
    ("时", Measure::Date),
    ("分", Measure::Count),
    ("度", Measure::Count),
    ("伏", Measure::Count),
    ("家", Measure::Count),
    ("位", Measure::Count),
    ("层", Measure::Count),
    ("级", Measure::Count),
    ("间", Measure::Count),
    ("栋", Measure::Count),
    ("座", Measure::Count),
    ("处", Measure::Count),
    ("所", Measure::Count),
    ("项", Measure::Count),
    ("种", Measure::Count),
    ("类", Measure::Count),
    ("批", Measure::Count),
    ("期", Measure::Count),
    ("场", Measure::Count),
    ("篇", Measure::Count),
    ("字", Measure::Count),
    ("页", Measure::Count),
    ("床", Measure::Count),
];

/// What comes again: after 每, perhaps with a number between.
const PERIODS: &[&str] =
    &["个工作日", "工作日", "个月", "季度", "学期", "学年", "半年", "小时", "星期", "年", "季", "月", "周", "日", "天"];

/// What a rate is for, after 元/.
const RATES: &[&str] =
    &["人·月", "人·年", "人·日", "平方米·月", "平方米", "立方米", "人", "月", "年", "日", "天", "户", "次", "亩", "吨"];

/// The figure that a text begins with, and its length in bytes; `before` is the character before it.
pub fn measure_at(text: &str, before: Option<char>) -> Option<(usize, Measure)> {
    let first = text.chars().next()?;
    match first {
        '每' => recurring(text).map(|length| (length, Measure::Recurring)),
        '当' | '次' => ["当日", "当天", "次日"]
            .into_iter()
            .find(|day| text.starts_with(day))
            .map(|day| (day.len(), Measure::Duration)),
        '半' => after_any(&text[first.len_utf8()..], &["个月", "年", "天", "小时"])
            .map(|rest| (text.len() - rest.len(), Measure::Duration)),
        c if c.is_ascii_digit() => Some(in_digits(text)),
        c if is_numeral(c) || c == '两' => in_chinese(text, before),
        _ => None,
    }
}

/// 每半年, 每3年, 每月5日, 每年3月底.
fn recurring(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('每')?;
    let numbered = rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_numeral(c) || c == '两');
    let period = PERIODS.iter().find(|period| numbered.starts_with(**period))?;
    let rest = &numbered[period.len()..];
    let rest = match *period {
        "年" => month(rest).or_else(|| part_of_period(rest)).unwrap_or(rest),
        "月" => day(rest).or_else(|| part_of_period(rest)).unwrap_or(rest),
        _ => rest,
    };
    Some(text.len() - rest.len())
}

/// 2024年6月1日, 150元/人·月, 0.5%, 3个月.
fn in_digits(text: &str) -> (usize, Measure) {
    let (digits, rest) = decimal(text);
    let done = |rest: &str, measure| (text.len() - rest.len(), measure);
    if digits.len() == 4
        && let Some(after) = rest.strip_prefix('年')
    {
        return done(month(after).or_else(|| part_of_period(after)).unwrap_or(after), Measure::Date);
    }
    if let Some(after) = month_name(rest) {
        return done(day(after).or_else(|| part_of_period(after)).unwrap_or(after), Measure::Date);
    }
    let rest = rest.trim_start_matches(['十', '百', '千', '万', '亿', '余', '多']);
    match unit(rest, UNITS).or_else(|| unit(rest, COUNTERS)) {
        Some((after, measure)) => done(per(after), measure),
        None => done(per(rest), Measure::Count),
    }
}

/// 三个月, 千分之五, 二〇二四年六月一日; a numeral with no unit is a word like any other.
fn in_chinese(text: &str, before: Option<char>) -> Option<(usize, Measure)> {
    if before.is_some_and(|c| "第统唯之同单".contains(c)) {
        return None;
    }
    let is_part = |c: char| is_numeral(c) || "两万亿点".contains(c);
    let rest = text.trim_start_matches(is_part);
    let numeral = &text[..text.len() - rest.len()];
    let done = |rest: &str, measure| Some((text.len() - rest.len(), measure));
    if let Some(after) = rest.strip_prefix("分之").filter(|after| after.starts_with(is_part)) {
        return done(after.trim_start_matches(is_part), Measure::Ratio);
    }
    if numeral.chars().count() == 4
        && !numeral.contains(['十', '百', '千'])
        && let Some(after) = rest.strip_prefix('年')
    {
        return done(month(after).unwrap_or(after), Measure::Date);
    }
    if let Some(after) = rest.strip_prefix('月') {
        return done(day(after).or_else(|| part_of_period(after)).unwrap_or(after), Measure::Date);
    }
    let (after, measure) = unit(rest, UNITS)?;
    // 一次性 and 一人一档 count nothing.
    if after.starts_with(['性', '一']) {
        return None;
    }
    done(after.strip_prefix('半').unwrap_or(after), measure)
}

/// Digits with a decimal point, thousands or a ratio in them, and what follows.
fn decimal(text: &str) -> (&str, &str) {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let joins = ".,:：-".contains(c) && text[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        if !c.is_ascii_digit() && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    text.split_at(end)
}

fn unit(text: &str, units: Units) -> Option<(&str, Measure)> {
    units.iter().find_map(|(unit, measure)| Some((text.strip_prefix(unit)?, *measure)))
}

/// A rate goes on with what it is for: 元/人·月.
fn per(text: &str) -> &str {
    text.strip_prefix('/').and_then(|rest| after_any(rest, RATES)).unwrap_or(text)
}

/// 6月1日, 3月底, 6月, at the start.
fn month(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || is_numeral(c));
    let after = month_name(rest).filter(|_| rest.len() < text.len())?;
    Some(day(after).or_else(|| part_of_period(after)).unwrap_or(after))
}

fn month_name(text: &str) -> Option<&str> {
    text.strip_prefix("月份").or_else(|| text.strip_prefix('月'))
}

fn day(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || is_numeral(c));
    rest.strip_prefix(['日', '号']).filter(|_| rest.len() < text.len())
}

fn part_of_period(text: &str) -> Option<&str> {
    after_any(text, &["上半年", "下半年", "上旬", "中旬", "下旬", "年底", "底", "初", "末"])
}

fn after_any<'a>(text: &'a str, starts: &[&str]) -> Option<&'a str> {
    starts.iter().find_map(|start| text.strip_prefix(start))
}
