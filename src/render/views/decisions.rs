//! 重大行政决策 and 征求意见.

use super::document::{AttachmentView, TocEntry};
use super::page::{LineView, Link, StageView};
use serde::Serialize;

/// A dossier, on the page of its document.
#[derive(Debug, Serialize)]
pub struct DecisionView {
    pub stage: StageView,
    /// 2026年9月18日出台 …, or how many of the seven steps are published.
    pub sentence: String,
    /// The years of the catalogue that list it.
    pub listed: Vec<Link>,
    /// The seven steps and those of the others that were taken, in the order of the regulation.
    pub steps: Vec<StepView>,
    /// The consultations on it, each with what became of the comments.
    pub consultations: Vec<ConsultedView>,
    pub hearings: Vec<HearingView>,
    /// Meetings that the public attended.
    pub meetings: Vec<MeetingView>,
    /// The policy that came of it.
    pub document: Option<LineView>,
    /// The interpretations of that policy.
    pub interpretations: Vec<LineView>,
}

/// A step of a dossier.
#[derive(Debug, Serialize)]
pub struct StepView {
    pub label: String,
    /// 国令第713号第十九条至第二十一条.
    pub basis: String,
    pub mark: MarkView,
    /// Each time that it was taken.
    pub rounds: Vec<RoundView>,
    /// Why it does not apply.
    pub reason: Option<String>,
    /// What is not published of it.
    pub gap: Option<String>,
}

/// One time that a step was taken.
#[derive(Debug, Serialize)]
pub struct RoundView {
    pub date: String,
    /// 2026年6月1日完成, with the day of submission for a review.
    pub sentence: String,
    pub note: Option<String>,
    pub materials: Vec<MaterialView>,
}

/// How far a step is: a shape and a word.
#[derive(Debug, Clone, Serialize)]
pub struct MarkView {
    /// 公众参与.
    pub step: String,
    /// `done`, `inapplicable`, `under_way` or `open`.
    pub name: &'static str,
    /// 已完成, 不适用, 进行中 or 未公开.
    pub label: String,
}

/// A page or a file of this site that documents something.
#[derive(Debug, Serialize)]
pub struct MaterialView {
    pub title: String,
    pub path: Option<String>,
    pub file: Option<AttachmentView>,
}

/// A consultation in a dossier.
#[derive(Debug, Serialize)]
pub struct ConsultedView {
    pub line: LineView,
    /// Where it stands, and what became of the comments.
    pub sentences: Vec<String>,
}

/// A hearing.
#[derive(Debug, Serialize)]
pub struct HearingView {
    pub date: String,
    pub date_label: String,
    pub place: String,
    pub announced: String,
    pub delivered: Option<String>,
    pub materials: Vec<MaterialView>,
}

/// A meeting that the public attended.
#[derive(Debug, Serialize)]
pub struct MeetingView {
    pub name: String,
    pub date: String,
    pub people: Vec<AttendeeView>,
}

/// Those of one class who attended.
#[derive(Debug, Serialize)]
pub struct AttendeeView {
    pub class: String,
    pub count: usize,
    pub opinion: Option<String>,
    pub adoption: Option<StageView>,
    pub reason: Option<String>,
}

/// A consultation, on the page of its document.
#[derive(Debug, Serialize)]
pub struct ConsultationView {
    pub stage: StageView,
    /// Where it stands and until when, in words.
    pub sentence: String,
    /// How long it lasts, and why it is shortened.
    pub period: String,
    /// The five parts.
    pub parts: Vec<TocEntry>,
    pub announcement_html: String,
    pub draft: PartView,
    pub notes: PartView,
    /// Interpretations of the draft.
    pub interpretations: Vec<LineView>,
    pub channels: Vec<ChannelView>,
    pub hearings: Vec<HearingView>,
    /// What became of the comments, in a sentence.
    pub summary: String,
    pub comments: Vec<CommentView>,
    /// The comments as a file.
    pub table: Option<AttachmentView>,
    /// Its dossier.
    pub dossier: Option<LineView>,
    /// The policy that came of it.
    pub document: Option<LineView>,
}

/// A part of a consultation: in the body, as a page or a file, or not to be seen.
#[derive(Debug, Default, Serialize)]
pub struct PartView {
    pub html: Option<String>,
    pub material: Option<MaterialView>,
}

/// A way in which comments can be sent.
#[derive(Debug, Serialize)]
pub struct ChannelView {
    pub label: String,
    pub text: String,
    /// `tel:`, `mailto:` or an address of the web.
    pub href: Option<String>,
}

/// A comment and what became of it.
#[derive(Debug, Serialize)]
pub struct CommentView {
    pub text: String,
    pub proposer: Option<String>,
    pub adoption: StageView,
    pub reason: Option<String>,
}

/// A year of the catalogue of decisions.
#[derive(Debug, Serialize)]
pub struct PlannedYearView {
    /// 2026年度重大行政决策事项目录.
    pub title: String,
    /// How many items, and how many of them are decided, under way, late.
    pub summary: String,
    pub rows: Vec<PlannedView>,
    /// Every year of the catalogue; the one on the page has no path.
    pub years: Vec<Link>,
    /// Where the catalogue can be taken as data; the page of the column leads there by itself.
    pub register: Option<Link>,
}

/// A row of the catalogue.
#[derive(Debug, Serialize)]
pub struct PlannedView {
    pub number: String,
    pub name: String,
    /// Its dossier, where it is published.
    pub path: Option<String>,
    pub undertaker: String,
    pub basis: String,
    pub planned: String,
    pub stage: StageView,
    pub marks: Vec<MarkView>,
}
