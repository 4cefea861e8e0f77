//! Decisions stand in the yearly catalogue.

use crate::check::Rule;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::kind::Kind;
use crate::site::title_span;
use crate::status::Edition;

/// A dossier is listed in the catalogue, where the site keeps one.
pub const RULE: Rule = Rule {
    code: Code::DecisionUnlisted,
    what: "重大行政决策应列入年度事项目录；目录可以调整，调整后及时公布。",
    example: "对：目录登记册的“决策”一列写 decisions/2026/river.md",
    source: "国令第713号第三条第三款",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let decisions = &edition.site.decisions;
    if decisions.planned.is_empty() {
        return Vec::new();
    }
    let unlisted = edition.of_kind(Kind::Decision).filter(|id| decisions.listed(*id).next().is_none());
    unlisted
        .filter(|id| edition.document(*id).decision().is_some())
        .map(|id| {
            let span = title_span(&edition.site.content, edition.document(id));
            let help = "在目录登记册中加一行，“决策”一列写本文件的路径；目录调整按程序报批后公布。";
            Diagnostic::new(Code::DecisionUnlisted, span, "这项决策没有列入重大行政决策事项目录").help(help)
        })
        .collect()
}
