//! What an item of 定时公开 owes, as an event of a calendar.

use super::write::{Certainty, Event};
use crate::config::Identity;
use crate::content::register::is_outside;
use crate::domain::Date;
use crate::domain::date::{next_day, official};
use crate::domain::schedule::State;
use crate::render::calendars::{first_day, item_slug, unit_name};
use crate::render::pages::slug;
use crate::site::{Address, Item, encode};
use crate::status::{Edition, Obligation};

/// Makes events of what is owed.
pub struct Maker<'e> {
    edition: &'e Edition<'e>,
    identity: &'e Identity,
}

impl<'e> Maker<'e> {
    /// Makes events of an edition.
    pub fn new(edition: &'e Edition<'e>) -> Self {
        Self { edition, identity: edition.identity() }
    }

    /// Something owed as an event; none where it has no day.
    pub fn event(&self, item: &Item, owed: &Obligation) -> Option<Event> {
        let due = owed.due?;
        let what = what(owed);
        let waits = matches!(owed.state, State::Today | State::Upcoming { .. });
        Some(Event {
            uid: self.uid(item, owed),
            sequence: sequence(item, owed),
            modified: self.modified(owed, due.date),
            day: due.date,
            summary: format!("公开：{what}{}", outcome(owed.state)),
            description: self.description(owed, due.date),
            categories: categories(owed),
            url: self.page(item),
            certainty: match (owed.state, due.uncovered) {
                (State::Exempt, _) => Certainty::Cancelled,
                (_, Some(_)) => Certainty::Tentative,
                (_, None) => Certainty::Confirmed,
            },
            reminder: waits.then(|| format!("明日到期：{what}")),
        })
    }

    /// From the item, the period and the domain, and never from the day: a subscriber's calendar moves
    /// the event where the day moves.
    fn uid(&self, item: &Item, owed: &Obligation) -> String {
        let domain = Some(self.identity.domain()).filter(|domain| !domain.is_empty());
        let site = domain.map_or_else(|| slug(&self.identity.name), str::to_owned);
        format!("{}/{}@{site}", slug(&item.id), owed.period)
    }

    /// The last day on which something of the event changed, as far as the content tells. A term counts
    /// from the month after it began, since a new month changes the output anyway; a term that begins
    /// within a month changes nothing by itself.
    fn modified(&self, owed: &Obligation, due: Date) -> Date {
        let as_of = self.edition.as_of;
        let begun = owed.term.from.filter(|from| *from <= as_of.first_of_month());
        let passed = match owed.state {
            State::Overdue { .. } => Some(next_day(due)),
            _ => None,
        };
        let days = [
            begun,
            owed.happening.map(|happening| happening.date),
            owed.record.map(|record| record.date),
            owed.exemption.and_then(|exemption| exemption.approved),
            passed,
        ];
        days.into_iter().flatten().fold(first_day(as_of), Date::max)
    }

    fn description(&self, owed: &Obligation, due: Date) -> String {
        let term = owed.term;
        let line = |name: &str, text: &str| (!text.is_empty()).then(|| format!("{name}：{text}"));
        let (reason, ground) = owed
            .exemption
            .map_or(("", ""), |exemption| (exemption.reason.as_str(), exemption.basis.as_deref().unwrap_or_default()));
        let published = owed.record.map(|record| self.edition.address_of(&record));
        let absolute = published.map(|path| self.absolute(&path)).filter(|address| is_outside(address));
        let lines = [
            line("责任单位", unit_name(self.edition, &term.unit)),
            line("公开期限", &format!("{}，即{}", term.deadline, official(due))),
            line("公开依据", &term.basis),
            line("状态", &state(owed)),
            line("免予公开理由", reason),
            line("免予公开依据", ground),
            owed.due.and_then(|due| due.uncovered).map(uncovered),
            absolute.and_then(|address| line("公开内容", &address)),
        ];
        lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }

    /// The page of the item, where the site has an address: URL takes whole addresses only.
    fn page(&self, item: &Item) -> Option<String> {
        let page = Address::file(format!("calendar/items/{}.html", item_slug(item)));
        (!self.identity.base_url.is_empty()).then(|| self.absolute(&page.link()))
    }

    fn absolute(&self, path: &str) -> String {
        if is_outside(path) { path.to_owned() } else { self.identity.absolute(path) }
    }
}

/// 城乡低保资金发放情况（2026年10月）
fn what(owed: &Obligation) -> String {
    let happened = owed.happening.map(|happening| format!("：{}", happening.name)).unwrap_or_default();
    format!("{}（{}{happened}）", owed.term.name, owed.period.label())
}

/// What the line says of a state. No word for what is to come: it would be wrong on a telephone that
/// has not asked again since.
fn outcome(state: State) -> &'static str {
    match state {
        State::Done => "，已按期公开",
        State::Late { .. } => "，已逾期公开",
        State::Overdue { .. } => "，逾期未公开",
        State::Exempt => "，免予公开",
        State::Today | State::Upcoming { .. } => "",
    }
}

/// A state with its day. Days since the last day in time are never counted here: they would be others
/// every day.
fn state(owed: &Obligation) -> String {
    let published = owed.record.map(|record| official(record.date)).unwrap_or_default();
    match owed.state {
        State::Done => format!("按期公开（{published}）"),
        State::Late { days } => format!("逾期公开（{published}，逾期{days}日）"),
        State::Overdue { .. } => "逾期未公开".to_owned(),
        State::Exempt => "免予公开".to_owned(),
        State::Today | State::Upcoming { .. } => "尚未公开".to_owned(),
    }
}

fn uncovered(year: i16) -> String {
    format!("未覆盖，按周末估算：{year}年的节假日安排尚未公布，公布后日期可能调整。")
}

fn categories(owed: &Obligation) -> Vec<String> {
    let topic = owed.term.topic.map(|topic| topic.full_name());
    [owed.term.rhythm.frequency().label().to_owned()].into_iter().chain(topic).collect()
}

/// Grows when the day moves, as RFC 5545 asks: where a later row of the register sets another deadline,
/// and where the holiday notice of the year replaces an estimate. Rows are kept when a new one is added,
/// so a number is never given twice. What an editor corrects within a row cannot be told from what was
/// always there: the number then stays, and LAST-MODIFIED and the bytes alone tell.
fn sequence(item: &Item, owed: &Obligation) -> usize {
    let row = item.terms.iter().position(|term| std::ptr::eq(term, owed.term)).unwrap_or_default();
    let is_known = owed.due.is_some_and(|due| due.uncovered.is_none());
    row * 2 + usize::from(is_known)
}

/// The address of a calendar file, where the site has one.
pub fn source(edition: &Edition, path: &str) -> Option<String> {
    let identity = edition.identity();
    (!identity.base_url.is_empty()).then(|| identity.absolute(&encode(path)))
}
