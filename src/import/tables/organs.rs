//! Names of units that differ within one table and are perhaps one unit.

use super::header::Meaning;
use super::sheet::Table;
use crate::import::notes::Notes;
use std::collections::BTreeMap;

/// A name is not taken for a short form of one that is longer by more characters.
const MOST_LEFT_OUT: usize = 3;
/// Names that share fewer of ten characters are two units.
const SHARED_OF_TEN: usize = 8;
/// Names of fewer characters share most of them by chance: 市财政局, 市民政局.
const FEWEST_CHARACTERS: usize = 6;

/// Reports pairs of names of which one leaves characters of the other out, or has them in another order.
pub(super) fn compare(table: &Table, notes: &mut Notes) {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for meaning in [Meaning::Unit, Meaning::Lead] {
        let Some(column) = table.column(meaning) else { continue };
        for row in &table.rows {
            let text = row.text(column);
            let parts = text.split(['、', '，', '；', '\u{3000}']).map(|name| {
                let name = name.split("牵头").next().unwrap_or(name);
                name.trim_end_matches("配合").split('等').next().unwrap_or(name).to_owned()
            });
            parts.for_each(|name| _ = names.entry(name).or_insert(row.line));
        }
    }
    let names: Vec<(&String, &usize)> = names.iter().collect();
    for (at, (first, line)) in names.iter().enumerate() {
        for (second, other) in &names[at + 1..] {
            if are_alike(first, second) {
                let message = format!("“{first}”和第{other}行的“{second}”可能是同一单位的两种写法，请统一。");
                notes.add(**line, message);
            }
        }
    }
}

fn are_alike(first: &str, second: &str) -> bool {
    let (first, second): (Vec<char>, Vec<char>) = (first.chars().collect(), second.chars().collect());
    let (short, long) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    let all = short.windows(2).any(|pair| pair == ['部', '门']);
    if all || short.len() < 4 || short.first() != long.first() || short.last() != long.last() {
        return false;
    }
    let mut rest = long.iter();
    let left_out = short.iter().all(|c| rest.any(|other| other == c)) && long.len() - short.len() <= MOST_LEFT_OUT;
    let mut unmatched = long.clone();
    let shared =
        short.iter().filter(|c| unmatched.iter().position(|o| o == *c).map(|at| unmatched.remove(at)).is_some());
    left_out || short.len() >= FEWEST_CHARACTERS && shared.count() * 10 > long.len() * SHARED_OF_TEN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name() {
        for (first, second, expected) in [
            ("市住房城乡建设局", "市住房和城乡建设局", true),
            ("市政务服务审批局", "市行政审批服务局", true),
            ("市教育局", "市教育和体育局", true),
            ("市财政局", "市民政局", false),
            ("市农业农村局", "市自然资源局", false),
            ("市政府各部门", "市政府办公室", false),
        ] {
            assert_eq!(are_alike(first, second), expected, "{first} {second}");
        }
    }
}
