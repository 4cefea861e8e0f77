//! The site's own theme files, which stand over the embedded ones.

use super::files::relative;
use std::collections::BTreeMap;
use std::path::Path;
use walkdir::WalkDir;

/// Files below `themes/`, by theme and path within it.
#[derive(Debug, Default)]
pub struct ThemeFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl ThemeFiles {
    /// The files of one theme, with their path within it.
    pub fn of<'a>(&'a self, theme: &str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let prefix = format!("{theme}/");
        self.files.iter().filter_map(move |(path, bytes)| Some((path.strip_prefix(&prefix)?, bytes.as_slice())))
    }
}

/// Reads everything below `<root>/themes`; a site without the folder uses the embedded themes.
///
/// # Errors
/// When a file cannot be read.
pub fn load_themes(root: &Path) -> std::io::Result<ThemeFiles> {
    let folder = root.join("themes");
    let mut files = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(ThemeFiles { files });
    }
    for entry in WalkDir::new(&folder) {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !hidden {
            files.insert(relative(entry.path(), &folder), std::fs::read(entry.path())?);
        }
    }
    Ok(ThemeFiles { files })
}
