//! Quickwit 0.9 as measured on a running node, as far as a push meets it.

use super::server::{Answered, Engine, Seen};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Bytes that ingest takes in a request.
pub const LIMIT: usize = 10 * 1024 * 1024;

/// An index, in which nothing ever takes the place of anything.
#[derive(Debug, Default)]
pub struct Index {
    fields: BTreeMap<String, String>,
    documents: Vec<(Instant, Value)>,
}

impl Index {
    /// The ids of its documents in order, as often as they are there, found already or not.
    pub fn ids(&self) -> Vec<String> {
        let mut ids: Vec<_> = self.documents.iter().map(|(_, one)| one["id"].as_str().unwrap().to_owned()).collect();
        ids.sort();
        ids
    }

    /// Its documents.
    pub fn documents(&self) -> impl Iterator<Item = &Value> {
        self.documents.iter().map(|(_, document)| document)
    }
}

/// The engine.
#[derive(Debug)]
pub struct Quickwit {
    pub indexes: BTreeMap<String, Index>,
    pub limit: usize,
    /// How long documents take to be found.
    pub commit: Duration,
    /// Documents that are refused, by their id.
    pub refused: Vec<String>,
}

impl Quickwit {
    pub fn new() -> Self {
        Self { indexes: BTreeMap::new(), limit: LIMIT, commit: Duration::from_millis(3), refused: Vec::new() }
    }

    fn create(&mut self, config: &Value) -> (u16, Value) {
        let name = config["index_id"].as_str().unwrap_or_default().to_owned();
        if config["version"] != "0.8" || config["doc_mapping"]["timestamp_field"] != Value::Null {
            return (400, json!({ "message": "invalid config" }));
        }
        if self.indexes.contains_key(&name) {
            return (400, json!({ "message": format!("index `{name}` already exists") }));
        }
        let mappings = config["doc_mapping"]["field_mappings"].as_array().unwrap();
        let mut fields = BTreeMap::new();
        for mapping in mappings {
            let (field, sort) = (mapping["name"].as_str().unwrap(), mapping["type"].as_str().unwrap());
            let is_name = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-' || b == b'.';
            if !field.bytes().all(is_name) || fields.insert(field.to_owned(), sort.to_owned()).is_some() {
                return (400, json!({ "message": format!("invalid field name `{field}`") }));
            }
        }
        let known =
            |list: &Value| list.as_array().unwrap().iter().all(|one| fields.contains_key(one.as_str().unwrap()));
        if !known(&config["search_settings"]["default_search_fields"]) || !known(&config["doc_mapping"]["tag_fields"]) {
            return (400, json!({ "message": "unknown field" }));
        }
        self.indexes.insert(name, Index { fields, documents: Vec::new() });
        (200, config.clone())
    }

    fn ingest(&mut self, name: &str, request: &Seen) -> Answered {
        let Some(index) = self.indexes.get_mut(name) else { return Some(missing(name)) };
        let (mut taken, mut failures) = (0, Vec::new());
        let text = std::str::from_utf8(&request.body).unwrap();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let fault = match serde_json::from_str::<Value>(line) {
                Ok(document) => match fault(&index.fields, &document, &self.refused) {
                    None => {
                        index.documents.push((Instant::now() + self.commit, document));
                        taken += 1;
                        continue;
                    }
                    Some(fault) => ("invalid_schema", fault),
                },
                Err(error) => ("invalid_json", error.to_string()),
            };
            failures.push(json!({ "reason": fault.0, "message": fault.1, "document": line }));
        }
        if request.query.contains("commit=force") && taken == 0 {
            return None;
        }
        let mut answer = json!({ "num_docs_for_processing": taken + failures.len(), "num_ingested_docs": taken,
            "num_rejected_docs": failures.len() });
        if request.query.contains("detailed_response=true") {
            answer["parse_failures"] = json!(failures);
        }
        Some((200, answer))
    }

    fn search(&self, name: &str) -> (u16, Value) {
        let Some(index) = self.indexes.get(name) else { return missing(name) };
        let now = Instant::now();
        let found = index.documents.iter().filter(|(from, _)| *from <= now).count();
        (200, json!({ "num_hits": found, "hits": [] }))
    }

    fn list(&self, query: &str) -> (u16, Value) {
        let pattern = query.strip_prefix("index_id_patterns=").and_then(|rest| rest.strip_suffix('*')).unwrap();
        let names = self.indexes.keys().filter(|name| name.starts_with(pattern));
        let listed = names.map(|name| {
            json!({ "version": "0.9", "index_uid": format!("{name}:01H"), "index_config": { "index_id": name } })
        });
        (200, listed.collect())
    }
}

fn missing(name: &str) -> (u16, Value) {
    (404, json!({ "message": format!("index `{name}` not found") }))
}

/// What is wrong with a document under a strict mapping.
fn fault(fields: &BTreeMap<String, String>, document: &Value, refused: &[String]) -> Option<String> {
    if refused.iter().any(|id| document["id"] == id.as_str()) {
        return Some("the field `year` could not be parsed".to_owned());
    }
    let Some(object) = document.as_object() else { return Some("not an object".to_owned()) };
    object.iter().find_map(|(name, value)| {
        let Some(sort) = fields.get(name) else {
            return Some(format!("the document contains the unknown field `{name}`"));
        };
        let fits = match sort.as_str() {
            "text" => value.is_string(),
            "array<text>" => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
            "u64" => value.is_u64(),
            "datetime" => value.as_str().is_some_and(is_date),
            _ => false,
        };
        (!fits).then(|| format!("the field `{name}` could not be parsed as {sort}"))
    })
}

/// RFC 3339, and within the nanoseconds that 64 bits hold: beyond, the engine takes it for another day.
fn is_date(text: &str) -> bool {
    let day = text.strip_suffix("T00:00:00Z").and_then(portal::domain::date::parse_iso);
    day.is_some_and(|day| (1678..=2261).contains(&day.year()))
}

impl Engine for Quickwit {
    fn limit(&self, request: &Seen) -> usize {
        if request.path.ends_with("/ingest") { self.limit } else { 1024 * 1024 }
    }

    fn answer(&mut self, request: &Seen) -> Answered {
        let path: Vec<&str> = request.path.trim_start_matches('/').split('/').collect();
        match (request.method.as_str(), path.as_slice()) {
            ("POST", ["api", "v1", "indexes"]) => Some(self.create(&request.json())),
            ("GET", ["api", "v1", "indexes"]) => Some(self.list(&request.query)),
            ("DELETE", ["api", "v1", "indexes", name]) => {
                Some(self.indexes.remove(*name).map_or_else(|| missing(name), |_| (200, json!([]))))
            }
            ("POST", ["api", "v1", name, "ingest"]) => self.ingest(name, request),
            ("GET", ["api", "v1", name, "search"]) => {
                assert!(request.query.contains("query=*"), "{}", request.query);
                Some(self.search(name))
            }
            _ => Some((404, json!({ "message": "Route not found" }))),
        }
    }
}
