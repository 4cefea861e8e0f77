//! Reads what a site says of 定时公开, line by line, without the program.

use super::almanac::{Notices, Often};
use super::oracle::{Due, Exemption, Facts, Item, Promise, Publication};
use crate::support::tree;
use regex::Regex;
use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::path::Path;
use std::sync::{LazyLock, Mutex};

/// Reads `content/` of a site.
pub fn facts(content: &Path) -> Facts {
    let mut items: BTreeMap<String, Item> = BTreeMap::new();
    for row in rows(content, "disclosure-schedule") {
        let item = items.entry(row["编号"].clone()).or_default();
        item.id = row["编号"].clone();
        item.promises.push(promise(&row));
    }
    for item in items.values_mut() {
        item.promises.sort_by(|a, b| a.from.cmp(&b.from));
    }
    for row in rows(content, "disclosure-exemptions") {
        let exemption = Exemption { period: row["期间"].clone(), approved: cell(&row, "批准日期") };
        items.get_mut(&row["编号"]).unwrap().exemptions.push(exemption);
    }
    for row in rows(content, "disclosure-events") {
        items.get_mut(&row["编号"]).unwrap().events.push(row["事件日期"].clone());
    }
    registers(content, &mut items);
    documents(content, &mut items);
    Facts { items: items.into_values().collect(), notices: notices(content) }
}

type Row = BTreeMap<String, String>;

/// The rows of a register by the names of its columns; none where there is no such register.
fn rows(content: &Path, name: &str) -> Vec<Row> {
    let Ok(mut reader) = csv::Reader::from_path(content.join(format!("registers/{name}.csv"))) else {
        return Vec::new();
    };
    let headers = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        headers.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect::<Row>()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn cell(row: &Row, name: &str) -> Option<String> {
    row.get(name).filter(|text| !text.is_empty()).cloned()
}

fn promise(row: &Row) -> Promise {
    let often = match row["频率"].as_str() {
        "即时" | "事件后" => Often::Event,
        "每日" => Often::Day,
        "每周" => Often::Week,
        "每月" => Often::Month,
        "每季度" => Often::Quarter,
        "每半年" => Often::Half,
        "每年" => Often::Year,
        other => panic!("“{other}”"),
    };
    let due = match (due(&row["期限"]), cell(row, "所属年度").as_deref()) {
        (Due::DayOfYear { month, day, .. }, Some(about)) => Due::DayOfYear { month, day, previous: about == "上年" },
        (due, _) => due,
    };
    Promise {
        often,
        due,
        text: row["期限"].clone(),
        rolls: cell(row, "顺延").as_deref() == Some("是"),
        from: cell(row, "起始日期"),
        until: cell(row, "终止日期"),
        column: row["栏目"].clone(),
    }
}

fn number(text: &str) -> u32 {
    let han = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    text.parse().ok().or_else(|| Some(han.iter().position(|word| *word == text)? as u32 + 1)).unwrap()
}

/// A pattern of a whole deadline, with the verb that may end it; made once, which is slow enough.
fn compiled(pattern: &'static str) -> Regex {
    static MADE: LazyLock<Mutex<BTreeMap<&str, Regex>>> = LazyLock::new(Mutex::default);
    let whole = || Regex::new(&format!("^{pattern}(?:完成|公开|发布|公布)?$")).unwrap();
    MADE.lock().unwrap().entry(pattern).or_insert_with(whole).clone()
}

/// 期限 as officials write it, by one pattern after another.
pub fn due(text: &str) -> Due {
    let found = |pattern: &'static str| -> Option<Vec<String>> {
        let captures = compiled(pattern)
            .captures(text)?
            .iter()
            .skip(1)
            .map(|part| part.map_or("", |part| part.as_str()).to_owned())
            .collect();
        Some(captures)
    };
    let end_of_month = |text: &str| match text {
        "底" => 31,
        "上旬" => 10,
        "中旬" => 20,
        day => number(day.trim_end_matches('日')),
    };
    if let Some(inner) = found("年度公开（(.+)）") {
        return due(&inner[0]);
    }
    if found("(及时|即时|实时|随时)").is_some() {
        return Due::None;
    }
    if found("(当日|每日|每周|每月|每季度|每半年|每年|月底前|季末前|年度)").is_some() {
        return Due::End;
    }
    if let Some(parts) = found("(每|当|次|下)周(.)前") {
        let day = "一二三四五六日".chars().position(|day| parts[1].starts_with(day)).unwrap() + 1;
        return Due::Weekday { next: "次下".contains(&parts[0]), day };
    }
    if let Some(parts) = found("(当|每|次|下|每季度首|季后首)月(底|[0-9]+日)前") {
        return Due::DayOfMonth { next: !"当每".contains(&parts[0]), day: end_of_month(&parts[1]) };
    }
    if let Some(parts) = found("(次年|当年|每年)?(.+)月(底|上旬|中旬|[0-9]+日)前") {
        let (month, day) = (number(&parts[1]), end_of_month(&parts[2]));
        // What is due in December is about its own year, where nothing else is said.
        let previous = parts[0] == "次年" || (parts[0] != "当年" && month != 12);
        return Due::DayOfYear { month, day, previous };
    }
    if found("年底前").is_some() {
        return Due::DayOfYear { month: 12, day: 31, previous: false };
    }
    let parts = found("(.*?)([0-9]+|[一二三四五六七八九十])(个工作日|日)内").unwrap_or_else(|| panic!("“{text}”"));
    Due::After { days: number(&parts[1]) as usize, working: parts[2] == "个工作日" }
}

/// The value of a top-level key of YAML or front matter that stands on one line.
fn value(text: &str, key: &str) -> Option<String> {
    let found = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    Some(found.trim().trim_matches('"').to_owned()).filter(|value| !value.is_empty())
}

/// What registers record as published.
fn registers(content: &Path, items: &mut BTreeMap<String, Item>) {
    for path in tree(&content.join("registers")).keys().filter(|path| path.ends_with(".yaml")) {
        let schema = read_to_string(content.join("registers").join(path)).unwrap();
        let Some((_, records)) = schema.split_once("\n公开记录:\n") else { continue };
        let records: String =
            records.lines().take_while(|line| line.starts_with("  ")).map(|line| format!("{}\n", &line[2..])).collect();
        if value(&schema, "内部").as_deref() == Some("true") {
            continue;
        }
        let (indicator, day) = (value(&records, "指标").unwrap(), value(&records, "日期").unwrap());
        let (period, notice) = (value(&records, "期间"), value(&schema, "公示期自"));
        for row in rows(content, path.trim_end_matches(".yaml")) {
            let item = row.get(&indicator).unwrap_or(&indicator);
            // A row is not public before its register is.
            let day = row[&day].clone().max(notice.clone().unwrap_or_default());
            let period = period.as_ref().and_then(|period| cell(&row, period));
            items.get_mut(item).unwrap_or_else(|| panic!("{item}")).publications.push(Publication { period, day });
        }
    }
}

/// What documents fulfil, by 指标 or by lying in the column that one item alone has.
fn documents(content: &Path, items: &mut BTreeMap<String, Item>) {
    let site = read_to_string(content.join("site.yaml")).unwrap();
    let pattern = Regex::new(r"路径: ([^,\s]+)").unwrap();
    let columns: Vec<&str> = pattern.captures_iter(&site).map(|found| found.get(1).unwrap().as_str()).collect();
    let files = tree(content);
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        let text = std::str::from_utf8(bytes).unwrap();
        let Some(front) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")) else { continue };
        let public = value(front.0, "公开属性").is_none_or(|how| how == "主动公开");
        let day = value(front.0, "发布日期").or_else(|| value(front.0, "成文日期"));
        let Some(day) = day.filter(|_| public && value(front.0, "草稿").as_deref() != Some("true")) else { continue };
        let publication = Publication { period: value(front.0, "期间"), day };
        if let Some(item) = value(front.0, "指标") {
            items.get_mut(&item).unwrap_or_else(|| panic!("{item}")).publications.push(publication);
            continue;
        }
        let own = columns.iter().filter(|column| path.starts_with(&format!("{column}/"))).max_by_key(|own| own.len());
        let Some(own) = own.filter(|own| *path != format!("{own}/index.md")) else { continue };
        let mut having: Vec<&mut Item> =
            items.values_mut().filter(|item| item.promises.last().unwrap().column == *own).collect();
        if let [item] = having.as_mut_slice() {
            let fits = |period: &String| item.promises.iter().any(|promise| is_of(period, promise.often));
            if publication.period.as_ref().is_none_or(fits) {
                item.publications.push(publication);
            }
        }
    }
}

/// Whether a period is one that items of a frequency have, by its form.
fn is_of(period: &str, often: Often) -> bool {
    let form = match (period.len(), period.as_bytes().get(5)) {
        (4, _) => Often::Year,
        (_, Some(b'H')) => Often::Half,
        (_, Some(b'Q')) => Often::Quarter,
        (_, Some(b'W')) => Often::Week,
        (7, _) => Often::Month,
        _ => Often::Day,
    };
    form == often || (form, often) == (Often::Day, Often::Event)
}

fn notices(content: &Path) -> Notices {
    let mut notices = Notices::default();
    for (path, bytes) in tree(&content.join("calendar")) {
        let text = String::from_utf8(bytes).unwrap();
        notices.years.insert(value(&text, "年份").unwrap_or_else(|| panic!("{path}")).parse().unwrap());
        let mut work = false;
        for line in text.lines() {
            match line.strip_prefix("  ") {
                None => work = line.starts_with("补班"),
                Some(day) => _ = if work { &mut notices.work } else { &mut notices.off }.insert(day[..10].to_owned()),
            }
        }
    }
    notices
}
