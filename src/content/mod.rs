//! Texts to typed documents, registers and calendars, file by file and in parallel.

pub mod answers;
pub mod body;
pub mod citation;
pub mod consultation;
pub mod decision;
pub mod document;
mod front_matter;
mod holidays;
#[expect(missing_docs, reason = "a key documents itself: its Chinese term is the official one")]
pub mod keys;
pub mod known;
pub mod ledger;
pub mod records;
pub mod planned;
pub mod register;
pub mod words;
pub mod schedule;

use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic, FileId, SourceFile, Sources, Span, did_you_mean};
use crate::domain::calendar::WorkCalendar;
use crate::source::{Asset, Inputs};
use crate::yaml::Reader;
use document::Document;
use rayon::prelude::*;
use register::{Register, RowsFile};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that the files say, typed.
#[derive(Debug, Default)]
pub struct Content {
    /// The texts, for bodies and findings.
    pub sources: Sources,
    /// site.yaml.
    pub config: Config,
    /// The file of site.yaml, for findings about the site as a whole.
    pub config_file: Option<FileId>,
    /// All documents, published or not, in order of their paths.
    pub documents: Vec<Document>,
    /// Markdown files that could not be read as documents, which is a finding already: what refers
    /// to them is not held against the one who refers.
    pub unparsed: BTreeMap<String, FileId>,
    /// All registers, in order of their names.
    pub registers: Vec<Register>,
    /// The years that have a holiday notice.
    pub calendar: WorkCalendar,
    /// Files that may be published as they are, in order of their paths.
    pub assets: Vec<Asset>,
}

impl Content {
    /// A file below `content/`, as an index into [`Content::assets`].
    pub fn asset(&self, path: &str) -> Option<usize> {
        let path = path.trim_start_matches('/');
        self.assets.binary_search_by(|asset| asset.path.as_str().cmp(path)).ok()
    }

    /// A document by its path below `content/`, with or without `.md`, as an index into
    /// [`Content::documents`], once these are in the order of their paths.
    pub fn document(&self, path: &str) -> Option<usize> {
        let path = path.trim_start_matches('/');
        let find = |path: &str| self.documents.binary_search_by(|document| document.path.as_str().cmp(path)).ok();
        find(path).or_else(|| find(&format!("{path}.md")))
    }

    /// Whether a text may name one of the files that could not be read: by path, or by a number
    /// that stands somewhere in it.
    pub fn may_name_unparsed(&self, path: Option<&str>, written: &str) -> bool {
        path.is_some_and(|path| self.unparsed.contains_key(path) || self.unparsed.contains_key(&format!("{path}.md")))
            || self.unparsed.values().any(|file| self.sources.text(*file).contains(written))
    }
}

/// Parses everything that was read; the findings cover all files.
pub fn parse(mut inputs: Inputs) -> (Content, Vec<Diagnostic>) {
    let mut findings = inputs.findings.clone();
    let config = match inputs.site {
        Some(file) => {
            let (config, faults) = config::parse(file, inputs.sources.text(file));
            findings.extend(faults);
            findings.extend(unknown_required_keys(&inputs, file, &config));
            config
        }
        None => {
            findings.extend(missing_site_file(&mut inputs, &findings));
            Config::default()
        }
    };
    let (mut documents, unparsed, faults) = parse_documents(&inputs, &config);
    findings.extend(faults);
    findings.extend(read_versions(&inputs, &mut documents));
    findings.extend(read_feedback(&inputs, &mut documents));
    let (registers, faults) = parse_registers(&inputs);
    findings.extend(faults);
    let (calendar, faults) = parse_calendar(&inputs);
    findings.extend(faults);
    let mut assets = inputs.assets;
    assets.sort_by(|a, b| a.path.cmp(&b.path));
    let content = Content {
        config,
        config_file: inputs.site,
        documents,
        unparsed,
        registers,
        calendar,
        assets,
        sources: inputs.sources,
    };
    (content, findings)
}

/// `规则.必填` names keys of front matter.
fn unknown_required_keys(inputs: &Inputs, file: FileId, config: &Config) -> Vec<Diagnostic> {
    let unknown = config.rules.required.iter().filter(|name| keys::find(name).is_none());
    unknown
        .map(|name| {
            let at = inputs.sources.text(file).rfind(name.as_str()).unwrap_or(0);
            let known = keys::TABLE.iter().flat_map(|(key, _)| [key.zh, key.en]);
            let help = did_you_mean(name, known)
                .map_or("写文件元数据的键。".to_owned(), |near| format!("是不是“{near}”？"));
            let message = format!("“必填”中没有键“{name}”可写");
            Diagnostic::new(Code::KeyUnknown, Span::new(file, at..at + name.len()), message).help(help)
        })
        .collect()
}

fn missing_site_file(inputs: &mut Inputs, findings: &[Diagnostic]) -> Option<Diagnostic> {
    let path = "content/site.yaml".to_owned();
    // A site.yaml that could not be decoded has its finding already.
    if findings.iter().any(|finding| inputs.sources.path(finding.span.file) == path) {
        return None;
    }
    let file = inputs.sources.add(SourceFile { path, text: String::new() });
    let finding = Diagnostic::new(Code::SiteFileMissing, Span::start_of(file), "找不到 content/site.yaml");
    Some(finding.help("在网站根目录运行，或用 --root 指明；新建网站用：portal init 目录"))
}

fn parse_documents(inputs: &Inputs, config: &Config) -> (Vec<Document>, BTreeMap<String, FileId>, Vec<Diagnostic>) {
    let parsed: Vec<_> = inputs
        .documents
        .par_iter()
        .map(|(file, path)| front_matter::parse(*file, path, inputs.sources.text(*file), config))
        .collect();
    let texts: BTreeSet<String> =
        parsed.iter().filter_map(|(document, _)| document.as_ref()).flat_map(version_files).collect();
    let mut documents = Vec::with_capacity(parsed.len());
    let undecoded = undecoded(inputs, "content/", ".md").into_iter();
    let mut unparsed: BTreeMap<String, FileId> = undecoded.map(|(stem, file)| (format!("{stem}.md"), file)).collect();
    let mut findings = Vec::new();
    for ((file, path), (document, faults)) in inputs.documents.iter().zip(parsed) {
        // The text of an earlier version is no document of its own.
        if texts.contains(path) {
            continue;
        }
        match document {
            Some(document) => documents.push(document),
            None => _ = unparsed.insert(path.clone(), *file),
        }
        findings.extend(faults);
    }
    (documents, unparsed, findings)
}

/// Files that are no text at all, by what stands between a folder and an ending in their paths.
fn undecoded(inputs: &Inputs, folder: &str, ending: &str) -> BTreeMap<String, FileId> {
    let faulty = inputs.findings.iter().filter_map(|fault| {
        let path = inputs.sources.path(fault.span.file).strip_prefix(folder)?;
        Some((path.strip_suffix(ending)?.to_owned(), fault.span.file))
    });
    faulty.collect()
}

/// The files below `content/` that hold earlier texts of a document.
fn version_files(document: &Document) -> Vec<String> {
    let versions = document.policy().map_or(&[][..], |policy| &policy.versions);
    versions.iter().filter_map(|version| resolve(&document.path, &version.file.text)).collect()
}

/// Puts the earlier texts into the documents that name them.
fn read_versions(inputs: &Inputs, documents: &mut [Document]) -> Vec<Diagnostic> {
    let texts: BTreeMap<&str, FileId> =
        inputs.documents.iter().chain(&inputs.texts).map(|(file, path)| (path.as_str(), *file)).collect();
    let mut findings = Vec::new();
    for document in documents {
        let path = document.path.clone();
        let versions = document.policy_mut().map(|policy| policy.versions.iter_mut());
        for version in versions.into_iter().flatten() {
            let Some(file) = resolve(&path, &version.file.text).and_then(|path| texts.get(path.as_str())) else {
                continue;
            };
            let text = inputs.sources.text(*file);
            let range = front_matter::split_fences(text).map_or(0..text.len(), |(_, body)| body);
            let (body, faults) = body::scan(*file, text, range);
            version.body = Some(body);
            findings.extend(faults);
        }
    }
    findings
}

/// Puts the tables of feedback into the consultations that name them. A table that is not there is a
/// finding of the site, as any other file.
fn read_feedback(inputs: &Inputs, documents: &mut [Document]) -> Vec<Diagnostic> {
    let tables: BTreeMap<&str, FileId> = inputs.texts.iter().map(|(file, path)| (path.as_str(), *file)).collect();
    let mut findings = Vec::new();
    for document in documents {
        let (path, span) = (document.path.clone(), Span::new(document.file, document.front_matter.clone()));
        let front_matter = &inputs.sources.text(document.file)[document.front_matter.clone()];
        let Some(own) = document.consultation_mut() else { continue };
        let table = own.table.as_ref().and_then(|table| resolve(&path, &table.text));
        let table = table.filter(|path| path.ends_with(".csv"));
        let Some(file) = table.and_then(|path| tables.get(path.as_str())) else { continue };
        let reader = Reader::new(span.file, front_matter, span.range.start);
        own.take_table(*file, inputs.sources.text(*file), &reader);
        findings.extend(reader.into_findings());
    }
    findings
}

/// The path below `content/` that a relative or `/`-rooted path in a document means.
pub fn resolve(document: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => document.split('/').collect(),
    };
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn parse_registers(inputs: &Inputs) -> (Vec<Register>, Vec<Diagnostic>) {
    let rows: BTreeMap<&str, FileId> = inputs.register_rows.iter().map(|(file, stem)| (stem.as_str(), *file)).collect();
    let unreadable = undecoded(inputs, "content/registers/", ".csv");
    let mut registers = Vec::new();
    let mut findings = Vec::new();
    for (file, stem) in &inputs.register_schemas {
        let rows = match rows.get(stem.as_str()) {
            Some(file) => RowsFile::Csv(*file, inputs.sources.text(*file)),
            None if unreadable.contains_key(stem) => RowsFile::Unreadable,
            None => RowsFile::None,
        };
        let (mut register, faults) = register::parse(*file, stem, inputs.sources.text(*file), rows);
        // Who asked for what is nobody else's business, whether the schema says so or not.
        for own in register.iter_mut().filter(|register| answers::APPLICATIONS.is(register)) {
            own.internal = true;
        }
        registers.extend(register);
        findings.extend(faults);
    }
    for (file, stem) in &inputs.register_rows {
        if !inputs.register_schemas.iter().any(|(_, schema)| schema == stem) {
            let message = format!("有数据 {stem}.csv，却没有列定义 {stem}.yaml");
            let help = "在旁边放同名的 .yaml，写明名称和列。";
            findings.push(Diagnostic::new(Code::RegisterSchema, Span::start_of(*file), message).help(help));
        }
    }
    (registers, findings)
}

fn parse_calendar(inputs: &Inputs) -> (WorkCalendar, Vec<Diagnostic>) {
    let mut calendar = WorkCalendar::default();
    let mut findings = Vec::new();
    for (file, _) in &inputs.calendars {
        let (year, faults) = holidays::parse(*file, inputs.sources.text(*file));
        findings.extend(faults);
        if let Some((year, holidays)) = year {
            calendar.insert(year, holidays);
        }
    }
    (calendar, findings)
}
