//! The one analysis of text, for documents and queries, in the index, the shell and the browser.
//!
//! Everything works on *folded* text: compatibility forms taken apart (NFKD), marks dropped, lower
//! case, traditional characters simplified, white space gone except between two words of an alphabet. Each character is folded on its
//! own, so a position in folded text leads back to the position in the original, which NFKC, which
//! composes neighbours, would not allow. Two texts that are equal under NFKC fold to the same, and
//! `bǔtiē` folds to `butie` besides.
//!
//! Pure: no file, no clock, no dependence on the rest of the program.

use super::traditional;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The longest organ code (机关代字) before a document number's year, in characters.
const ORGAN_MAX: usize = 12;

const OPENING: &[char] = &['〔', '[', '(', '【', '〈', '「', '『', '{', '<', '《', '〖'];
const CLOSING: &[char] = &['〕', ']', ')', '】', '〉', '」', '』', '}', '>', '》', '〗'];

/// Folds a text to the form in which texts are compared.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_chars(text, |c, _| folded.push(c));
    folded
}

/// Folds a text and says, for each byte of the result, where in the original its character began.
pub fn fold_with_origins(text: &str) -> (String, Vec<usize>) {
    let (mut folded, mut origins) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    fold_chars(text, |c, at| {
        folded.push(c);
        origins.resize(folded.len(), at);
    });
    (folded, origins)
}

/// Folds a text to its Han characters, letters and digits alone: what makes two titles the same.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    fold_chars(text, |c, _| {
        if is_content(c) {
            key.push(c)
        }
    });
    key
}

/// Whether a folded character carries meaning of its own: Han, letter or digit.
pub fn is_content(c: char) -> bool {
    is_han(c) || c.is_alphanumeric()
}

/// Han characters after folding, which has already unified the compatibility ideographs. The
/// program's other definition stands in `domain`; this one stands here because the browser's
/// searcher is made of this module without the rest.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}' | '々' | '〇')
}

/// A letter or digit of a script that writes words.
fn is_word(c: char) -> bool {
    !is_han(c) && c.is_alphanumeric()
}

/// White space between Han characters is layout: a title set over two lines, a padded name. Between
/// two words of an alphabet it is what separates them.
fn fold_chars(text: &str, mut emit: impl FnMut(char, usize)) {
    let mut gap = None;
    let mut after_word = false;
    for (at, original) in text.char_indices() {
        fold_char(original, |c| {
            if c.is_whitespace() {
                gap.get_or_insert(at);
                return;
            }
            let word = is_word(c);
            if let Some(gap_at) = gap.take()
                && after_word
                && word
            {
                emit(' ', gap_at);
            }
            emit(c, at);
            after_word = word;
        });
    }
}

/// The first arms are nearly all of a Chinese text and spare it the Unicode tables; a test
/// holds them equal to the last.
fn fold_char(c: char, mut emit: impl FnMut(char)) {
    match c {
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' => emit(traditional::simplified(c)),
        '\u{3001}'..='\u{3011}' | '〔' | '〕' => emit(c),
        '\0'..='\x7F' => emit(c.to_ascii_lowercase()),
        '\u{FF01}'..='\u{FF5E}' => {
            let narrow = (c as u32 - 0xFF01) as u8 + b'!';
            emit(narrow.to_ascii_lowercase().into());
        }
        _ => fold_rare(c, emit),
    }
}

fn fold_rare(c: char, mut emit: impl FnMut(char)) {
    decompose_compatible(c, |part| {
        for lower in part.to_lowercase().filter(|&l| !is_combining_mark(l) && !is_invisible(l)) {
            emit(traditional::simplified(lower));
        }
    });
}

/// Characters that word processors and web pages leave inside words and nobody can see.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// The index tokens of folded text: each two neighbouring characters, the last character of each
/// run, and each word or number of three characters or more.
///
/// Letters and digits are cut like Han characters, so that any piece of a text is found, `5551044`
/// by `51044` too; the whole word besides tells the likelier documents from the rest. The last
/// character of a run makes one-character queries exact at small cost: a character is in a text if
/// and only if one of the text's tokens begins with it.
pub fn tokens(folded: &str) -> Tokens<'_> {
    Tokens { text: folded, at: 0, word_end: 0 }
}

/// The iterator that [`tokens`] returns.
#[derive(Debug, Clone)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// The end of the word that was last given whole.
    word_end: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        loop {
            let start = self.at;
            let rest = &self.text[start..];
            let c = rest.chars().next()?;
            if start >= self.word_end && is_word(c) {
                self.word_end = start + prefix_len(rest, is_word);
                if is_whole_word(&self.text[start..self.word_end]) {
                    return Some(&self.text[start..self.word_end]);
                }
            }
            self.at += c.len_utf8();
            if is_content(c) {
                let next = self.text[self.at..].chars().next().filter(|&next| is_content(next));
                return Some(&self.text[start..self.at + next.map_or(0, char::len_utf8)]);
            }
        }
    }
}

/// Whether a token is a word that stands in the index whole, beside its pairs of characters.
pub fn is_whole_word(token: &str) -> bool {
    token.chars().nth(2).is_some()
}

/// The length in bytes of the longest beginning of `text` whose characters all hold.
fn prefix_len(text: &str, holds: impl Fn(char) -> bool) -> usize {
    text.find(|c| !holds(c)).unwrap_or(text.len())
}

/// A document number found in folded text. The organ code has no certain beginning in running text
/// (依据望政发〔2024〕12号), so it holds every Han character before the year, up to twelve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberMention<'a> {
    /// The Han characters that stand before the year.
    pub organ: &'a str,
    /// The year, four digits.
    pub year: &'a str,
    /// The serial number (发文顺序号).
    pub serial: u32,
    /// The bytes of the folded text that the number takes.
    pub span: std::ops::Range<usize>,
}

impl NumberMention<'_> {
    /// The one form of the number under which it is indexed and sought, for each reading of the
    /// organ code, longest first; the last has none: 望政发〔2024〕12, 政发〔2024〕12, 〔2024〕12.
    pub fn tokens(&self) -> Vec<String> {
        let starts = self.organ.char_indices().map(|(at, _)| at);
        let readings = starts.map(|at| &self.organ[at..]).filter(|organ| organ.chars().nth(1).is_some());
        readings.chain([""]).map(|organ| format!("{organ}〔{}〕{}", self.year, self.serial)).collect()
    }
}

/// The document numbers in folded running text: a year in any brackets, a serial number, 号.
pub fn numbers_in(folded: &str) -> Vec<NumberMention<'_>> {
    let opening = folded.match_indices(OPENING);
    opening
        .filter_map(|(at, _)| bracketed_number(folded, at))
        .filter(|n| folded[..n.span.end].ends_with('号'))
        .collect()
}

/// The document number in a folded text that is a number and little else: a query, or a document's
/// own number. Here 号 may be missing, and 年, a dash or nothing may stand for the brackets.
pub fn number_of(folded: &str) -> Option<NumberMention<'_>> {
    let opening = folded.match_indices(OPENING);
    opening.filter_map(|(at, _)| bracketed_number(folded, at)).next().or_else(|| bare_number(folded))
}

fn bracketed_number(folded: &str, open: usize) -> Option<NumberMention<'_>> {
    let inside = folded[open..].strip_prefix(OPENING)?;
    let (year, rest) = split_year(inside)?;
    let (serial, rest) = split_serial(rest.strip_prefix(CLOSING)?)?;
    let organ = organ_before(&folded[..open]);
    Some(NumberMention { organ, year, serial, span: open - organ.len()..folded.len() - rest.len() })
}

fn bare_number(folded: &str) -> Option<NumberMention<'_>> {
    let at = folded.find(|c: char| c.is_ascii_digit())?;
    let (year, rest) = split_year(&folded[at..])?;
    let rest = rest.trim_start_matches(|c: char| c == '年' || !is_content(c));
    let (serial, rest) = split_serial(rest)?;
    let organ = &folded[..at];
    let organ_like = (2..=ORGAN_MAX).contains(&organ.chars().count()) && organ.chars().all(is_han);
    let plausible = year.starts_with("19") || year.starts_with("20");
    (organ_like && plausible && rest.is_empty()).then_some(NumberMention { organ, year, serial, span: 0..folded.len() })
}

fn split_year(text: &str) -> Option<(&str, &str)> {
    let (year, rest) = text.split_at_checked(4)?;
    year.bytes().all(|b| b.is_ascii_digit()).then_some((year, rest))
}

/// 第012号: neither 第 nor leading zeros belong to the number (GB/T 9704-2012 §7.2.5).
fn split_serial(text: &str) -> Option<(u32, &str)> {
    let text = text.strip_prefix('第').unwrap_or(text);
    let (digits, rest) = text.split_at(prefix_len(text, |c| c.is_ascii_digit()));
    let serial = (digits.len() <= 6).then(|| digits.parse().ok()).flatten()?;
    Some((serial, rest.strip_prefix('号').unwrap_or(rest)))
}

fn organ_before(text: &str) -> &str {
    let organ = text.char_indices().rev().take(ORGAN_MAX).take_while(|&(_, c)| is_han(c));
    &text[organ.last().map_or(text.len(), |(at, _)| at)..]
}

/// The token under which a document's own number stands, and a query that is nothing but a number
/// is sought: its one form where it has one, else its characters (第12号令).
pub fn number_token(number: &str) -> String {
    let folded = fold(number);
    number_of(&folded).map_or_else(|| key(number), |mention| mention.tokens().swap_remove(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn all(text: &str) -> Vec<String> {
        tokens(&fold(text)).map(str::to_owned).collect()
    }

    #[test]
    fn short_ways_of_folding_agree_with_the_tables() {
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            let (mut short, mut table) = (String::new(), String::new());
            fold_char(c, |f| short.push(f));
            fold_rare(c, |f| table.push(f));
            assert_eq!(short, table, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn what_nfkc_makes_equal_folds_to_the_same() {
        for text in
            ["ＡＢＣ１２３", "㎡ ① ㈠ ½", "e\u{301}tude", "﹝２０２４﹞", "\u{F900}\u{2F00}", "ﬁ ™ Ⅳ", "が\u{3000}ｶﾞ"]
        {
            assert_eq!(fold(text), fold(&text.nfkc().collect::<String>()), "{text}");
        }
    }

    #[test]
    fn folding_keeps_the_way_back() {
        let text = "第\u{3000}１２ 条\n㎡";
        let (folded, origins) = fold_with_origins(text);
        assert_eq!((folded.as_str(), origins.len()), ("第12条m2", folded.len()));
        assert!(text[origins[folded.find("条").unwrap()]..].starts_with('条'));
        assert_eq!(origins[origins.len() - 1], text.len() - 3);
    }

    #[test]
    fn space_separates_words_and_nothing_else() {
        assert_eq!(fold("关 于\n Open   Data 5 G 网络"), "关于open data 5 g网络");
    }

    #[test]
    fn tokens_are_pairs_run_ends_and_words() {
        assert_eq!(all("望海市、县５Ｇ建设"), ["望海", "海市", "市", "县5", "5g", "g建", "建设", "设"]);
        assert_eq!(all("Open 12号"), ["open", "op", "pe", "en", "n", "12", "2号", "号"]);
        assert_eq!(all("，。"), Vec::<String>::new());
    }

    #[test]
    fn a_number_has_one_token_in_every_form() {
        for form in [
            "望政发〔2024〕12号",
            "望政发[2024]12号",
            "望政发（2024）12号",
            "望政发(2024)12号",
            "望政发【2024】12号",
            "望政发﹝2024﹞12号",
            "望政发［2024］12号",
            "望政发〈2024〉12号",
            "望政发〔2024〕第12号",
            "望政发〔2024〕012号",
            "望政发〔２０２４〕１２号",
            " 望政发 〔 2024 〕 12 号 ",
            "望政发\u{3000}[2024]\u{200B}第 012 号",
            "望政发〔2024〕12",
            "望政发2024年12号",
            "望政发2024年第12号",
            "望政发2024-12号",
            "望政发 2024 12",
            "望政发202412号",
        ] {
            assert_eq!(number_token(form), "望政发〔2024〕12", "{form}");
        }
        assert_eq!(number_token("望海市人民政府令 第12号"), "望海市人民政府令第12号");
    }

    #[test]
    fn numbers_are_found_in_running_text() {
        let text = fold("依据《办法》（望政发[2020]5号）和望办〔2021〕第03号，于（2024）年，〔2024〕12号");
        let found: Vec<_> = numbers_in(&text).iter().map(|n| n.tokens().swap_remove(0)).collect();
        assert_eq!(found, ["望政发〔2020〕5", "和望办〔2021〕3", "〔2024〕12"]);
        assert_eq!(numbers_in(&text)[1].tokens(), ["和望办〔2021〕3", "望办〔2021〕3", "〔2021〕3"]);
    }

    #[test]
    fn other_text_is_no_number() {
        for text in ["", "补贴标准", "望政发〔2024〕号", "2024年12月", "某年2024年12月", "〔24〕12号", "电话12345678"]
        {
            assert_eq!(number_of(&fold(text)), None, "{text}");
        }
    }
}
