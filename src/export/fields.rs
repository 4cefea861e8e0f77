//! The fields of a document in an engine, and how each is sought. Both engines take the same documents.

/// How a field is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// By words, as a phrase, with a measure of how much of it they are.
    Words,
    /// By words, and never shown: they are shown by fields of their own.
    Hidden,
    /// As it stands; filtered by and counted.
    Exact,
    /// Several values as they stand, a path among them with all that is above it.
    Facet,
    /// A day at midnight UTC.
    Date,
    /// A whole number; of a day, its digits: 20241231.
    Number,
}

/// Every field in the order in which it is written.
pub const FIELDS: &[(&str, Sort)] = &[
    ("build", Sort::Exact),
    ("id", Sort::Exact),
    ("site", Sort::Exact),
    ("url", Sort::Exact),
    ("path", Sort::Exact),
    ("kind", Sort::Exact),
    ("kind_label", Sort::Exact),
    ("title", Sort::Words),
    ("title_key", Sort::Exact),
    ("document_number", Sort::Words),
    ("number_key", Sort::Facet),
    ("index_number", Sort::Exact),
    ("organ", Sort::Exact),
    ("issuers", Sort::Facet),
    ("topic", Sort::Facet),
    ("tags", Sort::Facet),
    ("audiences", Sort::Facet),
    ("status", Sort::Exact),
    ("status_label", Sort::Exact),
    ("year", Sort::Number),
    ("written", Sort::Date),
    ("published", Sort::Date),
    ("effective", Sort::Date),
    ("expires", Sort::Date),
    ("written_day", Sort::Number),
    ("published_day", Sort::Number),
    ("effective_day", Sort::Number),
    ("expires_day", Sort::Number),
    ("summary", Sort::Words),
    ("about", Sort::Hidden),
    ("text", Sort::Words),
];

/// The fields that a query without a field is asked of.
pub const SOUGHT: &[&str] = &["title", "document_number", "summary", "about", "text"];
