//! calendar.ics and calendar/**.ics: the last days in time of 定时公开, for a reader's own calendar.

mod events;
mod write;

pub use events::events;
pub use write::{Certainty, Event, Heading, write};

use crate::render::Sink;
use crate::render::calendars::{self, Calendar};
use crate::status::Edition;
use rayon::prelude::*;

/// Makes all calendar files; only of sites with 定时公开.
pub fn emit(edition: &Edition, sink: &dyn Sink) -> Result<(), String> {
    calendars::all(edition)
        .par_iter()
        .try_for_each(|calendar| sink.put(&calendar.path, file(edition, calendar).into_bytes()))
}

/// The text of a calendar file.
pub fn file(edition: &Edition, calendar: &Calendar) -> String {
    let heading = Heading {
        name: format!("{} - {}", calendar.title, edition.identity().name),
        source: events::source(edition, &calendar.path),
    };
    write(&heading, &events(edition, &calendar.owed))
}
