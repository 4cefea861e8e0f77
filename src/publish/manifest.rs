//! manifest.json: every file of the output with its SHA-256.

use super::{MANIFEST, PublishError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What an output consists of. Depends on nothing but the files, so that two builds of the same
/// input and day write the same bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `portal`: tells our manifest from any other file of the name.
    pub generator: String,
    /// Path in the output → what the file is.
    pub files: BTreeMap<String, Entry>,
}

/// One file of an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

impl Manifest {
    /// A manifest of some files.
    pub fn new(files: BTreeMap<String, Entry>) -> Self {
        Self { generator: "portal".to_owned(), files }
    }

    /// The manifest of an output folder; none where the folder was not made by this program.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(out: &Path) -> Result<Option<Self>, PublishError> {
        let path = out.join(MANIFEST);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(PublishError::io("读不了", &path, &error)),
        };
        let manifest: Option<Self> = serde_json::from_slice(&bytes).ok();
        Ok(manifest.filter(|manifest| manifest.generator == "portal"))
    }

    /// The bytes of manifest.json.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}
