//! data/documents.json and data/documents.csv: every published document.

use super::record::{COLUMNS, Record};
use crate::render::Sink;

/// Both files; the records stand in the order of publication, newest first.
pub fn emit(records: &[Record], sink: &dyn Sink) -> Result<(), String> {
    let mut json = serde_json::to_vec_pretty(records).map_err(|error| error.to_string())?;
    json.push(b'\n');
    sink.put("data/documents.json", json)?;
    sink.put("data/documents.csv", csv(records)?)
}

/// The same records as a table.
fn csv(records: &[Record]) -> Result<Vec<u8>, String> {
    let mut writer = super::table::writer();
    let failed = |error: csv::Error| error.to_string();
    writer.write_record(COLUMNS).map_err(failed)?;
    for record in records {
        writer.write_record(record.0.iter().map(|(_, value)| value.cell())).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}
