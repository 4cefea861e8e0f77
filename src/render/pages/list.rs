//! Lists cut into pages.

use crate::render::views::{PagerEntry, PagerView};
use crate::site::Address;

/// Cuts a list into pages: number, entries, and the pager where there are several.
pub fn paginate<'a, T>(
    entries: &'a [T],
    size: usize,
    first: &'a Address,
) -> impl Iterator<Item = (usize, &'a [T], Option<PagerView>)> {
    let total = entries.len().div_ceil(size).max(1);
    (1..=total).map(move |number| {
        let from = (number - 1) * size;
        let to = (from + size).min(entries.len());
        (number, &entries[from..to], (total > 1).then(|| pager(number, total, first)))
    })
}

/// First, last and the neighbours of the current page, so that a pager stays short.
fn pager(current: usize, total: usize, first: &Address) -> PagerView {
    let link = |number| Address::list_page(first, number).link();
    let mut pages = Vec::new();
    let mut last = 0;
    for number in (1..=total).filter(|n| *n == 1 || *n == total || n.abs_diff(current) <= 2) {
        if number > last + 1 {
            pages.push(PagerEntry { number: None, path: None, current: false });
        }
        pages.push(PagerEntry { number: Some(number), path: Some(link(number)), current: number == current });
        last = number;
    }
    PagerView {
        current,
        total,
        pages,
        previous: (current > 1).then(|| link(current - 1)),
        next: (current < total).then(|| link(current + 1)),
    }
}
