//! 重大行政决策: the steps that 《重大行政决策程序暂行条例》(国令第713号) asks for, and their order.

use super::date;
use jiff::civil::Date;

/// The five classes of Article 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Item 1: public services, supervision of markets, social administration, the environment.
    Policy,
    /// Item 2: important plans of economic and social development.
    Plan,
    /// Item 3: use and protection of natural and cultural resources.
    Resources,
    /// Item 4: public construction projects.
    Project,
    /// Item 5: other matters of great public interest.
    Other,
}

impl Class {
    /// Every class with its Chinese and its English name.
    pub const NAMES: &'static [(Class, &'static str, &'static str)] = &[
        (Class::Policy, "公共政策和措施", "policy"),
        (Class::Plan, "重要规划", "plan"),
        (Class::Resources, "自然资源和文化资源", "resources"),
        (Class::Project, "重大公共建设项目", "project"),
        (Class::Other, "其他重大事项", "other"),
    ];

    /// Parses either name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, zh, en)| text == *zh || text == *en).map(|(class, ..)| *class)
    }

    /// The name that people read.
    pub fn label(self) -> &'static str {
        Self::NAMES.iter().find(|(class, ..)| *class == self).map_or("", |(_, zh, _)| zh)
    }

    /// The name in data files.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(class, ..)| *class == self).map_or("", |(.., en)| en)
    }
}

/// A step of a decision, in the order of the regulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// 启动.
    Launch,
    /// 公众参与.
    Participation,
    /// 专家论证.
    Expertise,
    /// 风险评估.
    Risk,
    /// 合法性审查.
    Legality,
    /// 集体讨论.
    Deliberation,
    /// 公布.
    Announcement,
    /// 归档.
    Filing,
    /// 执行.
    Implementation,
    /// 后评估.
    Evaluation,
}

impl Step {
    /// Every step with its Chinese and its English name.
    pub const NAMES: &'static [(Step, &'static str, &'static str)] = &[
        (Step::Launch, "启动", "launch"),
        (Step::Participation, "公众参与", "participation"),
        (Step::Expertise, "专家论证", "expertise"),
        (Step::Risk, "风险评估", "risk"),
        (Step::Legality, "合法性审查", "legality"),
        (Step::Deliberation, "集体讨论", "deliberation"),
        (Step::Announcement, "公布", "announcement"),
        (Step::Filing, "归档", "filing"),
        (Step::Implementation, "执行", "implementation"),
        (Step::Evaluation, "后评估", "evaluation"),
    ];

    /// The seven steps that a decision goes through until it is announced.
    pub const LEGAL: &'static [Step] = &[
        Step::Launch,
        Step::Participation,
        Step::Expertise,
        Step::Risk,
        Step::Legality,
        Step::Deliberation,
        Step::Announcement,
    ];

    /// What may follow, and is no gap where it is not there.
    pub const OPTIONAL: &'static [Step] = &[Step::Filing, Step::Implementation, Step::Evaluation];

    /// Parses either name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, zh, en)| text == *zh || text == *en).map(|(step, ..)| *step)
    }

    /// The name that people read.
    pub fn label(self) -> &'static str {
        Self::NAMES.iter().find(|(step, ..)| *step == self).map_or("", |(_, zh, _)| zh)
    }

    /// The name in data files.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(step, ..)| *step == self).map_or("", |(.., en)| en)
    }

    /// The articles of 国令第713号 that the step rests on.
    pub fn articles(self) -> &'static str {
        match self {
            Self::Launch => "第十条至第十三条",
            Self::Participation => "第十四条至第十八条",
            Self::Expertise => "第十九条至第二十一条",
            Self::Risk => "第二十二条至第二十四条",
            Self::Legality => "第二十五条至第二十八条",
            Self::Deliberation => "第二十九条至第三十一条",
            Self::Announcement => "第三十二条",
            Self::Filing => "第三十三条",
            Self::Implementation => "第三十四条、第三十五条",
            Self::Evaluation => "第三十六条",
        }
    }

    /// On what ground the step may be left out: where the decision by law is not disclosed
    /// (Article 14), is not of a technical nature (Article 19), or cannot do harm to social
    /// stability and public safety (Article 22). None for the steps without which there is no
    /// decision: one that was not reviewed must not be discussed (Article 25).
    pub fn inapplicable_where(self) -> Option<&'static str> {
        match self {
            Self::Participation => Some("依法不予公开的决策事项（国令第713号第十四条）"),
            Self::Expertise => Some("专业性、技术性不强的决策事项（国令第713号第十九条）"),
            Self::Risk => Some("不会对社会稳定、公共安全等方面造成不利影响的决策事项（国令第713号第二十二条）"),
            _ => None,
        }
    }

    /// Steps of one rank may be taken in any order; those of a lower rank come before.
    fn rank(self) -> u8 {
        match self {
            Self::Launch => 0,
            Self::Participation | Self::Expertise | Self::Risk => 1,
            Self::Legality => 2,
            Self::Deliberation => 3,
            Self::Announcement => 4,
            Self::Filing | Self::Implementation | Self::Evaluation => 5,
        }
    }
}

/// The first two steps, as places in the list, of which the later one by law has the earlier date:
/// the one that came too early, and the one that should have come before it.
pub fn out_of_order(steps: &[(Step, Date)]) -> Option<(usize, usize)> {
    let pairs = steps.iter().enumerate().flat_map(|(late, _)| (0..steps.len()).map(move |early| (late, early)));
    pairs.into_iter().find(|(late, early)| {
        let ((later, too_early), (earlier, date)) = (steps[*late], steps[*early]);
        earlier.rank() < later.rank() && too_early < date
    })
}

/// Working days that the review of legality is given, as a rule (国令第713号, Article 26).
pub const REVIEW_WORKDAYS: i32 = 7;

/// First day of 国令第713号: what was discussed before it is not measured by it.
pub fn in_force_from() -> Date {
    Date::constant(2019, 9, 1)
}

/// The forms of 计划完成时间 that are understood.
pub const PLANNED_FORMS: &str = "2026年12月、2026年9月底前、2026年底前、2026-12-31";

/// The last day of a planned time as officials write it.
pub fn planned_end(text: &str) -> Option<Date> {
    if let Some(day) = date::parse_iso(text) {
        return Some(day);
    }
    let (year, rest) = text.split_once('年')?;
    let year: i16 = year.parse().ok().filter(|year| (1949..=2999).contains(year))?;
    let month = match rest.trim_end_matches('前').trim_end_matches('底') {
        "" => 12,
        rest => rest.strip_suffix('月')?.parse().ok()?,
    };
    // 12月前 would leave it open whether the month itself is meant.
    if rest.ends_with('前') && !rest.ends_with("底前") {
        return None;
    }
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        date::parse_iso(text).unwrap()
    }

    #[test]
    fn the_middle_steps_come_in_any_order_and_the_others_do_not() {
        let steps = |days: [&str; 4]| {
            let order = [Step::Launch, Step::Risk, Step::Participation, Step::Legality];
            order.into_iter().zip(days.map(day)).collect::<Vec<_>>()
        };
        assert_eq!(out_of_order(&steps(["2026-01-01", "2026-03-01", "2026-02-01", "2026-03-01"])), None);
        assert_eq!(out_of_order(&steps(["2026-01-01", "2026-03-02", "2026-02-01", "2026-03-01"])), Some((3, 1)));
        assert_eq!(out_of_order(&steps(["2026-04-01", "2026-05-01", "2026-04-01", "2026-06-01"])), None);
        assert_eq!(out_of_order(&[]), None);
    }

    #[test]
    fn planned_times_end_with_their_month() {
        let ends = [
            ("2026年12月", "2026-12-31"),
            ("2026年2月底前", "2026-02-28"),
            ("2026年9月底", "2026-09-30"),
            ("2026年底前", "2026-12-31"),
            ("2026年", "2026-12-31"),
            ("2026-11-15", "2026-11-15"),
        ];
        for (text, end) in ends {
            assert_eq!(planned_end(text), Some(day(end)), "{text}");
        }
        for wrong in ["年底前", "2026年13月", "2026年9月前", "26年9月", "尽快", "", "2026年前", "99999年1月"]
        {
            assert_eq!(planned_end(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_step_has_its_names_and_articles() {
        assert_eq!(Step::NAMES.len(), Step::LEGAL.len() + Step::OPTIONAL.len());
        for step in Step::LEGAL.iter().chain(Step::OPTIONAL) {
            assert_eq!(Step::parse(step.label()), Some(*step));
            assert_eq!(Step::parse(step.name()), Some(*step));
            assert!(step.articles().starts_with('第'));
        }
    }
}
