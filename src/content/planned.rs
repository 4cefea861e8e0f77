//! The register 重大行政决策事项目录, which the program knows by name: its rows as planned decisions
//! (国令第713号, Article 3).

use super::known::{Known, TableRow};
use super::register::Register;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::domain::Date;
use crate::domain::decision::{PLANNED_FORMS, Step, planned_end};

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

/// The register, by its names and columns.
pub const CATALOGUE: Known = Known {
    title: "重大行政决策事项目录",
    name: "decision-catalogue",
    required: &[
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
    ],
    optional: &[],
};

/// The steps that have a column of their own.
const STEPS: &[Step] = &[Step::Participation, Step::Expertise, Step::Risk, Step::Legality, Step::Deliberation];

/// Reads the rows of the catalogue.
pub fn items(register: &Register, findings: &mut Vec<Diagnostic>) -> Vec<PlannedDecision> {
    let Some(table) = CATALOGUE.table(register, findings) else { return Vec::new() };
    table.rows().filter_map(|row| item(&row, findings)).collect()
}

fn item(row: &TableRow, findings: &mut Vec<Diagnostic>) -> Option<PlannedDecision> {
    let year = row.owned("年度").parse().ok().filter(|year| (1949..=2999).contains(year));
    if year.is_none() {
        let message = format!("“年度”应是四位年份，这里是“{}”", row.owned("年度"));
        findings.push(Diagnostic::new(Code::CellValue, row.span("年度"), message).help("写作 2026。"));
    }
    row.required("计划完成时间", findings);
    let end = row.parsed("计划完成时间", planned_end, Code::CellValue, PLANNED_FORMS, findings);
    Some(PlannedDecision {
        left_out: left_out(row, findings),
        number: row.owned("序号"),
        name: row.owned("决策事项"),
        undertaker: row.owned("承办单位"),
        basis: row.owned("决策依据"),
        dossier: row.text("决策").map(str::to_owned),
        span: row.span("决策事项"),
        dossier_span: row.span("决策"),
        planned: row.owned("计划完成时间"),
        year: year?,
        planned_end: end?,
    })
}

fn left_out(row: &TableRow, findings: &mut Vec<Diagnostic>) -> Vec<Step> {
    let mut left_out = Vec::new();
    for step in STEPS {
        row.required(step.label(), findings);
        match (row.flag(step.label(), findings), step.inapplicable_where()) {
            (Some(false), Some(_)) => left_out.push(*step),
            (Some(false), None) => {
                let message = format!("“{}”是每项决策都要有的环节，不能写“否”", step.label());
                let help = "未经合法性审查、集体讨论，不能作出决策（国令第713号第二十五条、第三十条）。";
                let span = row.span(step.label());
                findings.push(Diagnostic::new(Code::StepInapplicable, span, message).help(help));
            }
            (Some(true) | None, _) => {}
        }
    }
    left_out
}
