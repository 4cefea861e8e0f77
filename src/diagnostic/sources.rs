//! The texts that findings point into, and places in them as an editor's program shows them.

use super::FileId;

/// A place as an editor's program shows it: both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line of the file.
    pub line: usize,
    /// Character of the line.
    pub column: usize,
}

/// One text file, decoded: without a byte order mark, with LF at line ends.
#[derive(Debug)]
pub struct SourceFile {
    /// Path from the root of the site, with `/`.
    pub path: String,
    /// Its text; empty where it could not be decoded.
    pub text: String,
}

/// All text files of a run.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and names it.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() as u32 - 1)
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].text
    }

    /// Whether a file of this path was read.
    pub fn contains(&self, path: &str) -> bool {
        self.files.iter().any(|file| file.path == path)
    }

    /// The path of a file from the root of the site.
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
    }

    /// Line and column of a byte. Computed when asked for: most files never have a finding.
    pub fn place(&self, file: FileId, offset: usize) -> Place {
        let text = self.text(file);
        let before = &text[..floor_boundary(text, offset)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }

    /// The text of a line, counted from 1, without its end.
    pub fn line(&self, file: FileId, line: usize) -> &str {
        self.text(file).split('\n').nth(line - 1).unwrap_or("")
    }
}

/// The nearest start of a character at or before an offset.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
