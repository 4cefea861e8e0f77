//! The editors' desk: everything that is owed, by the register or by law, in one list.

use super::{Edition, Obligation, Running, Standing};
use crate::domain::calendar::Counted;
use crate::domain::period::Period;
use crate::domain::schedule::State;
use crate::domain::task::TaskState;
use crate::domain::{Date, date};
use crate::site::Item;
use jiff::ToSpan;

/// Days that the desk looks ahead.
const AHEAD: i32 = 31;

/// Something owed, whatever asks for it.
#[derive(Debug, Clone)]
pub struct Duty {
    /// 编号 of the item; a name that stays for what the law asks for.
    pub id: String,
    /// Which of the duties of that name it is: the period, or the clock.
    pub which: String,
    /// What is owed.
    pub name: String,
    /// Who owes it.
    pub unit: String,
    /// The period as 期间 is written; none where the law names none.
    pub period: Option<String>,
    /// The period as people read it.
    pub period_label: String,
    /// The last day in time.
    pub due: Counted,
    /// How it stands.
    pub state: State,
    /// Where it was published, as a link from the root of the site, or an address outside of it.
    pub link: Option<String>,
    /// The rule that asks for it.
    pub basis: String,
    /// Whether it tells of something that the public may not see.
    pub internal: bool,
}

/// When something is to be done, seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// Its last day has passed.
    Overdue,
    /// Today is its last day.
    Today,
    /// By Sunday.
    ThisWeek,
    /// By the Sunday after.
    NextWeek,
    /// Within 31 days.
    Later,
}

impl When {
    /// All of them, the most pressing first, with the words that people read.
    pub const NAMES: &'static [(When, &'static str)] = &[
        (When::Overdue, "已经逾期"),
        (When::Today, "今天到期"),
        (When::ThisWeek, "本周到期"),
        (When::NextWeek, "下周到期"),
        (When::Later, "一个月内到期"),
    ];
}

impl Duty {
    /// When it is to be done; none for what is done, not owed, or far away.
    pub fn when(&self, as_of: Date) -> Option<When> {
        let sunday = as_of.saturating_add((6 - i32::from(as_of.weekday().to_monday_zero_offset())).days());
        match self.state {
            State::Overdue { .. } => Some(When::Overdue),
            State::Today => Some(When::Today),
            State::Upcoming { .. } if self.due.date <= sunday => Some(When::ThisWeek),
            State::Upcoming { .. } if self.due.date <= sunday.saturating_add(7.days()) => Some(When::NextWeek),
            State::Upcoming { days } if days <= AHEAD => Some(When::Later),
            _ => None,
        }
    }

    /// The last day as people read it; an estimate says so.
    pub fn due_label(&self) -> String {
        let day = date::official(self.due.date);
        self.due.uncovered.map_or(day.clone(), |year| format!("{day}（{year}年放假安排未公布，按周末估算）"))
    }
}

impl Edition<'_> {
    /// Everything that has a last day, done or not, in order of days: the whole past, what comes
    /// within 31 days, and of each item what comes next.
    pub fn duties(&self) -> Vec<Duty> {
        let items = self.site.schedule.items.iter().zip(&self.obligations);
        let owed = items.flat_map(|(item, owed)| {
            let next = owed.iter().position(|one| matches!(one.state, State::Upcoming { .. }));
            let near = move |(at, one): &(usize, &Obligation)| match one.state {
                State::Upcoming { days } => days <= AHEAD || Some(*at) == next,
                _ => true,
            };
            owed.iter().enumerate().filter(near).filter_map(|(_, one)| self.of_schedule(item, one))
        });
        let clocks = self.clocks().into_iter().map(|clock| self.of_clock(&clock));
        let tasks = self.ledger.iter().filter_map(|standing| self.of_task(standing));
        let mut all: Vec<Duty> = owed.chain(clocks).chain(tasks).collect();
        all.sort_by(|a, b| a.due.date.cmp(&b.due.date).then_with(|| (&a.id, &a.name).cmp(&(&b.id, &b.name))));
        all
    }

    fn of_schedule(&self, item: &Item, owed: &Obligation) -> Option<Duty> {
        let happening = owed.happening.map(|happening| format!("：{}", happening.name));
        Some(Duty {
            id: item.id.clone(),
            which: owed.period.to_string(),
            name: format!("{}{}", owed.term.name, happening.unwrap_or_default()),
            unit: owed.term.unit.clone(),
            period: Some(owed.period.to_string()),
            period_label: owed.period.label(),
            due: owed.due?,
            state: owed.state,
            link: owed.record.map(|record| self.address_of(&record)),
            basis: owed.term.basis.clone(),
            internal: false,
        })
    }

    fn of_task(&self, standing: &Standing) -> Option<Duty> {
        let task = standing.task;
        let due = task.due.by?;
        let state = match standing.state {
            TaskState::Done => State::Done,
            TaskState::Late { days } => State::Late { days },
            TaskState::Lasting => return None,
            _ => State::on(self.as_of, due, None),
        };
        Some(Duty {
            id: format!("task-{}-{}", task.year, task.number),
            which: "工作台账".to_owned(),
            name: format!("工作台账：{}", task.requirement),
            unit: task.leads.first().or(task.units.first())?.clone(),
            period: Some(Period::Year(task.year).to_string()),
            period_label: Period::Year(task.year).label(),
            due: Counted::certain(due),
            state,
            link: Some("ledger/".to_owned()),
            basis: task.due_text.clone(),
            internal: false,
        })
    }

    fn of_clock(&self, clock: &Running) -> Duty {
        Duty {
            id: clock.key.clone(),
            which: clock.clock.name().to_owned(),
            name: format!("{}：{}", clock.clock.name(), clock.subject),
            unit: clock.unit.unwrap_or_else(|| self.identity().publisher()).to_owned(),
            period: clock.period.map(|period| period.to_string()),
            period_label: clock.period.map(|period| period.label()).unwrap_or_default(),
            due: clock.due,
            state: clock.state,
            link: clock.document.map(|id| self.site.addresses[id].link()),
            basis: clock.clock.basis().to_owned(),
            internal: clock.internal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn duty(due: Date, as_of: Date) -> Duty {
        Duty {
            id: "甲".to_owned(),
            which: String::new(),
            name: String::new(),
            unit: String::new(),
            period: None,
            period_label: String::new(),
            due: Counted::certain(due),
            state: State::on(as_of, due, None),
            link: None,
            basis: String::new(),
            internal: false,
        }
    }

    #[test]
    fn a_week_ends_on_sunday() {
        // A Thursday.
        let today = date(2026, 11, 26);
        for (due, when) in [
            (date(2026, 11, 25), Some(When::Overdue)),
            (today, Some(When::Today)),
            (date(2026, 11, 29), Some(When::ThisWeek)),
            (date(2026, 11, 30), Some(When::NextWeek)),
            (date(2026, 12, 6), Some(When::NextWeek)),
            (date(2026, 12, 7), Some(When::Later)),
            (date(2026, 12, 27), Some(When::Later)),
            (date(2026, 12, 28), None),
        ] {
            assert_eq!(duty(due, today).when(today), when, "{due}");
        }
        // On a Sunday the week ends with the day.
        let sunday = date(2026, 11, 29);
        assert_eq!(duty(date(2026, 11, 30), sunday).when(sunday), Some(When::NextWeek));
    }
}
