//! The 定时公开 register, which the program knows by name: its rows as items with a rhythm.

use super::register::Register;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::domain::schedule::{self, Deadline, Frequency, Rhythm};
use std::collections::BTreeMap;

/// One item of the 定时公开 register.
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
}

/// True for the register of 定时公开, which the program knows by name.
pub fn is_schedule(register: &Register) -> bool {
    matches!(register.name.as_str(), "定时公开" | "disclosure-schedule") || register.title == "定时公开"
}

/// Reads the rows of the 定时公开 register as items.
pub fn items(register: &Register) -> (Vec<ScheduleItem>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let names = ["编号", "指标名称", "单位", "频率", "期限", "依据", "栏目"];
    let mut columns = BTreeMap::new();
    for name in names {
        match register.columns.iter().position(|column| column.label == name) {
            Some(at) => _ = columns.insert(name, at),
            None => {
                let message = format!("定时公开登记册缺少“{name}”列");
                let help = format!("列应有：{}", names.join("、"));
                findings.push(Diagnostic::new(Code::RegisterSchema, Span::start_of(register.file), message).help(help));
            }
        }
    }
    if columns.len() < names.len() {
        return (Vec::new(), findings);
    }
    let mut items: Vec<ScheduleItem> = Vec::new();
    for row in &register.rows {
        let cell = |name: &str| row.cells[columns[name]].clone();
        let span = |name: &str| Span::new(row.file, row.ranges[columns[name]].clone());
        if items.iter().any(|item| item.id == cell("编号")) {
            let message = format!("编号“{}”重复", cell("编号"));
            findings.push(Diagnostic::new(Code::CellValue, span("编号"), message).help("每个指标用不同的编号。"));
        }
        match rhythm(&cell("频率"), &cell("期限")) {
            Ok(rhythm) => items.push(ScheduleItem {
                id: cell("编号"),
                name: cell("指标名称"),
                unit: cell("单位"),
                rhythm,
                deadline: cell("期限"),
                basis: cell("依据"),
                column: cell("栏目"),
            }),
            Err((column, message, help)) => {
                findings.push(Diagnostic::new(Code::DeadlineForm, span(column), message).help(help));
            }
        }
    }
    (items, findings)
}

fn rhythm(frequency: &str, deadline: &str) -> Result<Rhythm, (&'static str, String, String)> {
    let parsed = Frequency::parse(frequency).ok_or_else(|| {
        let names: Vec<&str> = Frequency::NAMES.iter().map(|(_, name)| *name).collect();
        ("频率", format!("不认识的频率“{frequency}”"), format!("可用的写法：{}", names.join("、")))
    })?;
    let forms = || format!("可用的写法：{}", schedule::FORMS);
    let limit = Deadline::parse(deadline).ok_or_else(|| ("期限", format!("不认识的期限“{deadline}”"), forms()))?;
    Rhythm::new(parsed, limit).ok_or_else(|| ("期限", format!("频率“{frequency}”不能配期限“{deadline}”"), forms()))
}
