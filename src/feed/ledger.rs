//! data/ledger.json: the tasks of 工作台账 with their states, and the numbers of each year.

use crate::domain::task::TaskState;
use crate::render::Sink;
use crate::render::pages::ledger::{anchor, year_address};
use crate::status::{Edition, Shown, Standing, Summary, Way};
use serde::Serialize;

#[derive(Serialize)]
struct Ledger<'a> {
    years: Vec<Year>,
    tasks: Vec<Task<'a>>,
}

#[derive(Serialize)]
struct Year {
    year: i16,
    url: String,
    /// As the tasks stand now.
    summary: Summary,
    /// As they stood when the year ended, or stand while it lasts.
    at_year_end: Summary,
    sentence: String,
    /// The tasks of earlier years that were open when the year began.
    review: Vec<String>,
}

#[derive(Serialize)]
struct Task<'a> {
    id: String,
    url: String,
    year: i16,
    number: &'a str,
    theme: &'a str,
    requirement: &'a str,
    leads: Vec<Unit<'a>>,
    units: Vec<Unit<'a>>,
    due_text: &'a str,
    due: Option<String>,
    lasting: bool,
    state: &'static str,
    state_label: &'static str,
    /// Days after the last day, of a task that was done late.
    late_days: Option<i32>,
    progress: Option<&'static str>,
    completed: Option<String>,
    updated: Option<String>,
    evidence: Vec<Evidence<'a>>,
}

#[derive(Serialize)]
struct Unit<'a> {
    name: &'a str,
    /// 标识 of the organ in site.yaml.
    organ: Option<&'a str>,
}

#[derive(Serialize)]
struct Evidence<'a> {
    name: &'a str,
    url: Option<String>,
}

/// Writes the file; only on sites that have a ledger.
pub fn emit(edition: &Edition, sink: &dyn Sink) -> Result<(), String> {
    if edition.ledger.is_empty() {
        return Ok(());
    }
    let years = edition.ledger_years().into_iter().map(|year| of_year(edition, year)).collect();
    let tasks = edition.ledger.iter().map(|standing| of_task(edition, standing)).collect();
    let mut bytes = serde_json::to_vec_pretty(&Ledger { years, tasks }).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    sink.put("data/ledger.json", bytes)
}

fn of_year(edition: &Edition, year: i16) -> Year {
    Year {
        year,
        url: format!("/{}", year_address(year).link()),
        summary: Summary::of(edition.tasks_of(year).iter().map(|standing| standing.state)),
        at_year_end: edition.summary(year),
        sentence: edition.ledger_sentence(year),
        review: edition.review(year).into_iter().map(id).collect(),
    }
}

/// 2026-3.
fn id(standing: &Standing) -> String {
    format!("{}-{}", standing.task.year, standing.task.number)
}

fn of_task<'a>(edition: &Edition<'a>, standing: &'a Standing<'a>) -> Task<'a> {
    let (task, reported) = (standing.task, standing.task.reported);
    let is_known = standing.state != TaskState::Unreported;
    Task {
        id: id(standing),
        url: format!("/{}#{}", year_address(task.year).link(), anchor(standing)),
        year: task.year,
        number: &task.number,
        theme: &task.theme,
        requirement: &task.requirement,
        leads: units(edition, &task.leads),
        units: units(edition, &task.units),
        due_text: &task.due_text,
        due: task.due.by.map(|by| by.to_string()),
        lasting: task.due.lasting,
        state: standing.state.name(),
        state_label: standing.state.label(),
        late_days: match standing.state {
            TaskState::Late { days } => Some(days),
            _ => None,
        },
        progress: is_known.then(|| reported.progress.label()),
        completed: reported.completed.filter(|_| is_known).map(|date| date.to_string()),
        updated: is_known.then(|| reported.updated.to_string()),
        evidence: standing.evidence.iter().map(evidence).collect(),
    }
}

fn units<'a>(edition: &Edition<'a>, names: &'a [String]) -> Vec<Unit<'a>> {
    let config = &edition.site.content.config;
    names.iter().map(|name| Unit { name, organ: config.organ(name).map(|organ| organ.id.as_str()) }).collect()
}

fn evidence<'a>(shown: &'a Shown<'a>) -> Evidence<'a> {
    let url = shown.way.as_ref().map(|way| match way {
        Way::Page(path) | Way::File(path) => format!("/{path}"),
        Way::Outside(address) => address.clone(),
    });
    Evidence { name: shown.name, url }
}
