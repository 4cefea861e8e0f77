//! `portal workdays`.

use super::args::{Common, Workdays};
use super::console::say;
use super::{CommandError, Outcome, clock};
use crate::domain::date::official;
use crate::{content, source};

pub fn run(common: &Common, arguments: &Workdays) -> Result<Outcome, CommandError> {
    let start = clock::parse(&arguments.date, "起始日期")?;
    let inputs = source::load(&common.root).map_err(|error| CommandError(format!("读不了 content：{error}")))?;
    let (content, _) = content::parse(inputs);
    let day = content.calendar.nth_working_day(start, arguments.n).map_err(|uncovered| {
        CommandError(format!(
            "没有 {0} 年的放假安排，不能推算。通知公布后新建 content/calendar/{0}.yaml。",
            uncovered.year
        ))
    })?;
    if arguments.json {
        say!("{}", serde_json::json!({ "date": day.to_string() }));
    } else {
        say!("{day}（{}）", official(day));
    }
    Ok(Outcome::Done)
}
