//! An obligation in words. No word depends on the day of the build but through its state, which turns
//! on days that [`crate::status::Edition::next_changes`] names: days late are counted, days overdue are not.

use super::board::{Board, Entry};
use crate::domain::Date;
use crate::domain::date::official;
use crate::domain::schedule::State;
use crate::render::pages::Maker;
use crate::render::views::{DateView, DutyState, DutyView, LegendView};
use crate::status::{Obligation, Place, Punctuality};

/// 11月10日; 2025年12月10日 where the reader would think of another year.
pub fn date(date: Date, year: i16) -> DateView {
    let text = if date.year() == year { format!("{}月{}日", date.month(), date.day()) } else { official(date) };
    DateView { date: date.to_string(), text }
}

/// How an obligation stands.
pub fn state(maker: &Maker, owed: &Obligation) -> DutyState {
    let label = match (owed.state, owed.due) {
        (State::Late { days }, _) => maker.fill("calendar.late_by", &[("%n", &days.to_string())]),
        (State::Done, None) => maker.texts.get("calendar.published"),
        (State::Today, None) => maker.texts.get("calendar.waiting"),
        (state, _) => state.label().to_owned(),
    };
    DutyState { name: owed.state.name(), label }
}

/// An obligation on a page that is about a year.
pub fn view(board: &Board, entry: &Entry, year: i16) -> DutyView {
    let owed = entry.owed;
    let address = owed.record.map(|record| board.maker.edition.address_of(&record));
    // What follows an event is known by what was published; a period is known by its name.
    let document = owed.record.filter(|_| !owed.term.rhythm.is_periodic());
    let document = document.and_then(|record| match board.maker.edition.place_of(&record) {
        Place::Document(id) => Some(id),
        Place::Outside(_) | Place::Register(_) => None,
    });
    let (href, link) = match address {
        Some(address) if address.contains("://") => (Some(address), None),
        address => (None, address),
    };
    let reason = owed.exemption.map(|exemption| match &exemption.basis {
        Some(basis) => format!("{}（{basis}）", exemption.reason),
        None => exemption.reason.clone(),
    });
    DutyView {
        name: owed.term.name.clone(),
        path: board.item_address(entry.item).link(),
        unit: owed.term.unit.clone(),
        period: period(owed),
        state: state(board.maker, owed),
        due: owed.due.map(|due| date(due.date, year)),
        tells_due: !matches!(owed.state, State::Done | State::Exempt),
        published: owed.record.map(|record| date(record.date, year)),
        link,
        href,
        content: document.map(|id| board.maker.edition.document(id).title.clone()),
        reason,
        estimate: owed.due.and_then(|due| due.uncovered).map(|year| estimate(board.maker, year)),
    }
}

/// The period; of what follows an event, the event.
fn period(owed: &Obligation) -> String {
    match owed.happening {
        Some(happening) => format!("{}（{}）", happening.name, official(happening.date)),
        None => owed.period.label(),
    }
}

fn estimate(maker: &Maker, year: i16) -> String {
    maker.fill("calendar.estimate", &[("%year", &year.to_string())])
}

/// 应公开12项：按期公开11项，逾期公开1项; none where there is nothing to count.
pub fn counts(maker: &Maker, counts: Punctuality, unit: &str) -> Option<String> {
    let whole = counts.owed() + counts.open;
    let part = |key: &str, number: usize| {
        (number > 0).then(|| maker.fill(&format!("calendar.count.{key}"), &[("%n", &number.to_string()), ("%u", unit)]))
    };
    let parts =
        [("in_time", counts.in_time), ("late", counts.late), ("missing", counts.missing), ("open", counts.open)];
    let parts: Vec<String> = parts.into_iter().filter_map(|(key, number)| part(key, number)).collect();
    let beside: Vec<String> =
        [part("exempt", counts.exempt), part("undated", counts.undated)].into_iter().flatten().collect();
    let owed = part("owed", whole).map(|owed| format!("{owed}：{}", parts.join("，")));
    let all: Vec<String> = owed.into_iter().chain(beside).collect();
    (!all.is_empty()).then(|| format!("{}。", all.join("；")))
}

/// 97.6%（41/42）.
pub fn rate(counts: Punctuality) -> Option<String> {
    let share = counts.per_mille()?;
    let tenth = if share % 10 == 0 { String::new() } else { format!(".{}", share % 10) };
    Some(format!("{}{tenth}%（{}/{}）", share / 10, counts.in_time, counts.owed()))
}

/// Every state with what it means.
pub fn legend(maker: &Maker) -> Vec<LegendView> {
    let states = [
        State::Done,
        State::Late { days: 0 },
        State::Overdue { days: 0 },
        State::Today,
        State::Upcoming { days: 0 },
        State::Exempt,
    ];
    let entry = |state: State| LegendView {
        state: DutyState { name: state.name(), label: state.label().to_owned() },
        meaning: maker.texts.get(&format!("calendar.legend.{}", state.name())),
    };
    states.into_iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    #[test]
    fn a_rate_tells_what_it_was_made_from() {
        let of = |in_time, late, missing| rate(Punctuality { in_time, late, missing, ..Punctuality::default() });
        assert_eq!(of(41, 1, 0).as_deref(), Some("97.6%（41/42）"));
        assert_eq!(of(3, 1, 1).as_deref(), Some("60%（3/5）"));
        assert_eq!(of(12, 0, 0).as_deref(), Some("100%（12/12）"));
        assert_eq!(of(0, 0, 0), None);
    }

    #[test]
    fn a_day_names_its_year_where_the_page_is_about_another() {
        let day = civil::date(2026, 1, 9);
        assert_eq!(date(day, 2026).text, "1月9日");
        assert_eq!(date(day, 2025).text, "2026年1月9日");
    }
}
