//! The one table of front matter keys. A new key starts here.

use crate::domain::kind::Kind;
use crate::yaml::{Key, key};

pub const TITLE: Key = key("标题", "title");
pub const KIND: Key = key("类型", "kind");
pub const SUMMARY: Key = key("摘要", "summary");
pub const INDEX_NUMBER: Key = key("索引号", "index_number");
pub const DOCUMENT_NUMBER: Key = key("发文字号", "document_number");
pub const ISSUER: Key = key("发文机关", "issuer");
pub const DRAFTER: Key = key("起草单位", "drafter");
pub const NATURE: Key = key("文件性质", "nature");
pub const GENRE: Key = key("文种", "genre");
pub const REGISTRATION_NUMBER: Key = key("登记号", "registration_number");
pub const WRITTEN: Key = key("成文日期", "written");
pub const PUBLISHED: Key = key("发布日期", "published");
pub const EFFECTIVE: Key = key("施行日期", "effective");
pub const EXPIRES: Key = key("有效期至", "expires");
pub const DISCLOSURE: Key = key("公开属性", "disclosure");
pub const WITHHELD_GROUND: Key = key("不予公开依据", "withheld_ground");
pub const REVIEW_DUE: Key = key("下次审查", "review_due");
pub const CATALOGUE: Key = key("公开类目", "catalogue");
pub const TOPIC: Key = key("主题分类", "topic");
pub const TAGS: Key = key("特色主题", "tags");
pub const AUDIENCES: Key = key("服务对象", "audiences");
pub const AMENDS: Key = key("修改", "amends");
pub const REPEALS: Key = key("废止", "repeals");
pub const DECLARES_VOID: Key = key("宣布失效", "declares_void");
pub const EXTENDS: Key = key("延长有效期", "extends");
pub const VERSIONS: Key = key("版本", "versions");
pub const INTERPRETS: Key = key("解读", "interprets");
pub const FORM: Key = key("解读形式", "form");
pub const PHASE: Key = key("解读阶段", "phase");
pub const INTERPRETER: Key = key("解读人", "interpreter");
pub const PHONE: Key = key("咨询电话", "phone");
pub const WAIVER: Key = key("免予解读", "interpretation_waiver");
pub const REVIEWS: Key = key("审核", "reviews");
pub const ATTACHMENTS: Key = key("附件", "attachments");
pub const INDICATOR: Key = key("指标", "indicator");
pub const PERIOD: Key = key("期间", "period");
pub const URL: Key = key("网址", "url");
pub const ALIASES: Key = key("旧网址", "aliases");
pub const DRAFT: Key = key("草稿", "draft");
pub const UNDERTAKER: Key = key("承办单位", "undertaker");
pub const DECISION_CLASS: Key = key("决策类别", "decision_class");
pub const DECISION_BASIS: Key = key("决策依据", "decision_basis");
pub const DECIDED: Key = key("出台日期", "decided");
pub const DECISION_DOCUMENT: Key = key("决策文件", "decision_document");
pub const STEPS: Key = key("步骤", "steps");
pub const ATTENDANCE: Key = key("列席", "attendance");
pub const HEARINGS: Key = key("听证", "hearings");
pub const SOLICITED_BY: Key = key("征集单位", "solicited_by");
pub const OPENS: Key = key("开始日期", "opens");
pub const CLOSES: Key = key("结束日期", "closes");
pub const SHORTENED: Key = key("缩短理由", "shortened_because");
pub const DRAFT_TEXT: Key = key("草案", "draft_text");
pub const DRAFTING_NOTES: Key = key("起草说明", "drafting_notes");
pub const CHANNELS: Key = key("意见渠道", "channels");
pub const FED_BACK: Key = key("反馈日期", "fed_back");
pub const RECEIVED: Key = key("收到意见", "received");
pub const FEEDBACK: Key = key("反馈", "feedback");
pub const DECISION: Key = key("决策", "decision");

/// Which kinds of documents have a key.
#[derive(Debug, Clone, Copy)]
pub enum For {
    /// Every kind.
    All,
    /// Some kinds; on others the key is a warning.
    Kinds(&'static [Kind]),
}

impl For {
    /// Whether documents of a kind have the key.
    pub fn covers(self, kind: Kind) -> bool {
        match self {
            Self::All => true,
            Self::Kinds(kinds) => kinds.contains(&kind),
        }
    }
}

const POLICY: For = For::Kinds(&[Kind::Policy]);
const INTERPRETATION: For = For::Kinds(&[Kind::Interpretation]);
const DECISIONS: For = For::Kinds(&[Kind::Decision]);
const CONSULTATION: For = For::Kinds(&[Kind::Consultation]);
const PARTICIPATION: For = For::Kinds(&[Kind::Decision, Kind::Consultation]);
const TOPICAL: For = For::Kinds(&[Kind::Policy, Kind::Interpretation, Kind::Qa]);

/// Every key of front matter, in the order in which `portal new` writes them.
pub const TABLE: &[(Key, For)] = &[
    (TITLE, For::All),
    (KIND, For::All),
    (SUMMARY, For::All),
    (INDEX_NUMBER, For::All),
    (DOCUMENT_NUMBER, POLICY),
    (ISSUER, POLICY),
    (DRAFTER, For::All),
    (NATURE, POLICY),
    (GENRE, POLICY),
    (REGISTRATION_NUMBER, POLICY),
    (WRITTEN, POLICY),
    (PUBLISHED, For::All),
    (EFFECTIVE, POLICY),
    (EXPIRES, POLICY),
    (DISCLOSURE, For::All),
    (WITHHELD_GROUND, For::All),
    (REVIEW_DUE, For::All),
    (CATALOGUE, For::All),
    (TOPIC, TOPICAL),
    (TAGS, For::All),
    (AUDIENCES, For::All),
    (AMENDS, POLICY),
    (REPEALS, POLICY),
    (DECLARES_VOID, POLICY),
    (EXTENDS, POLICY),
    (VERSIONS, POLICY),
    (INTERPRETS, INTERPRETATION),
    (FORM, INTERPRETATION),
    (PHASE, INTERPRETATION),
    (INTERPRETER, INTERPRETATION),
    (PHONE, For::All),
    (WAIVER, POLICY),
    (UNDERTAKER, DECISIONS),
    (DECISION_CLASS, DECISIONS),
    (DECISION_BASIS, DECISIONS),
    (DECIDED, DECISIONS),
    (DECISION_DOCUMENT, PARTICIPATION),
    (STEPS, DECISIONS),
    (ATTENDANCE, DECISIONS),
    (SOLICITED_BY, CONSULTATION),
    (OPENS, CONSULTATION),
    (CLOSES, CONSULTATION),
    (SHORTENED, CONSULTATION),
    (DRAFT_TEXT, CONSULTATION),
    (DRAFTING_NOTES, CONSULTATION),
    (CHANNELS, CONSULTATION),
    (HEARINGS, PARTICIPATION),
    (FED_BACK, CONSULTATION),
    (RECEIVED, CONSULTATION),
    (FEEDBACK, CONSULTATION),
    (DECISION, CONSULTATION),
    (REVIEWS, For::All),
    (ATTACHMENTS, For::All),
    (INDICATOR, For::All),
    (PERIOD, For::All),
    (URL, For::All),
    (ALIASES, For::All),
    (DRAFT, For::All),
];

/// The keys alone.
pub fn all() -> Vec<Key> {
    TABLE.iter().map(|(key, _)| *key).collect()
}

/// Finds a key by either name.
pub fn find(name: &str) -> Option<(Key, For)> {
    TABLE.iter().find(|(key, _)| key.zh == name || key.en == name).copied()
}

/// Keys of one act on another document.
pub mod act {
    use super::{Key, key};
    pub const FILE: Key = key("文件", "file");
    pub const DATE: Key = key("日期", "date");
    pub const CLAUSES: Key = key("条款", "clauses");
    pub const TO: Key = key("至", "to");
    pub const EXTERNAL: Key = key("外部文件", "external");
    pub const ALL: &[Key] = &[FILE, DATE, CLAUSES, TO, EXTERNAL];
}

/// Keys of one earlier version.
pub mod version {
    use super::{Key, key};
    pub const DATE: Key = key("日期", "date");
    pub const TEXT: Key = key("正文", "text");
    pub const BASIS: Key = key("依据", "basis");
    pub const ALL: &[Key] = &[DATE, TEXT, BASIS];
}

/// Keys of one review.
pub mod review {
    use super::{Key, key};
    pub const STEP: Key = key("环节", "step");
    pub const PERSON: Key = key("人", "person");
    pub const DATE: Key = key("日期", "date");
    pub const ALL: &[Key] = &[STEP, PERSON, DATE];
    /// The three reviews in their order.
    pub const STEPS: &[&str] = &["初审", "复审", "终审"];
}

/// Keys of one attachment.
pub mod attachment {
    use super::{Key, key};
    pub const NAME: Key = key("名称", "name");
    pub const FILE: Key = key("文件", "file");
    pub const ALL: &[Key] = &[NAME, FILE];
}

/// Keys of one step of a decision.
pub mod step {
    use super::{Key, key};
    pub const NAME: Key = key("环节", "step");
    pub const DATE: Key = key("日期", "date");
    pub const SUBMITTED: Key = key("送审日期", "submitted");
    pub const FILES: Key = key("文件", "files");
    pub const NOTE: Key = key("说明", "note");
    pub const INAPPLICABLE: Key = key("不适用", "inapplicable");
    pub const ALL: &[Key] = &[NAME, DATE, SUBMITTED, FILES, NOTE, INAPPLICABLE];
}

/// Keys of one meeting that the public attended.
pub mod meeting {
    use super::{Key, key};
    pub const NAME: Key = key("会议", "meeting");
    pub const DATE: Key = key("日期", "date");
    pub const PEOPLE: Key = key("代表", "people");
    pub const ALL: &[Key] = &[NAME, DATE, PEOPLE];
}

/// Keys of those who attended, and of what they said.
pub mod attendee {
    use super::{Key, key};
    pub const CLASS: Key = key("类别", "class");
    pub const COUNT: Key = key("人数", "count");
    pub const OPINION: Key = key("意见", "opinion");
    pub const ADOPTION: Key = key("采纳", "adoption");
    pub const REASON: Key = key("理由", "reason");
    pub const ALL: &[Key] = &[CLASS, COUNT, OPINION, ADOPTION, REASON];
}

/// Keys of one hearing.
pub mod hearing {
    use super::{Key, key};
    pub const DATE: Key = key("日期", "date");
    pub const PLACE: Key = key("地点", "place");
    pub const ANNOUNCED: Key = key("公告日期", "announced");
    pub const DELIVERED: Key = key("材料送达", "delivered");
    pub const FILES: Key = key("文件", "files");
    pub const ALL: &[Key] = &[DATE, PLACE, ANNOUNCED, DELIVERED, FILES];
}

/// Keys of the ways in which comments can be sent.
pub mod channel {
    use super::{Key, key};
    pub const PHONE: Key = key("电话", "phone");
    pub const EMAIL: Key = key("邮箱", "email");
    pub const ADDRESS: Key = key("地址", "address");
    pub const WEB: Key = key("网址", "web");
    pub const ALL: &[Key] = &[PHONE, EMAIL, ADDRESS, WEB];
}

/// Keys of one comment and of what became of it; the columns of a table of them as well.
pub mod comment {
    use super::{Key, key};
    pub const TEXT: Key = key("意见", "comment");
    pub const PROPOSER: Key = key("提出者", "proposer");
    pub const ADOPTION: Key = key("采纳", "adoption");
    pub const REASON: Key = key("理由", "reason");
    pub const ALL: &[Key] = &[TEXT, PROPOSER, ADOPTION, REASON];
}
