//! A table of which nothing is known but its header: a register with guessed types.

use super::known::Layout;
use super::register::{REVIEW, RegisterColumn};
use super::sheet::Table;
use crate::domain::date;
use std::collections::BTreeSet;

/// Fewer rows do not show that a column holds one of a few options.
const FEWEST_ROWS: usize = 8;
/// More options are no choice.
const MOST_OPTIONS: usize = 8;

/// The table as it is, each column of the type that all its cells have.
pub(super) fn layout(table: &Table) -> Layout {
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| (0..table.columns.len()).map(|at| row.text(at)).collect()).collect();
    let column = |(at, name): (usize, &str)| {
        let texts: Vec<&str> = rows.iter().map(|row| row[at].as_str()).collect();
        // The name of the column that the importer itself adds.
        let name = if name == REVIEW { "原表核对" } else { name };
        let full = texts.iter().all(|text| !text.is_empty());
        let guessed = guess(name, &texts);
        if full { guessed.required() } else { guessed }
    };
    let names = table.columns.iter().map(|column| column.name.as_str());
    Layout { columns: names.enumerate().map(column).collect(), rows }
}

fn guess(name: &str, texts: &[&str]) -> RegisterColumn {
    let given: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    let all = |test: fn(&str) -> bool| !given.is_empty() && given.iter().all(|text| test(text));
    let named = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let of = |kind| RegisterColumn::new(name, None, kind);
    if all(is_integer) && !named(&["电话", "手机", "编码", "代码"]) {
        of("整数")
    } else if all(is_decimal) && !named(&["编码", "代码"]) {
        of("金额")
    } else if all(|text| date::parse_iso(text).is_some()) {
        of("日期")
    } else if all(is_phone) && named(&["电话", "手机", "热线"]) {
        of("电话")
    } else if all(|text| text.starts_with("https://") || text.starts_with("http://")) {
        of("链接")
    } else {
        let options: BTreeSet<&str> = given.iter().copied().collect();
        let few = options.len() <= MOST_OPTIONS && options.len() * 2 <= given.len();
        let short = options.iter().all(|option| option.chars().count() <= 12);
        if given.len() >= FEWEST_ROWS && few && short && options.len() > 1 {
            of("选项").filter().options(&options.into_iter().collect::<Vec<_>>())
        } else {
            of("文本")
        }
    }
}

/// A number that loses nothing when it is read as one: no leading zero.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    (1..=15).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
}

fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    is_integer(text) || text.split_once('.').is_some_and(|(whole, fraction)| is_integer(whole) && digits(fraction))
}

fn is_phone(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 5
        && text.chars().all(|c| c.is_ascii_digit() || "-+、；; ()（）转".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_guessed_only_when_all_cells_agree() {
        for (name, texts, expected) in [
            ("数量", vec!["1", "", "20"], "整数"),
            ("机构代码", vec!["11370400", "11370401"], "文本"),
            ("编号", vec!["001", "002"], "文本"),
            ("单价", vec!["3", "2.50"], "金额"),
            ("日期", vec!["2023-05-06"], "日期"),
            ("日期", vec!["2023-05-06", "五月"], "文本"),
            ("咨询电话", vec!["0339-5551001", "12345"], "电话"),
            ("网址", vec!["https://a.example/"], "链接"),
            ("是否收费", vec!["是", "否", "否", "是", "否", "否", "是", "否"], "选项"),
            ("空", vec!["", ""], "文本"),
        ] {
            assert_eq!(guess(name, &texts).kind, expected, "{name} {texts:?}");
        }
    }
}
