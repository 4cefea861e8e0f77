//! A document that relies on one that had ended before.

use crate::check::Rule;
use crate::content::body::Body;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::domain::Date;
use crate::domain::date::official;
use crate::domain::text::in_title_marks;
use crate::domain::validity::Status;
use crate::site::{DocId, LinkTarget};
use crate::status::{Edition, cited_on};
use std::ops::Range;

/// What has been repealed or is void is no ground to act on.
pub const RULE: Rule = Rule {
    code: Code::CitesEnded,
    what: "文件不应以成文时已经失效或者废止的文件为依据；说明沿革的句子（同时废止、有效期届满等）不在此列。",
    example: "错：依照《望川市物业服务管理暂行办法》办理，而该办法早已废止",
    source: "国办发〔2018〕37号：未公布或者已失效的文件不得作为行政管理依据",
    check,
};

/// A sentence with one of these words tells what became of a document and does not rely on it.
const HISTORY: &[&str] =
    &["废止", "失效", "有效期", "试行期", "期满", "停止执行", "不再执行", "原《", "替代", "取代", "此前", "曾"];

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for id in &edition.published {
        let body = edition.site.body(*id, edition.current(*id));
        for (range, target) in named(edition, *id, body) {
            let day = cited_on(edition.document(*id));
            let ended = edition.ended_by(target, day).filter(|_| relies_on(edition, *id, target));
            if let Some((status, since)) = ended.filter(|_| !tells_history(edition, body, &range)) {
                findings.push(finding(edition, (body, range), target, (status, since)));
            }
        }
    }
    findings
}

/// The documents that a text names, by number, by title or by a link.
fn named(edition: &Edition, id: DocId, body: &Body) -> Vec<(Range<usize>, DocId)> {
    let which = edition.current(id);
    let cited = edition.cited(id, which);
    let cited = cited.iter().map(|cited| (cited.range.clone(), cited.target));
    let links = body.links.iter().zip(edition.site.links_of(id, which));
    let linked = links.filter_map(|(link, target)| match target {
        LinkTarget::Document(target, _) => Some((link.range.clone(), *target)),
        _ => None,
    });
    cited.chain(linked).collect()
}

/// A document that ends another or takes its place names it, and so does an explanation of it.
fn relies_on(edition: &Edition, id: DocId, target: DocId) -> bool {
    let acts = |id: DocId| edition.site.acts[id].iter().any(|act| act.target == Some(target));
    let explains = &edition.site.interprets[id];
    let replaces = |id: DocId| edition.successor(target) == Some(id);
    let is_policy = edition.document(target).policy().is_some();
    let deals = |id: &DocId| acts(*id) || replaces(*id);
    is_policy && id != target && !deals(&id) && !explains.contains(&target) && !explains.iter().any(deals)
}

fn tells_history(edition: &Edition, body: &Body, range: &Range<usize>) -> bool {
    let text = edition.site.content.sources.text(body.file);
    let ends = |c: char| matches!(c, '。' | '\n' | '；');
    let start = text[..range.start].char_indices().rfind(|(_, c)| ends(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    let end = text[range.end..].find(ends).map_or(text.len(), |at| range.end + at);
    HISTORY.iter().any(|word| text[start..end].contains(word))
}

fn finding(
    edition: &Edition,
    (body, range): (&Body, Range<usize>),
    target: DocId,
    (status, since): (Status, Date),
) -> Diagnostic {
    let ended = edition.document(target);
    let name = ended.number().map_or_else(|| in_title_marks(&ended.title), |number| format!("“{number}”"));
    let help = match edition.successor(target).map(|id| edition.document(id)) {
        Some(next) => {
            format!("现行的是{}，请改引；如果是说明沿革，在同一句写明它已经{}。", next.quoted(), status.label())
        }
        None => format!("请改引现行的文件；如果是说明沿革，在同一句写明它已经{}。", status.label()),
    };
    let message = format!("引用的{name}自{}起已经{}，早于本文件的日期", official(since), status.label());
    Diagnostic::new(Code::CitesEnded, Span::new(body.file, range), message).help(help)
}
