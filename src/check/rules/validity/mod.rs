//! What documents say of each other's validity.

pub mod amended_without_text;
pub mod cites_ended;
