//! The registers that the program knows by name: 定时公开 and 工作台账.

use super::TableKind;
use super::header::Meaning;
use super::register::RegisterColumn;
use super::sheet::{Record, Table};
use crate::domain::schedule::Frequency;
use regex::Regex;
use std::sync::LazyLock;

/// A register's columns, and for each row its cells.
pub(super) struct Layout {
    pub(super) columns: Vec<RegisterColumn>,
    pub(super) rows: Vec<Vec<String>>,
}

/// Brings a table into the columns of its register; columns that it has beside them follow, so that
/// nothing is lost. Rows get further doubts where a cell is not understood.
pub(super) fn layout(kind: TableKind, table: &mut Table) -> Layout {
    let taken = Taken::of(kind, table);
    let (mut columns, mut rows) = match kind {
        TableKind::Ledger => {
            let numbered = table.rows.iter_mut().enumerate();
            let rows: Vec<Vec<String>> = numbered.map(|(at, row)| ledger_row(row, at + 1, &taken)).collect();
            (ledger_columns(&rows), rows)
        }
        _ => (schedule_columns(), schedule_rows(table, &taken)),
    };
    for (at, column) in table.columns.iter().enumerate().filter(|(at, _)| !taken.0.iter().any(|(_, own)| own == at)) {
        let name = if columns.iter().any(|known: &RegisterColumn| known.name == column.name) {
            format!("原表{}", column.name)
        } else {
            column.name.clone()
        };
        columns.push(RegisterColumn::new(&name, None, "文本"));
        let texts: Vec<String> = table.rows.iter().map(|row| row.text(at)).collect();
        rows.iter_mut().zip(texts).for_each(|(row, text): (&mut Vec<String>, String)| row.push(text));
    }
    Layout { columns, rows }
}

/// The columns of a table that have a place in the register.
struct Taken(Vec<(Meaning, usize)>);

impl Taken {
    fn of(kind: TableKind, table: &Table) -> Self {
        use Meaning as M;
        let wanted: &[M] = match kind {
            TableKind::Ledger => {
                &[M::Number, M::Subject, M::Detail, M::Lead, M::Unit, M::Deadline, M::Progress, M::Updated, M::Result]
            }
            _ => &[M::Number, M::Subject, M::Unit, M::Frequency, M::Deadline, M::Basis, M::Place],
        };
        let mut taken: Vec<(M, usize)> =
            wanted.iter().filter_map(|&meaning| Some((meaning, table.column(meaning)?))).collect();
        if !taken.iter().any(|(meaning, _)| *meaning == M::Subject) {
            // A kind that was ordered by hand: the first column without a meaning names the item.
            let first = table.columns.iter().position(|column| column.meaning == M::Other);
            taken.extend(first.map(|at| (M::Subject, at)));
        }
        if kind == TableKind::Schedule && table.column(M::Unit).is_none() {
            taken.extend(table.column(M::Lead).map(|at| (M::Unit, at)));
        }
        Self(taken)
    }

    fn has(&self, meaning: Meaning) -> bool {
        self.0.iter().any(|(own, _)| *own == meaning)
    }

    fn text(&self, row: &Record, meaning: Meaning) -> String {
        self.0.iter().find(|(own, _)| *own == meaning).map_or(String::new(), |(_, at)| row.text(*at))
    }
}

fn schedule_columns() -> Vec<RegisterColumn> {
    let names: Vec<&str> = Frequency::NAMES.iter().map(|(_, name)| *name).collect();
    vec![
        RegisterColumn::new("编号", Some("id"), "文本").required(),
        RegisterColumn::new("指标名称", Some("name"), "文本").required(),
        RegisterColumn::new("单位", Some("unit"), "文本").required().filter(),
        RegisterColumn::new("频率", Some("frequency"), "选项").required().filter().options(&names),
        RegisterColumn::new("期限", Some("due"), "文本").required(),
        RegisterColumn::new("依据", Some("basis"), "文本").required(),
        RegisterColumn::new("栏目", Some("column"), "文本").required(),
    ]
}

fn schedule_rows(table: &mut Table, taken: &Taken) -> Vec<Vec<String>> {
    let digits = table.rows.len().to_string().len().max(2);
    let mut rows = Vec::new();
    for (at, row) in table.rows.iter_mut().enumerate() {
        let number = taken.text(row, Meaning::Number);
        let number = if number.is_empty() { (at + 1).to_string() } else { number };
        let (written, limit) = (taken.text(row, Meaning::Frequency), taken.text(row, Meaning::Deadline));
        // A table with one of the two columns says both in it.
        let limit = if limit.is_empty() { written.clone() } else { limit };
        let said = if written.is_empty() { &limit } else { &written };
        let frequency = frequency(said).or_else(|| frequency(&limit)).map_or("", Frequency::label);
        if frequency.is_empty() && !said.is_empty() {
            row.doubt("频率", format!("从“{said}”看不出频率，请填写"));
        }
        let subject = taken.text(row, Meaning::Subject);
        let id = format!("DS-{number:0>digits$}");
        let rest = [Meaning::Basis, Meaning::Place].map(|meaning| taken.text(row, meaning));
        let unit = taken.text(row, Meaning::Unit);
        rows.push([id, subject, unit, frequency.to_owned(), limit].into_iter().chain(rest).collect());
    }
    rows
}

static AFTER_EVENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(后|之日起|起)[0-9一二三四五六七八九十]+个?(工作日|日|天|月)(内|之内|以内)|^[0-9]+个工作日内")
        .expect("a valid pattern")
});

/// The rhythm that a deadline names; the first of these that it mentions.
fn frequency(text: &str) -> Option<Frequency> {
    use Frequency as F;
    let rhythms: [(F, &[&str]); 8] = [
        (F::HalfYearly, &["半年"]),
        (F::Quarterly, &["季度", "每季", "季后", "按季"]),
        (F::Daily, &["每日", "每天", "按日"]),
        (F::Weekly, &["每周", "按周"]),
        (F::Monthly, &["每月", "月度", "次月", "按月", "当月"]),
        (F::Yearly, &["年度", "每年", "按年", "全年", "月底前", "年底前", "年一次"]),
        (F::Promptly, &["即时", "及时", "随时", "实时"]),
        (F::AfterEvent, &[]),
    ];
    let event = AFTER_EVENT.is_match(text) && !text.contains("季后") && !text.contains("半年后");
    if event {
        return Some(F::AfterEvent);
    }
    rhythms.into_iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(found, _)| found)
}

/// A task whose lead has no others beside it is complete without 责任单位.
fn ledger_columns(rows: &[Vec<String>]) -> Vec<RegisterColumn> {
    let alone = rows.iter().any(|row| !row[3].is_empty() && row[4].is_empty());
    let unit = RegisterColumn::new("责任单位", Some("unit"), "文本");
    vec![
        RegisterColumn::new("序号", Some("seq"), "整数").required(),
        RegisterColumn::new("工作任务", Some("task"), "文本").required(),
        RegisterColumn::new("具体要求", Some("requirement"), "文本"),
        RegisterColumn::new("牵头单位", Some("lead"), "文本"),
        if alone { unit } else { unit.required() },
        RegisterColumn::new("完成时限", Some("due"), "文本").required(),
        RegisterColumn::new("进度", Some("progress"), "选项").required().filter().options(&[
            "未启动",
            "推进中",
            "已完成",
            "长期坚持",
        ]),
        RegisterColumn::new("更新日期", Some("updated"), "日期").required(),
        RegisterColumn::new("成果", Some("result"), "文本"),
    ]
}

fn ledger_row(row: &mut Record, place: usize, taken: &Taken) -> Vec<String> {
    let text = |row: &Record, meaning| taken.text(row, meaning);
    let (mut lead, written) = (text(row, Meaning::Lead), text(row, Meaning::Unit));
    let mut unit = written.clone();
    if lead.is_empty() && written.contains("牵头") {
        match lead_and_others(&written) {
            Some((first, others)) => (lead, unit) = (first, others),
            None => row.doubt("责任单位", format!("从“{written}”分不出牵头单位，请填写")),
        }
    }
    let number = if taken.has(Meaning::Number) { text(row, Meaning::Number) } else { place.to_string() };
    let before = [number, text(row, Meaning::Subject), text(row, Meaning::Detail)];
    let after = [Meaning::Deadline, Meaning::Progress, Meaning::Updated, Meaning::Result];
    let after = after.map(|meaning| text(row, meaning));
    before.into_iter().chain([lead, unit]).chain(after).collect()
}

static LEADS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        "^(?P<lead>[^牵]+?)牵头[，,；;、]?(?P<others>.*?)(?:共同)?(?:配合|参与|按职责分工负责)?$",
        "^牵头(?:单位|部门)?[：:](?P<lead>[^；;]+)[；;](?:责任|配合|参与|参加)(?:单位|部门)?[：:](?P<others>.+)$",
        "^(?P<lead>[^（(]+?)[（(]牵头(?:单位)?[）)][、，,]?(?P<others>.*)$",
    ]
    .iter()
    .map(|pattern| Regex::new(pattern).expect("a valid pattern"))
    .collect()
});

/// `甲局牵头，乙局配合`, `牵头单位：甲局；责任单位：乙局`, `甲局（牵头）、乙局`: who leads, and the others.
fn lead_and_others(written: &str) -> Option<(String, String)> {
    // The last form is the narrowest, so it is asked first.
    LEADS.iter().rev().find_map(|pattern| {
        let found = pattern.captures(written)?;
        let (lead, others) = (found["lead"].to_owned(), found["others"].to_owned());
        (!others.contains("牵头")).then_some((lead, others))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rhythms_of_deadlines() {
        for (text, expected) in [
            ("即时公开", "即时"),
            ("每周公开", "每周"),
            ("每月公开", "每月"),
            ("次月10日前", "每月"),
            ("季后15日内", "每季度"),
            ("每半年公开", "每半年"),
            ("年度公开（1月底前完成）", "每年"),
            ("政策文件出台后3个工作日内公开", "事件后"),
            ("20个工作日内", "事件后"),
        ] {
            assert_eq!(frequency(text).map(Frequency::label), Some(expected), "{text}");
        }
        assert_eq!(frequency("视情"), None);
    }

    #[test]
    fn who_leads() {
        for (written, lead, others) in [
            ("市甲局牵头，市有关部门单位配合", "市甲局", "市有关部门单位"),
            ("牵头单位：市甲局；责任单位：市乙局、各镇街", "市甲局", "市乙局、各镇街"),
            ("市甲局（牵头）、市乙局", "市甲局", "市乙局"),
            ("市甲局牵头", "市甲局", ""),
        ] {
            assert_eq!(lead_and_others(written), Some((lead.to_owned(), others.to_owned())));
        }
        assert_eq!(lead_and_others("市甲局牵头，市乙局牵头"), None);
    }
}
