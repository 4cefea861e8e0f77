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
