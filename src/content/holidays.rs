//! `content/calendar/<year>.yaml`: the days off and the make-up days of one yearly notice.

use super::register::scalar;
use crate::diagnostic::{Code, Diagnostic, FileId};
use crate::domain::calendar::HolidayYear;
use crate::domain::{Date, date};
use crate::yaml::{Fields, Key, Node, Reader, key};
use std::collections::BTreeMap;

const YEAR: Key = key("年份", "year");
const BASIS: Key = key("依据", "source");
const URL: Key = key("网址", "url");
const OFF: Key = key("放假", "off");
const WORK: Key = key("补班", "work");

/// Reads `content/calendar/<year>.yaml`.
pub fn parse(file: FileId, text: &str) -> (Option<(i16, HolidayYear)>, Vec<Diagnostic>) {
    let reader = Reader::new(file, text, 0);
    let year = reader.parse().and_then(|node| {
        let fields = Fields::open(&reader, &node, Vec::new(), &[YEAR, BASIS, URL, OFF, WORK])?;
        let year = fields.required_text(YEAR)?.parse::<i16>().ok();
        if year.is_none() {
            fields.fault(YEAR, Code::ValueType, "年份应是四位数字");
        }
        fields.required_text(BASIS);
        let source = [fields.text(BASIS), fields.text(URL)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Some((year?, HolidayYear { source, off: days(&fields, OFF), work: days(&fields, WORK) }))
    });
    (year, reader.into_findings())
}

fn days(fields: &Fields, key: Key) -> BTreeMap<Date, String> {
    let Some(Node::Mapping(pairs)) = fields.node(key) else {
        if fields.has(key) {
            fields.fault(key, Code::ValueType, format!("“{}”应是“日期: 节日”的列表", key.zh));
        }
        return BTreeMap::new();
    };
    let mut days = BTreeMap::new();
    for (day, name) in pairs {
        match (date::parse_iso(day), scalar(name)) {
            (Some(date), Some(name)) => _ = days.insert(date, name),
            _ => fields.fault(key, Code::DateInvalid, format!("“{day}”不是日期")),
        }
    }
    days
}
