//! All documents together: addresses, references, pairs of policy and interpretation, events.
//!
//! What needs the whole site, but no date, is refused here.

mod address;
mod contradictions;
mod decisions;
mod duties;
mod events;
mod ledger;
mod links;
mod references;
mod schedule;
mod texts;

pub use address::{Address, encode, readable};
pub use decisions::{Consulted, Decisions, Dossier, Material, Planned, span_of_step};
pub use events::{Source, TargetedAct};
pub use ledger::Ledger;
pub use links::LinkTarget;
pub use schedule::{Item, Record, RecordSource, Schedule};
pub use texts::{Text, Which, changes_text, comparison};

use crate::config::Column;
use crate::content::Content;
use crate::content::answers::{self, APPLICATIONS, Application, LETTERS, Letter};
use crate::content::body::Body;
use crate::content::document::{Document, Reference};
use crate::content::keys::TITLE;
use crate::content::words::{self, CitizenWord, WORDS};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::domain::validity::Event;
use crate::yaml::{Key, Reader, Step, Target};
use references::References;
use std::collections::BTreeMap;

/// Names one document of a site; an index into [`Content::documents`].
pub type DocId = usize;

/// The whole site, published or not.
#[derive(Debug)]
pub struct Site {
    /// What the files say.
    pub content: Content,
    /// Where each document's page lies.
    pub addresses: Vec<Address>,
    /// Old addresses and the document that each leads to.
    pub redirects: Vec<(Address, DocId)>,
    /// For each document, the policies that it explains.
    pub interprets: Vec<Vec<DocId>>,
    /// For each document, the interpretations that explain it, oldest first.
    pub interpretations: Vec<Vec<DocId>>,
    /// For each document, what others do to it.
    pub events: Vec<Vec<Event<Source>>>,
    /// For each document, what it does to others.
    pub acts: Vec<Vec<TargetedAct>>,
    /// For each document, its texts from the oldest to the newest; none where it has only its own.
    pub texts: Vec<Vec<Text>>,
    /// For each document, what the links of its own body lead to, in their order.
    pub links: Vec<Vec<LinkTarget>>,
    /// For each document, its attachments as indices into [`Content::assets`].
    pub attachments: Vec<Vec<usize>>,
    /// 依申请公开台账: applications for information. Never public.
    pub applications: Vec<Application>,
    /// 百姓说法: citizens' words for official ones.
    pub citizen_words: Vec<CitizenWord>,
    /// 网民留言: letters.
    pub letters: Vec<Letter>,
    /// 定时公开; empty where the site has no such register.
    pub schedule: Schedule,
    /// 工作台账; empty where the site has no such register.
    pub ledger: Ledger,
    /// 重大行政决策 and 征求意见.
    pub decisions: Decisions,
}

impl Site {
    /// A document.
    pub fn document(&self, id: DocId) -> &Document {
        &self.content.documents[id]
    }

    /// The column of a document.
    pub fn column(&self, id: DocId) -> Option<&Column> {
        self.content.config.column_of(&self.document(id).path)
    }

    /// One of the texts of a document; its own where an earlier one is missing.
    pub fn body(&self, id: DocId, which: Which) -> &Body {
        let document = self.document(id);
        texts::body(document, which).unwrap_or(&document.body)
    }

    /// A body as Markdown.
    pub fn markdown(&self, body: &Body) -> &str {
        &self.content.sources.text(body.file)[body.range.clone()]
    }

    /// What the links of one of the texts of a document lead to, in their order.
    pub fn links_of(&self, id: DocId, which: Which) -> &[LinkTarget] {
        let text = self.texts[id].iter().find(|text| text.which == which && which != Which::Own);
        text.map_or(&self.links[id], |text| &text.links)
    }

    /// The document that stands for a column's own page, if it has an `index.md`.
    pub fn index_of(&self, column: &Column) -> Option<DocId> {
        let path = format!("{}/index.md", column.path);
        self.content.documents.binary_search_by(|document| document.path.as_str().cmp(&path)).ok()
    }
}

/// Joins the documents; the findings cover all of them.
pub fn assemble(mut content: Content) -> (Site, Vec<Diagnostic>) {
    content.documents.sort_by(|a, b| a.path.cmp(&b.path));
    let mut findings = Vec::new();
    let references = References::new(&content, &mut findings);
    let interprets = interprets(&content, &references, &mut findings);
    let (events, acts) = events::collect(&content, &references, &mut findings);
    contradictions::check(&content, &events, &acts, &mut findings);
    let decisions = decisions::collect(&content, &references, &mut findings);
    let texts = texts::collect(&content, &references, &events, &mut findings);
    let (addresses, redirects) = addresses(&content, &texts, &decisions, &mut findings);
    let tasks = ledger::tasks(&content, &mut findings);
    let links = links::resolve_all(&content, &addresses, &tasks, &mut findings);
    duties::check_columns(&content, &mut findings);
    duties::check_services(&content, &mut findings);
    duties::check_registers(&content, &mut findings);
    let schedule = schedule::assemble(&content, &mut findings);
    let registers = &content.registers;
    let applications = APPLICATIONS.find(registers).map(|own| answers::applications(own, &mut findings));
    let citizen_words = WORDS.find(registers).map(|own| words::words(own, &mut findings));
    let letters = LETTERS.find(registers).map(|own| answers::letters(own, &mut findings));
    let interpretations = invert(&content, &interprets);
    let texts = texts::place(texts, &addresses, links.earlier);
    let site = Site {
        addresses,
        redirects,
        interpretations,
        interprets,
        events,
        acts,
        texts,
        links: links.own,
        attachments: links.attachments,
        applications: applications.unwrap_or_default(),
        citizen_words: citizen_words.unwrap_or_default(),
        letters: letters.unwrap_or_default(),
        schedule,
        ledger: Ledger { tasks, evidence: links.evidence },
        decisions,
        content,
    };
    (site, findings)
}

/// The place of a front matter value: found only when a finding needs it.
fn span_of(content: &Content, document: &Document, reference: &Reference) -> Span {
    span_at(content, document, &reference.way)
}

/// The place of a value at the end of a way through the front matter.
fn span_at(content: &Content, document: &Document, way: &[Step]) -> Span {
    let text = &content.sources.text(document.file)[document.front_matter.clone()];
    Reader::new(document.file, text, document.front_matter.start).span(way, Target::Value)
}

/// The place of a document's title, for findings about the document as a whole.
pub fn title_span(content: &Content, document: &Document) -> Span {
    value_span(content, document, TITLE)
}

/// The place of the value of a front matter key; of the title where the document lacks the key.
pub fn value_span(content: &Content, document: &Document, key: Key) -> Span {
    let text = &content.sources.text(document.file)[document.front_matter.clone()];
    let reader = Reader::new(document.file, text, document.front_matter.start);
    let names = [key.zh, key.en, TITLE.zh, TITLE.en];
    let spans = names.map(|name| reader.span(&[Step::Key(name.to_owned(), 0)], Target::Value));
    spans.into_iter().find(|span| !span.range.is_empty()).unwrap_or_else(|| Span::start_of(document.file))
}

/// The page of each document and the old addresses; an address belongs to one page only.
fn addresses(
    content: &Content,
    texts: &[Vec<texts::Dated>],
    decisions: &Decisions,
    findings: &mut Vec<Diagnostic>,
) -> (Vec<Address>, Vec<(Address, DocId)>) {
    let mut taken: BTreeMap<Address, String> = BTreeMap::new();
    for column in &content.config.columns {
        taken.insert(Address::folder(&column.path), format!("栏目“{}”", column.name));
        let folder = format!("{}/", column.path);
        let count = content.documents.iter().filter(|document| document.path.starts_with(&folder)).count();
        for number in 2..=count.div_ceil(column.page_size) {
            taken.insert(
                Address::list_page(&Address::folder(&column.path), number),
                format!("栏目“{}”的分页", column.name),
            );
        }
    }
    for (address, year) in decisions.year_pages(content) {
        taken.insert(address, format!("{year}年重大行政决策事项目录"));
    }
    for asset in &content.assets {
        taken.insert(Address::file(asset.path.clone()), format!("文件 content/{}", asset.path));
    }
    let mut claim = |address: &Address, document: &Document, span: &dyn Fn() -> Span| {
        let owner = format!("content/{}", document.path);
        let is_index = document.path.ends_with("/index.md") && document.url.is_none();
        let other = taken.insert(address.clone(), owner);
        if let Some(other) = other.filter(|other| !(is_index && other.starts_with("栏目"))) {
            let message = format!("网址“/{}”已经属于{other}", address.link());
            findings.push(Diagnostic::new(Code::AddressTaken, span(), message).help("改用另一个网址，或给文件改名。"));
        }
    };
    let mut faults = Vec::new();
    let mut addresses = Vec::with_capacity(content.documents.len());
    let mut redirects = Vec::new();
    for (id, document) in content.documents.iter().enumerate() {
        let own = document.url.as_ref().and_then(|url| parse_address(content, document, url, &mut faults));
        let address = own.unwrap_or_else(|| Address::file(default_output(&document.path)));
        let place = || {
            document.url.as_ref().map_or_else(|| title_span(content, document), |url| span_of(content, document, url))
        };
        claim(&address, document, &place);
        for page in texts::pages(&address, &texts[id]) {
            claim(&page, document, &place);
        }
        addresses.push(address);
        for alias in &document.aliases {
            if let Some(old) = parse_address(content, document, alias, &mut faults) {
                claim(&old, document, &|| span_of(content, document, alias));
                redirects.push((old, id));
            }
        }
    }
    findings.append(&mut faults);
    for (id, address) in addresses.iter().enumerate().chain(redirects.iter().map(|(old, id)| (*id, old))) {
        if let Some(parent) = address.parents().find(|parent| taken.contains_key(parent)) {
            let message = format!("网址“/{}”要以“/{}”为文件夹，而它已是一个页面", address.link(), parent.link());
            let span = title_span(content, &content.documents[id]);
            findings.push(Diagnostic::new(Code::AddressTaken, span, message).help("改用另一个网址。"));
        }
    }
    (addresses, redirects)
}

fn parse_address(
    content: &Content,
    document: &Document,
    text: &Reference,
    faults: &mut Vec<Diagnostic>,
) -> Option<Address> {
    Address::parse(&text.text)
        .map_err(|message| {
            let finding = Diagnostic::new(Code::AddressInvalid, span_of(content, document, text), message);
            faults.push(finding.help("例如 /zcwj/2024/12.html 或 /zcwj/2024/12/。"));
        })
        .ok()
}

/// `policies/2024/x.md` → `policies/2024/x.html`.
fn default_output(path: &str) -> String {
    format!("{}.html", path.strip_suffix(".md").unwrap_or(path))
}

fn interprets(content: &Content, references: &References, findings: &mut Vec<Diagnostic>) -> Vec<Vec<DocId>> {
    let mut all = Vec::with_capacity(content.documents.len());
    for document in &content.documents {
        let mut targets = Vec::new();
        let written = document.interpretation().map_or(&[][..], |part| &part.interprets);
        for reference in written {
            let Some(target) = references.resolve(document, &reference.text) else {
                findings.extend(references.unknown(content, document, reference, "解读的"));
                continue;
            };
            let policy = &content.documents[target];
            if policy.policy().is_none() {
                let message = format!("“{}”不是政策文件，不能解读", reference.text);
                let span = span_of(content, document, reference);
                findings
                    .push(Diagnostic::new(Code::ReferenceUnknown, span, message).help("写政策文件的发文字号或路径。"));
                continue;
            }
            if document.disclosure.is_public() && !document.draft && !policy.disclosure.is_public() {
                let message = format!("解读的文件“{}”{}，解读不能主动公开", reference.text, policy.disclosure.label());
                let span = span_of(content, document, reference);
                let help = "先转换原文的公开属性，或把本解读也设为不公开。";
                findings.push(Diagnostic::new(Code::InterpretsWithheld, span, message).help(help));
            }
            targets.push(target);
        }
        all.push(targets);
    }
    all
}

fn invert(content: &Content, interprets: &[Vec<DocId>]) -> Vec<Vec<DocId>> {
    let mut inverted = vec![Vec::new(); interprets.len()];
    for (id, targets) in interprets.iter().enumerate() {
        for target in targets {
            inverted[*target].push(id);
        }
    }
    for list in &mut inverted {
        list.sort_by_key(|id| (content.documents[*id].published, *id));
    }
    inverted
}
