//! The texts of a document through time: which held from which day, and by which amendment.

use super::address::Address;
use super::events::Source;
use super::links::LinkTarget;
use super::references::References;
use super::{DocId, span_at, span_of, value_span};
use crate::content::Content;
use crate::content::body::Body;
use crate::content::document::{Document, Newest, Policy, Reference, Version};
use crate::content::keys::VERSIONS;
use crate::content::resolve;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::Date;
use crate::domain::date::official;
use crate::domain::validity::{Act, Event};

/// Which of a document's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// An earlier one, as an index into [`Policy::versions`].
    Earlier(usize),
    /// The body of the document's own file, which is the newest.
    Own,
}

/// One of several texts of a document.
#[derive(Debug, Clone)]
pub struct Text {
    /// Which it is.
    pub which: Which,
    /// The first day on which it holds.
    pub from: Date,
    /// The document that made it so; none for the first text.
    pub basis: Option<DocId>,
    /// Its own page, whatever text holds today.
    pub address: Address,
    /// What the links of an earlier text lead to; those of the own body are kept with the document.
    pub links: Vec<LinkTarget>,
}

/// A text before its page has a place: which, from when, by which document.
pub type Dated = (Which, Date, Option<DocId>);

/// The name of the page of a text: its first day.
fn page_name(from: Date) -> String {
    from.to_string()
}

/// The page that compares two texts of a document.
pub fn comparison(document: &Address, from: Date, to: Date) -> Address {
    document.child(&format!("{from}_{to}"))
}

/// Every page that the texts of a document need beside its own.
pub fn pages(document: &Address, texts: &[Dated]) -> Vec<Address> {
    let own = texts.iter().map(|(_, from, _)| document.child(&page_name(*from)));
    let pairs = texts.iter().enumerate().flat_map(|(at, (_, to, _))| texts[..at].iter().map(move |from| (from.1, *to)));
    own.chain(pairs.map(|(from, to)| comparison(document, from, to))).collect()
}

/// The texts of every document at their addresses, with the links of the earlier ones.
pub fn place(texts: Vec<Vec<Dated>>, addresses: &[Address], links: Vec<Vec<Vec<LinkTarget>>>) -> Vec<Vec<Text>> {
    let documents = texts.into_iter().zip(addresses).zip(links);
    let place = |((texts, address), mut links): ((Vec<Dated>, &Address), Vec<Vec<LinkTarget>>)| {
        let text = |(which, from, basis): Dated| {
            let links = match which {
                Which::Earlier(at) => std::mem::take(&mut links[at]),
                Which::Own => Vec::new(),
            };
            Text { which, from, basis, address: address.child(&page_name(from)), links }
        };
        texts.into_iter().map(text).collect()
    };
    documents.map(place).collect()
}

/// For each document, its texts from the oldest to the newest; none where it has only its own.
pub fn collect(
    content: &Content,
    references: &References,
    events: &[Vec<Event<Source>>],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Vec<Dated>> {
    let documents = content.documents.iter().enumerate();
    documents
        .map(|(id, document)| match document.policy() {
            Some(policy) if !policy.versions.is_empty() => {
                let history = History { content, references, document, policy, events: &events[id] };
                history.texts(findings)
            }
            _ => Vec::new(),
        })
        .collect()
}

struct History<'a> {
    content: &'a Content,
    references: &'a References,
    document: &'a Document,
    policy: &'a Policy,
    events: &'a [Event<Source>],
}

impl History<'_> {
    fn texts(&self, findings: &mut Vec<Diagnostic>) -> Vec<Dated> {
        let mut versions: Vec<(usize, &Version)> = self.policy.versions.iter().enumerate().collect();
        versions.sort_by_key(|(_, version)| version.date);
        let mut texts: Vec<Dated> = Vec::with_capacity(versions.len() + 1);
        for (at, version) in versions {
            self.check_file(version, findings);
            if texts.last().is_some_and(|last| last.1 == version.date) {
                findings.push(self.same_day(version));
                continue;
            }
            let basis = self.basis(version.basis.as_ref(), version.date, findings);
            texts.push((Which::Earlier(at), version.date, basis));
        }
        let newest = texts.last().map(|last| last.1).and_then(|last| self.newest(last, findings));
        texts.extend(newest.map(|(date, basis)| (Which::Own, date, basis)));
        texts
    }

    fn check_file(&self, version: &Version, findings: &mut Vec<Diagnostic>) {
        if version.body.is_some() {
            return;
        }
        let span = span_of(self.content, self.document, &version.file);
        let path = resolve(&self.document.path, &version.file.text);
        let (message, help) = match path.is_some_and(|path| self.content.asset(&path).is_some()) {
            true => ("不是 UTF-8 的文本文件", "旧文本应存为 UTF-8 编码的 .txt 或 .md 文件，写法同正文。"),
            false => ("不存在", "把旧文本放在本文件旁边，文件名要一字不差。"),
        };
        let message = format!("版本的正文“{}”{message}", version.file.text);
        findings.push(Diagnostic::new(Code::AttachmentMissing, span, message).help(help));
    }

    fn same_day(&self, version: &Version) -> Diagnostic {
        let span = span_at(self.content, self.document, &version.date_way);
        let message = format!("自{}起已有另一个文本", official(version.date));
        Diagnostic::new(Code::VersionOrder, span, message).help("每个文本从不同的日期开始，核对“日期”。")
    }

    fn too_early(&self, newest: &Newest, last: Date) -> Diagnostic {
        let span = span_at(self.content, self.document, &newest.date_way);
        let (date, last) = (official(newest.date), official(last));
        let message = format!("现在的正文自{date}起，不晚于上一个文本的{last}");
        let help = "最后一项写现在的正文自哪天起施行，应晚于以前各个文本；核对“日期”。";
        Diagnostic::new(Code::VersionOrder, span, message).help(help)
    }

    /// The amending document of a text: it is there, and it amends this document from that day on.
    fn basis(&self, written: Option<&Reference>, date: Date, findings: &mut Vec<Diagnostic>) -> Option<DocId> {
        let written = written?;
        let Some(basis) = self.references.resolve(self.document, &written.text) else {
            findings.extend(self.references.unknown(self.content, self.document, written, "版本所依据的"));
            return None;
        };
        let mut acts = self.events.iter().filter(|event| event.source.acting == basis && changes_text(&event.act));
        if acts.clone().any(|event| event.date == date) || !self.content.documents[basis].complete {
            return Some(basis);
        }
        let message = match acts.next() {
            Some(event) => format!("“{}”自{}起修改本文件，不是{}", written.text, official(event.date), official(date)),
            None => format!("“{}”没有修改本文件", written.text),
        };
        let finding = Diagnostic::new(Code::VersionBasis, span_of(self.content, self.document, written), message);
        findings.push(finding.help("在作出修改的文件中写“修改”，日期与这个版本的日期相同。"));
        Some(basis)
    }

    /// When the own body began: as written, else with the last amendment after the earlier texts,
    /// else with the document's own dates.
    fn newest(&self, last: Date, findings: &mut Vec<Diagnostic>) -> Option<(Date, Option<DocId>)> {
        if let Some(newest) = &self.policy.newest {
            if newest.date <= last {
                findings.push(self.too_early(newest, last));
                return None;
            }
            return Some((newest.date, self.basis(newest.basis.as_ref(), newest.date, findings)));
        }
        let amended = self.events.iter().filter(|event| changes_text(&event.act) && event.date > last);
        if let Some(latest) = amended.max_by_key(|event| event.date) {
            return Some((latest.date, Some(latest.source.acting)));
        }
        let own = [Some(self.policy.effective), self.document.published].into_iter().flatten();
        let own = own.filter(|date| *date > last).min();
        if own.is_none() && self.document.complete && self.content.unparsed.is_empty() {
            let way = self.policy.versions.iter().max_by_key(|version| version.date).map(|version| &version.way);
            let span = way.map_or_else(
                || value_span(self.content, self.document, VERSIONS),
                |way| span_at(self.content, self.document, way),
            );
            let message = format!("没有文件在{}之后修改本文件，不知道现在的正文自哪天起施行", official(last));
            let help = "在作出修改的文件中写“修改”；或在“版本”最后加一项，只写“日期”，不写“正文”。";
            findings.push(Diagnostic::new(Code::VersionStart, span, message).help(help));
        }
        own.map(|date| (date, None))
    }
}

/// Whether an act gives its target a new text.
pub fn changes_text(act: &Act) -> bool {
    matches!(act, Act::Amend | Act::RepealPart)
}

/// A text of a document as its file has it.
pub fn body(document: &Document, which: Which) -> Option<&Body> {
    match which {
        Which::Own => Some(&document.body),
        Which::Earlier(at) => document.policy()?.versions.get(at)?.body.as_ref(),
    }
}
