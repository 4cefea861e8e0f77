//! The review of legality has its time.

use crate::check::Rule;
use crate::content::decision::Outcome;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::decision::REVIEW_WORKDAYS;
use crate::domain::kind::Kind;
use crate::site::span_of_step;
use crate::status::Edition;

/// The review of legality takes seven working days, as a rule at least.
pub const RULE: Rule = Rule {
    code: Code::LegalityReviewShort,
    what: "送请合法性审查，应当保证必要的审查时间，一般不少于7个工作日。",
    example: "对：{环节: 合法性审查, 送审日期: 2026-05-20, 日期: 2026-06-03}\n错：送审次日就审查完毕",
    source: "国令第713号第二十六条",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let content = &edition.site.content;
    let mut findings = Vec::new();
    for id in edition.of_kind(Kind::Decision) {
        for (_, entry) in edition.steps(id) {
            let Outcome::Done { date, submitted: Some(submitted), .. } = &entry.outcome else { continue };
            // A year without a holiday notice is not guessed: the rule has nothing to say about it.
            let Ok(least) = content.calendar.nth_working_day(*submitted, REVIEW_WORKDAYS) else { continue };
            if *date < least {
                let message = format!("{submitted} 送审，{date} 审查完毕，不足 {REVIEW_WORKDAYS} 个工作日");
                let span = span_of_step(content, edition.document(id), entry);
                let help = format!("一般最早 {least} 审查完毕；请核对日期，情况紧急的在“说明”中写明。");
                findings.push(Diagnostic::new(Code::LegalityReviewShort, span, message).help(help));
            }
        }
    }
    findings
}
