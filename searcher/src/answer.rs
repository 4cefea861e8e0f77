//! What comes back.

use std::ops::Range;

use serde::Serialize;

use super::request::Request;

/// One document that answers, best first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The permanent address of the page.
    pub url: String,
    /// The full title.
    pub title: String,
    /// 发文字号 as the document writes it.
    pub document_number: Option<String>,
    /// The English name of the validity, such as `in_force`.
    pub status: Option<String>,
    /// How well the document answers, in tenths; comparable within one answer only.
    pub score: f32,
    /// About 80 characters of the text around the first match, on one line.
    pub snippet: String,
    /// The matches in [`Hit::title`], as byte ranges in ascending order without overlap.
    #[serde(skip)]
    pub title_highlights: Vec<Range<usize>>,
    /// The matches in [`Hit::snippet`], likewise.
    #[serde(skip)]
    pub highlights: Vec<Range<usize>>,
    /// The validity in the words that readers see.
    #[serde(skip)]
    pub status_label: Option<String>,
    /// 发布日期 as `2024-04-01`.
    #[serde(skip)]
    pub published: String,
    /// The English name of the document's kind.
    #[serde(skip)]
    pub kind: String,
    /// The kind in the words that readers see.
    #[serde(skip)]
    pub kind_label: String,
    /// 发文机关, the first as the one in charge.
    #[serde(skip)]
    pub organs: Vec<String>,
    /// The words that were found, to be marked in the opened page.
    #[serde(skip)]
    pub found: Vec<String>,
}

/// A value of a facet, and how many of the answers have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// As it stands in an address.
    pub value: String,
    /// As readers see it.
    pub label: String,
    /// Answers that have it, with every other filter as set.
    pub count: usize,
}

/// What answers can be narrowed by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Its name in an address.
    pub name: &'static str,
    /// Its values, the most frequent first; years from the newest.
    pub values: Vec<FacetValue>,
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What was asked.
    #[serde(skip)]
    pub request: Request,
    /// The documents of the page that was asked for.
    pub hits: Vec<Hit>,
    /// Documents that hold all that was asked for.
    pub total: usize,
    /// Documents in all that can be paged through: those that hold all, and after them the likeliest
    /// that hold a part, where few hold all.
    pub listed: usize,
    /// What narrows the answer.
    pub facets: Vec<Facet>,
    /// Official words that were sought besides citizens' words in the query.
    pub also_sought: Vec<String>,
}
