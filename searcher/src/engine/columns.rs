//! The columns of the index: what filters and facets need of every document.

use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;

use crate::answer::{Facet, FacetValue};
use crate::lexicon::Lexicon;
use crate::request::Filters;

/// The columns of an opened index.
pub(super) struct Columns {
    texts: Vec<(&'static str, StrColumn)>,
    day: Column<u64>,
    standing: Column<u64>,
}

/// A filter as the columns know it; a value that no document has keeps nothing.
enum Wanted {
    Text(usize, Option<u64>),
    Year(Option<u64>),
}

impl Wanted {
    fn name(&self, columns: &Columns) -> &'static str {
        match self {
            Self::Text(column, _) => columns.texts[*column].0,
            Self::Year(_) => "year",
        }
    }
}

impl Columns {
    pub(super) fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fields = reader.fast_fields();
        let mut texts = Vec::new();
        for name in Filters::NAMES.into_iter().filter(|name| *name != "year") {
            // A column that no document fills is not there.
            texts.extend(fields.str(name)?.map(|column| (name, column)));
        }
        Ok(Self { texts, day: fields.u64("day")?, standing: fields.u64("standing")? })
    }

    /// The day of publication as 20240401; 0 where there is none.
    pub(super) fn day(&self, doc: DocId) -> u64 {
        self.day.first(doc).unwrap_or(0)
    }

    /// How readily a document answers, from 0 to 3.
    pub(super) fn standing(&self, doc: DocId) -> u64 {
        self.standing.first(doc).unwrap_or(0)
    }

    /// The first value of a column, as the number that it has there.
    pub(super) fn status(&self, doc: DocId) -> Option<u64> {
        self.column("status")?.ords().first(doc)
    }

    /// The number of a value.
    pub(super) fn status_number(&self, value: &str) -> tantivy::Result<Option<u64>> {
        Ok(self.column("status").map(|column| column.dictionary().term_ord(value)).transpose()?.flatten())
    }

    fn column(&self, name: &str) -> Option<&StrColumn> {
        self.texts.iter().find(|(known, _)| *known == name).map(|(_, column)| column)
    }

    fn wanted(&self, filters: &Filters) -> tantivy::Result<Vec<Wanted>> {
        let mut wanted = Vec::new();
        for name in Filters::NAMES {
            let Some(value) = filters.get(name) else { continue };
            let column = self.texts.iter().position(|(known, _)| *known == name);
            wanted.push(match column {
                Some(at) => Wanted::Text(at, self.texts[at].1.dictionary().term_ord(value)?),
                None => Wanted::Year(value.parse().ok().filter(|_| name == "year")),
            });
        }
        Ok(wanted)
    }

    fn keeps(&self, wanted: &Wanted, doc: DocId) -> bool {
        match wanted {
            Wanted::Text(_, None) | Wanted::Year(None) => false,
            Wanted::Text(at, Some(value)) => self.texts[*at].1.ords().values_for_doc(doc).any(|other| other == *value),
            Wanted::Year(Some(year)) => self.day(doc) / 10_000 == *year,
        }
    }

    /// The documents that every filter keeps.
    pub(super) fn filter(&self, docs: &[DocId], filters: &Filters) -> tantivy::Result<Vec<DocId>> {
        let wanted = self.wanted(filters)?;
        let kept = docs.iter().copied().filter(|&doc| wanted.iter().all(|filter| self.keeps(filter, doc)));
        Ok(kept.collect())
    }

    /// What the documents have of each facet. A facet's own filter does not count for it, so that
    /// another value can be chosen in its place.
    pub(super) fn facets(&self, docs: &[DocId], filters: &Filters, lexicon: &Lexicon) -> tantivy::Result<Vec<Facet>> {
        let wanted = self.wanted(filters)?;
        let mut facets = Vec::new();
        for name in Filters::NAMES {
            let others = |doc: &DocId| {
                wanted.iter().filter(|filter| filter.name(self) != name).all(|filter| self.keeps(filter, *doc))
            };
            let kept: Vec<DocId> = docs.iter().copied().filter(others).collect();
            let values = match self.column(name) {
                Some(column) => text_values(column, &kept, |value| lexicon.label(name, value).to_owned())?,
                None if name == "year" => self.years(&kept),
                None => Vec::new(),
            };
            if !values.is_empty() {
                facets.push(Facet { name, values });
            }
        }
        Ok(facets)
    }

    fn years(&self, docs: &[DocId]) -> Vec<FacetValue> {
        let mut counts = std::collections::BTreeMap::<u64, usize>::new();
        docs.iter().map(|&doc| self.day(doc) / 10_000).filter(|&year| year > 0).for_each(|year| {
            *counts.entry(year).or_default() += 1;
        });
        let value =
            |(year, count): (u64, usize)| FacetValue { value: year.to_string(), label: format!("{year}年"), count };
        counts.into_iter().rev().map(value).collect()
    }
}

fn text_values(column: &StrColumn, docs: &[DocId], label: impl Fn(&str) -> String) -> tantivy::Result<Vec<FacetValue>> {
    let mut counts = vec![0_usize; column.dictionary().num_terms()];
    for &doc in docs {
        column.ords().values_for_doc(doc).for_each(|value| counts[value as usize] += 1);
    }
    let mut values = Vec::new();
    for (ord, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let mut value = String::new();
        column.ord_to_str(ord as u64, &mut value)?;
        values.push(FacetValue { label: label(&value), value, count });
    }
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    Ok(values)
}
