//! The vocabulary: pure types and the law. No I/O, no clock.

pub mod calendar;
pub mod catalogue;
pub mod clock;
pub mod consultation;
pub mod date;
pub mod decision;
pub mod disclosure;
pub mod document_number;
pub mod evaluation;
pub mod genre;
pub mod index_number;
pub mod kind;
pub mod period;
pub mod provision;
pub mod schedule;
pub mod spelling;
pub mod task;
pub mod text;
pub mod topics;
pub mod validity;

pub use jiff::civil::Date;
