//! What the page of a dossier says beyond its text: the steps of 国令第713号, and who took part.

use super::Maker;
use super::document::file;
use crate::content::consultation::Hearing;
use crate::content::decision::{Attendee, Meeting, Outcome, StepEntry};
use crate::domain::consultation::Adoption;
use crate::domain::date::official;
use crate::domain::decision::Step;
use crate::render::views::{
    AttendeeView, ConsultedView, DecisionView, HearingView, Link, MarkView, MaterialView, MeetingView, RoundView,
    StageView, StepView,
};
use crate::site::{DocId, Dossier, Material};
use crate::status::StepState;

impl Maker<'_> {
    /// Where a consultation or a decision stands.
    pub fn stage_of(&self, id: DocId) -> Option<StageView> {
        if let Some(stage) = self.edition.stage(id) {
            return Some(StageView { name: stage.name(), label: stage.label().to_owned() });
        }
        self.edition.document(id).decision()?;
        let name = if self.edition.decided(id).is_some() { "decided" } else { "under_way" };
        Some(StageView { name, label: self.texts.get(&format!("decision.{name}")) })
    }

    /// A dossier as its page shows it.
    pub fn decision_view(&self, id: DocId) -> Option<DecisionView> {
        let edition = self.edition;
        let decision = edition.document(id).decision()?;
        let dossier = edition.site.decisions.dossiers.get(&id)?;
        let document = dossier.document.filter(|document| edition.is_visible(*document));
        let explained = document.map(|document| &edition.site.interpretations[document]);
        let consultations = edition.visible_of(&dossier.consultations);
        let taken = |step: &&Step| edition.steps(id).iter().any(|(_, entry)| entry.step == **step);
        let steps = Step::LEGAL.iter().chain(Step::OPTIONAL.iter().filter(taken));
        let past = |meeting: &&Meeting| meeting.date <= edition.as_of;
        Some(DecisionView {
            stage: self.stage_of(id)?,
            sentence: self.decision_sentence(id),
            listed: self.listed(id),
            steps: steps.map(|step| self.step(id, dossier, *step)).collect(),
            consultations: consultations.iter().filter_map(|id| self.consulted(*id)).collect(),
            hearings: self.hearings(id, &decision.hearings, &dossier.hearings),
            meetings: decision.attendance.iter().filter(past).map(|meeting| self.meeting(meeting)).collect(),
            document: document.map(|document| self.line(document)),
            interpretations: explained.map(|ids| self.lines(&edition.visible_of(ids))).unwrap_or_default(),
        })
    }

    /// The day of the decision; of one that is under way, how far it is.
    fn decision_sentence(&self, id: DocId) -> String {
        if let Some(date) = self.edition.decided(id) {
            return self.fill("decision.decided_on", &[("%date", &official(date))]);
        }
        let states: Vec<StepState> = Step::LEGAL.iter().map(|step| self.edition.step_state(id, *step)).collect();
        let count = |wanted: fn(&StepState) -> bool| states.iter().filter(|state| wanted(state)).count().to_string();
        let done = count(|state| matches!(state, StepState::Done(_)));
        let left_out = count(|state| matches!(state, StepState::Inapplicable(_)));
        let open = count(|state| matches!(state, StepState::UnderWay | StepState::Open));
        let name = if left_out == "0" { "decision.progress" } else { "decision.progress_with_left_out" };
        self.fill(name, &[("%done", &done), ("%left_out", &left_out), ("%open", &open)])
    }

    fn listed(&self, id: DocId) -> Vec<Link> {
        let site = self.edition.site;
        let pages = site.decisions.year_pages(&site.content);
        let rows = site.decisions.listed(id);
        rows.filter_map(|row| {
            let (page, year) = pages.iter().find(|(_, year)| *year == row.item.year)?;
            let values = [("%year", &*year.to_string()), ("%n", row.item.number.as_str())];
            Some(Link { title: self.fill("decision.listed", &values), path: Some(page.link()) })
        })
        .collect()
    }

    /// How far a step is, as a shape and a word.
    pub fn mark(&self, step: Step, state: &StepState) -> MarkView {
        let name = state.name();
        MarkView { step: step.label().to_owned(), name, label: self.texts.get(&format!("decision.mark.{name}")) }
    }

    fn step(&self, id: DocId, dossier: &Dossier, step: Step) -> StepView {
        let state = self.edition.step_state(id, step);
        let taken = self.edition.steps(id).into_iter().filter(|(_, entry)| entry.step == step);
        let mut rounds: Vec<RoundView> = taken
            .filter_map(|(at, entry)| self.round(id, entry, dossier.steps.get(at).map_or(&[][..], Vec::as_slice)))
            .collect();
        rounds.sort_by(|a, b| a.date.cmp(&b.date));
        if let (Step::Announcement, Some(last)) = (step, rounds.last_mut()) {
            let announced = dossier.document.map(Material::Document);
            last.materials.extend(announced.and_then(|document| self.material(id, document)));
        }
        let documented = step == Step::Participation && !self.edition.visible_of(&dossier.consultations).is_empty();
        let is_gap = match state {
            StepState::Inapplicable(_) | StepState::UnderWay => false,
            StepState::Open => true,
            StepState::Done(_) => !documented && rounds.iter().all(|round| !is_documented(step, round)),
        };
        StepView {
            label: step.label().to_owned(),
            basis: self.fill("decision.basis", &[("%articles", step.articles())]),
            mark: self.mark(step, &state),
            rounds,
            reason: match state {
                StepState::Inapplicable(reason) => Some(reason.to_owned()),
                _ => None,
            },
            gap: is_gap.then(|| self.texts.get(&format!("decision.gap.{}", step.name()))),
        }
    }

    fn round(&self, id: DocId, entry: &StepEntry, materials: &[Material]) -> Option<RoundView> {
        let Outcome::Done { date, submitted, note, .. } = &entry.outcome else { return None };
        let (on, from) = (official(*date), submitted.map(official).unwrap_or_default());
        let name = match entry.step {
            _ if submitted.is_some() => "decision.reviewed",
            // What is carried out has a beginning and no end.
            Step::Implementation => "decision.on",
            _ => "decision.done_on",
        };
        Some(RoundView {
            date: date.to_string(),
            sentence: self.fill(name, &[("%date", &on), ("%from", &from)]),
            note: note.clone(),
            materials: self.materials(id, materials),
        })
    }

    /// Those of some materials that may be seen.
    pub fn materials(&self, id: DocId, materials: &[Material]) -> Vec<MaterialView> {
        let shown = self.edition.shown_materials(materials);
        shown.into_iter().filter_map(|material| self.material(id, material)).collect()
    }

    /// A page or a file, named as its document names it; nothing of what may not be seen.
    pub fn material(&self, id: DocId, material: Material) -> Option<MaterialView> {
        let site = self.edition.site;
        match material {
            Material::Document(other) => self.edition.is_visible(other).then(|| MaterialView {
                title: self.edition.document(other).title.clone(),
                path: Some(site.addresses[other].link()),
                file: None,
            }),
            Material::File(asset) => {
                let named = self.edition.document(id).attachments.iter().zip(&site.attachments[id]);
                let name = named.into_iter().find(|(_, other)| **other == asset).map(|(own, _)| own.name.clone());
                let title = name.unwrap_or_else(|| file_name(&site.content.assets[asset].path));
                Some(MaterialView { title: title.clone(), path: None, file: Some(file(self, asset, title)) })
            }
        }
    }

    fn consulted(&self, id: DocId) -> Option<ConsultedView> {
        let own = self.edition.document(id).consultation()?;
        let fed_back = own.stage(self.edition.as_of) == crate::domain::consultation::Stage::FedBack;
        let summary = fed_back.then(|| self.feedback_summary(own));
        Some(ConsultedView {
            line: self.line(id),
            sentences: [self.stage_sentence(own)].into_iter().chain(summary).collect(),
        })
    }

    /// Hearings with what they are documented by.
    pub fn hearings(&self, id: DocId, hearings: &[Hearing], materials: &[Vec<Material>]) -> Vec<HearingView> {
        let all = hearings.iter().zip(materials);
        all.map(|(hearing, materials)| HearingView {
            date: hearing.date.to_string(),
            date_label: official(hearing.date),
            place: hearing.place.clone(),
            announced: hearing.announced.to_string(),
            delivered: hearing.delivered.map(|date| date.to_string()),
            materials: self.materials(id, materials),
        })
        .collect()
    }

    fn meeting(&self, meeting: &Meeting) -> MeetingView {
        MeetingView {
            name: meeting.name.clone(),
            date: meeting.date.to_string(),
            people: meeting.people.iter().map(attendee).collect(),
        }
    }
}

/// What experts and risk assessments say is a document; how the public took part, and what was
/// announced, may be told in a note; that the other steps were taken is what there is to say.
fn is_documented(step: Step, round: &RoundView) -> bool {
    match step {
        Step::Expertise | Step::Risk => !round.materials.is_empty(),
        Step::Participation | Step::Announcement => !round.materials.is_empty() || round.note.is_some(),
        _ => true,
    }
}

fn attendee(attendee: &Attendee) -> AttendeeView {
    AttendeeView {
        class: attendee.class.clone(),
        count: attendee.count,
        opinion: attendee.opinion.clone(),
        adoption: attendee.adoption.as_ref().map(adoption),
        reason: attendee.adoption.as_ref().and_then(Adoption::reason).map(str::to_owned),
    }
}

/// What became of a comment, as templates see it.
pub fn adoption(adoption: &Adoption) -> StageView {
    StageView { name: adoption.name(), label: adoption.label().to_owned() }
}

/// The name of a file without its ending.
fn file_name(path: &str) -> String {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
