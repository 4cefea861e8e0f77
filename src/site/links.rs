//! What the links of a body lead to, and which files a document takes with it.

use super::address::{Address, decode};
use super::{DocId, span_of};
use crate::content::body::{Body, BodyLink};
use crate::content::document::Document;
use crate::content::ledger::{LEDGER, Task};
use crate::content::{Content, resolve};
use crate::diagnostic::{Code, Diagnostic, FileId, Span, did_you_mean};
use std::collections::{BTreeSet, HashMap};

/// What a link of a body leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// Another document, with the part after `#`.
    Document(DocId, String),
    /// A file below `content/`, as an index into [`Content::assets`].
    Asset(usize),
    /// A page that is made from no document, such as a column.
    Page(Address, String),
    /// A data file of the site, by its path in the output.
    Data(String),
    /// A place on the same page, or an address outside the site; kept as written.
    Verbatim,
    /// Nothing that may be linked to; only its text is shown.
    Broken,
}

/// What the links of every document lead to.
pub struct Resolved {
    /// For each document, those of its own body.
    pub own: Vec<Vec<LinkTarget>>,
    /// For each document, those of each of its earlier texts.
    pub earlier: Vec<Vec<Vec<LinkTarget>>>,
    /// For each document, its attachments.
    pub attachments: Vec<Vec<usize>>,
    /// For each task of the ledger, its evidence.
    pub evidence: Vec<Vec<Option<LinkTarget>>>,
}

/// Resolves the links and attachments of every document and the evidence of every task; what leads
/// nowhere is a finding.
pub fn resolve_all(
    content: &Content,
    addresses: &[Address],
    tasks: &[Task],
    findings: &mut Vec<Diagnostic>,
) -> Resolved {
    let index = Index::new(content, addresses, tasks);
    let count = content.documents.len();
    let (mut own, mut earlier) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let mut attachments = Vec::with_capacity(count);
    for document in &content.documents {
        own.push(index.links(content, &document.body, findings));
        let texts = document.policy().map_or(&[][..], |policy| &policy.versions).iter();
        let links = |body: &Option<Body>| body.as_ref().map(|body| index.links(content, body, findings));
        earlier.push(texts.map(|version| &version.body).map(links).map(Option::unwrap_or_default).collect());
        attachments.push(index.attachments(content, document, findings));
    }
    let evidence = tasks.iter().map(|task| index.evidence(content, task, findings)).collect();
    Resolved { own, earlier, attachments, evidence }
}

struct Index<'a> {
    documents: HashMap<&'a str, DocId>,
    assets: HashMap<&'a str, usize>,
    pages: HashMap<&'a str, DocId>,
    /// Years of the ledger.
    years: BTreeSet<i16>,
}

impl<'a> Index<'a> {
    fn new(content: &'a Content, addresses: &'a [Address], tasks: &[Task]) -> Self {
        Self {
            documents: content
                .documents
                .iter()
                .enumerate()
                .map(|(id, document)| (document.path.as_str(), id))
                .collect(),
            assets: content.assets.iter().enumerate().map(|(at, asset)| (asset.path.as_str(), at)).collect(),
            pages: addresses.iter().enumerate().map(|(id, address)| (address.output(), id)).collect(),
            years: tasks.iter().map(|task| task.year).collect(),
        }
    }

    fn links(&self, content: &Content, body: &Body, findings: &mut Vec<Diagnostic>) -> Vec<LinkTarget> {
        // Paths are relative to the file that holds the text.
        let path = content.sources.path(body.file);
        let path = path.strip_prefix("content/").unwrap_or(path);
        body.links.iter().map(|link| self.link(content, (body.file, path), link, findings)).collect()
    }

    /// Paths in the ledger are those below `content/`.
    fn evidence(&self, content: &Content, task: &Task, findings: &mut Vec<Diagnostic>) -> Vec<Option<LinkTarget>> {
        let links = task.evidence.iter().map(|evidence| evidence.link.as_ref());
        links.map(|link| link.map(|link| self.link(content, (task.file, ""), link, findings))).collect()
    }

    fn link(
        &self,
        content: &Content,
        (file, from): (FileId, &str),
        link: &BodyLink,
        findings: &mut Vec<Diagnostic>,
    ) -> LinkTarget {
        let (path, fragment) = match link.target.split_once('#') {
            Some((path, fragment)) => (path, format!("#{fragment}")),
            None => (link.target.as_str(), String::new()),
        };
        if path.is_empty() || is_safe_external(path) {
            return LinkTarget::Verbatim;
        }
        let path = decode(path);
        let target = resolve(from, &path);
        let found = target.as_deref().and_then(|target| self.find(content, target, &path, &fragment));
        found.unwrap_or_else(|| {
            if target.as_ref().is_some_and(|target| content.unparsed.contains_key(target)) {
                return LinkTarget::Broken;
            }
            findings.push(self.broken(file, link, target.as_deref()));
            LinkTarget::Broken
        })
    }

    fn find(&self, content: &Content, target: &str, written: &str, fragment: &str) -> Option<LinkTarget> {
        let document = self.documents.get(target).or_else(|| self.pages.get(target));
        if let Some(id) = document {
            return Some(LinkTarget::Document(*id, fragment.to_owned()));
        }
        if let Some(asset) = self.assets.get(target) {
            return Some(LinkTarget::Asset(*asset));
        }
        // `/policies/` names a page of the site as readers know it.
        let folder = Address::folder(target);
        let is_column = content.config.columns.iter().any(|column| column.path == target);
        let register =
            |name: &str| content.registers.iter().find(|register| !register.internal && register.name == name);
        let is_register = |name: &str| register(name).is_some();
        if let Some(name) = target.strip_prefix("data/registers/").and_then(|file| file.rsplit_once('.'))
            && is_register(name.0)
            && matches!(name.1, "csv" | "json")
        {
            return Some(LinkTarget::Data(target.to_owned()));
        }
        // The ledger has pages of its own instead of that of a register.
        if target
            .strip_prefix("registers/")
            .and_then(register)
            .is_some_and(|register| LEDGER.is(register) && !self.years.is_empty())
        {
            return Some(LinkTarget::Page(Address::folder("ledger"), fragment.to_owned()));
        }
        let is_page = is_column
            || GENERATED.contains(&target)
            || target.strip_prefix("registers/").is_some_and(is_register)
            || self.is_ledger(target);
        if written.starts_with('/') && is_page {
            return Some(LinkTarget::Page(folder, fragment.to_owned()));
        }
        self.pages.get(folder.output()).map(|id| LinkTarget::Document(*id, fragment.to_owned()))
    }

    /// The ledger itself, or that of a year.
    fn is_ledger(&self, target: &str) -> bool {
        let of_year = target.strip_prefix("ledger/").and_then(|year| year.parse().ok());
        (target == "ledger" && !self.years.is_empty()) || of_year.is_some_and(|year| self.years.contains(&year))
    }

    fn broken(&self, file: FileId, link: &BodyLink, target: Option<&str>) -> Diagnostic {
        let span = Span::new(file, link.range.clone());
        if link.target.split_once(':').is_some_and(|(scheme, _)| scheme.bytes().all(|b| b.is_ascii_alphabetic())) {
            let message = format!("链接“{}”的形式不能用", link.target);
            return Diagnostic::new(Code::LinkBroken, span, message)
                .help("只能用 https:、http:、mailto:、tel: 或站内路径。");
        }
        let message = format!("“{}”指向不存在的文件", link.target);
        let mut known: Vec<&str> = self.documents.keys().chain(self.assets.keys()).copied().collect();
        known.sort_unstable();
        // An image is not meant to be a document, whatever their names are like.
        let kind = |path: &str| path.rsplit_once('.').map(|(_, kind)| kind.to_owned());
        known.retain(|path| target.is_some_and(|target| kind(target) == kind(path)));
        let help = match target.and_then(|target| did_you_mean(target, known)) {
            Some(near) => format!("是不是 /{near}？"),
            None => "写相对于本文件的路径，或以 / 开头、从 content/ 算起的路径。".to_owned(),
        };
        Diagnostic::new(Code::LinkBroken, span, message).help(help)
    }

    fn attachments(&self, content: &Content, document: &Document, findings: &mut Vec<Diagnostic>) -> Vec<usize> {
        let mut found = Vec::with_capacity(document.attachments.len());
        for attachment in &document.attachments {
            let path = resolve(&document.path, &attachment.file.text);
            match path.as_deref().and_then(|path| self.assets.get(path)) {
                Some(asset) => found.push(*asset),
                None => {
                    let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                    let mut beside: Vec<&str> =
                        self.assets.keys().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/')).collect();
                    beside.sort_unstable();
                    let help = match did_you_mean(&attachment.file.text, beside) {
                        Some(near) => format!("是不是“{near}”？"),
                        None => format!("把文件放进 content/{folder}/，文件名要一字不差。"),
                    };
                    let message = format!("附件“{}”不存在", attachment.file.text);
                    let span = span_of(content, document, &attachment.file);
                    findings.push(Diagnostic::new(Code::AttachmentMissing, span, message).help(help));
                }
            }
        }
        found
    }
}

/// Folders that the program makes and that documents may link to.
const GENERATED: &[&str] = &[
    "",
    "library",
    "library/ended",
    "library/expiring",
    "library/rules",
    "library/cleanup",
    "calendar",
    "disclosure",
    "disclosure/catalogue",
    "feeds",
    "search",
    "browse",
];

/// Addresses outside the site whose scheme a reader's browser can follow safely.
fn is_safe_external(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
}
