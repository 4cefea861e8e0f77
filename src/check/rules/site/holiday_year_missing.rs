//! Working days are not guessed.

use crate::check::Rule;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::status::Edition;

/// The year of the as-of date has a holiday notice, where the site counts working days.
pub const RULE: Rule = Rule {
    code: Code::HolidayYearMissing,
    what: "计算工作日要有当年的放假安排；没有通知的年份不作推算。",
    example: "对：content/calendar/2026.yaml 写明 2026 年的放假和补班日期",
    source: "国务院办公厅每年关于节假日安排的通知",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let content = &edition.site.content;
    let year = edition.as_of.year();
    let counts = !edition.site.schedule.is_empty() && !content.calendar.covers(year);
    let Some(file) = content.config_file.filter(|_| counts) else { return Vec::new() };
    let message = format!("没有 {year} 年的放假安排，工作日无法计算");
    let help = format!("通知公布后，新建 content/calendar/{year}.yaml。");
    vec![Diagnostic::new(Code::HolidayYearMissing, Span::start_of(file), message).help(help)]
}
