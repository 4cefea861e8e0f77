//! `portal check`.

use super::args::{Check, Common, Format};
use super::console::{self, say};
use super::{CommandError, Outcome, build, clock};
use crate::diagnostic::{has_errors, render};
use crate::pipeline::{self, Options};

pub fn run(common: &Common, arguments: &Check) -> Result<Outcome, CommandError> {
    let options = Options { drafts: arguments.drafts, ..build::defaults(common, clock::as_of(common)?) };
    let report = pipeline::check(&options)?;
    match arguments.format {
        Format::Human => {
            console::out(&render::human(&report.findings, &report.sources));
            say!("{}。", render::summary(&report.findings));
        }
        Format::Json => console::out(&render::json(&report.findings, &report.sources)),
        Format::Github => console::out(&render::github(&report.findings, &report.sources)),
    }
    Ok(if has_errors(&report.findings) { Outcome::ContentErrors } else { Outcome::Done })
}
