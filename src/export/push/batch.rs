//! Documents on their way: a file of an export, sent whole, or in halves where it is too large.

use super::{PushError, Refusal};
use serde_json::Value;
use std::path::Path;

/// A file of documents, each with its lines.
pub struct Batch {
    text: String,
    /// Where each document begins, and the end.
    ends: Vec<usize>,
}

impl Batch {
    /// Reads a file in which every document has so many lines.
    ///
    /// # Errors
    /// When it cannot be read, or is not whole.
    pub fn read(path: &Path, lines: usize) -> Result<Self, PushError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| PushError(format!("读不了 {}：{error}，请重新导出", path.display())))?;
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        if !ends.len().is_multiple_of(lines) || ends.last().copied().unwrap_or_default() != text.len() {
            return Err(PushError(format!("{} 不完整，请重新导出", path.display())));
        }
        let ends = std::iter::once(0).chain(ends.into_iter().skip(lines - 1).step_by(lines)).collect();
        Ok(Self { text, ends })
    }

    /// All of its documents.
    pub fn all(&self) -> Documents<'_> {
        Documents { batch: self, from: 0, to: self.ends.len() - 1 }
    }
}

/// Some neighbouring documents of a batch.
#[derive(Clone, Copy)]
pub struct Documents<'a> {
    batch: &'a Batch,
    from: usize,
    to: usize,
}

impl<'a> Documents<'a> {
    /// How many there are.
    pub fn len(self) -> usize {
        self.to - self.from
    }

    /// Their lines.
    pub fn bytes(self) -> &'a [u8] {
        &self.batch.text.as_bytes()[self.batch.ends[self.from]..self.batch.ends[self.to]]
    }

    /// One of them.
    pub fn get(self, at: usize) -> Self {
        Self { from: self.from + at, to: self.from + at + 1, ..self }
    }

    /// Both halves; of one document, none.
    pub fn halves(self) -> Option<[Self; 2]> {
        let middle = self.from + self.len() / 2;
        (self.len() > 1).then_some([Self { to: middle, ..self }, Self { from: middle, ..self }])
    }

    /// The refusal of the first of them.
    pub fn refused(self, reason: impl Into<String>) -> Refusal {
        let lines = String::from_utf8_lossy(self.get(0).bytes());
        refused(lines.lines().last().unwrap_or_default(), reason)
    }
}

/// The refusal of a document that is given as its line.
pub fn refused(line: &str, reason: impl Into<String>) -> Refusal {
    let document: Value = serde_json::from_str(line).unwrap_or_default();
    let field = |name: &str| document[name].as_str().unwrap_or_default().to_owned();
    Refusal { id: field("id"), title: field("title"), reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_cut_at_documents() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "a1\na2\nb1\nb2\nc1\n{\"id\":\"c\",\"title\":\"丙\"}\n").unwrap();
        let batch = Batch::read(file.path(), 2).unwrap();
        let [first, rest] = batch.all().halves().unwrap();
        assert_eq!((first.bytes(), first.len(), first.halves().is_none()), (&b"a1\na2\n"[..], 1, true));
        assert_eq!(rest.get(0).bytes(), b"b1\nb2\n");
        let refusal = rest.get(1).refused("no");
        assert_eq!((refusal.id.as_str(), refusal.title.as_str()), ("c", "丙"));
        for damaged in ["a1\na2\nb1\n", "a1\na2"] {
            std::fs::write(file.path(), damaged).unwrap();
            assert!(Batch::read(file.path(), 2).is_err(), "{damaged:?}");
        }
    }
}
