//! How duties of 定时公开 were kept, in numbers.

use super::schedule::Obligation;
use crate::domain::schedule::State;
use std::borrow::Borrow;

/// Counts of obligations by how they stand on the day of the edition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Punctuality {
    /// Done by the last day.
    pub in_time: usize,
    /// Done after it.
    pub late: usize,
    /// Not done, though the last day has passed.
    pub missing: usize,
    /// Not done, and the last day has not passed, or none is set.
    pub open: usize,
    /// Not owed, for a stated reason.
    pub exempt: usize,
    /// Published where no last day was set.
    pub undated: usize,
}

impl Punctuality {
    fn add(&mut self, owed: &Obligation) {
        let count = match (owed.state, owed.due) {
            (State::Exempt, _) => &mut self.exempt,
            (State::Today | State::Upcoming { .. }, _) => &mut self.open,
            (_, None) => &mut self.undated,
            (State::Done, _) => &mut self.in_time,
            (State::Late { .. }, _) => &mut self.late,
            (State::Overdue { .. }, _) => &mut self.missing,
        };
        *count += 1;
    }

    /// How many were owed by the day of the edition: what is open is not, what was done early is.
    pub fn owed(self) -> usize {
        self.in_time + self.late + self.missing
    }

    /// What share of them was in time, in tenths of a percent, rounded; the whole only where all were.
    pub fn per_mille(self) -> Option<usize> {
        let owed = self.owed();
        let rounded = (self.in_time * 2000 + owed).checked_div(owed * 2)?;
        Some(if self.in_time < owed { rounded.min(999) } else { rounded })
    }
}

impl<'a, O: Borrow<Obligation<'a>>> FromIterator<O> for Punctuality {
    fn from_iter<T: IntoIterator<Item = O>>(obligations: T) -> Self {
        let mut counts = Self::default();
        obligations.into_iter().for_each(|owed| counts.add(owed.borrow()));
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_whole_only_where_all_were_in_time() {
        let share = |in_time, late| Punctuality { in_time, late, ..Punctuality::default() }.per_mille();
        assert_eq!(share(0, 0), None);
        assert_eq!(share(41, 1), Some(976));
        assert_eq!(share(42, 0), Some(1000));
        assert_eq!(share(9999, 1), Some(999));
        assert_eq!(share(0, 3), Some(0));
        assert_eq!(share(1, 15), Some(63));
    }
}
