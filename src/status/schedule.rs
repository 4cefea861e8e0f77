//! 定时公开 on a day: what each item owes, what has been published for it, and how that stands.

use super::{Edition, registers};
use crate::content::register::{Register, is_outside};
use crate::content::schedule::{Exemption, Happening, ScheduleItem};
use crate::domain::Date;
use crate::domain::calendar::{Counted, WorkCalendar};
use crate::domain::period::Period;
use crate::domain::schedule::{Occurrence, State};
use crate::site::{Address, DocId, Item, Record, RecordSource, Site};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Something that an item owes, or that was published for it without being owed.
#[derive(Debug, Clone)]
pub struct Obligation<'a> {
    /// The row of the register under which it is owed.
    pub term: &'a ScheduleItem,
    /// The period; for what follows an event, the day of the event.
    pub period: Period,
    /// The event, where the register of events names it.
    pub happening: Option<&'a Happening>,
    /// The last day in time; none where none is set, or where nothing was owed.
    pub due: Option<Counted>,
    /// What was published first.
    pub record: Option<Record>,
    /// Why it is not owed.
    pub exemption: Option<&'a Exemption>,
    /// How it stands on the day of the edition.
    pub state: State,
}

impl Obligation<'_> {
    /// The day by which it is sorted into a calendar: its last day in time, else that of the record.
    pub fn day(&self) -> Date {
        let recorded = self.record.map(|record| record.date);
        self.due.map(|due| due.date).or(recorded).unwrap_or_else(|| self.period.first())
    }

    /// Whether it was in time, where that can be said on the day of the edition.
    pub fn punctual(&self) -> Option<bool> {
        self.due.and_then(|_| self.state.punctual())
    }
}

/// What the items of 定时公开 owe, in the order of the items; each in order of days.
pub type Obligations<'a> = Vec<Vec<Obligation<'a>>>;

/// The last day that an edition looks ahead to: the end of the year after its own.
pub fn horizon(as_of: Date) -> Date {
    Date::new(as_of.year() + 1, 12, 31).unwrap_or(as_of)
}

/// Finds the obligations of every item on a day.
pub fn obligations<'a>(site: &'a Site, as_of: Date, visible: &[bool]) -> Obligations<'a> {
    let calendar = &site.content.calendar;
    site.schedule.items.par_iter().map(|item| Owing { item, as_of, calendar }.all(site, visible)).collect()
}

/// Whether what fulfils an item may be seen on a day.
fn is_public(site: &Site, record: &Record, as_of: Date, visible: &[bool]) -> bool {
    record.date <= as_of
        && match record.source {
            RecordSource::Document(id) => visible[id],
            RecordSource::Row { register, .. } => registers::is_public(&site.content.registers[register], as_of),
        }
}

/// One item on a day.
struct Owing<'a> {
    item: &'a Item,
    as_of: Date,
    calendar: &'a WorkCalendar,
}

impl<'a> Owing<'a> {
    fn all(&self, site: &Site, visible: &[bool]) -> Vec<Obligation<'a>> {
        let public = |record: &&Record| is_public(site, record, self.as_of, visible);
        let records: Vec<&Record> = self.item.records.iter().filter(public).collect();
        let start = self.start(&records);
        let (named, unnamed) = records.into_iter().partition(|record| record.period.is_some());
        let mut records = Records::new(named, unnamed);
        let mut all = Vec::new();
        for term in &self.item.terms {
            match term.rhythm.is_periodic() {
                true => self.periodic(term, start, &mut records, &mut all),
                false => self.after_events(term, &mut records, &mut all),
            }
        }
        // What is left was published without being owed: before the promise began, say.
        all.extend(records.of_period.into_values().map(|record| self.unowed(record)));
        all.sort_by_key(|obligation| (obligation.day(), obligation.period));
        all
    }

    /// From which day on an item is owed whose row does not say: since its first publication, and in
    /// the year of the edition in any case.
    fn start(&self, records: &[&Record]) -> Date {
        let year = Date::new(self.as_of.year(), 1, 1).unwrap_or(self.as_of);
        records.first().map_or(year, |first| first.date.min(year))
    }

    fn periodic(&self, term: &'a ScheduleItem, start: Date, records: &mut Records, all: &mut Vec<Obligation<'a>>) {
        let from = term.from.unwrap_or(start);
        let end = term.until.map_or(horizon(self.as_of), |until| until.min(horizon(self.as_of)));
        // A period that fell due before its deadline changed is not owed again under the new one.
        let before = all.iter().filter(|one| one.term.rhythm.is_periodic());
        let owed: HashSet<Period> = before.map(|one| one.period).collect();
        for occurrence in term.rhythm.occurrences(from, end, self.calendar) {
            if owed.contains(&occurrence.period) {
                continue;
            }
            let record = records.take(term, occurrence);
            all.push(self.owed(term, occurrence.period, Some(occurrence.due), record));
        }
    }

    /// What has happened by the day of the edition, as the register of events or a record tells.
    fn after_events(&self, term: &'a ScheduleItem, records: &mut Records, all: &mut Vec<Obligation<'a>>) {
        let within = |day: Date| {
            day <= self.as_of && term.from.is_none_or(|from| from <= day) && term.until.is_none_or(|until| day <= until)
        };
        let told = self.item.happenings.iter().filter(|happening| within(happening.date));
        let recorded = records.of_period.keys().filter_map(|period| match period {
            Period::Day(day) => Some(*day).filter(|day| within(*day)),
            _ => None,
        });
        let mut days: BTreeMap<Date, Option<&'a Happening>> = recorded.map(|day| (day, None)).collect();
        days.extend(told.map(|happening| (happening.date, Some(happening))));
        for (day, happening) in days {
            let (period, due) = (Period::Day(day), term.rhythm.due_after(day, self.calendar));
            let record = records.of_period.remove(&period);
            all.push(Obligation { happening, ..self.owed(term, period, due, record) });
        }
        for record in records.unnamed.extract_if(.., |record| within(record.date)) {
            all.push(self.owed(term, Period::Day(record.date), None, Some(record)));
        }
    }

    fn owed(
        &self,
        term: &'a ScheduleItem,
        period: Period,
        due: Option<Counted>,
        record: Option<Record>,
    ) -> Obligation<'a> {
        let counts = |exemption: &&Exemption| {
            exemption.period.contains(period) && exemption.approved.is_none_or(|approved| approved <= self.as_of)
        };
        let exemption = self.item.exemptions.iter().find(counts).filter(|_| record.is_none());
        let done = record.map(|record| record.date);
        let state = match (exemption, due) {
            (Some(_), _) => State::Exempt,
            (None, Some(due)) => State::on(self.as_of, due.date, done),
            // Without a last day nothing can be late; an event that waits for 及时 is due at once.
            (None, None) if done.is_none() => State::Today,
            (None, None) => State::Done,
        };
        Obligation { term, period, happening: None, due, record, exemption, state }
    }

    fn unowed(&self, record: Record) -> Obligation<'a> {
        let term = self.item.latest();
        let period = record.period.unwrap_or(Period::Day(record.date));
        Obligation {
            term,
            period,
            happening: None,
            due: None,
            record: Some(record),
            exemption: None,
            state: State::Done,
        }
    }
}

/// What has been published for an item and is not yet counted for a period. Each publication counts
/// once, for the first period that it belongs to.
struct Records {
    /// The first publication of each period that one names.
    of_period: HashMap<Period, Record>,
    /// Publications that name no period, in order of their days.
    unnamed: Vec<Record>,
}

impl Records {
    /// Both in order of their days.
    fn new(named: Vec<&Record>, unnamed: Vec<&Record>) -> Self {
        let named = named.into_iter().rev().filter_map(|record| Some((record.period?, *record)));
        Self { of_period: named.collect(), unnamed: unnamed.into_iter().copied().collect() }
    }

    /// The publication of a period: one that names it, else the first on the days that belong to it.
    fn take(&mut self, term: &ScheduleItem, occurrence: Occurrence) -> Option<Record> {
        self.of_period.remove(&occurrence.period).or_else(|| {
            let (first, last) = term.rhythm.window(occurrence);
            let at = self.unnamed.partition_point(|record| record.date < first);
            self.unnamed.get(at).is_some_and(|record| record.date <= last).then(|| self.unnamed.remove(at))
        })
    }
}

/// Where something published can be read.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// A document.
    Document(DocId),
    /// An address outside the site.
    Outside(&'a str),
    /// A register whose row says it all.
    Register(&'a Register),
}

impl<'a> Edition<'a> {
    /// Where a record can be read: the document, or what its row leads to, else the register.
    pub fn place_of(&self, record: &Record) -> Place<'a> {
        let (register, row) = match record.source {
            RecordSource::Document(id) => return Place::Document(id),
            RecordSource::Row { register, row } => (register, row),
        };
        let register = &self.site.content.registers[register];
        let link = register.records.as_ref().and_then(|records| Some(register.rows[row].cells[records.link?].as_str()));
        let document = link.and_then(|link| self.site.content.document(link)).filter(|id| self.is_visible(*id));
        let outside = link.filter(|link| is_outside(link));
        document.map(Place::Document).or(outside.map(Place::Outside)).unwrap_or(Place::Register(register))
    }

    /// The published document that a record is, or that its row leads to.
    pub fn document_of(&self, record: &Record) -> Option<DocId> {
        match self.place_of(record) {
            Place::Document(id) => Some(id),
            Place::Outside(_) | Place::Register(_) => None,
        }
    }

    /// The address of a record: a link from the root of an edition, or an address outside the site.
    pub fn address_of(&self, record: &Record) -> String {
        match self.place_of(record) {
            Place::Document(id) => self.site.addresses[id].link(),
            Place::Outside(url) => url.to_owned(),
            Place::Register(register) => Address::register(&register.name).link(),
        }
    }

    /// What all items owe, with the items, in order of days.
    pub fn all_obligations(&self) -> Vec<(&'a Item, &Obligation<'a>)> {
        let items = self.site.schedule.items.iter().zip(&self.obligations);
        let mut all: Vec<_> = items.flat_map(|(item, owed)| owed.iter().map(move |one| (item, one))).collect();
        all.par_sort_by(|(a, one), (b, other)| one.day().cmp(&other.day()).then_with(|| a.id.cmp(&b.id)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_edition_looks_ahead_to_the_end_of_the_next_year() {
        assert_eq!(horizon(date(2026, 11, 23)), date(2027, 12, 31));
    }
}
