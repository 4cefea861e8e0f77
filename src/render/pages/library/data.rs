//! data/library.json: what a script needs to filter the lists by any combination. Values stand once
//! and are named by their place; documents are rows without keys.

use super::Library;
use super::facets::{self, Facet};
use super::hold::Hold;
use crate::domain::validity::Status;
use crate::render::engine::RenderError;
use crate::render::stage::Stage;
use crate::site::DocId;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// The output file.
const FILE: &str = "data/library.json";

#[derive(Serialize)]
struct Data {
    /// Name and label of every state, in the order in which rows count them.
    statuses: Vec<(&'static str, &'static str)>,
    /// Name, label and states of every kind of list.
    holds: Vec<(&'static str, String, Vec<usize>)>,
    /// Every value of a facet.
    values: Vec<Value>,
    /// The documents, newest first.
    documents: Vec<Row>,
    /// The other orders, as places in `documents`.
    orders: BTreeMap<&'static str, Vec<usize>>,
}

/// Dimension, name and label of a value.
type Value = (&'static str, String, String);

/// Path below the root of an edition, title, number, date, issuer as a place in `values` or -1,
/// values, state, and the days to come on which the state changes.
type Row = (String, String, String, String, i64, Vec<usize>, usize, Vec<(String, usize)>);

/// Makes the file.
pub fn emit(library: &Library, stage: &Stage) -> Result<(), RenderError> {
    let bytes = serde_json::to_vec(&data(library)).map_err(|error| RenderError(error.to_string()))?;
    stage.sink.put(FILE, bytes).map_err(RenderError)
}

fn data(library: &Library) -> Data {
    let (values, of) = values(library);
    let places: HashMap<DocId, usize> = library.all.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let order = |ids: &[DocId]| ids.iter().map(|id| places[id]).collect();
    Data {
        statuses: Status::ALL.iter().map(|status| (status.name(), status.label())).collect(),
        holds: Hold::ALL.iter().map(|hold| (hold.name(), hold.label(library.maker), states(*hold))).collect(),
        documents: library.all.iter().map(|id| row(library, *id, &values, of.get(id))).collect(),
        orders: [("number", order(&library.by_number)), ("title", order(&library.by_title))].into(),
        values,
    }
}

fn states(hold: Hold) -> Vec<usize> {
    Status::ALL.iter().enumerate().filter(|(_, status)| hold.has(**status)).map(|(at, _)| at).collect()
}

/// Every value, whatever the state of its documents, and the values of each document.
fn values(library: &Library) -> (Vec<Value>, HashMap<DocId, Vec<usize>>) {
    let mut values = Vec::new();
    let mut of: HashMap<DocId, Vec<usize>> = HashMap::new();
    for dimension in facets::ALL {
        for choice in Facet::new(dimension, library.maker, &library.all).choices {
            choice.ids.iter().for_each(|id| of.entry(*id).or_default().push(values.len()));
            values.push((dimension.name(), choice.name, choice.title));
        }
    }
    (values, of)
}

fn row(library: &Library, id: DocId, values: &[Value], of: Option<&Vec<usize>>) -> Row {
    let maker = library.maker;
    let line = maker.line(id);
    let place = |status: Status| Status::ALL.iter().position(|known| *known == status).unwrap_or_default();
    let coming = maker.edition.coming_turns(id).iter();
    let issuer = line.issuer.and_then(|issuer| values.iter().position(|(_, _, title)| *title == issuer));
    (
        line.path,
        line.title,
        line.number.unwrap_or_default(),
        line.date,
        issuer.and_then(|place| i64::try_from(place).ok()).unwrap_or(-1),
        of.cloned().unwrap_or_default(),
        maker.edition.validity(id).map_or(0, |validity| place(validity.status)),
        coming.map(|turn| (turn.date.to_string(), place(turn.status))).collect(),
    )
}
