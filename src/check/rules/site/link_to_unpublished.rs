//! Links to what the public may not see.

use crate::check::Rule;
use crate::content::body::BodyLink;
use crate::diagnostic::{Code, Diagnostic, FileId, Span};
use crate::site::{LinkTarget, Material, title_span};
use crate::status::Edition;

/// A published text does not link to a document that is not published; only the words are shown.
pub const RULE: Rule = Rule {
    code: Code::LinkToUnpublished,
    what: "公开的正文和工作台账的成果不应链接到未公开的文件；正文中只显示文字，不显示链接，成果中不显示这一项。\
           决策档案和征求意见公告列出的材料没有公开的，网页上不显示。",
    example: "错：[内部方案](draft.md)，而 draft.md 不予公开",
    source: "国令第711号第十四条至第十六条",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let mut findings = materials(edition);
    for id in &edition.published {
        let document = edition.document(*id);
        for (link, target) in document.body.links.iter().zip(&edition.site.links[*id]) {
            findings.extend(finding(edition, document.file, link, target));
        }
    }
    for (task, targets) in edition.site.ledger.tasks.iter().zip(&edition.site.ledger.evidence) {
        for (evidence, target) in task.evidence.iter().zip(targets) {
            let led = evidence.link.as_ref().zip(target.as_ref());
            findings.extend(led.and_then(|(link, target)| finding(edition, task.file, link, target)));
        }
    }
    findings
}

fn finding(edition: &Edition, file: FileId, link: &BodyLink, target: &LinkTarget) -> Option<Diagnostic> {
    let LinkTarget::Document(other, _) = target else { return None };
    let is_hidden = !edition.is_visible(*other) && edition.document(*other).complete;
    is_hidden.then(|| {
        let message = format!("链接“{}”指向未公开的文件", link.target);
        Diagnostic::new(Code::LinkToUnpublished, Span::new(file, link.range.clone()), message)
            .help("删去链接，或等该文件公开后再链接。")
    })
}

/// What dossiers and consultations name, which is left out until it is published.
fn materials(edition: &Edition) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for id in &edition.published {
        for material in edition.materials(*id) {
            let Material::Document(other) = material else { continue };
            if !edition.is_visible(other) && edition.document(other).complete {
                let span = title_span(&edition.site.content, edition.document(*id));
                let message = format!("列出的材料 content/{} 没有公开，网页上不显示", edition.document(other).path);
                let help = "等该文件公开后再列出，或删去。";
                findings.push(Diagnostic::new(Code::LinkToUnpublished, span, message).help(help));
            }
        }
    }
    findings
}
