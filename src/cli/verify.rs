//! `portal verify`.

use super::args::{Common, Verify};
use super::console::say;
use super::{CommandError, Outcome, build};
use crate::publish::{self, Difference};

pub fn run(common: &Common, arguments: &Verify) -> Result<Outcome, CommandError> {
    let folder = arguments.dir.clone().unwrap_or_else(|| build::public(common));
    let (manifest, differences) = publish::verify(&folder).map_err(|error| CommandError(error.0))?;
    for difference in &differences {
        match difference {
            Difference::Missing(path) => say!("缺少：{path}"),
            Difference::Changed(path) => say!("被改动：{path}"),
            Difference::Unknown(path) => say!("清单之外：{path}"),
        }
    }
    say!("核对 {} 个文件，{} 处不一致。", manifest.files.len(), differences.len());
    Ok(if differences.is_empty() { Outcome::Done } else { Outcome::ContentErrors })
}
