//! Finds the document that a number or a path names.

use super::{DocId, span_of, value_span};
use crate::content::document::{Document, Reference};
use crate::content::keys::{DOCUMENT_NUMBER, INDEX_NUMBER};
use crate::content::{Content, resolve};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::domain::document_number::DocumentNumber;
use crate::yaml::Key;
use std::collections::HashMap;

/// The documents by number and by path.
pub struct References {
    by_number: HashMap<DocumentNumber, DocId>,
    by_path: HashMap<String, DocId>,
}

impl References {
    /// Indexes the documents; a number or index number that stands twice is a finding.
    pub fn new(content: &Content, findings: &mut Vec<Diagnostic>) -> Self {
        let mut by_number = HashMap::new();
        let mut by_index: HashMap<&str, DocId> = HashMap::new();
        let mut by_path = HashMap::new();
        for (id, document) in content.documents.iter().enumerate() {
            by_path.insert(document.path.clone(), id);
            if let Some(number) = document.number()
                && let Some(other) = by_number.insert(number.clone(), id)
            {
                findings.push(taken(content, document, DOCUMENT_NUMBER, &number.to_string(), other));
            }
            if let Some(number) = &document.index_number
                && let Some(other) = by_index.insert(number, id)
            {
                findings.push(taken(content, document, INDEX_NUMBER, number, other));
            }
        }
        Self { by_number, by_path }
    }

    /// The document that a text names: 发文字号 in any form, or a path below `content/` or relative
    /// to the naming document, with or without `.md`.
    pub fn resolve(&self, from: &Document, text: &str) -> Option<DocId> {
        if let Some((number, _)) = DocumentNumber::parse_lenient(text) {
            return self.by_number.get(&number).copied();
        }
        let text = text.strip_prefix("content/").unwrap_or(text);
        let candidates = [Some(text.trim_start_matches('/').to_owned()), resolve(&from.path, text)];
        candidates
            .into_iter()
            .flatten()
            .find_map(|path| self.by_path.get(&path).or_else(|| self.by_path.get(&format!("{path}.md"))).copied())
    }

    /// The finding that a text names no document, with the nearest one; none where it may name a
    /// file that could not be read.
    pub fn unknown(&self, content: &Content, from: &Document, reference: &Reference, what: &str) -> Option<Diagnostic> {
        let text = &reference.text;
        if content.may_name_unparsed(resolve(&from.path, text).as_deref(), text) {
            return None;
        }
        let numbers: Vec<String> = self.by_number.keys().map(ToString::to_string).collect();
        let mut known: Vec<&str> = numbers.iter().chain(self.by_path.keys()).map(String::as_str).collect();
        known.sort_unstable();
        let help = match did_you_mean(text, known) {
            Some(near) => format!("是不是“{near}”？"),
            None => "写已有文件的发文字号，或它在 content/ 之下的路径。".to_owned(),
        };
        let message = format!("找不到{what}文件“{text}”");
        Some(Diagnostic::new(Code::ReferenceUnknown, span_of(content, from, reference), message).help(help))
    }
}

fn taken(content: &Content, document: &Document, key: Key, number: &str, other: DocId) -> Diagnostic {
    let other = &content.documents[other].path;
    let message = format!("{}“{number}”已用于 content/{other}", key.zh);
    Diagnostic::new(Code::NumberTaken, value_span(content, document, key), message).help("核对两份文件，改正其中一个。")
}
