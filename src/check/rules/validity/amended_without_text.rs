//! An amended document whose earlier text is not kept.

use crate::check::Rule;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::date::official;
use crate::domain::text::in_title_marks;
use crate::domain::validity::Act;
use crate::site::title_span;
use crate::status::Edition;

/// Readers can see what a rule said before it was amended.
pub const RULE: Rule = Rule {
    code: Code::AmendedWithoutText,
    what: "规章和行政规范性文件修改后，应收录修改前的文本，读者才能查到某一天的规定、看到改了什么。",
    example: "在被修改的文件中写：版本: [{日期: 2024-03-01, 正文: x-20240301.txt}]",
    source: "国办发〔2018〕37号；大连市2022年政务公开工作要点（稳步推进规章历史文本收录）",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for id in edition.regulatory() {
        let Some(validity) = edition.validity(id) else { continue };
        let amended = validity.events.iter().filter(|event| event.act == Act::Amend);
        // The text before the first amendment must be there as well.
        let texts = edition.texts(id);
        let has_text = |day| texts.iter().skip(1).any(|text| text.from == day);
        let mut missing: Vec<String> =
            amended.filter(|event| !has_text(event.date)).map(|event| official(event.date)).collect();
        missing.dedup();
        if missing.is_empty() {
            continue;
        }
        let document = edition.document(id);
        let message = match texts.is_empty() {
            true => format!("{}已被修改，却没有收录修改前的文本", in_title_marks(&document.title)),
            false => {
                let days = missing.join("、");
                format!("{}自{days}起的修改，缺少修改前或者修改后的文本", in_title_marks(&document.title))
            }
        };
        let help = "把修改前的正文存为旁边的 .txt 文件，在“版本”中写明日期和正文；修改的日期就是新文本的日期。";
        findings.push(
            Diagnostic::new(Code::AmendedWithoutText, title_span(&edition.site.content, document), message).help(help),
        );
    }
    findings
}
