//! `portal export`.

use super::args::{Common, EngineArgument, Export};
use super::console::{self, say, tell};
use super::{CommandError, Outcome, build, clock};
use crate::diagnostic::render as findings;
use crate::export::push::{self, Destination, Patience, Pushed, Step};
use crate::export::{Engine, Summary};
use crate::pipeline::{self, Order, Report};
use std::fs::File;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Refused documents that are shown by name.
const SHOWN: usize = 50;

pub fn run(common: &Common, arguments: &Export) -> Result<Outcome, CommandError> {
    let engine = match arguments.engine {
        EngineArgument::Quickwit => Engine::Quickwit,
        EngineArgument::OpenSearch => Engine::OpenSearch,
    };
    let out = arguments.out.clone().unwrap_or_else(|| common.root.join("export").join(engine.name()));
    refuse_below_public(common, &out)?;
    let destination = arguments.push.as_deref().map(|url| destination(url, arguments)).transpose()?;
    let _lock = lock(&out)?;
    let options = pipeline::Options { out: out.clone(), ..build::defaults(common, clock::as_of(common)?) };
    let order = Order { engine, site: arguments.site.clone(), index: arguments.index.clone() };
    let report = pipeline::export(&options, &order)?;
    if !print_export(&report, &out)? {
        return Ok(Outcome::ContentErrors);
    }
    let Some(destination) = destination else { return Ok(Outcome::Done) };
    let pushed = push::push(engine, &out, &destination, &mut show()).map_err(|error| CommandError(error.0))?;
    print_pushed(&pushed, engine, &out)
}

/// What lies below public/ is on the web, whose visitors have no use for megabytes of it.
fn refuse_below_public(common: &Common, out: &Path) -> Result<(), CommandError> {
    let absolute = |path: &Path| std::path::absolute(path).map_err(|error| CommandError(error.to_string()));
    if absolute(out)?.starts_with(absolute(&build::public(common))?) {
        let out = out.display();
        return Err(CommandError(format!("{out} 在公开的网站里面，不能放导出的文件。请用 --out 换一个文件夹。")));
    }
    Ok(())
}

fn destination(url: &str, arguments: &Export) -> Result<Destination, CommandError> {
    let authorization = arguments.auth.as_deref().map(authorization).transpose()?;
    Ok(Destination { url: url.to_owned(), authorization, stamp: clock::stamp()?, patience: Patience::default() })
}

/// What `Authorization` is to say stands in a file, since arguments can be seen by everybody on the machine.
fn authorization(path: &Path) -> Result<String, CommandError> {
    let text =
        std::fs::read_to_string(path).map_err(|error| CommandError(format!("读不了 {}：{error}", path.display())))?;
    let text = text.trim();
    let is_header = text.split_once(' ').is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.trim().is_empty());
    if !is_header || text.chars().any(|c| c.is_control() || !c.is_ascii()) {
        let path = path.display();
        return Err(CommandError(format!("{path} 应当只有一行，如“Bearer 令牌”或者“Basic 编码后的用户名和密码”")));
    }
    Ok(text.to_owned())
}

/// Two exports into one folder would take the files from under each other's push.
fn lock(out: &Path) -> Result<File, CommandError> {
    let name = out.file_name().map_or_else(|| "export".into(), |name| name.to_string_lossy());
    let path = out.with_file_name(format!(".{name}.push.lock"));
    let failed = |error: std::io::Error| CommandError(format!("写不了 {}：{error}", path.display()));
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(failed)?;
    let file = File::create(&path).map_err(failed)?;
    let busy = |_| CommandError(format!("另一个 portal 正在导出或者推送 {}，请等它结束", out.display()));
    file.try_lock().map_err(busy)?;
    Ok(file)
}

/// Says what was found and written; false when errors stopped it.
fn print_export(report: &Report, out: &Path) -> Result<bool, CommandError> {
    console::err(&findings::human(&report.findings, &report.sources));
    if !report.findings.is_empty() {
        tell!("{}。", findings::summary(&report.findings));
    }
    if report.manifest.is_none() {
        tell!("没有导出，原有的导出未改动。");
        return Ok(false);
    }
    let Summary { documents, cut, build, site, .. } = Summary::read(out).map_err(CommandError)?;
    let megabytes = cut.bytes as f64 / 1e6;
    say!("已导出 {documents} 份文件（{megabytes:.1} MB，{} 个文件包）到 {}", cut.parts, out.display());
    say!("网站标识 {site}，内容版本 {build}");
    Ok(true)
}

/// Shows the steps; how far the sending got only to somebody who looks on.
fn show() -> impl FnMut(Step) {
    let terminal = std::io::stderr().is_terminal();
    move |step| match step {
        Step::Created(index) => tell!("索引：{index}"),
        Step::Sent(sent, total) if terminal => {
            console::err(&format!("\r已推送 {sent}/{total} 份{}", if sent == total { "\n" } else { "" }));
        }
        Step::Counting(found, total) if terminal => {
            console::err(&format!("\r已能查到 {found}/{total} 份{}", if found == total { "\n" } else { "" }));
        }
        Step::Sent(..) | Step::Counting(..) => {}
        Step::Retrying(why, wait) => tell!("{why}，{:.0} 秒后重试", wait.as_secs_f64().ceil()),
        Step::Beginning(why) => tell!("{why}；不能确定服务器收下了什么，换一个新索引从头推送"),
    }
}

fn print_pushed(pushed: &Pushed, engine: Engine, out: &Path) -> Result<Outcome, CommandError> {
    for (index, why) in &pushed.left {
        tell!("旧索引 {index} 没有删掉（{why}），下次推送时再删");
    }
    if !pushed.refused.is_empty() {
        print_refused(pushed, engine);
        return Ok(Outcome::ContentErrors);
    }
    let index = pushed.index.as_deref().unwrap_or_default();
    match pushed.unchanged {
        true => say!("{} 里已经是这些文件，没有再推送。索引：{index}", engine.label()),
        false => say!("已推送到 {}，全部文件都能查到。索引：{index}", engine.label()),
    }
    if engine == Engine::Quickwit {
        say!("查询时用的索引名记在 {}", PathBuf::from(out).join("current.json").display());
    }
    Ok(Outcome::Done)
}

fn print_refused(pushed: &Pushed, engine: Engine) {
    for refusal in pushed.refused.iter().take(SHOWN) {
        let name = if refusal.id.is_empty() { "（不知道是哪一份）" } else { &refusal.id };
        tell!("拒收：{name} 《{}》：{}", refusal.title, refusal.reason);
    }
    let count = pushed.refused.len();
    if count > SHOWN {
        tell!("……还有 {} 份", count - SHOWN);
    }
    let kept = pushed
        .index
        .as_deref()
        .map_or("仍然没有这个网站的索引".to_owned(), |index| format!("仍用原来的索引 {index}"));
    tell!("{} 拒收了 {count} 份文件，检索{kept}。请改好这些文件再推送。", engine.label());
}
