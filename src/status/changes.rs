//! The days on which the output changes by itself, and why.

use super::{notices, term, texts, visible_events};
use crate::content::decision::StepEntry;
use crate::content::document::Document;
use crate::domain::Date;
use crate::domain::consultation::Stage;
use crate::domain::date::next_day;
use crate::domain::text::in_title_marks;
use crate::domain::validity::{self, Status};
use crate::site::{DocId, Site};
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
    /// A 定时公开 item is due no more.
    Due {
        /// Its name.
        name: String,
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
            Self::Publication { .. } | Self::Planned { .. } | Self::Due { .. } | Self::Month => None,
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
            Self::Month => f.write_str("定时公开换月"),
        }
    }
}

/// Every change after a day that is known on it, by its own day.
pub type Changes = BTreeMap<Date, Vec<Change>>;

/// Finds the changes after a day.
pub fn after(site: &Site, as_of: Date, visible: &[bool], drafts: bool) -> Changes {
    let mut changes = Changes::new();
    for (id, document) in site.content.documents.iter().enumerate() {
        let can_appear = document.disclosure.is_public() && (drafts || !document.draft);
        if let Some(day) = document.published.filter(|day| can_appear && *day > as_of) {
            changes.entry(day).or_default().push(Change::Publication { title: document.title.clone() });
        }
        if visible[id] {
            of_document(site, id, (as_of, visible), &mut changes);
        }
    }
    of_schedule(site, as_of, &mut changes);
    for planned in site.decisions.planned.iter().filter(|planned| planned.item.planned_end >= as_of) {
        let decision = planned.dossier.filter(|id| visible[*id]).and_then(|id| site.document(id).decision());
        // What is decided in time is not overdue afterwards.
        if decision.and_then(|own| own.decided).is_none_or(|decided| decided > planned.item.planned_end) {
            let change = Change::Planned { name: planned.item.name.clone() };
            changes.entry(next_day(planned.item.planned_end)).or_default().push(change);
        }
    }
    changes
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

fn of_document(site: &Site, id: DocId, (as_of, visible): (Date, &[bool]), changes: &mut Changes) {
    let document = site.document(id);
    of_participation(document, id, as_of, changes);
    let Some(policy) = document.policy() else { return };
    let title = || document.title.clone();
    let turns = validity::turns(term(policy), &visible_events(site, id, visible), as_of);
    for turn in turns.iter().skip(1) {
        let change = Change::Validity { id, title: title(), status: turn.status };
        changes.entry(turn.date).or_default().push(change);
    }
    if policy.nature.is_regulatory() {
        for (day, limit) in notices(&turns, &site.content.config.rules.expiry_notice) {
            changes.entry(day).or_default().push(Change::Ending { id, title: title(), limit });
        }
    }
    for text in texts::visible(site, id, visible).iter().filter(|text| text.from > as_of) {
        changes.entry(text.from).or_default().push(Change::Text { id, title: title() });
    }
}

fn of_schedule(site: &Site, as_of: Date, changes: &mut Changes) {
    for item in &site.schedule {
        // The home page shows what is still due this month.
        for due in item.rhythm.dues_in(as_of.year(), as_of.month()) {
            if due.date >= as_of {
                changes.entry(next_day(due.date)).or_default().push(Change::Due { name: item.name.clone() });
            }
        }
    }
    if !site.schedule.is_empty() {
        changes.entry(next_day(as_of.last_of_month())).or_default().push(Change::Month);
    }
}
