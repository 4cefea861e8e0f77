//! What documents do to each other, written once in the acting document.

use super::references::References;
use super::{DocId, span_of};
use crate::content::Content;
use crate::content::document::{Document, Verb, WrittenAct};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::domain::Date;
use crate::domain::date::official;
use crate::domain::text::in_title_marks;
use crate::domain::validity::{Act, Event};

/// Who did it, and to which clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The acting document.
    pub acting: DocId,
    /// Which of its acts, as an index into [`Policy::acts`](crate::content::document::Policy::acts).
    pub index: usize,
    /// 条款.
    pub clauses: Option<String>,
}

/// What a document does to another.
#[derive(Debug, Clone)]
pub struct TargetedAct {
    /// First day on which it counts.
    pub date: Date,
    /// What it does.
    pub act: Act,
    /// Where it is written, and 条款.
    pub source: Source,
    /// The document acted on; none where it is not on this site.
    pub target: Option<DocId>,
    /// The target as written.
    pub written: String,
}

type Collected = (Vec<Vec<Event<Source>>>, Vec<Vec<TargetedAct>>);

/// The events of every target and the acts of every acting document.
pub fn collect(content: &Content, references: &References, findings: &mut Vec<Diagnostic>) -> Collected {
    let mut events: Vec<Vec<Event<Source>>> = vec![Vec::new(); content.documents.len()];
    let mut acts: Vec<Vec<TargetedAct>> = vec![Vec::new(); content.documents.len()];
    for (acting, document) in content.documents.iter().enumerate() {
        let Some(policy) = document.policy() else { continue };
        for (index, written) in policy.acts.iter().enumerate() {
            let date = written.date.unwrap_or(policy.effective);
            let Some(act) = act(written) else { continue };
            let target = target(content, references, (acting, document), written, date, findings);
            if target.is_none() && !written.external {
                continue;
            }
            let source = Source { acting, index, clauses: written.clauses.clone() };
            let targeted = TargetedAct {
                date,
                act: act.clone(),
                source: source.clone(),
                target,
                written: written.target.text.clone(),
            };
            acts[acting].push(targeted);
            if let Some(target) = target {
                events[target].push(Event { date, act, source });
            }
        }
    }
    for (target, list) in events.iter_mut().enumerate() {
        list.sort_by_key(|event| (event.date, event.source.acting));
        check_extensions(content, target, list, findings);
    }
    (events, acts)
}

fn act(written: &WrittenAct) -> Option<Act> {
    Some(match written.verb {
        Verb::Amends => Act::Amend,
        Verb::Repeals | Verb::DeclaresVoid if written.clauses.is_some() => Act::RepealPart,
        Verb::Repeals => Act::Repeal,
        Verb::DeclaresVoid => Act::DeclareVoid,
        Verb::Extends => Act::Extend { to: written.to? },
    })
}

fn target(
    content: &Content,
    references: &References,
    (acting, document): (DocId, &Document),
    written: &WrittenAct,
    date: Date,
    findings: &mut Vec<Diagnostic>,
) -> Option<DocId> {
    let span = || span_of(content, document, &written.target);
    let Some(target) = references.resolve(document, &written.target.text) else {
        if !written.external {
            let finding = references.unknown(content, document, &written.target, "所涉及的");
            findings.extend(finding.map(|finding| {
                let outside = "若它不在本站，加上“外部文件: true”。";
                let help = finding.help.clone().map_or(outside.to_owned(), |help| format!("{help}{outside}"));
                finding.help(help)
            }));
        }
        return None;
    };
    if target == acting {
        findings.push(
            Diagnostic::new(Code::ActOnItself, span(), "文件不能修改、废止或延长自己").help("写另一份文件的发文字号。"),
        );
        return None;
    }
    let affected = &content.documents[target];
    if affected.policy().is_none() {
        let message = format!("“{}”不是政策文件，没有有效性可言", written.target.text);
        findings.push(Diagnostic::new(Code::ReferenceUnknown, span(), message).help("只能修改、废止、延长政策文件。"));
        return None;
    }
    let comparable = affected.complete && document.complete;
    if let Some(published) = affected.published.filter(|published| comparable && date < *published) {
        let message =
            format!("自{}起作用，早于“{}”的发布日期{}", official(date), written.target.text, official(published));
        findings
            .push(Diagnostic::new(Code::EventBeforeTarget, span(), message).help("核对“日期”和目标文件的发布日期。"));
        return None;
    }
    Some(target)
}

/// An extension must come before the end that it moves, and move it forward.
fn check_extensions(content: &Content, target: DocId, events: &[Event<Source>], findings: &mut Vec<Diagnostic>) {
    let documents = &content.documents;
    let Some(policy) = documents[target].policy() else { return };
    if !documents[target].complete || events.iter().any(|event| !documents[event.source.acting].complete) {
        return;
    }
    let mut end = policy.expires;
    let mut last = None;
    for event in events {
        let Act::Extend { to } = event.act else { continue };
        // Two on one day contradict each other, which is said elsewhere.
        if last.replace(event.date) == Some(event.date) {
            continue;
        }
        let fault = match end {
            None => Some((
                Code::ExtensionEnd,
                format!("{}没有有效期，不必延长", in_title_marks(&content.documents[target].title)),
            )),
            Some(end) if event.date > end => Some((
                Code::ExtensionTooLate,
                format!("自{}起延长，但目标文件的有效期已于{}届满", official(event.date), official(end)),
            )),
            Some(end) if to <= end => {
                Some((Code::ExtensionEnd, format!("延长到{}，并不晚于原有效期{}", official(to), official(end))))
            }
            Some(_) => None,
        };
        if let Some((code, message)) = fault {
            let span = span_of_act(content, &event.source);
            findings.push(
                Diagnostic::new(code, span, message).help("届满的文件应重新公布，不能再延长；请核对“日期”和“至”。"),
            );
        }
        end = Some(to);
    }
}

/// The place where an act names its target.
pub fn span_of_act(content: &Content, source: &Source) -> Span {
    let acting = &content.documents[source.acting];
    let written = acting.policy().and_then(|policy| policy.acts.get(source.index));
    written.map_or_else(|| super::title_span(content, acting), |act| span_of(content, acting, &act.target))
}
