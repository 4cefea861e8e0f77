//! Watches the inputs: wait, look, compare, rebuild, go on.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use walkdir::WalkDir;

const PAUSE: Duration = Duration::from_millis(700);

/// The inputs of a site as they were at one time. Taken before the first build, so that what is
/// saved while that goes on is seen.
#[derive(Debug)]
pub struct Inputs {
    root: PathBuf,
    seen: u64,
}

impl Inputs {
    /// Looks at the folder of a site.
    pub fn of(root: &Path) -> Self {
        Self { root: root.to_owned(), seen: fingerprint(root) }
    }

    /// Calls `rebuild` after every change below `content/` and `themes/`, until `has_ended`.
    pub(super) fn watch(mut self, rebuild: &dyn Fn(), has_ended: &AtomicBool) {
        while !has_ended.load(Ordering::Relaxed) {
            let now = fingerprint(&self.root);
            if now != self.seen {
                self.seen = now;
                rebuild();
            }
            std::thread::sleep(PAUSE);
        }
    }
}

/// Names, sizes and times of all input files in one number.
fn fingerprint(root: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    for folder in ["content", "themes"] {
        for entry in WalkDir::new(root.join(folder)).sort_by_file_name().into_iter().flatten() {
            entry.path().hash(&mut hasher);
            if let Ok(data) = entry.metadata() {
                data.len().hash(&mut hasher);
                data.modified().ok().hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}
