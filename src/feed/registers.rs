//! data/registers/<name>.json and .csv: every register, with personal data masked.

use crate::content::register::{CellKind, Register, RegisterColumn, Row};
use crate::render::Sink;
use crate::status::{Cell, Edition};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::borrow::Cow;

pub fn emit(edition: &Edition, sink: &dyn Sink) -> Result<(), String> {
    let registers: Vec<&Register> = edition.registers().collect();
    registers.par_iter().try_for_each(|register| {
        let path = format!("data/registers/{}", register.name);
        let rows = edition.rows(register).into_iter().map(|row| edition.told(register, row)).collect();
        let shown = Shown { edition, register, columns: edition.columns(register), rows };
        sink.put(&format!("{path}.json"), json(&shown)?)?;
        sink.put(&format!("{path}.csv"), csv(&shown)?)
    })
}

/// What may be seen of a register on a day.
struct Shown<'a> {
    edition: &'a Edition<'a>,
    register: &'a Register,
    columns: Vec<(usize, &'a RegisterColumn)>,
    rows: Vec<Cow<'a, Row>>,
}

impl Shown<'_> {
    fn text(&self, row: &Row, at: usize, column: &RegisterColumn) -> String {
        match self.edition.cell(column, &row.cells[at]) {
            Cell::Text(text) | Cell::Outside(text) => text,
            Cell::Document(id) => self.edition.identity().absolute(&self.edition.site.addresses[id].link()),
            Cell::File(_) => row.cells[at].clone(),
        }
    }
}

fn json(shown: &Shown) -> Result<Vec<u8>, String> {
    let Shown { register, columns, rows, .. } = shown;
    let cell = |row: &Row, at: usize, column: &RegisterColumn| value(column.kind, &shown.text(row, at, column));
    let object = |row: &Cow<Row>| {
        Value::Object(columns.iter().map(|(at, column)| (column.key.clone(), cell(row, *at, column))).collect())
    };
    let rows: Vec<Value> = rows.iter().map(object).collect();
    let columns: Map<String, Value> =
        columns.iter().map(|(_, column)| (column.key.clone(), column.label.clone().into())).collect();
    let all = serde_json::json!({
        "name": register.title,
        "description": register.description,
        "unit": register.unit,
        "columns": columns,
        "rows": rows,
    });
    let mut bytes = serde_json::to_vec_pretty(&all).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Whole numbers are numbers; amounts stay as written, because a float would round them.
fn value(kind: CellKind, text: &str) -> Value {
    match (kind, text) {
        (_, "") => Value::Null,
        (CellKind::Integer, text) => text.parse::<i64>().map_or_else(|_| text.into(), Value::from),
        (_, text) => text.into(),
    }
}

fn csv(shown: &Shown) -> Result<Vec<u8>, String> {
    let Shown { columns, rows, .. } = shown;
    let mut writer = super::table::writer();
    let failed = |error: csv::Error| error.to_string();
    writer.write_record(columns.iter().map(|(_, column)| &column.label)).map_err(failed)?;
    for row in rows {
        let cells = columns.iter().map(|(at, column)| shown.text(row, *at, column));
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}
