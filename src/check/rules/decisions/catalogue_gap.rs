//! What was planned is accounted for.

use crate::check::Rule;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::date::official;
use crate::status::{Edition, PlanState};

/// An item of the catalogue whose planned time is over has a published dossier.
pub const RULE: Rule = Rule {
    code: Code::CatalogueGap,
    what: "目录中计划完成时间已过的事项，应有公开的决策档案，说明进行到哪一步；网页上会如实写明没有公开进展。",
    example: "错：计划完成时间是2026年10月，到11月“决策”一列还是空的",
    source: "国令第713号第三条、第三十二条",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let planned = edition.site.decisions.planned.iter();
    planned
        .filter(|planned| edition.plan_state(planned) == PlanState::Missing)
        .map(|planned| {
            let item = &planned.item;
            let end = official(item.planned_end);
            let message = format!("“{}”计划最晚{end}完成，还没有公开的决策档案", item.name);
            let help = "建立决策档案，把路径填入“决策”一列；不再进行的，按程序调整目录。";
            Diagnostic::new(Code::CatalogueGap, item.span.clone(), message).help(help)
        })
        .collect()
}
