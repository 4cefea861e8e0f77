//! The configuration of an OpenSearch index.
//!
//! Han text is indexed as bigrams, as the site's own index has it, and as single characters beside
//! them; a query is cut into bigrams alone, or into the one character that it is. This needs no plugin.

use super::fields::{FIELDS, Sort};
use serde_json::{Map, Value, json};

/// The configuration for `PUT /<index>`; `_meta` tells which build the index was made for.
pub fn configuration(site: &str, build: &str) -> Value {
    let properties: Map<String, Value> =
        FIELDS.iter().map(|(name, sort)| ((*name).to_owned(), mapping(*sort))).collect();
    let bigrams = |unigrams: bool| json!({ "type": "cjk_bigram", "output_unigrams": unigrams });
    let analyzer = |bigrams: &str| json!({ "type": "custom", "tokenizer": "standard", "filter": ["cjk_width", "lowercase", bigrams] });
    json!({
        "settings": {
            "number_of_shards": 1,
            "analysis": {
                "filter": { "han": bigrams(true), "han_query": bigrams(false) },
                "analyzer": { "chinese": analyzer("han"), "chinese_query": analyzer("han_query") },
            },
        },
        "mappings": { "dynamic": "strict", "_meta": { "site": site, "build": build }, "properties": properties },
    })
}

fn mapping(sort: Sort) -> Value {
    match sort {
        Sort::Words | Sort::Hidden => {
            json!({ "type": "text", "analyzer": "chinese", "search_analyzer": "chinese_query" })
        }
        Sort::Exact | Sort::Facet => json!({ "type": "keyword" }),
        Sort::Date => json!({ "type": "date", "format": "strict_date_time_no_millis" }),
        Sort::Number => json!({ "type": "long" }),
    }
}
