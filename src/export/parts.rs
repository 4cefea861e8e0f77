//! The documents in files that an engine takes in one request each.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How large a file gets, unless one document is larger: half of what Quickwit takes in a request.
const PART: usize = 5 * 1024 * 1024;
/// The digits of a build's name.
pub const BUILD_DIGITS: usize = 16;

/// How many files the documents take, and bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Files, counted from 1 in their names.
    pub parts: usize,
    /// Bytes in all of them.
    pub bytes: u64,
}

/// The name of a file of documents, in its folder.
pub fn name(number: usize) -> String {
    format!("{number:04}.ndjson")
}

/// All documents before the name of the build is known, which is a hash of them.
pub struct Draft {
    path: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    documents: u64,
}

impl Draft {
    /// Begins in a folder, which is made; the configuration is part of the build.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn create(folder: &Path, configuration: &[u8]) -> Result<Self, String> {
        std::fs::create_dir_all(folder).map_err(|error| failed("建不了文件夹", folder, &error))?;
        let path = folder.join("draft");
        let file = File::create(&path).map_err(|error| failed("写不了", &path, &error))?;
        Ok(Self { path, file: BufWriter::new(file), hash: Sha256::new_with_prefix(configuration), documents: 0 })
    }

    /// Adds the lines of a document.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn add(&mut self, lines: &str) -> Result<(), String> {
        self.hash.update(lines);
        self.documents += 1;
        self.file.write_all(lines.as_bytes()).map_err(|error| failed("写不了", &self.path, &error))
    }

    /// The documents so far.
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// The name of the build: equal documents and an equal configuration have the same.
    pub fn build(&self) -> String {
        let digest = self.hash.clone().finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>()[..BUILD_DIGITS].to_owned()
    }

    /// Writes the files, with the build in every document, and takes the draft away.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn cut(mut self, lines: usize, build: &str) -> Result<Cut, String> {
        self.file.flush().map_err(|error| failed("写不了", &self.path, &error))?;
        drop(self.file);
        let folder = self.path.with_file_name("");
        let mut parts = Parts { folder, open: None, filled: 0, cut: Cut::default() };
        let file = File::open(&self.path).map_err(|error| failed("读不了", &self.path, &error))?;
        let mut reader = BufReader::new(file);
        let mut document = String::new();
        while read(&mut reader, lines, &mut document).map_err(|error| failed("读不了", &self.path, &error))? {
            parts.add(&with_build(&document, build))?;
        }
        parts.close()?;
        std::fs::remove_file(&self.path).map_err(|error| failed("删不了", &self.path, &error))?;
        Ok(parts.cut)
    }
}

/// Reads the lines of the next document; says whether there was one.
fn read(reader: &mut impl BufRead, lines: usize, document: &mut String) -> std::io::Result<bool> {
    document.clear();
    (0..lines).try_for_each(|_| reader.read_line(document).map(|_| ()))?;
    Ok(!document.is_empty())
}

/// Puts the build first into the object of the last line.
fn with_build(document: &str, build: &str) -> String {
    let last = document.trim_end().rfind('\n').map_or(0, |at| at + 1);
    let (before, object) = document.split_at(last);
    format!("{before}{{\"build\":\"{build}\",{}", object.strip_prefix('{').unwrap_or(object))
}

struct Parts {
    folder: PathBuf,
    open: Option<(PathBuf, BufWriter<File>)>,
    /// Bytes in the open file.
    filled: usize,
    cut: Cut,
}

impl Parts {
    fn add(&mut self, document: &str) -> Result<(), String> {
        if self.open.is_none() || self.filled + document.len() > PART {
            self.next()?;
        }
        let Some((path, file)) = &mut self.open else { return Ok(()) };
        file.write_all(document.as_bytes()).map_err(|error| failed("写不了", path, &error))?;
        self.filled += document.len();
        self.cut.bytes += document.len() as u64;
        Ok(())
    }

    fn next(&mut self) -> Result<(), String> {
        self.close()?;
        self.cut.parts += 1;
        let path = self.folder.join(name(self.cut.parts));
        let file = File::create(&path).map_err(|error| failed("写不了", &path, &error))?;
        (self.open, self.filled) = (Some((path, BufWriter::new(file))), 0);
        Ok(())
    }

    fn close(&mut self) -> Result<(), String> {
        let Some((path, mut file)) = self.open.take() else { return Ok(()) };
        file.flush().map_err(|error| failed("写不了", &path, &error))
    }
}

fn failed(what: &str, path: &Path, error: &std::io::Error) -> String {
    format!("{what} {}：{error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_goes_into_the_document_and_not_into_the_action() {
        assert_eq!(with_build("{\"id\":\"a\"}\n", "b1"), "{\"build\":\"b1\",\"id\":\"a\"}\n");
        let both = with_build("{\"index\":{\"_id\":\"s/a\"}}\n{\"id\":\"a\"}\n", "b1");
        assert_eq!(both, "{\"index\":{\"_id\":\"s/a\"}}\n{\"build\":\"b1\",\"id\":\"a\"}\n");
    }

    #[test]
    fn files_stay_below_the_limit_and_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let document = |at: usize| format!("{{\"id\":\"{at}\",\"text\":\"{}\"}}\n", "字".repeat(at % 7 * 100_000));
        let mut draft = Draft::create(folder.path(), b"").unwrap();
        (0..30).for_each(|at| draft.add(&document(at)).unwrap());
        let build = draft.build();
        assert_eq!((draft.documents(), build.len()), (30, BUILD_DIGITS));
        let cut = draft.cut(1, &build).unwrap();
        let files: Vec<String> =
            (1..=cut.parts).map(|part| std::fs::read_to_string(folder.path().join(name(part))).unwrap()).collect();
        assert!(cut.parts > 5 && files.iter().all(|file| file.len() <= PART));
        assert_eq!(cut.bytes, files.iter().map(|file| file.len() as u64).sum::<u64>());
        let expected: String = (0..30).map(|at| with_build(&document(at), &build)).collect();
        assert_eq!(files.concat(), expected);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), cut.parts, "the draft is gone");
    }
}
