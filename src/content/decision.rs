//! A dossier of a 重大行政决策, as its file alone defines it (国令第713号).

use super::consultation::{Hearing, adoption, hearings};
use super::document::Reference;
use super::front_matter::{check_order, reference, references};
use super::keys::*;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::Date;
use crate::domain::consultation::{ATTENDEES, Adoption};
use crate::domain::decision::{self as law, Class, Step};
use crate::yaml::{Fields, Target, Way};

/// The parts of a dossier.
#[derive(Debug, Clone)]
pub struct Decision {
    /// 承办单位.
    pub undertaker: String,
    /// 决策类别.
    pub class: Option<Class>,
    /// 决策依据.
    pub basis: Vec<String>,
    /// 出台日期: the day on which the decision was made.
    pub decided: Option<Date>,
    /// 决策文件: the policy that came of it, by number or path.
    pub document: Option<Reference>,
    /// 步骤, in the order in which they are written; a step may be taken more than once.
    pub steps: Vec<StepEntry>,
    /// 列席: meetings that the public attended.
    pub attendance: Vec<Meeting>,
    /// 听证.
    pub hearings: Vec<Hearing>,
}

/// A step that was taken, or that does not apply.
#[derive(Debug, Clone)]
pub struct StepEntry {
    /// Which.
    pub step: Step,
    /// Its place in the front matter.
    pub way: Way,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a step.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It was completed.
    Done {
        /// The day on which it was completed.
        date: Date,
        /// 送审日期, of a review of legality.
        submitted: Option<Date>,
        /// What it is documented by: documents and files of this site.
        files: Vec<Reference>,
        /// 说明.
        note: Option<String>,
    },
    /// The law does not ask for it here.
    Inapplicable {
        /// Why.
        reason: String,
    },
}

impl StepEntry {
    /// The day on which the step was completed.
    pub fn date(&self) -> Option<Date> {
        match self.outcome {
            Outcome::Done { date, .. } => Some(date),
            Outcome::Inapplicable { .. } => None,
        }
    }

    /// What the step is documented by.
    pub fn files(&self) -> &[Reference] {
        match &self.outcome {
            Outcome::Done { files, .. } => files,
            Outcome::Inapplicable { .. } => &[],
        }
    }
}

/// A meeting that the public attended.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// 会议.
    pub name: String,
    /// 日期.
    pub date: Date,
    /// 代表.
    pub people: Vec<Attendee>,
}

/// Those of one class who attended; never by name.
#[derive(Debug, Clone)]
pub struct Attendee {
    /// 类别.
    pub class: String,
    /// 人数.
    pub count: usize,
    /// 意见.
    pub opinion: Option<String>,
    /// 采纳.
    pub adoption: Option<Adoption>,
}

impl Decision {
    /// The first day on which a step was completed, where it was.
    pub fn completed(&self, step: Step) -> Option<Date> {
        self.steps.iter().filter(|entry| entry.step == step).filter_map(StepEntry::date).min()
    }
}

/// Reads the keys of a dossier; none where it does not say who undertakes it.
pub fn read(fields: &Fields) -> Option<Decision> {
    let classes: Vec<&str> = Class::NAMES.iter().map(|(_, zh, _)| *zh).collect();
    let steps = steps(fields);
    let decided = fields.date(DECIDED);
    let deliberated = steps.iter().filter(|entry| entry.step == Step::Deliberation).filter_map(StepEntry::date).max();
    if let (Some(decided), Some(met)) = (decided, deliberated)
        && decided < met
    {
        let message = format!("“出台日期”{decided} 早于集体讨论的日期 {met}");
        fields.fault_with_help(DECIDED, Code::DateOrder, message, "决策在集体讨论之后才能作出，请核对这两个日期。");
    }
    Some(Decision {
        class: fields.choice(DECISION_CLASS, Class::parse, &classes),
        basis: fields.texts(DECISION_BASIS),
        decided,
        document: reference(fields, DECISION_DOCUMENT),
        attendance: attendance(fields),
        hearings: hearings(fields),
        steps,
        undertaker: fields.text(UNDERTAKER)?,
    })
}

fn steps(fields: &Fields) -> Vec<StepEntry> {
    let words: Vec<&str> = Step::NAMES.iter().map(|(_, zh, _)| *zh).collect();
    let mut steps = Vec::new();
    for entry in fields.mappings(STEPS, step::ALL) {
        entry.required_text(step::NAME);
        let Some(name) = entry.choice(step::NAME, Step::parse, &words) else { continue };
        let outcome = if entry.has(step::INAPPLICABLE) { inapplicable(&entry, name) } else { done(&entry, name) };
        steps.extend(outcome.map(|outcome| StepEntry { step: name, way: entry.way().clone(), outcome }));
    }
    refuse_both(fields, &steps);
    refuse_disorder(fields, &steps);
    steps
}

fn done(entry: &Fields, step: Step) -> Option<Outcome> {
    entry.required_text(step::DATE);
    let (date, submitted) = (entry.date(step::DATE), entry.date(step::SUBMITTED));
    if submitted.is_some() && step != Step::Legality {
        entry.fault(step::SUBMITTED, Code::KeyNotForKind, "“送审日期”只用于“合法性审查”，不会显示");
    }
    check_order(entry, (step::SUBMITTED, submitted), (step::DATE, date));
    Some(Outcome::Done {
        submitted: submitted.filter(|_| step == Step::Legality),
        files: references(entry, step::FILES),
        note: entry.text(step::NOTE),
        date: date?,
    })
}

fn inapplicable(entry: &Fields, step: Step) -> Option<Outcome> {
    let reason = entry.text(step::INAPPLICABLE)?;
    if step.inapplicable_where().is_none() {
        let grounds =
            Step::LEGAL.iter().filter_map(|step| Some(format!("{}：{}", step.label(), step.inapplicable_where()?)));
        let help = format!("可以不适用的只有——{}。", grounds.collect::<Vec<_>>().join("；"));
        let message = format!("“{}”是每项决策都要有的环节，不能写“不适用”", step.label());
        entry.fault_with_help(step::INAPPLICABLE, Code::StepInapplicable, message, help);
    }
    if let Some(key) = [step::DATE, step::FILES].into_iter().find(|key| entry.has(*key)) {
        let message = format!("“{}”写了“不适用”，又写了“{}”", step.label(), key.zh);
        entry.fault_with_help(key, Code::StepInapplicable, message, "进行过的环节写日期和文件，不适用的只写理由。");
    }
    Some(Outcome::Inapplicable { reason })
}

/// A step that was taken applies.
fn refuse_both(fields: &Fields, steps: &[StepEntry]) {
    for entry in steps.iter().filter(|entry| entry.date().is_none()) {
        if steps.iter().any(|other| other.step == entry.step && other.way != entry.way) {
            let message = format!("“{}”写了不止一次，其中一次写作“不适用”", entry.step.label());
            report(fields, &entry.way, Code::StepInapplicable, message, "进行过的环节不能又写“不适用”，请删去一处。");
        }
    }
}

/// The order of the regulation; and no discussion without a review of legality (Article 25).
fn refuse_disorder(fields: &Fields, steps: &[StepEntry]) {
    let done: Vec<(Step, Date, &Way)> =
        steps.iter().filter_map(|entry| Some((entry.step, entry.date()?, &entry.way))).collect();
    let dated: Vec<(Step, Date)> = done.iter().map(|(step, date, _)| (*step, *date)).collect();
    if let Some((late, early)) = law::out_of_order(&dated) {
        let ((later, date), (earlier, before)) = (dated[late], dated[early]);
        let message = format!("“{}”（{date}）早于“{}”（{before}）", later.label(), earlier.label());
        let help = "国令第713号的次序是：启动，公众参与、专家论证、风险评估，合法性审查，集体讨论，公布。";
        report(fields, done[late].2, Code::StepOrder, message, help);
    }
    let discussed = done.iter().find(|(step, ..)| *step == Step::Deliberation);
    if let Some((_, date, way)) = discussed.filter(|(_, date, _)| *date >= law::in_force_from())
        && !dated.iter().any(|(step, _)| *step == Step::Legality)
    {
        let message = format!("{date} 已经集体讨论，却没有“合法性审查”");
        let help = "未经合法性审查的草案不得提交集体讨论（国令第713号第二十五条）；审查过的补上这一环节。";
        report(fields, way, Code::StepOrder, message, help);
    }
}

fn report(fields: &Fields, way: &Way, code: Code, message: String, help: &str) {
    let span = fields.reader().span(way, Target::Value);
    fields.reader().report(Diagnostic::new(code, span, message).help(help));
}

fn attendance(fields: &Fields) -> Vec<Meeting> {
    let entries = fields.mappings(ATTENDANCE, meeting::ALL).into_iter();
    entries
        .filter_map(|entry| {
            let name = entry.required_text(meeting::NAME);
            entry.required_text(meeting::DATE);
            let people = entry.mappings(meeting::PEOPLE, attendee::ALL).iter().filter_map(attendee).collect();
            Some(Meeting { name: name?, date: entry.date(meeting::DATE)?, people })
        })
        .collect()
}

fn attendee(entry: &Fields) -> Option<Attendee> {
    for key in [attendee::CLASS, attendee::COUNT] {
        if !entry.has(key) {
            entry.missing(key, "");
        }
    }
    let class = entry.choice(attendee::CLASS, |text| ATTENDEES.contains(&text).then(|| text.to_owned()), ATTENDEES);
    let count = entry.number(attendee::COUNT);
    let adoption = adoption(entry, attendee::ADOPTION, attendee::REASON);
    Some(Attendee { class: class?, count: count?, opinion: entry.text(attendee::OPINION), adoption })
}
