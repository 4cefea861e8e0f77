//! Registers of what citizens sent and an office has to answer: applications for information
//! (依申请公开台账, always the office's own) and letters (网民留言).

use super::known::{Known, TableRow};
use super::register::Register;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::Date;
use crate::domain::clock::{AskedOf, Opinion, Request};

/// The register of applications. It is never public: it tells who asked for what.
pub const APPLICATIONS: Known = Known {
    title: "依申请公开台账",
    name: "disclosure-requests",
    required: &["编号", "收到日期", "答复日期"],
    optional: &["承办单位", "补正告知日期", "补正收到日期", "延期", "征求意见对象", "征求意见日期", "意见收到日期"],
};

/// The register of letters.
pub const LETTERS: Known = Known {
    title: "网民留言",
    name: "letters",
    required: &["编号", "标题", "留言日期", "答复单位", "答复日期", "答复内容"],
    optional: &[],
};

/// An application for information.
#[derive(Debug, Clone)]
pub struct Application {
    /// 编号.
    pub number: String,
    /// 承办单位.
    pub unit: Option<String>,
    /// Its days.
    pub request: Request,
}

/// A letter.
#[derive(Debug, Clone)]
pub struct Letter {
    /// 编号.
    pub number: String,
    /// 标题.
    pub title: String,
    /// 答复单位.
    pub unit: Option<String>,
    /// 留言日期.
    pub received: Date,
    /// 答复日期.
    pub answered: Option<Date>,
}

/// Reads the rows of 依申请公开台账.
pub fn applications(register: &Register, findings: &mut Vec<Diagnostic>) -> Vec<Application> {
    let Some(table) = APPLICATIONS.table(register, findings) else { return Vec::new() };
    table.rows().filter_map(|row| application(&row, findings)).collect()
}

fn application(row: &TableRow, findings: &mut Vec<Diagnostic>) -> Option<Application> {
    let number = row.required("编号", findings);
    row.required("收到日期", findings);
    let received = row.date("收到日期", findings);
    let asked_of = |text: &str| match text {
        "第三方" => Some(AskedOf::ThirdParty),
        "共同制作机关" => Some(AskedOf::CoAuthor),
        "其他机关" => Some(AskedOf::OtherOrgan),
        _ => None,
    };
    let asked_of = row.parsed("征求意见对象", asked_of, Code::CellValue, "第三方、共同制作机关、其他机关", findings);
    let asked = row.date("征求意见日期", findings);
    let opinion = asked_of.zip(asked).map(|(asked_of, asked)| (asked_of, asked, row.date("意见收到日期", findings)));
    if row.text("征求意见对象").is_some() != row.text("征求意见日期").is_some() {
        let finding = Diagnostic::new(Code::CellValue, row.span("征求意见日期"), "征求意见的对象和日期应同时填写");
        findings.push(finding.help("不计入答复期限的时间由这两格和“意见收到日期”推算（《条例》第三十三条）。"));
    }
    let received = received?;
    let request = Request {
        received,
        correction_asked: row.date("补正告知日期", findings),
        corrected: row.date("补正收到日期", findings),
        extended: row.flag("延期", findings).unwrap_or(false),
        opinion: opinion.map(|(asked_of, asked, answered)| Opinion { asked_of, asked, answered }),
        answered: row.date("答复日期", findings),
    };
    in_order(row, &request, findings);
    Some(Application { number: number?.to_owned(), unit: row.text("承办单位").map(str::to_owned), request })
}

/// The days of an application follow each other.
fn in_order(row: &TableRow, request: &Request, findings: &mut Vec<Diagnostic>) {
    let received = ("收到日期", request.received);
    let asked = request.correction_asked.map_or(received, |day| ("补正告知日期", day));
    after(row, "补正告知日期", request.correction_asked, received, findings);
    after(row, "补正收到日期", request.corrected, asked, findings);
    after(row, "答复日期", request.answered, received, findings);
    if let Some(opinion) = request.opinion {
        after(row, "征求意见日期", Some(opinion.asked), received, findings);
        after(row, "意见收到日期", opinion.answered, ("征求意见日期", opinion.asked), findings);
    }
}

/// A day may not come before the one that it follows.
fn after(row: &TableRow, label: &str, day: Option<Date>, (first, from): (&str, Date), findings: &mut Vec<Diagnostic>) {
    if day.is_some_and(|day| day < from) {
        let finding = Diagnostic::new(Code::DateOrder, row.span(label), format!("{label}早于{first}"));
        findings.push(finding.help("核对这一行的日期。"));
    }
}

/// Reads the rows of 网民留言.
pub fn letters(register: &Register, findings: &mut Vec<Diagnostic>) -> Vec<Letter> {
    let Some(table) = LETTERS.table(register, findings) else { return Vec::new() };
    let read = |row: TableRow| {
        let number = row.required("编号", findings);
        row.required("留言日期", findings);
        let (received, answered) = (row.date("留言日期", findings), row.date("答复日期", findings));
        after(&row, "答复日期", answered, ("留言日期", received?), findings);
        Some(Letter {
            number: number?.to_owned(),
            title: row.owned("标题"),
            unit: row.text("答复单位").map(str::to_owned),
            received: received?,
            answered,
        })
    };
    table.rows().filter_map(read).collect()
}
