//! 重大行政决策 and 征求意见.

pub mod attendance_few;
pub mod catalogue_gap;
pub mod feedback_late;
pub mod review_short;
pub mod step_missing;
pub mod unlisted;
