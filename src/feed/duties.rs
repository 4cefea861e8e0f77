//! Duties as JSON: what `portal due --json` prints and the editors' desk keeps beside its page.

use crate::content::register::is_outside;
use crate::status::Duty;
use serde::Serialize;

/// One duty, by the names of the contract.
#[derive(Debug, Serialize)]
struct DutyRecord<'a> {
    id: &'a str,
    name: &'a str,
    unit: &'a str,
    period: Option<&'a str>,
    due: String,
    /// The year whose holiday notice is missing, where the day is an estimate.
    uncovered: Option<i16>,
    state: &'static str,
    url: Option<String>,
    basis: &'a str,
    internal: bool,
}

/// An array of duties, in their order.
///
/// # Errors
/// When a text cannot be written as JSON, which no text is.
pub fn json(duties: &[Duty]) -> Result<String, String> {
    let records: Vec<DutyRecord> = duties.iter().map(record).collect();
    serde_json::to_string_pretty(&records).map_err(|error| error.to_string())
}

fn record(duty: &Duty) -> DutyRecord<'_> {
    DutyRecord {
        id: &duty.id,
        name: &duty.name,
        unit: &duty.unit,
        period: duty.period.as_deref(),
        due: duty.due.date.to_string(),
        uncovered: duty.due.uncovered,
        state: duty.state.name(),
        url: duty.link.as_ref().map(|link| if is_outside(link) { link.clone() } else { format!("/{link}") }),
        basis: &duty.basis,
        internal: duty.internal,
    }
}
