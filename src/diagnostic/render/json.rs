//! `portal check --format json`: an array of findings, as the contract describes it.

use super::places;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Sources;
use serde_json::{Value, json as object};

/// All findings as one JSON array, pretty-printed.
pub fn json(findings: &[Diagnostic], sources: &Sources) -> String {
    let rows: Vec<Value> = findings.iter().map(|finding| row(finding, sources)).collect();
    let mut text = serde_json::to_string_pretty(&rows).unwrap_or_default();
    text.push('\n');
    text
}

fn row(finding: &Diagnostic, sources: &Sources) -> Value {
    let (start, end) = places(finding, sources);
    object!({
        "code": finding.code.name(),
        "severity": finding.severity.name(),
        "message": finding.message,
        "file": sources.path(finding.span.file),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "help": finding.help,
        "fix": finding.fix.as_ref().map(|fix| {
            let start = sources.place(fix.span.file, fix.span.range.start);
            let end = sources.place(fix.span.file, fix.span.range.end);
            object!({
                "replacement": fix.replacement,
                "line": start.line, "column": start.column,
                "end_line": end.line, "end_column": end.column,
            })
        }),
    })
}
