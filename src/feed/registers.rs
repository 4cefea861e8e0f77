//! data/registers/<name>.json and .csv: every register, with personal data masked.

use super::record::url;
use crate::content::register::{CellKind, Register, RegisterColumn};
use crate::render::Sink;
use crate::status::Edition;
use serde_json::{Map, Value};

pub fn emit(edition: &Edition, sink: &dyn Sink) -> Result<(), String> {
    for register in &edition.site.content.registers {
        let path = format!("data/registers/{}", register.name);
        sink.put(&format!("{path}.json"), json(edition, register)?)?;
        sink.put(&format!("{path}.csv"), csv(edition, register)?)?;
    }
    Ok(())
}

fn json(edition: &Edition, register: &Register) -> Result<Vec<u8>, String> {
    let rows: Vec<Value> = register
        .rows
        .iter()
        .map(|row| {
            let cells = register.columns.iter().zip(&row.cells);
            Value::Object(
                cells
                    .map(|(column, text)| (column.key.clone(), value(column.kind, &shown(edition, column, text))))
                    .collect(),
            )
        })
        .collect();
    let columns: Map<String, Value> =
        register.columns.iter().map(|column| (column.key.clone(), column.label.clone().into())).collect();
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

/// A cell as it may be shown: a document by the address of its page, once it is published.
fn shown(edition: &Edition, column: &RegisterColumn, text: &str) -> String {
    if column.kind != CellKind::Document {
        return column.shown(text);
    }
    let document = edition.site.content.document(text).filter(|id| edition.is_visible(*id));
    document.map(|id| url(edition, id)).unwrap_or_default()
}

/// Whole numbers are numbers; amounts stay as written, because a float would round them.
fn value(kind: CellKind, text: &str) -> Value {
    match (kind, text) {
        (_, "") => Value::Null,
        (CellKind::Integer, text) => text.parse::<i64>().map_or_else(|_| text.into(), Value::from),
        (_, text) => text.into(),
    }
}

fn csv(edition: &Edition, register: &Register) -> Result<Vec<u8>, String> {
    let mut writer = super::table::writer();
    let failed = |error: csv::Error| error.to_string();
    writer.write_record(register.columns.iter().map(|column| &column.label)).map_err(failed)?;
    for row in &register.rows {
        let cells = register.columns.iter().zip(&row.cells).map(|(column, text)| shown(edition, column, text));
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}
