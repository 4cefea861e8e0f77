//! export.json: what an export is, for who pushes it, today or later and from another machine.

use super::parts::Cut;
use super::{Engine, Names};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Its name in an export.
pub const FILE: &str = "export.json";

/// What an export is. Nothing in it tells when it was made, so that equal content gives equal files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The engine's name in commands.
    pub engine: String,
    /// The site's name in every document.
    pub site: String,
    /// What the names of the site's indexes begin with.
    pub index: String,
    /// The name of these documents, in every one of them.
    pub build: String,
    /// How many there are.
    pub documents: u64,
    /// The files in which they lie.
    #[serde(flatten)]
    pub cut: Cut,
}

impl Summary {
    /// The summary of an export.
    pub fn new(engine: Engine, names: &Names, build: String, documents: u64, cut: Cut) -> Self {
        let Names { site, index } = names.clone();
        Self { engine: engine.name().to_owned(), site, index, build, documents, cut }
    }

    /// Reads the summary of the export in a folder.
    ///
    /// # Errors
    /// When there is none, or not a whole one.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let path = folder.join(FILE);
        let bytes = std::fs::read(&path).map_err(|error| format!("读不了 {}：{error}", path.display()))?;
        serde_json::from_slice(&bytes).map_err(|_| format!("{} 不完整，请重新导出", path.display()))
    }
}
