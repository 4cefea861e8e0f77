//! The search page.

use super::home::PhoneView;
use super::page::Link;
use serde::Serialize;

/// The search page: places for an answer, and what helps without one.
#[derive(Debug, Serialize)]
pub struct SearchView {
    pub slots: SearchSlots,
    pub examples: Vec<Link>,
    /// Pages that list what the site has.
    pub ways: Vec<SearchWay>,
    /// Every organ with a telephone number.
    pub organs: Vec<PhoneView>,
}

/// The places that an answer fills, as they stand in the built page: a server finds them by these
/// very bytes.
#[derive(Debug, Serialize)]
pub struct SearchSlots {
    pub field_html: &'static str,
    pub status_html: &'static str,
    pub filters_html: &'static str,
    pub results_begin_html: &'static str,
    pub results_end_html: &'static str,
}

/// Another way to find something.
#[derive(Debug, Serialize)]
pub struct SearchWay {
    pub title: String,
    pub path: String,
    pub description: String,
}
