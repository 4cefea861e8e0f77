//! `portal import`.

use super::args::{Common, Import};
use super::console::{self, say, tell};
use super::{CommandError, Outcome};
use crate::import::{self, Imported, ImportedRegister, TableKind};
use std::path::{Path, PathBuf};

pub fn run(common: &Common, arguments: &Import) -> Result<Outcome, CommandError> {
    let kind = arguments.table.as_deref().map(kind).transpose()?;
    let folder = |name: &str| arguments.out.clone().unwrap_or_else(|| common.root.join("content").join(name));
    let folders = Folders { documents: folder("policies"), registers: folder("registers") };
    for file in &arguments.files {
        import_file(file, &folders, kind, arguments.dry_run)?;
    }
    Ok(Outcome::Done)
}

fn kind(name: &str) -> Result<TableKind, CommandError> {
    let unknown = || CommandError(format!("--table 不认识“{name}”，可写：定时公开、工作台账、普通"));
    TableKind::parse(name).ok_or_else(unknown)
}

struct Folders {
    documents: PathBuf,
    registers: PathBuf,
}

fn import_file(file: &Path, folders: &Folders, kind: Option<TableKind>, dry_run: bool) -> Result<(), CommandError> {
    let bytes = std::fs::read(file).map_err(|error| CommandError(format!("读不了 {}：{error}", file.display())))?;
    let name = file.to_string_lossy();
    let source = import::read(&name, &bytes).map_err(|why| CommandError(format!("{}：{why}", file.display())))?;
    let imported = import::import_source(&name, &source, kind);
    report(file, &imported);
    let files = outputs(&imported, folders);
    if dry_run {
        for (path, text) in &files {
            tell!("→ {}", path.display());
            console::out(text);
        }
    } else {
        refuse_existing(&files)?;
        files.iter().try_for_each(|(path, text)| write(path, text))?;
    }
    summary(file, &imported, folders, dry_run);
    Ok(())
}

/// What an editor has to look at, each with its place in the input.
fn report(file: &Path, imported: &Imported) {
    let notes = if imported.is_document { imported.notes.as_slice() } else { &[] };
    for note in notes.iter().chain(&imported.table_notes) {
        tell!("{}:{}：{}", file.display(), note.line, note.message);
    }
    for register in &imported.registers {
        for row in &register.rows {
            let place = row.place.as_ref().map_or_else(|| format!(":{}", row.line), |place| format!(" {place}"));
            let item = row.cells.first().map_or("", String::as_str);
            for doubt in &row.doubts {
                tell!("{}{place}：{item}　{doubt}", file.display());
            }
        }
    }
}

/// The files to write: the document if there is one, schema and rows of each register.
fn outputs(imported: &Imported, folders: &Folders) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    if imported.is_document {
        files.push((folders.documents.join(format!("{}.md", imported.file_stem)), imported.to_markdown()));
    }
    for register in &imported.registers {
        let path = |extension: &str| folders.registers.join(format!("{}.{extension}", register.file_stem));
        files.push((path("yaml"), register.to_yaml()));
        files.push((path("csv"), register.to_csv()));
    }
    files
}

/// An import never writes over a file that an editor may have worked on; it writes all files or none.
fn refuse_existing(files: &[(PathBuf, String)]) -> Result<(), CommandError> {
    match files.iter().find(|(path, _)| path.exists()) {
        Some((path, _)) => {
            Err(CommandError(format!("{} 已经存在，没有覆盖。请移走它，或用 --out 换一个文件夹。", path.display())))
        }
        None => Ok(()),
    }
}

fn write(path: &Path, text: &str) -> Result<(), CommandError> {
    let failed = |error: std::io::Error| CommandError(format!("写不了 {}：{error}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, text).map_err(failed)
}

/// One line for each result.
fn summary(file: &Path, imported: &Imported, folders: &Folders, dry_run: bool) {
    let line = |text: String| if dry_run { tell!("{text}") } else { say!("{text}") };
    if imported.is_document && !dry_run {
        let target = folders.documents.join(format!("{}.md", imported.file_stem));
        line(format!("{} → {}（{} 处请编辑核对）", file.display(), target.display(), imported.notes.len()));
    }
    for register in &imported.registers {
        let target = folders.registers.join(format!("{}.csv", register.file_stem));
        line(format!("{} → {}（{}）", file.display(), target.display(), counts(register)));
    }
}

fn counts(register: &ImportedRegister) -> String {
    let (all, doubtful) = (register.rows.len(), register.doubtful());
    let review = if doubtful > 0 { format!("其中{doubtful}行需核对") } else { "没有存疑的行".to_owned() };
    format!("{}：共{all}行，{review}", register.kind.label())
}
