//! 公开属性: whether a document may be seen, and on what ground it may not.

use jiff::civil::Date;

/// Whether a document is published (国令第711号, Article 13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disclosure {
    /// 主动公开.
    Proactive,
    /// 依申请公开: exists, is counted, and is never shown.
    OnRequest {
        /// When it must be looked at again.
        review_due: Date,
    },
    /// 不予公开, with the legal ground and the regular review that Article 18 asks for.
    Withheld {
        /// The ground.
        ground: Ground,
        /// When it must be looked at again.
        review_due: Date,
    },
}

impl Disclosure {
    /// The values that editors write, with their English names.
    pub const NAMES: &'static [(&'static str, &'static str)] =
        &[("主动公开", "proactive"), ("依申请公开", "on_request"), ("不予公开", "withheld")];

    /// True when the public may see the document.
    pub fn is_public(&self) -> bool {
        *self == Self::Proactive
    }

    /// The name that people read.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Proactive => "主动公开",
            Self::OnRequest { .. } => "依申请公开",
            Self::Withheld { .. } => "不予公开",
        }
    }

    /// The date of the next review, for documents that are not public.
    pub fn review_due(&self) -> Option<Date> {
        match self {
            Self::Proactive => None,
            Self::OnRequest { review_due } | Self::Withheld { review_due, .. } => Some(*review_due),
        }
    }
}

/// A ground for withholding: 国令第711号, Articles 14 to 16.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ground(&'static str);

impl Ground {
    /// The grounds, written as the article and the case.
    pub const ALL: &'static [&'static str] = &[
        "14-秘密",
        "14-法禁",
        "14-三安全一稳定",
        "15-商业秘密",
        "15-个人隐私",
        "16-1-人事",
        "16-1-后勤",
        "16-1-流程",
        "16-2-讨论记录",
        "16-2-过程稿",
        "16-2-磋商信函",
        "16-2-请示报告",
        "16-2-执法案卷",
    ];

    /// Parses a ground as it is written in the list.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|ground| **ground == text).map(|ground| Self(ground))
    }

    /// As written.
    pub fn name(self) -> &'static str {
        self.0
    }
}
