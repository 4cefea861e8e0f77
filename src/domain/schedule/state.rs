//! How a duty stands on a day.

use crate::domain::Date;

/// How a duty that has a last day stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Not done, and its last day has passed by so many days.
    Overdue {
        /// Calendar days since the last day.
        days: i32,
    },
    /// Not done, and this is its last day.
    Today,
    /// Not done, with so many days left.
    Upcoming {
        /// Calendar days until the last day.
        days: i32,
    },
    /// Done so many days after its last day.
    Late {
        /// Calendar days after the last day.
        days: i32,
    },
    /// Done in time.
    Done,
    /// Not owed, for a stated reason.
    Exempt,
}

impl State {
    /// Judges a duty on a day from its last day and the day on which it was done, if it was by then.
    pub fn on(as_of: Date, due: Date, done: Option<Date>) -> Self {
        match done.filter(|done| *done <= as_of) {
            Some(done) if done > due => Self::Late { days: days(due, done) },
            Some(_) => Self::Done,
            None if as_of > due => Self::Overdue { days: days(due, as_of) },
            None if as_of == due => Self::Today,
            None => Self::Upcoming { days: days(as_of, due) },
        }
    }

    /// The name in data files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue { .. } => "overdue",
            Self::Today => "today",
            Self::Upcoming { .. } => "upcoming",
            Self::Late { .. } => "late",
            Self::Done => "done",
            Self::Exempt => "exempt",
        }
    }

    /// The words that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue { .. } => "逾期未公开",
            Self::Today => "今日到期",
            Self::Upcoming { .. } => "尚未到期",
            Self::Late { .. } => "逾期公开",
            Self::Done => "按期公开",
            Self::Exempt => "免予公开",
        }
    }

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Overdue { .. } | Self::Today | Self::Upcoming { .. })
    }

    /// Whether it counts when a unit's punctuality is told, and whether it was in time: a duty whose
    /// last day is still to come counts when it is done, and not before.
    pub fn punctual(self) -> Option<bool> {
        match self {
            Self::Done => Some(true),
            Self::Late { .. } | Self::Overdue { .. } => Some(false),
            Self::Today | Self::Upcoming { .. } | Self::Exempt => None,
        }
    }
}

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_last_day_is_in_time_and_a_day_to_come_is_not_known() {
        let due = date(2026, 3, 10);
        let on = |as_of, done| State::on(as_of, due, done);
        let (before, after) = (date(2026, 3, 1), date(2026, 4, 12));
        assert_eq!(on(before, None), State::Upcoming { days: 9 });
        assert_eq!(on(due, None), State::Today);
        assert_eq!(on(after, None), State::Overdue { days: 33 });
        assert_eq!(on(after, Some(due)), State::Done);
        assert_eq!(on(after, Some(date(2026, 3, 11))), State::Late { days: 1 });
        assert_eq!(on(due, Some(date(2026, 3, 11))), State::Today);
    }
}
