//! What was published under 定时公开, as entries of a feed.

use super::entries::{Entry, tag};
use crate::content::register::is_outside;
use crate::domain::date::official;
use crate::domain::schedule::State;
use crate::domain::text::in_title_marks;
use crate::render::calendars::unit_name;
use crate::render::pages::slug;
use crate::render::subscriptions::{NEWEST, told};
use crate::site::{DocId, Item, Record, encode};
use crate::status::{Edition, Obligation};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// The newest of them.
pub fn entries(edition: &Edition) -> Vec<Entry> {
    let all = edition.all_obligations().into_iter();
    let mut published: Vec<(&Item, &Obligation, Record)> = all
        .filter_map(|(item, owed)| Some((item, owed, owed.record.filter(|record| told(edition, record))?)))
        .collect();
    // Names are given before the oldest are left out, so that no name depends on what is left.
    published.sort_by_key(|(_, _, record)| record.date);
    // What has periods is published for each; else a document that stands in a register too is told once.
    let mut documents = HashSet::new();
    published.retain(|(item, owed, record)| {
        let once = |id: DocId| owed.term.rhythm.is_periodic() || documents.insert((&item.id, id));
        edition.document_of(record).is_none_or(once)
    });
    let mut given: HashMap<String, usize> = HashMap::new();
    let mut named: Vec<_> = published.into_iter().map(|one| (name(one.0, one.1, &mut given), one)).collect();
    named.sort_by_key(|(_, (_, _, record))| Reverse(record.date));
    named.into_iter().take(NEWEST).map(|(id, (_, owed, record))| entry(edition, id, owed, record)).collect()
}

/// From the item and the period, which are said to be published once. What names no period is known by
/// the day on which it was published; of several on one day, the later ones are numbered.
fn name(item: &Item, owed: &Obligation, given: &mut HashMap<String, usize>) -> String {
    let name = format!("schedule/{}/{}", encode(&slug(&item.id)), owed.period);
    let count = given.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{name}?{count}") }
}

fn entry(edition: &Edition, id: String, owed: &Obligation, record: Record) -> Entry {
    let address = edition.address_of(&record);
    let topic = owed.term.topic.map(|topic| topic.full_name());
    let frequency = owed.term.rhythm.frequency().label().to_owned();
    let state = owed.punctual().map(|_| owed.state.label().to_owned());
    Entry {
        id: tag(edition, &id),
        title: format!("{}{}", title(edition, owed, edition.document_of(&record)), late(owed.state)),
        url: if is_outside(&address) { address } else { edition.identity().absolute(&address) },
        date: record.date,
        summary: summary(owed, record),
        author: unit_name(edition, &owed.term.unit).to_owned(),
        categories: [frequency].into_iter().chain(topic).chain(state).collect(),
    }
}

/// 望川市民政局公开2026年10月城乡低保资金发放情况; of what has no periods, what it was about.
fn title(edition: &Edition, owed: &Obligation, document: Option<DocId>) -> String {
    let (unit, name) = (unit_name(edition, &owed.term.unit), &owed.term.name);
    let document = document.map(|id| in_title_marks(&edition.document(id).title));
    match (owed.term.rhythm.is_periodic(), owed.happening, document) {
        (true, ..) => format!("{unit}公开{}{name}", owed.period.label()),
        (false, Some(happening), _) => format!("{unit}公开{name}：{}", happening.name),
        (false, None, Some(document)) => format!("{unit}公开{name}：{document}"),
        (false, None, None) => format!("{unit}公开{name}（{}）", owed.period.label()),
    }
}

fn late(state: State) -> String {
    match state {
        State::Late { days } => format!("（逾期{days}日）"),
        _ => String::new(),
    }
}

/// 公开期限：次月10日前（2026年11月10日）。2026年11月9日按期公开。
fn summary(owed: &Obligation, record: Record) -> String {
    let due = owed.due.map(|due| format!("（{}）", official(due.date))).unwrap_or_default();
    let how = match (owed.due, owed.state) {
        (None, _) => "公开".to_owned(),
        (Some(_), State::Late { days }) => format!("公开，逾期{days}日"),
        (Some(_), _) => "按期公开".to_owned(),
    };
    format!("公开期限：{}{due}。{}{how}。", owed.term.deadline, official(record.date))
}
