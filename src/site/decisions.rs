//! 重大行政决策 and 征求意见: what dossiers, consultations, policies and the catalogue name of each
//! other (国令第713号).

use super::references::References;
use super::{Address, DocId, span_at, span_of, value_span};
use crate::config::Column;
use crate::content::consultation::{Consultation, Hearing};
use crate::content::decision::{Decision, StepEntry};
use crate::content::document::{Document, Reference};
use crate::content::keys::CLOSES;
use crate::content::planned::{self, CATALOGUE, PlannedDecision};
use crate::content::{Content, resolve};
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::Date;
use crate::domain::date::official;
use crate::domain::decision::Step;
use crate::domain::kind::Kind;
use std::collections::BTreeMap;

/// Everything that is known of decisions and consultations beyond their own files.
#[derive(Debug, Default)]
pub struct Decisions {
    /// What each dossier names.
    pub dossiers: BTreeMap<DocId, Dossier>,
    /// What each consultation names.
    pub consultations: BTreeMap<DocId, Consulted>,
    /// The dossiers and the consultations, in this order, that name a policy as what came of them.
    pub of_policy: BTreeMap<DocId, Vec<DocId>>,
    /// The rows of the catalogue, in their order.
    pub planned: Vec<Planned>,
}

/// What a dossier names.
#[derive(Debug, Default)]
pub struct Dossier {
    /// For each of its steps, what it is documented by.
    pub steps: Vec<Vec<Material>>,
    /// For each of its hearings, what it is documented by.
    pub hearings: Vec<Vec<Material>>,
    /// The policy that came of it.
    pub document: Option<DocId>,
    /// The consultations that name it, oldest first.
    pub consultations: Vec<DocId>,
}

/// What a consultation names.
#[derive(Debug, Default)]
pub struct Consulted {
    /// 草案.
    pub draft: Option<Material>,
    /// 起草说明.
    pub notes: Option<Material>,
    /// For each of its hearings, what it is documented by.
    pub hearings: Vec<Vec<Material>>,
    /// The table of its feedback, as an index into [`Content::assets`].
    pub table: Option<usize>,
    /// The dossier that it belongs to.
    pub dossier: Option<DocId>,
    /// The policy that came of it.
    pub document: Option<DocId>,
}

/// A document or a file that documents a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Material {
    /// A document of this site.
    Document(DocId),
    /// A file, as an index into [`Content::assets`].
    File(usize),
}

/// A row of the catalogue with its dossier.
#[derive(Debug)]
pub struct Planned {
    /// The row.
    pub item: PlannedDecision,
    /// Its dossier, where there is one.
    pub dossier: Option<DocId>,
}

impl Decisions {
    /// The years of the catalogue, the newest first.
    pub fn years(&self) -> Vec<i16> {
        let mut years: Vec<i16> = self.planned.iter().map(|row| row.item.year).collect();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        years
    }

    /// The column that shows the catalogue: the first one of dossiers.
    pub fn column(content: &Content) -> Option<&Column> {
        content.config.columns.iter().find(|column| column.kind == Kind::Decision)
    }

    /// The page of each year of the catalogue, the newest year first.
    pub fn year_pages(&self, content: &Content) -> Vec<(Address, i16)> {
        let Some(column) = Self::column(content) else { return Vec::new() };
        self.years().into_iter().map(|year| (Address::folder(&format!("{}/{year}", column.path)), year)).collect()
    }

    /// The rows of the catalogue that name a dossier.
    pub fn listed(&self, dossier: DocId) -> impl Iterator<Item = &Planned> {
        self.planned.iter().filter(move |row| row.dossier == Some(dossier))
    }
}

struct Resolver<'a> {
    content: &'a Content,
    references: &'a References,
    findings: &'a mut Vec<Diagnostic>,
}

/// Joins dossiers, consultations, policies and the catalogue.
pub fn collect(content: &Content, references: &References, findings: &mut Vec<Diagnostic>) -> Decisions {
    let mut resolver = Resolver { content, references, findings };
    let mut decisions = Decisions::default();
    for (id, document) in content.documents.iter().enumerate() {
        if let Some(own) = document.decision() {
            decisions.dossiers.insert(id, resolver.dossier(document, own));
        }
        if let Some(own) = document.consultation() {
            decisions.consultations.insert(id, resolver.consulted(document, own));
        }
    }
    for (id, consulted) in &decisions.consultations {
        if let Some(dossier) = consulted.dossier.and_then(|dossier| decisions.dossiers.get_mut(&dossier)) {
            dossier.consultations.push(*id);
        }
    }
    for dossier in decisions.dossiers.values_mut() {
        dossier
            .consultations
            .sort_by_key(|id| (content.documents[*id].consultation().map(|own| own.period.opens), *id));
    }
    let from_dossiers = decisions.dossiers.iter().map(|(id, dossier)| (*id, dossier.document));
    let from_consultations = decisions.consultations.iter().map(|(id, consulted)| (*id, consulted.document));
    for (id, document) in from_dossiers.chain(from_consultations) {
        if let Some(document) = document {
            decisions.of_policy.entry(document).or_default().push(id);
        }
    }
    decisions.planned = resolver.planned();
    refuse_decided_before(content, &decisions, findings);
    decisions
}

impl Resolver<'_> {
    fn dossier(&mut self, document: &Document, own: &Decision) -> Dossier {
        Dossier {
            steps: own.steps.iter().map(|entry| self.materials(document, entry.files(), "环节的")).collect(),
            hearings: self.hearings(document, &own.hearings),
            document: self.policy(document, own.document.as_ref()),
            consultations: Vec::new(),
        }
    }

    fn consulted(&mut self, document: &Document, own: &Consultation) -> Consulted {
        let table = self.material(document, own.table.as_ref(), "反馈的");
        Consulted {
            draft: self.material(document, own.draft.as_ref(), "草案的"),
            notes: self.material(document, own.notes.as_ref(), "起草说明的"),
            hearings: self.hearings(document, &own.hearings),
            table: self.table(document, own, table),
            dossier: self
                .related(document, own.decision.as_ref(), "重大行政决策", |other| other.decision().is_some()),
            document: self.policy(document, own.document.as_ref()),
        }
    }

    fn hearings(&mut self, document: &Document, hearings: &[Hearing]) -> Vec<Vec<Material>> {
        hearings.iter().map(|hearing| self.materials(document, &hearing.files, "听证的")).collect()
    }

    fn materials(&mut self, document: &Document, written: &[Reference], what: &str) -> Vec<Material> {
        written.iter().filter_map(|reference| self.material(document, Some(reference), what)).collect()
    }

    fn material(&mut self, document: &Document, written: Option<&Reference>, what: &str) -> Option<Material> {
        let written = written?;
        if let Some(id) = self.references.resolve(document, &written.text) {
            return Some(Material::Document(id));
        }
        let asset = resolve(&document.path, &written.text).and_then(|path| self.content.asset(&path));
        if asset.is_none() {
            self.findings.extend(self.references.unknown(self.content, document, written, what));
        }
        asset.map(Material::File)
    }

    /// A table of feedback is a file that could be read as one.
    fn table(&mut self, document: &Document, own: &Consultation, found: Option<Material>) -> Option<usize> {
        let written = own.table.as_ref()?;
        match found? {
            Material::File(asset) if self.content.assets[asset].path.ends_with(".csv") => Some(asset),
            _ => {
                let message = format!("反馈“{}”不是 CSV 表格", written.text);
                let span = span_of(self.content, document, written);
                let help =
                    "把各条意见直接写成列表，或放进同一文件夹的 CSV 文件（UTF-8），表头为：意见,提出者,采纳,理由。";
                self.findings.push(Diagnostic::new(Code::RelationKind, span, message).help(help));
                None
            }
        }
    }

    fn policy(&mut self, document: &Document, written: Option<&Reference>) -> Option<DocId> {
        self.related(document, written, "政策文件", |other| other.policy().is_some())
    }

    fn related(
        &mut self,
        document: &Document,
        written: Option<&Reference>,
        kind: &str,
        is_right: fn(&Document) -> bool,
    ) -> Option<DocId> {
        let written = written?;
        let Some(target) = self.references.resolve(document, &written.text) else {
            self.findings.extend(self.references.unknown(self.content, document, written, "所关联的"));
            return None;
        };
        let other = &self.content.documents[target];
        if !is_right(other) && other.complete {
            let message = format!("“{}”是{}，这里应是{kind}", written.text, other.kind.label());
            let span = span_of(self.content, document, written);
            let help = format!("写{kind}在 content/ 之下的路径。");
            self.findings.push(Diagnostic::new(Code::RelationKind, span, message).help(help));
        }
        is_right(other).then_some(target)
    }

    /// The rows of the catalogue, each with its dossier.
    fn planned(&mut self) -> Vec<Planned> {
        let Some(register) = CATALOGUE.find(&self.content.registers) else { return Vec::new() };
        let items = planned::items(register, self.findings);
        items.into_iter().map(|item| Planned { dossier: self.listed(&item), item }).collect()
    }

    /// That the document is there at all is asked of every register.
    fn listed(&mut self, item: &PlannedDecision) -> Option<DocId> {
        let path = item.dossier.as_ref()?;
        let id = self.content.document(path)?;
        let other = &self.content.documents[id];
        if other.decision().is_none() && other.complete {
            let message = format!("“{path}”是{}，这里应是重大行政决策", other.kind.label());
            let help = "“决策”一列写决策档案在 content/ 之下的路径，还没有的留空。";
            self.findings.push(Diagnostic::new(Code::RelationKind, item.dossier_span.clone(), message).help(help));
        }
        other.decision().map(|_| id)
    }
}

/// What is decided while comments are still taken is decided without them (Articles 14 and 18).
fn refuse_decided_before(content: &Content, decisions: &Decisions, findings: &mut Vec<Diagnostic>) {
    for (id, consulted) in &decisions.consultations {
        let document = &content.documents[*id];
        let Some(own) = document.consultation() else { continue };
        let by_dossier = consulted.dossier.and_then(|dossier| content.documents[dossier].decision()).and_then(decided);
        let by_policy = consulted.document.and_then(|policy| content.documents[policy].policy());
        let written = by_policy.and_then(|policy| policy.written).map(|date| ("决策文件的成文日期", date));
        let Some((what, date)) = by_dossier.or(written).filter(|(_, date)| *date <= own.period.closes) else {
            continue;
        };
        let closes = official(own.period.closes);
        let message = format!("征求意见到{closes}才结束，{what}却是{}", official(date));
        let span = value_span(content, document, CLOSES);
        let help = "意见征集结束、研究采纳之后才能作出决策（国令第713号第十四条、第十八条），请核对日期。";
        findings.push(Diagnostic::new(Code::ConsultationAfter, span, message).help(help));
    }
}

fn decided(decision: &Decision) -> Option<(&'static str, Date)> {
    let met = decision.completed(Step::Deliberation).map(|date| ("集体讨论的日期", date));
    met.or(decision.decided.map(|date| ("决策的出台日期", date)))
}

/// The place of a step in the front matter of its dossier.
pub fn span_of_step(content: &Content, document: &Document, entry: &StepEntry) -> crate::diagnostic::Span {
    span_at(content, document, &entry.way)
}
