//! 工作台账: by when a task is to be done, as officials write it, and how it stands on a day.

use super::Date;
use super::date::parse_iso;
use super::text::chinese_number;

/// 完成时限 of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskDue {
    /// The last day in time; none where the task only goes on.
    pub by: Option<Date>,
    /// 长期坚持: whether the task goes on for good, after that day if there is one.
    pub lasting: bool,
}

/// The forms that are understood, for messages.
pub const FORMS: &str = "2026年底前、2026年9月底前、2026年10月底前完成、2026年6月30日前、2026年6月上旬、2026年上半年、2026年第三季度、\
2026年、长期坚持、2026年6月底前，长期坚持、2026年底前完成，并长期坚持；写了“年度”的，可以省去年份";

/// Years that a ledger may speak of.
const YEARS: std::ops::RangeInclusive<i16> = 1949..=2199;

/// Words for what goes on for good.
const LASTING: &[&str] =
    &["长期坚持", "长期推进", "长期", "常态化推进", "常态化", "持续推进", "持续坚持", "常年坚持", "持续"];

impl TaskDue {
    /// Parses 完成时限 as written. `year` stands in where the text names none.
    pub fn parse(text: &str, year: Option<i16>) -> Option<Self> {
        let text = tidy(text);
        let (rest, lasting) = match LASTING.iter().find_map(|word| text.strip_suffix(word)) {
            Some(rest) => (rest.trim_end_matches(['并', '且', '，', '、', '；', '：']), true),
            None => (text.as_str(), false),
        };
        if lasting && matches!(rest, "" | "即日起" | "全年") {
            return Some(Self { by: None, lasting });
        }
        last_day(without_verb(rest), year).map(|by| Self { by: Some(by), lasting })
    }
}

/// The year that 完成时限 names, if it names one.
pub fn named_year(text: &str) -> Option<i16> {
    let text = tidy(text);
    split_year(&text).map(|(year, _)| year)
}

/// Without spaces and full-width digits, with Chinese punctuation, without a stop at the end.
fn tidy(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        ',' => '，',
        ';' => '；',
        c => c,
    };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    text.trim_end_matches('。').to_owned()
}

/// 2022年底前完成 → 2022年底.
fn without_verb(mut text: &str) -> &str {
    const TAILS: &[&str] = &["完成", "落实", "落实到位", "办结", "完成任务", "之前", "以前", "前"];
    while let Some(bare) = TAILS.iter().find_map(|tail| text.strip_suffix(tail)) {
        text = bare;
    }
    text
}

/// 2026年9月 → 2026 and 9月.
fn split_year(text: &str) -> Option<(i16, &str)> {
    let (year, rest) = text.split_once('年')?;
    let year: i16 = Some(year).filter(|year| year.len() == 4)?.parse().ok()?;
    YEARS.contains(&year).then_some((year, rest))
}

fn last_day(text: &str, assumed: Option<i16>) -> Option<Date> {
    if let Some(date) = parse_iso(text) {
        return YEARS.contains(&date.year()).then_some(date);
    }
    let (year, rest) = match split_year(text) {
        Some((year, "")) => (year, "年底"),
        Some((year, rest)) => (year, rest),
        // 年底前, 9月底前 of a row that names its year elsewhere.
        None => (assumed?, text.strip_prefix("当年").unwrap_or(text)),
    };
    let (month, day) = match rest {
        "底" | "末" | "年底" | "年末" | "全年" | "下半年" | "四季度" | "第四季度" => (12, None),
        "上半年" | "年中" | "二季度" | "第二季度" => (6, None),
        "一季度" | "第一季度" => (3, None),
        "三季度" | "第三季度" => (9, None),
        rest => of_month(rest)?,
    };
    let first = Date::new(year, month, 1).ok()?;
    match day {
        Some(day) => Date::new(year, month, day).ok(),
        None => Some(first.last_of_month()),
    }
}

/// The month and the day in it; no day for its end. 6月前 may mean its first day or its last, so it
/// is not understood.
fn of_month(text: &str) -> Option<(i8, Option<i8>)> {
    let (month, day) = text.split_once('月')?;
    let month = number(month, 12)?;
    let day = match day {
        "底" | "末" | "下旬" | "份" | "内" => None,
        "上旬" => Some(10),
        "中旬" => Some(20),
        day => Some(number(day.strip_suffix(['日', '号'])?, 31)?),
    };
    Some((month, day))
}

fn number(text: &str, most: u32) -> Option<i8> {
    let number = text.parse().ok().or_else(|| chinese_number(text))?;
    (1..=most).contains(&number).then(|| i8::try_from(number).ok())?
}

/// 进度, as the unit reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// 未启动.
    NotStarted,
    /// 推进中.
    UnderWay,
    /// 已完成.
    Done,
    /// 长期坚持.
    Lasting,
}

impl Progress {
    /// The forms that are understood, for messages.
    pub const FORMS: &str = "未启动、推进中、已完成、长期坚持（也认得尚未启动、正在推进、进行中、按序时、超序时、滞后、已落实、已办结、常态化推进）";

    /// Parses 进度.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "未启动" | "尚未启动" | "未开展" | "未开始" => Self::NotStarted,
            "推进中" | "正在推进" | "进行中" | "办理中" | "正在办理" | "按序时" | "按序时推进" | "超序时" | "滞后"
            | "进展滞后" => Self::UnderWay,
            "已完成" | "完成" | "已落实" | "已办结" => Self::Done,
            "长期坚持" | "持续推进" | "持续坚持" | "常态化推进" | "已完成，长期坚持" | "已完成并长期坚持" => {
                Self::Lasting
            }
            _ => return None,
        })
    }

    /// The words that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotStarted => "未启动",
            Self::UnderWay => "推进中",
            Self::Done => "已完成",
            Self::Lasting => "长期坚持",
        }
    }
}

/// What a unit has reported of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported {
    /// 进度.
    pub progress: Progress,
    /// 完成日期.
    pub completed: Option<Date>,
    /// 更新日期: the day on which this was reported.
    pub updated: Date,
}

impl Reported {
    /// The day on which the task was done: where none is given, the one on which that was reported,
    /// because no earlier one is known.
    fn done(self) -> Option<Date> {
        (self.progress == Progress::Done).then(|| self.completed.unwrap_or(self.updated))
    }
}

/// How a task stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskState {
    /// Done in time.
    Done,
    /// Done so many days after its last day.
    Late {
        /// Calendar days.
        days: i32,
    },
    /// Being done, with its last day not over.
    UnderWay,
    /// Not begun, with its last day not over.
    NotStarted,
    /// Not done, and its last day is over.
    Overdue,
    /// Goes on for good.
    Lasting,
    /// Nothing is known yet: what the ledger says was reported later.
    Unreported,
}

impl TaskState {
    /// Every state, in the order of lists; of those done late the one of a single day.
    pub const ALL: [Self; 7] = [
        Self::Done,
        Self::Late { days: 1 },
        Self::UnderWay,
        Self::NotStarted,
        Self::Overdue,
        Self::Lasting,
        Self::Unreported,
    ];

    /// Judges a task on a day.
    pub fn on(day: Date, due: TaskDue, reported: Reported) -> Self {
        match day < reported.updated {
            true => Self::Unreported,
            false => Self::then(day, due, reported),
        }
    }

    /// Judges how a task stood on an earlier day, from what has been reported since.
    pub fn then(day: Date, due: TaskDue, reported: Reported) -> Self {
        match (reported.done().filter(|done| *done <= day), due.by) {
            (Some(done), Some(by)) if done > by => Self::Late { days: (done - by).get_days() },
            (Some(_), _) => Self::Done,
            // 长期坚持 is no way round a last day: only a task that is meant to last does.
            _ if reported.progress == Progress::Lasting && due.lasting => Self::Lasting,
            (None, Some(by)) if by < day => Self::Overdue,
            _ if reported.progress == Progress::NotStarted => Self::NotStarted,
            _ => Self::UnderWay,
        }
    }

    /// The name in data files and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Late { .. } => "late",
            Self::UnderWay => "under_way",
            Self::NotStarted => "not_started",
            Self::Overdue => "overdue",
            Self::Lasting => "lasting",
            Self::Unreported => "unreported",
        }
    }

    /// The words that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "按期完成",
            Self::Late { .. } => "逾期完成",
            Self::UnderWay => "正在推进",
            Self::NotStarted => "未启动",
            Self::Overdue => "逾期未完成",
            Self::Lasting => "长期坚持",
            Self::Unreported => "未更新",
        }
    }

    /// Whether the task is done, late or not.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::Late { .. })
    }

    /// Whether something is still to be done; what goes on for good is not open.
    pub fn is_open(self) -> bool {
        !self.is_done() && self != Self::Lasting
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_not_understood_is_not_guessed() {
        for text in [
            "尽快",
            "",
            "年底前",
            "9月底前",
            "2026年13月底前",
            "2026年6月前",
            "2026年2月30日前",
            "26年底前",
            "前",
            "年",
        ] {
            assert_eq!(TaskDue::parse(text, None), None, "{text}");
        }
    }

    #[test]
    fn the_year_of_the_row_stands_in() {
        let by = |text| TaskDue::parse(text, Some(2026)).and_then(|due| due.by);
        assert_eq!(by("年底前"), Some(date(2026, 12, 31)));
        assert_eq!(by("9月底前"), Some(date(2026, 9, 30)));
        assert_eq!(by("2025年底前"), Some(date(2025, 12, 31)));
        assert_eq!(by("前"), None);
        assert_eq!(named_year("2025 年 9 月底前"), Some(2025));
        assert_eq!(named_year("长期坚持"), None);
    }

    fn state(day: Date, due: &str, progress: Progress, completed: Option<Date>) -> TaskState {
        let reported = Reported { progress, completed, updated: date(2026, 11, 16) };
        TaskState::on(day, TaskDue::parse(due, None).unwrap(), reported)
    }

    #[test]
    fn the_last_day_is_in_time_and_what_lasts_is_never_late() {
        use Progress as P;
        let now = date(2026, 11, 23);
        let of = |due, progress, completed| state(now, due, progress, completed);
        assert_eq!(of("2026年9月底前", P::Done, Some(date(2026, 9, 30))), TaskState::Done);
        assert_eq!(of("2026年9月底前", P::Done, Some(date(2026, 10, 2))), TaskState::Late { days: 2 });
        assert_eq!(of("2026年10月底前", P::Done, None), TaskState::Late { days: 16 });
        assert_eq!(of("2026年9月底前", P::UnderWay, None), TaskState::Overdue);
        assert_eq!(of("2026年9月底前", P::NotStarted, None), TaskState::Overdue);
        assert_eq!(of("2026年底前", P::NotStarted, None), TaskState::NotStarted);
        assert_eq!(of("2026年11月23日前", P::UnderWay, None), TaskState::UnderWay);
        assert_eq!(of("2026年6月底前，长期坚持", P::Lasting, None), TaskState::Lasting);
        assert_eq!(of("2026年6月底前，长期坚持", P::UnderWay, None), TaskState::Overdue);
        assert_eq!(of("2026年6月底前", P::Lasting, None), TaskState::Overdue);
        assert_eq!(of("长期坚持", P::UnderWay, None), TaskState::UnderWay);
    }

    #[test]
    fn a_report_counts_from_its_own_day_and_tells_of_days_before() {
        let done = Some(date(2026, 3, 2));
        assert_eq!(state(date(2026, 11, 15), "2026年底前", Progress::Done, done), TaskState::Unreported);
        let due = TaskDue::parse("2025年底前", None).unwrap();
        let reported = Reported { progress: Progress::Done, completed: done, updated: date(2026, 3, 5) };
        assert_eq!(TaskState::then(date(2025, 12, 31), due, reported), TaskState::UnderWay);
        assert_eq!(TaskState::then(date(2026, 1, 1), due, reported), TaskState::Overdue);
        assert_eq!(TaskState::then(date(2026, 3, 2), due, reported), TaskState::Late { days: 61 });
    }
}
