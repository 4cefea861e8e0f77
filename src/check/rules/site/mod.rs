//! The site as a whole.

pub mod holiday_year_missing;
pub mod link_to_unpublished;
pub mod organ_unknown;
