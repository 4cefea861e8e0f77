//! Puts the new output in the place of the old one in a single step.

use super::manifest::Manifest;
use super::{MANIFEST, PublishError, beside};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Exchanges `staging` and `out`. Files in the old output that its manifest does not name are not
/// ours: they go along into the new one, and one that stands in the way stops the switch.
pub fn switch(staging: &Path, out: &Path, manifest: &Manifest) -> Result<(), PublishError> {
    if !out.exists() {
        return std::fs::rename(staging, out).map_err(|error| PublishError::io("建不了", out, &error));
    }
    let before = Manifest::read(out)?;
    let ours =
        |path: &str| before.as_ref().is_some_and(|manifest| path == MANIFEST || manifest.files.contains_key(path));
    let foreign: BTreeSet<String> = files(out)?.into_iter().filter(|path| !ours(path)).collect();
    refuse_conflicts(out, &foreign, manifest)?;
    for path in &foreign {
        carry(&out.join(path), &staging.join(path))?;
    }
    exchange(staging, out)?;
    keep_latecomers(staging, out, &foreign, &ours)
}

/// Every file below a folder, as a path with `/`. Links are files: what they lead to is not ours.
fn files(folder: &Path) -> Result<Vec<String>, PublishError> {
    let mut paths = Vec::new();
    for entry in WalkDir::new(folder) {
        let entry = entry.map_err(|error| PublishError(format!("读不了 {}：{error}", folder.display())))?;
        if !entry.file_type().is_dir() {
            paths.push(crate::source::relative(entry.path(), folder));
        }
    }
    Ok(paths)
}

fn refuse_conflicts(out: &Path, foreign: &BTreeSet<String>, manifest: &Manifest) -> Result<(), PublishError> {
    let is_new = |path: &&String| {
        *path == MANIFEST
            || manifest.files.contains_key(*path)
            // A file where the new output has a folder.
            || manifest.files.range(format!("{path}/")..).next().is_some_and(|(next, _)| next.starts_with(&format!("{path}/")))
    };
    let conflicts: Vec<&String> = foreign.iter().filter(is_new).collect();
    if conflicts.is_empty() {
        return Ok(());
    }
    let shown: Vec<&str> = conflicts.iter().take(10).map(|path| path.as_str()).collect();
    Err(PublishError(format!(
        "{} 里有 {} 个不是由 portal 生成的文件与新网页同名，没有覆盖：{}。请移走它们，或用 --out 换一个文件夹。",
        out.display(),
        conflicts.len(),
        shown.join("、")
    )))
}

/// A file that is not ours goes along: by a second name for the same bytes, or by a copy.
fn carry(from: &Path, to: &Path) -> Result<(), PublishError> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder).map_err(|error| PublishError::io("建不了文件夹", folder, &error))?;
    }
    std::fs::hard_link(from, to)
        .or_else(|_| std::fs::copy(from, to).map(|_| ()))
        .map_err(|error| PublishError::io("带不走", from, &error))
}

#[cfg(target_os = "linux")]
fn exchange(staging: &Path, out: &Path) -> Result<(), PublishError> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, staging, CWD, out, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some file systems cannot exchange.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => two_renames(staging, out),
        Err(error) => Err(PublishError::io("换不了", out, &error.into())),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(staging: &Path, out: &Path) -> Result<(), PublishError> {
    two_renames(staging, out)
}

/// Where folders cannot be exchanged: two renames, and the first is taken back if the second fails.
fn two_renames(staging: &Path, out: &Path) -> Result<(), PublishError> {
    let old: PathBuf = beside(out, "old");
    std::fs::rename(out, &old).map_err(|error| PublishError::io("移不开", out, &error))?;
    if let Err(error) = std::fs::rename(staging, out) {
        let _ = std::fs::rename(&old, out);
        return Err(PublishError::io("换不了", out, &error));
    }
    std::fs::rename(&old, staging).map_err(|error| PublishError::io("移不开", &old, &error))
}

/// The old output lies in the staging folder now and will be removed: a file that came into it
/// after the look-round is nobody's of ours, and is moved over.
fn keep_latecomers(
    old: &Path,
    out: &Path,
    carried: &BTreeSet<String>,
    ours: &dyn Fn(&str) -> bool,
) -> Result<(), PublishError> {
    for path in files(old)? {
        let late = !ours(&path) && !carried.contains(&path);
        if late && !out.join(&path).exists() {
            carry(&old.join(&path), &out.join(&path))?;
        }
    }
    Ok(())
}
