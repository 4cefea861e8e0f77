//! What the tests share: sites in temporary folders, the program run on them, folders read back,
//! and expectations compared.

pub mod page;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;
use walkdir::WalkDir;

/// The day for which tests build when nothing says otherwise.
pub const TODAY: &str = "2026-11-23";

/// The site.yaml of sites that bring none of their own.
pub const SITE: &str = include_str!("site.yaml");

/// A site in a folder that vanishes with it.
pub struct Site {
    folder: TempDir,
}

impl Site {
    /// A folder with nothing in it.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A site with columns and no documents.
    pub fn new() -> Self {
        let site = Self::empty();
        site.write("content/site.yaml", SITE);
        site
    }

    /// The site of a case below `tests/`, with the shared site.yaml where it brings none.
    pub fn of_case(case: &Path) -> Self {
        let site = Self::new();
        copy(&case.join("content"), &site.root().join("content"));
        site
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn out(&self) -> PathBuf {
        self.path("public")
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write(&self.path(path), bytes);
    }

    /// A document: front matter without its fences, and a body.
    pub fn document(&self, path: &str, front_matter: &str, body: &str) {
        self.write(&format!("content/{path}"), format!("---\n{}\n---\n\n{body}\n", front_matter.trim()));
    }

    /// Runs a command of the program on this site.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    /// The same, for tests that need the process.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PORTAL);
        command.arg("--root").arg(self.root()).args(arguments);
        command
    }

    /// Builds, and fails the test when the program does.
    pub fn build(&self, as_of: &str) -> Ran {
        self.build_with(as_of, &[])
    }

    pub fn build_with(&self, as_of: &str, arguments: &[&str]) -> Ran {
        let ran = self.run(&[&["build", "--as-of", as_of], arguments].concat());
        assert_eq!(ran.status, 0, "{}\n{}", ran.out, ran.err);
        ran
    }

    /// Every file of the output.
    pub fn output(&self) -> Tree {
        tree(&self.out())
    }

    /// One file of the output as text.
    pub fn read(&self, path: &str) -> String {
        let path = self.out().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

/// The program under test.
pub const PORTAL: &str = env!("CARGO_BIN_EXE_portal");

/// How a run of the program ended.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// Runs the program outside of any site.
pub fn portal(arguments: &[&str]) -> Ran {
    Ran::of(Command::new(PORTAL).args(arguments).output().unwrap())
}

/// The files of a folder by their path with `/`.
pub type Tree = BTreeMap<String, Vec<u8>>;

pub fn tree(folder: &Path) -> Tree {
    let files = WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| !entry.file_type().is_dir());
    files.map(|entry| (portal::source::relative(entry.path(), folder), fs::read(entry.path()).unwrap())).collect()
}

/// Fails with the names of the files that differ, not with their bytes.
pub fn assert_same(a: &Tree, b: &Tree, what: &str) {
    let names = a.keys().chain(b.keys()).collect::<std::collections::BTreeSet<_>>();
    let different: Vec<_> = names.into_iter().filter(|name| a.get(*name) != b.get(*name)).collect();
    assert!(different.is_empty(), "{what}: {different:?}");
}

pub fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Copies a folder; one that is not there holds nothing.
pub fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        tree(from).iter().for_each(|(path, bytes)| write(&to.join(path), bytes));
    }
}

/// The folder of the tests in the repository.
pub fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The cases below a folder of `tests/`, by name.
pub fn cases(kind: &str) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(tests().join(kind)).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> = entries
        .filter(|path| path.is_dir())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    cases.sort();
    cases
}

/// A small text file of a case, or what stands for it.
pub fn setting(case: &Path, name: &str, default: &str) -> String {
    fs::read_to_string(case.join(name)).map_or_else(|_| default.to_owned(), |text| text.trim().to_owned())
}

/// Compares a text with an expectation in the repository; with `UPDATE_GOLDEN`, writes it instead.
/// Failures are collected, so that one run shows all of them.
pub fn golden(path: &Path, actual: &str, failures: &mut Vec<String>) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        return write(path, actual);
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected != actual {
        let shown = path.strip_prefix(tests()).unwrap_or(path).display();
        failures.push(format!("{shown}\n{}", first_difference(&expected, actual)));
    }
}

fn first_difference(expected: &str, actual: &str) -> String {
    let mut lines = expected.lines().zip(actual.lines()).enumerate();
    let (line, expected_line, actual_line) = match lines.find(|(_, (expected, actual))| expected != actual) {
        Some((at, (expected, actual))) => (at, expected, actual),
        None => {
            let at = expected.lines().count().min(actual.lines().count());
            (at, expected.lines().nth(at).unwrap_or("（完）"), actual.lines().nth(at).unwrap_or("（完）"))
        }
    };
    format!("  line {}\n  expected: {expected_line}\n  actual:   {actual_line}", line + 1)
}

/// Fails with all failures of a run over many cases.
pub fn assert_none(failures: &[String]) {
    assert!(failures.is_empty(), "{} failures\n\n{}\n", failures.len(), failures.join("\n\n"));
}
