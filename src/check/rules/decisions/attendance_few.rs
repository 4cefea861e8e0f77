//! The public sits in when it is decided.

use crate::check::Rule;
use crate::content::keys::ATTENDANCE;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::kind::Kind;
use crate::site::value_span;
use crate::status::Edition;

/// A meeting that the public attends has as many of its representatives as the site asks for.
pub const RULE: Rule = Rule {
    code: Code::AttendanceFew,
    what: "邀请公众列席会议的，公众代表应达到本站规定的人数（默认 2 人）。",
    example: "对：代表: [{类别: 公众代表, 人数: 2}]\n错：只有专家和媒体，没有公众代表",
    source: "国令第713号第十四条；人数由 site.yaml 的“列席公众代表”规定",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let least = edition.site.content.config.rules.public_attendees;
    let mut findings = Vec::new();
    for id in edition.of_kind(Kind::Decision) {
        let meetings = edition.document(id).decision().map_or(&[][..], |own| &own.attendance);
        for meeting in meetings.iter().filter(|meeting| meeting.date <= edition.as_of) {
            let public = meeting.people.iter().filter(|person| person.class == "公众代表");
            let count: usize = public.map(|person| person.count).sum();
            if count < least {
                let message = format!("{}（{}）列席的公众代表 {count} 人，少于 {least} 人", meeting.name, meeting.date);
                let span = value_span(&edition.site.content, edition.document(id), ATTENDANCE);
                let help = "请核对人数；今后邀请足够的公众代表。";
                findings.push(Diagnostic::new(Code::AttendanceFew, span, message).help(help));
            }
        }
    }
    findings
}
