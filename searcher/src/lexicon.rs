//! What the site knows of words: citizens' words for official ones, how characters are read, and
//! what facets are called.
//!
//! It is made with the index and lies beside it as one JSON file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::pinyin::Readings;

/// The name of the file beside the index.
pub const FILE: &str = "lexicon.json";

/// The lexicon of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lexicon {
    /// How characters are read.
    pub readings: Readings,
    /// Citizens' words (低保), folded, and the official terms that texts use (最低生活保障).
    pub words: Vec<CitizenWord>,
    /// What readers see for the values of facets: facet, value, label.
    pub labels: BTreeMap<String, BTreeMap<String, String>>,
}

/// A word of everyday speech and what official texts say for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitizenWord {
    /// 百姓说法.
    pub word: String,
    /// 规范用语.
    pub official: Vec<String>,
}

impl Lexicon {
    /// What readers see for a value of a facet: the value itself where nothing else is known.
    pub fn label<'a>(&'a self, facet: &str, value: &'a str) -> &'a str {
        self.labels.get(facet).and_then(|labels| labels.get(value)).map_or(value, String::as_str)
    }
}
