//! The registers of 定时公开, which the program knows by name: what is promised (定时公开), what is not
//! owed (定时公开豁免), and what has happened (定时公开事件).

use super::known::{Known, Table, TableRow};
use super::register::Register;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::domain::Date;
use crate::domain::period::{self, Period};
use crate::domain::schedule::{self, Deadline, Frequency, Rhythm, Subject};
use crate::domain::topics::TopicId;

/// The register of what is promised.
pub const SCHEDULE: Known = Known {
    title: "定时公开",
    name: "disclosure-schedule",
    required: &["编号", "指标名称", "单位", "频率", "期限", "依据", "栏目"],
    optional: &["起始日期", "终止日期", "顺延", "所属年度", "主题"],
};

/// The register of what is not owed, with reasons.
pub const EXEMPTIONS: Known = Known {
    title: "定时公开豁免",
    name: "disclosure-exemptions",
    required: &["编号", "期间", "理由"],
    optional: &["依据", "批准日期"],
};

/// The register of what has happened and is to be published.
pub const EVENTS: Known =
    Known {
        title: "定时公开事件", name: "disclosure-events", required: &["编号", "事件日期", "事件"], optional: &[]
    };

/// One row of the 定时公开 register: an item, or how an item stands from a day on.
#[derive(Debug, Clone)]
pub struct ScheduleItem {
    /// 编号.
    pub id: String,
    /// 指标名称.
    pub name: String,
    /// 单位.
    pub unit: String,
    /// 频率 and 期限.
    pub rhythm: Rhythm,
    /// 期限 as written.
    pub deadline: String,
    /// 依据.
    pub basis: String,
    /// 栏目: where it is published.
    pub column: String,
    /// 主题.
    pub topic: Option<TopicId>,
    /// 起始日期: what is due on this day or later is owed.
    pub from: Option<Date>,
    /// 终止日期: what is due after this day is not owed.
    pub until: Option<Date>,
    /// The place of 编号.
    pub span: Span,
}

/// A period for which an item is not owed.
#[derive(Debug, Clone)]
pub struct Exemption {
    /// 编号.
    pub item: String,
    /// 期间: this period and all within it.
    pub period: Period,
    /// 理由.
    pub reason: String,
    /// 依据.
    pub basis: Option<String>,
    /// 批准日期: the exemption counts from this day on; always, where none is given.
    pub approved: Option<Date>,
    /// The place of 编号.
    pub span: Span,
}

/// Something that happened and is to be published.
#[derive(Debug, Clone)]
pub struct Happening {
    /// 编号.
    pub item: String,
    /// 事件日期.
    pub date: Date,
    /// 事件.
    pub name: String,
    /// The place of 编号.
    pub span: Span,
}

/// The table of a register of 定时公开, which is told to the public with every row: none of it may be the
/// office's own.
fn table<'a>(known: Known, register: &'a Register, findings: &mut Vec<Diagnostic>) -> Option<Table<'a>> {
    if register.internal {
        let message = format!("登记册“{}”不能写“内部: true”", known.title);
        let help = "定时公开的日历要写明事项、期限和不公开的理由，这张表的内容都会公开。删去“内部”。";
        findings.push(Diagnostic::new(Code::RegisterSchema, Span::start_of(register.file), message).help(help));
    }
    known.table(register, findings)
}

/// Reads the rows of the 定时公开 register as items.
pub fn items(register: &Register, findings: &mut Vec<Diagnostic>) -> Vec<ScheduleItem> {
    let Some(table) = table(SCHEDULE, register, findings) else { return Vec::new() };
    let mut items: Vec<ScheduleItem> = Vec::new();
    for row in table.rows() {
        let Some(item) = item(&row, findings) else { continue };
        if let Some(other) = items.iter().find(|other| other.id == item.id && overlap(other, &item)) {
            let message = format!("编号“{}”重复，与“{}”的期限同时有效", item.id, other.name);
            let help = "每个指标用不同的编号；期限有调整的，前一行写“终止日期”，后一行写“起始日期”。";
            findings.push(Diagnostic::new(Code::CellValue, item.span.clone(), message).help(help));
        }
        items.push(item);
    }
    items
}

fn item(row: &TableRow, findings: &mut Vec<Diagnostic>) -> Option<ScheduleItem> {
    let topic_form = "主题分类的一级名称，或“一级/二级”";
    let (from, until) = (row.date("起始日期", findings), row.date("终止日期", findings));
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        let finding = Diagnostic::new(Code::DateOrder, row.span("终止日期"), "终止日期早于起始日期");
        findings.push(finding.help("终止日期是这一期限有效的最后一天。"));
    }
    let topic = row.parsed("主题", TopicId::parse, Code::TopicUnknown, topic_form, findings);
    let id = row.required("编号", findings);
    Some(ScheduleItem {
        rhythm: rhythm(row, findings)?,
        id: id?.to_owned(),
        name: row.owned("指标名称"),
        unit: row.owned("单位"),
        deadline: row.owned("期限"),
        basis: row.owned("依据"),
        column: row.owned("栏目").trim_matches('/').to_owned(),
        topic,
        from,
        until,
        span: row.span("编号"),
    })
}

fn overlap(one: &ScheduleItem, other: &ScheduleItem) -> bool {
    let begins_in =
        |a: &ScheduleItem, b: &ScheduleItem| a.from.is_none_or(|from| b.until.is_none_or(|until| from <= until));
    begins_in(one, other) && begins_in(other, one)
}

fn rhythm(row: &TableRow, findings: &mut Vec<Diagnostic>) -> Option<Rhythm> {
    let names: Vec<&str> = Frequency::NAMES.iter().map(|(_, name)| *name).collect();
    row.required("频率", findings);
    row.required("期限", findings);
    let frequency = row.parsed("频率", Frequency::parse, Code::DeadlineForm, &names.join("、"), findings);
    let deadline = row.parsed("期限", Deadline::parse, Code::DeadlineForm, schedule::FORMS, findings);
    let subject = row.parsed("所属年度", Subject::parse, Code::CellValue, "上年、本年", findings);
    let rolls = row.flag("顺延", findings).unwrap_or(false);
    let (frequency, deadline) = (frequency?, deadline?);
    let deadline = subject.map_or(deadline, |subject| deadline.about(subject));
    let rhythm = Rhythm::new(frequency, deadline, rolls);
    if rhythm.is_none() {
        let message = format!("频率“{}”不能配期限“{}”", row.owned("频率"), row.owned("期限"));
        let help = format!("可用的写法：{}", schedule::FORMS);
        findings.push(Diagnostic::new(Code::DeadlineForm, row.span("期限"), message).help(help));
    }
    rhythm
}

/// Reads the rows of 定时公开豁免.
pub fn exemptions(register: &Register, findings: &mut Vec<Diagnostic>) -> Vec<Exemption> {
    let Some(table) = table(EXEMPTIONS, register, findings) else { return Vec::new() };
    let read = |row: TableRow| {
        let item = row.required("编号", findings);
        row.required("期间", findings);
        let period = row.parsed("期间", Period::parse, Code::PeriodForm, period::FORMS, findings);
        let reason = row.required("理由", findings);
        Some(Exemption {
            approved: row.date("批准日期", findings),
            basis: row.text("依据").map(str::to_owned),
            item: item?.to_owned(),
            period: period?,
            reason: reason?.to_owned(),
            span: row.span("编号"),
        })
    };
    table.rows().filter_map(read).collect()
}

/// Reads the rows of 定时公开事件.
pub fn happenings(register: &Register, findings: &mut Vec<Diagnostic>) -> Vec<Happening> {
    let Some(table) = table(EVENTS, register, findings) else { return Vec::new() };
    let read = |row: TableRow| {
        let item = row.required("编号", findings);
        row.required("事件日期", findings);
        let date = row.date("事件日期", findings);
        let name = row.required("事件", findings);
        Some(Happening { item: item?.to_owned(), date: date?, name: name?.to_owned(), span: row.span("编号") })
    };
    table.rows().filter_map(read).collect()
}
