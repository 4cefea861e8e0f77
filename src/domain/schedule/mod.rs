//! 定时公开: how often an item is published, by when, for which periods, and how that stands on a day.

mod deadline;
mod frequency;
mod rhythm;
mod state;

pub use deadline::{Deadline, FORMS, Length, Subject};
pub use frequency::Frequency;
pub use rhythm::{Occurrence, Rhythm};
pub use state::State;
