//! 《…》 and document numbers in a text: what may be the name of a document of this site.

use crate::domain::document_number::DocumentNumber;
use crate::domain::provision::Provision;
use crate::domain::text::is_han;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A place where a text names a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The place in the file: the title with its marks, the number after it, the provision after both.
    pub range: Range<usize>,
    /// The words between the outer 《》; none where only a number stands.
    pub name: Option<String>,
    /// The number, or what may be one with some words before it.
    pub number: Option<String>,
    /// 第N条第N款第N项 after the name.
    pub provision: Option<Provision>,
}

/// Longest title that is looked for, in bytes: a mark that never closes must not swallow a page.
const LONGEST_NAME: usize = 600;

/// Every citation of a text that starts at byte `base` of its file, in order, but none in `skipped`
/// places (links, code), which are given in bytes of the file.
pub fn scan(text: &str, base: usize, skipped: &[Range<usize>]) -> Vec<Citation> {
    let mut citations: Vec<Citation> = names(text);
    let named: Vec<Range<usize>> = citations.iter().map(|citation| citation.range.clone()).collect();
    let numbers = numbers(text).into_iter().filter(|range| !named.iter().any(|other| overlap(range, other)));
    citations.extend(numbers.map(|range| Citation {
        name: None,
        number: Some(text[range.clone()].to_owned()),
        provision: None,
        range,
    }));
    citations.sort_by_key(|citation| citation.range.start);
    for citation in &mut citations {
        citation.range = base + citation.range.start..base + citation.range.end;
    }
    citations.retain(|citation| !skipped.iter().any(|range| overlap(range, &citation.range)));
    citations
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Titles between 《》, with the number and the provision that follow.
fn names(text: &str) -> Vec<Citation> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find('《').map(|at| from + at) {
        let Some(end) = closing(&text[start..]).map(|length| start + length) else {
            from = start + '《'.len_utf8();
            continue;
        };
        let name = &text[start + '《'.len_utf8()..end - '》'.len_utf8()];
        let (number, after) = number_after(text, end);
        let provision = Provision::parse_start(&text[after..]);
        let end = after + provision.map_or(0, |(_, length)| length);
        found.push(Citation {
            range: start..end,
            name: Some(plain_name(name)),
            number,
            provision: provision.map(|(provision, _)| provision),
        });
        from = end;
    }
    found
}

/// The length of a title up to its own closing mark; marks nest.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at <= LONGEST_NAME) {
        match c {
            '《' | '〈' => depth += 1,
            '》' | '〉' => depth -= 1,
            // A blank line ends the paragraph, and what cannot stand in a link ends the title.
            '\n' if text[at + 1..].trim_start_matches(' ').starts_with('\n') => return None,
            '[' | ']' | '|' | '`' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at + c.len_utf8());
        }
    }
    None
}

/// A title as it is compared: without white space, with one kind of inner marks.
pub fn plain_name(name: &str) -> String {
    let kept = name.chars().filter(|c| !c.is_whitespace() && *c != '*');
    kept.map(|c| match c {
        '〈' => '《',
        '〉' => '》',
        c => c,
    })
    .collect()
}

/// The number in brackets right after a title, and where the text goes on. A bracket that says more
/// than the number is left to itself.
fn number_after(text: &str, end: usize) -> (Option<String>, usize) {
    let rest = &text[end..];
    let Some(inner) = rest.strip_prefix(['（', '(']) else { return (None, end) };
    let opening = rest.len() - inner.len();
    // Numbers have brackets of their own, which may be of the same kind.
    let Some(length) = inner.find('号').map(|at| at + '号'.len_utf8()) else { return (None, end) };
    let Some((number, _)) = DocumentNumber::parse_lenient(&inner[..length]) else { return (None, end) };
    match inner[length..].chars().next() {
        Some(c @ ('）' | ')')) => (Some(number.to_string()), end + opening + length + c.len_utf8()),
        _ => (Some(number.to_string()), end),
    }
}

static SERIAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"[〔（【﹝［]\d{4}[〕）】﹞］]第?\d{1,6}号"));
static ORDER: LazyLock<Regex> = LazyLock::new(|| pattern(r"令第\d{1,6}号"));

fn pattern(text: &str) -> Regex {
    #[expect(clippy::unwrap_used, reason = "the patterns are constants, and the tests use them")]
    Regex::new(text).unwrap()
}

/// Numbers with the Han characters before them, of which the first may be no part of them.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let found = SERIAL.find_iter(text).chain(ORDER.find_iter(text));
    let with_prefix = found.map(|number| {
        let before = text[..number.start()].char_indices().rev().take(16).take_while(|(_, c)| is_han(*c));
        before.last().map_or(number.start(), |(at, _)| at)..number.end()
    });
    with_prefix.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Found<'a> = (&'a str, Option<String>, Option<String>, Option<String>);

    fn found(text: &str) -> Vec<Found<'_>> {
        let all = scan(text, 0, &[]).into_iter();
        all.map(|c| (&text[c.range], c.name, c.number, c.provision.map(|p| p.to_string()))).collect()
    }

    #[test]
    fn titles_with_their_numbers_and_provisions() {
        let text = "依照《甲办法》（望政发〔2024〕3号）第十二条第二款办理，《关于修改〈乙〉的决定》同。";
        let owned = |text: &str| Some(text.to_owned());
        assert_eq!(
            found(text),
            [
                (
                    "《甲办法》（望政发〔2024〕3号）第十二条第二款",
                    owned("甲办法"),
                    owned("望政发〔2024〕3号"),
                    owned("第十二条第二款")
                ),
                ("《关于修改〈乙〉的决定》", owned("关于修改《乙》的决定"), None, None),
            ]
        );
    }

    #[test]
    fn numbers_alone_and_titles_that_never_close() {
        let owned = |text: &str| Some(text.to_owned());
        assert_eq!(
            found("按照望政发〔2024〕3号执行"),
            [("按照望政发〔2024〕3号", None, owned("按照望政发〔2024〕3号"), None)]
        );
        assert_eq!(
            found("临江市人民政府令第8号"),
            [("临江市人民政府令第8号", None, owned("临江市人民政府令第8号"), None)]
        );
        assert_eq!(found("《没有结束\n\n的标题》"), []);
        assert_eq!(found("《甲》（望政发〔2024〕3号，以下简称本法）")[0].0, "《甲》");
    }

    #[test]
    fn links_are_left_alone() {
        let linked = Range { start: 10, end: 30 };
        let left = scan("[《甲》](a.md)和《乙》", 10, std::slice::from_ref(&linked));
        assert_eq!(left.iter().map(|c| c.name.as_deref()).collect::<Vec<_>>(), [Some("乙")]);
    }
}
