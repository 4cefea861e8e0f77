//! Watches the inputs: wait, look, compare, rebuild, go on.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::time::Duration;
use walkdir::WalkDir;

const PAUSE: Duration = Duration::from_millis(700);

/// Calls `rebuild` after every change below `content/` and `themes/`, for ever.
pub fn watch(root: &Path, rebuild: &dyn Fn()) {
    let mut seen = fingerprint(root);
    loop {
        std::thread::sleep(PAUSE);
        let now = fingerprint(root);
        if now != seen {
            seen = now;
            rebuild();
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
