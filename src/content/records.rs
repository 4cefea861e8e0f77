//! 公开记录: which rows of a register fulfil which items of 定时公开.

use super::register::{CellKind, RegisterColumn, Row};
use crate::diagnostic::Code;
use crate::domain::{Date, date};
use crate::yaml::{Fields, Key, key};

const INDICATOR: Key = key("指标", "indicator");
const PERIOD: Key = key("期间", "period");
const DATE: Key = key("日期", "date");
const LINK: Key = key("链接", "link");
/// The keys of 公开记录.
pub const ALL: &[Key] = &[INDICATOR, PERIOD, DATE, LINK];

/// How the rows of a register tell what was published, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    /// The item of 定时公开; none where the rows only have a day from which they are public.
    pub indicator: Option<Indicator>,
    /// The column of the period.
    pub period: Option<usize>,
    /// The column of the first day on which the row is public.
    pub date: usize,
    /// The column that leads to what was published.
    pub link: Option<usize>,
}

/// Which item the rows fulfil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Indicator {
    /// All of them one item.
    Item(String),
    /// Each the one that a column names.
    Column(usize),
}

impl Records {
    /// Reads the mapping; columns that do not exist are findings.
    pub fn read(fields: &Fields, columns: &[RegisterColumn]) -> Option<Self> {
        let find = |name: &str| columns.iter().position(|column| column.label == name || column.key == name);
        let column = |key: Key| {
            let name = fields.text(key)?;
            let found = find(&name);
            if found.is_none() {
                let labels: Vec<&str> = columns.iter().map(|column| column.label.as_str()).collect();
                let help = format!("写已有的列：{}", labels.join("、"));
                fields.fault_with_help(key, Code::RegisterSchema, format!("登记册没有“{name}”这一列"), help);
            }
            found
        };
        let indicator = fields.text(INDICATOR);
        fields.required_text(DATE);
        let date = column(DATE)?;
        if columns[date].kind != CellKind::Date {
            let message = format!("列“{}”的类型应是日期", columns[date].label);
            fields.fault_with_help(DATE, Code::RegisterSchema, message, "在“列”中写：类型: 日期");
        }
        let (period, link) = (column(PERIOD), column(LINK));
        let named = |name: String| find(&name).map_or(Indicator::Item(name), Indicator::Column);
        // Without days nothing can be told, and every row would look at fault.
        (columns[date].kind == CellKind::Date).then(|| Self { indicator: indicator.map(named), period, date, link })
    }

    /// The first day on which a row is public; none where the cell is empty or no date.
    pub fn date(&self, row: &Row) -> Option<Date> {
        date::parse_iso(&row.cells[self.date])
    }
}
