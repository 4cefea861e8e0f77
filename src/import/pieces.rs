//! Lines joined to the elements that they were before a page's width, or a page's end, broke them.

use super::lines::Line;
use super::measure::{Measure, is_indented};
use super::notes::Notes;
use super::pattern::{self, Rank};
use super::roles::{Labelled, Role};
use super::typography::full_width;

/// An element of the document: a paragraph, a heading, a signature, all rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) role: Role,
    /// At least one.
    pub(super) lines: Vec<Line>,
}

impl Piece {
    /// The number of its first line.
    pub(super) fn number(&self) -> usize {
        self.lines.first().map_or(1, |line| line.number)
    }

    /// The number of the line in which the character at `offset` of the text stands.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        let mut end = 0;
        let holds = self.lines.iter().find(|line| {
            end += line.text.chars().count();
            offset < end
        });
        holds.map_or(self.number(), |line| line.number)
    }

    /// Its lines as one text. Only between two Latin words does a line break stand for a space.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            if text.ends_with(is_latin) && line.text.starts_with(is_latin) {
                text.push(' ');
            }
            text.push_str(&line.text);
        }
        // Punctuation at the end of a line has its right neighbour only now.
        full_width(&text)
    }

    /// Marked as a heading with `#` in the source.
    pub(super) fn is_marked(&self) -> bool {
        self.lines.first().is_some_and(|line| line.hashes > 0)
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// Whether a line belongs to the paragraph before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Starts,
    Continues,
    /// Continues by weak evidence: the editor is told.
    Perhaps(Doubt),
}

/// What is weak about the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// A full line that ends with a sentence: a paragraph may end there.
    FullSentence,
    /// No full line, but the sentence does not end there.
    OpenSentence,
    /// The next line starts with what may be a heading's number, or part of a sentence.
    Number,
}

/// Joins lines to pieces.
pub(super) fn join(lines: Vec<Labelled>, measure: &Measure, notes: &mut Notes) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut doubts: Vec<(Doubt, usize)> = Vec::new();
    for Labelled { line, role, continues } in lines {
        let verdict = match pieces.last() {
            Some(piece) if continues || same_table(piece, role, &line) => Verdict::Continues,
            Some(piece) => judge(piece, &line, role, measure),
            None => Verdict::Starts,
        };
        if let Verdict::Perhaps(doubt) = verdict {
            doubts.push((doubt, line.number));
        }
        match pieces.last_mut() {
            Some(piece) if verdict != Verdict::Starts => piece.lines.push(line),
            _ => pieces.push(Piece { role, lines: vec![line] }),
        }
    }
    report(&doubts, notes);
    pieces
}

fn report(doubts: &[(Doubt, usize)], notes: &mut Notes) {
    for (doubt, message) in [
        (Doubt::FullSentence, "{}接在上一行之后：上一行排满且以句号等结束，也可能是新的一段，请核对。"),
        (Doubt::OpenSentence, "{}接在上一行之后：上一行没有结束（多为分页断开），请核对。"),
        (Doubt::Number, "{}以序数开头，但上一行排满而未结束，按同一段处理，请核对。"),
    ] {
        let lines: Vec<usize> = doubts.iter().filter(|(which, _)| *which == doubt).map(|(_, line)| *line).collect();
        notes.add_once(&lines, message);
    }
}

/// Rows belong together until the header is repeated; lines of a flattened table always.
fn same_table(piece: &Piece, role: Role, line: &Line) -> bool {
    match (piece.role, role) {
        (Role::Flat, Role::Flat) => true,
        (Role::Row, Role::Row) => {
            let header = piece.lines.first().and_then(|first| first.cells.as_ref()?.first());
            let first = line.cells.as_ref().and_then(|cells| cells.first());
            !line.after_rule && (header.is_none_or(String::is_empty) || header != first)
        }
        _ => false,
    }
}

/// Elements that a line of running text can continue.
fn can_grow(role: Role) -> bool {
    matches!(role, Role::Plain | Role::Numbered(_) | Role::AnnexNotice | Role::Copies)
}

fn judge(piece: &Piece, next: &Line, role: Role, measure: &Measure) -> Verdict {
    let Some(last) = piece.lines.last() else { return Verdict::Starts };
    let ended = pattern::ends_sentence(&piece.text());
    if !can_grow(piece.role) || next.after_rule || piece.is_marked() {
        return Verdict::Starts;
    }
    let first = piece.lines.len() == 1;
    let full = measure.was_full(last, next, first);
    match role {
        Role::Plain if measure.full.is_some() => judge_wrapped(piece, next, full, measure),
        Role::Plain if is_open(piece) => Verdict::Perhaps(Doubt::OpenSentence),
        Role::Numbered(_) if full && is_sentence(piece) && !ended => Verdict::Perhaps(Doubt::Number),
        _ => Verdict::Starts,
    }
}

/// In a hard-wrapped text a paragraph ends with a line that is not full, or at a mark of its own:
/// an indent, or an empty line where those stand between paragraphs only.
fn judge_wrapped(piece: &Piece, next: &Line, full: bool, measure: &Measure) -> Verdict {
    let ended = pattern::ends_sentence(&piece.text());
    let long = piece.lines.last().is_some_and(|last| measure.is_long(last));
    let marked = measure.indented && is_indented(next) || measure.blanks_divide && next.after_blank;
    if marked {
        let torn = full && !ended && !is_indented(next);
        return if torn { Verdict::Perhaps(Doubt::OpenSentence) } else { Verdict::Starts };
    }
    match (full, ended) {
        (true, false) => Verdict::Continues,
        (true, true) if measure.indented || measure.blanks_divide => Verdict::Continues,
        (true, true) if measure.exceeds_first_line(next) => Verdict::Continues,
        (true, true) => Verdict::Perhaps(Doubt::FullSentence),
        (false, false) if long && is_open(piece) => Verdict::Perhaps(Doubt::OpenSentence),
        (false, _) => Verdict::Starts,
    }
}

/// A sentence that has begun and not ended. A short numbered line without a full stop is a heading,
/// a short line without any punctuation stands for itself.
fn is_open(piece: &Piece) -> bool {
    let text = piece.text();
    let short = text.chars().count() <= 40;
    let heading = match piece.role {
        Role::Numbered(Rank::Article) | Role::Copies => false,
        Role::Numbered(_) => short && !text.contains('。') && !text.ends_with(['，', '、']),
        Role::AnnexNotice => true,
        _ => short && !text.contains(['，', '。', '、', '；']),
    };
    !heading && !pattern::ends_sentence(&text)
}

/// Running text rather than a heading.
fn is_sentence(piece: &Piece) -> bool {
    piece.lines.len() > 1 || piece.lines.iter().any(|line| line.text.contains('。'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, roles};

    fn texts(text: &str) -> (Vec<String>, usize) {
        let mut notes = Notes::default();
        let read = lines::read(text, &mut Notes::default());
        let measure = Measure::of(&read);
        let labelled = roles::label(read);
        let pieces = join(labelled, &measure, &mut notes);
        (pieces.iter().map(Piece::text).collect(), notes.sorted().len())
    }

    const FULL: &str = "望川市各部门要按照职责分工抓好落实工作确保按期";

    #[test]
    fn hard_wrapped_lines_are_joined_with_blank_lines_between_them() {
        let text = format!("{FULL}\n\n{FULL}\n\n{FULL}\n\n完成。\n\n今年{FULL}\n\n{FULL}\n\n办结。");
        let (texts, notes) = texts(&text);
        assert_eq!(texts, [format!("{FULL}{FULL}{FULL}完成。"), format!("今年{FULL}{FULL}办结。")]);
        assert_eq!(notes, 0);
    }

    #[test]
    fn indents_tell_paragraphs_apart() {
        let first = &FULL[6..];
        let ended = format!("{}。", &FULL[3..]);
        let text = format!("　　{first}\n{ended}\n　　{first}\n{ended}\n{ended}\n　　{first}\n完。");
        let (texts, notes) = texts(&text);
        assert_eq!(texts, [format!("{first}{ended}"), format!("{first}{ended}{ended}"), format!("{first}完。")]);
        assert_eq!(notes, 0);
    }

    #[test]
    fn a_sentence_broken_by_a_page_is_joined_with_a_note() {
        let text = "加强历史公文公开属性转化工作，符合条件的转为主动公开，并\n\n在专栏集中发布。\n\n一、加强领导，落实责任\n各镇街要抓好落实。";
        let (texts, notes) = texts(text);
        assert_eq!(texts.len(), 3);
        assert_eq!(texts[0], "加强历史公文公开属性转化工作，符合条件的转为主动公开，并在专栏集中发布。");
        assert_eq!(notes, 1);
    }
}
