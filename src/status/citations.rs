//! Which documents the texts of the site name, as a reader of their day would have understood them.

use super::Edition;
use crate::content::citation::{Citation, plain_name};
use crate::content::document::Document;
use crate::domain::Date;
use crate::domain::document_number::DocumentNumber;
use crate::domain::provision::Provision;
use crate::site::{DocId, LinkTarget, Site, Which};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// A place in a text that names a published document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The place in the file.
    pub range: Range<usize>,
    /// The document.
    pub target: DocId,
    /// The provision of it.
    pub provision: Option<Provision>,
}

/// The published policies by number and by name.
#[derive(Debug, Default)]
pub struct Names {
    by_number: HashMap<DocumentNumber, DocId>,
    by_name: HashMap<String, Vec<DocId>>,
}

impl Names {
    /// Collects the names of all published policies.
    pub fn new(site: &Site, visible: &[bool]) -> Self {
        let mut names = Self::default();
        let documents = site.content.documents.iter().enumerate();
        for (id, document) in documents.filter(|(id, document)| visible[*id] && document.policy().is_some()) {
            if let Some(number) = document.number() {
                names.by_number.insert(number.clone(), id);
            }
            for name in names_of(document) {
                names.by_name.entry(name).or_default().push(id);
            }
        }
        names
    }

    /// The document with a number, which may have other words before it: how many bytes of them.
    fn numbered(&self, text: &str) -> Option<(DocId, usize)> {
        text.char_indices().map(|(at, _)| at).find_map(|at| {
            let (number, _) = DocumentNumber::parse_lenient(&text[at..])?;
            self.by_number.get(&number).map(|id| (*id, at))
        })
    }
}

impl Edition<'_> {
    /// What a text of a document cites; a document does not cite itself.
    pub(super) fn find_cited(&self, id: DocId, which: Which) -> Vec<Cited> {
        let document = self.document(id);
        let body = self.site.body(id, which);
        let found = body.citations.iter().filter_map(|citation| self.resolve(document, citation));
        found.filter(|cited| cited.target != id).collect()
    }

    /// The published policies that bear a name of this one, and it itself.
    pub(super) fn namesakes(&self, id: DocId) -> impl Iterator<Item = DocId> + '_ {
        let names = names_of(self.document(id));
        names.into_iter().filter_map(|name| self.names.by_name.get(&name)).flatten().copied()
    }

    fn resolve(&self, from: &Document, citation: &Citation) -> Option<Cited> {
        let mut range = citation.range.clone();
        let numbered = citation.number.as_deref().and_then(|number| self.names.numbered(number));
        if let (Some((_, skipped)), None) = (numbered, &citation.name) {
            range.start += skipped;
        }
        let named = citation.name.as_deref().filter(|_| citation.number.is_none());
        let target = numbered.map(|(id, _)| id).or_else(|| named.and_then(|name| self.named(name, cited_on(from))));
        Some(Cited { range, target: target?, provision: citation.provision })
    }

    /// The document with a name. Of several, the one that was in force on the day; else the newest
    /// that was there; else the oldest.
    fn named(&self, name: &str, day: Date) -> Option<DocId> {
        let known = self.names.by_name.get(name)?;
        let day_of = |id: &DocId| self.document(*id).published;
        let published = |id: &&DocId| day_of(id).is_some_and(|published| published <= day);
        let newest = |a: &&DocId, b: &&DocId| day_of(a).cmp(&day_of(b)).then(a.cmp(b));
        // The turns of a policy begin with its publication: by the day it has a state.
        let lives = |id: &&DocId| self.turns_by(**id, day).last().is_some_and(|turn| !turn.status.has_ended());
        let binding = known.iter().filter(published).filter(lives).max_by(newest);
        let there = || known.iter().filter(published).max_by(newest);
        binding.or_else(there).or_else(|| known.iter().min_by(newest)).copied()
    }
}

/// The day on which a document cites: that of its making, else of its publication.
pub fn cited_on(document: &Document) -> Date {
    let written = document.policy().and_then(|policy| policy.written);
    written.or(document.published).unwrap_or(Date::MIN)
}

/// Under which names a policy is cited: its title, and the title of what it issues.
fn names_of(document: &Document) -> Vec<String> {
    let title = plain_name(&document.title);
    let issued = issued_name(&title).map(str::to_owned);
    let mut names: Vec<String> = [Some(title), issued].into_iter().flatten().collect();
    // A rule on trial is spoken of without these words, and its successor has them no more.
    let settled = names.iter().filter_map(|name| name.strip_suffix("（试行）").or(name.strip_suffix("（暂行）")));
    let settled: Vec<String> = settled.map(str::to_owned).collect();
    names.extend(settled);
    names
}

/// 《办法》 of 关于印发《办法》的通知: what a notice passes on bears its own name.
pub fn issued_name(title: &str) -> Option<&str> {
    let rest = ["印发《", "发布《", "公布《", "颁布《"].iter().find_map(|verb| title.split_once(verb))?.1;
    let mut depth = 1;
    let end = rest.char_indices().find(|(_, c)| {
        depth += match c {
            '《' => 1,
            '》' => -1,
            _ => 0,
        };
        depth == 0
    });
    end.map(|(at, _)| &rest[..at])
}

/// What the texts that hold cite, and by whom every document is cited: by name, number or link,
/// newest first.
pub fn collect(edition: &Edition) -> Collected {
    let count = edition.site.content.documents.len();
    let mut collected = Collected { cited: vec![Vec::new(); count], by: vec![Vec::new(); count] };
    let find = |id: &DocId| {
        let which = edition.current(*id);
        (*id, which, edition.find_cited(*id, which))
    };
    let found: Vec<(DocId, Which, Vec<Cited>)> = edition.published.par_iter().map(find).collect();
    for (id, which, cited) in found {
        let linked = edition.site.links_of(id, which).iter().filter_map(|link| match link {
            LinkTarget::Document(target, _) => Some(*target),
            _ => None,
        });
        let targets: BTreeSet<DocId> = cited.iter().map(|cited| cited.target).chain(linked).collect();
        targets.into_iter().filter(|target| *target != id).for_each(|target| collected.by[target].push(id));
        collected.cited[id] = cited;
    }
    collected
}

/// Citations in both directions.
#[derive(Debug, Default)]
pub struct Collected {
    /// For each document, what the text that holds cites.
    pub cited: Vec<Vec<Cited>>,
    /// For each document, who cites it.
    pub by: Vec<Vec<DocId>>,
}

#[cfg(test)]
mod tests {
    use super::issued_name;

    #[test]
    fn what_a_notice_issues_has_a_name() {
        assert_eq!(issued_name("某市关于印发《甲办法》的通知"), Some("甲办法"));
        assert_eq!(issued_name("关于印发《关于修改《乙》的决定》的通知"), Some("关于修改《乙》的决定"));
        assert_eq!(issued_name("关于修改《乙》的决定"), None);
        assert_eq!(issued_name("关于印发《没有结束"), None);
    }
}
