//! data/schedule.json: every obligation of 定时公开 and how it stands, and how each unit kept its own.

use crate::domain::schedule::State;
use crate::render::Sink;
use crate::render::calendars::{item_slug, unit_id};
use crate::site::{Item, encode};
use crate::status::{Edition, Obligation, Punctuality};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

#[derive(Serialize)]
struct All<'a> {
    obligations: Vec<Duty<'a>>,
    units: Vec<Unit>,
}

#[derive(Serialize)]
struct Duty<'a> {
    id: &'a str,
    name: &'a str,
    unit: &'a str,
    topic: Option<String>,
    period: String,
    period_label: String,
    /// What happened, where something did.
    event: Option<&'a str>,
    due: Option<String>,
    /// True where the last day is an estimate.
    uncovered: bool,
    state: &'static str,
    published: Option<String>,
    /// Days late. What is still overdue has none: the number would be another every day.
    days: Option<i32>,
    /// Where what was published can be read.
    url: Option<String>,
    /// The page of the item.
    page: &'a str,
    /// Why it is not owed.
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Unit {
    id: String,
    name: String,
    page: String,
    all: Share,
    years: Vec<OfYear>,
}

#[derive(Serialize)]
struct OfYear {
    year: i16,
    #[serde(flatten)]
    share: Share,
}

#[derive(Serialize)]
struct Share {
    owed: usize,
    in_time: usize,
    late: usize,
    missing: usize,
    exempt: usize,
}

impl From<Punctuality> for Share {
    fn from(counted: Punctuality) -> Self {
        Self {
            owed: counted.owed(),
            in_time: counted.in_time,
            late: counted.late,
            missing: counted.missing,
            exempt: counted.exempt,
        }
    }
}

/// Where the file lies.
pub const PATH: &str = "data/schedule.json";

/// Writes the file; only on sites with a 定时公开 register.
pub fn emit(edition: &Edition, sink: &dyn Sink) -> Result<(), String> {
    let schedule = &edition.site.schedule;
    if schedule.is_empty() {
        return Ok(());
    }
    let page = |item: &Item| format!("/calendar/items/{}.html", encode(&item_slug(item)));
    let pages: HashMap<&str, String> = schedule.items.iter().map(|item| (item.id.as_str(), page(item))).collect();
    let all = edition.all_obligations();
    let obligations = all.iter().map(|(item, owed)| duty(edition, &pages[item.id.as_str()], owed)).collect();
    let mut bytes = serde_json::to_vec_pretty(&All { obligations, units: units(edition, &all) })
        .map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    sink.put(PATH, bytes)
}

fn duty<'a>(edition: &Edition, page: &'a str, owed: &'a Obligation) -> Duty<'a> {
    let absolute = |address: String| if address.contains("://") { address } else { format!("/{address}") };
    let term = owed.term;
    Duty {
        id: &term.id,
        name: &term.name,
        unit: &term.unit,
        topic: term.topic.map(|topic| topic.full_name()),
        period: owed.period.to_string(),
        period_label: owed.period.label(),
        event: owed.happening.map(|happening| happening.name.as_str()),
        due: owed.due.map(|due| due.date.to_string()),
        uncovered: owed.due.is_some_and(|due| due.uncovered.is_some()),
        state: owed.state.name(),
        published: owed.record.map(|record| record.date.to_string()),
        days: match owed.state {
            State::Late { days } => Some(days),
            _ => None,
        },
        url: owed.record.map(|record| absolute(edition.address_of(&record))),
        page,
        reason: owed.exemption.map(|exemption| exemption.reason.as_str()),
    }
}

/// In the order of site.yaml, then those that it does not name.
fn units(edition: &Edition, all: &[(&Item, &Obligation)]) -> Vec<Unit> {
    let config = &edition.site.content.config;
    let mut by_name: BTreeMap<&str, Vec<&Obligation>> = BTreeMap::new();
    for (_, owed) in all {
        by_name.entry(&owed.term.unit).or_default().push(owed);
    }
    // A unit may be written by its full or its short name.
    let mut units: BTreeMap<(usize, String), (&str, Vec<&Obligation>)> = BTreeMap::new();
    for (name, owed) in by_name {
        let id = unit_id(config, name);
        let organ = config.organs.iter().position(|organ| organ.id == id);
        let full = organ.map_or(name, |at| config.organs[at].name.as_str());
        units.entry((organ.unwrap_or(usize::MAX), id)).or_insert((full, Vec::new())).1.extend(owed);
    }
    units.into_iter().map(|((_, id), (name, owed))| unit(id, name, &owed)).collect()
}

fn unit(id: String, name: &str, owed: &[&Obligation]) -> Unit {
    let mut years: BTreeMap<i16, Vec<&Obligation>> = BTreeMap::new();
    for one in owed {
        years.entry(one.day().year()).or_default().push(one);
    }
    let counted = |owed: &[&Obligation]| Share::from(owed.iter().copied().collect::<Punctuality>());
    let of_year = |(year, owed): (i16, Vec<&Obligation>)| OfYear { year, share: counted(&owed) };
    Unit {
        page: format!("/calendar/units/{}/", encode(&id)),
        name: name.to_owned(),
        all: counted(owed),
        years: years.into_iter().map(of_year).filter(|year| year.share.owed + year.share.exempt > 0).collect(),
        id,
    }
}
