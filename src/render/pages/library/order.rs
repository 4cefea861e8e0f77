//! The orders of lists beside the newest first: by number and by title.

use crate::domain::document_number::DocumentNumber;
use crate::render::pages::Maker;
use crate::site::DocId;
use pinyin::ToPinyin;
use std::cmp::Reverse;

/// Orders (令) first, which count through all years; then by 机关代字 in the order of site.yaml, the
/// latest year first, then by serial number; documents without a number come last.
pub fn by_number(maker: &Maker, ids: &[DocId]) -> Vec<DocId> {
    let organs = &maker.edition.site.content.config.organs;
    let prefixes: Vec<&str> = organs.iter().flat_map(|organ| &organ.prefixes).map(String::as_str).collect();
    let rank = |prefix: &str| prefixes.iter().position(|known| *known == prefix).unwrap_or(usize::MAX);
    let key = |id: &DocId| {
        let number = maker.edition.document(*id).number();
        let (prefix, year, serial) = match number {
            Some(DocumentNumber::Serial { prefix, year, serial }) => (prefix.as_str(), *year, *serial),
            Some(DocumentNumber::Order { prefix, serial }) => (prefix.as_str(), i16::MAX, *serial),
            None => ("", 0, 0),
        };
        let is_order = matches!(number, Some(DocumentNumber::Order { .. }));
        (number.is_none(), !is_order, rank(prefix), prefix.to_owned(), Reverse(year), serial)
    };
    sorted(ids, key)
}

/// By 汉语拼音, as Chinese lists of names go; Latin letters and digits come before Han characters.
pub fn by_title(maker: &Maker, ids: &[DocId]) -> Vec<DocId> {
    sorted(ids, |id| spelling(&maker.edition.document(*id).title))
}

fn sorted<K: Ord>(ids: &[DocId], key: impl FnMut(&DocId) -> K) -> Vec<DocId> {
    let mut sorted = ids.to_vec();
    sorted.sort_by_cached_key(key);
    sorted
}

/// Syllable with tone, then the character itself; marks do not count.
fn spelling(title: &str) -> Vec<(&'static str, char)> {
    let letters = title.chars().filter(|c| c.is_alphanumeric());
    letters.map(|c| (c.to_pinyin().map_or("", |pinyin| pinyin.with_tone_num_end()), c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_go_by_pinyin() {
        let mut titles = ["中小学校", "《安全》规定", "低保", "2024年要点", "最低生活", "高龄津贴", "公租房", "安居"];
        titles.sort_by_cached_key(|title| spelling(title));
        assert_eq!(
            titles,
            ["2024年要点", "安居", "《安全》规定", "低保", "高龄津贴", "公租房", "中小学校", "最低生活"]
        );
    }
}
