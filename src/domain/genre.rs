//! 文种: what form of official document a text is.

/// The 15 kinds of 《党政机关公文处理工作条例》 (中办发〔2012〕14号) Article 8.
pub const OFFICIAL: &[&str] = &[
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函",
    "纪要",
];

/// Forms of regulatory documents beside them.
pub const REGULATORY: &[&str] = &["办法", "规定", "细则", "目录", "清单", "方案", "规划", "预案", "指南", "标准"];

/// True for a form that this product knows.
pub fn is_known(text: &str) -> bool {
    OFFICIAL.contains(&text) || REGULATORY.contains(&text)
}

/// All known forms, for “did you mean”.
pub fn all() -> impl Iterator<Item = &'static str> {
    OFFICIAL.iter().chain(REGULATORY).copied()
}

/// 文件性质 of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Nature {
    /// 规章.
    Rule,
    /// 行政规范性文件 (国办发〔2018〕37号).
    Normative,
    /// 其他公文.
    #[default]
    Other,
}

impl Nature {
    /// Every nature with its Chinese and its English name.
    pub const NAMES: &'static [(Nature, &'static str, &'static str)] = &[
        (Nature::Rule, "规章", "rule"),
        (Nature::Normative, "行政规范性文件", "normative"),
        (Nature::Other, "其他公文", "other"),
    ];

    /// Parses either name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, zh, en)| text == *zh || text == *en).map(|(nature, ..)| *nature)
    }

    /// The name that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Rule => "规章",
            Self::Normative => "行政规范性文件",
            Self::Other => "其他公文",
        }
    }

    /// The name in data files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Normative => "normative",
            Self::Other => "other",
        }
    }

    /// Whether the list of regulatory documents in force holds documents of this nature.
    pub fn is_regulatory(self) -> bool {
        self != Self::Other
    }
}
