//! Legal clocks: the due days of the product against a table whose expectations were made from the
//! notices by another program, which walks through the days of an application one by one.
//!
//! `legal_clocks.csv`: `clock` is the clock's name, `facts` are joined by `；`, and `征求` reads
//! `第三方@2026-03-05>2026-03-16`: whom, the day on which they received the question, the day of their
//! answer where there is one. `expected` is a day, `未覆盖2027：` before an estimate, or `无`. `opens` is
//! the first day on which the duty can be met, `article` what the basis names.

use super::working_days::{calendar, shown};
use super::{day, rows};
use portal::domain::Date;
use portal::domain::clock::{AskedOf, Clock, Opinion, Request};
use std::collections::{BTreeMap, BTreeSet};

/// The facts of a row. Each is taken once, so that a row cannot name one that does not count.
struct Facts<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Facts<'a> {
    fn parse(text: &'a str) -> Self {
        Self(text.split('；').map(|fact| fact.split_once('=').unwrap()).collect())
    }

    fn day(&mut self, name: &str) -> Date {
        self.maybe(name).unwrap_or_else(|| panic!("no {name}"))
    }

    fn maybe(&mut self, name: &str) -> Option<Date> {
        self.0.remove(name).map(day)
    }

    fn number<T: std::str::FromStr>(&mut self, name: &str) -> T {
        self.0.remove(name).unwrap().parse().ok().unwrap()
    }

    fn opinion(&mut self) -> Option<Opinion> {
        let (whom, days) = self.0.remove("征求")?.split_once('@').unwrap();
        let asked_of = match whom {
            "第三方" => AskedOf::ThirdParty,
            "共同制作机关" => AskedOf::CoAuthor,
            "其他机关" => AskedOf::OtherOrgan,
            other => panic!("“{other}” is nobody"),
        };
        let (asked, answered) = days.split_once('>').map_or((days, None), |(asked, answer)| (asked, Some(answer)));
        Some(Opinion { asked_of, asked: day(asked), answered: answered.map(day) })
    }

    fn request(&mut self) -> Request {
        Request {
            received: self.day("收到"),
            correction_asked: self.maybe("要求补正"),
            corrected: self.maybe("补正"),
            extended: self.0.remove("延期").is_some(),
            opinion: self.opinion(),
            answered: None,
        }
    }
}

fn clock(name: &str, facts: &mut Facts) -> Clock {
    match name {
        "主动公开" => Clock::Disclosure { made: facts.day("形成") },
        "政策解读" => {
            Clock::Interpretation { published: facts.day("发布"), working_days: facts.number("工作日") }
        }
        "意见采纳情况公开" => {
            Clock::Adoption { decided: facts.day("决定"), working_days: facts.number("工作日") }
        }
        "公开征求意见" => Clock::Consultation { opened: facts.day("开始") },
        "部门政府信息公开工作年度报告" => Clock::DepartmentReport { year: facts.number("年度") },
        "政府信息公开工作年度报告" => Clock::GovernmentReport { year: facts.number("年度") },
        "政府网站工作年度报表" => Clock::WebsiteReport { year: facts.number("年度") },
        "有效期届满前评估" => Clock::Evaluation { last: facts.day("有效期至") },
        "不予公开信息定期审查" => Clock::Review { written: facts.day("审查") },
        "补正告知" => Clock::Correction(facts.request()),
        "依申请公开答复" => Clock::Answer(facts.request()),
        "第三方意见" | "共同制作机关意见" | "其他机关意见" => {
            Clock::Opinion(facts.opinion().unwrap())
        }
        "来信答复" => Clock::Letter { received: facts.day("收到"), working_days: facts.number("工作日") },
        "惠民惠农补贴发放结果公开" => Clock::SubsidyList { year: facts.number("年度") },
        "公示期满撤下个人信息" => Clock::PersonalData { notice_ends: facts.day("公示期至") },
        other => panic!("“{other}” is no clock"),
    }
}

#[test]
fn the_table() {
    let calendar = calendar();
    let mut seen = BTreeSet::new();
    for row in &rows("legal_clocks.csv", 85) {
        let mut facts = Facts::parse(&row[1]);
        let clock = clock(&row[0], &mut facts);
        assert!(facts.0.is_empty(), "{row:?}");
        assert_eq!(clock.name(), &row[0]);
        assert!(clock.basis().contains(&row[4]), "{row:?}: {}", clock.basis());
        assert_eq!(clock.due(&calendar).map_or_else(|| "无".to_owned(), shown), &row[2], "{row:?}");
        assert_eq!(clock.opens().map_or_else(String::new, |opens| opens.to_string()), &row[3], "{row:?}");
        seen.insert(row[0].to_owned());
    }
    assert_eq!(seen.len(), 17, "a clock lost its rows: {seen:?}");
}
