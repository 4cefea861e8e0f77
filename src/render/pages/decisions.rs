//! 重大行政决策事项目录, a page a year: what was to be decided, and how far it is.

use super::{Maker, column};
use crate::config::Column;
use crate::content::planned::CATALOGUE;
use crate::domain::decision::Step;
use crate::render::engine::RenderError;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{Link, PlannedView, PlannedYearView, StageView};
use crate::site::{Address, Decisions, Planned};
use crate::status::{PlanState, StepState};

/// The page of each year.
pub fn emit(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    let site = maker.edition.site;
    let Some(column) = Decisions::column(&site.content) else { return Ok(()) };
    for (address, year) in site.decisions.year_pages(&site.content) {
        let view = year_view(maker, year, Some(&address));
        let mut above = column::above(maker, column);
        above.push(maker.column_link(column));
        stage.emit(&Page {
            address,
            title: view.title.clone(),
            description: view.summary.clone(),
            meta: maker.meta_of(column),
            above,
            section: maker.section(column),
            noindex: false,
            stands_for: None,
            machine: Machine::default(),
            template: "planned.html",
            key: "planned",
            view,
        })?;
    }
    Ok(())
}

/// The newest year, for the page of the column of dossiers.
pub fn newest(maker: &Maker, column: &Column) -> Option<PlannedYearView> {
    let site = maker.edition.site;
    Decisions::column(&site.content).filter(|own| own.path == column.path)?;
    site.decisions.years().first().map(|year| year_view(maker, *year, None))
}

fn year_view(maker: &Maker, year: i16, page: Option<&Address>) -> PlannedYearView {
    let site = maker.edition.site;
    let rows: Vec<&Planned> = site.decisions.planned.iter().filter(|row| row.item.year == year).collect();
    let years = site.decisions.year_pages(&site.content).into_iter();
    let register = CATALOGUE.find(&site.content.registers);
    PlannedYearView {
        title: maker.fill("planned.title", &[("%year", &year.to_string())]),
        summary: summary(maker, &rows),
        years: years
            .map(|(address, year)| Link {
                title: maker.fill("planned.year", &[("%year", &year.to_string())]),
                path: (Some(&address) != page).then(|| address.link()),
            })
            .collect(),
        register: register.filter(|_| page.is_some()).map(|register| Link {
            title: maker.texts.get("planned.register"),
            path: Some(Address::register(&register.name).link()),
        }),
        rows: rows.into_iter().map(|row| view(maker, row)).collect(),
    }
}

/// How many items there are, and how far they are; what is late is said.
fn summary(maker: &Maker, rows: &[&Planned]) -> String {
    let states: Vec<&str> = rows.iter().map(|row| name(maker.edition.plan_state(row))).collect();
    let total = maker.fill("planned.total", &[("%n", &rows.len().to_string())]);
    let counts = ["decided", "under_way", "overdue", "planned", "missing"].into_iter().filter_map(|state| {
        let count = states.iter().filter(|other| **other == state).count();
        (count > 0).then(|| maker.fill(&format!("planned.count.{state}"), &[("%n", &count.to_string())]))
    });
    let parts: Vec<String> = [total].into_iter().chain(counts).collect();
    format!("{}。", parts.join("，"))
}

fn name(state: PlanState) -> &'static str {
    match state {
        PlanState::Decided(_) => "decided",
        PlanState::UnderWay => "under_way",
        PlanState::Overdue => "overdue",
        PlanState::Planned => "planned",
        PlanState::Missing => "missing",
    }
}

fn view(maker: &Maker, row: &Planned) -> PlannedView {
    let edition = maker.edition;
    let dossier = row.dossier.filter(|dossier| edition.is_visible(*dossier));
    let state = edition.plan_state(row);
    let date = match state {
        PlanState::Decided(date) => date.to_string(),
        _ => String::new(),
    };
    PlannedView {
        number: row.item.number.clone(),
        name: row.item.name.clone(),
        path: dossier.map(|dossier| edition.site.addresses[dossier].link()),
        undertaker: row.item.undertaker.clone(),
        basis: row.item.basis.clone(),
        planned: row.item.planned.clone(),
        stage: StageView {
            name: name(state),
            label: maker.fill(&format!("planned.state.{}", name(state)), &[("%date", &date)]),
        },
        marks: Step::LEGAL
            .iter()
            .map(|step| {
                let open = if row.item.left_out.contains(step) { StepState::Inapplicable("") } else { StepState::Open };
                let state = dossier.map_or(open, |dossier| edition.step_state(dossier, *step));
                maker.mark(*step, &state)
            })
            .collect(),
    }
}
