//! The register 重大行政决策事项目录, which the program knows by name: its rows as planned decisions
//! (国令第713号, Article 3).

use super::register::{Register, Row};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::domain::Date;
use crate::domain::decision::{PLANNED_FORMS, Step, planned_end};
use std::collections::BTreeMap;

/// A row of the catalogue.
#[derive(Debug, Clone)]
pub struct PlannedDecision {
    /// 年度.
    pub year: i16,
    /// 序号.
    pub number: String,
    /// 决策事项.
    pub name: String,
    /// 承办单位.
    pub undertaker: String,
    /// 决策依据.
    pub basis: String,
    /// 计划完成时间 as written.
    pub planned: String,
    /// The last day of it.
    pub planned_end: Date,
    /// The steps that the catalogue says the decision will not go through.
    pub left_out: Vec<Step>,
    /// 决策: path of the dossier, where there is one.
    pub dossier: Option<String>,
    /// The place of 决策事项.
    pub span: Span,
    /// The place of 决策.
    pub dossier_span: Span,
}

/// True for the catalogue of major decisions.
pub fn is_catalogue(register: &Register) -> bool {
    matches!(register.name.as_str(), "重大行政决策事项目录" | "decision-catalogue")
        || register.title == "重大行政决策事项目录"
}

const COLUMNS: &[&str] = &[
    "年度",
    "序号",
    "决策事项",
    "承办单位",
    "决策依据",
    "计划完成时间",
    "公众参与",
    "专家论证",
    "风险评估",
    "合法性审查",
    "集体讨论",
    "决策",
];

/// The steps that have a column of their own.
const STEPS: &[Step] = &[Step::Participation, Step::Expertise, Step::Risk, Step::Legality, Step::Deliberation];

/// Reads the rows of the catalogue.
pub fn items(register: &Register) -> (Vec<PlannedDecision>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut places = BTreeMap::new();
    for name in COLUMNS {
        match register.columns.iter().position(|column| column.label == *name) {
            Some(at) => _ = places.insert(*name, at),
            None => {
                let message = format!("重大行政决策事项目录缺少“{name}”列");
                let help = format!("列应有：{}", COLUMNS.join("、"));
                findings.push(Diagnostic::new(Code::RegisterSchema, Span::start_of(register.file), message).help(help));
            }
        }
    }
    if places.len() < COLUMNS.len() {
        return (Vec::new(), findings);
    }
    let rows = register.rows.iter().filter_map(|row| item(&Cells { row, places: &places }, &mut findings));
    (rows.collect(), findings)
}

struct Cells<'a> {
    row: &'a Row,
    places: &'a BTreeMap<&'static str, usize>,
}

impl Cells<'_> {
    fn text(&self, name: &str) -> String {
        self.row.cells[self.places[name]].clone()
    }

    fn span(&self, name: &str) -> Span {
        Span::new(self.row.file, self.row.ranges[self.places[name]].clone())
    }

    fn fault(&self, name: &str, code: Code, message: String, help: String) -> Diagnostic {
        Diagnostic::new(code, self.span(name), message).help(help)
    }
}

fn item(cells: &Cells, findings: &mut Vec<Diagnostic>) -> Option<PlannedDecision> {
    let year = cells.text("年度").parse().ok().filter(|year| (1949..=2999).contains(year));
    if year.is_none() {
        let message = format!("“年度”应是四位年份，这里是“{}”", cells.text("年度"));
        findings.push(cells.fault("年度", Code::CellValue, message, "写作 2026。".to_owned()));
    }
    let planned = cells.text("计划完成时间");
    let end = planned_end(&planned);
    if end.is_none() {
        let message = format!("不认识的计划完成时间“{planned}”");
        let help = format!("可用的写法：{PLANNED_FORMS}");
        findings.push(cells.fault("计划完成时间", Code::CellValue, message, help));
    }
    Some(PlannedDecision {
        left_out: left_out(cells, findings),
        number: cells.text("序号"),
        name: cells.text("决策事项"),
        undertaker: cells.text("承办单位"),
        basis: cells.text("决策依据"),
        dossier: Some(cells.text("决策")).filter(|path| !path.is_empty()),
        span: cells.span("决策事项"),
        dossier_span: cells.span("决策"),
        year: year?,
        planned_end: end?,
        planned,
    })
}

fn left_out(cells: &Cells, findings: &mut Vec<Diagnostic>) -> Vec<Step> {
    let mut left_out = Vec::new();
    for step in STEPS {
        match (cells.text(step.label()).as_str(), step.inapplicable_where()) {
            ("是", _) => {}
            ("否", Some(_)) => left_out.push(*step),
            ("否", None) => {
                let message = format!("“{}”是每项决策都要有的环节，不能写“否”", step.label());
                let help = "未经合法性审查、集体讨论，不能作出决策（国令第713号第二十五条、第三十条）。".to_owned();
                findings.push(cells.fault(step.label(), Code::StepInapplicable, message, help));
            }
            (other, _) => {
                let message = format!("“{}”应填是或否，这里是“{other}”", step.label());
                findings.push(cells.fault(step.label(), Code::CellValue, message, "可选：是、否".to_owned()));
            }
        }
    }
    left_out
}
