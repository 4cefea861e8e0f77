//! 工作台账: a page a year, and of each year one by organ, one by state and 回头看.

use super::{Maker, column, place, slug};
use crate::config::Organ;
use crate::content::register::Register;
use crate::domain::date::official;
use crate::domain::task::TaskState;
use crate::render::engine::RenderError;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{
    CountedLink, EvidenceView, FacetView, LedgerSummaryView, LedgerView, Link, StateCount, TaskGroup, TaskStateView,
    TaskView,
};
use crate::site::{Address, encode};
use crate::status::{Shown, Standing, Way};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Every page of the ledger; only on sites that have one.
pub fn emit(maker: &Maker, stage: &Stage) -> Result<(), RenderError> {
    let Some(register) = maker.edition.registers().find(|register| maker.edition.is_ledger(register)) else {
        return Ok(());
    };
    let years = maker.edition.ledger_years();
    years.par_iter().try_for_each(|year| Ledger { maker, register, year: *year }.emit(stage))
}

/// The year's own page.
pub fn year_address(year: i16) -> Address {
    Address::folder(&format!("ledger/{year}"))
}

/// The place of a task on every page that shows it.
pub fn anchor(standing: &Standing) -> String {
    format!("task-{}-{}", standing.task.year, slug(&standing.task.number))
}

/// One year of the ledger.
struct Ledger<'m> {
    maker: &'m Maker<'m>,
    register: &'m Register,
    year: i16,
}

/// What one page shows.
struct Sheet<'s, 'a> {
    address: Address,
    title: String,
    description: String,
    tasks: Vec<&'s Standing<'a>>,
    summary: Option<LedgerSummaryView>,
}

impl<'m> Ledger<'m> {
    fn emit(&self, stage: &Stage) -> Result<(), RenderError> {
        let sheets = self.years().chain(self.by_state()).chain(self.by_organ()).chain(self.review());
        sheets.into_iter().try_for_each(|sheet| self.emit_sheet(stage, sheet))
    }

    /// A text of the interface about this year.
    fn text(&self, path: &str) -> String {
        self.maker.fill(path, &[("%year", &self.year.to_string())])
    }

    fn tasks(&self) -> Vec<&'m Standing<'m>> {
        self.maker.edition.tasks_of(self.year)
    }

    /// The page that keeps its address, and the ledger's own, which shows the year that it is.
    fn years(&self) -> impl Iterator<Item = Sheet<'m, 'm>> {
        let sheet = |address, title| Sheet {
            address,
            title,
            description: self.text("ledger.description"),
            tasks: self.tasks(),
            summary: Some(self.summary()),
        };
        let own = (self.maker.edition.ledger_year() == Some(self.year))
            .then(|| sheet(place::ledger(), self.maker.texts.get("ledger.title")));
        [sheet(year_address(self.year), self.text("ledger.year_title"))].into_iter().chain(own)
    }

    fn by_state(&self) -> impl Iterator<Item = Sheet<'m, 'm>> {
        self.states().into_iter().map(|(state, tasks)| {
            let values = [("%year", self.year.to_string()), ("%state", state.label().to_owned())];
            self.slice(self.state_address(state), "ledger.state", &values, tasks)
        })
    }

    fn by_organ(&self) -> impl Iterator<Item = Sheet<'m, 'm>> {
        self.organs().into_iter().map(|(organ, tasks)| {
            let values = [("%year", self.year.to_string()), ("%unit", organ.name.clone())];
            self.slice(self.organ_address(organ), "ledger.unit", &values, tasks)
        })
    }

    fn review(&self) -> Option<Sheet<'m, 'm>> {
        let tasks = self.maker.edition.review(self.year);
        let values = [("%year", self.year.to_string())];
        (!tasks.is_empty()).then(|| self.slice(self.review_address(), "ledger.review", &values, tasks))
    }

    fn slice(
        &self,
        address: Address,
        texts: &str,
        values: &[(&str, String)],
        tasks: Vec<&'m Standing<'m>>,
    ) -> Sheet<'m, 'm> {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Sheet {
            address,
            title: self.maker.fill(&format!("{texts}_title"), &values),
            description: self.maker.fill(&format!("{texts}_description"), &values),
            tasks,
            summary: None,
        }
    }

    fn state_address(&self, state: TaskState) -> Address {
        Address::folder(&format!("ledger/{}/status/{}", self.year, state.name()))
    }

    fn organ_address(&self, organ: &Organ) -> Address {
        Address::folder(&format!("ledger/{}/units/{}", self.year, organ.id))
    }

    fn review_address(&self) -> Address {
        Address::folder(&format!("ledger/{}/review", self.year))
    }

    /// The states that any task is in, with the tasks.
    fn states(&self) -> Vec<(TaskState, Vec<&'m Standing<'m>>)> {
        let of = |state: TaskState| {
            let tasks: Vec<_> = self.tasks().into_iter().filter(|one| one.state.name() == state.name()).collect();
            (!tasks.is_empty()).then_some((state, tasks))
        };
        TaskState::ALL.into_iter().filter_map(of).collect()
    }

    /// The organs of the site that lead a task or answer for one, with the tasks.
    fn organs(&self) -> Vec<(&'m Organ, Vec<&'m Standing<'m>>)> {
        let config = &self.maker.edition.site.content.config;
        let names = |standing: &Standing, organ: &Organ| {
            standing.task.names().any(|name| config.organ(name).is_some_and(|found| found.id == organ.id))
        };
        let of = |organ: &'m Organ| {
            let tasks: Vec<_> = self.tasks().into_iter().filter(|standing| names(standing, organ)).collect();
            (!tasks.is_empty()).then_some((organ, tasks))
        };
        config.organs.iter().filter_map(of).collect()
    }

    fn summary(&self) -> LedgerSummaryView {
        let review = self.maker.edition.review(self.year).len();
        let count = |(state, tasks): (TaskState, Vec<_>)| StateCount {
            state: state_view(state),
            count: tasks.len(),
            path: self.state_address(state).link(),
        };
        LedgerSummaryView {
            sentence: self.maker.edition.ledger_sentence(self.year),
            caption: self.text("ledger.caption"),
            states: self.states().into_iter().map(count).collect(),
            review: (review > 0).then(|| Link {
                title: self.text("ledger.review_link").replace("%n", &review.to_string()),
                path: Some(self.review_address().link()),
            }),
        }
    }

    fn emit_sheet(&self, stage: &Stage, sheet: Sheet) -> Result<(), RenderError> {
        let maker = self.maker;
        let home = self.register.column.as_ref().and_then(|path| maker.edition.site.content.config.column(path));
        stage.emit(&Page {
            above: self.above(&sheet.address),
            title: sheet.title.clone(),
            description: sheet.description.clone(),
            meta: maker.column_meta(&sheet.title, &sheet.description, &self.register.title, "数据发布"),
            section: home.and_then(|own| maker.section(own)),
            noindex: false,
            stands_for: None,
            machine: Machine::default(),
            template: "ledger.html",
            key: "ledger",
            view: LedgerView {
                title: sheet.title,
                description: sheet.description,
                unit: self.register.unit.clone(),
                total: sheet.tasks.len(),
                summary: sheet.summary,
                facets: self.facets(&sheet.address),
                groups: self.groups(&sheet.tasks),
                csv_file: encode(&format!("data/registers/{}.csv", self.register.name)),
                json_file: "data/ledger.json".to_owned(),
            },
            address: sheet.address,
        })
    }

    /// The column, the ledger, the year.
    fn above(&self, address: &Address) -> Vec<Link> {
        let maker = self.maker;
        let home = self.register.column.as_ref().and_then(|path| maker.edition.site.content.config.column(path));
        let mut above: Vec<Link> = home.map(|own| column::above(maker, own)).unwrap_or_default();
        above.extend(home.map(|own| maker.column_link(own)));
        let own = Link { title: maker.texts.get("ledger.title"), path: Some(place::ledger().link()) };
        let year = Link { title: self.text("ledger.year_title"), path: Some(year_address(self.year).link()) };
        let is_year = *address == year_address(self.year);
        above.extend((*address != place::ledger()).then_some(own));
        above.extend((*address != place::ledger() && !is_year).then_some(year));
        above
    }

    fn facets(&self, current: &Address) -> Vec<FacetView> {
        let link = |title: String, address: Address, count: usize| CountedLink {
            title,
            path: address.link(),
            count,
            current: address == *current || (*current == place::ledger() && address == year_address(self.year)),
        };
        let years = self
            .maker
            .edition
            .ledger_years()
            .into_iter()
            .map(|year| link(format!("{year}年"), year_address(year), self.maker.edition.tasks_of(year).len()));
        let review = self.maker.edition.review(self.year).len();
        let review = (review > 0).then(|| link(self.text("ledger.review_title"), self.review_address(), review));
        let states = self.states().into_iter();
        let states =
            states.map(|(state, tasks)| link(state.label().to_owned(), self.state_address(state), tasks.len()));
        let organs = self.organs().into_iter();
        let organs = organs.map(|(organ, tasks)| link(organ.name.clone(), self.organ_address(organ), tasks.len()));
        let facet = |path: &str, options: Vec<CountedLink>| FacetView { title: self.text(path), options };
        vec![
            facet("ledger.year", years.chain(review).collect()),
            facet("ledger.by_state", states.collect()),
            facet("ledger.by_unit", organs.collect()),
        ]
    }

    /// The tasks under their headings, which may come back further down in the register.
    fn groups(&self, tasks: &[&Standing]) -> Vec<TaskGroup> {
        let organs = self.organs().into_iter().map(|(organ, _)| organ.id.as_str()).collect();
        let mut groups: Vec<TaskGroup> = Vec::new();
        for standing in tasks {
            let task = self.task(standing, &organs);
            match groups.iter_mut().find(|group| group.title == standing.task.theme) {
                Some(group) => group.tasks.push(task),
                None => groups.push(TaskGroup { title: standing.task.theme.clone(), tasks: vec![task] }),
            }
        }
        groups
    }

    fn task(&self, standing: &Standing, organs: &BTreeSet<&str>) -> TaskView {
        let (task, reported) = (standing.task, standing.task.reported);
        let is_known = standing.state != TaskState::Unreported;
        let number = match task.year == self.year {
            true => self.maker.fill("ledger.number", &[("%n", &task.number)]),
            false => {
                self.maker.fill("ledger.number_of_year", &[("%year", &task.year.to_string()), ("%n", &task.number)])
            }
        };
        let late = match standing.state {
            TaskState::Late { days } => Some(self.maker.fill("ledger.late", &[("%n", &days.to_string())])),
            _ => None,
        };
        TaskView {
            anchor: anchor(standing),
            number,
            requirement: task.requirement.clone(),
            state: state_view(standing.state),
            leads: self.organ_links(organs, &task.leads),
            units: self.organ_links(organs, &task.units),
            due: task.due_text.clone(),
            progress: is_known.then(|| reported.progress.label().to_owned()),
            late,
            completed: reported.completed.filter(|_| is_known).map(official),
            updated: is_known.then(|| official(reported.updated)),
            evidence: standing.evidence.iter().map(evidence).collect(),
        }
    }

    /// Organs that have a page of this year lead to it; other names stand as they are. On 回头看 that is
    /// not the page of the task's own year: one name leads to one place.
    fn organ_links(&self, pages: &BTreeSet<&str>, names: &[String]) -> Vec<Link> {
        let config = &self.maker.edition.site.content.config;
        let organ = |name: &str| config.organ(name).filter(|organ| pages.contains(organ.id.as_str()));
        let path = |name: &str| organ(name).map(|organ| self.organ_address(organ).link());
        names.iter().map(|name| Link { title: name.clone(), path: path(name) }).collect()
    }
}

fn state_view(state: TaskState) -> TaskStateView {
    TaskStateView { name: state.name(), label: state.label().to_owned() }
}

fn evidence(shown: &Shown) -> EvidenceView {
    let mut view = EvidenceView { name: shown.name.to_owned(), path: None, file: None, outside: None };
    match &shown.way {
        None => {}
        Some(Way::Page(path)) => view.path = Some(path.clone()),
        Some(Way::File(file)) => view.file = Some(file.clone()),
        Some(Way::Outside(address)) => view.outside = Some(address.clone()),
    }
    view
}
