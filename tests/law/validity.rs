//! Each row of validity.csv twice: through the pure function, and as real documents through the
//! whole load, where acts are written in the acting document and its own publication counts.

use super::{day, rows};
use crate::support::Site;
use portal::diagnostic::Diagnostic;
use portal::domain::Date;
use portal::domain::validity::{Act, Event, Status, Term, validity};
use portal::{content, site, source, status};
use std::collections::BTreeMap;

struct Case {
    name: String,
    term: Term,
    events: Vec<Written>,
    as_of: Date,
    expected: String,
    until: Option<Date>,
    /// The code with which content like this is refused, though its validity is still defined.
    refused: String,
}

struct Written {
    verb: String,
    day: Date,
    to: Option<Date>,
    clauses: Option<String>,
    published: Date,
    falls: Option<Date>,
}

fn cases() -> Vec<Case> {
    let table = rows("validity.csv", 40);
    table
        .iter()
        .map(|row| Case {
            name: format!("{}（{}）", &row[0], &row[1]),
            term: Term { effective: day(&row[2]), expires: optional(&row[3]) },
            events: row[4].split('；').filter(|text| !text.is_empty()).map(written).collect(),
            as_of: day(&row[5]),
            expected: row[6].to_owned(),
            until: optional(&row[7]),
            refused: row[8].to_owned(),
        })
        .collect()
}

fn optional(text: &str) -> Option<Date> {
    (!text.is_empty()).then(|| day(text))
}

fn written(text: &str) -> Written {
    let marks = ['@', '>', '#', '^', '†'];
    let after = |mark: char| {
        let (_, rest) = text.split_once(mark)?;
        Some(rest.split(marks).next().unwrap_or(rest))
    };
    let from = day(after('@').unwrap());
    Written {
        verb: text.split('@').next().unwrap().to_owned(),
        day: from,
        to: after('>').map(day),
        clauses: after('#').map(str::to_owned),
        published: after('^').map_or(from, day),
        falls: after('†').map(day),
    }
}

#[test]
fn the_function_follows_the_table() {
    for case in cases() {
        let seen = case.events.iter().filter(|event| event.published <= case.as_of);
        let events: Vec<Event<()>> = seen.map(|event| Event { date: event.day, act: act(event), source: () }).collect();
        let found = validity(case.term, &events, case.as_of);
        assert_eq!((found.status.label(), found.expires), (case.expected.as_str(), case.until), "{}", case.name);
    }
}

fn act(event: &Written) -> Act {
    match (event.verb.as_str(), &event.clauses, event.to) {
        ("修改", ..) => Act::Amend,
        ("废止" | "宣布失效", Some(_), _) => Act::RepealPart,
        ("废止", None, _) => Act::Repeal,
        ("宣布失效", None, _) => Act::DeclareVoid,
        ("延长", _, Some(to)) => Act::Extend { to },
        (other, ..) => panic!("no act “{other}”"),
    }
}

#[test]
fn documents_follow_the_table() {
    let folder = Site::new();
    let cases = cases();
    for (at, case) in cases.iter().enumerate() {
        write_case(&folder, at, case);
    }
    let inputs = source::load(folder.root()).unwrap();
    let (content, faults) = content::parse(inputs);
    let (site, more) = site::assemble(content);
    let refused = |at: usize| {
        let own = format!("case-{at}-");
        let about = |finding: &&Diagnostic| site.content.sources.path(finding.span.file).contains(&own);
        faults.iter().chain(&more).filter(about).map(|finding| finding.code.name()).collect::<Vec<_>>().join("、")
    };
    for (at, case) in cases.iter().enumerate() {
        assert_eq!(refused(at), case.refused, "{}", case.name);
    }
    let ids: BTreeMap<&str, usize> =
        site.content.documents.iter().enumerate().map(|(id, document)| (document.path.as_str(), id)).collect();
    for (at, case) in cases.iter().enumerate() {
        let edition = status::on(&site, case.as_of, false);
        let found = edition.validity(ids[target(at).as_str()]).unwrap();
        assert_eq!((found.status.label(), found.expires), (case.expected.as_str(), case.until), "{}", case.name);
    }
}

fn target(at: usize) -> String {
    format!("policies/case-{at}.md")
}

fn write_case(folder: &Site, at: usize, case: &Case) {
    let expires = case.term.expires.map(|end| format!("有效期至: {end}\n")).unwrap_or_default();
    let front = format!(
        "标题: 案例{at}\n公开属性: 主动公开\n发布日期: 2020-01-01\n施行日期: {}\n{expires}",
        case.term.effective
    );
    folder.document(&target(at), &front, "正文。");
    for (nth, event) in case.events.iter().enumerate() {
        let acting = format!("policies/case-{at}-act-{nth}.md");
        folder.document(&acting, &acting_document(at, nth, event), "正文。");
        if let Some(falls) = event.falls {
            let front = format!(
                "标题: 案例{at}废止{nth}\n公开属性: 主动公开\n发布日期: {falls}\n废止:\n  - {{文件: {acting}, 日期: {falls}}}"
            );
            folder.document(&format!("policies/case-{at}-fall-{nth}.md"), &front, "正文。");
        }
    }
}

/// 日期 is left to its default, the acting document's 施行日期, in every second event.
fn acting_document(at: usize, nth: usize, event: &Written) -> String {
    let key = if event.verb == "延长" { "延长有效期" } else { &event.verb };
    let mut entry = format!("文件: {}", target(at));
    let mut effective = String::new();
    match nth % 2 {
        0 => entry.push_str(&format!(", 日期: {}", event.day)),
        _ => effective = format!("施行日期: {}\n", event.day),
    }
    entry.extend(event.to.map(|to| format!(", 至: {to}")));
    entry.extend(event.clauses.as_ref().map(|clauses| format!(", 条款: {clauses}")));
    format!(
        "标题: 案例{at}之{nth}\n公开属性: 主动公开\n发布日期: {}\n{effective}{key}:\n  - {{{entry}}}",
        event.published
    )
}

/// Each state of the table reaches the page, the data and the list.
#[test]
fn states_reach_the_output() {
    let folder = Site::new();
    let cases = cases();
    let as_of = day("2024-05-01");
    let shown: Vec<_> =
        cases.iter().enumerate().filter(|(_, case)| case.as_of == as_of && case.refused.is_empty()).collect();
    assert!(shown.len() >= 10);
    shown.iter().for_each(|(at, case)| write_case(&folder, *at, case));
    folder.build(&as_of.to_string());
    let records: Vec<serde_json::Value> = serde_json::from_str(&folder.read("data/documents.json")).unwrap();
    for (at, case) in shown {
        let id = format!("policies/case-{at}");
        let record = records.iter().find(|record| record["id"] == id.as_str()).unwrap();
        assert_eq!(record["status_label"], case.expected.as_str(), "{}", case.name);
        let status = Status::ALL.iter().find(|status| status.label() == case.expected).unwrap();
        assert_eq!(record["status"], status.name(), "{}", case.name);
        let page = folder.read(&format!("{id}.html"));
        let label = crate::support::page::texts(&page, ".page-head .row-status dd");
        assert_eq!(label, case.expected, "{}", case.name);
    }
}
