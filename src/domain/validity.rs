//! 有效性: whether a document binds on a given day, computed from its dates and from what other
//! documents did to it. Never typed by hand.

use super::date::{next_day, official};
use jiff::civil::Date;

/// The state of a document on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 现行有效.
    InForce,
    /// 已修改: in force, in an amended text.
    Amended,
    /// 部分失效: in force but for some clauses.
    PartlyVoid,
    /// 尚未生效.
    NotYet,
    /// 失效: declared void, or past its last day.
    Void,
    /// 废止.
    Repealed,
}

impl Status {
    /// Every state, in the order in which lists show them.
    pub const ALL: &'static [Status] =
        &[Status::InForce, Status::Amended, Status::PartlyVoid, Status::NotYet, Status::Void, Status::Repealed];

    /// The name in data files and classes.
    pub fn name(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Amended => "amended",
            Self::PartlyVoid => "partly_void",
            Self::NotYet => "not_yet",
            Self::Void => "void",
            Self::Repealed => "repealed",
        }
    }

    /// The label that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::InForce => "现行有效",
            Self::Amended => "已修改",
            Self::PartlyVoid => "部分失效",
            Self::NotYet => "尚未生效",
            Self::Void => "失效",
            Self::Repealed => "废止",
        }
    }

    /// True when the document, or what is left of it, binds.
    pub fn binds(self) -> bool {
        matches!(self, Self::InForce | Self::Amended | Self::PartlyVoid)
    }

    /// True when the document is at its end, whatever brought it: void or repealed.
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Void | Self::Repealed)
    }
}

/// What one document does to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 修改.
    Amend,
    /// 废止, the whole document.
    Repeal,
    /// 废止 or 宣布失效 of the clauses that the event names.
    RepealPart,
    /// 宣布失效.
    DeclareVoid,
    /// 延长有效期 to a new last day.
    Extend {
        /// The new last day in force.
        to: Date,
    },
}

impl Act {
    /// The name in data files and in the interface text.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Amend => "amend",
            Self::Repeal => "repeal",
            Self::RepealPart => "repeal_part",
            Self::DeclareVoid => "declare_void",
            Self::Extend { .. } => "extend",
        }
    }

    /// True of the acts that take the whole document out of force.
    pub fn ends(&self) -> bool {
        matches!(self, Self::Repeal | Self::DeclareVoid)
    }
}

/// An act on a document, counting from its date on, that day included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event<S> {
    /// First day on which it counts.
    pub date: Date,
    /// What it does.
    pub act: Act,
    /// Who did it: whatever the caller needs to name the acting document.
    pub source: S,
}

/// The dates of a document's own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// 施行日期: first day in force.
    pub effective: Date,
    /// 有效期至: last day in force, if there is one.
    pub expires: Option<Date>,
}

/// The validity of a document on a day, with the events that made it so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validity<S> {
    /// The state.
    pub status: Status,
    /// First day in force.
    pub effective: Date,
    /// Last day in force as extended by then.
    pub expires: Option<Date>,
    /// The events that count by then, oldest first.
    pub events: Vec<Event<S>>,
}

/// Computes the validity of a document on a day.
///
/// The first that holds: repealed, void (declared, or past its last day), not yet in force,
/// partly void, amended, in force. An extension counts from its own date.
pub fn validity<S: Clone>(term: Term, events: &[Event<S>], as_of: Date) -> Validity<S> {
    let mut counting: Vec<Event<S>> = events.iter().filter(|e| e.date <= as_of).cloned().collect();
    counting.sort_by_key(|event| event.date);
    let expires = counting.iter().fold(term.expires, |end, event| match event.act {
        Act::Extend { to } => Some(to),
        _ => end,
    });
    let any = |act: &Act| counting.iter().any(|event| event.act == *act);
    let status = if any(&Act::Repeal) {
        Status::Repealed
    } else if any(&Act::DeclareVoid) || expires.is_some_and(|end| as_of > end) {
        Status::Void
    } else if as_of < term.effective {
        Status::NotYet
    } else if any(&Act::RepealPart) {
        Status::PartlyVoid
    } else if any(&Act::Amend) {
        Status::Amended
    } else {
        Status::InForce
    };
    Validity { status, effective: term.effective, expires, events: counting }
}

/// A day on which the validity of a document, or its history, changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn<S> {
    /// The first day on which this holds.
    pub date: Date,
    /// The state from that day on.
    pub status: Status,
    /// Last day in force as known on that day.
    pub expires: Option<Date>,
    /// The events that begin to count on that day; none where the document's own dates turn it.
    pub causes: Vec<Event<S>>,
}

/// Every turn of a document from a day on, that day's own state first.
pub fn turns<S: Clone>(term: Term, events: &[Event<S>], from: Date) -> Vec<Turn<S>> {
    let extended = events.iter().filter_map(|event| match event.act {
        Act::Extend { to } => Some(to),
        _ => None,
    });
    let ends = extended.chain(term.expires).map(next_day);
    let own = [from, term.effective].into_iter();
    let mut days: Vec<Date> = events.iter().map(|event| event.date).chain(ends).chain(own).collect();
    days.retain(|day| *day >= from);
    days.sort_unstable();
    days.dedup();
    let mut turns: Vec<Turn<S>> = Vec::with_capacity(days.len());
    for date in days {
        let now = validity(term, events, date);
        let causes: Vec<Event<S>> = events.iter().filter(|event| event.date == date).cloned().collect();
        let is_own = date == from || date == term.effective || now.expires.map(next_day) == Some(date);
        let changes = turns.last().is_none_or(|last| (last.status, last.expires) != (now.status, now.expires));
        if is_own || changes || !causes.is_empty() {
            turns.push(Turn { date, status: now.status, expires: now.expires, causes });
        }
    }
    turns
}

/// The first day of the state in which some turns end: that of the earliest of the last turns that
/// led to no other state.
pub fn since<S>(turns: &[Turn<S>]) -> Option<Date> {
    let status = turns.last()?.status;
    turns.iter().rev().take_while(|turn| turn.status == status).last().map(|turn| turn.date)
}

/// The term in a sentence that stays true whenever it is read.
pub fn sentence(effective: Date, expires: Option<Date>) -> String {
    match expires {
        Some(end) => format!("自{}起施行，有效期至{}。", official(effective), official(end)),
        None => format!("自{}起施行。", official(effective)),
    }
}
