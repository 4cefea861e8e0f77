//! 征求意见: its period, what became of the comments, and hearings (国令第713号, Articles 14 to 18).

use jiff::civil::Date;

/// Days that a consultation lasts, as a rule at least (国令第713号, Article 15).
pub const LEAST_DAYS: i32 = 30;

/// Days before a hearing by which its participants have the materials (国令第713号, Article 16).
pub const HEARING_DAYS: i32 = 7;

/// From when to when comments are taken, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub opens: Date,
    /// Last day.
    pub closes: Date,
}

impl Period {
    /// A period; none where it would end before it begins.
    pub fn new(opens: Date, closes: Date) -> Option<Self> {
        (opens <= closes).then_some(Self { opens, closes })
    }

    /// How many days it lasts; the day on which it begins is not counted (《民法典》, Article 201).
    pub fn days(self) -> i32 {
        days_between(self.opens, self.closes)
    }

    /// Whether it is shorter than the regulation asks, so that a reason has to be given.
    pub fn is_short(self) -> bool {
        self.days() < LEAST_DAYS
    }

    /// Where a consultation stands on a day, given the day of its feedback if there is one.
    pub fn stage(self, fed_back: Option<Date>, day: Date) -> Stage {
        match fed_back {
            _ if day < self.opens => Stage::NotYet,
            _ if day <= self.closes => Stage::Open,
            Some(fed_back) if fed_back <= day => Stage::FedBack,
            _ => Stage::Closed,
        }
    }
}

/// Calendar days from one date to another; the first is not counted.
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// Where a consultation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// It has not begun.
    NotYet,
    /// Comments are taken.
    Open,
    /// It is over, and nothing is known yet of what became of the comments.
    Closed,
    /// What became of the comments is published.
    FedBack,
}

impl Stage {
    /// The name in data files and of classes.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::FedBack => "fed_back",
        }
    }

    /// The name that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotYet => "尚未开始",
            Self::Open => "正在征求意见",
            Self::Closed => "已结束，尚未反馈",
            Self::FedBack => "已反馈",
        }
    }
}

/// What became of a comment. Who is not followed is told why (国令第713号, Articles 14 and 18).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Adoption {
    /// 采纳.
    Adopted,
    /// 部分采纳.
    Partly {
        /// Why not the rest.
        reason: String,
    },
    /// 未采纳.
    NotAdopted {
        /// Why not.
        reason: String,
    },
}

impl Adoption {
    /// The three words that editors write, with their English names.
    pub const NAMES: &'static [(&'static str, &'static str)] =
        &[("采纳", "adopted"), ("部分采纳", "partly"), ("未采纳", "not_adopted")];

    /// The English name of one of the three words, given either.
    pub fn parse(text: &str) -> Option<&'static str> {
        Self::NAMES.iter().find(|(zh, en)| text == *zh || text == *en).map(|(_, en)| *en)
    }

    /// An adoption by its English name; none where the reason that it needs is not given.
    pub fn new(name: &str, reason: Option<String>) -> Option<Self> {
        match name {
            "adopted" => Some(Self::Adopted),
            "partly" => reason.map(|reason| Self::Partly { reason }),
            "not_adopted" => reason.map(|reason| Self::NotAdopted { reason }),
            _ => None,
        }
    }

    fn names(&self) -> (&'static str, &'static str) {
        match self {
            Self::Adopted => Self::NAMES[0],
            Self::Partly { .. } => Self::NAMES[1],
            Self::NotAdopted { .. } => Self::NAMES[2],
        }
    }

    /// The word that people read.
    pub fn label(&self) -> &'static str {
        self.names().0
    }

    /// The name in data files.
    pub fn name(&self) -> &'static str {
        self.names().1
    }

    /// Why a comment was not, or not wholly, adopted.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Adopted => None,
            Self::Partly { reason } | Self::NotAdopted { reason } => Some(reason),
        }
    }
}

/// Who comments. Never a name: a comment is published by the kind of person that made it, because
/// a person's name is none of the public's business (国令第711号, Article 15).
pub const PROPOSERS: &[&str] =
    &["公民", "企业", "社会组织", "村（居）民委员会", "机关和事业单位", "专家学者", "人大代表", "政协委员", "其他"];

/// Who attends the meeting that decides.
pub const ATTENDEES: &[&str] = &["利益相关方", "公众代表", "专家", "媒体"];

/// What is wrong with the times of a hearing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HearingFault {
    /// It was not announced before it was held.
    NotAnnounced,
    /// Its materials came later than seven days before.
    LateMaterials,
}

/// Whether a hearing was announced before it was held, and its materials were delivered at least
/// seven days before (国令第713号, Article 16).
pub fn hearing_fault(held: Date, announced: Date, delivered: Option<Date>) -> Option<HearingFault> {
    if announced >= held {
        return Some(HearingFault::NotAnnounced);
    }
    let late = delivered.is_some_and(|delivered| days_between(delivered, held) < HEARING_DAYS);
    late.then_some(HearingFault::LateMaterials)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::parse_iso;

    fn day(text: &str) -> Date {
        parse_iso(text).unwrap()
    }

    #[test]
    fn feedback_is_not_known_before_its_day() {
        let period = Period::new(day("2026-10-01"), day("2026-10-31")).unwrap();
        let stage = |fed_back: &str, on: &str| period.stage(parse_iso(fed_back), day(on));
        assert_eq!(stage("2026-11-10", "2026-11-09"), Stage::Closed);
        assert_eq!(stage("2026-11-10", "2026-11-10"), Stage::FedBack);
        assert_eq!(stage("", "2026-11-10"), Stage::Closed);
        assert_eq!(stage("", "2026-10-31"), Stage::Open);
    }

    #[test]
    fn what_is_not_adopted_has_its_reason() {
        assert_eq!(Adoption::new("partly", None), None);
        assert_eq!(Adoption::new("not_adopted", None), None);
        assert_eq!(Adoption::new("adopted", None), Some(Adoption::Adopted));
        let told = Adoption::new("not_adopted", Some("成本过高".to_owned())).unwrap();
        assert_eq!((told.label(), told.name(), told.reason()), ("未采纳", "not_adopted", Some("成本过高")));
    }

    #[test]
    fn materials_come_seven_days_before_the_hearing() {
        let fault =
            |announced: &str, delivered: &str| hearing_fault(day("2026-06-20"), day(announced), parse_iso(delivered));
        assert_eq!(fault("2026-06-01", "2026-06-13"), None);
        assert_eq!(fault("2026-06-01", "2026-06-14"), Some(HearingFault::LateMaterials));
        assert_eq!(fault("2026-06-20", "2026-06-13"), Some(HearingFault::NotAnnounced));
        assert_eq!(fault("2026-06-19", ""), None);
    }
}
