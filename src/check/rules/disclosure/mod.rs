//! Whether and how documents are disclosed.

pub mod registration_number;
pub mod review_overdue;
