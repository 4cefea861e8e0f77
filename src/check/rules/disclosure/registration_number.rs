//! 登记号 of normative documents.

use crate::check::Rule;
use crate::content::document::{Document, Policy};
use crate::content::keys::REGISTRATION_NUMBER;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::genre::Nature;
use crate::site::value_span;
use crate::status::Edition;

/// A normative document in force carries its registration number, in the form of its place.
pub const RULE: Rule = Rule {
    code: Code::RegistrationNumber,
    what: "行政规范性文件应统一登记、统一编号、统一公布，登记号写作“前缀-年份-机关代码3位和顺序号4位”。",
    example: "对：登记号: WCDR-2024-0010003\n错：登记号: WCDR20240010003",
    source: "国办发〔2018〕37号；各地规范性文件管理办法",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let prefixes = &edition.site.content.config.rules.registration_prefixes;
    if prefixes.is_empty() {
        return Vec::new();
    }
    edition.regulatory().filter_map(|id| finding(edition, edition.document(id), prefixes)).collect()
}

fn finding(edition: &Edition, document: &Document, prefixes: &[String]) -> Option<Diagnostic> {
    let policy: &Policy = document.policy().filter(|policy| policy.nature == Nature::Normative)?;
    let message = match &policy.registration_number {
        None => "行政规范性文件没有登记号".to_owned(),
        Some(number) if !is_valid(number, prefixes) => format!("登记号“{number}”的格式不对"),
        Some(_) => return None,
    };
    let help = format!("写作“{}-2024-0010003”的形式。", prefixes[0]);
    Some(
        Diagnostic::new(
            Code::RegistrationNumber,
            value_span(&edition.site.content, document, REGISTRATION_NUMBER),
            message,
        )
        .help(help),
    )
}

fn is_valid(number: &str, prefixes: &[String]) -> bool {
    let parts: Vec<&str> = number.split('-').collect();
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    matches!(parts[..], [prefix, year, serial]
        if prefixes.iter().any(|known| known == prefix) && digits(year, 4) && digits(serial, 7))
}
