//! Traditional characters and the simplified ones that they fold to.
//!
//! Character by character: documents and queries are folded alike, so a character with two
//! simplified forms (乾) only has to go the same way in both.

use std::sync::OnceLock;

/// Pairs of characters, traditional and simplified, in order; from the table of characters of the
/// project OpenCC (Apache-2.0), without those that lie outside of [`FIRST`] and [`LAST`].
const PAIRS: &str = include_str!("../data/traditional.txt");

const FIRST: char = '\u{3400}';
const LAST: char = '\u{9FFF}';

/// The simplified form of a traditional character; any other character as it is.
pub fn simplified(c: char) -> char {
    static FORMS: OnceLock<Box<[u16]>> = OnceLock::new();
    if !(FIRST..=LAST).contains(&c) {
        return c;
    }
    let forms = FORMS.get_or_init(forms);
    match forms[c as usize - FIRST as usize] {
        0 => c,
        form => char::from_u32(form.into()).unwrap_or(c),
    }
}

/// Every character's simplified form; 0 where a character has none.
fn forms() -> Box<[u16]> {
    let mut forms = vec![0; LAST as usize - FIRST as usize + 1];
    let mut chars = PAIRS.chars();
    while let (Some(traditional), Some(simplified)) = (chars.next(), chars.next()) {
        forms[traditional as usize - FIRST as usize] = simplified as u16;
    }
    forms.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_once_and_for_all() {
        let fold = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(fold("高齡津貼補貼標準養老機構證明"), "高龄津贴补贴标准养老机构证明");
        assert_eq!(fold("关于最低生活保障"), "关于最低生活保障");
        for c in (FIRST..=LAST).map(simplified) {
            assert_eq!(simplified(c), c);
        }
    }

    #[test]
    fn the_table_is_in_order() {
        let traditional: Vec<char> = PAIRS.chars().step_by(2).collect();
        assert!(traditional.is_sorted() && PAIRS.chars().count() == 2 * traditional.len());
    }
}
