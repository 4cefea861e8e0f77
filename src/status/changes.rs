//! The days on which the output changes by itself, and why.

use super::Edition;
use crate::content::decision::StepEntry;
use crate::content::document::Document;
use crate::domain::Date;
use crate::domain::consultation::Stage;
use crate::domain::date::next_day;
use crate::domain::evaluation;
use crate::domain::task::TaskState;
use crate::domain::text::in_title_marks;
use crate::domain::validity::{Status, Turn};
use crate::site::DocId;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Why the output changes on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A document may be seen from that day on. Until then nothing of it may be.
    Publication {
        /// Its title, for editors only.
        title: String,
    },
    /// The validity of a document, or what is told of it.
    Validity {
        /// The document.
        id: DocId,
        /// Its title.
        title: String,
        /// The state from that day on.
        status: Status,
    },
    /// A document will end within so many days.
    Ending {
        /// The document.
        id: DocId,
        /// Its title.
        title: String,
        /// Days.
        limit: usize,
    },
    /// A document has a new text.
    Text {
        /// The document.
        id: DocId,
        /// Its title.
        title: String,
    },
    /// A consultation opens, closes or is answered.
    Consultation {
        /// The document.
        id: DocId,
        /// Its title.
        title: String,
        /// Where it stands from that day on.
        stage: Stage,
    },
    /// A dossier shows a step, a meeting or the decision itself.
    Decision {
        /// The document.
        id: DocId,
        /// Its title.
        title: String,
    },
    /// The planned time of an item of the catalogue of decisions is over.
    Planned {
        /// Its name.
        name: String,
    },
    /// What a 定时公开 item owes is due, or late, or no longer owed.
    Due {
        /// Its name.
        name: String,
    },
    /// A task of the ledger is late from that day on.
    Task {
        /// The year of the ledger.
        year: i16,
        /// 序号.
        number: String,
    },
    /// Rows of a register become public, or personal data in it may be shown no longer.
    Register {
        /// Its title.
        title: String,
    },
    /// The calendar shows another month.
    Month,
}

impl Change {
    /// The name in data files.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Publication { .. } => "publication",
            Self::Validity { .. } => "validity",
            Self::Ending { .. } => "ending",
            Self::Text { .. } => "text",
            Self::Consultation { .. } => "consultation",
            Self::Decision { .. } => "decision",
            Self::Planned { .. } => "planned",
            Self::Due { .. } => "due",
            Self::Task { .. } => "task",
            Self::Register { .. } => "register",
            Self::Month => "month",
        }
    }

    /// What the public may know of it: of a document to come, no more than that one comes.
    pub fn public(&self) -> String {
        match self {
            Self::Publication { .. } => "有文件按期发布".to_owned(),
            known => known.to_string(),
        }
    }

    /// The published document that it is about.
    pub fn document(&self) -> Option<DocId> {
        match self {
            Self::Validity { id, .. }
            | Self::Ending { id, .. }
            | Self::Text { id, .. }
            | Self::Consultation { id, .. }
            | Self::Decision { id, .. } => Some(*id),
            Self::Publication { .. }
            | Self::Planned { .. }
            | Self::Due { .. }
            | Self::Task { .. }
            | Self::Register { .. }
            | Self::Month => None,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Publication { title } => write!(f, "发布{}", in_title_marks(title)),
            Self::Validity { title, status, .. } => {
                write!(f, "{}的有效性有变化，当日为“{}”", in_title_marks(title), status.label())
            }
            Self::Ending { title, limit, .. } => write!(f, "{}将于{limit}日内到期", in_title_marks(title)),
            Self::Text { title, .. } => write!(f, "{}换用新的文本", in_title_marks(title)),
            Self::Consultation { title, stage, .. } => {
                write!(f, "{}：{}", in_title_marks(title), stage.label())
            }
            Self::Decision { title, .. } => write!(f, "{}有新的进展", in_title_marks(title)),
            Self::Planned { name } => write!(f, "重大行政决策“{name}”的计划完成时间已过"),
            Self::Due { name } => write!(f, "定时公开“{name}”到期"),
            Self::Task { year, number } => write!(f, "工作台账{year}年第{number}项的完成时限已过"),
            Self::Register { title } => write!(f, "登记册“{title}”的内容有变化"),
            Self::Month => f.write_str("定时公开换月"),
        }
    }
}

/// Every change after a day that is known on it, by its own day.
pub type Changes = BTreeMap<Date, Vec<Change>>;

/// Finds the changes after the day of an edition; with `drafts`, documents marked 草稿 appear as well.
pub fn after(edition: &Edition, drafts: bool) -> Changes {
    let mut changes = Changes::new();
    for (id, document) in edition.site.content.documents.iter().enumerate() {
        let can_appear = document.disclosure.is_public() && (drafts || !document.draft);
        if let Some(day) = document.published.filter(|day| can_appear && *day > edition.as_of) {
            changes.entry(day).or_default().push(Change::Publication { title: document.title.clone() });
        }
        if edition.is_visible(id) {
            of_document(edition, id, &mut changes);
        }
    }
    of_schedule(edition, &mut changes);
    of_registers(edition, &mut changes);
    of_ledger(edition, &mut changes);
    of_catalogue(edition, &mut changes);
    changes
}

/// The day after the planned time of a decision that was not made by then.
fn of_catalogue(edition: &Edition, changes: &mut Changes) {
    let site = edition.site;
    for planned in site.decisions.planned.iter().filter(|planned| planned.item.planned_end >= edition.as_of) {
        let decision = planned.dossier.filter(|id| edition.is_visible(*id)).and_then(|id| site.document(id).decision());
        // What is decided in time is not overdue afterwards.
        if decision.and_then(|own| own.decided).is_none_or(|decided| decided > planned.item.planned_end) {
            let change = Change::Planned { name: planned.item.name.clone() };
            changes.entry(next_day(planned.item.planned_end)).or_default().push(change);
        }
    }
}

/// The days on which a consultation opens, is over and is answered, and on which a dossier grows.
fn of_participation(document: &Document, id: DocId, as_of: Date, changes: &mut Changes) {
    let title = || document.title.clone();
    if let Some(own) = document.consultation() {
        let days = [Some(own.period.opens), Some(next_day(own.period.closes)), own.fed_back];
        let days: BTreeSet<Date> = days.into_iter().flatten().filter(|day| *day > as_of).collect();
        for day in days {
            let change = Change::Consultation { id, title: title(), stage: own.stage(day) };
            changes.entry(day).or_default().push(change);
        }
    }
    if let Some(own) = document.decision() {
        let steps = own.steps.iter().filter_map(StepEntry::date);
        let meetings = own.attendance.iter().map(|meeting| meeting.date);
        let days: BTreeSet<Date> = steps.chain(meetings).chain(own.decided).filter(|day| *day > as_of).collect();
        for day in days {
            changes.entry(day).or_default().push(Change::Decision { id, title: title() });
        }
    }
}

fn of_document(edition: &Edition, id: DocId, changes: &mut Changes) {
    let document = edition.document(id);
    of_participation(document, id, edition.as_of, changes);
    let Some(policy) = document.policy() else { return };
    let title = || document.title.clone();
    for turn in edition.coming_turns(id) {
        let change = Change::Validity { id, title: title(), status: turn.status };
        changes.entry(turn.date).or_default().push(change);
    }
    if policy.nature.is_regulatory() {
        let notices = notices(edition.turns(id), &edition.site.content.config.rules.expiry_notice).into_iter();
        for (day, limit) in notices.filter(|(day, _)| *day > edition.as_of) {
            changes.entry(day).or_default().push(Change::Ending { id, title: title(), limit });
        }
    }
    for text in edition.texts(id).iter().filter(|text| text.from > edition.as_of) {
        changes.entry(text.from).or_default().push(Change::Text { id, title: title() });
    }
}

/// The days on which 即将到期 takes a document up or moves it on, and the limit then reached. What
/// falls on a turn needs no day of its own.
fn notices<S>(turns: &[Turn<S>], limits: &[usize]) -> Vec<(Date, usize)> {
    let mut days = Vec::new();
    for (at, turn) in turns.iter().enumerate() {
        let next = turns.get(at + 1).map(|next| next.date);
        let Some(last) = turn.expires.filter(|_| turn.status.binds()) else { continue };
        let reached = limits.iter().filter_map(|limit| Some((evaluation::first_day(last, *limit)?, *limit)));
        days.extend(reached.filter(|(day, _)| *day > turn.date && next.is_none_or(|next| *day < next)));
    }
    days
}

/// The day on which something is due, and the day on which it is late.
fn of_schedule(edition: &Edition, changes: &mut Changes) {
    let (site, as_of) = (edition.site, edition.as_of);
    for obligation in edition.obligations.iter().flatten().filter(|obligation| obligation.state.is_open()) {
        let Some(due) = obligation.due.map(|due| due.date) else { continue };
        for day in [due, next_day(due)].into_iter().filter(|day| *day > as_of) {
            changes.entry(day).or_default().push(Change::Due { name: obligation.term.name.clone() });
        }
    }
    let items = site.schedule.items.iter();
    for exemption in items.clone().flat_map(|item| &item.exemptions) {
        if let Some(day) = exemption.approved.filter(|day| *day > as_of) {
            changes.entry(day).or_default().push(Change::Due { name: exemption.item.clone() });
        }
    }
    for (item, happening) in items.flat_map(|item| item.happenings.iter().map(move |happening| (item, happening))) {
        if happening.date > as_of {
            changes.entry(happening.date).or_default().push(Change::Due { name: item.latest().name.clone() });
        }
    }
    if !site.schedule.is_empty() {
        changes.entry(next_day(as_of.last_of_month())).or_default().push(Change::Month);
    }
}

/// Rows that become public, and columns that may be shown no longer.
fn of_registers(edition: &Edition, changes: &mut Changes) {
    for register in edition.site.content.registers.iter().filter(|register| !register.internal) {
        let dated =
            register.records.iter().flat_map(|records| register.rows.iter().filter_map(|row| records.date(row)));
        let hidden = register.notice_until.map(next_day);
        for day in dated.chain(hidden).chain(register.notice_from).filter(|day| *day > edition.as_of) {
            once(changes, day, Change::Register { title: register.title.clone() });
        }
    }
}

/// The day after the last one of an open task, the days of reports to come, and the turn of the
/// year, from which on the ledger tells how the old one ended and shows the new one first.
fn of_ledger(edition: &Edition, changes: &mut Changes) {
    let (site, as_of) = (edition.site, edition.as_of);
    let Some(register) = site.ledger.register(&site.content) else { return };
    let told = || Change::Register { title: register.title.clone() };
    for task in &site.ledger.tasks {
        let state = |day: Date| TaskState::on(day, task.due, task.reported);
        if task.reported.updated > as_of {
            once(changes, task.reported.updated, told());
        }
        let late = task.due.by.map(next_day).filter(|day| *day > as_of && state(*day) == TaskState::Overdue);
        if let Some(day) = late {
            once(changes, day, Change::Task { year: task.year, number: task.number.clone() });
        }
    }
    let years: BTreeSet<i16> = site.ledger.tasks.iter().map(|task| task.year).collect();
    let turns: BTreeSet<i16> = years.iter().map(|year| year + 1).chain(years.iter().skip(1).copied()).collect();
    let new_years = turns.into_iter().filter_map(|year| Date::new(year, 1, 1).ok());
    for day in new_years.filter(|day| *day > as_of) {
        once(changes, day, told());
    }
}

fn once(changes: &mut Changes, day: Date, change: Change) {
    let of_day = changes.entry(day).or_default();
    if !of_day.contains(&change) {
        of_day.push(change);
    }
}
