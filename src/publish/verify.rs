//! Compares an output folder with its manifest.

use super::manifest::Manifest;
use super::{MANIFEST, PublishError, sha256};
use rayon::prelude::*;
use std::path::Path;

/// A file that is not what the manifest says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Named, and not there.
    Missing(String),
    /// There, with other bytes.
    Changed(String),
    /// There, and not named.
    Unknown(String),
}

/// All differences between a folder and its manifest, in order of path.
///
/// # Errors
/// When the folder has no manifest or cannot be read.
pub fn verify(out: &Path) -> Result<(Manifest, Vec<Difference>), PublishError> {
    let manifest = Manifest::read(out)?
        .ok_or_else(|| PublishError(format!("{} 里没有 {MANIFEST}，它不是由 portal build 生成的", out.display())))?;
    let mut differences: Vec<Difference> = manifest
        .files
        .par_iter()
        .filter_map(|(path, entry)| match std::fs::read(out.join(path)) {
            Ok(bytes) if sha256(&bytes) == entry.sha256 => None,
            Ok(_) => Some(Difference::Changed(path.clone())),
            Err(_) => Some(Difference::Missing(path.clone())),
        })
        .collect();
    for entry in walkdir::WalkDir::new(out) {
        let entry = entry.map_err(|error| PublishError(format!("读不了 {}：{error}", out.display())))?;
        let path = crate::source::relative(entry.path(), out);
        let hidden = path.split('/').any(|part| part.starts_with('.'));
        if entry.file_type().is_file() && !hidden && path != MANIFEST && !manifest.files.contains_key(&path) {
            differences.push(Difference::Unknown(path));
        }
    }
    differences.sort();
    Ok((manifest, differences))
}
