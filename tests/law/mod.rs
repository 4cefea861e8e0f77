//! The law as tables. Each row names its case and the rule that it follows from; people who know the
//! law and not the code can read and extend them.
//!
//! `validity.csv`, column `events`: `废止@2024-05-01#第三条^2024-06-01†2025-01-01`, several joined by
//! `；`. After `@` the day from which it counts, after `>` the new end of an extension, after `#` the
//! clauses, after `^` the day on which the acting document is published (else the day itself), after
//! `†` the day on which the acting document is itself repealed.

mod consultations;
mod legal_clocks;
mod numbers;
mod running_clocks;
mod tasks;
mod validity;
pub mod working_days;

use crate::support::tests;
use portal::domain::{Date, date};

/// The rows of a table, without its header.
fn rows(table: &str, least: usize) -> Vec<csv::StringRecord> {
    let path = tests().join("law").join(table);
    let rows: Vec<_> = csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect();
    assert!(rows.len() >= least, "{table} lost rows");
    rows
}

fn day(text: &str) -> Date {
    date::parse_iso(text).unwrap_or_else(|| panic!("“{text}” is no date"))
}
