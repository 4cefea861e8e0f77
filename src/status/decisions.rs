//! Decisions and consultations on the day: which steps have been taken, what may be seen of them, and
//! where a consultation stands.

use super::Edition;
use crate::content::decision::{Outcome, StepEntry};
use crate::domain::Date;
use crate::domain::consultation::Stage;
use crate::domain::decision::Step;
use crate::site::{DocId, Material, Planned};
use std::collections::BTreeSet;

/// How far a step is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepState<'a> {
    /// Completed, the last time on this day.
    Done(Date),
    /// The law does not ask for it here, for this reason.
    Inapplicable(&'a str),
    /// A consultation on the decision has begun, and the step is not completed.
    UnderWay,
    /// Nothing is published of it.
    Open,
}

impl StepState<'_> {
    /// The name in data files and of classes.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::Inapplicable(_) => "inapplicable",
            Self::UnderWay => "under_way",
            Self::Open => "open",
        }
    }
}

/// How far a planned decision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanState {
    /// The decision was made.
    Decided(Date),
    /// Its dossier is open.
    UnderWay,
    /// Its dossier is open, and its planned time is over.
    Overdue,
    /// There is no dossier yet, and no need of one.
    Planned,
    /// There is no dossier, and the planned time is over.
    Missing,
}

impl<'a> Edition<'a> {
    /// The day on which the decision that a consultation was about was published: that of its document, else
    /// of the decision itself.
    pub fn announced(&self, id: DocId) -> Option<Date> {
        let decisions = &self.site.decisions;
        let named = decisions.consultations.get(&id)?;
        let dossier = named.dossier.filter(|dossier| self.is_visible(*dossier));
        let by_dossier = dossier.and_then(|dossier| decisions.dossiers.get(&dossier)?.document);
        let document = named.document.or(by_dossier).filter(|document| self.is_visible(*document));
        let published = document.and_then(|document| self.document(document).published);
        published.or_else(|| dossier.and_then(|dossier| self.decided(dossier)))
    }

    /// The steps of a dossier that are known on the day, each with its place in the dossier.
    pub fn steps(&self, id: DocId) -> Vec<(usize, &'a StepEntry)> {
        let steps = self.document(id).decision().map_or(&[][..], |own| &own.steps);
        let known = |entry: &StepEntry| entry.date().is_none_or(|date| date <= self.as_of);
        steps.iter().enumerate().filter(|(_, entry)| known(entry)).collect()
    }

    /// How far a step of a dossier is.
    pub fn step_state(&self, id: DocId, step: Step) -> StepState<'a> {
        let known = self.steps(id).into_iter().filter(|(_, entry)| entry.step == step);
        let mut state = StepState::Open;
        for (_, entry) in known {
            state = match (&entry.outcome, state) {
                (Outcome::Done { date, .. }, StepState::Done(before)) => StepState::Done(before.max(*date)),
                (Outcome::Done { date, .. }, _) => StepState::Done(*date),
                (Outcome::Inapplicable { reason }, _) => StepState::Inapplicable(reason),
            };
        }
        match (step, state) {
            (Step::Participation, StepState::Open) if self.has_begun_to_consult(id) => StepState::UnderWay,
            (_, state) => state,
        }
    }

    fn has_begun_to_consult(&self, id: DocId) -> bool {
        let named = self.site.decisions.dossiers.get(&id).map_or(&[][..], |dossier| &dossier.consultations);
        self.visible_of(named).into_iter().any(|id| self.stage(id).is_some_and(|stage| stage != Stage::NotYet))
    }

    /// The day on which the decision was made, once it has come.
    pub fn decided(&self, id: DocId) -> Option<Date> {
        self.document(id).decision()?.decided.filter(|date| *date <= self.as_of)
    }

    /// Where a consultation stands.
    pub fn stage(&self, id: DocId) -> Option<Stage> {
        self.document(id).consultation().map(|own| own.stage(self.as_of))
    }

    /// How far a planned decision is; a dossier that is not published counts for nothing.
    pub fn plan_state(&self, planned: &Planned) -> PlanState {
        let over = planned.item.planned_end < self.as_of;
        match planned.dossier.filter(|dossier| self.is_visible(*dossier)) {
            Some(dossier) => match self.decided(dossier) {
                Some(date) => PlanState::Decided(date),
                None if over => PlanState::Overdue,
                None => PlanState::UnderWay,
            },
            None if over => PlanState::Missing,
            None => PlanState::Planned,
        }
    }

    /// Those of some materials that may be seen.
    pub fn shown_materials(&self, materials: &[Material]) -> Vec<Material> {
        let shown = |material: &Material| match material {
            Material::Document(id) => self.is_visible(*id),
            Material::File(_) => true,
        };
        materials.iter().copied().filter(shown).collect()
    }

    /// Everything that a published dossier or consultation is documented by, as far as may be known
    /// on the day: files of steps to come and tables of feedback to come are not.
    pub fn materials(&self, id: DocId) -> Vec<Material> {
        let decisions = &self.site.decisions;
        let mut materials = Vec::new();
        if let Some(dossier) = decisions.dossiers.get(&id) {
            let known = self.steps(id).into_iter().filter_map(|(at, _)| dossier.steps.get(at));
            materials.extend(known.chain(&dossier.hearings).flatten().copied());
        }
        if let Some(consulted) = decisions.consultations.get(&id) {
            materials.extend(consulted.draft.into_iter().chain(consulted.notes));
            materials.extend(consulted.hearings.iter().flatten().copied());
            let table = consulted.table.filter(|_| self.stage(id) == Some(Stage::FedBack));
            materials.extend(table.map(Material::File));
        }
        materials
    }

    /// The dossiers and consultations that led to a policy, as far as they are published.
    pub fn led_to(&self, policy: DocId) -> Vec<DocId> {
        let decisions = &self.site.decisions;
        let named = decisions.of_policy.get(&policy).map_or(&[][..], Vec::as_slice);
        let mut led = self.visible_of(named);
        for dossier in led.clone().iter().filter_map(|id| decisions.dossiers.get(id)) {
            led.extend(self.visible_of(&dossier.consultations));
        }
        let mut seen = BTreeSet::new();
        led.retain(|id| seen.insert(*id));
        led
    }
}
