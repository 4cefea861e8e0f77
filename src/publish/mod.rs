//! Finished files to the output folder: complete before anything changes, then one atomic switch.

mod manifest;
mod staging;
mod switch;
mod verify;

pub use manifest::Manifest;
pub use staging::Staging;
pub use verify::{Difference, verify};

use std::path::{Path, PathBuf};

/// Why an output could not be published. The old output is whole.
#[derive(Debug)]
pub struct PublishError(pub String);

impl PublishError {
    fn io(what: &str, path: &Path, error: &std::io::Error) -> Self {
        Self(format!("{what} {}：{error}", path.display()))
    }
}

/// Name of the manifest in the output.
pub const MANIFEST: &str = "manifest.json";

/// A folder or file of ours beside the output folder: on the same file system, so that it can be
/// renamed in one step, and hidden.
fn beside(out: &Path, what: &str) -> PathBuf {
    let name = out.file_name().map_or_else(|| "public".into(), |name| name.to_string_lossy());
    out.with_file_name(format!(".{name}.{what}"))
}

/// SHA-256 as lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
