//! What all pages of 定时公开 are made from: the obligations, grouped once by month, item, unit and topic.

use crate::content::schedule::ScheduleItem;
use crate::domain::Date;
use crate::domain::topics::TREE;
use crate::render::calendars::{self, item_slug, unit_id};
use crate::render::pages::{Maker, topic_slug};
use crate::render::views::FeedLink;
use crate::site::{Address, Item};
use crate::status::Obligation;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// An item and something that it owes.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    pub item: &'a Item,
    pub owed: &'a Obligation<'a>,
}

/// Entries by the first day of their month, each month in order of days.
pub type Months<'a> = BTreeMap<Date, Vec<Entry<'a>>>;

/// Everything that pages of 定时公开 show.
pub struct Board<'a> {
    pub maker: &'a Maker<'a>,
    /// In order of days, then of items.
    pub all: Vec<Entry<'a>>,
    pub months: Months<'a>,
    /// Made when first asked for: the home page needs no groups.
    units: OnceLock<Vec<Group<'a>>>,
    topics: OnceLock<Vec<Group<'a>>>,
    slugs: HashMap<&'a str, String>,
}

/// By what entries are grouped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// 单位.
    Unit,
    /// 主题.
    Topic,
}

/// The entries of a unit or a topic.
pub struct Group<'a> {
    pub sort: Sort,
    /// Its part of the address.
    pub id: String,
    pub name: String,
    /// In order of days.
    pub entries: Vec<Entry<'a>>,
    pub months: Months<'a>,
    /// The items that are its own now.
    pub items: Vec<&'a Item>,
    /// Its calendar file.
    pub calendar: Option<FeedLink>,
}

/// The first day of the month that a day lies in.
pub fn month_of(day: Date) -> Date {
    day.first_of_month()
}

/// The month so many months later.
pub fn month_after(month: Date, months: i32) -> Date {
    month.checked_add(jiff::Span::new().months(months)).unwrap_or(month)
}

fn by_month<'a>(entries: &[Entry<'a>]) -> Months<'a> {
    let mut months = Months::new();
    for entry in entries {
        months.entry(month_of(entry.owed.day())).or_default().push(*entry);
    }
    months
}

impl<'a> Board<'a> {
    pub fn new(maker: &'a Maker<'a>) -> Self {
        let schedule = &maker.edition.site.schedule;
        let all: Vec<Entry> =
            maker.edition.all_obligations().into_iter().map(|(item, owed)| Entry { item, owed }).collect();
        Self {
            maker,
            months: by_month(&all),
            units: OnceLock::new(),
            topics: OnceLock::new(),
            slugs: schedule.items.iter().map(|item| (item.id.as_str(), item_slug(item))).collect(),
            all,
        }
    }

    /// The units in the order of site.yaml, then those that it does not name.
    pub fn units(&self) -> &[Group<'a>] {
        self.units.get_or_init(|| units(self.maker, &self.all))
    }

    /// The topics in the official order; what has no topic comes last. Empty where no item has one.
    pub fn topics(&self) -> &[Group<'a>] {
        self.topics.get_or_init(|| topics(self.maker, &self.all))
    }

    /// The page of an item.
    pub fn item_address(&self, item: &Item) -> Address {
        let slug = self.slugs.get(item.id.as_str()).map_or(item.id.as_str(), String::as_str);
        Address::file(format!("calendar/items/{slug}.html"))
    }

    /// The unit of a name.
    pub fn unit(&self, name: &str) -> Option<&Group<'a>> {
        let id = unit_id(&self.maker.edition.site.content.config, name);
        self.units().iter().find(|unit| unit.id == id)
    }

    /// The topic at a place of the official tree.
    pub fn topic(&self, top: usize) -> Option<&Group<'a>> {
        let id = topic_slug(top);
        self.topics().iter().find(|topic| topic.id == id)
    }
}

impl Sort {
    /// The page of all groups.
    pub fn address(self) -> Address {
        Address::folder(self.folder())
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Unit => "calendar/units",
            Self::Topic => "calendar/topics",
        }
    }

    /// The names of its texts in the interface: `calendar.by_unit` …
    pub fn key(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Topic => "topic",
        }
    }
}

impl Group<'_> {
    /// Its page, with the current month.
    pub fn address(&self) -> Address {
        Address::folder(&format!("{}/{}", self.sort.folder(), self.id))
    }

    /// Its page of another month.
    pub fn month_address(&self, month: Date) -> Address {
        Address::file(format!("{}/{}/{}.html", self.sort.folder(), self.id, month_name(month)))
    }
}

/// A month in an address: `2026-11`.
pub fn month_name(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

/// Groups that are being filled, by their rank and the part of the address that is theirs.
#[derive(Default)]
struct Gathering<'a>(BTreeMap<(usize, String), Gathered<'a>>);

#[derive(Default)]
struct Gathered<'a> {
    name: String,
    entries: Vec<Entry<'a>>,
    items: Vec<&'a Item>,
}

impl<'a> Gathering<'a> {
    fn at(&mut self, rank: usize, id: String, name: &str) -> &mut Gathered<'a> {
        let gathered = self.0.entry((rank, id)).or_default();
        if gathered.name.is_empty() {
            name.clone_into(&mut gathered.name);
        }
        gathered
    }

    fn groups(self, sort: Sort) -> Vec<Group<'a>> {
        let group = |((_, id), gathered): ((usize, String), Gathered<'a>)| Group {
            sort,
            id,
            name: gathered.name,
            months: by_month(&gathered.entries),
            entries: gathered.entries,
            items: gathered.items,
            calendar: None,
        };
        self.0.into_iter().map(group).collect()
    }
}

fn units<'a>(maker: &'a Maker<'a>, all: &[Entry<'a>]) -> Vec<Group<'a>> {
    let config = &maker.edition.site.content.config;
    // An organ is found by its name once a name, not once an obligation.
    let mut known: HashMap<&str, (usize, String, &str)> = HashMap::new();
    let mut find = |name: &'a str| {
        let place = || {
            let organ = config.organ(name);
            let rank = organ.and_then(|organ| config.organs.iter().position(|other| other.id == organ.id));
            let full = organ.map_or(name, |organ| organ.name.as_str());
            (rank.unwrap_or(usize::MAX), unit_id(config, name), full)
        };
        known.entry(name).or_insert_with(place).clone()
    };
    let mut units = Gathering::default();
    for entry in all {
        let (rank, id, name) = find(&entry.owed.term.unit);
        units.at(rank, id, name).entries.push(*entry);
    }
    for item in &maker.edition.site.schedule.items {
        let (rank, id, name) = find(&item.latest().unit);
        units.at(rank, id, name).items.push(item);
    }
    let mut files: HashMap<String, FeedLink> = HashMap::new();
    for calendar in calendars::of_units(maker.edition) {
        files.insert(calendar.path.clone(), calendar.link());
    }
    let mut groups = units.groups(Sort::Unit);
    for group in &mut groups {
        group.calendar = files.remove(&format!("calendar/{}.ics", group.id));
    }
    groups
}

fn topics<'a>(maker: &'a Maker<'a>, all: &[Entry<'a>]) -> Vec<Group<'a>> {
    let items = &maker.edition.site.schedule.items;
    if items.iter().all(|item| item.latest().topic.is_none()) {
        return Vec::new();
    }
    let other = maker.texts.get("calendar.no_topic");
    let place = |term: &ScheduleItem| match term.topic {
        Some(topic) => (topic.top, topic_slug(topic.top), TREE[topic.top].name),
        None => (usize::MAX, "other".to_owned(), other.as_str()),
    };
    let mut topics = Gathering::default();
    for entry in all {
        let (rank, id, name) = place(entry.owed.term);
        topics.at(rank, id, name).entries.push(*entry);
    }
    for item in items {
        let (rank, id, name) = place(item.latest());
        topics.at(rank, id, name).items.push(item);
    }
    topics.groups(Sort::Topic)
}
