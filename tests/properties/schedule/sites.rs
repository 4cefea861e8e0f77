//! Sites with random schedules: every frequency with every form of deadline that fits it, deadlines
//! that change, publications with and without 期间, exemptions, events, and years without a notice.

use super::almanac::{Almanac, Often};
use crate::properties::histories::Dice;
use crate::support::{SITE, Site};
use std::fmt::Write;

/// Everything happens between these days.
const FROM: &str = "2023-06-01";
const TO: &str = "2027-06-30";

/// A site, and what is drawn of it.
pub struct Draft<'a> {
    pub site: Site,
    almanac: &'a Almanac,
    dice: Dice,
    documents: usize,
}

/// A frequency in words, with the deadlines that fit it; `N` stands for a number of days, `D` for a
/// day of a month, `M` for a month, `W` for a day of the week.
const FORMS: &[(Often, &str, &[&str])] = &[
    (Often::Event, "即时", &["及时", "当日", "N个工作日内", "N日内"]),
    (Often::Event, "事件后", &["N个工作日内", "三个工作日内", "政策文件出台后N个工作日内公开", "N日内", "当日"]),
    (Often::Day, "每日", &["当日", "每日"]),
    (Often::Week, "每周", &["每周W前", "次周W前", "每周公开", "周后N日内", "周后N个工作日内"]),
    (
        Often::Month,
        "每月",
        &["当月D日前", "每月D日前公开", "次月D日前", "次月底前", "月底前", "每月公开", "月后N日内", "月后N个工作日内"],
    ),
    (
        Often::Quarter,
        "每季度",
        &["季后N日内", "季度结束后N日内", "季后N个工作日内", "每季度首月D日前", "季末前", "次月D日前"],
    ),
    (Often::Half, "每半年", &["半年后N日内", "半年后N个工作日内", "次月D日前", "每半年公开"]),
    (
        Often::Year,
        "每年",
        &[
            "M月底前",
            "次年M月底前",
            "当年M月底前",
            "M月D日前",
            "M月中旬前",
            "年底前",
            "年度公开（M月底前完成）",
            "三月底前",
            "年后N个工作日内",
            "年度终了后N日内",
            "每年公开",
        ],
    ),
];

impl<'a> Draft<'a> {
    pub fn new(almanac: &'a Almanac, seed: u64) -> Self {
        let mut draft = Self { site: Site::empty(), almanac, dice: Dice(seed), documents: 0 };
        draft.notices();
        let (mut schedule, mut exemptions, mut events) = (String::new(), String::new(), String::new());
        let (mut rows, mut site) = (String::new(), SITE.to_owned());
        for number in 1..=10 {
            let id = format!("A-{number:02}");
            let own = draft.dice.one_in(3);
            let column = if own { format!("own-{number}") } else { "news".to_owned() };
            if own {
                writeln!(site, "  - {{路径: {column}, 名称: 专栏{number}, 类型: 动态}}").unwrap();
            }
            let often = draft.item(&id, &column, &mut schedule);
            draft.publications(&id, number, often, &column, &mut rows);
            for _ in 0..draft.dice.roll(3) {
                let period = draft.period(None);
                let approved = if draft.dice.one_in(2) { draft.day() } else { String::new() };
                writeln!(exemptions, "{id},{period},当期没有发生,{approved}").unwrap();
            }
            for _ in 0..if often == Often::Event { draft.dice.roll(9) } else { 0 } {
                writeln!(events, "{id},{},发生一件事", draft.day()).unwrap();
            }
        }
        draft.site.write("content/site.yaml", site);
        let columns = "编号,指标名称,单位,频率,期限,依据,栏目,起始日期,终止日期,顺延,所属年度";
        draft.register("disclosure-schedule", "名称: 定时公开", columns, &schedule);
        draft.register("disclosure-exemptions", "名称: 定时公开豁免", "编号,期间,理由,批准日期", &exemptions);
        draft.register("disclosure-events", "名称: 定时公开事件", "编号,事件日期,事件", &events);
        let records = "名称: 公开情况\n公开记录: {指标: 编号, 期间: 期间, 日期: 公开日期}".replace(['{', '}'], "");
        let records = records.replace("公开记录: ", "公开记录:\n  ").replace(", ", "\n  ");
        draft.register("records", &records, "编号,期间,公开日期:日期", &rows);
        draft
    }

    fn day(&mut self) -> String {
        let (from, to) = (self.almanac.at(FROM), self.almanac.at(TO));
        let at = from + self.dice.roll((to - from) as i64) as usize;
        self.almanac.days[at].text.clone()
    }

    /// A period of a frequency, or of any.
    fn period(&mut self, often: Option<Often>) -> String {
        const ALL: &[Often] = &[Often::Day, Often::Week, Often::Month, Often::Quarter, Often::Half, Often::Year];
        let often = often.unwrap_or_else(|| ALL[self.dice.roll(6) as usize]);
        let day = self.day();
        self.almanac.name(self.almanac.at(&day), often).to_owned()
    }

    /// A schema whose columns are texts, unless they say otherwise, and its rows.
    fn register(&self, name: &str, head: &str, columns: &str, rows: &str) {
        let mut schema = format!("{head}\n列:\n");
        for column in columns.split(',') {
            let (label, kind) = column.split_once(':').unwrap_or((column, "文本"));
            writeln!(schema, "  - {{名称: {label}, 类型: {kind}}}").unwrap();
        }
        self.site.write(&format!("content/registers/{name}.yaml"), schema);
        let header = columns.replace(":日期", "");
        self.site.write(&format!("content/registers/{name}.csv"), format!("{header}\n{rows}"));
    }

    /// Holidays of some years, each with a few days off and some weekend days worked.
    fn notices(&mut self) {
        for year in 2023..=2028 {
            if year != 2025 && self.dice.one_in(4) {
                continue;
            }
            let (first, last) = self.almanac.range(&year.to_string());
            let (mut off, mut work) = (String::from("放假:\n"), String::from("补班:\n"));
            let mut at = first - self.dice.roll(2) as usize;
            while at + 30 < last {
                let days = 1 + self.dice.roll(8) as usize;
                for day in &self.almanac.days[at..at + days] {
                    writeln!(off, "  {}: 假日", day.text).unwrap();
                }
                let after = at + days + self.dice.roll(12) as usize;
                let made_up = (after..after + 8).find(|day| self.almanac.days[*day].weekday > 5).unwrap();
                writeln!(work, "  {}: 假日", self.almanac.days[made_up].text).unwrap();
                at = made_up + 10 + self.dice.roll(60) as usize;
            }
            let notice = format!("年份: {year}\n依据: 国办发明电〔{}〕7号\n{off}{work}", year - 1);
            self.site.write(&format!("content/calendar/{year}.yaml"), notice);
        }
    }

    /// The rows of an item; answers how often the last of them is owed.
    fn item(&mut self, id: &str, column: &str, schedule: &mut String) -> Often {
        let (mut often, mut from) = (Often::Event, String::new());
        if !self.dice.one_in(4) {
            from = self.day();
        }
        let mut kind = self.dice.roll(FORMS.len() as i64) as usize;
        for more in (0..1 + self.dice.roll(3)).rev() {
            let changed = self.day();
            let until = if from.as_str() < changed.as_str() && more > 0 { changed.clone() } else { String::new() };
            let (this, frequency, forms) = FORMS[kind];
            let form = forms[self.dice.roll(forms.len() as i64) as usize];
            let deadline = self.filled(form);
            let rolls = ["", "是", "否"][self.dice.roll(3) as usize];
            let about = if this == Often::Year { ["", "上年", "本年"][self.dice.roll(3) as usize] } else { "" };
            writeln!(
                schedule,
                "{id},事项{id},某局,{frequency},{deadline},某文件,{column},{from},{until},{rolls},{about}"
            )
            .unwrap();
            often = this;
            if until.is_empty() {
                break;
            }
            // Mostly the new row follows the old one at once.
            let gap = if self.dice.one_in(4) { 1 + self.dice.roll(40) as usize } else { 1 };
            from = self.almanac.days[self.almanac.at(&changed) + gap].text.clone();
            kind = if self.dice.one_in(3) { self.dice.roll(FORMS.len() as i64) as usize } else { kind };
        }
        often
    }

    fn filled(&mut self, form: &str) -> String {
        let days = if self.dice.one_in(12) { 60 + self.dice.roll(306) } else { 1 + self.dice.roll(25) };
        let weekday = "一二三四五六日".chars().nth(self.dice.roll(7) as usize).unwrap();
        let form = form.replace('N', &days.to_string()).replace('W', &weekday.to_string());
        form.replace('M', &(1 + self.dice.roll(12)).to_string()).replace('D', &(1 + self.dice.roll(31)).to_string())
    }

    /// What is published for an item: most of its periods for a while, some late, some twice; some
    /// without saying for which; in rows, in documents, in a register of its own.
    fn publications(&mut self, id: &str, number: usize, often: Often, column: &str, rows: &mut String) {
        let (mut own_rows, start) = (String::new(), self.day());
        let mut at = self.almanac.at(&start);
        let end = self.almanac.at(TO);
        for _ in 0..self.dice.roll(40) {
            let form = if often == Often::Event { Often::Day } else { often };
            let name = self.almanac.name(at, form).to_owned();
            let last = self.almanac.range(&name).1;
            let wait = [0, 1, 5, 10, 15, 20, 40][self.dice.roll(7) as usize] + self.dice.roll(6) as usize;
            let inside = self.dice.one_in(4);
            let published = if inside { at } else { last + wait };
            let day = self.almanac.days[published.min(end)].text.clone();
            let period = if self.dice.one_in(3) { String::new() } else { name };
            match self.dice.roll(6) {
                0 => self.document(id, column, &period, &day),
                1 | 2 => writeln!(own_rows, "{day}").unwrap(),
                _ => writeln!(rows, "{id},{period},{day}").unwrap(),
            }
            let skip = if self.dice.one_in(5) { 1 + self.dice.roll(70) as usize } else { 1 };
            at = (last + if self.dice.one_in(9) { 0 } else { skip }).min(end);
        }
        if !own_rows.is_empty() {
            let more = match self.dice.roll(4) {
                0 => format!("\n公示期自: {}", self.day()),
                1 => "\n内部: true".to_owned(),
                _ => String::new(),
            };
            let head = format!("名称: 公开情况{number}{more}\n公开记录:\n  指标: {id}\n  日期: 公开日期");
            self.register(&format!("own-{number}"), &head, "公开日期:日期", &own_rows);
        }
    }

    /// A document that names the item, or lies in its column; some may not be seen.
    fn document(&mut self, id: &str, column: &str, period: &str, day: &str) {
        self.documents += 1;
        let mut front = format!("标题: 文{}\n发布日期: {day}\n", self.documents);
        if column == "news" || self.dice.one_in(2) {
            writeln!(front, "指标: {id}").unwrap();
        }
        if !period.is_empty() {
            writeln!(front, "期间: \"{period}\"").unwrap();
        }
        front.push_str(match self.dice.roll(8) {
            0 => "草稿: true\n",
            1 => "公开属性: 依申请公开\n下次审查: 2029-12-31\n",
            _ => "",
        });
        self.site.document(&format!("{column}/{:04}.md", self.documents), &front, "正文。");
    }
}
