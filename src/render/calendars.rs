//! Which calendar files there are: of all items of 定时公开, of each unit, and of each item. The pages
//! name them; the files themselves are made in `feed`.

use super::pages::slug;
use super::views::FeedLink;
use crate::config::Config;
use crate::domain::Date;
use crate::site::{Item, encode};
use crate::status::{Edition, Obligation, horizon};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// An item, and something that it owes by a day.
pub type Owed<'e> = (&'e Item, &'e Obligation<'e>);

/// How a calendar chooses, for the page that lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    Whole,
    /// What a unit owes.
    Unit,
    /// One item.
    Item,
}

/// A calendar file.
#[derive(Debug, Clone)]
pub struct Calendar<'e> {
    /// Path of the file in the output.
    pub path: String,
    /// What it brings.
    pub title: String,
    /// How it chooses.
    pub scope: Scope,
    /// What stands in it, in order of days; never empty, because RFC 5545 knows no empty calendar.
    pub owed: Vec<Owed<'e>>,
}

impl<'e> Calendar<'e> {
    fn new(path: String, title: String, scope: Scope, mut owed: Vec<Owed<'e>>) -> Option<Self> {
        owed.par_sort_by(|(a, one), (b, other)| one.day().cmp(&other.day()).then_with(|| a.id.cmp(&b.id)));
        (!owed.is_empty()).then_some(Self { path, title, scope, owed })
    }

    /// The file as a page names it in its head or in a list.
    pub fn link(&self) -> FeedLink {
        FeedLink { title: self.title.clone(), file: encode(&self.path), media_type: "text/calendar" }
    }
}

/// The first day of the calendars: last year's dates stay, so that it can be seen how they were kept.
pub fn first_day(as_of: Date) -> Date {
    Date::new(as_of.year() - 1, 1, 1).unwrap_or(as_of)
}

/// Every calendar.
pub fn all<'e>(edition: &'e Edition<'e>) -> Vec<Calendar<'e>> {
    let items = (0..edition.obligations.len()).filter_map(|at| of_item(edition, at));
    whole(edition).into_iter().chain(of_units(edition)).chain(items).collect()
}

/// All items.
pub fn whole<'e>(edition: &'e Edition<'e>) -> Option<Calendar<'e>> {
    let owed = (0..edition.obligations.len()).flat_map(|at| dated(edition, at)).collect();
    Calendar::new("calendar.ics".to_owned(), "定时公开".to_owned(), Scope::Whole, owed)
}

/// Each unit, in the order of site.yaml, then those that it does not name.
pub fn of_units<'e>(edition: &'e Edition<'e>) -> Vec<Calendar<'e>> {
    let config = &edition.site.content.config;
    let mut units: BTreeMap<(usize, String), Vec<Owed<'e>>> = BTreeMap::new();
    // A unit is found by its name once a name, not once an obligation.
    let mut places: HashMap<&str, (usize, String)> = HashMap::new();
    for owed in (0..edition.obligations.len()).flat_map(|at| dated(edition, at)) {
        let name = owed.1.term.unit.as_str();
        let place = || {
            let id = unit_id(config, name);
            (config.organs.iter().position(|organ| organ.id == id).unwrap_or(usize::MAX), id)
        };
        let place = places.entry(name).or_insert_with(place);
        match units.get_mut(place) {
            Some(known) => known.push(owed),
            None => _ = units.insert(place.clone(), vec![owed]),
        }
    }
    units.into_iter().filter_map(|((_, id), owed)| unit(edition, &id, owed)).collect()
}

/// One unit, by the part that [`unit_id`] gives it in addresses.
pub fn of_unit<'e>(edition: &'e Edition<'e>, id: &str) -> Option<Calendar<'e>> {
    let config = &edition.site.content.config;
    let all = (0..edition.obligations.len()).flat_map(|at| dated(edition, at));
    unit(edition, id, all.filter(|(_, owed)| unit_id(config, &owed.term.unit) == id).collect())
}

fn unit<'e>(edition: &Edition, id: &str, owed: Vec<Owed<'e>>) -> Option<Calendar<'e>> {
    let name = unit_name(edition, &owed.last()?.1.term.unit).to_owned();
    Calendar::new(format!("calendar/{id}.ics"), format!("定时公开：{name}"), Scope::Unit, owed)
}

/// One item, by its place in the schedule.
pub fn of_item<'e>(edition: &'e Edition<'e>, at: usize) -> Option<Calendar<'e>> {
    let item = &edition.site.schedule.items[at];
    let path = format!("calendar/items/{}.ics", item_slug(item));
    Calendar::new(path, format!("定时公开：{}", item.latest().name), Scope::Item, dated(edition, at))
}

/// What an item owes by a day that lies in the calendars. Where two terms of an item, one written over
/// the other, both ask for one period, the first of them is told: an event has one day.
fn dated<'e>(edition: &'e Edition<'e>, at: usize) -> Vec<Owed<'e>> {
    let item = &edition.site.schedule.items[at];
    let days = first_day(edition.as_of)..=horizon(edition.as_of);
    let mut told = HashSet::new();
    let owed = edition.obligations[at].iter().filter(|owed| owed.due.is_some_and(|due| days.contains(&due.date)));
    owed.filter(|owed| told.insert(owed.period)).map(|owed| (item, owed)).collect()
}

/// A unit as a part of an address: the short identifier of the organ, where site.yaml has it.
pub fn unit_id(config: &Config, unit: &str) -> String {
    config.organ(unit).map_or_else(|| slug(unit), |organ| organ.id.clone())
}

/// A unit by its full name, where site.yaml has it.
pub fn unit_name<'e>(edition: &'e Edition, unit: &'e str) -> &'e str {
    edition.site.content.config.organ(unit).map_or(unit, |organ| &organ.name)
}

/// An item as a part of an address, in lower case. Where two differ by case only, the later one gets a
/// number: some file systems take their addresses for one.
pub fn item_slug(item: &Item) -> String {
    let slug = slug(&item.id.to_lowercase());
    match item.namesakes {
        0 => slug,
        earlier => format!("{slug}_{}", earlier + 1),
    }
}
