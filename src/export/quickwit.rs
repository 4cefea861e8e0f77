//! The configuration of a Quickwit index.
//!
//! `chinese_compatible` cuts Chinese into single characters; with positions recorded, a query of
//! several is a phrase. There is no `timestamp_field`: it would make a date the duty of every
//! document, and some have none. `strict` refuses what the mapping does not know, so that a file and
//! an index that do not belong together are found out.

use super::fields::{FIELDS, SOUGHT, Sort};
use serde_json::{Value, json};

/// Documents become visible within so many seconds of being taken.
const COMMIT_SECONDS: u32 = 10;

/// The configuration under a name, for `POST /api/v1/indexes`.
pub fn configuration(index: &str) -> Value {
    let mappings: Vec<Value> = FIELDS.iter().map(|(name, sort)| mapping(name, *sort)).collect();
    json!({
        "version": "0.8",
        "index_id": index,
        "doc_mapping": {
            "mode": "strict",
            "field_mappings": mappings,
            "tag_fields": ["site", "build"],
            "partition_key": "site",
            "store_source": false,
        },
        "indexing_settings": { "commit_timeout_secs": COMMIT_SECONDS },
        "search_settings": { "default_search_fields": SOUGHT },
    })
}

fn mapping(name: &str, sort: Sort) -> Value {
    let words = json!({ "type": "text", "tokenizer": "chinese_compatible", "record": "position", "fieldnorms": true });
    let mut mapping = match sort {
        Sort::Words => words,
        Sort::Hidden => with(words, "stored", json!(false)),
        Sort::Exact => json!({ "type": "text", "tokenizer": "raw", "fast": true }),
        Sort::Facet => json!({ "type": "array<text>", "tokenizer": "raw", "fast": true }),
        Sort::Date => {
            json!({ "type": "datetime", "input_formats": ["rfc3339"], "fast": true, "fast_precision": "seconds" })
        }
        Sort::Number => json!({ "type": "u64", "fast": true }),
    };
    mapping["name"] = json!(name);
    mapping
}

fn with(mut mapping: Value, key: &str, value: Value) -> Value {
    mapping[key] = value;
    mapping
}
