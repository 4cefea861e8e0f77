//! `portal import`.

use super::args::{Common, Import};
use super::console::{self, say, tell};
use super::{CommandError, Outcome};
use crate::import::import_text;
use std::path::{Path, PathBuf};

pub fn run(common: &Common, arguments: &Import) -> Result<Outcome, CommandError> {
    let folder = arguments.out.clone().unwrap_or_else(|| common.root.join("content/policies"));
    for file in &arguments.files {
        import_file(file, &folder, arguments.dry_run)?;
    }
    Ok(Outcome::Done)
}

fn import_file(file: &Path, folder: &Path, dry_run: bool) -> Result<(), CommandError> {
    let bytes = std::fs::read(file).map_err(|error| CommandError(format!("读不了 {}：{error}", file.display())))?;
    let text = decode(file, bytes)?;
    let imported = import_text(&file.to_string_lossy(), &text);
    for note in &imported.notes {
        tell!("{}:{}：{}", file.display(), note.line, note.message);
    }
    if dry_run {
        console::out(&imported.to_markdown());
        return Ok(());
    }
    let target = free_path(folder, &imported.file_stem)?;
    let failed = |error: std::io::Error| CommandError(format!("写不了 {}：{error}", target.display()));
    std::fs::create_dir_all(folder).map_err(failed)?;
    std::fs::write(&target, imported.to_markdown()).map_err(failed)?;
    say!("{} → {}（{} 处请编辑核对）", file.display(), target.display(), imported.notes.len());
    Ok(())
}

/// UTF-8, or GB18030 as old word processors write it.
fn decode(file: &Path, bytes: Vec<u8>) -> Result<String, CommandError> {
    if let Ok(text) = crate::source::decode(bytes.clone()) {
        return Ok(text);
    }
    let (text, _, had_errors) = encoding_rs::GB18030.decode(&bytes);
    if had_errors {
        return Err(CommandError(format!("{} 既不是 UTF-8，也不是 GB18030 编码的文本", file.display())));
    }
    tell!("{}：按 GB18030 编码读入，输出为 UTF-8。", file.display());
    Ok(text.replace("\r\n", "\n"))
}

/// An import never writes over a file that an editor may have worked on.
fn free_path(folder: &Path, stem: &str) -> Result<PathBuf, CommandError> {
    let path = folder.join(format!("{stem}.md"));
    if path.exists() {
        return Err(CommandError(format!(
            "{} 已经存在，没有覆盖。请移走它，或用 --out 换一个文件夹。",
            path.display()
        )));
    }
    Ok(path)
}
