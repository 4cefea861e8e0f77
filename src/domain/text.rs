//! What counts as Chinese text: the character classes that typography and parsing share.

/// Han characters, with the iteration mark and the ideographic zero.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}'
        | '\u{F900}'..='\u{FAFF}' | '々' | '〇')
}

/// Punctuation as Chinese text uses it: CJK symbols, full-width forms, and the quotation marks,
/// dashes and ellipses that share their code points with Latin text.
pub fn is_chinese_punctuation(c: char) -> bool {
    matches!(c,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}'
        | '\u{FF5B}'..='\u{FF65}' | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE6F}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Characters that are set without a space between them and their neighbours of the same class.
pub fn is_cjk(c: char) -> bool {
    is_han(c) || is_chinese_punctuation(c) || c == '\u{3000}'
}

/// How many columns a character takes in a terminal: two for CJK, one for the rest.
pub fn display_width(c: char) -> usize {
    let wide = is_han(c)
        || matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{33FF}'
            | '\u{AC00}'..='\u{D7A3}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF01}'..='\u{FF60}'
            | '\u{FFE0}'..='\u{FFE6}' | '\u{1F300}'..='\u{1F64F}' | '\u{1F900}'..='\u{1F9FF}');
    if wide { 2 } else { 1 }
}

/// A title in 《》; those within it become 〈〉 (GB/T 15834-2011, 4.15).
pub fn in_title_marks(title: &str) -> String {
    format!("《{}》", title.replace('《', "〈").replace('》', "〉"))
}

/// Reads a whole number written in Chinese numerals up to 9999: 十二, 一百零三, 二〇.
pub fn chinese_number(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    let has_unit = text.contains(['十', '百', '千']);
    let (mut total, mut digit) = (0u32, None);
    for c in text.chars() {
        match c {
            '十' | '百' | '千' => {
                let unit = match c {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                total += digit.take().unwrap_or(1) * unit;
            }
            '零' | '〇' if has_unit => digit = None,
            _ => {
                let value = "零一二三四五六七八九".chars().position(|d| d == c).or(match c {
                    '〇' => Some(0),
                    '两' => Some(2),
                    _ => None,
                })? as u32;
                digit = Some(if has_unit { value } else { digit.unwrap_or(0) * 10 + value });
            }
        }
    }
    Some(total + digit.unwrap_or(0))
}

/// Writes a whole number below ten thousand in Chinese numerals, as provisions are numbered: 十二,
/// 一百零三.
pub fn chinese_numeral(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push('零');
        }
        if !(unit == 10 && digit == 1 && out.is_empty()) {
            out.push_str(DIGITS[digit as usize]);
        }
        out.push_str(name);
    }
    if out.is_empty() { DIGITS[0].to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers() {
        for (text, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("二十三", 23),
            ("一百", 100),
            ("一百零三", 103),
            ("一百一十", 110),
            ("二〇", 20),
            ("一千零二十", 1020),
        ] {
            assert_eq!(chinese_number(text), Some(value), "{text}");
        }
        for number in 0..=9999 {
            assert_eq!(chinese_number(&chinese_numeral(number)), Some(number));
        }
        assert_eq!((chinese_numeral(110), chinese_numeral(1020)), ("一百一十".to_owned(), "一千零二十".to_owned()));
        assert_eq!(chinese_number("甲"), None);
        assert_eq!(chinese_number(""), None);
    }
}
