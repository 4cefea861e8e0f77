//! Each row of consultations.csv twice: through the pure functions, and as a real document through
//! the whole load, where what is too short or backwards is refused.

use super::{day, rows};
use crate::support::Site;
use portal::diagnostic::Code;
use portal::domain::consultation::Period;
use portal::domain::date::parse_iso;
use portal::{content, source};

#[test]
fn the_table() {
    for row in &rows("consultations.csv", 20) {
        let [case, article, opens, closes, reason, fed_back, on, days, verdict, stage] =
            row.iter().collect::<Vec<_>>().try_into().unwrap();
        let period = Period::new(day(opens), day(closes));
        let found = match period {
            None => "倒置",
            Some(period) if period.is_short() && reason.is_empty() => "过短",
            Some(_) => "可以",
        };
        assert_eq!(found, verdict, "{case}（{article}）");
        if let Some(period) = period {
            assert_eq!(period.days().to_string(), days, "{case}（{article}）");
            assert_eq!(period.stage(parse_iso(fed_back), day(on)).name(), stage, "{case}（{article}）");
        }
    }
}

#[test]
fn the_table_as_documents() {
    for row in &rows("consultations.csv", 20) {
        let site = Site::new();
        let mut keys = format!(
            "标题: 公告\n类型: 征求意见\n发布日期: {}\n征集单位: 市民政局\n开始日期: {}\n结束日期: {}\n意见渠道: {{电话: \"12345\"}}",
            &row[2], &row[2], &row[3]
        );
        if !row[4].is_empty() {
            keys.push_str(&format!("\n缩短理由: {}", &row[4]));
        }
        // Feedback on the last day itself is a matter of the table of stages only.
        if !row[5].is_empty() && row[5] > row[3] {
            keys.push_str(&format!("\n反馈日期: {}\n收到意见: 0", &row[5]));
        }
        site.document("pages/a.md", &keys, "## 草案\n\n甲\n\n## 起草说明\n\n乙");
        let (content, faults) = content::parse(source::load(site.root()).unwrap());
        let codes: Vec<Code> = faults.iter().map(|fault| fault.code).collect();
        let expected = match &row[8] {
            "过短" => vec![Code::ConsultationShort],
            "倒置" => vec![Code::DateOrder],
            _ => vec![],
        };
        assert_eq!(codes, expected, "{}（{}）：{faults:?}", &row[0], &row[1]);
        if let Some(own) = content.documents[0].consultation() {
            assert_eq!(own.period.days().to_string(), row[7], "{}", &row[0]);
        }
    }
}
