//! 定时公开: how often an item is published and by when, as officials write it.

use jiff::civil::{Date, Weekday};

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

    /// Parses a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, name)| *name == text.trim()).map(|(frequency, _)| *frequency)
    }

    /// The name that people read.
    pub fn label(self) -> &'static str {
        Self::NAMES.iter().find(|(frequency, _)| *frequency == self).map_or("", |(_, name)| name)
    }
}

/// 期限 of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// 及时: no day is named.
    Promptly,
    /// 当日.
    SameDay,
    /// 每周五前.
    WeekdayOfWeek(Weekday),
    /// 当月25日前.
    DayOfMonth(i8),
    /// 次月10日前: a day of the month after the period.
    DayOfNextMonth(i8),
    /// 季后15日内, 半年后20日内: calendar days after the period.
    DaysAfterPeriod(i8),
    /// 1月底前.
    EndOfMonth(i8),
    /// 3月20日前.
    DayOfYear(i8, i8),
    /// 3个工作日内: working days after the event.
    WorkingDays(u16),
}

/// The forms that are understood, for messages.
pub const FORMS: &str =
    "及时、当日、每周五前、当月25日前、次月10日前、季后15日内、半年后20日内、1月底前、3月20日前、3个工作日内";

impl Deadline {
    /// Parses a deadline as officials write it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text {
            "及时" | "即时" | "及时公开" => return Some(Self::Promptly),
            "当日" | "当日内" | "当天" => return Some(Self::SameDay),
            _ => {}
        }
        if let Some(number) = text.strip_suffix("个工作日内") {
            return number.parse().ok().filter(|n| *n > 0).map(Self::WorkingDays);
        }
        if let Some(days) = text.strip_suffix("日内") {
            let days = days.strip_prefix("季后").or_else(|| days.strip_prefix("半年后"))?;
            return day_number(days, 90).map(Self::DaysAfterPeriod);
        }
        let before = text.strip_suffix('前')?;
        if let Some(day) = before.strip_prefix("每周") {
            return weekday(day).map(Self::WeekdayOfWeek);
        }
        if let Some(month) = before.strip_suffix("月底") {
            return day_number(month, 12).map(Self::EndOfMonth);
        }
        let day = before.strip_suffix('日')?;
        if let Some(day) = day.strip_prefix("次月") {
            return day_number(day, 31).map(Self::DayOfNextMonth);
        }
        if let Some(day) = day.strip_prefix("当月").or_else(|| day.strip_prefix("每月")) {
            return day_number(day, 31).map(Self::DayOfMonth);
        }
        let (month, day) = day.split_once('月')?;
        Some(Self::DayOfYear(day_number(month, 12)?, day_number(day, 31)?))
    }
}

fn day_number(text: &str, most: i8) -> Option<i8> {
    text.parse().ok().filter(|n| (1..=most).contains(n))
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

/// A frequency and a deadline that fit each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    frequency: Frequency,
    deadline: Deadline,
}

/// A day on which something is due, and the period that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The last day in time.
    pub date: Date,
    /// 2026年10月, 2026年第3季度 …
    pub period: String,
}

impl Rhythm {
    /// Joins the two, where they make sense together.
    pub fn new(frequency: Frequency, deadline: Deadline) -> Option<Self> {
        use Deadline as D;
        use Frequency as F;
        let fits = match frequency {
            F::Promptly => matches!(deadline, D::Promptly | D::SameDay | D::WorkingDays(_)),
            F::Daily => matches!(deadline, D::SameDay),
            F::Weekly => matches!(deadline, D::WeekdayOfWeek(_)),
            F::Monthly => matches!(deadline, D::DayOfMonth(_) | D::DayOfNextMonth(_)),
            F::Quarterly | F::HalfYearly => {
                matches!(deadline, D::DaysAfterPeriod(_) | D::DayOfNextMonth(_))
            }
            F::Yearly => matches!(deadline, D::EndOfMonth(_) | D::DayOfYear(..)),
            F::AfterEvent => matches!(deadline, D::WorkingDays(_)),
        };
        fits.then_some(Self { frequency, deadline })
    }

    /// How often.
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// What is due in a month, in order of day. Items without a day of their own (prompt, daily,
    /// after an event) have none.
    pub fn dues_in(self, year: i16, month: i8) -> Vec<Due> {
        match (self.frequency, self.deadline) {
            (Frequency::Weekly, Deadline::WeekdayOfWeek(weekday)) => weekly(year, month, weekday),
            (Frequency::Monthly, Deadline::DayOfMonth(day)) => due(year, month, day, format!("{year}年{month}月")),
            (Frequency::Monthly, Deadline::DayOfNextMonth(day)) => {
                let (y, m) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
                due(year, month, day, format!("{y}年{m}月"))
            }
            (Frequency::Quarterly, deadline) => after_period(year, month, 3, deadline),
            (Frequency::HalfYearly, deadline) => after_period(year, month, 6, deadline),
            (Frequency::Yearly, Deadline::EndOfMonth(m)) if m == month => due(year, month, 31, "年度".to_owned()),
            (Frequency::Yearly, Deadline::DayOfYear(m, day)) if m == month => due(year, month, day, "年度".to_owned()),
            _ => Vec::new(),
        }
    }
}

/// A day of a month; a day past its end means its last day.
fn due(year: i16, month: i8, day: i8, period: String) -> Vec<Due> {
    let Ok(first) = Date::new(year, month, 1) else { return Vec::new() };
    let day = day.min(first.days_in_month());
    Date::new(year, month, day).map(|date| Due { date, period }).into_iter().collect()
}

fn weekly(year: i16, month: i8, weekday: Weekday) -> Vec<Due> {
    let Ok(first) = Date::new(year, month, 1) else { return Vec::new() };
    first
        .series(jiff::Span::new().days(1))
        .take_while(|date| date.month() == month)
        .filter(|date| date.weekday() == weekday)
        .map(|date| {
            let week = date.iso_week_date();
            Due { date, period: format!("{}年第{}周", week.year(), week.week()) }
        })
        .collect()
}

/// What falls due in a month after the end of a quarter or a half-year.
fn after_period(year: i16, month: i8, months: i8, deadline: Deadline) -> Vec<Due> {
    let mut dues = Vec::new();
    for end_month in (months..=12).step_by(months as usize) {
        for end_year in [year - 1, year] {
            let Ok(end) = Date::new(end_year, end_month, 1).map(Date::last_of_month) else { continue };
            let date = match deadline {
                Deadline::DaysAfterPeriod(days) => end.checked_add(jiff::Span::new().days(days)),
                Deadline::DayOfNextMonth(day) => end.tomorrow().map(|next| {
                    let day = day.min(next.days_in_month());
                    next.with().day(day).build().unwrap_or(next)
                }),
                _ => continue,
            };
            let Ok(date) = date else { continue };
            if (date.year(), date.month()) == (year, month) {
                dues.push(Due { date, period: period_name(end_year, end_month, months) });
            }
        }
    }
    dues
}

fn period_name(year: i16, end_month: i8, months: i8) -> String {
    match (months, end_month) {
        (3, _) => format!("{year}年第{}季度", end_month / 3),
        (_, 6) => format!("{year}年上半年"),
        _ => format!("{year}年下半年"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn official_forms() {
        for (text, deadline) in [
            ("1月底前", Deadline::EndOfMonth(1)),
            ("次月10日前", Deadline::DayOfNextMonth(10)),
            ("每周五前", Deadline::WeekdayOfWeek(Weekday::Friday)),
            ("季后15日内", Deadline::DaysAfterPeriod(15)),
            ("3个工作日内", Deadline::WorkingDays(3)),
            ("20个工作日内", Deadline::WorkingDays(20)),
            ("3月20日前", Deadline::DayOfYear(3, 20)),
        ] {
            assert_eq!(Deadline::parse(text), Some(deadline), "{text}");
        }
        for text in ["尽快", "13月底前", "次月40日前", "每周八前", "0个工作日内", ""] {
            assert_eq!(Deadline::parse(text), None, "{text}");
        }
    }

    #[test]
    fn dues_of_a_month() {
        let dues = |frequency, text: &str, month| {
            let rhythm = Rhythm::new(frequency, Deadline::parse(text).unwrap()).unwrap();
            rhythm.dues_in(2026, month).into_iter().map(|d| (d.date, d.period)).collect::<Vec<_>>()
        };
        assert_eq!(dues(Frequency::Monthly, "次月10日前", 1), [(date(2026, 1, 10), "2025年12月".into())]);
        assert_eq!(dues(Frequency::Yearly, "2月底前", 2), [(date(2026, 2, 28), "年度".into())]);
        assert_eq!(dues(Frequency::Quarterly, "季后15日内", 1), [(date(2026, 1, 15), "2025年第4季度".into())]);
        assert_eq!(dues(Frequency::Quarterly, "季后15日内", 2), []);
        assert_eq!(dues(Frequency::Weekly, "每周五前", 11).len(), 4);
    }

    #[test]
    fn forms_that_do_not_fit_each_other() {
        assert_eq!(Rhythm::new(Frequency::Weekly, Deadline::EndOfMonth(1)), None);
    }
}
