//! A document that relies on one that had ended before.

use crate::check::Rule;
use crate::content::body::Body;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::domain::validity::Status;
use crate::site::DocId;
use crate::status::{Cited, Edition, cited_on};

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
    &["废止", "失效", "届满", "到期", "停止执行", "不再执行", "原《", "替代", "取代", "此前", "过去", "曾", "试点期"];

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for id in &edition.published {
        let which = edition.current(*id);
        let body = edition.site.body(*id, which);
        for cited in edition.cited(*id, which).iter() {
            if relies_on_ended(edition, *id, body, cited) {
                findings.push(finding(edition, body, cited));
            }
        }
    }
    findings
}

fn relies_on_ended(edition: &Edition, id: DocId, body: &Body, cited: &Cited) -> bool {
    let day = cited_on(edition.document(id));
    let ended =
        edition.status_on(cited.target, day).is_some_and(|status| matches!(status, Status::Void | Status::Repealed));
    ended && !deals_with(edition, id, cited.target) && !tells_history(edition, body, cited)
}

/// A document that ends another or takes its place names it, and so does an explanation of it.
fn deals_with(edition: &Edition, id: DocId, target: DocId) -> bool {
    let acts = |id: DocId| edition.site.acts[id].iter().any(|act| act.target == Some(target));
    let explains = &edition.site.interprets[id];
    edition.successor(target) == Some(id)
        || acts(id)
        || explains.contains(&target)
        || explains.iter().any(|policy| acts(*policy))
}

fn tells_history(edition: &Edition, body: &Body, cited: &Cited) -> bool {
    let text = edition.site.content.sources.text(body.file);
    let ends = |c: char| matches!(c, '。' | '\n' | '；');
    let start = text[..cited.range.start].rfind(ends).map_or(0, |at| at + 1);
    let start = (start..=cited.range.start).find(|at| text.is_char_boundary(*at)).unwrap_or(cited.range.start);
    let end = text[cited.range.end..].find(ends).map_or(text.len(), |at| cited.range.end + at);
    HISTORY.iter().any(|word| text[start..end].contains(word))
}

fn finding(edition: &Edition, body: &Body, cited: &Cited) -> Diagnostic {
    let ended = edition.document(cited.target);
    let name = ended.number().map_or_else(|| format!("《{}》", ended.title), ToString::to_string);
    let help = match edition.successor(cited.target).map(|id| edition.document(id)) {
        Some(next) => {
            let number = next.number().map(|number| format!("（{number}）")).unwrap_or_default();
            format!("现行的是《{}》{number}，请改引；如果是说明沿革，写明它已经废止或者失效。", next.title)
        }
        None => "请改引现行的文件；如果是说明沿革，写明它已经废止或者失效。".to_owned(),
    };
    let message = format!("引用的{name}在成文时已经失效或者废止");
    Diagnostic::new(Code::CitesEnded, Span::new(body.file, cited.range.clone()), message).help(help)
}
