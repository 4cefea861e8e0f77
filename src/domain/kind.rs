//! The kinds of documents.

/// What a document is; its own key 类型 says so, else its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 政策文件.
    Policy,
    /// 政策解读.
    Interpretation,
    /// 重大行政决策 (国令第713号).
    Decision,
    /// 征求意见.
    Consultation,
    /// 政策问答.
    Qa,
    /// 惠企政策.
    Benefit,
    /// 政府公报.
    Gazette,
    /// 政府信息公开工作年度报告 (国令第711号, Articles 49 and 50).
    AnnualReport,
    /// 政府开放日.
    OpenDay,
    /// 公众留言.
    Letter,
    /// 页面.
    Page,
    /// 动态.
    News,
}

impl Kind {
    /// Every kind with its Chinese and its English name.
    pub const NAMES: &'static [(Kind, &'static str, &'static str)] = &[
        (Kind::Policy, "政策文件", "policy"),
        (Kind::Interpretation, "政策解读", "interpretation"),
        (Kind::Decision, "重大行政决策", "decision"),
        (Kind::Consultation, "征求意见", "consultation"),
        (Kind::Qa, "政策问答", "qa"),
        (Kind::Benefit, "惠企政策", "benefit"),
        (Kind::Gazette, "政府公报", "gazette"),
        (Kind::AnnualReport, "年度报告", "annual_report"),
        (Kind::OpenDay, "开放日", "open_day"),
        (Kind::Letter, "留言", "letter"),
        (Kind::Page, "页面", "page"),
        (Kind::News, "动态", "news"),
    ];

    /// Parses either name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, zh, en)| text == *zh || text == *en).map(|(kind, ..)| *kind)
    }

    fn names(self) -> (&'static str, &'static str) {
        let row = Self::NAMES.iter().find(|(kind, ..)| *kind == self);
        row.map_or(("", ""), |(_, zh, en)| (zh, en))
    }

    /// The name that people read.
    pub fn label(self) -> &'static str {
        self.names().0
    }

    /// The name in data files.
    pub fn name(self) -> &'static str {
        self.names().1
    }
}
