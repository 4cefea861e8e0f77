//! 期限: by when an item is published, as officials write it.

use crate::domain::text::chinese_number;
use jiff::civil::Weekday;

/// 期限 of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// 及时: no day is named.
    Promptly,
    /// 当日.
    SameDay,
    /// 每周公开, 每月公开, 季末前: within the period itself.
    PeriodEnd,
    /// 每周五前.
    WeekdayOfWeek(Weekday),
    /// 次周一前: a day of the week after the period.
    WeekdayOfNextWeek(Weekday),
    /// 当月25日前.
    DayOfMonth(i8),
    /// 次月10日前: a day of the first month after the period; 31 stands for its end.
    DayOfNextMonth(i8),
    /// 季后15日内, 半年后20日内: days after the period.
    AfterPeriod(Length),
    /// 1月底前, 3月20日前: a day of a year; 31 stands for the end of the month.
    OfYear {
        /// The month.
        month: i8,
        /// The day.
        day: i8,
        /// Which year's information is due on it.
        subject: Subject,
    },
    /// 3个工作日内, 10日内: days after the event.
    AfterEvent(Length),
}

/// A number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Calendar days.
    Days(u16),
    /// Working days.
    WorkingDays(u16),
}

/// Whose year a yearly item is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// 上年: what is due in January 2026 is about 2025.
    PreviousYear,
    /// 本年: what is due in December 2026 is about 2026.
    SameYear,
}

impl Subject {
    /// Parses 所属年度.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "上年" | "上年度" => Some(Self::PreviousYear),
            "本年" | "本年度" | "当年" => Some(Self::SameYear),
            _ => None,
        }
    }

    /// Where nothing is said: a year is told of after it has ended, but by the end of December.
    fn of_month(month: i8) -> Self {
        if month == 12 { Self::SameYear } else { Self::PreviousYear }
    }
}

/// The forms that are understood, for messages.
pub const FORMS: &str = "及时、当日、每周公开、每月公开、年度公开（1月底前完成）、每周五前、次周一前、当月25日前、月底前、次月10日前、\
季后15日内、半年后20日内、季后10个工作日内、1月底前、次年1月底前、3月20日前、年底前、3个工作日内、政策文件出台后3个工作日内公开";

impl Deadline {
    /// Parses a deadline as officials write it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = tidy(text);
        word(&text).or_else(|| within(&text)).or_else(|| before(&text))
    }

    /// The same deadline about another year, where it is one of a year.
    #[must_use]
    pub fn about(self, subject: Subject) -> Self {
        match self {
            Self::OfYear { month, day, .. } => Self::OfYear { month, day, subject },
            other => other,
        }
    }
}

/// Without spaces and full-width digits, without the verb at the end; of 年度公开（1月底前完成）what stands
/// in the brackets, which says it more exactly.
fn tidy(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '(' => '（',
        ')' => '）',
        c => c,
    };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    let inner = text.strip_suffix('）').and_then(|text| text.split_once('（')).map(|(_, inner)| inner);
    let mut text = inner.unwrap_or(&text);
    while let Some(bare) = ["完成", "公开", "发布", "更新", "公布"].iter().find_map(|verb| text.strip_suffix(verb))
    {
        text = bare;
    }
    text.to_owned()
}

fn word(text: &str) -> Option<Deadline> {
    Some(match text {
        "及时" | "即时" | "实时" | "随时" => Deadline::Promptly,
        "当日" | "当日内" | "当天" | "当天内" | "每日" | "每天" => Deadline::SameDay,
        "每周" | "每月" | "每季度" | "每季" | "每半年" | "每年" | "年度" | "月度" | "季度" | "半年度" | "当月"
        | "当周" | "月底前" | "当月底前" | "每月底前" | "季末前" | "季度末前" | "每季度末前" | "周末前" => {
            Deadline::PeriodEnd
        }
        "年底前" | "年末前" | "每年年底前" | "当年年底前" | "每年底前" => {
            Deadline::OfYear { month: 12, day: 31, subject: Subject::SameYear }
        }
        "次月底前" | "下月底前" => Deadline::DayOfNextMonth(31),
        _ => return None,
    })
}

/// …N个工作日内, …N日内.
fn within(text: &str) -> Option<Deadline> {
    let text = text.strip_suffix('内')?;
    let (rest, working) = match text.strip_suffix("个工作日").or_else(|| text.strip_suffix("工作日")) {
        Some(rest) => (rest, true),
        None => (text.strip_suffix("个自然日").or_else(|| text.strip_suffix(['日', '天']))?, false),
    };
    let start =
        rest.char_indices().rev().take_while(|(_, c)| c.is_ascii_digit() || "一二三四五六七八九十百两".contains(*c));
    let at = start.last()?.0;
    let (from, count) = rest.split_at(at);
    let count: u16 = number(count, 366)?;
    let length = if working { Length::WorkingDays(count) } else { Length::Days(count) };
    const PERIOD_ENDS: &[&str] = &["周", "月", "月度", "季", "季度", "半年", "半年度", "年", "年度"];
    let of_period = from.strip_suffix('后').is_some_and(|from| {
        let from = from.strip_prefix('每').unwrap_or(from);
        let from = ["结束", "终了"].iter().find_map(|word| from.strip_suffix(word)).unwrap_or(from);
        PERIOD_ENDS.contains(&from)
    });
    match of_period {
        true => Some(Deadline::AfterPeriod(length)),
        false => (from.is_empty() || from.ends_with(['后', '起'])).then_some(Deadline::AfterEvent(length)),
    }
}

/// …前: a day of the week, the month or the year.
fn before(text: &str) -> Option<Deadline> {
    let text = text.strip_suffix('前').unwrap_or(text);
    if let Some((next, day)) = text.split_once('周').filter(|(_, day)| day.chars().count() == 1) {
        return match next {
            "" | "每" | "当" | "本" => weekday(day).map(Deadline::WeekdayOfWeek),
            "次" | "下" => weekday(day).map(Deadline::WeekdayOfNextWeek),
            _ => None,
        };
    }
    let (month, day) = text.split_once('月')?;
    let day = match day {
        "底" | "末" | "下旬" | "" => 31,
        "上旬" => 10,
        "中旬" => 20,
        day => number(day.strip_suffix(['日', '号'])?, 31)?,
    };
    match month {
        "当" | "每" | "本" => return Some(Deadline::DayOfMonth(day)),
        "次" | "下" | "每季度首" | "季后首" | "次季首" | "次季度首" => {
            return Some(Deadline::DayOfNextMonth(day));
        }
        _ => {}
    }
    let of_next = ["次年", "下年", "下一年"].iter().find_map(|word| month.strip_prefix(word));
    let of_same = ["当年", "本年"].iter().find_map(|word| month.strip_prefix(word));
    let bare = of_next.or(of_same).unwrap_or_else(|| month.strip_prefix("每年").unwrap_or(month));
    let month = number(bare, 12)?;
    let subject = match (of_next, of_same) {
        (Some(_), _) => Subject::PreviousYear,
        (_, Some(_)) => Subject::SameYear,
        _ => Subject::of_month(month),
    };
    Some(Deadline::OfYear { month, day, subject })
}

/// A number from one on, in figures or in Han.
fn number<T: TryFrom<u32>>(text: &str, most: u32) -> Option<T> {
    let number = text.parse().ok().or_else(|| chinese_number(text))?;
    (1..=most).contains(&number).then(|| T::try_from(number).ok())?
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text {
        "一" => Weekday::Monday,
        "二" => Weekday::Tuesday,
        "三" => Weekday::Wednesday,
        "四" => Weekday::Thursday,
        "五" => Weekday::Friday,
        "六" => Weekday::Saturday,
        "日" | "天" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_year(month: i8, day: i8, subject: Subject) -> Deadline {
        Deadline::OfYear { month, day, subject }
    }

    #[test]
    fn official_forms() {
        use Deadline as D;
        use Length::{Days, WorkingDays};
        use Subject::{PreviousYear, SameYear};
        for (text, deadline) in [
            ("及时", D::Promptly),
            ("即时公开", D::Promptly),
            ("当日", D::SameDay),
            ("每周公开", D::PeriodEnd),
            ("每月公开", D::PeriodEnd),
            ("年度公开", D::PeriodEnd),
            ("1月底前", of_year(1, 31, PreviousYear)),
            ("年度公开（1月底前完成）", of_year(1, 31, PreviousYear)),
            ("年度公开（１月底前\n完成）", of_year(1, 31, PreviousYear)),
            ("年度公开(10月底前完成)", of_year(10, 31, PreviousYear)),
            ("次年3月20日前", of_year(3, 20, PreviousYear)),
            ("当年10月底前", of_year(10, 31, SameYear)),
            ("12月底前", of_year(12, 31, SameYear)),
            ("年底前", of_year(12, 31, SameYear)),
            ("3月20日前", of_year(3, 20, PreviousYear)),
            ("3月中旬前", of_year(3, 20, PreviousYear)),
            ("三月底前", of_year(3, 31, PreviousYear)),
            ("次月10日前", D::DayOfNextMonth(10)),
            ("每季度首月20日前", D::DayOfNextMonth(20)),
            ("当月25日前", D::DayOfMonth(25)),
            ("每月25日前公开", D::DayOfMonth(25)),
            ("月底前", D::PeriodEnd),
            ("每周五前", D::WeekdayOfWeek(Weekday::Friday)),
            ("次周一前", D::WeekdayOfNextWeek(Weekday::Monday)),
            ("季后15日内", D::AfterPeriod(Days(15))),
            ("季度结束后15日内", D::AfterPeriod(Days(15))),
            ("季后10个工作日内", D::AfterPeriod(WorkingDays(10))),
            ("半年后20日内", D::AfterPeriod(Days(20))),
            ("3个工作日内", D::AfterEvent(WorkingDays(3))),
            ("三个工作日内", D::AfterEvent(WorkingDays(3))),
            ("20个工作日内", D::AfterEvent(WorkingDays(20))),
            ("政策文件出台后3个工作日内公开", D::AfterEvent(WorkingDays(3))),
            ("信息形成或者变更之日起20个工作日内", D::AfterEvent(WorkingDays(20))),
            ("10日内", D::AfterEvent(Days(10))),
        ] {
            assert_eq!(Deadline::parse(text), Some(deadline), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_not_guessed() {
        for text in [
            "尽快",
            "适时",
            "13月底前",
            "次月40日前",
            "每周八前",
            "0个工作日内",
            "",
            "前",
            "内",
            "年",
            "日内",
            "（）",
            "工作日内",
        ] {
            assert_eq!(Deadline::parse(text), None, "{text}");
        }
    }
}
