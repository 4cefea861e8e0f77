//! Acts that cannot all be meant: on what has ended, against each other, in a circle.

use super::events::{Source, TargetedAct, span_of_act};
use crate::content::Content;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::Date;
use crate::domain::date::official;
use crate::domain::text::in_title_marks;
use crate::domain::validity::{Act, Event, Term, validity};
use crate::site::DocId;

/// Everything that contradicts itself in the acts of a site.
pub fn check(
    content: &Content,
    events: &[Vec<Event<Source>>],
    acts: &[Vec<TargetedAct>],
    findings: &mut Vec<Diagnostic>,
) {
    for (target, events) in events.iter().enumerate() {
        after_the_end(content, target, events, findings);
        after_expiry(content, target, events, findings);
        two_ends(content, target, events, findings);
    }
    circles(content, acts, findings);
}

fn named(content: &Content, id: DocId) -> String {
    let document = &content.documents[id];
    document.number().map_or_else(|| in_title_marks(&document.title), |number| format!("“{number}”"))
}

fn again(act: &Act) -> &'static str {
    match act {
        Act::Amend => "修改",
        Act::Repeal => "废止",
        Act::RepealPart => "废止其中的条款",
        Act::DeclareVoid => "宣布失效",
        Act::Extend { .. } => "延长",
    }
}

/// What has ended cannot be amended or extended on a later day, nor end once more. Only a repeal of
/// what was declared void says something new.
fn after_the_end(content: &Content, target: DocId, events: &[Event<Source>], findings: &mut Vec<Diagnostic>) {
    for (at, event) in events.iter().enumerate() {
        let contradicts = |end: &&Event<Source>| {
            let (same_day, same_file) = (end.date == event.date, end.source.acting == event.source.acting);
            match (&end.act, &event.act) {
                (Act::DeclareVoid, Act::Repeal) => same_file && same_day,
                // Two files of one day have no order of their own.
                (Act::Repeal, Act::DeclareVoid) => same_file || !same_day,
                (end, act) if end.ends() && act.ends() => true,
                (end, _) => end.ends() && !same_day,
            }
        };
        let Some(end) = events[..at].iter().find(contradicts) else { continue };
        let done = if end.act == Act::Repeal { "废止" } else { "宣布失效" };
        let (name, by) = (named(content, target), named(content, end.source.acting));
        let again = again(&event.act);
        let message = format!("{name}自{}起已被{by}{done}，不能再{again}", official(end.date));
        let span = span_of_act(content, &event.source);
        findings.push(
            Diagnostic::new(Code::ActContradiction, span, message).help("核对两份文件，删去其中一处，或改正日期。"),
        );
    }
}

/// What has run out cannot be amended; that it is void may still be said.
fn after_expiry(content: &Content, target: DocId, events: &[Event<Source>], findings: &mut Vec<Diagnostic>) {
    let Some(policy) = content.documents[target].policy().filter(|_| content.documents[target].complete) else {
        return;
    };
    let term = Term { effective: policy.effective, expires: policy.expires };
    for event in events.iter().filter(|event| matches!(event.act, Act::Amend | Act::RepealPart)) {
        let expires = validity(term, events, event.date).expires;
        if let Some(end) = expires.filter(|end| *end < event.date) {
            let (name, again) = (named(content, target), again(&event.act));
            let message = format!("{name}的有效期已于{}届满，不能再{again}", official(end));
            let help = match event.act {
                Act::Amend => "届满的文件应重新公布；请核对“日期”。",
                _ => "届满的文件已经失效；请核对“日期”。",
            };
            findings
                .push(Diagnostic::new(Code::ActContradiction, span_of_act(content, &event.source), message).help(help));
        }
    }
}

/// One day cannot bring two different ends.
fn two_ends(content: &Content, target: DocId, events: &[Event<Source>], findings: &mut Vec<Diagnostic>) {
    let mut extended: Option<(&Event<Source>, Date)> = None;
    for event in events {
        let Act::Extend { to } = event.act else { continue };
        if let Some((first, end)) = extended.filter(|(first, end)| first.date == event.date && *end != to) {
            let message = format!(
                "{}自{}起，既被{}延长到{}，又被{}延长到{}",
                named(content, target),
                official(event.date),
                named(content, first.source.acting),
                official(end),
                named(content, event.source.acting),
                official(to),
            );
            let span = span_of_act(content, &event.source);
            findings.push(Diagnostic::new(Code::ActContradiction, span, message).help("核对两处“至”，只留一处。"));
        }
        extended = Some((event, to));
    }
}

/// No document acts, through others, on itself.
fn circles(content: &Content, acts: &[Vec<TargetedAct>], findings: &mut Vec<Diagnostic>) {
    let mut state = vec![State::New; acts.len()];
    for start in 0..acts.len() {
        let mut way: Vec<(DocId, usize)> = vec![(start, 0)];
        if state[start] != State::New {
            continue;
        }
        state[start] = State::Open;
        while let Some((id, next)) = way.last_mut() {
            let Some(act) = acts[*id].get(*next) else {
                state[*id] = State::Done;
                way.pop();
                continue;
            };
            *next += 1;
            let Some(target) = act.target else { continue };
            match state[target] {
                State::New => {
                    state[target] = State::Open;
                    way.push((target, 0));
                }
                State::Open => findings.push(circle(content, &way, target, act)),
                State::Done => {}
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

fn circle(content: &Content, way: &[(DocId, usize)], target: DocId, act: &TargetedAct) -> Diagnostic {
    let from = way.iter().position(|(id, _)| *id == target).unwrap_or(0);
    let names: Vec<String> = way[from..].iter().map(|(id, _)| named(content, *id)).collect();
    let message = format!("文件循环修改或废止：{} → {}", names.join(" → "), named(content, target));
    let span = span_of_act(content, &act.source);
    Diagnostic::new(Code::ActCircle, span, message).help("后发的文件才能处理先发的文件；请核对“文件”一项。")
}
