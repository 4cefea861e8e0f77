//! Lists and reads the input files, and sorts them by what they are.

use super::decode::{DecodeFault, decode};
use crate::diagnostic::{Code, Diagnostic, FileId, SourceFile, Sources, Span};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A file that is published as it is when a published document names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Path below `content/`, with `/`.
    pub path: String,
    /// Where it lies on disk.
    pub location: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

/// Everything that was read, sorted by what it is; each list is ordered by path.
#[derive(Debug, Default)]
pub struct Inputs {
    /// All text.
    pub sources: Sources,
    /// `content/site.yaml`.
    pub site: Option<FileId>,
    /// Markdown documents, with their path below `content/`.
    pub documents: Vec<(FileId, String)>,
    /// `content/registers/*.yaml`, with the file's stem.
    pub register_schemas: Vec<(FileId, String)>,
    /// `content/registers/*.csv`, with the file's stem.
    pub register_rows: Vec<(FileId, String)>,
    /// `content/calendar/*.yaml`, with the file's stem.
    pub calendars: Vec<(FileId, String)>,
    /// Plain text files and tables, with their path below `content/`: earlier texts of documents,
    /// feedback to comments. Each is an asset as well, because it may just as well be an attachment.
    pub texts: Vec<(FileId, String)>,
    /// Any other file.
    pub assets: Vec<Asset>,
    /// Findings about files that could not be read as text.
    pub findings: Vec<Diagnostic>,
}

enum Role {
    Site,
    Document,
    RegisterSchema(String),
    RegisterRows(String),
    Calendar(String),
    Text,
    Asset,
}

/// Reads everything below `<root>/content`.
///
/// # Errors
/// When the folder itself cannot be listed; a single unreadable file is a finding instead.
pub fn load(root: &Path) -> std::io::Result<Inputs> {
    let content = root.join("content");
    let mut entries = Vec::new();
    let mut links = Vec::new();
    for entry in WalkDir::new(&content).sort_by_file_name().into_iter().filter_entry(is_visible) {
        let entry = entry?;
        let path = relative(entry.path(), &content);
        if entry.file_type().is_symlink() {
            // A link may lead out of the site, to what nobody meant to publish.
            links.push(path);
        } else if entry.file_type().is_file() {
            entries.push((role(&path), path, entry.into_path()));
        }
    }
    let read: Vec<_> = entries
        .into_par_iter()
        .map(|(role, path, location)| {
            let bytes = match role {
                Role::Asset => std::fs::metadata(&location).map(|data| Read::Size(data.len())),
                _ => std::fs::read(&location).map(Read::Bytes),
            };
            let decoded = bytes.map(|read| match read {
                Read::Bytes(bytes) => Loaded::Text(decode(bytes)),
                Read::Size(size) => Loaded::Size(size),
            });
            (role, path, location, decoded)
        })
        .collect();
    let mut inputs = Inputs::default();
    links.into_iter().for_each(|path| inputs.refuse_link(&path));
    for (role, path, location, loaded) in read {
        inputs.take(role, path, location, loaded);
    }
    Ok(inputs)
}

enum Read {
    Bytes(Vec<u8>),
    Size(u64),
}

enum Loaded {
    Text(Result<String, DecodeFault>),
    Size(u64),
}

impl Inputs {
    fn refuse_link(&mut self, path: &str) {
        let file = self.sources.add(SourceFile { path: format!("content/{path}"), text: String::new() });
        let finding = Diagnostic::new(Code::FileUnreadable, Span::start_of(file), "这是符号链接，本系统只读真正的文件");
        self.findings.push(finding.help("把文件本身放在这里。"));
    }

    fn take(&mut self, role: Role, path: String, location: PathBuf, loaded: std::io::Result<Loaded>) {
        let source_path = format!("content/{path}");
        if matches!(role, Role::Text) {
            return self.take_text(path, location, loaded);
        }
        let text = match loaded {
            Ok(Loaded::Size(size)) => return self.assets.push(Asset { path, location, size }),
            Ok(Loaded::Text(Ok(text))) => text,
            Ok(Loaded::Text(Err(fault))) => {
                let file = self.sources.add(SourceFile { path: source_path, text: fault.readable });
                let finding = Diagnostic::new(Code::FileEncoding, Span::new(file, fault.range), fault.message);
                return self.findings.push(finding.help(fault.help));
            }
            Err(error) => {
                let file = self.sources.add(SourceFile { path: source_path, text: String::new() });
                let message = format!("读不了这个文件：{error}");
                return self.findings.push(Diagnostic::new(Code::FileUnreadable, Span::start_of(file), message));
            }
        };
        let file = self.sources.add(SourceFile { path: source_path, text });
        match role {
            Role::Site => self.site = Some(file),
            Role::Document => self.documents.push((file, path)),
            Role::RegisterSchema(stem) => self.register_schemas.push((file, stem)),
            Role::RegisterRows(stem) => self.register_rows.push((file, stem)),
            Role::Calendar(stem) => self.calendars.push((file, stem)),
            Role::Text | Role::Asset => {}
        }
    }

    /// A plain text: an attachment in another encoding is none of ours to judge.
    fn take_text(&mut self, path: String, location: PathBuf, loaded: std::io::Result<Loaded>) {
        let size = std::fs::metadata(&location).map_or(0, |data| data.len());
        if let Ok(Loaded::Text(Ok(text))) = loaded {
            let file = self.sources.add(SourceFile { path: format!("content/{path}"), text });
            self.texts.push((file, path.clone()));
        }
        self.assets.push(Asset { path, location, size });
    }
}

/// Hidden files, and the copies that editing programs leave, are nobody's content.
fn is_visible(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !(name.starts_with(['.', '~']) || name.ends_with('~'))
}

/// The path below a folder with `/` on every system.
pub fn relative(path: &Path, base: &Path) -> String {
    let below = path.strip_prefix(base).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn role(path: &str) -> Role {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    match (folder, extension) {
        ("", "yaml" | "yml") if stem == "site" => Role::Site,
        ("registers", "yaml" | "yml") => Role::RegisterSchema(stem.to_owned()),
        ("registers", "csv") => Role::RegisterRows(stem.to_owned()),
        ("calendar", "yaml" | "yml") => Role::Calendar(stem.to_owned()),
        (_, "md") => Role::Document,
        (_, "txt" | "csv") => Role::Text,
        _ => Role::Asset,
    }
}
