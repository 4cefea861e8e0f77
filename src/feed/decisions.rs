//! What data/documents/<id>.json says of a dossier and of a consultation.

use super::record::url;
use crate::content::consultation::{Channel, Comment, Hearing};
use crate::content::decision::{Attendee, Meeting, Outcome};
use crate::domain::consultation::{Adoption, Stage};
use crate::domain::decision::Step;
use crate::site::{DocId, Material, encode};
use crate::status::{Edition, StepState};
use serde::Serialize;

/// A dossier.
#[derive(Debug, Serialize)]
pub struct DecisionData {
    undertaker: String,
    class: Option<&'static str>,
    class_label: Option<&'static str>,
    basis: Vec<String>,
    /// The day on which the decision was made.
    decided: Option<String>,
    /// Address of the policy that came of it.
    document: Option<String>,
    steps: Vec<StepData>,
    attendance: Vec<MeetingData>,
    hearings: Vec<HearingData>,
    /// Addresses of the consultations on it.
    consultations: Vec<String>,
    /// Where the catalogue lists it.
    catalogue: Vec<ListedData>,
}

/// A step: what the regulation asks for, and what is known of it.
#[derive(Debug, Serialize)]
struct StepData {
    step: &'static str,
    step_label: &'static str,
    /// `done`, `inapplicable`, `under_way` or `open`.
    state: &'static str,
    /// Why it does not apply.
    reason: Option<String>,
    rounds: Vec<RoundData>,
}

/// One time that a step was taken.
#[derive(Debug, Serialize)]
struct RoundData {
    date: String,
    submitted: Option<String>,
    note: Option<String>,
    /// Addresses of pages and files.
    materials: Vec<String>,
}

/// A meeting that the public attended.
#[derive(Debug, Serialize)]
struct MeetingData {
    meeting: String,
    date: String,
    people: Vec<AttendeeData>,
}

/// Those of one class who attended.
#[derive(Debug, Serialize)]
struct AttendeeData {
    class: String,
    count: usize,
    opinion: Option<String>,
    adoption: Option<&'static str>,
    reason: Option<String>,
}

/// A hearing.
#[derive(Debug, Serialize)]
struct HearingData {
    date: String,
    place: String,
    announced: String,
    delivered: Option<String>,
    materials: Vec<String>,
}

/// A row of the catalogue.
#[derive(Debug, Serialize)]
struct ListedData {
    year: i16,
    number: String,
    /// The last day of the planned time.
    planned: String,
}

/// A consultation.
#[derive(Debug, Serialize)]
pub struct ConsultationData {
    solicited_by: String,
    opens: String,
    /// The last day.
    closes: String,
    /// The first day is not counted.
    days: i32,
    shortened_because: Option<String>,
    stage: &'static str,
    stage_label: &'static str,
    /// Addresses of a page or a file; none where the text stands in the page itself.
    draft_text: Option<String>,
    drafting_notes: Option<String>,
    channels: Vec<ChannelData>,
    hearings: Vec<HearingData>,
    fed_back: Option<String>,
    received: Option<usize>,
    comments: Vec<CommentData>,
    /// Address of its dossier.
    decision: Option<String>,
    /// Address of the policy that came of it.
    document: Option<String>,
}

/// A way in which comments can be sent.
#[derive(Debug, Serialize)]
struct ChannelData {
    kind: &'static str,
    value: String,
}

/// A comment and what became of it.
#[derive(Debug, Serialize)]
struct CommentData {
    comment: String,
    proposer: Option<String>,
    adoption: &'static str,
    adoption_label: &'static str,
    reason: Option<String>,
}

/// What is known of a dossier on the day.
pub fn decision(edition: &Edition, id: DocId) -> Option<DecisionData> {
    let own = edition.document(id).decision()?;
    let site = edition.site;
    let dossier = site.decisions.dossiers.get(&id)?;
    let past = |meeting: &&Meeting| meeting.date <= edition.as_of;
    Some(DecisionData {
        undertaker: own.undertaker.clone(),
        class: own.class.map(|class| class.name()),
        class_label: own.class.map(|class| class.label()),
        basis: own.basis.clone(),
        decided: edition.decided(id).map(|date| date.to_string()),
        document: seen(edition, dossier.document),
        steps: Step::NAMES.iter().filter_map(|(step, ..)| step_data(edition, id, *step)).collect(),
        attendance: own.attendance.iter().filter(past).map(meeting).collect(),
        hearings: hearings(edition, &own.hearings, &dossier.hearings),
        consultations: edition.visible_of(&dossier.consultations).into_iter().map(|id| url(edition, id)).collect(),
        catalogue: site
            .decisions
            .listed(id)
            .map(|row| ListedData {
                year: row.item.year,
                number: row.item.number.clone(),
                planned: row.item.planned_end.to_string(),
            })
            .collect(),
    })
}

/// The seven steps always, the others where they were taken.
fn step_data(edition: &Edition, id: DocId, step: Step) -> Option<StepData> {
    let materials = &edition.site.decisions.dossiers.get(&id)?.steps;
    let taken = edition.steps(id).into_iter().filter(|(_, entry)| entry.step == step);
    let rounds: Vec<RoundData> = taken
        .filter_map(|(at, entry)| {
            let Outcome::Done { date, submitted, note, .. } = &entry.outcome else { return None };
            Some(RoundData {
                date: date.to_string(),
                submitted: submitted.map(|date| date.to_string()),
                note: note.clone(),
                materials: addresses(edition, materials.get(at).map_or(&[][..], Vec::as_slice)),
            })
        })
        .collect();
    let state = edition.step_state(id, step);
    (Step::LEGAL.contains(&step) || !rounds.is_empty()).then(|| StepData {
        step: step.name(),
        step_label: step.label(),
        state: state.name(),
        reason: match state {
            StepState::Inapplicable(reason) => Some(reason.to_owned()),
            _ => None,
        },
        rounds,
    })
}

/// What is known of a consultation on the day.
pub fn consultation(edition: &Edition, id: DocId) -> Option<ConsultationData> {
    let own = edition.document(id).consultation()?;
    let named = edition.site.decisions.consultations.get(&id)?;
    let stage = own.stage(edition.as_of);
    let fed_back = stage == Stage::FedBack;
    let one = |material: Option<Material>| addresses(edition, material.as_slice()).pop();
    Some(ConsultationData {
        solicited_by: own.solicited_by.clone(),
        opens: own.period.opens.to_string(),
        closes: own.period.closes.to_string(),
        days: own.period.days(),
        shortened_because: own.shortened.clone(),
        stage: stage.name(),
        stage_label: stage.label(),
        draft_text: one(named.draft),
        drafting_notes: one(named.notes),
        channels: own.channels.iter().map(channel).collect(),
        hearings: hearings(edition, &own.hearings, &named.hearings),
        fed_back: own.fed_back.filter(|_| fed_back).map(|date| date.to_string()),
        received: fed_back.then(|| own.received.unwrap_or(own.comments.len())),
        comments: own.comments.iter().filter(|_| fed_back).map(comment).collect(),
        decision: seen(edition, named.dossier),
        document: seen(edition, named.document),
    })
}

fn seen(edition: &Edition, id: Option<DocId>) -> Option<String> {
    id.filter(|id| edition.is_visible(*id)).map(|id| url(edition, id))
}

/// The addresses of those materials that may be seen.
fn addresses(edition: &Edition, materials: &[Material]) -> Vec<String> {
    let shown = edition.shown_materials(materials).into_iter();
    shown
        .map(|material| match material {
            Material::Document(id) => url(edition, id),
            Material::File(asset) => format!("/{}", encode(&edition.site.content.assets[asset].path)),
        })
        .collect()
}

fn hearings(edition: &Edition, hearings: &[Hearing], materials: &[Vec<Material>]) -> Vec<HearingData> {
    let all = hearings.iter().zip(materials);
    all.map(|(hearing, materials)| HearingData {
        date: hearing.date.to_string(),
        place: hearing.place.clone(),
        announced: hearing.announced.to_string(),
        delivered: hearing.delivered.map(|date| date.to_string()),
        materials: addresses(edition, materials),
    })
    .collect()
}

fn meeting(meeting: &Meeting) -> MeetingData {
    let people = meeting.people.iter().map(|person: &Attendee| AttendeeData {
        class: person.class.clone(),
        count: person.count,
        opinion: person.opinion.clone(),
        adoption: person.adoption.as_ref().map(Adoption::name),
        reason: person.adoption.as_ref().and_then(Adoption::reason).map(str::to_owned),
    });
    MeetingData { meeting: meeting.name.clone(), date: meeting.date.to_string(), people: people.collect() }
}

fn channel(channel: &Channel) -> ChannelData {
    let (kind, value) = match channel {
        Channel::Phone(value) => ("phone", value),
        Channel::Email(value) => ("email", value),
        Channel::Address(value) => ("address", value),
        Channel::Web(value) => ("web", value),
    };
    ChannelData { kind, value: value.clone() }
}

fn comment(comment: &Comment) -> CommentData {
    CommentData {
        comment: comment.text.clone(),
        proposer: comment.proposer.clone(),
        adoption: comment.adoption.name(),
        adoption_label: comment.adoption.label(),
        reason: comment.adoption.reason().map(str::to_owned),
    }
}
