//! Regular review of what is not disclosed.

use crate::check::Rule;
use crate::content::keys::REVIEW_DUE;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::date::official;
use crate::site::value_span;
use crate::status::Edition;

/// What is withheld or disclosed on request is looked at again by its date.
pub const RULE: Rule = Rule {
    code: Code::ReviewOverdue,
    what: "依申请公开和不予公开的信息要定期评估审查，可以公开的应当公开；“下次审查”的日期不能过期。",
    example: "对：下次审查: 2027-06-30\n错：日期已过而未更新",
    source: "国令第711号第十八条",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let documents = edition.site.content.documents.iter();
    documents
        .filter_map(|document| {
            let due = document.disclosure.review_due().filter(|due| *due < edition.as_of)?;
            let message = format!("{}文件的审查日期{}已过", document.disclosure.label(), official(due));
            let span = value_span(&edition.site.content, document, REVIEW_DUE);
            Some(
                Diagnostic::new(Code::ReviewOverdue, span, message)
                    .help("审查后转为主动公开，或写上新的“下次审查”日期。"),
            )
        })
        .collect()
}
