//! An interpretation comes with its document.

use crate::check::Rule;
use crate::content::document::Document;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::date::official;
use crate::site::title_span;
use crate::status::Edition;

/// The first interpretation comes with the document, or within the working days that the site sets.
pub const RULE: Rule = Rule {
    code: Code::InterpretationLate,
    what: "解读应与文件同步发布，最迟不超过本站规定的工作日数（默认 3 个）。",
    example: "对：文件6月1日发布，解读6月1日至6月4日之间发布（不遇节假日）",
    source: "各地政务公开工作要点的“三同步”；期限由 site.yaml 的“解读工作日”规定",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    edition
        .regulatory()
        .filter_map(|id| {
            let policy = edition.document(id);
            let first = *edition.visible_of(&edition.site.interpretations[id]).first()?;
            finding(edition, policy, edition.document(first))
        })
        .collect()
}

fn finding(edition: &Edition, policy: &Document, interpretation: &Document) -> Option<Diagnostic> {
    let most = edition.site.content.config.rules.interpretation_workdays;
    // A year without a holiday notice is not guessed: the rule has nothing to say about it.
    let last = edition.site.content.calendar.nth_working_day(policy.published?, i32::try_from(most).ok()?).ok()?;
    let day = interpretation.published.filter(|day| *day > last)?;
    let message = format!("解读{}发布，晚于{}（文件发布后 {most} 个工作日）", official(day), official(last));
    let span = title_span(&edition.site.content, interpretation);
    Some(Diagnostic::new(Code::InterpretationLate, span, message).help("今后与文件同时发布解读。"))
}
