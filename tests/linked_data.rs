//! JSON-LD: what the pages of policies say of their force is what the list of documents says.

use crate::support::{Site, TODAY, Tree, tests};
use regex::Regex;
use serde_json::Value;

/// The nodes of the JSON-LD script of a page.
fn nodes(output: &Tree, path: &str) -> Vec<Value> {
    let html = std::str::from_utf8(&output[path]).unwrap();
    let script = Regex::new(r#"(?s)<script type="?application/ld\+json"?>(.*?)</script>"#).unwrap();
    let graph: Value = serde_json::from_str(&script.captures(html).unwrap()[1]).unwrap();
    graph["@graph"].as_array().unwrap().clone()
}

fn node(output: &Tree, path: &str, kind: &str) -> Value {
    nodes(output, path).into_iter().find(|node| node["@type"] == kind).unwrap_or_default()
}

#[test]
fn pages_say_the_force_of_policies() {
    let site = Site::of_case(&tests().join("sites/validity"));
    site.build(TODAY);
    let output = site.output();
    let documents: Vec<Value> = serde_json::from_slice(&output["data/documents.json"]).unwrap();
    let mut forces = std::collections::BTreeSet::new();
    for document in documents.iter().filter(|document| document["kind"] == "policy") {
        let path = document["url"].as_str().unwrap().trim_start_matches('/');
        let force = match document["status"].as_str().unwrap() {
            "in_force" | "amended" => "InForce",
            "partly_void" => "PartiallyInForce",
            _ => "NotInForce",
        };
        for edition in ["", "senior/"] {
            let legislation = node(&output, &format!("{edition}{path}"), "Legislation");
            assert_eq!(legislation["legislationLegalForce"], force, "{path}");
            assert_eq!(legislation["legislationIdentifier"][0], document["document_number"], "{path}");
        }
        forces.insert(force);
    }
    assert_eq!(forces.len(), 3);
}

#[test]
fn acts_are_told_from_the_acting_side() {
    let site = Site::of_case(&tests().join("sites/validity"));
    site.build(TODAY);
    let output = site.output();
    let acts = node(&output, "policies/acts.html", "Legislation");
    let count = |name: &str| acts[name].as_array().map_or(0, Vec::len);
    assert_eq!(
        [count("legislationChanges"), count("legislationAmends"), count("legislationRepeals")],
        [5, 1, 2],
        "{acts}"
    );
    let amended = node(&output, "policies/amended.html", "Legislation");
    assert_eq!(amended["legislationDateVersion"], "2024-05-06");
    assert_eq!(amended["temporalCoverage"], "2022-01-10/..");
    let repealed = node(&output, "policies/repealed.html", "Legislation");
    assert_eq!(repealed["temporalCoverage"], "2022-01-10/2024-05-05");
}
