//! `portal init`: the smallest site that builds.

use super::args::Init;
use super::console::say;
use super::{CommandError, Outcome};
use include_dir::{Dir, include_dir};
use std::path::Path;

/// The days off of the years that have a notice: without them no deadline could be counted.
static CALENDAR: Dir = include_dir!("$CARGO_MANIFEST_DIR/content/calendar");

pub fn run(arguments: &Init) -> Result<Outcome, CommandError> {
    let dir = &arguments.dir;
    let site = dir.join("content/site.yaml");
    if site.exists() {
        return Err(CommandError(format!("{} 已经存在，没有覆盖。", site.display())));
    }
    write(&site, include_bytes!("init/site.yaml"))?;
    write(&dir.join("content/pages/about.md"), include_bytes!("init/about.md"))?;
    for file in CALENDAR.files() {
        write(&dir.join("content/calendar").join(file.path()), file.contents())?;
    }
    for folder in COLUMNS {
        create(&dir.join("content").join(folder))?;
    }
    if arguments.themes {
        for (path, bytes) in crate::render::embedded_files() {
            write(&dir.join("themes").join(path), bytes)?;
        }
    }
    say!("已新建 {}。下一步：portal build --root {0}", dir.display());
    Ok(Outcome::Done)
}

/// A folder for each kind of document.
const COLUMNS: &[&str] = &[
    "policies",
    "interpretations",
    "decisions",
    "consultations",
    "qa",
    "benefits",
    "gazette",
    "reports",
    "events",
    "letters",
    "pages",
    "news",
];

fn create(folder: &Path) -> Result<(), CommandError> {
    std::fs::create_dir_all(folder).map_err(|error| CommandError(format!("建不了文件夹 {}：{error}", folder.display())))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    path.parent().map_or(Ok(()), create)?;
    std::fs::write(path, bytes).map_err(|error| CommandError(format!("写不了 {}：{error}", path.display())))
}
