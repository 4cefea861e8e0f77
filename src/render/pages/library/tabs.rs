//! The six lists of the library, and which of them a page belongs to.

use super::hold::{self, Hold};
use super::{Library, cleanup, expiring, rules};
use crate::domain::validity::Status;
use crate::render::views::{CountedLink, LibraryFrame, Link};
use crate::site::Address;

/// One of the lists that a reader chooses from first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// 现行有效.
    Binding,
    /// 尚未生效.
    NotYet,
    /// 即将到期.
    Expiring,
    /// 失效废止.
    Ended,
    /// 规章库.
    Rules,
    /// 清理结果.
    Cleanup,
}

impl Tab {
    const ALL: [Tab; 6] = [Tab::Binding, Tab::NotYet, Tab::Expiring, Tab::Ended, Tab::Rules, Tab::Cleanup];

    /// The list that a page with these states belongs to.
    pub fn of(hold: Hold) -> Self {
        match hold {
            Hold::One(Status::NotYet) => Self::NotYet,
            Hold::Ended => Self::Ended,
            Hold::One(status) if status.has_ended() => Self::Ended,
            Hold::Binding | Hold::One(_) => Self::Binding,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Binding => "binding",
            Self::NotYet => "not_yet",
            Self::Expiring => "expiring",
            Self::Ended => "ended",
            Self::Rules => "rules",
            Self::Cleanup => "cleanup",
        }
    }

    fn address(self) -> Address {
        match self {
            Self::Binding => hold::address(None, Hold::Binding),
            Self::NotYet => hold::address(None, Hold::One(Status::NotYet)),
            Self::Expiring => expiring::address(),
            Self::Ended => hold::address(None, Hold::Ended),
            Self::Rules => rules::address(),
            Self::Cleanup => cleanup::address(),
        }
    }

    fn count(self, library: &Library) -> usize {
        match self {
            Self::Binding => library.cells.get(None, Hold::Binding).len(),
            Self::NotYet => library.cells.get(None, Hold::One(Status::NotYet)).len(),
            Self::Expiring => library.expiring.len(),
            Self::Ended => library.cells.get(None, Hold::Ended).len(),
            Self::Rules => library.rules.len(),
            Self::Cleanup => library.entries.len(),
        }
    }
}

/// The head of a page of the library.
pub fn frame(library: &Library, tab: Tab, title: &str, description: &str) -> LibraryFrame {
    let texts = library.maker.texts;
    let link = |one: &Tab| CountedLink {
        title: texts.get(&format!("library.tab.{}", one.name())),
        path: one.address().link(),
        count: one.count(library),
        current: *one == tab,
    };
    LibraryFrame {
        title: title.to_owned(),
        description: description.to_owned(),
        tabs: Tab::ALL.iter().map(link).collect(),
    }
}

/// What an empty list says: that it is empty, and the lists that are not.
pub fn empty(library: &Library, tab: Tab) -> (String, Vec<Link>) {
    let texts = library.maker.texts;
    let others = Tab::ALL.into_iter().filter(|one| *one != tab && one.count(library) > 0);
    let link =
        |one: Tab| Link { title: texts.get(&format!("library.tab.{}", one.name())), path: Some(one.address().link()) };
    (texts.get(&format!("library.empty.{}", tab.name())), others.map(link).collect())
}

/// The page of the library above every other.
pub fn above(library: &Library) -> Link {
    let title = library.maker.texts.get("page.library_title");
    Link { title, path: Some(hold::address(None, Hold::Binding).link()) }
}
