//! The lists of everything: by topic, organ, year, number and title.

use super::list::{CountedLink, FacetView, PagerView};
use super::page::LineView;
use serde::Serialize;

/// A page of the lists of everything: it leads to smaller ones, or it lists documents.
#[derive(Debug, Serialize)]
pub struct BrowseView {
    pub title: String,
    pub description: String,
    /// The ways to list everything; none is current on the page above them.
    pub tabs: Vec<CountedLink>,
    /// The alphabet, on the pages of its letters.
    pub letters: Vec<CountedLink>,
    /// The other places beside this one; one facet, or none.
    pub beside: Vec<FacetView>,
    /// The smaller lists.
    pub parts: Vec<BrowsePart>,
    /// The documents, where there are no smaller lists.
    pub lines: Vec<LineView>,
    /// How many there are on all pages together.
    pub total: usize,
    /// Absent when everything is on one page.
    pub pager: Option<PagerView>,
}

/// Smaller lists of one kind.
#[derive(Debug, Serialize)]
pub struct BrowsePart {
    pub title: String,
    /// One sentence about them, on the page above all.
    pub description: Option<String>,
    /// True for letters, which stand in a row.
    pub letters: bool,
    pub options: Vec<CountedLink>,
}
