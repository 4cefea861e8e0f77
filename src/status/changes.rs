//! The days on which the output changes by itself, and why.

use super::schedule::Obligations;
use super::{notices, term, texts, visible_events};
use crate::domain::Date;
use crate::domain::date::next_day;
use crate::domain::task::TaskState;
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
            Self::Validity { id, .. } | Self::Ending { id, .. } | Self::Text { id, .. } => Some(*id),
            Self::Publication { .. } | Self::Due { .. } | Self::Task { .. } | Self::Register { .. } | Self::Month => {
                None
            }
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
            Self::Due { name } => write!(f, "定时公开“{name}”到期"),
            Self::Task { year, number } => write!(f, "工作台账{year}年第{number}项的完成时限已过"),
            Self::Register { title } => write!(f, "登记册“{title}”的内容有变化"),
            Self::Month => f.write_str("定时公开换月"),
        }
    }
}

/// Every change after a day that is known on it, by its own day.
pub type Changes = BTreeMap<Date, Vec<Change>>;

/// Finds the changes after a day.
pub fn after(site: &Site, (as_of, visible, drafts): (Date, &[bool], bool), obligations: &Obligations) -> Changes {
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
    of_schedule(site, as_of, obligations, &mut changes);
    of_registers(site, as_of, &mut changes);
    of_ledger(site, as_of, &mut changes);
    changes
}

fn of_document(site: &Site, id: DocId, (as_of, visible): (Date, &[bool]), changes: &mut Changes) {
    let document = site.document(id);
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

/// The day on which something is due, and the day on which it is late.
fn of_schedule(site: &Site, as_of: Date, obligations: &Obligations, changes: &mut Changes) {
    for obligation in obligations.iter().flatten().filter(|obligation| obligation.state.is_open()) {
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
fn of_registers(site: &Site, as_of: Date, changes: &mut Changes) {
    for register in site.content.registers.iter().filter(|register| !register.internal) {
        let dated =
            register.records.iter().flat_map(|records| register.rows.iter().filter_map(|row| records.date(row)));
        let hidden = register.notice_until.map(next_day);
        for day in dated.chain(hidden).filter(|day| *day > as_of) {
            once(changes, day, Change::Register { title: register.title.clone() });
        }
    }
}

/// The day after the last one of an open task, the days of reports to come, and the turn of the
/// year, from which on the ledger tells how the old one ended and shows the new one first.
fn of_ledger(site: &Site, as_of: Date, changes: &mut Changes) {
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
