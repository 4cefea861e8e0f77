//! The whole program: load, look at the day, check, make the outputs, publish.

use crate::config::with_slash;
use crate::diagnostic::{Diagnostic, Sources, has_errors};
use crate::domain::Date;
use crate::export::{self, Engine, Names};
use crate::publish::{Manifest, Staging};
use crate::render::EditionName;
use crate::search::{self, IndexBuilder, SearchDocument};
use crate::site::{DocId, Site};
use crate::status::{Changes, Edition};
use crate::{check, content, feed, render, site, source, status};
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

/// The folder of the output in which the index lies, beside the search page.
const INDEX: &str = "search";

/// What a build is asked to do.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The output folder.
    pub out: PathBuf,
    /// The day for which the output is true.
    pub as_of: Date,
    /// Whether documents marked 草稿 are shown.
    pub drafts: bool,
    /// An address that stands for the one in site.yaml.
    pub base_url: Option<String>,
    /// The editions to make.
    pub editions: Vec<EditionName>,
    /// Whether to make the search index.
    pub index: bool,
}

/// The program could not work; the content is not to blame.
#[derive(Debug)]
pub struct Failure(pub String);

/// Told about the progress of a build: pages made, pages in all.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// How long each phase took, in order.
#[derive(Debug, Default)]
pub struct Timings(pub Vec<(&'static str, Duration)>);

impl Timings {
    fn measure<T>(&mut self, phase: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.0.push((phase, start.elapsed()));
        result
    }
}

/// What came of a build.
#[derive(Debug, Default)]
pub struct Report {
    /// All findings, in order of file and place.
    pub findings: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub sources: Sources,
    /// The published output; none when an error stopped the build.
    pub manifest: Option<Manifest>,
    /// The days on which the output would change by itself, and why.
    pub next_changes: Changes,
    /// How long each phase took.
    pub timings: Timings,
}

/// Checks a site, and with no error in it, builds and publishes it.
///
/// # Errors
/// When files cannot be read or written, or a theme is faulty. The old output is then untouched.
pub fn build(options: &Options, progress: Progress) -> Result<Report, Failure> {
    make(options, |edition, timings| publish(edition, options, progress, timings))
}

/// Checks a site, and with no error in it, makes the editors' desk in the output folder.
///
/// # Errors
/// As [`build`], and when the folder holds a public site.
pub fn build_desk(options: &Options) -> Result<Report, Failure> {
    make(options, |edition, timings| publish_desk(edition, options, timings))
}

fn make(
    options: &Options,
    publish: impl FnOnce(&Edition, &mut Timings) -> Result<Manifest, Failure>,
) -> Result<Report, Failure> {
    let mut timings = Timings::default();
    let (mut site, mut findings) = load(options, &mut timings)?;
    let (next_changes, manifest) = {
        let edition = timings.measure("效力", || status::on(&site, options.as_of, options.drafts));
        timings.measure("检查", || findings.extend(check::run(&edition)));
        let manifest = if has_errors(&findings) { None } else { Some(publish(&edition, &mut timings)?) };
        (edition.next_changes, manifest)
    };
    let sources = std::mem::take(&mut site.content.sources);
    sort(&mut findings, &sources);
    Ok(Report { findings, sources, manifest, next_changes, timings })
}

/// Checks a site, and with no error in it, writes its documents for a search engine into the output folder.
///
/// # Errors
/// As [`build`], and when the folder holds a public site.
pub fn export(options: &Options, order: &Order) -> Result<Report, Failure> {
    make(options, |edition, timings| publish_export(edition, options, order, timings))
}

/// Which export is wanted.
#[derive(Debug, Clone)]
pub struct Order {
    /// The engine.
    pub engine: Engine,
    /// The site's name in the engine, where it is given.
    pub site: Option<String>,
    /// What the names of its indexes begin with, where it is given.
    pub index: Option<String>,
}

/// Checks a site without building it.
///
/// # Errors
/// When files cannot be read.
pub fn check(options: &Options) -> Result<Report, Failure> {
    let mut timings = Timings::default();
    let (mut site, mut findings) = load(options, &mut timings)?;
    findings.extend(check::run(&status::on(&site, options.as_of, options.drafts)));
    let sources = std::mem::take(&mut site.content.sources);
    sort(&mut findings, &sources);
    Ok(Report { findings, sources, timings, ..Report::default() })
}

/// Looks at a site on its day without checking what is merely unwise; the findings say how far what
/// is seen can be trusted.
///
/// # Errors
/// When files cannot be read.
pub fn look<T>(options: &Options, see: impl FnOnce(&Edition) -> T) -> Result<(Report, T), Failure> {
    let mut timings = Timings::default();
    let (mut site, mut findings) = load(options, &mut timings)?;
    let seen = see(&status::on(&site, options.as_of, options.drafts));
    let sources = std::mem::take(&mut site.content.sources);
    sort(&mut findings, &sources);
    Ok((Report { findings, sources, timings, ..Report::default() }, seen))
}

fn load(options: &Options, timings: &mut Timings) -> Result<(Site, Vec<Diagnostic>), Failure> {
    let inputs = timings.measure("读取", || source::load(&options.root));
    let inputs =
        inputs.map_err(|error| Failure(format!("读不了 {}：{error}", content_folder(&options.root).display())))?;
    let (mut content, mut findings) = timings.measure("解析", || content::parse(inputs));
    if let Some(url) = &options.base_url {
        content.config.identity.base_url = with_slash(url.clone());
    }
    let (site, faults) = timings.measure("关联", || site::assemble(content));
    findings.extend(faults);
    Ok((site, findings))
}

fn content_folder(root: &Path) -> PathBuf {
    root.join("content")
}

/// Findings in the order in which an editor meets them.
fn sort(findings: &mut [Diagnostic], sources: &Sources) {
    findings.sort_by(|a, b| {
        let key = |f: &Diagnostic| (sources.path(f.span.file).to_owned(), f.span.range.start, f.code);
        key(a).cmp(&key(b))
    });
}

/// Makes every output in a staging folder, then switches.
fn publish(
    edition: &Edition,
    options: &Options,
    progress: Progress,
    timings: &mut Timings,
) -> Result<Manifest, Failure> {
    let themes = source::load_themes(&options.root).map_err(|error| Failure(format!("读不了主题：{error}")))?;
    let staging = Staging::new(&options.out).map_err(|error| Failure(error.0))?;
    timings.measure("生成网页和索引", || {
        with_index(edition, options, &staging, |on_text| {
            let total = edition.published.len();
            let mut made = 0;
            render::render(edition, &options.editions, &themes, &staging, &mut |id, text| {
                made += 1;
                progress(made, total);
                on_text(id, text);
            })
            .map_err(|error| Failure(error.0))
        })
    })?;
    timings.measure("附件和数据", || {
        copy_attachments(edition, &staging)?;
        let digests = |path: &str| {
            let entry = staging.digest(path)?;
            Some(feed::Digest { sha256: entry.sha256, bytes: entry.bytes })
        };
        feed::emit(edition, &staging.paths(), &staging, &digests).map_err(Failure)
    })?;
    timings.measure("发布", || staging.commit().map_err(|error| Failure(error.0)))
}

/// The editors' desk in a folder that is not, and never becomes, a public site.
fn publish_desk(edition: &Edition, options: &Options, timings: &mut Timings) -> Result<Manifest, Failure> {
    use render::Sink;
    let failed = |error: crate::publish::PublishError| Failure(error.0);
    refuse_public(&options.out, "内部的应办事项")?;
    let themes = source::load_themes(&options.root).map_err(|error| Failure(format!("读不了主题：{error}")))?;
    let staging = Staging::new(&options.out).map_err(failed)?;
    timings.measure("应办事项", || {
        let duties = edition.duties();
        render::render_desk(edition, &duties, &themes, &staging).map_err(|error| Failure(error.0))?;
        if let Some(calendar) = feed::duties_calendar(edition, &duties) {
            staging.put("due.ics", calendar.into_bytes()).map_err(Failure)?;
        }
        staging.put("due.json", feed::duties_json(&duties).map_err(Failure)?.into_bytes()).map_err(Failure)
    })?;
    timings.measure("发布", || staging.commit().map_err(failed))
}

/// A folder that is a public site never becomes anything else.
fn refuse_public(out: &Path, what: &str) -> Result<(), Failure> {
    let published = Manifest::read(out).map_err(|error| Failure(error.0))?;
    if published.is_some_and(|manifest| manifest.files.contains_key("sitemap.xml")) {
        return Err(Failure(format!("{} 是公开的网站，{what}不能写在里面。请用 --out 换一个文件夹。", out.display())));
    }
    Ok(())
}

/// The documents for a search engine, which get a folder like any other output: exchanged in one step,
/// with a manifest.
fn publish_export(
    edition: &Edition,
    options: &Options,
    order: &Order,
    timings: &mut Timings,
) -> Result<Manifest, Failure> {
    let failed = |error: crate::publish::PublishError| Failure(error.0);
    refuse_public(&options.out, "导出的文件")?;
    let names = Names::new(order.site.as_deref(), order.index.as_deref(), edition.identity()).map_err(Failure)?;
    let themes = source::load_themes(&options.root).map_err(|error| Failure(format!("读不了主题：{error}")))?;
    let staging = Staging::new(&options.out).map_err(failed)?;
    timings.measure("导出", || {
        let folder = staging.folder(export::DOCUMENTS);
        let files = export::emit(edition, &themes, order.engine, &names, (&folder, &staging)).map_err(Failure)?;
        staging.adopt(export::DOCUMENTS, &files).map_err(failed)
    })?;
    timings.measure("发布", || staging.commit().map_err(failed))
}

/// Runs `work` with a place to hand texts to, which a thread of its own puts into the index.
fn with_index(
    edition: &Edition,
    options: &Options,
    staging: &Staging,
    work: impl FnOnce(&mut dyn FnMut(DocId, String)) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if !options.index {
        return work(&mut |_, _| {});
    }
    let failed = |error: search::SearchError| Failure(error.to_string());
    let names = std::thread::scope(|scope| {
        let (queue, texts) = sync_channel::<SearchDocument>(512);
        let folder = staging.folder(INDEX);
        let lexicon = search::edition::lexicon(edition);
        let indexer = scope.spawn(move || {
            let mut builder = IndexBuilder::new(&folder, lexicon)?;
            texts.into_iter().try_for_each(|document| builder.add(&document))?;
            builder.finish()
        });
        let worked = work(&mut |id, text| {
            // A queue without a reader means that the index failed; its error is reported below.
            let _ = queue.send(search::edition::document(edition, id, &text));
        });
        for page in search::edition::registers(edition) {
            let _ = queue.send(page);
        }
        drop(queue);
        let indexed = indexer.join().map_err(|_| Failure("检索索引意外中断".to_owned()))?;
        worked?;
        indexed.map_err(failed)
    })?;
    staging.adopt(INDEX, &names).map_err(|error| Failure(error.0))
}

/// The files that published documents name, and no others.
fn copy_attachments(edition: &Edition, staging: &Staging) -> Result<(), Failure> {
    use render::Sink;
    for asset in edition.published_assets() {
        let bytes =
            std::fs::read(&asset.location).map_err(|error| Failure(format!("读不了 {}：{error}", asset.path)))?;
        staging.put(&asset.path, bytes).map_err(Failure)?;
    }
    Ok(())
}
