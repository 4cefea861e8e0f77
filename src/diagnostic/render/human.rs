//! What an editor reads: message, place, the source line with carets, and the way out.

use super::places;
use crate::diagnostic::Sources;
use crate::diagnostic::{Diagnostic, Severity};
use crate::domain::text::display_width;
use std::fmt::Write;

/// All findings as text with source frames.
pub fn human(findings: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for finding in findings {
        write_finding(&mut text, finding, sources);
        text.push('\n');
    }
    text
}

/// The closing line: how many findings there are.
pub fn summary(findings: &[Diagnostic]) -> String {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    format!("{} 个错误，{} 个警告", count(Severity::Error), count(Severity::Warning))
}

fn write_finding(text: &mut String, finding: &Diagnostic, sources: &Sources) {
    let (start, end) = places(finding, sources);
    let path = sources.path(finding.span.file);
    let _ = writeln!(text, "{}[{}]：{}", finding.severity.label(), finding.code, finding.message);
    let _ = writeln!(text, "  --> {path}:{}:{}", start.line, start.column);
    let line = sources.line(finding.span.file, start.line);
    if !line.trim().is_empty() {
        let last = if end.line == start.line { end.column } else { line.chars().count() + 1 };
        write_frame(text, line, start.line, start.column, last);
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(text, "  办法：{help}");
    }
}

/// The source line and carets below it that sit right under double-width characters.
fn write_frame(text: &mut String, line: &str, number: usize, from: usize, to: usize) {
    let gutter = number.to_string().len();
    let width = |skip: usize, take: usize| -> usize { line.chars().skip(skip).take(take).map(display_width).sum() };
    let indent = width(0, from - 1);
    let carets = width(from - 1, to.saturating_sub(from)).max(1);
    let shown: String = line.chars().map(|c| if c == '\t' { ' ' } else { c }).collect();
    let _ = writeln!(text, " {:gutter$} |", "");
    let _ = writeln!(text, " {number} | {shown}");
    let _ = writeln!(text, " {:gutter$} | {}{}", "", " ".repeat(indent), "^".repeat(carets));
}
