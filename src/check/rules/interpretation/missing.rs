//! Normative documents in force have an interpretation.

use crate::check::Rule;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::text::in_title_marks;
use crate::site::title_span;
use crate::status::Edition;

/// A regulatory document in force has an interpretation or a stated reason for having none.
pub const RULE: Rule = Rule {
    code: Code::InterpretationMissing,
    what: "现行有效的规章、行政规范性文件应有解读，与文件同步发布；不解读的要写明理由。",
    example: "对：另写一份解读，在其中写“解读: [望政发〔2024〕12号]”；或在文件中写“免予解读: 理由”",
    source: "国办发〔2018〕37号；各地政务公开工作要点的“三同步”",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    edition
        .regulatory()
        .filter(|id| edition.validity(*id).is_some_and(|validity| validity.status.binds()))
        .filter(|id| edition.visible_of(&edition.site.interpretations[*id]).is_empty())
        .filter(|id| edition.site.interpretations[*id].iter().all(|other| edition.document(*other).complete))
        .map(|id| edition.document(id))
        .filter(|document| document.policy().is_some_and(|policy| policy.waiver.is_none()))
        .map(|document| {
            let message = format!("{}没有解读", in_title_marks(&document.title));
            let span = title_span(&edition.site.content, document);
            Diagnostic::new(Code::InterpretationMissing, span, message)
                .help("写一份解读，或在文件中写“免予解读: 理由”。")
        })
        .collect()
}
