//! Where another document starts behind the notice: the one that it passes on, or an annex.

use super::head::Head;
use super::notes::Notes;
use super::pattern::{self, Rank};
use super::roles::{Labelled, Role};
use super::title;
use super::typography::mend_title;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// More lines than the title of a printed document takes.
const MOST_LINES: usize = 3;
/// No line of a title is longer.
const MOST_CHARACTERS: usize = 40;
/// A shorter name in 《》 proves nothing.
const FEWEST_CHARACTERS: usize = 6;

static ITEM: LazyLock<Regex> = LazyLock::new(|| Regex::new("[0-9]{1,2}[.．、]").expect("a valid pattern"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| Regex::new("《([^《》]{4,80})》").expect("a valid pattern"));

/// Marks the titles of printed documents: lines that repeat a name that the notice gives in 《》 or
/// after 附件：, the line below the label 附件, and as a guess the first line below the signature.
pub(super) fn mark(lines: &mut [Labelled], head: &Head, notes: &mut Notes) {
    mark_named(lines, &names(lines, head));
    mark_below_labels(lines, notes);
    mark_below_signature(lines, notes);
}

/// The names of annexes that 附件说明 promises, each with its line: those after 附件：, and those on
/// the numbered lines that follow.
pub(super) fn annex_names(elements: impl Iterator<Item = (Role, usize, String)>) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut in_notice = false;
    for (role, line, text) in elements {
        in_notice = role == Role::AnnexNotice || in_notice && role == Role::Numbered(Rank::Arabic);
        if in_notice {
            let list =
                text.strip_prefix("附件").and_then(|_| text.split_once('：')).map_or(text.as_str(), |(_, list)| list);
            let items = ITEM.split(list).map(|name| name.trim_matches(['《', '》', '；', '。', '\u{3000}', ' ']));
            names.extend(items.filter(|name| !name.is_empty()).map(|name| (line, name.to_owned())));
        }
    }
    names
}

/// What two spellings of one name have in common: letters and digits.
pub(super) fn key(name: &str) -> String {
    mend_title(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn names(lines: &[Labelled], head: &Head) -> BTreeSet<String> {
    let running: String =
        lines.iter().filter(|line| line.role != Role::Row).map(|line| line.line.text.as_str()).collect();
    let title = head.title.clone().unwrap_or_default();
    let quoted = [title.as_str(), running.as_str()]
        .into_iter()
        .flat_map(|text| QUOTED.captures_iter(text))
        .map(|found| key(&found[1]));
    let elements = lines.iter().map(|line| (line.role, line.line.number, line.line.text.clone()));
    let annexes = annex_names(elements).into_iter().map(|(_, name)| key(&name));
    let passed_on = passed_on(&title).map(key);
    quoted.chain(annexes).chain(passed_on).filter(|name| name.chars().count() >= FEWEST_CHARACTERS).collect()
}

/// The document that a title names without 《》: 关于印发2022年工作要点的通知.
fn passed_on(title: &str) -> Option<&str> {
    let after = title.split_once("关于印发").or_else(|| title.split_once("关于公布"))?.1;
    after.rsplit_once('的').map(|(name, _)| name)
}

fn mark_named(lines: &mut [Labelled], names: &BTreeSet<String>) {
    let mut i = 0;
    while i < lines.len() {
        let span = (1..=MOST_LINES).find(|&count| {
            let Some(candidate) = lines.get(i..i + count) else { return false };
            candidate.iter().all(may_be_title) && names.contains(&key(&join(candidate)))
        });
        if let Some(count) = span {
            set_printed(&mut lines[i..i + count]);
        }
        i += span.unwrap_or(1);
    }
}

fn may_be_title(line: &Labelled) -> bool {
    matches!(line.role, Role::Plain | Role::Marked(_) | Role::Printed)
        && line.line.text.chars().count() <= MOST_CHARACTERS
        && !pattern::ends_sentence(&line.line.text)
}

fn join(lines: &[Labelled]) -> String {
    lines.iter().map(|line| line.line.text.as_str()).collect()
}

fn set_printed(lines: &mut [Labelled]) {
    for (i, line) in lines.iter_mut().enumerate() {
        line.role = Role::Printed;
        line.continues = i > 0;
    }
}

/// The label 附件 has a title below it.
fn mark_below_labels(lines: &mut [Labelled], notes: &mut Notes) {
    for i in 0..lines.len() {
        let labelled = lines[i].role == Role::AnnexLabel;
        if labelled && lines.get(i + 1).is_some_and(|next| next.is_plain() && may_be_title(next)) {
            guess(lines, i + 1, notes);
        }
    }
}

/// Below 成文日期 and 附注 a short line without punctuation is a title, unless one is known there.
fn mark_below_signature(lines: &mut [Labelled], notes: &mut Notes) {
    let signed = |line: &Labelled| matches!(line.role, Role::Date | Role::Remark(_));
    let Some(last) = lines.iter().position(signed) else { return };
    let next = last + lines[last..].iter().take_while(|line| signed(line)).count();
    let fits = lines
        .get(next)
        .is_some_and(|line| line.is_plain() && may_be_title(line) && !line.line.text.starts_with(['（', '(']));
    if fits {
        guess(lines, next, notes);
    }
}

/// Marks up to three lines as a title: as many as it takes to end as titles do, else one.
fn guess(lines: &mut [Labelled], start: usize, notes: &mut Notes) {
    let plain = lines[start..].iter().take(MOST_LINES).take_while(|line| line.is_plain() && may_be_title(line)).count();
    let count = (1..=plain).find(|&count| title::ends_as_printed(&join(&lines[start..start + count])));
    let span = &mut lines[start..start + count.unwrap_or(1)];
    let first = span[0].line.number;
    notes.add(first, format!("“{}”按其位置作为所附文件的标题，请核对。", join(span)));
    set_printed(span);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, roles};

    fn printed(text: &str) -> Vec<String> {
        let read = lines::read(text, &mut Notes::default());
        let head =
            Head { title: Some("关于印发2022年望川市工作要点的通知".to_owned()), ..Head::default() };
        let mut labelled = roles::label(read);
        mark(&mut labelled, &head, &mut Notes::default());
        labelled.into_iter().filter(|line| line.role == Role::Printed).map(|line| line.line.text).collect()
    }

    #[test]
    fn names_that_the_notice_gives() {
        let text = "《望川市实施方案》已经同意，现予印发。\n附件：望川市指标明细表\n2022年望川市\n工作要点\n一、总体要求\n望川市实施方案\n附件\n望川市指标明细表";
        assert_eq!(printed(text), ["2022年望川市", "工作要点", "望川市实施方案", "望川市指标明细表"]);
    }

    #[test]
    fn a_title_below_the_signature_is_a_guess() {
        assert_eq!(
            printed("望川市财政局\n2022年6月1日\n（此件公开发布）\n重点任务\n分工方案\n一、总体要求"),
            ["重点任务", "分工方案"]
        );
        assert!(printed("望川市财政局\n2022年6月1日\n（联系人：王小明）").is_empty());
    }
}
