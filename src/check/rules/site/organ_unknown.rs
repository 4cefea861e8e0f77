//! Names of organs.

use crate::check::Rule;
use crate::content::keys::{DRAFTER, ISSUER};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::site::value_span;
use crate::status::Edition;

/// An organ is named as site.yaml names it, so that one organ is not listed under two names.
pub const RULE: Rule = Rule {
    code: Code::OrganUnknown,
    what: "发文机关和起草单位应使用 site.yaml “机构”中的全称，避免同一机关写成两个名字。",
    example: "对：发文机关: 望川市民政局\n错：发文机关: 望川民政局",
    source: "本站的一致性要求",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let content = &edition.site.content;
    if content.config.organs.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for document in &content.documents {
        let issuers = document.policy().map_or(&[][..], |policy| &policy.issuers);
        let issuers = issuers.iter().map(|name| (name, ISSUER));
        for (name, key) in issuers.chain(document.drafter.iter().map(|name| (name, DRAFTER))) {
            if content.config.organ(name).is_some() {
                continue;
            }
            let known = content.config.organs.iter().map(|organ| organ.name.as_str());
            let help = did_you_mean(name, known)
                .map_or("在 site.yaml 的“机构”中加上它。".to_owned(), |near| format!("是不是“{near}”？"));
            let message = format!("机构名单中没有“{name}”");
            findings.push(Diagnostic::new(Code::OrganUnknown, value_span(content, document, key), message).help(help));
        }
    }
    findings
}
