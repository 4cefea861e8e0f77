//! `portal check --format github`: workflow commands that mark the lines of a change.

use super::places;
use crate::diagnostic::Sources;
use crate::diagnostic::{Diagnostic, Severity};
use std::fmt::Write;

/// All findings, one workflow command a line.
pub fn github(findings: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for finding in findings {
        let (start, end) = places(finding, sources);
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let message = match &finding.help {
            Some(help) => format!("{}\n{help}", finding.message),
            None => finding.message.clone(),
        };
        let _ = writeln!(
            text,
            "::{level} file={},line={},col={},endLine={},endColumn={},title={}::{}",
            property(sources.path(finding.span.file)),
            start.line,
            start.column,
            end.line,
            end.column,
            finding.code,
            escape(&message),
        );
    }
    text
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
