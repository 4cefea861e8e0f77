//! data/next-change.json: the days on which the output changes by itself, and why; for the program
//! that builds the site again in time.

use super::record::url;
use crate::render::Sink;
use crate::status::{Change, Edition};
use serde::Serialize;

#[derive(Serialize)]
struct Day {
    date: String,
    changes: Vec<Reason>,
}

#[derive(Serialize)]
struct Reason {
    kind: &'static str,
    reason: String,
    url: Option<String>,
}

pub fn emit(edition: &Edition, sink: &dyn Sink) -> Result<(), String> {
    let reason = |change: &Change| Reason {
        kind: change.kind(),
        reason: change.public(),
        url: change.document().map(|id| url(edition, id)),
    };
    let days: Vec<Day> = edition
        .next_changes
        .iter()
        .map(|(date, changes)| Day { date: date.to_string(), changes: changes.iter().map(reason).collect() })
        .collect();
    let mut bytes = serde_json::to_vec_pretty(&days).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    sink.put("data/next-change.json", bytes)
}
