//! One file an output format. The machine formats are a contract with other programs.

mod github;
mod human;
mod json;

pub use github::github;
pub use human::{human, summary};
pub use json::json;

use super::{Diagnostic, Place, Sources};

/// Where a finding starts and ends, as the editor sees it.
fn places(finding: &Diagnostic, sources: &Sources) -> (Place, Place) {
    let range = &finding.span.range;
    (sources.place(finding.span.file, range.start), sources.place(finding.span.file, range.end))
}
