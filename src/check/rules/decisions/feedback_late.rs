//! Who commented is told what became of it.

use crate::check::Rule;
use crate::content::keys::CLOSES;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::consultation::Stage;
use crate::domain::date::official;
use crate::domain::kind::Kind;
use crate::site::{DocId, value_span};
use crate::status::Edition;

/// What became of the comments is published within the working days that the site sets, counted from
/// the day on which the decision was published.
pub const RULE: Rule = Rule {
    code: Code::FeedbackLate,
    what: "决策文件公布之后，应在本站规定的工作日数内（默认 10 个）公开意见收集、采纳情况和未采纳的理由。",
    example: "对：决策文件10月28日公布，反馈日期: 2026-10-28\n错：公布一个月后仍没有“反馈”",
    source: "国令第713号第三十二条；各地政务公开工作要点；期限由 site.yaml 的“意见反馈工作日”规定",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let consultations = edition.of_kind(Kind::Consultation);
    consultations.filter_map(|id| finding(edition, id)).collect()
}

fn finding(edition: &Edition, id: DocId) -> Option<Diagnostic> {
    let document = edition.document(id);
    let (own, announced) = (document.consultation()?, edition.announced(id)?);
    let most = edition.site.content.config.rules.feedback_workdays;
    // A year without a holiday notice is not guessed: the rule has nothing to say about it.
    let last = edition.site.content.calendar.nth_working_day(announced, i32::try_from(most).ok()?).ok()?;
    let is_late = match own.stage(edition.as_of) {
        Stage::FedBack => own.fed_back.is_some_and(|day| day > last),
        _ => edition.as_of > last,
    };
    let message =
        format!("决策{}公布，意见采纳情况应在{}前公开（{most} 个工作日）", official(announced), official(last));
    let span = value_span(&edition.site.content, document, CLOSES);
    let help = "补上“反馈日期”“收到意见”和“反馈”；已经公开的，今后按时公开。";
    is_late.then(|| Diagnostic::new(Code::FeedbackLate, span, message).help(help))
}
