//! The words of two lines compared, so that a person reads sense.

use super::Piece;
use super::tokens::{Token, TokenKind, tokens};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// The shortest edit is looked for up to this many tokens; beyond, a short one will do.
const EXACT: usize = 4096;
/// Lines with less in common than this part of the longer one are replaced as a whole.
const REWRITTEN: f64 = 0.2;

/// A run of tokens, equal in both lines or not.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

impl Run {
    /// How much is edited.
    fn size(&self) -> usize {
        self.old.len().max(self.new.len())
    }

    fn is_empty(&self) -> bool {
        self.old.is_empty() && self.new.is_empty()
    }
}

/// Two lines, cut.
struct Lines<'a> {
    old: Vec<Token<'a>>,
    new: Vec<Token<'a>>,
}

/// Compares two lines.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    if old == new {
        return if old.is_empty() { Vec::new() } else { vec![Piece::Same(old.to_owned())] };
    }
    let lines = Lines { old: tokens(old), new: tokens(new) };
    let mut runs = lines.runs();
    lines.merge_islands(&mut runs);
    if lines.is_rewritten(&runs) {
        runs = vec![Run { same: false, old: 0..lines.old.len(), new: 0..lines.new.len() }];
    }
    let mut runs = lines.trimmed(runs);
    lines.slide(&mut runs);
    join(&mut runs);
    runs.iter().map(|run| lines.piece(run)).collect()
}

/// A line that only the old text has.
pub fn deleted(old: &str) -> Vec<Piece> {
    if old.is_empty() { Vec::new() } else { vec![Piece::Deleted(old.to_owned())] }
}

/// A line that only the new text has.
pub fn inserted(new: &str) -> Vec<Piece> {
    if new.is_empty() { Vec::new() } else { vec![Piece::Inserted(new.to_owned())] }
}

impl Lines<'_> {
    fn runs(&self) -> Vec<Run> {
        let texts = |tokens: &'_ [Token<'_>]| tokens.iter().map(|token| token.text.to_owned()).collect::<Vec<_>>();
        let (old, new) = (texts(&self.old), texts(&self.new));
        let exact = old.len() + new.len() <= EXACT;
        let algorithm = if exact { Algorithm::RawMyers } else { Algorithm::Myers };
        let ops = capture_diff_slices(algorithm, &old, &new);
        let runs = ops.iter().map(|op| Run {
            same: matches!(op, DiffOp::Equal { .. }),
            old: op.old_range(),
            new: op.new_range(),
        });
        let mut runs: Vec<Run> = runs.collect();
        join(&mut runs);
        runs
    }

    /// Takes equal runs that say nothing by themselves into the changes around them.
    fn merge_islands(&self, runs: &mut Vec<Run>) {
        let mut at = 1;
        while at + 1 < runs.len() {
            let (before, island, after) = (&runs[at - 1], &runs[at], &runs[at + 1]);
            if island.same && self.is_noise(before, island, after) {
                let merged =
                    Run { same: false, old: before.old.start..after.old.end, new: before.new.start..after.new.end };
                runs.splice(at - 1..=at + 1, [merged]);
                // The change has grown: what stands before it may be an island now.
                at = at.saturating_sub(2).max(1);
            } else {
                at += 1;
            }
        }
    }

    /// One or two characters between changes, and a few between long ones; punctuation is
    /// structure and stays, and so does what stands between two figures.
    fn is_noise(&self, before: &Run, island: &Run, after: &Run) -> bool {
        let tokens = &self.old[island.old.clone()];
        let words = tokens.iter().filter(|token| token.kind != TokenKind::Mark);
        let characters: usize = words.map(|token| token.text.chars().count()).sum();
        let between_figures = self.is_figure(before) && self.is_figure(after);
        let long = before.size().min(after.size()) >= 3 * characters;
        let limit = if long { 4 } else { 2 };
        characters > 0 && characters <= limit && tokens.len() <= 4 && !between_figures
    }

    fn is_figure(&self, run: &Run) -> bool {
        let single = |tokens: &[Token]| matches!(tokens, [Token { kind: TokenKind::Figure(_), .. }]);
        single(&self.old[run.old.clone()]) && single(&self.new[run.new.clone()])
    }

    fn is_rewritten(&self, runs: &[Run]) -> bool {
        let words = |tokens: &[Token]| tokens.iter().filter(|token| token.kind != TokenKind::Mark).count();
        let same: usize = runs.iter().filter(|run| run.same).map(|run| words(&self.old[run.old.clone()])).sum();
        let longer = words(&self.old).max(words(&self.new));
        (same as f64) < REWRITTEN * longer as f64
    }

    /// Gives what both sides of a change begin and end with back to its neighbours.
    fn trimmed(&self, runs: Vec<Run>) -> Vec<Run> {
        let mut out = Vec::with_capacity(runs.len());
        for run in runs {
            if run.same {
                out.push(run);
                continue;
            }
            let (old, new) = (&self.old[run.old.clone()], &self.new[run.new.clone()]);
            let head = old.iter().zip(new).take_while(|(a, b)| a.text == b.text).count();
            let tail = old[head..].iter().rev().zip(new[head..].iter().rev());
            let tail = tail.take_while(|(a, b)| a.text == b.text).count();
            let inner = (run.old.start + head..run.old.end - tail, run.new.start + head..run.new.end - tail);
            out.push(Run { same: true, old: run.old.start..inner.0.start, new: run.new.start..inner.1.start });
            out.push(Run { same: false, old: inner.0.clone(), new: inner.1.clone() });
            out.push(Run { same: true, old: inner.0.end..run.old.end, new: inner.1.end..run.new.end });
        }
        join(&mut out);
        out
    }

    /// A pure insertion or deletion can often be put in several places; it is put where a clause
    /// ends: 【水利、】卫生 rather than 【、水利】、卫生.
    fn slide(&self, runs: &mut [Run]) {
        for at in 1..runs.len().saturating_sub(1) {
            if runs[at].same || !(runs[at].old.is_empty() || runs[at].new.is_empty()) {
                continue;
            }
            let deletion = runs[at].new.is_empty();
            let (tokens, range) =
                if deletion { (&self.old, runs[at].old.clone()) } else { (&self.new, runs[at].new.clone()) };
            let room = (runs[at - 1].old.len(), runs[at + 1].old.len());
            let by = best_slide(tokens, &range, room);
            shift(&mut runs[at - 1..=at + 1], by);
        }
    }

    fn piece(&self, run: &Run) -> Piece {
        let words = |tokens: &[Token]| tokens.iter().map(|token| token.text).collect::<String>();
        let (old, new) = (words(&self.old[run.old.clone()]), words(&self.new[run.new.clone()]));
        match (run.same, old.is_empty(), new.is_empty()) {
            (true, ..) => Piece::Same(old),
            (_, _, true) => Piece::Deleted(old),
            (_, true, _) => Piece::Inserted(new),
            _ => Piece::Replaced { old, new },
        }
    }
}

/// How far to move a run of one side that could stand elsewhere as well: to the right if positive.
fn best_slide(tokens: &[Token], range: &Range<usize>, room: (usize, usize)) -> isize {
    let (start, end) = (range.start, range.end);
    let left = (0..room.0).take_while(|by| tokens[start - 1 - by].text == tokens[end - 1 - by].text).count();
    let right = (0..room.1).take_while(|by| tokens[start + by].text == tokens[end + by].text).count();
    let score = |by: isize| {
        let (start, end) = (start.wrapping_add_signed(by), end.wrapping_add_signed(by));
        let is_mark = |at: usize| tokens[at].kind == TokenKind::Mark && !tokens[at].text.starts_with(['“', '《', '（']);
        let opens = start == 0 || is_mark(start - 1);
        // To end with a mark is to take a whole clause away, to begin with one is the next best.
        4 * i32::from(opens && is_mark(end - 1)) + 2 * i32::from(is_mark(start)) + i32::from(opens || is_mark(end - 1))
    };
    let places = -(left as isize)..=right as isize;
    places.max_by_key(|by| (score(*by), -by.abs(), *by)).unwrap_or(0)
}

/// Moves the middle of three runs within the equal ones around it.
fn shift(runs: &mut [Run], by: isize) {
    let moved = |range: &Range<usize>| range.start.wrapping_add_signed(by)..range.end.wrapping_add_signed(by);
    (runs[1].old, runs[1].new) = (moved(&runs[1].old), moved(&runs[1].new));
    (runs[0].old.end, runs[0].new.end) = (runs[1].old.start, runs[1].new.start);
    (runs[2].old.start, runs[2].new.start) = (runs[1].old.end, runs[1].new.end);
}

/// Drops empty runs and joins neighbours of one fate.
fn join(runs: &mut Vec<Run>) {
    runs.retain(|run| !run.is_empty());
    runs.dedup_by(|next, run| {
        let joins = next.same == run.same;
        if joins {
            (run.old.end, run.new.end) = (next.old.end, next.new.end);
        }
        joins
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces as 【-deleted-】, 【+inserted+】 and 【old→new】 in one line.
    fn shown(old: &str, new: &str) -> String {
        let found = pieces(old, new);
        let side = |of: fn(&Piece) -> &str| found.iter().map(of).collect::<String>();
        assert_eq!((side(Piece::old_words), side(Piece::new_words)), (old.to_owned(), new.to_owned()));
        let show = |piece: &Piece| match piece {
            Piece::Same(words) => words.clone(),
            Piece::Deleted(words) => format!("【-{words}-】"),
            Piece::Inserted(words) => format!("【+{words}+】"),
            Piece::Replaced { old, new } => format!("【{old}→{new}】"),
        };
        found.iter().map(show).collect()
    }

    #[test]
    fn people_read_sense() {
        for (old, new, expected) in [
            ("", "", ""),
            ("应当在3个月内移交", "应当在30日内移交", "应当在【3个月→30日】内移交"),
            ("处100元以上500元以下", "处200元以上1000元以下", "处【100元→200元】以上【500元→1000元】以下"),
            ("生态环境、卫生健康等部门", "生态环境、水利、卫生健康等部门", "生态环境、【+水利、+】卫生健康等部门"),
            ("降低漏损，节约用水。", "降低漏损，推行计量，节约用水。", "降低漏损，【+推行计量，+】节约用水。"),
            ("申请高龄津贴，提供材料", "主动申请的，提供材料", "【申请高龄津贴→主动申请的】，提供材料"),
            ("（三）其他行为。", "（四）其他行为。", "【（三）→（四）】其他行为。"),
            ("违反第十一条规定的", "违反第十二条规定的", "违反【第十一条→第十二条】规定的"),
            ("检测PM2.5浓度", "检测PM10浓度", "检测【PM2.5→PM10】浓度"),
            ("甲乙丙丁", "子丑寅卯", "【甲乙丙丁→子丑寅卯】"),
        ] {
            assert_eq!(shown(old, new), expected);
        }
    }
}
