//! Findings about the content: what is wrong, where, and the way out.
//!
//! A finding is not an error of the program. Phases collect findings and go on, so that an editor
//! sees all of them in one run.

mod codes;
pub mod render;
mod sources;

pub use codes::Code;
pub use sources::{Place, SourceFile, Sources};

use std::ops::Range;

/// Names one source file of a run; an index into [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A place in a source file, in bytes of its decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The bytes; an empty range points between two characters.
    pub range: Range<usize>,
}

impl Span {
    /// A span over some bytes of a file.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, range }
    }

    /// The very start of a file: for findings about the file as a whole.
    pub fn start_of(file: FileId) -> Self {
        Self::new(file, 0..0)
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Stops the build.
    Error,
    /// Published, but an editor should look at it.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// The name that machine formats use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The word that editors read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Info => "提示",
        }
    }
}

/// Replaces some bytes of a file, safely: the result means what the editor meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name of the rule that was broken.
    pub code: Code,
    /// Its weight.
    pub severity: Severity,
    /// What is wrong, in plain Chinese.
    pub message: String,
    /// Where.
    pub span: Span,
    /// The way out, in plain Chinese.
    pub help: Option<String>,
    /// A change that mends it, where one is certain.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding with the weight that its code has in the table.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), span, help: None, fix: None }
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the way out, if there is one to name.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Adds a change that mends it.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }
}

/// True when any finding stops the build.
pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// The nearest known word to what was written, when it is near enough to be meant.
pub fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(written, word), word))
        .filter(|(distance, word)| {
            let length = word.chars().count().max(written.chars().count());
            *distance <= (length / 3).max(1) && *distance < length
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}
