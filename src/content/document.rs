//! A document as its file alone defines it. A `Document` cannot be wrong by itself.

use super::body::Body;
use super::consultation::Consultation;
use super::decision::Decision;
use crate::diagnostic::FileId;
use crate::domain::Date;
use crate::domain::catalogue::CatalogueItem;
use crate::domain::disclosure::Disclosure;
use crate::domain::document_number::DocumentNumber;
use crate::domain::genre::Nature;
use crate::domain::kind::Kind;
use crate::domain::period::Period;
use crate::domain::text::in_title_marks;
use crate::domain::topics::TopicId;
use crate::yaml::Way;
use std::ops::Range;

/// One Markdown file: its front matter, parsed, and where its body lies.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// Path below `content/`, with `/`: `policies/2024/allowance.md`.
    pub path: String,
    /// The YAML between the fences, in bytes of the file.
    pub front_matter: Range<usize>,
    /// The Markdown after the fences.
    pub body: Body,
    /// 类型.
    pub kind: Kind,
    /// 标题.
    pub title: String,
    /// 摘要.
    pub summary: Option<String>,
    /// 索引号.
    pub index_number: Option<String>,
    /// 公开属性.
    pub disclosure: Disclosure,
    /// 公开类目.
    pub catalogue: Vec<&'static CatalogueItem>,
    /// 发布日期: first day on which it may be seen.
    pub published: Option<Date>,
    /// 主题分类.
    pub topic: Option<TopicId>,
    /// 特色主题.
    pub tags: Vec<String>,
    /// 服务对象.
    pub audiences: Vec<String>,
    /// 起草单位.
    pub drafter: Option<String>,
    /// 审核.
    pub reviews: Vec<Review>,
    /// 附件.
    pub attachments: Vec<Attachment>,
    /// 指标: number of the 定时公开 item that this document fulfils.
    pub indicator: Option<Reference>,
    /// 期间: for which period it does so.
    pub period: Option<Period>,
    /// 网址.
    pub url: Option<Reference>,
    /// 旧网址.
    pub aliases: Vec<Reference>,
    /// 草稿.
    pub draft: bool,
    /// What only documents of its kind have.
    pub detail: Detail,
    /// False when a fault kept part of it from being read. The build stops then; until it does,
    /// what the rest of the file says is checked, and what is missing is not held against others.
    pub complete: bool,
}

/// What only documents of one kind have.
#[derive(Debug, Clone)]
pub enum Detail {
    /// 政策文件.
    Policy(Box<Policy>),
    /// 政策解读.
    Interpretation(Box<Interpretation>),
    /// 重大行政决策.
    Decision(Box<Decision>),
    /// 征求意见.
    Consultation(Box<Consultation>),
    /// Every other kind.
    Plain,
}

/// The parts of a policy.
#[derive(Debug, Clone)]
pub struct Policy {
    /// 发文字号.
    pub number: Option<DocumentNumber>,
    /// 发文机关; the first leads.
    pub issuers: Vec<String>,
    /// 文件性质.
    pub nature: Nature,
    /// 文种.
    pub genre: Option<String>,
    /// 登记号.
    pub registration_number: Option<String>,
    /// 成文日期.
    pub written: Option<Date>,
    /// 施行日期.
    pub effective: Date,
    /// 有效期至.
    pub expires: Option<Date>,
    /// What it does to other documents.
    pub acts: Vec<WrittenAct>,
    /// 免予解读: the stated reason.
    pub waiver: Option<String>,
    /// 版本: earlier texts, in the order in which they are written.
    pub versions: Vec<Version>,
    /// The entry of 版本 without a 正文, which says when the document's own body begins.
    pub newest: Option<Newest>,
}

/// The parts of an interpretation.
#[derive(Debug, Clone)]
pub struct Interpretation {
    /// 解读: the policies that it explains, by number or path.
    pub interprets: Vec<Reference>,
    /// 解读形式.
    pub form: Option<String>,
    /// 解读阶段.
    pub phase: Option<String>,
    /// 解读人.
    pub interpreter: Option<String>,
    /// 咨询电话.
    pub phone: String,
}

/// A text that names something else, and where it stands in the front matter.
#[derive(Debug, Clone)]
pub struct Reference {
    /// As written.
    pub text: String,
    /// Its place.
    pub way: Way,
}

/// What the acting document's author wrote: 修改, 废止, 宣布失效 or 延长有效期.
#[derive(Debug, Clone)]
pub struct WrittenAct {
    /// Which of the four.
    pub verb: Verb,
    /// The document acted on.
    pub target: Reference,
    /// True when the document acted on is not on this site.
    pub external: bool,
    /// Day from which the act counts; the acting document's 施行日期 if not given.
    pub date: Option<Date>,
    /// 条款.
    pub clauses: Option<String>,
    /// 至: the new last day of an extension.
    pub to: Option<Date>,
}

/// The four things that a document can do to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// 修改.
    Amends,
    /// 废止.
    Repeals,
    /// 宣布失效.
    DeclaresVoid,
    /// 延长有效期.
    Extends,
}

/// An earlier text of the document.
#[derive(Debug, Clone)]
pub struct Version {
    /// First day of this text.
    pub date: Date,
    /// The place of the day.
    pub date_way: Way,
    /// The place of the whole entry.
    pub way: Way,
    /// The file that holds it, beside the document.
    pub file: Reference,
    /// The text; none where the file is missing, which is a finding.
    pub body: Option<Body>,
    /// The amending document.
    pub basis: Option<Reference>,
}

/// When the document's own body begins, where that is written.
#[derive(Debug, Clone)]
pub struct Newest {
    /// First day of the text.
    pub date: Date,
    /// The place of the day.
    pub date_way: Way,
    /// The amending document.
    pub basis: Option<Reference>,
}

/// One of the three reviews before publication.
#[derive(Debug, Clone)]
pub struct Review {
    /// 初审, 复审 or 终审.
    pub step: String,
    /// Who did it.
    pub person: String,
    /// When.
    pub date: Date,
}

/// A file beside the document.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// What the link says.
    pub name: String,
    /// The file, relative to the document.
    pub file: Reference,
}

impl Document {
    /// The policy's parts, if it is one.
    pub fn policy(&self) -> Option<&Policy> {
        match &self.detail {
            Detail::Policy(policy) => Some(policy),
            _ => None,
        }
    }

    /// The policy's parts, to be completed from other files.
    pub fn policy_mut(&mut self) -> Option<&mut Policy> {
        match &mut self.detail {
            Detail::Policy(policy) => Some(policy),
            _ => None,
        }
    }

    /// The interpretation's parts, if it is one.
    pub fn interpretation(&self) -> Option<&Interpretation> {
        match &self.detail {
            Detail::Interpretation(interpretation) => Some(interpretation),
            _ => None,
        }
    }

    /// The parts of a dossier, if it is one.
    pub fn decision(&self) -> Option<&Decision> {
        match &self.detail {
            Detail::Decision(decision) => Some(decision),
            _ => None,
        }
    }

    /// The parts of a consultation, if it is one.
    pub fn consultation(&self) -> Option<&Consultation> {
        match &self.detail {
            Detail::Consultation(consultation) => Some(consultation),
            _ => None,
        }
    }

    /// The parts of a consultation, to be completed from other files.
    pub fn consultation_mut(&mut self) -> Option<&mut Consultation> {
        match &mut self.detail {
            Detail::Consultation(consultation) => Some(consultation),
            _ => None,
        }
    }

    /// Names the document for other programs: its path below `content/` without the ending.
    pub fn id(&self) -> &str {
        self.path.strip_suffix(".md").unwrap_or(&self.path)
    }

    /// 发文字号, if it has one.
    pub fn number(&self) -> Option<&DocumentNumber> {
        self.policy().and_then(|policy| policy.number.as_ref())
    }

    /// The document as a sentence names it: 《…》（…）.
    pub fn quoted(&self) -> String {
        let number = self.number().map(|number| format!("（{number}）")).unwrap_or_default();
        format!("{}{number}", in_title_marks(&self.title))
    }

    /// The organs that answer for it, the leading one first.
    pub fn organs(&self) -> Vec<String> {
        match &self.detail {
            Detail::Policy(policy) if !policy.issuers.is_empty() => policy.issuers.clone(),
            _ => self.organ().map(str::to_owned).into_iter().collect(),
        }
    }

    /// The leading organ: 发文机关, 承办单位 or 征集单位, else 起草单位.
    pub fn organ(&self) -> Option<&str> {
        let own = match &self.detail {
            Detail::Policy(policy) => policy.issuers.first(),
            Detail::Decision(decision) => Some(&decision.undertaker),
            Detail::Consultation(consultation) => Some(&consultation.solicited_by),
            Detail::Interpretation(_) | Detail::Plain => None,
        };
        own.or(self.drafter.as_ref()).map(String::as_str)
    }
}
