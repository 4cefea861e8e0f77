//! `portal build`.

use super::args::{Build, Common, EditionArgument};
use super::console::{self, say, tell};
use super::{CommandError, Outcome, clock};
use crate::diagnostic::render as findings;
use crate::domain::Date;
use crate::pipeline::{self, Options, Report};
use crate::render::EditionName;
use crate::status::{Change, Changes};
use std::io::IsTerminal;
use std::path::PathBuf;

/// What the desk says instead of the day of its next change.
const DESK: &str = "应办事项每天都有变化，请每天重新生成；这个文件夹不要放到公开的网站上。";

/// Documents from which on a build shows its progress.
const LONG: usize = 1_000;

pub fn run(common: &Common, arguments: &Build) -> Result<Outcome, CommandError> {
    let options = Options {
        root: common.root.clone(),
        out: arguments.out.clone().unwrap_or_else(|| default_out(common, arguments.internal)),
        as_of: clock::as_of(common)?,
        drafts: arguments.drafts,
        base_url: arguments.base_url.clone(),
        editions: editions(&arguments.editions),
        index: !arguments.no_index,
    };
    let (report, outcome) = match arguments.internal {
        true => {
            let report = pipeline::build_desk(&options)?;
            let outcome = print_made(&report, &options, DESK);
            (report, outcome)
        }
        false => {
            let report = pipeline::build(&options, &mut show_progress())?;
            let outcome = print(&report, &options);
            (report, outcome)
        }
    };
    if arguments.timings {
        for (phase, time) in &report.timings.0 {
            tell!("{:>8.1} ms  {phase}", time.as_secs_f64() * 1000.0);
        }
    }
    Ok(outcome)
}

/// What a command that builds nothing asks of the pipeline.
pub fn defaults(common: &Common, as_of: Date) -> Options {
    Options {
        root: common.root.clone(),
        out: public(common),
        as_of,
        drafts: false,
        base_url: None,
        editions: Vec::new(),
        index: false,
    }
}

/// The desk has a folder of its own, which no web server serves.
fn default_out(common: &Common, internal: bool) -> PathBuf {
    if internal { common.root.join("internal") } else { public(common) }
}

/// The output folder of a site.
pub fn public(common: &Common) -> PathBuf {
    common.root.join("public")
}

/// In their own order, each once.
fn editions(arguments: &[EditionArgument]) -> Vec<EditionName> {
    let wanted = |name: &EditionName| {
        arguments.contains(&match name {
            EditionName::Standard => EditionArgument::Standard,
            EditionName::Senior => EditionArgument::Senior,
        })
    };
    EditionName::ALL.iter().copied().filter(wanted).collect()
}

fn show_progress() -> impl FnMut(usize, usize) {
    let shown = std::io::stderr().is_terminal();
    move |made, total| {
        if shown && total >= LONG && (made.is_multiple_of(LONG) || made == total) {
            let end = if made == total { "\n" } else { "" };
            console::err(&format!("\r已生成 {made}/{total} 份文件{end}"));
        }
    }
}

/// Prints what was found and what was made.
pub fn print(report: &Report, options: &Options) -> Outcome {
    print_made(report, options, &next_change(&report.next_changes))
}

fn print_made(report: &Report, options: &Options, note: &str) -> Outcome {
    console::err(&findings::human(&report.findings, &report.sources));
    let Some(manifest) = &report.manifest else {
        tell!("{}。没有生成网站，原有的网站未改动。", findings::summary(&report.findings));
        return Outcome::ContentErrors;
    };
    if !report.findings.is_empty() {
        tell!("{}。", findings::summary(&report.findings));
    }
    let bytes: u64 = manifest.files.values().map(|entry| entry.bytes).sum();
    say!("已生成 {} 个文件（{:.1} MB）到 {}", manifest.files.len(), bytes as f64 / 1e6, options.out.display());
    say!("{note}");
    Outcome::Done
}

/// The next days on which the output would change by itself.
fn next_change(changes: &Changes) -> String {
    let mut days = changes.iter().map(|(day, reasons)| format!("{day}（{}）", why(reasons)));
    let Some(next) = days.next() else { return "内容不变时，网站不会自行变化。".to_owned() };
    let later: Vec<String> = days.take(2).collect();
    let later = if later.is_empty() { String::new() } else { format!("\n此后：{}。", later.join("、")) };
    format!("下次自行变化：{next}，请在当日重新生成。{later}")
}

fn why(reasons: &[Change]) -> String {
    let shown: Vec<String> = reasons.iter().take(3).map(ToString::to_string).collect();
    let more = if reasons.len() > 3 { format!("等 {} 项", reasons.len()) } else { String::new() };
    format!("{}{more}", shown.join("；"))
}
