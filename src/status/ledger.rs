//! 工作台账 on a day: how each task stands, what came of it, and the numbers of a year.

use super::Edition;
use crate::content::ledger::{Evidence, LEDGER, REPORTED, Task};
use crate::content::register::{Register, Row};
use crate::domain::Date;
use crate::domain::task::TaskState;
use crate::site::{LinkTarget, Site, encode};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A task on the day of the edition.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// The task.
    pub task: &'a Task,
    /// How it stands.
    pub state: TaskState,
    /// What came of it, as far as it may be shown.
    pub evidence: Vec<Shown<'a>>,
}

/// A piece of evidence that may be shown.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it is; none where it is told in words only.
    pub way: Option<Way>,
}

/// Where something lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A page of the site, by its path below the root of an edition.
    Page(String),
    /// A file of the site, by its path below the root of the site.
    File(String),
    /// An address outside the site.
    Outside(String),
}

/// How many tasks of a year stand in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// All of them.
    pub total: usize,
    /// Done in time.
    pub done: usize,
    /// Done late.
    pub late: usize,
    /// Being done.
    pub under_way: usize,
    /// Not begun.
    pub not_started: usize,
    /// Not done, with the last day over.
    pub overdue: usize,
    /// Going on for good.
    pub lasting: usize,
    /// Of which nothing is known yet.
    pub unreported: usize,
}

impl Summary {
    /// Counts states.
    pub fn of(states: impl Iterator<Item = TaskState>) -> Self {
        let mut summary = Self::default();
        for state in states {
            summary.total += 1;
            *match state {
                TaskState::Done => &mut summary.done,
                TaskState::Late { .. } => &mut summary.late,
                TaskState::UnderWay => &mut summary.under_way,
                TaskState::NotStarted => &mut summary.not_started,
                TaskState::Overdue => &mut summary.overdue,
                TaskState::Lasting => &mut summary.lasting,
                TaskState::Unreported => &mut summary.unreported,
            } += 1;
        }
        summary
    }

    /// Done, late or not.
    pub fn completed(&self) -> usize {
        self.done + self.late
    }

    /// 已完成20项（其中按期19项），正在推进9项: the parts that hold anything; together they are all.
    fn parts(&self) -> Vec<String> {
        let completed = match (self.completed(), self.late) {
            (0, _) => String::new(),
            (done, 0) => format!("已完成{done}项（全部按期）"),
            (done, _) => format!("已完成{done}项（其中按期{}项）", self.done),
        };
        let part = |words: &str, count: usize| if count == 0 { String::new() } else { format!("{words}{count}项") };
        let parts = [
            completed,
            part("正在推进", self.under_way),
            part("尚未启动", self.not_started),
            part("逾期未完成", self.overdue),
            part("长期坚持", self.lasting),
            part("进展未更新", self.unreported),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect()
    }
}

/// Looks at every task on a day.
pub fn standings<'a>(site: &'a Site, as_of: Date, visible: &[bool]) -> Vec<Standing<'a>> {
    let all = site.ledger.tasks.iter().zip(&site.ledger.evidence);
    let standing = |(task, targets): (&'a Task, &'a Vec<Option<LinkTarget>>)| {
        let state = TaskState::on(as_of, task.due, task.reported);
        let evidence = match state {
            TaskState::Unreported => Vec::new(),
            _ => task
                .evidence
                .iter()
                .zip(targets)
                .filter_map(|(one, target)| shown(site, visible, one, target))
                .collect(),
        };
        Standing { task, state, evidence }
    };
    all.map(standing).collect()
}

/// Nothing is told of evidence that leads to what may not be seen.
fn shown<'a>(site: &Site, visible: &[bool], evidence: &'a Evidence, target: &Option<LinkTarget>) -> Option<Shown<'a>> {
    let written = evidence.link.as_ref().map(|link| link.target.clone());
    let way = match target {
        None => None,
        Some(LinkTarget::Document(id, _)) if !visible[*id] => return None,
        Some(LinkTarget::Broken) => return None,
        Some(LinkTarget::Document(id, fragment)) => {
            Some(Way::Page(format!("{}{fragment}", site.addresses[*id].link())))
        }
        Some(LinkTarget::Page(address, fragment)) => Some(Way::Page(format!("{}{fragment}", address.link()))),
        Some(LinkTarget::Asset(asset)) => Some(Way::File(encode(&site.content.assets[*asset].path))),
        Some(LinkTarget::Data(path)) => Some(Way::File(encode(path))),
        Some(LinkTarget::Verbatim) => written.map(Way::Outside),
    };
    Some(Shown { name: &evidence.name, way })
}

/// The last day of a year.
fn end_of(year: i16) -> Date {
    Date::new(year, 12, 31).unwrap_or(Date::MAX)
}

impl Standing<'_> {
    /// How the task stood on a day up to that of the edition.
    pub fn on(&self, day: Date) -> TaskState {
        match self.state {
            TaskState::Unreported => TaskState::Unreported,
            _ => TaskState::then(day, self.task.due, self.task.reported),
        }
    }

    /// How the task stood when a year had ended: what was due in it and not done by then is overdue.
    fn at_end_of(&self, year: i16) -> TaskState {
        let end = end_of(year);
        let state = self.on(end);
        let was_due = self.task.due.by.is_some_and(|by| by <= end);
        let is_waiting = matches!(state, TaskState::UnderWay | TaskState::NotStarted);
        if is_waiting && was_due { TaskState::Overdue } else { state }
    }
}

impl<'a> Edition<'a> {
    /// Whether a register is the ledger, which has pages of its own.
    pub fn is_ledger(&self, register: &Register) -> bool {
        LEDGER.is(register) && !self.ledger.is_empty()
    }

    /// The years of the ledger, the latest first.
    pub fn ledger_years(&self) -> Vec<i16> {
        let years: BTreeSet<i16> = self.ledger.iter().map(|standing| standing.task.year).collect();
        years.into_iter().rev().collect()
    }

    /// The year that the ledger's own page shows: the latest that has begun, else the first.
    pub fn ledger_year(&self) -> Option<i16> {
        let years = self.ledger_years();
        years.iter().copied().find(|year| *year <= self.as_of.year()).or_else(|| years.last().copied())
    }

    /// The tasks of a year, in the order of the register.
    pub fn tasks_of(&self, year: i16) -> Vec<&Standing<'a>> {
        self.ledger.iter().filter(|standing| standing.task.year == year).collect()
    }

    /// 回头看 of a year: the tasks of earlier years that were open when it began.
    pub fn review(&self, year: i16) -> Vec<&Standing<'a>> {
        let eve = end_of(year - 1);
        if self.as_of <= eve {
            return Vec::new();
        }
        let was_open = |standing: &&Standing| {
            let only_lasts = standing.task.due.by.is_none();
            standing.task.year < year && standing.on(eve).is_open() && !only_lasts
        };
        self.ledger.iter().filter(was_open).collect()
    }

    /// Whether a year is over on the day of the edition.
    fn has_ended(&self, year: i16) -> bool {
        self.as_of > end_of(year)
    }

    /// How tasks stood at the end of a year, or stand while it lasts.
    fn at_end(&self, year: i16, tasks: &[&Standing]) -> Summary {
        let ended = self.has_ended(year);
        let state = |one: &&Standing| if ended { one.at_end_of(year) } else { one.state };
        Summary::of(tasks.iter().map(state))
    }

    /// The numbers of a year: at its end, or while it lasts on the day of the edition.
    pub fn summary(&self, year: i16) -> Summary {
        self.at_end(year, &self.tasks_of(year))
    }

    /// The numbers of a year in a sentence for the annual report, with what became of the tasks that
    /// the years before had left open.
    pub fn ledger_sentence(&self, year: i16) -> String {
        let summary = self.summary(year);
        let until = if self.has_ended(year) { "，截至年底" } else { "，" };
        let own = format!("{year}年工作台账共{}项{until}{}", summary.total, summary.parts().join("，"));
        let review = self.review(year);
        if review.is_empty() {
            return format!("{own}。");
        }
        let whose = match review.iter().all(|standing| standing.task.year == year - 1) {
            true => format!("{}年", year - 1),
            false => "以前年度".to_owned(),
        };
        let left = format!("{own}；{whose}未完成的{}项", review.len());
        match self.at_end(year, &review).completed() {
            0 => format!("{left}仍未完成。"),
            1 if review.len() == 1 => format!("{left}已完成。"),
            done if done == review.len() => format!("{left}已全部完成。"),
            done => format!("{left}中，已完成{done}项。"),
        }
    }

    /// A row of a register as it may be told: in the ledger without what was reported later, and with
    /// the addresses of the evidence that may be seen.
    pub fn told(&self, register: &Register, row: &'a Row) -> Cow<'a, Row> {
        if !self.is_ledger(register) {
            return Cow::Borrowed(row);
        }
        let same = |standing: &&Standing| std::ptr::eq(&raw const register.rows[standing.task.row], row);
        let Some(standing) = self.ledger.iter().find(same) else { return Cow::Borrowed(row) };
        let mut told = row.clone();
        for (at, column) in register.columns.iter().enumerate() {
            if standing.state == TaskState::Unreported && REPORTED.contains(&column.label.as_str()) {
                told.cells[at] = String::new();
            } else if column.label == "成果" {
                told.cells[at] = self.evidence_in_words(standing);
            }
        }
        Cow::Owned(told)
    }

    fn evidence_in_words(&self, standing: &Standing) -> String {
        let base = &self.site.content.config.identity.base_url;
        let base = if base.is_empty() { "/" } else { base };
        let piece = |shown: &Shown| match &shown.way {
            None => shown.name.to_owned(),
            Some(Way::Page(path) | Way::File(path)) => format!("[{}]({base}{path})", shown.name),
            Some(Way::Outside(address)) => format!("[{}]({address})", shown.name),
        };
        standing.evidence.iter().map(piece).collect::<Vec<_>>().join("；")
    }

    /// The files that the evidence names, as indices into the site's assets.
    pub(super) fn ledger_files(&self) -> impl Iterator<Item = usize> + '_ {
        let told = self.ledger.iter().zip(&self.site.ledger.evidence);
        let told = told.filter(|(standing, _)| standing.state != TaskState::Unreported);
        told.flat_map(|(_, targets)| targets).filter_map(|target| match target {
            Some(LinkTarget::Asset(asset)) => Some(*asset),
            _ => None,
        })
    }
}
