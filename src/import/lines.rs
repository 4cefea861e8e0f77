//! The physical lines of the input.

use super::notes::Notes;
use super::{pattern, typography};

/// A line with text on it. Empty lines are gone; what they said is in `after_blank`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Counted from 1 in the input.
    pub(super) number: usize,
    /// Trimmed, digits narrowed, spaces as they were: tables and signatures need them.
    pub(super) raw: String,
    /// `raw` with spaces and punctuation mended.
    pub(super) text: String,
    /// Markdown's `#` that stood before it; a hint only, for their number is seldom right.
    pub(super) hashes: usize,
    /// Columns of white space before it; two characters mark a paragraph.
    pub(super) indent: usize,
    /// An empty line stood before it.
    pub(super) after_blank: bool,
    /// A form feed stood before it.
    pub(super) new_page: bool,
    /// A line drawn with `---` or `———` stood before it.
    pub(super) after_rule: bool,
    /// The cells, when tabs divide it.
    pub(super) cells: Option<Vec<String>>,
}

impl Line {
    /// Two elements that were set on one line, as two lines with one number.
    pub(super) fn divided(&self, at: usize) -> [Self; 2] {
        let part =
            |raw: &str| Self { raw: raw.trim().to_owned(), text: typography::mend(raw.trim()).text, ..self.clone() };
        let (left, right) = self.raw.split_at(at);
        let second = Self { after_blank: false, new_page: false, after_rule: false, ..part(right) };
        [part(left), second]
    }
}

/// What stood between two lines with text.
#[derive(Default)]
struct Between {
    blank: bool,
    page: bool,
    rule: bool,
}

/// Reads all lines with text, and reports what was changed in them.
pub(super) fn read(text: &str, notes: &mut Notes) -> Vec<Line> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = Reader::default();
    for (index, row) in text.split('\n').enumerate() {
        for (part, on_page) in row.split('\u{C}').enumerate() {
            reader.between.page |= part > 0;
            reader.take(index + 1, on_page);
        }
    }
    reader.report(notes);
    reader.lines
}

#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    between: Between,
    rules: Vec<usize>,
    punctuation: Vec<usize>,
    gaps: Vec<usize>,
}

impl Reader {
    fn take(&mut self, number: usize, raw: &str) {
        let plain = typography::plain_characters(raw);
        let trimmed = plain.trim();
        if trimmed.is_empty() {
            self.between.blank = true;
        } else if is_rule(trimmed) {
            self.between.rule = true;
            self.rules.push(number);
        } else {
            let line = self.line(number, &plain);
            self.lines.push(line);
        }
    }

    fn line(&mut self, number: usize, plain: &str) -> Line {
        let between = std::mem::take(&mut self.between);
        let indent = plain.chars().take_while(|c| c.is_whitespace());
        let (hashes, raw) = strip_hashes(plain.trim());
        let cells = self.cells(number, plain);
        let mended = typography::mend(raw);
        if cells.is_none() {
            self.note_changes(number, &mended);
        }
        Line {
            number,
            raw: raw.to_owned(),
            text: mended.text,
            hashes,
            indent: indent.map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum(),
            after_blank: between.blank,
            new_page: between.page,
            after_rule: between.rule,
            cells,
        }
    }

    /// Cells divided by tabs. A line that only starts with tabs is a row when the one before it is:
    /// its first cells are empty because they were merged with those above.
    fn cells(&mut self, number: usize, plain: &str) -> Option<Vec<String>> {
        let follows_row = self.lines.last().is_some_and(|line| line.cells.is_some());
        let is_row = plain.trim().contains('\t') || follows_row && plain.contains('\t');
        if !is_row {
            return None;
        }
        let cell = |text: &str| {
            let mended = typography::mend_cell(text);
            self.note_changes(number, &mended);
            mended.text
        };
        Some(plain.split('\t').map(cell).collect())
    }

    fn note_changes(&mut self, number: usize, mended: &typography::Mended) {
        if mended.punctuation {
            self.punctuation.push(number);
        }
        if mended.wide_gap {
            self.gaps.push(number);
        }
    }

    fn report(&self, notes: &mut Notes) {
        let hashes: Vec<usize> = self.lines.iter().filter(|line| line.hashes > 0).map(|line| line.number).collect();
        notes.add_once(&hashes, "{}行首有“#”：只作为标题的线索，标题级别按序数重新确定。");
        notes.add_once(&self.rules, "{}是分隔线，未保留。");
        notes.add_once(&self.punctuation, "{}的半角标点已改为全角。");
        notes.add_once(&self.gaps, "{}汉字之间有空格未删：可能是名单、表格或并在一格的几项，请核对。");
    }
}

/// A line drawn with characters, three at least.
fn is_rule(text: &str) -> bool {
    let drawn = |c: char| matches!(c, '-' | '—' | '―' | '─' | '━' | '_' | '=' | '*' | '＿' | ' ');
    text.chars().filter(|c| *c != ' ').count() >= 3 && text.chars().all(drawn)
}

/// Takes Markdown's heading marks off.
fn strip_hashes(text: &str) -> (usize, &str) {
    let rest = text.trim_start_matches('#');
    let count = text.len() - rest.len();
    let heading = rest.trim().trim_end_matches('#').trim_end();
    let sentence = heading.ends_with(['。', '；', '：']) && pattern::rank(heading).is_none();
    // `#` without a space, or before a sentence, is text: a hash tag, a house number.
    if (1..=6).contains(&count) && rest.starts_with(char::is_whitespace) && !sentence {
        (count, heading)
    } else {
        (0, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        read(text, &mut Notes::default())
    }

    #[test]
    fn what_stands_between_lines_is_known() {
        let read = lines("\u{FEFF}甲\r\n\r\n　　乙\u{C}丙\n---\n## 丁 ２０２２ 年");
        let shown: Vec<_> = read
            .iter()
            .map(|l| (l.number, l.text.as_str(), l.indent, l.after_blank, l.new_page, l.after_rule))
            .collect();
        assert_eq!(
            shown,
            [
                (1, "甲", 0, false, false, false),
                (3, "乙", 4, true, false, false),
                (3, "丙", 0, false, true, false),
                (5, "丁2022年", 0, false, false, true),
            ]
        );
        assert_eq!(read[3].hashes, 2);
    }

    #[test]
    fn tabs_make_cells_and_leading_tabs_after_a_row_empty_ones() {
        let read = lines("\t首行缩进\n1\t甲\t 乙 丙 \n\t\t丁");
        assert_eq!(read[0].cells, None);
        assert_eq!(read[1].cells.as_deref().unwrap(), ["1", "甲", "乙丙"]);
        assert_eq!(read[2].cells.as_deref().unwrap(), ["", "", "丁"]);
    }

    #[test]
    fn a_hash_without_a_space_or_before_a_sentence_is_text() {
        assert_eq!(strip_hashes("# 3号楼住户请注意。"), (0, "# 3号楼住户请注意。"));
        assert_eq!(strip_hashes("#3楼"), (0, "#3楼"));
        assert_eq!(strip_hashes("## 一、总则 ##"), (2, "一、总则"));
    }
}
