//! Emphasis next to Chinese punctuation.
//!
//! CommonMark decides by white space and punctuation whether a run of `*` opens or closes, which
//! goes wrong in Chinese, where words stand against punctuation without a space:
//! `甲方**应当履行。**乙方`. A private-use character between the run and the punctuation makes the run
//! both-flanking, so that it pairs with its neighbour; the writer takes the character out again.

use crate::domain::text::{is_chinese_punctuation, is_cjk};
use std::borrow::Cow;

/// Set between a run and punctuation; never part of any output.
pub const MARK: char = '\u{E000}';

/// The text with marks set where emphasis needs them. Line structure stays as it is.
pub fn prepare(text: &str) -> Cow<'_, str> {
    if !text.contains('*') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    let mut before = '\n';
    while let Some(at) = rest.find('*') {
        let (plain, run_on) = rest.split_at(at);
        out.push_str(plain);
        before = plain.chars().next_back().unwrap_or(before);
        let length = run_on.find(|c| c != '*').unwrap_or(run_on.len());
        let (run, tail) = run_on.split_at(length);
        let after = tail.chars().next().unwrap_or('\n');
        if breaks_closing(before, after) {
            out.push(MARK);
        }
        out.push_str(run);
        if breaks_opening(before, after) {
            out.push(MARK);
        }
        before = '*';
        rest = tail;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Punctuation before the run and text after it: the run could only open.
fn breaks_closing(before: char, after: char) -> bool {
    is_chinese_punctuation(before) || (is_mark(before) && is_cjk(after))
}

/// Text before the run and punctuation after it: the run could only close.
fn breaks_opening(before: char, after: char) -> bool {
    is_chinese_punctuation(after) || (is_mark(after) && is_cjk(before))
}

/// ASCII punctuation that can stand against a run of emphasis: `**100%**的`.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, '*' | '\\' | '|')
}
