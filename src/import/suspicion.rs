//! Damage that nobody can mend without the original: each place gets a note.

use super::notes::Notes;
use super::pieces::Piece;
use super::printed;
use super::roles::Role;
use crate::domain::text::is_han;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static LATIN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\p{Han}\s?([a-z]{3,})\s?\p{Han}").expect("a valid pattern"));
static FORCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("自[^。；，]{0,20}(起施行|起实施)|有效期(至|到|为|[一二三四五0-9]+年)").expect("a valid pattern")
});
static REPEALS: LazyLock<Regex> = LazyLock::new(|| Regex::new("同时废止|予以废止|宣布失效").expect("a valid pattern"));

/// Reports all suspicious places.
pub(super) fn report(pieces: &[Piece], watermarks: &[Watermark], notes: &mut Notes) {
    report_absent_annexes(pieces, notes);
    report_sentences(pieces, notes);
    for Watermark { line, around, inserted } in watermarks {
        notes.add(*line, format!("“{around}”中的“{inserted}”疑似水印文字混入，请对照原件。"));
    }
}

/// An annex that 附件说明 names and that does not follow.
fn report_absent_annexes(pieces: &[Piece], notes: &mut Notes) {
    let elements = pieces.iter().map(|piece| (piece.role, piece.number(), piece.text()));
    let present: BTreeSet<String> =
        pieces.iter().filter(|piece| piece.role == Role::Printed).map(|piece| printed::key(&piece.text())).collect();
    for (line, name) in printed::annex_names(elements) {
        if !present.contains(&printed::key(&name)) {
            notes.add(line, format!("附件“{name}”不在文中，请补上文件并写入“附件”字段。"));
        }
    }
}

/// What single sentences give away.
fn report_sentences(pieces: &[Piece], notes: &mut Notes) {
    for piece in pieces {
        let text = piece.text();
        let line_of = |byte: usize| piece.line_at(text[..byte].chars().count());
        if text.contains("此页无正文") {
            notes.add(piece.number(), "“此页无正文”是印刷用语，网页上可以删去。");
        }
        if piece.role == Role::Plain && text.starts_with('等') {
            notes.add(piece.number(), "这一段以“等”开头，多半是上一段被分页拆开的后半句，请核对。");
        }
        for found in LATIN.captures_iter(&text).filter_map(|found| found.get(1)) {
            notes.add(line_of(found.start()), format!("汉字中间有“{}”，可能是误入的字符，请核对。", found.as_str()));
        }
        if let Some(found) = FORCE.find(&text) {
            notes.add(line_of(found.start()), format!("“{}”：请填写施行日期或有效期至。", found.as_str()));
        }
        if let Some(found) = REPEALS.find(&text) {
            notes.add(line_of(found.start()), format!("“{}”：如涉及其他文件，请填写废止或宣布失效。", found.as_str()));
        }
    }
}

/// Characters of the watermarks that government offices print over their documents.
const WATERMARK: &str = "政府办公开务室局委";
/// The longest fragment of a watermark that one word was seen to take in.
const LONGEST_FRAGMENT: usize = 8;

/// A fragment of a watermark that stands inside a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Watermark {
    /// The line of the input.
    pub(super) line: usize,
    /// The fragment and two characters on each side.
    pub(super) around: String,
    pub(super) inserted: String,
}

/// Finds fragments of watermarks. One shows when the text without it occurs elsewhere in the
/// same document: `新媒政体安全平稳` and, without 政, `新媒体安全平稳`. Four characters on each side are
/// proof for any fragment, two for a long one that is no common word of the document.
pub(super) fn watermarks(pieces: &[Piece]) -> Vec<Watermark> {
    let mut watermarks = Vec::new();
    let units = units(pieces);
    let words = [2, 4].map(|side| (side, windows(&units, side * 2)));
    let all: String = units.iter().flat_map(|unit| unit.text.iter().chain(&['\n'])).collect();
    for unit in &units {
        let mut i = 0;
        while i < unit.text.len() {
            let found = words.iter().find_map(|(side, known)| insertion(&unit.text, i, *side, known, &all));
            if let Some(length) = found {
                let inserted: String = unit.text[i..i + length].iter().collect();
                let around: String = unit.text[i - 2..unit.text.len().min(i + length + 2)].iter().collect();
                watermarks.push(Watermark { line: unit.line(i), around, inserted });
            }
            i += found.unwrap_or(1);
        }
    }
    watermarks
}

/// The length of a fragment at `at`, if one stands there.
fn insertion(text: &[char], at: usize, side: usize, known: &BTreeSet<String>, all: &str) -> Option<usize> {
    let before = text.get(at.checked_sub(side)?..at)?;
    let fragment = text[at..].iter().take(LONGEST_FRAGMENT).take_while(|c| WATERMARK.contains(**c)).count();
    (1..=fragment).rev().find(|&length| {
        let Some(after) = text.get(at + length..at + length + side) else { return false };
        let inserted: String = text[at..at + length].iter().collect();
        let rare = || length >= 3 && all.matches(&inserted).count() <= 3;
        (side == 4 || rare()) && known.contains(&before.iter().chain(after).collect::<String>())
    })
}

/// A stretch of text in which words can be compared, with the piece that tells its lines.
struct Unit<'a> {
    text: Vec<char>,
    source: Source<'a>,
}

enum Source<'a> {
    Piece(&'a Piece),
    /// A cell: all of it stands on one line.
    Line(usize),
}

impl Unit<'_> {
    fn line(&self, offset: usize) -> usize {
        match self.source {
            Source::Piece(piece) => piece.line_at(offset),
            Source::Line(number) => number,
        }
    }
}

fn units(pieces: &[Piece]) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    for piece in pieces {
        let rows = piece.lines.iter().filter_map(|line| Some((line.number, line.cells.as_ref()?)));
        for (number, cell) in rows.flat_map(|(number, cells)| cells.iter().map(move |cell| (number, cell))) {
            units.push(Unit { text: cell.chars().collect(), source: Source::Line(number) });
        }
        if !matches!(piece.role, Role::Row | Role::Flat) {
            units.push(Unit { text: piece.text().chars().collect(), source: Source::Piece(piece) });
        }
    }
    units
}

/// All stretches of `length` Han characters.
fn windows(units: &[Unit], length: usize) -> BTreeSet<String> {
    units
        .iter()
        .flat_map(|unit| unit.text.windows(length))
        .filter(|window| window.iter().all(|c| is_han(*c)))
        .map(|window| window.iter().collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::import::import_text;

    fn messages(text: &str) -> Vec<(usize, String)> {
        let done = import_text("a.txt", &format!("望川市财政局关于做好工作的通知\n{text}"));
        done.notes.into_iter().map(|note| (note.line, note.message)).collect()
    }

    fn mentions(text: &str, line: usize, words: &str) -> bool {
        messages(text).iter().any(|(at, message)| *at == line && message.contains(words))
    }

    #[test]
    fn watermarks_inside_words() {
        let text = "公开项目清单公开，强化新媒体安全平稳运行，做好社会救助信息公开。\n公开项目清单公政务办政府公开。\n强化新媒政体安全平稳运行。\n做好社政务办政府政会救助信息公开。";
        assert!(mentions(text, 3, "水印"));
        assert!(mentions(text, 4, "“新媒政体安”中的“政”") || mentions(text, 4, "水印"));
        assert!(mentions(text, 5, "“政务办政府政”"));
        assert!(!mentions(text, 2, "水印"));
    }

    #[test]
    fn other_damage() {
        assert!(mentions("做好工作。\n等形式化解读。", 3, "以“等”开头"));
        assert!(mentions("做好政策xinxi公开工作。", 2, "xinxi"));
        assert!(mentions("本办法自2022年7月1日起施行，有效期至2027年6月30日。", 2, "施行日期"));
        assert!(mentions("附件：2022年望川市任务分解表", 2, "不在文中"));
    }
}
