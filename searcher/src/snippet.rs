//! The piece of a document's text that shows why it was found.

use std::ops::Range;

use super::analysis;

/// The length of a snippet in characters, ellipses not counted.
const LENGTH: usize = 80;

/// How much of it may stand before the first match.
const BEFORE: usize = 24;

/// A piece of text on one line, with the matches in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text; `…` stands where more goes before or after.
    pub text: String,
    /// The matches as byte ranges of `text`, ascending and apart.
    pub highlights: Vec<Range<usize>>,
}

impl Snippet {
    /// Cuts a snippet around the first match in `body` of the longest folded needle that has one;
    /// without any, the beginning. The needles come the longest first.
    pub fn of(body: &str, needles: &[&str]) -> Self {
        let (folded, origins) = analysis::fold_with_origins(body);
        let found = needles.iter().find_map(|needle| folded.find(needle));
        let start = found.map_or(0, |at| start_before(body, origins[at]));
        let text = cut(body, start);
        Self { highlights: highlights(&text, needles), text }
    }
}

/// The beginning of the sentence that holds the match, or a little before the match.
fn start_before(body: &str, at: usize) -> usize {
    let mut start = at;
    for (place, c) in body[..at].char_indices().rev().take(BEFORE) {
        if matches!(c, '。' | '！' | '？' | '；' | '\n') {
            break;
        }
        start = place;
    }
    start
}

/// Line breaks and runs of white space come out as one space.
fn cut(body: &str, start: usize) -> String {
    let mut words = body[start..].split_whitespace();
    let mut text = String::from(if body[..start].trim().is_empty() { "" } else { "…" });
    let mut left = LENGTH;
    let mut first = true;
    for word in words.by_ref() {
        if !first && left > 0 {
            text.push(' ');
            left -= 1;
        }
        first = false;
        let taken = word.char_indices().nth(left).map_or(word.len(), |(at, _)| at);
        text.push_str(&word[..taken]);
        left -= word[..taken].chars().count();
        if taken < word.len() {
            text.push('…');
            return text;
        }
    }
    text
}

/// All the matches of folded needles in a text, joined where they touch or overlap.
pub fn highlights(text: &str, needles: &[&str]) -> Vec<Range<usize>> {
    let (folded, origins) = analysis::fold_with_origins(text);
    let after = |at: usize| at + text[at..].chars().next().map_or(0, char::len_utf8);
    let found = needles.iter().flat_map(|needle| folded.match_indices(needle));
    let mut found: Vec<_> = found.map(|(at, hit)| origins[at]..after(origins[at + hit.len() - 1])).collect();
    found.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in found {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(snippet: &Snippet) -> Vec<&str> {
        snippet.highlights.iter().map(|range| &snippet.text[range.clone()]).collect()
    }

    #[test]
    fn begins_with_the_sentence_of_the_match() {
        let body = "第一条 为了规范管理，制定本办法。\n第二条 补贴标准为每月２００元。补贴按月发放。";
        let snippet = Snippet::of(body, &["补贴"]);
        assert_eq!(snippet.text, "…第二条 补贴标准为每月２００元。补贴按月发放。");
        assert_eq!(marked(&snippet), ["补贴", "补贴"]);
        assert_eq!(marked(&Snippet::of(body, &["200元"])), ["２００元"]);
    }

    #[test]
    fn is_about_eighty_characters_long() {
        let body = "望".repeat(300) + "海" + &"市".repeat(300);
        let snippet = Snippet::of(&body, &["海"]);
        assert_eq!(snippet.text.chars().count(), LENGTH + 2);
        assert_eq!(marked(&snippet), ["海"]);
    }

    #[test]
    fn shows_pairs_where_no_phrase_stands_and_the_beginning_where_nothing_does() {
        let needles = ["生话保障", "生话", "话保", "保障"];
        assert_eq!(marked(&Snippet::of("城乡居民最低生活保障", &needles)), ["保障"]);
        assert_eq!(Snippet::of("城乡居民", &["医保"]).text, "城乡居民");
        assert_eq!(Snippet::of("", &["医保"]), Snippet::default());
    }

    #[test]
    fn a_match_over_a_line_break_is_marked() {
        let snippet = Snippet::of("关于加强补\n贴管理", &["补贴"]);
        assert_eq!((snippet.text.as_str(), marked(&snippet)), ("关于加强补 贴管理", vec!["补 贴"]));
    }
}
