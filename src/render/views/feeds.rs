//! The page that lists the feeds.

use super::page::FeedLink;
use serde::Serialize;

/// The page that lists the feeds.
#[derive(Debug, Serialize)]
pub struct FeedsView {
    pub groups: Vec<FeedGroup>,
    /// Calendars of 定时公开: all items, then each unit.
    pub calendars: Vec<FeedLink>,
}

/// Feeds that choose in the same way.
#[derive(Debug, Serialize)]
pub struct FeedGroup {
    pub title: String,
    pub feeds: Vec<FeedView>,
}

/// A feed in its two formats.
#[derive(Debug, Serialize)]
pub struct FeedView {
    pub title: String,
    /// Its Atom file.
    pub atom: String,
    /// Its JSON Feed file.
    pub json: String,
}
