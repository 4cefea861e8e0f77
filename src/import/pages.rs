//! Page numbers: the only text that an import drops, each with a note.

use super::lines::Line;
use super::measure::Measure;
use super::notes::Notes;
use super::typography::width;
use regex::Regex;
use std::sync::LazyLock;

/// Lines of fewer half columns than this may be cells of a flattened table, where a lone number is
/// the number of a row.
const CELL: usize = 30;

static MARKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[-‐–—―─－·•]+\s*[0-9]{1,4}\s*[-‐–—―─－·•]+|第\s*[0-9]{1,4}\s*页(?:\s*[,，/／]?\s*共\s*[0-9]{1,4}\s*页)?)$")
        .expect("a valid pattern")
});
static LONE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[0-9]{1,4}(?:\s*/\s*[0-9]{1,4})?$").expect("a valid pattern"));

/// Drops `- 5 -`, `— 5 —`, 第5页, and lone digits at a form feed or in the middle of a sentence.
pub(super) fn drop_page_numbers(lines: Vec<Line>, notes: &mut Notes) -> Vec<Line> {
    let measure = Measure::of(&lines);
    let number: Vec<bool> = (0..lines.len()).map(|i| is_page_number(&lines, i, &measure)).collect();
    let dropped: Vec<usize> = lines.iter().zip(&number).filter(|(_, is)| **is).map(|(line, _)| line.number).collect();
    notes.add_once(&dropped, "{}是页码，已删去。");
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut broken = false;
    for (line, is_number) in lines.into_iter().zip(number) {
        if is_number {
            broken |= line.new_page;
        } else {
            kept.push(Line { new_page: line.new_page || broken, ..line });
            broken = false;
        }
    }
    kept
}

fn is_page_number(lines: &[Line], i: usize, measure: &Measure) -> bool {
    let line = &lines[i];
    if line.cells.is_some() || line.hashes > 0 {
        return false;
    }
    if MARKED.is_match(&line.raw) {
        return true;
    }
    let before = i.checked_sub(1).and_then(|j| lines.get(j));
    let after = lines.get(i + 1);
    let at_break = line.new_page && before.is_some() || after.is_some_and(|next| next.new_page);
    LONE.is_match(&line.raw) && (at_break || divides_a_sentence(before, after, measure))
}

/// A lone number between two long lines of hard-wrapped prose.
fn divides_a_sentence(before: Option<&Line>, after: Option<&Line>, measure: &Measure) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    width(&after.text) >= CELL && measure.was_full(before, after, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines;

    fn kept(text: &str) -> Vec<String> {
        let mut notes = Notes::default();
        let read = lines::read(text, &mut notes);
        drop_page_numbers(read, &mut notes).into_iter().map(|line| line.raw).collect()
    }

    #[test]
    fn marked_page_numbers_go() {
        let text = "甲\n- 5 -\n— ６ —\n－7－\n第 8 页 共 9 页\n·10·\n乙";
        assert_eq!(kept(text), ["甲", "乙"]);
    }

    #[test]
    fn lone_digits_go_only_at_a_form_feed() {
        assert_eq!(kept("甲\n3\n\u{C}乙"), ["甲", "乙"]);
        assert_eq!(kept("甲\n\u{C}3\n乙"), ["甲", "乙"]);
        assert_eq!(kept("序号\n3\n乙"), ["序号", "3", "乙"]);
        assert_eq!(kept("- 5月至6月 -\n2022"), ["- 5月至6月 -", "2022"]);
    }
}
