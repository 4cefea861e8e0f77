//! Duties as JSON and as a calendar: what `portal due` prints and the editors' desk keeps beside its page.

use super::ics::{Certainty, Event, Heading, write};
use crate::content::register::is_outside;
use crate::domain::Date;
use crate::render::pages::slug;
use crate::status::{Duty, Edition};
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

/// What is still to be done, as a calendar for the office's own use; none where nothing is, because RFC
/// 5545 knows no empty calendar.
pub fn calendar(edition: &Edition, duties: &[Duty]) -> Option<String> {
    let open: Vec<&Duty> = duties.iter().filter(|duty| duty.when(edition.as_of).is_some()).collect();
    let site = edition.identity();
    let domain = if site.domain().is_empty() { slug(&site.name) } else { site.domain().to_owned() };
    let events: Vec<Event> = open.into_iter().map(|duty| event(duty, edition.as_of, &domain)).collect();
    let heading = Heading { name: format!("应办事项 - {}", site.name), source: None };
    (!events.is_empty()).then(|| write(&heading, &events))
}

/// The desk is another every day, so its day is the day on which each event was last another.
fn event(duty: &Duty, as_of: Date, domain: &str) -> Event {
    let period = if duty.period_label.is_empty() { String::new() } else { format!("（{}）", duty.period_label) };
    let what = format!("{}{period}", duty.name);
    Event {
        uid: format!("desk/{}/{}@{domain}", slug(&duty.id), slug(&duty.which)),
        sequence: usize::from(duty.due.uncovered.is_none()),
        modified: as_of,
        day: duty.due.date,
        summary: what.clone(),
        description: format!("单位：{}\n最后日期：{}\n依据：{}", duty.unit, duty.due_label(), duty.basis),
        categories: Vec::new(),
        url: None,
        certainty: if duty.due.uncovered.is_some() { Certainty::Tentative } else { Certainty::Confirmed },
        reminder: (duty.due.date > as_of).then(|| format!("明日到期：{what}")),
    }
}
