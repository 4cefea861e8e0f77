//! The register 工作台账, which the program knows by name: what the organs have promised to do in a
//! year, by when, and how far they are.

use super::body::BodyLink;
use super::known::{Known, Table, TableRow};
use super::register::Register;
use crate::diagnostic::{Code, Diagnostic, FileId, Span};
use crate::domain::task::{self, Progress, Reported, TaskDue};
use std::collections::BTreeMap;
use std::ops::Range;

/// The register.
pub const LEDGER: Known = Known {
    title: "工作台账",
    name: "task-ledger",
    required: &["序号", "工作任务", "具体要求", "牵头单位", "责任单位", "完成时限", "进度", "更新日期", "成果"],
    optional: &["年度", "完成日期"],
};

/// The columns that tell how a task stands: what is reported later than a day is not known on it.
pub const REPORTED: &[&str] = &["进度", "完成日期", "更新日期", "成果"];

/// One row of the register.
#[derive(Debug, Clone)]
pub struct Task {
    /// Its row, as an index into the rows of the register.
    pub row: usize,
    /// The year of the ledger that it belongs to.
    pub year: i16,
    /// 序号: unique in its year.
    pub number: String,
    /// 工作任务: the heading under which several rows may stand.
    pub theme: String,
    /// 具体要求.
    pub requirement: String,
    /// 牵头单位.
    pub leads: Vec<String>,
    /// 责任单位.
    pub units: Vec<String>,
    /// 完成时限.
    pub due: TaskDue,
    /// 完成时限 as written.
    pub due_text: String,
    /// 进度, 完成日期, 更新日期.
    pub reported: Reported,
    /// 成果.
    pub evidence: Vec<Evidence>,
    /// The file that holds the row.
    pub file: FileId,
    /// The places of 牵头单位 and 责任单位.
    pub unit_spans: [Span; 2],
}

/// One piece of 成果: what came of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its name.
    pub name: String,
    /// Where it is to be seen, with the place of the piece; none where it is told in words only.
    pub link: Option<BodyLink>,
}

impl Task {
    /// The organs that have to do with it, each once.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = self.units.iter().filter(|unit| !self.leads.contains(unit));
        self.leads.iter().chain(own).map(String::as_str)
    }
}

/// Reads the rows of the register, in their order.
pub fn tasks(register: &Register, findings: &mut Vec<Diagnostic>) -> Vec<Task> {
    let Some(table) = LEDGER.table(register, findings) else { return Vec::new() };
    refuse_hidden(register, findings);
    let mut reading = Reading { own_year: own_year(register), theme: None, numbers: BTreeMap::new(), findings };
    reading.tasks(&table)
}

/// The ledger's pages show its rows whole and always: what makes a register hide some is refused.
fn refuse_hidden(register: &Register, findings: &mut Vec<Diagnostic>) {
    let mut refuse = |message: String, help: &str| {
        let finding = Diagnostic::new(Code::RegisterSchema, Span::start_of(register.file), message);
        findings.push(finding.help(help));
    };
    let known = |label: &str| LEDGER.required.contains(&label) || LEDGER.optional.contains(&label);
    for column in register.columns.iter().filter(|column| column.mask.is_some() && known(&column.label)) {
        let message = format!("工作台账的“{}”列不能有掩码", column.label);
        refuse(message, "台账只写单位和工作，不写个人信息；需要的个人信息另设一列，网页不显示这一列。");
    }
    if register.records.is_some() {
        refuse("工作台账不能兼作公开记录".to_owned(), "删去“公开记录”；任务的进展看“更新日期”。");
    }
}

/// The year that the register's name or description begins with naming, for rows that name none.
fn own_year(register: &Register) -> Option<i16> {
    [&register.title, &register.description].into_iter().find_map(|text| {
        let (before, _) = text.split_once('年')?;
        let start = before.char_indices().rev().nth(3)?.0;
        task::named_year(&format!("{}年", &before[start..]))
    })
}

struct Reading<'f> {
    own_year: Option<i16>,
    /// 工作任务 of the row above.
    theme: Option<String>,
    /// The 序号 that were there, with the requirement of their row.
    numbers: BTreeMap<(i16, String), String>,
    findings: &'f mut Vec<Diagnostic>,
}

impl Reading<'_> {
    fn tasks(&mut self, table: &Table) -> Vec<Task> {
        table.rows().enumerate().filter_map(|(at, row)| self.task(at, &row)).collect()
    }

    fn task(&mut self, at: usize, row: &TableRow) -> Option<Task> {
        // A cell merged over several rows holds its text in the first only.
        if let Some(theme) = row.text("工作任务") {
            self.theme = Some(theme.to_owned());
        }
        let theme = self.theme.clone().or_else(|| row.required("工作任务", self.findings).map(str::to_owned));
        let number = row.required("序号", self.findings);
        let requirement = row.required("具体要求", self.findings);
        let (year, due) = self.year_and_due(row);
        let reported = self.reported(row);
        let evidence = self.evidence(row);
        let task = Task {
            row: at,
            year: year?,
            number: number?.to_owned(),
            theme: theme?,
            requirement: requirement?.to_owned(),
            leads: row.text("牵头单位").map(units).unwrap_or_default(),
            units: row.text("责任单位").map(units).unwrap_or_default(),
            due: due?,
            due_text: row.owned("完成时限"),
            reported: reported?,
            evidence,
            file: row.span("序号").file,
            unit_spans: [row.span("牵头单位"), row.span("责任单位")],
        };
        self.check(row, &task);
        Some(task)
    }

    fn year_and_due(&mut self, row: &TableRow) -> (Option<i16>, Option<TaskDue>) {
        let parse_year =
            |text: &str| task::named_year(&format!("{}年", text.trim_end_matches("年度").trim_end_matches('年')));
        let written = row.parsed("年度", parse_year, Code::CellValue, "2026、2026年", self.findings);
        row.required("完成时限", self.findings);
        let parse = |text: &str| TaskDue::parse(text, written);
        let due = row.parsed("完成时限", parse, Code::TaskDueForm, task::FORMS, self.findings);
        let year = written.or_else(|| row.text("完成时限").and_then(task::named_year)).or(self.own_year);
        if year.is_none() && due.is_some() && row.text("年度").is_none() {
            let finding = Diagnostic::new(Code::CellValue, row.span("完成时限"), "不知道这项任务属于哪一年");
            self.findings.push(finding.help("加一列“年度”，写 2026；或在登记册的“说明”中写明年份。"));
        }
        (year, due)
    }

    fn reported(&mut self, row: &TableRow) -> Option<Reported> {
        row.required("进度", self.findings);
        row.required("更新日期", self.findings);
        let progress = row.parsed("进度", Progress::parse, Code::CellValue, Progress::FORMS, self.findings);
        let (completed, updated) = (row.date("完成日期", self.findings), row.date("更新日期", self.findings));
        Some(Reported { progress: progress?, completed, updated: updated? })
    }

    /// What a row says must not contradict itself.
    fn check(&mut self, row: &TableRow, task: &Task) {
        let number = (task.year, task.number.clone());
        if let Some(other) = self.numbers.insert(number, task.requirement.clone()) {
            let message = format!("{}年的序号“{}”重复，已经属于“{other}”", task.year, task.number);
            let finding = Diagnostic::new(Code::CellValue, row.span("序号"), message);
            self.findings.push(finding.help("同一年度的序号各不相同：网页上的位置和数据都靠它辨认。"));
        }
        let Reported { progress, completed, updated } = task.reported;
        if let Some(completed) = completed.filter(|completed| *completed > updated) {
            let message = format!("完成日期 {completed} 晚于更新日期 {updated}");
            let finding = Diagnostic::new(Code::DateOrder, row.span("完成日期"), message);
            self.findings.push(finding.help("完成之后才能填写，更新日期不会早于完成日期。"));
        }
        let doubt = match (progress, completed) {
            (Progress::Done, None) => Some((
                "进度是“已完成”，却没有完成日期".to_owned(),
                "加“完成日期”一列并填写；没有填写的，按更新日期判断是否按期。",
            )),
            (Progress::NotStarted | Progress::UnderWay, Some(_)) => {
                let message = format!("进度是“{}”，却写了完成日期", progress.label());
                Some((message, "已经完成的，把进度改为“已完成”；没有完成的，删去完成日期。"))
            }
            (Progress::Lasting, _) if !task.due.lasting => {
                let message = format!("进度是“长期坚持”，完成时限“{}”却是有期限的", task.due_text);
                Some((message, "期满没有完成的，仍按逾期计算；确需长期坚持的，在完成时限中写“，长期坚持”。"))
            }
            _ => None,
        };
        if let Some((message, help)) = doubt {
            self.findings.push(Diagnostic::new(Code::TaskProgress, row.span("进度"), message).help(help));
        }
    }

    fn evidence(&mut self, row: &TableRow) -> Vec<Evidence> {
        let Some(text) = row.text("成果") else { return Vec::new() };
        let span = row.span("成果");
        let mut found = Vec::new();
        for piece in pieces(text) {
            match evidence(&text[piece.clone()], place(&span, &piece, text)) {
                Some(evidence) => found.push(evidence),
                None => {
                    let message = format!("看不懂的成果“{}”", &text[piece]);
                    let help = "写作 [名称](policies/2026/parking-fees.md) 或 [名称](https://…)，几项之间用“；”隔开。";
                    self.findings.push(Diagnostic::new(Code::CellValue, span.clone(), message).help(help));
                }
            }
        }
        found
    }
}

/// The place of a piece of a cell in its file: that of the cell where quotes within it are written
/// twice, or a YAML row is meant, because the bytes are then others.
fn place(span: &Span, piece: &Range<usize>, text: &str) -> Range<usize> {
    match span.range.len() == text.len() {
        true => span.range.start + piece.start..span.range.start + piece.end,
        false => span.range.clone(),
    }
}

/// The parts of a cell between semicolons, without white space around them.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for part in text.split(['；', ';', '\n']) {
        let trimmed = part.trim();
        let from = start + (part.len() - part.trim_start().len());
        if !trimmed.is_empty() {
            pieces.push(from..from + trimmed.len());
        }
        start += part.len() + text[start + part.len()..].chars().next().map_or(0, char::len_utf8);
    }
    pieces
}

/// A link in Markdown, or plain words; none where the brackets do not fit.
fn evidence(piece: &str, range: Range<usize>) -> Option<Evidence> {
    if !piece.contains(['[', ']']) {
        return Some(Evidence { name: piece.to_owned(), link: None });
    }
    let (name, target) = piece.strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
    let (name, target) = (name.trim(), target.trim());
    let is_whole = !name.is_empty()
        && !target.is_empty()
        && !target.starts_with('#')
        && !target.contains(['[', ']', '(', ')', ' ']);
    let link = BodyLink { target: target.to_owned(), range };
    is_whole.then(|| Evidence { name: name.to_owned(), link: Some(link) })
}

/// The organs of a cell: between the marks of a list, and without what says how they take part.
pub fn units(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in text.split(['、', '，', '；', ',', ';', '\n']) {
        // 市商务局等市有关部门 names one organ and then others.
        let parts = match part.split_once('等') {
            Some((named, rest)) if rest.is_empty() || COLLECTIVE.iter().any(|word| rest.contains(word)) => {
                [named, rest]
            }
            _ => [part, ""],
        };
        for name in parts {
            let name = name.trim();
            let name = ["牵头", "配合", "负责"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
            if !name.is_empty() && !found.iter().any(|other| other == name) {
                found.push(name.to_owned());
            }
        }
    }
    found
}

/// Words of names that mean several organs at once: 市政府各部门, 各镇街, 市有关部门单位.
const COLLECTIVE: &[&str] = &["各", "有关", "相关", "部门", "单位", "镇街", "责任"];

/// Whether a name means several organs at once, which no list of organs holds.
pub fn is_collective(name: &str) -> bool {
    COLLECTIVE.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs_stand_apart_from_what_they_do() {
        assert_eq!(units("望川市司法局、望川市民政局"), ["望川市司法局", "望川市民政局"]);
        assert_eq!(units("市财政局牵头，市有关部门单位配合"), ["市财政局", "市有关部门单位"]);
        assert_eq!(units("市财政局、市商务局等市有关部门"), ["市财政局", "市商务局", "市有关部门"]);
        assert_eq!(units("市高等教育局"), ["市高等教育局"]);
        assert!(is_collective("市政府各部门") && is_collective("各镇街") && !is_collective("市民政局"));
    }

    #[test]
    fn evidence_is_links_or_words() {
        let text = "[甲](a/b.md)； [乙](https://x.example/1)；全年3场；";
        let found: Vec<_> =
            pieces(text).into_iter().filter_map(|piece| evidence(&text[piece.clone()], piece)).collect();
        let names: Vec<&str> = found.iter().map(|evidence| evidence.name.as_str()).collect();
        assert_eq!(names, ["甲", "乙", "全年3场"]);
        assert_eq!(found[1].link.as_ref().map(|link| &text[link.range.clone()]), Some("[乙](https://x.example/1)"));
        for wrong in ["[甲](a.md", "[甲]", "[](a.md)", "[甲]()", "[甲](#b)", "见[甲](a.md)", "[甲](a.md)[乙](b.md)"]
        {
            assert_eq!(evidence(wrong, 0..0), None, "{wrong}");
        }
    }
}
