//! The editors' desk as pages of their own: never part of the public site, so they lie in another
//! folder and lead nowhere into it.

use super::{organ_slug, place};
use crate::domain::date::official;
use crate::domain::schedule::State;
use crate::render::engine::{Engine, RenderError, to_value};
use crate::render::stage::Sink;
use crate::render::theme::Texts;
use crate::render::views::{DeskGroup, DeskRow, DeskUnit, DeskView, Link};
use crate::site::Address;
use crate::status::{Duty, Edition, When};
use std::collections::BTreeMap;

/// The page of all units and one for each.
///
/// # Errors
/// When the template fails or a page cannot be kept.
pub fn emit(
    edition: &Edition,
    duties: &[Duty],
    (engine, texts, stylesheet): (&Engine, &Texts, &str),
    sink: &dyn Sink,
) -> Result<(), RenderError> {
    let desk = Desk { edition, engine, texts, stylesheet, sink };
    let mut by_unit: BTreeMap<&str, Vec<&Duty>> = BTreeMap::new();
    for duty in duties {
        by_unit.entry(&duty.unit).or_default().push(duty);
    }
    let units = by_unit.iter().map(|(unit, duties)| desk.unit(unit, duties)).collect();
    desk.page(&place::desk(), &texts.get("desk.title"), units, &duties.iter().collect::<Vec<_>>())?;
    by_unit.iter().try_for_each(|(unit, duties)| {
        let title = texts.get("desk.unit_title").replace("%unit", unit);
        desk.page(&desk.address(unit), &title, Vec::new(), duties)
    })
}

struct Desk<'a> {
    edition: &'a Edition<'a>,
    engine: &'a Engine,
    texts: &'a Texts,
    stylesheet: &'a str,
    sink: &'a dyn Sink,
}

impl Desk<'_> {
    fn address(&self, unit: &str) -> Address {
        place::desk_unit(&organ_slug(&self.edition.site.content.config, unit))
    }

    fn unit(&self, unit: &str, duties: &[&Duty]) -> DeskUnit {
        let overdue = |duty: &&&Duty| matches!(duty.state, State::Overdue { .. });
        DeskUnit {
            title: unit.to_owned(),
            path: self.address(unit).link(),
            overdue: duties.iter().filter(overdue).count(),
            open: duties.iter().filter(|duty| duty.when(self.edition.as_of).is_some()).count(),
        }
    }

    fn page(&self, address: &Address, title: &str, units: Vec<DeskUnit>, duties: &[&Duty]) -> Result<(), RenderError> {
        let count = |wanted: fn(State) -> bool| duties.iter().filter(|duty| wanted(duty.state)).count();
        let whole = (*address != place::desk())
            .then(|| Link { title: self.texts.get("desk.whole"), path: Some(place::desk().link()) });
        let view = DeskView {
            title: title.to_owned(),
            as_of: official(self.edition.as_of),
            root: address.root(),
            stylesheet: self.stylesheet.to_owned(),
            units,
            whole,
            groups: self.groups(duties),
            done: count(|state| state == State::Done),
            late: count(|state| matches!(state, State::Late { .. })),
        };
        let mut context = tera::Context::new();
        context.insert_value("desk", to_value(&view));
        let html = self.engine.render("desk.html", &context, address.output())?;
        self.sink.put(address.output(), html.into_bytes()).map_err(RenderError)
    }

    fn groups(&self, duties: &[&Duty]) -> Vec<DeskGroup> {
        let group = |(when, title): &(When, &str)| DeskGroup {
            title: (*title).to_owned(),
            rows: duties
                .iter()
                .filter(|duty| duty.when(self.edition.as_of) == Some(*when))
                .map(|duty| self.row(duty))
                .collect(),
        };
        When::NAMES.iter().map(group).filter(|group| !group.rows.is_empty()).collect()
    }

    fn row(&self, duty: &Duty) -> DeskRow {
        let days = |key: &str, days: i32| self.texts.get(key).replace("%n", &days.to_string());
        DeskRow {
            id: duty.id.clone(),
            name: duty.name.clone(),
            period: duty.period_label.clone(),
            unit: duty.unit.clone(),
            due: duty.due_label(),
            days: match duty.state {
                State::Overdue { days: n } => days("desk.overdue", n),
                State::Upcoming { days: n } => days("desk.left", n),
                _ => self.texts.get("desk.today"),
            },
            basis: duty.basis.clone(),
            internal: duty.internal,
        }
    }
}
