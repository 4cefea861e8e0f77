//! The orders of lists beside the newest first: by number and by title.

use super::Maker;
use crate::domain::document_number::DocumentNumber;
use crate::domain::spelling::spelling;
use crate::site::DocId;
use std::cmp::Reverse;

/// Orders (令) first, which count through all years; then by 机关代字 in the order of site.yaml, the
/// latest year first, then by serial number; documents without a number come last.
pub fn by_number(maker: &Maker, ids: &[DocId]) -> Vec<DocId> {
    let prefixes = prefixes(maker);
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

/// Documents of one 机关代字, the latest number first.
pub fn latest_number(maker: &Maker, ids: &[DocId]) -> Vec<DocId> {
    sorted(ids, |id| {
        Reverse(maker.edition.document(*id).number().map(|number| match number {
            DocumentNumber::Serial { year, serial, .. } => (*year, *serial),
            DocumentNumber::Order { serial, .. } => (0, *serial),
        }))
    })
}

/// 机关代字 in the order of site.yaml.
pub fn prefixes<'a>(maker: &Maker<'a>) -> Vec<&'a str> {
    let organs = &maker.edition.site.content.config.organs;
    organs.iter().flat_map(|organ| &organ.prefixes).map(String::as_str).collect()
}

/// By 汉语拼音, as Chinese lists of names go; Latin letters and digits come before Han characters.
pub fn by_title(maker: &Maker, ids: &[DocId]) -> Vec<DocId> {
    sorted(ids, |id| spelling(&maker.edition.document(*id).title))
}

/// By 汉语拼音 of what titles are about.
pub fn by_word(maker: &Maker, ids: &[DocId]) -> Vec<DocId> {
    sorted(ids, |id| {
        let title = &maker.edition.document(*id).title;
        (spelling(maker.filing.word(title)), spelling(title))
    })
}

fn sorted<K: Ord>(ids: &[DocId], key: impl FnMut(&DocId) -> K) -> Vec<DocId> {
    let mut sorted = ids.to_vec();
    sorted.sort_by_cached_key(key);
    sorted
}
