//! 政策解读.

pub mod late;
pub mod missing;
