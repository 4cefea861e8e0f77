//! `portal due`.

use super::args::{Common, Due};
use super::console::{self, say, tell};
use super::{CommandError, Outcome, build, clock};
use crate::config::Config;
use crate::diagnostic::{has_errors, render as findings};
use crate::domain::Date;
use crate::domain::date::official;
use crate::domain::schedule::State;
use crate::feed;
use crate::pipeline;
use crate::status::{Duty, When};

pub fn run(common: &Common, arguments: &Due) -> Result<Outcome, CommandError> {
    let as_of = clock::as_of(common)?;
    let options = build::defaults(common, as_of);
    let (report, (duties, calendar)) = pipeline::look(&options, |edition| {
        let config = &edition.site.content.config;
        let is_asked = |duty: &Duty| arguments.unit.as_ref().is_none_or(|unit| names(config, unit, &duty.unit));
        let duties: Vec<Duty> = edition.duties().into_iter().filter(is_asked).collect();
        let calendar = arguments.ics.then(|| feed::duties_calendar(edition, &duties));
        (duties, calendar)
    })?;
    match calendar {
        Some(Some(calendar)) => console::out(&calendar),
        Some(None) => tell!("没有要办的事项，不输出日历。"),
        None if arguments.json => say!("{}", feed::duties_json(&duties).map_err(CommandError)?),
        None => table(&duties, as_of, arguments.unit.as_deref()),
    }
    if has_errors(&report.findings) {
        let summary = findings::summary(&report.findings);
        tell!("{summary}，上面的清单可能不全。请先运行 portal check。");
        return Ok(Outcome::ContentErrors);
    }
    Ok(Outcome::Done)
}

/// Whether what was typed names a unit: its full or short name, its 标识, or a part of its name.
fn names(config: &Config, typed: &str, unit: &str) -> bool {
    let organ = config.organs.iter().find(|organ| organ.id == typed).or_else(|| config.organ(typed));
    organ.map_or_else(|| unit.contains(typed), |organ| organ.name == unit || organ.short_name.as_deref() == Some(unit))
}

fn table(duties: &[Duty], as_of: Date, unit: Option<&str>) {
    let whose = unit.map(|unit| format!("，{unit}")).unwrap_or_default();
    say!("应办事项（{}{whose}）", official(as_of));
    let mut nothing = true;
    for (when, title) in When::NAMES {
        let group: Vec<&Duty> = duties.iter().filter(|duty| duty.when(as_of) == Some(*when)).collect();
        if group.is_empty() {
            continue;
        }
        nothing = false;
        say!("\n{title}：{} 项", group.len());
        group.into_iter().for_each(|duty| say!("  {}", line(duty)));
    }
    if nothing {
        say!("\n没有逾期和一个月内到期的事项。");
    }
    let (done, late) = duties.iter().fold((0, 0), |(done, late), duty| match duty.state {
        State::Done => (done + 1, late),
        State::Late { .. } => (done, late + 1),
        _ => (done, late),
    });
    say!("\n已办：按期 {done} 项，逾期 {late} 项。");
}

fn line(duty: &Duty) -> String {
    let days = match duty.state {
        State::Overdue { days } => format!("，已逾期{days}天"),
        State::Upcoming { days } => format!("，还有{days}天"),
        _ => String::new(),
    };
    let period = if duty.period_label.is_empty() { String::new() } else { format!("（{}）", duty.period_label) };
    let hidden = if duty.internal { "［内部］" } else { "" };
    format!("{}{days}  {hidden}{} {}{period}  {}", duty.due_label(), duty.id, duty.name, duty.unit)
}
