//! What a list holds by state, and the matrix of topics and states.

use crate::domain::validity::Status;
use crate::render::pages::{Maker, place, topic_slug};
use crate::site::{Address, DocId};
use std::collections::BTreeMap;

/// The states that a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    /// 现行有效: what binds, amended or not.
    Binding,
    /// 失效废止: what bound once.
    Ended,
    /// One state alone.
    One(Status),
}

impl Hold {
    /// Every kind of list, in the order in which readers see them.
    pub const ALL: [Hold; 8] = [
        Hold::Binding,
        Hold::One(Status::InForce),
        Hold::One(Status::Amended),
        Hold::One(Status::PartlyVoid),
        Hold::One(Status::NotYet),
        Hold::Ended,
        Hold::One(Status::Void),
        Hold::One(Status::Repealed),
    ];

    /// Whether a state belongs into the list.
    pub fn has(self, status: Status) -> bool {
        match self {
            Self::Binding => status.binds(),
            Self::Ended => status.has_ended(),
            Self::One(one) => one == status,
        }
    }

    /// Whether a document belongs into the list.
    pub fn holds(self, maker: &Maker, id: DocId) -> bool {
        maker.edition.validity(id).is_some_and(|validity| self.has(validity.status))
    }

    /// The name in addresses and in the filter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Binding => "binding",
            Self::Ended => "ended",
            Self::One(status) => status.name(),
        }
    }

    /// The label that people read.
    pub fn label(self, maker: &Maker) -> String {
        match self {
            Self::Binding => maker.texts.get("facet.all"),
            Self::Ended => maker.texts.get("facet.ended"),
            Self::One(status) => maker.status(status).label,
        }
    }
}

/// Where the list of a topic (or of all topics) in some states lies.
pub fn address(topic: Option<usize>, hold: Hold) -> Address {
    match (topic, hold) {
        (None, Hold::Binding) => place::library(),
        (None, Hold::Ended) => place::library_list("ended"),
        (None, Hold::One(status)) => place::facet("status", status.name()),
        (Some(top), Hold::Binding) => place::facet("topic", &topic_slug(top)),
        (Some(top), hold) => place::library_list(&format!("topic/{}/status/{}", topic_slug(top), hold.name())),
    }
}

/// The documents of every topic (and of all topics) in every kind of list, newest first.
pub struct Cells(BTreeMap<(Option<usize>, Hold), Vec<DocId>>);

impl Cells {
    /// Sorts documents, newest first, into their cells.
    pub fn new(maker: &Maker, all: &[DocId]) -> Self {
        let mut cells: BTreeMap<_, Vec<DocId>> = BTreeMap::new();
        for id in all {
            let topic = maker.edition.document(*id).topic.map(|topic| topic.top);
            for hold in Hold::ALL.into_iter().filter(|hold| hold.holds(maker, *id)) {
                cells.entry((None, hold)).or_default().push(*id);
                if topic.is_some() {
                    cells.entry((topic, hold)).or_default().push(*id);
                }
            }
        }
        Self(cells)
    }

    /// The documents of a cell.
    pub fn get(&self, topic: Option<usize>, hold: Hold) -> &[DocId] {
        self.0.get(&(topic, hold)).map_or(&[], Vec::as_slice)
    }

    /// The cells that hold something, those of all topics first.
    pub fn iter(&self) -> impl Iterator<Item = (Option<usize>, Hold)> + '_ {
        self.0.keys().copied()
    }
}
