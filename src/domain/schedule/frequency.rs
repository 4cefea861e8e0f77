//! 频率: how often an item is published.

use crate::domain::Date;
use crate::domain::period::Period;

/// 频率 of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// 即时.
    Promptly,
    /// 每日.
    Daily,
    /// 每周.
    Weekly,
    /// 每月.
    Monthly,
    /// 每季度.
    Quarterly,
    /// 每半年.
    HalfYearly,
    /// 每年.
    Yearly,
    /// 事件后.
    AfterEvent,
}

/// Other words for a frequency, as tables of offices write them.
const SYNONYMS: &[(&str, Frequency)] = &[
    ("及时", Frequency::Promptly),
    ("实时", Frequency::Promptly),
    ("每天", Frequency::Daily),
    ("按日", Frequency::Daily),
    ("按周", Frequency::Weekly),
    ("月度", Frequency::Monthly),
    ("按月", Frequency::Monthly),
    ("每季", Frequency::Quarterly),
    ("季度", Frequency::Quarterly),
    ("按季度", Frequency::Quarterly),
    ("半年", Frequency::HalfYearly),
    ("半年度", Frequency::HalfYearly),
    ("每半年度", Frequency::HalfYearly),
    ("年度", Frequency::Yearly),
    ("按年度", Frequency::Yearly),
];

impl Frequency {
    /// Every frequency with its name.
    pub const NAMES: &'static [(Frequency, &'static str)] = &[
        (Frequency::Promptly, "即时"),
        (Frequency::Daily, "每日"),
        (Frequency::Weekly, "每周"),
        (Frequency::Monthly, "每月"),
        (Frequency::Quarterly, "每季度"),
        (Frequency::HalfYearly, "每半年"),
        (Frequency::Yearly, "每年"),
        (Frequency::AfterEvent, "事件后"),
    ];

    /// Parses a name, or another word for it, with or without 公开 after it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let bare = text.strip_suffix("公开").unwrap_or(text);
        let name = Self::NAMES.iter().find(|(_, name)| *name == bare).map(|(frequency, _)| *frequency);
        name.or_else(|| SYNONYMS.iter().find(|(word, _)| *word == bare).map(|(_, frequency)| *frequency))
    }

    /// The name that people read.
    pub fn label(self) -> &'static str {
        Self::NAMES.iter().find(|(frequency, _)| *frequency == self).map_or("", |(_, name)| name)
    }

    /// The period of this length that a day lies in; none for what has no periods.
    pub fn period_of(self, day: Date) -> Option<Period> {
        let like = match self {
            Self::Promptly | Self::AfterEvent => return None,
            Self::Daily => Period::Day(day),
            Self::Weekly => Period::Week(0, 0),
            Self::Monthly => Period::Month(0, 0),
            Self::Quarterly => Period::Quarter(0, 0),
            Self::HalfYearly => Period::Half(0, 0),
            Self::Yearly => Period::Year(0),
        };
        Some(like.of_same_length(day))
    }

    /// Whether a period is one that items of this frequency have. What is published when something
    /// happens is about the day on which it happened.
    pub fn has(self, period: Period) -> bool {
        match self.period_of(period.first()) {
            Some(own) => own == period,
            None => matches!(period, Period::Day(_)),
        }
    }

    /// An example of 期间 for messages.
    pub fn example(self) -> &'static str {
        match self {
            Self::Promptly | Self::AfterEvent => "2026-03-05（事项发生之日）",
            Self::Daily => "2026-03-05",
            Self::Weekly => "2026-W07",
            Self::Monthly => "2026-10",
            Self::Quarterly => "2026-Q3",
            Self::HalfYearly => "2026-H1",
            Self::Yearly => "2026",
        }
    }
}
