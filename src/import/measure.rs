//! How the lines of a text are broken: by its writer, or by the width of a printed page.

use super::lines::Line;
use super::typography::width;

/// Lines further in than this are centred or set to the right: their length says nothing.
const DEEPEST_PROSE: usize = 8;
/// Half columns that the first line of a printed paragraph is set in.
const FIRST_LINE_INDENT: usize = 4;

/// What the lengths of all lines say about the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measure {
    /// The width of a full line in half columns, when a page's width broke the lines.
    pub(super) full: Option<usize>,
    /// White space before the first line of a paragraph survived.
    pub(super) indented: bool,
    /// Empty lines stand between paragraphs only, not between all lines.
    pub(super) blanks_divide: bool,
}

impl Measure {
    /// Measures all lines that are no rows of a table. A page's width shows as many lines of nearly
    /// the same length: the commonest length is the full line.
    pub(super) fn of(lines: &[Line]) -> Self {
        let prose: Vec<&Line> =
            lines.iter().filter(|line| line.cells.is_none() && line.indent <= DEEPEST_PROSE).collect();
        let full = full_width(&prose);
        let starts = prose.iter().filter(|line| is_indented(line)).count();
        let blanks = |full: usize| {
            let after_full = prose.windows(2).filter(|pair| occupied(pair[0]) + 3 > full).collect::<Vec<_>>();
            let blank = after_full.iter().filter(|pair| pair[1].after_blank).count();
            blank * 3 < after_full.len()
        };
        Self {
            full,
            indented: starts >= 2 && starts * 10 < prose.len() * 9,
            blanks_divide: full.is_some_and(blanks) && prose.iter().any(|line| line.after_blank),
        }
    }

    /// Whether `line` broke because what starts `next` did not fit: with one half column to spare,
    /// because punctuation is squeezed. `first` is the first line of its paragraph, which is shorter
    /// by an indent that did not survive.
    pub(super) fn was_full(&self, line: &Line, next: &Line, first: bool) -> bool {
        let Some(full) = self.full else { return false };
        let lost = if first && !self.indented { FIRST_LINE_INDENT } else { 0 };
        occupied(line) + first_unit(&next.text) + lost > full
    }

    /// Whether a line reaches most of the way to the margin.
    pub(super) fn is_long(&self, line: &Line) -> bool {
        self.full.is_some_and(|full| occupied(line) * 4 > full * 3)
    }

    /// Whether a line is too long to be the first of a paragraph, whose indent takes room.
    pub(super) fn exceeds_first_line(&self, line: &Line) -> bool {
        self.full.is_some_and(|full| !self.indented && occupied(line) + 3 > full)
    }
}

/// Two characters of white space, or what became of them.
pub(super) fn is_indented(line: &Line) -> bool {
    line.indent >= 3
}

fn occupied(line: &Line) -> usize {
    width(&line.raw) + if is_indented(line) { line.indent } else { 0 }
}

/// The commonest width among lines of more than fifteen characters, if most such lines are about as
/// long and none of them much longer.
fn full_width(prose: &[&Line]) -> Option<usize> {
    let mut widths: Vec<usize> = prose.iter().map(|line| occupied(line)).filter(|w| *w >= 30).collect();
    widths.sort_unstable();
    let (_, full) = widths.chunk_by(|a, b| a == b).map(|equal| (equal.len(), equal[0])).max()?;
    let near = widths.iter().filter(|w| (full.saturating_sub(6)..=full + 2).contains(*w)).count();
    let longer = widths.iter().filter(|w| **w > full + 4).count();
    (near >= 4 && near * 2 >= widths.len() && longer * 10 <= widths.len()).then_some(full)
}

/// The width of what must stay together at the start of a line: a number or a Latin word, or a
/// character with the brackets that open before it and the punctuation that closes after it.
fn first_unit(text: &str) -> usize {
    let opening = text.chars().take_while(|c| is_opening(*c)).count();
    let rest = || text.chars().skip(opening);
    let word = rest().take_while(char::is_ascii_alphanumeric).take(8).count();
    let core = word.max(1);
    let closing = rest().skip(core).take_while(|c| is_closing(*c)).take(2).count();
    let unit: String = text.chars().take(opening.min(2) + core + closing).collect();
    width(&unit)
}

fn is_opening(c: char) -> bool {
    matches!(c, '（' | '《' | '“' | '‘' | '〔' | '【')
}

fn is_closing(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '）' | '》' | '”' | '’' | '〕' | '】' | '%')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, notes::Notes};

    fn measure(text: &str) -> (Vec<Line>, Measure) {
        let read = lines::read(text, &mut Notes::default());
        let measure = Measure::of(&read);
        (read, measure)
    }

    #[test]
    fn equal_lengths_mean_hard_wraps() {
        let full = "望川市各部门要按照职责分工抓好落实工作确保按期";
        let (lines, wrapped) = measure(&format!("{full}\n{full}\n{full}\n{full}\n完成。\n"));
        assert_eq!(wrapped.full, Some(46));
        assert!(wrapped.was_full(&lines[0], &lines[1], false));
        assert!(!wrapped.was_full(&lines[4], &lines[0], false));
    }

    #[test]
    fn lines_of_all_lengths_are_paragraphs() {
        let text: String = (16..40).map(|n| "公".repeat(n) + "\n").collect();
        assert_eq!(measure(&text).1.full, None);
    }

    #[test]
    fn numbers_and_punctuation_stay_together() {
        assert_eq!(first_unit("算、财政"), 4);
        assert_eq!(first_unit("12345政务"), 5);
        assert_eq!(first_unit("（计划）"), 4);
    }
}
