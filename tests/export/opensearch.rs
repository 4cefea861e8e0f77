//! OpenSearch, as far as a push meets it.

use super::server::{Answered, Engine, Seen};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// An index: documents by their `_id`.
#[derive(Debug, Default)]
pub struct Index {
    mappings: Value,
    pub documents: BTreeMap<String, Value>,
    /// Documents that were there at the last refresh.
    refreshed: usize,
}

/// The engine.
#[derive(Debug)]
pub struct OpenSearch {
    pub indexes: BTreeMap<String, Index>,
    pub aliases: BTreeMap<String, BTreeSet<String>>,
    pub limit: usize,
    /// Documents that are refused, by their id.
    pub refused: Vec<String>,
    /// So many documents more are answered with 429.
    pub busy: usize,
}

impl OpenSearch {
    pub fn new() -> Self {
        let limit = 100 * 1024 * 1024;
        Self { indexes: BTreeMap::new(), aliases: BTreeMap::new(), limit, refused: Vec::new(), busy: 0 }
    }

    /// The ids of the documents that who asks the alias finds.
    pub fn found(&self, alias: &str) -> Vec<String> {
        let held = self.aliases.get(alias).into_iter().flatten();
        let mut ids: Vec<String> = held.flat_map(|index| self.indexes[index].documents.values()).map(id).collect();
        ids.sort();
        ids
    }

    fn create(&mut self, name: &str, body: &Value) -> (u16, Value) {
        if self.indexes.contains_key(name) {
            let error = json!({ "type": "resource_already_exists_exception", "reason": format!("index [{name}] already exists") });
            return (400, json!({ "error": error, "status": 400 }));
        }
        self.indexes.insert(name.to_owned(), Index { mappings: body["mappings"].clone(), ..Index::default() });
        (200, json!({ "acknowledged": true, "index": name }))
    }

    fn bulk(&mut self, name: &str, body: &[u8]) -> (u16, Value) {
        // An index that is missing is made, with whatever mapping.
        let index = self.indexes.entry(name.to_owned()).or_default();
        let lines: Vec<Value> =
            std::str::from_utf8(body).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(body.ends_with(b"\n") && lines.len().is_multiple_of(2));
        let mut items = Vec::new();
        for pair in lines.chunks(2) {
            let (key, document) = (pair[0]["index"]["_id"].as_str().unwrap(), &pair[1]);
            let error = fault(&index.mappings, document, &self.refused);
            let item = match error {
                _ if self.busy > 0 => {
                    self.busy -= 1;
                    json!({ "status": 429, "error": { "type": "rejected_execution_exception", "reason": "queue full" } })
                }
                Some(reason) => json!({ "status": 400, "error": { "type": "mapper_parsing_exception",
                    "reason": reason, "caused_by": { "reason": "For input string" } } }),
                None => {
                    index.documents.insert(key.to_owned(), document.clone());
                    json!({ "_id": key, "status": 201 })
                }
            };
            items.push(json!({ "index": item }));
        }
        let errors = items.iter().any(|item| item["index"]["status"] != 201);
        (200, json!({ "took": 1, "errors": errors, "items": items }))
    }

    fn alias(&mut self, actions: &Value) -> (u16, Value) {
        let mut after = self.aliases.clone();
        for action in actions["actions"].as_array().unwrap() {
            let (name, place) = action.as_object().unwrap().iter().next().unwrap();
            let (index, alias) = (place["index"].as_str().unwrap(), place["alias"].as_str().unwrap());
            let held = after.entry(alias.to_owned()).or_default();
            let done = match name.as_str() {
                "add" => {
                    held.insert(index.to_owned());
                    self.indexes.contains_key(index)
                }
                _ => held.remove(index),
            };
            if !done {
                return missing(index);
            }
        }
        self.aliases = after;
        (200, json!({ "acknowledged": true }))
    }

    fn of_alias(&self, alias: &str) -> (u16, Value) {
        match self.aliases.get(alias).filter(|held| !held.is_empty()) {
            Some(held) => {
                let held: Map<String, Value> =
                    held.iter().map(|index| (index.clone(), json!({ "aliases": { alias: {} } }))).collect();
                (200, Value::Object(held))
            }
            None => (404, json!({ "error": format!("alias [{alias}] missing"), "status": 404 })),
        }
    }

    fn list(&self, pattern: &str) -> (u16, Value) {
        let prefix = pattern.strip_suffix('*').unwrap();
        let names = self.indexes.keys().filter(|name| name.starts_with(prefix));
        (200, Value::Object(names.map(|name| (name.clone(), json!({ "aliases": {} }))).collect()))
    }

    fn of_index(&mut self, method: &str, name: &str, what: &str, body: &[u8]) -> (u16, Value) {
        if (method, what) == ("POST", "_bulk") {
            return self.bulk(name, body);
        }
        let Some(index) = self.indexes.get_mut(name) else { return missing(name) };
        match (method, what) {
            ("POST", "_refresh") => {
                index.refreshed = index.documents.len();
                (200, json!({}))
            }
            ("GET", "_count") => (200, json!({ "count": index.refreshed })),
            ("GET", "_mapping") => (200, json!({ name: { "mappings": index.mappings } })),
            _ => (405, json!({ "error": "Incorrect HTTP method" })),
        }
    }
}

fn id(document: &Value) -> String {
    document["id"].as_str().unwrap().to_owned()
}

fn missing(name: &str) -> (u16, Value) {
    let error = json!({ "type": "index_not_found_exception", "reason": format!("no such index [{name}]") });
    (404, json!({ "error": error, "status": 404 }))
}

/// What is wrong with a document under a strict mapping.
fn fault(mappings: &Value, document: &Value, refused: &[String]) -> Option<String> {
    if refused.contains(&id(document)) {
        return Some("failed to parse field [year] of type [long]".to_owned());
    }
    if mappings["dynamic"] != "strict" {
        return None;
    }
    document
        .as_object()
        .unwrap()
        .iter()
        .find_map(|(name, value)| {
            let sort = mappings["properties"][name]["type"].as_str()?;
            let single = |value: &Value| match sort {
                "text" | "keyword" => value.is_string(),
                "long" => value.is_i64() || value.is_u64(),
                "date" => value.as_str().is_some_and(|text| text.ends_with("T00:00:00Z")),
                _ => false,
            };
            let fits = value.as_array().map_or_else(|| single(value), |list| list.iter().all(single));
            (!fits).then(|| format!("failed to parse field [{name}] of type [{sort}]"))
        })
        .or_else(|| {
            let unknown =
                document.as_object().unwrap().keys().find(|name| mappings["properties"][name.as_str()].is_null());
            unknown.map(|name| format!("mapping set to strict, dynamic introduction of [{name}] is not allowed"))
        })
}

impl Engine for OpenSearch {
    fn limit(&self, request: &Seen) -> usize {
        if request.path.ends_with("/_bulk") { self.limit } else { 1024 * 1024 }
    }

    fn answer(&mut self, request: &Seen) -> Answered {
        let path: Vec<&str> = request.path.trim_start_matches('/').split('/').collect();
        Some(match (request.method.as_str(), path.as_slice()) {
            ("GET", ["_alias", alias]) => self.of_alias(alias),
            ("POST", ["_aliases"]) => self.alias(&request.json()),
            ("GET", [pattern, "_alias"]) => self.list(pattern),
            ("PUT", [name]) => self.create(name, &request.json()),
            ("DELETE", [name]) => match self.indexes.remove(*name) {
                Some(_) => {
                    self.aliases.values_mut().for_each(|held| held.retain(|index| index != name));
                    (200, json!({ "acknowledged": true }))
                }
                None => missing(name),
            },
            (method, [name, what]) => self.of_index(method, name, what, &request.body),
            _ => (400, json!({ "error": "no handler found" })),
        })
    }
}
