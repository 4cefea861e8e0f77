//! calendar.ics and calendar/**.ics: the last days in time of 定时公开, for a reader's own calendar.

mod events;
mod write;

pub use write::{Certainty, Event, Heading, write};

use crate::render::Sink;
use crate::render::calendars::{self, Calendar, Owed};
use crate::status::{Edition, Obligation};
use events::Maker;
use rayon::prelude::*;
use std::collections::HashMap;

/// Makes all calendar files; only of sites with 定时公开.
pub fn emit(edition: &Edition, sink: &dyn Sink) -> Result<(), String> {
    let all = calendars::all(edition);
    // The first is that of all items, so it has every event.
    let Some(whole) = all.first() else { return Ok(()) };
    let written = Written::new(edition, &whole.owed);
    all.par_iter().try_for_each(|calendar| sink.put(&calendar.path, written.file(edition, calendar).into_bytes()))
}

/// The text of a calendar file.
pub fn file(edition: &Edition, calendar: &Calendar) -> String {
    Written::new(edition, &calendar.owed).file(edition, calendar)
}

/// Events that are written already: each stands in three files, in the same words.
struct Written(HashMap<usize, String>);

impl Written {
    fn new(edition: &Edition, owed: &[Owed]) -> Self {
        let maker = Maker::new(edition);
        let text = |(item, owed): &Owed| Some((place(owed), write::event(&maker.event(item, owed)?)));
        Self(owed.par_iter().filter_map(text).collect())
    }

    fn file(&self, edition: &Edition, calendar: &Calendar) -> String {
        let heading = Heading {
            name: format!("{} - {}", calendar.title, edition.identity().name),
            source: events::source(edition, &calendar.path),
        };
        let events = calendar.owed.iter().filter_map(|(_, owed)| self.0.get(&place(owed)));
        write::calendar(&heading, events.map(String::as_str))
    }
}

/// Tells an obligation from all others, as long as the edition lives.
fn place(owed: &Obligation) -> usize {
    std::ptr::from_ref(owed).addr()
}
