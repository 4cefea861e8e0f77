//! Legal clocks: by when the law, or the site's own rule, wants something done. A clock holds the
//! facts and says the last day in time; whether that was kept is not its business. The periods of
//! the 定时公开 register are in [`super::schedule`].
//!
//! How days are counted: the start day is not (《民法典》第二百零一条). Periods in working days end on a
//! working day by themselves. Periods in months end on the day of the same number, or on the last of
//! a shorter month (第二百零二条). A date that a rule names by itself (1月31日) is no period and does not
//! roll on over days off (第二百零三条): who publishes before the weekend is in time under any reading.

use super::calendar::{Counted, WorkCalendar};
use super::date::next_day;
use jiff::ToSpan;
use jiff::civil::Date;

/// Working days to disclose (第二十六条) and to answer, and the most that an answer may be put off by
/// (第三十三条).
const TWENTY: i32 = 20;
/// Working days to say what an application lacks (第三十条).
const CORRECTION: i32 = 7;
/// Working days for the opinion of who was asked (第三十二条、第三十四条).
const OPINION: i32 = 15;
/// The least days for comments (国令第713号第十五条).
const CONSULTATION: i32 = 30;
/// The most months that a letter may wait (国办秘函〔2019〕19号).
const LETTER_MONTHS: i32 = 3;
/// Months before the end of validity in which a document is evaluated.
const EVALUATION_MONTHS: i32 = 6;

/// A duty with the facts that it runs from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Information is disclosed within 20 working days of being made or changed.
    Disclosure {
        /// The day on which it was made or changed.
        made: Date,
    },
    /// An interpretation comes within the working days that the site sets.
    Interpretation {
        /// The day on which the document was published.
        published: Date,
        /// The site's limit.
        working_days: u16,
    },
    /// What became of the comments is published within the working days that local rules set.
    Adoption {
        /// The day of the decision.
        decided: Date,
        /// The local limit.
        working_days: u16,
    },
    /// Comments are taken for 30 days at least: the due day is the earliest lawful last day. It does
    /// not roll on: a minimum that ends on a Sunday has been given in full.
    Consultation {
        /// The day on which the draft was published.
        opened: Date,
    },
    /// A department's annual report on disclosure, by 31 January.
    DepartmentReport {
        /// The year reported on.
        year: i16,
    },
    /// A government's annual report on disclosure, by 31 March.
    GovernmentReport {
        /// The year reported on.
        year: i16,
    },
    /// A website's annual report, by 31 January.
    WebsiteReport {
        /// The year reported on.
        year: i16,
    },
    /// A document with a last day in force is evaluated in the six months before it; see
    /// [`Clock::opens`]. Lists announce it by days, as [`super::evaluation`] says.
    Evaluation {
        /// The last day in force.
        last: Date,
    },
    /// What is withheld, or given on request only, is looked at again.
    Review {
        /// The day that its record names.
        written: Date,
    },
    /// The applicant is told once what the application lacks.
    Correction(Request),
    /// The application is answered.
    Answer(Request),
    /// Who was asked about an application says what it thinks of disclosure.
    Opinion(Opinion),
    /// A letter is answered within the working days that the site sets, and in any case within three
    /// months.
    Letter {
        /// The day on which it came.
        received: Date,
        /// The site's limit.
        working_days: u16,
    },
    /// Who received which subsidy is published in the villages before the year ends.
    SubsidyList {
        /// The year in which they were paid.
        year: i16,
    },
    /// Personal data leave the site on the day after the notice period.
    PersonalData {
        /// The last day of the period.
        notice_ends: Date,
    },
}

impl Clock {
    /// What is due, in the words that people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Disclosure { .. } => "主动公开",
            Self::Interpretation { .. } => "政策解读",
            Self::Adoption { .. } => "意见采纳情况公开",
            Self::Consultation { .. } => "公开征求意见",
            Self::DepartmentReport { .. } => "部门政府信息公开工作年度报告",
            Self::GovernmentReport { .. } => "政府信息公开工作年度报告",
            Self::WebsiteReport { .. } => "政府网站工作年度报表",
            Self::Evaluation { .. } => "有效期届满前评估",
            Self::Review { .. } => "不予公开信息定期审查",
            Self::Correction(_) => "补正告知",
            Self::Answer(_) => "依申请公开答复",
            Self::Opinion(opinion) => opinion.asked_of.name(),
            Self::Letter { .. } => "来信答复",
            Self::SubsidyList { .. } => "惠民惠农补贴发放结果公开",
            Self::PersonalData { .. } => "公示期满撤下个人信息",
        }
    }

    /// The rule that sets it: name, number and article.
    pub fn basis(self) -> &'static str {
        match self {
            Self::Disclosure { .. } => "《中华人民共和国政府信息公开条例》（国令第711号）第二十六条",
            Self::Interpretation { .. } => "政务公开工作要点的“三同步”要求；工作日数由本站规定",
            Self::Adoption { .. } => "《重大行政决策程序暂行条例》（国令第713号）第三十二条；工作日数由本地规定",
            Self::Consultation { .. } => "《重大行政决策程序暂行条例》（国令第713号）第十五条",
            Self::DepartmentReport { .. } | Self::GovernmentReport { .. } => {
                "《中华人民共和国政府信息公开条例》（国令第711号）第四十九条"
            }
            Self::WebsiteReport { .. } => {
                "《国务院办公厅关于做好政府网站年度报表发布工作的通知》（国办函〔2018〕12号）"
            }
            Self::Evaluation { .. } => "《山东省行政程序规定》（山东省人民政府令第238号）",
            Self::Review { .. } => "《中华人民共和国政府信息公开条例》（国令第711号）第十八条",
            Self::Correction(_) => "《中华人民共和国政府信息公开条例》（国令第711号）第三十条",
            Self::Answer(_) => "《中华人民共和国政府信息公开条例》（国令第711号）第三十三条",
            Self::Opinion(opinion) => opinion.asked_of.basis(),
            Self::Letter { .. } => "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）；工作日数由本站规定",
            Self::SubsidyList { .. } => {
                "《中华人民共和国政府信息公开条例》（国令第711号）第二十一条；年底前公开由政务公开工作要点规定"
            }
            Self::PersonalData { .. } => "《中华人民共和国个人信息保护法》第十九条、第四十七条",
        }
    }

    /// The first day on which the duty can be met, where that is not from the start.
    pub fn opens(self) -> Option<Date> {
        match self {
            Self::Evaluation { last } => Some(last.saturating_sub(EVALUATION_MONTHS.months())),
            _ => None,
        }
    }

    /// The last day in time; none while the clock stands still, or has no limit.
    pub fn due(self, calendar: &WorkCalendar) -> Option<Counted> {
        Some(match self {
            Self::Disclosure { made } => calendar.count(made, TWENTY),
            Self::Interpretation { published: from, working_days } | Self::Adoption { decided: from, working_days } => {
                calendar.count(from, i32::from(working_days))
            }
            Self::Consultation { opened } => calendar.term(opened, CONSULTATION, false),
            Self::DepartmentReport { year } | Self::WebsiteReport { year } => day_of(year.saturating_add(1), 1, 31),
            Self::GovernmentReport { year } => day_of(year.saturating_add(1), 3, 31),
            Self::Evaluation { last: day } | Self::Review { written: day } => Counted::certain(day),
            Self::Correction(request) => calendar.count(request.received, CORRECTION),
            Self::Answer(request) => return request.answer_due(calendar),
            Self::Opinion(opinion) => return opinion.due(calendar),
            Self::Letter { received, working_days } => letter(calendar, received, working_days),
            Self::SubsidyList { year } => day_of(year, 12, 31),
            Self::PersonalData { notice_ends } => Counted::certain(next_day(notice_ends)),
        })
    }
}

/// A day that a rule names; a year outside the calendar ends with it.
fn day_of(year: i16, month: i8, day: i8) -> Counted {
    Counted::certain(Date::new(year, month, day).unwrap_or(Date::MAX))
}

/// The earlier of the site's own limit and the three months.
fn letter(calendar: &WorkCalendar, received: Date, working_days: u16) -> Counted {
    let most = received.saturating_add(LETTER_MONTHS.months());
    let own = calendar.count(received, i32::from(working_days));
    if own.date <= most { own } else { Counted::certain(most) }
}

/// An application for information, as far as time goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// The day on which it was received, as 第三十一条 says which that is.
    pub received: Date,
    /// The day on which the applicant was asked to say more.
    pub correction_asked: Option<Date>,
    /// The day on which the corrected application was received.
    pub corrected: Option<Date>,
    /// Whether the answer was put off (第三十三条).
    pub extended: bool,
    /// Who was asked about it. Of several, the first day of asking and the last answer.
    pub opinion: Option<Opinion>,
    /// The day of the answer. It moves no due day; whoever judges the answer compares the two.
    pub answered: Option<Date>,
}

impl Request {
    /// The last day for the answer: 20 working days after receipt, or after receipt of the corrected
    /// application (第三十条); 20 more where it was put off. None while the applicant has yet to
    /// correct it, or while an organ is asked that has no limit of its own.
    ///
    /// The time of asking is not counted (第三十三条): the working days after the day of asking, up to
    /// and including the day on which the wait ends, are added. Asking when the time has run out adds
    /// nothing.
    fn answer_due(self, calendar: &WorkCalendar) -> Option<Counted> {
        let start = match self.correction_asked {
            Some(_) => self.corrected?,
            None => self.corrected.unwrap_or(self.received),
        };
        let days = if self.extended { 2 * TWENTY } else { TWENTY };
        let due = calendar.count(start, days);
        let Some(opinion) = self.opinion.filter(|opinion| opinion.asked <= due.date) else {
            return Some(due);
        };
        let waited = calendar.tally(opinion.asked.max(start), opinion.wait_ends(calendar)?);
        Some(calendar.count(start, days.saturating_add(waited.days.max(0))))
    }
}

/// Who is asked about an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedOf {
    /// A third party whose rights disclosure may harm (第三十二条).
    ThirdParty,
    /// An organ that took part in making the information (第三十四条).
    CoAuthor,
    /// Any other organ (第三十三条): no rule limits its time.
    OtherOrgan,
}

impl AskedOf {
    fn name(self) -> &'static str {
        match self {
            Self::ThirdParty => "第三方意见",
            Self::CoAuthor => "共同制作机关意见",
            Self::OtherOrgan => "其他机关意见",
        }
    }

    fn basis(self) -> &'static str {
        match self {
            Self::ThirdParty => "《中华人民共和国政府信息公开条例》（国令第711号）第三十二条",
            Self::CoAuthor => "《中华人民共和国政府信息公开条例》（国令第711号）第三十四条",
            Self::OtherOrgan => "《中华人民共和国政府信息公开条例》（国令第711号）第三十三条",
        }
    }
}

/// A question to somebody about an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opinion {
    /// Who was asked.
    pub asked_of: AskedOf,
    /// The day on which they received the question: their time counts from it (第三十二条).
    pub asked: Date,
    /// The day on which their answer came.
    pub answered: Option<Date>,
}

impl Opinion {
    /// The last day for their answer; none for those whose time no rule limits.
    fn due(self, calendar: &WorkCalendar) -> Option<Counted> {
        let limited = self.asked_of != AskedOf::OtherOrgan;
        limited.then(|| calendar.count(self.asked, OPINION))
    }

    /// The day on which waiting ends: that of their answer, but never after their own last day, since
    /// silence then lets the office decide (第三十二条) or is consent (第三十四条). None while it is open.
    fn wait_ends(self, calendar: &WorkCalendar) -> Option<Date> {
        let limit = self.due(calendar).map(|due| due.date);
        self.answered.into_iter().chain(limit).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn request(received: Date) -> Request {
        Request { received, correction_asked: None, corrected: None, extended: false, opinion: None, answered: None }
    }

    /// The table `tests/law/legal_clocks.csv` has the ordinary cases; these are the odd ones.
    #[test]
    fn clocks_that_stand_still() {
        let calendar = WorkCalendar::default();
        let waiting = Request { correction_asked: Some(date(2026, 3, 4)), ..request(date(2026, 3, 2)) };
        assert_eq!(Clock::Answer(waiting).due(&calendar), None);
        assert!(Clock::Correction(waiting).due(&calendar).is_some());
        let organ = Opinion { asked_of: AskedOf::OtherOrgan, asked: date(2026, 3, 4), answered: None };
        assert_eq!(Clock::Opinion(organ).due(&calendar), None);
        let asked = Request { opinion: Some(organ), ..request(date(2026, 3, 2)) };
        assert_eq!(Clock::Answer(asked).due(&calendar), None);
    }

    #[test]
    fn no_fact_stops_the_program() {
        let calendar = WorkCalendar::default();
        for day in [Date::MIN, Date::MAX] {
            let opinion = Opinion { asked_of: AskedOf::CoAuthor, asked: day, answered: Some(Date::MIN) };
            let request = Request { extended: true, opinion: Some(opinion), ..request(day) };
            let clocks = [
                Clock::Disclosure { made: day },
                Clock::Consultation { opened: day },
                Clock::Evaluation { last: day },
                Clock::Letter { received: day, working_days: u16::MAX },
                Clock::PersonalData { notice_ends: day },
                Clock::GovernmentReport { year: i16::MAX },
                Clock::SubsidyList { year: i16::MIN },
                Clock::Answer(request),
            ];
            for clock in clocks {
                assert!(clock.due(&calendar).is_some(), "{}", clock.name());
            }
            assert!(Clock::Evaluation { last: day }.opens().is_some_and(|opens| opens <= day));
        }
    }
}
