//! What starts each legal clock and what stops it, through real content: a site, a day, and the
//! clocks that run on it. The due days themselves are in `legal_clocks.csv`.

use super::day;
use crate::support::Site;
use portal::domain::schedule::State;
use portal::site::assemble;
use portal::status;

/// The name of a clock, its last day and its state on a day, with “内部” where the public may not know.
type Told = (String, String, String);

/// The clocks of a site on a day: those whose key begins so.
fn clocks(site: &Site, as_of: &str, key: &str) -> Vec<Told> {
    let (content, mut findings) = portal::content::parse(portal::source::load(site.root()).unwrap());
    let (read, faults) = assemble(content);
    findings.extend(faults);
    let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(messages.is_empty(), "{messages:?}");
    let edition = status::on(&read, day(as_of), false);
    let told = |clock: &status::Running| {
        let state = match clock.state {
            State::Overdue { days } => format!("overdue {days}"),
            State::Upcoming { days } => format!("upcoming {days}"),
            State::Late { days } => format!("late {days}"),
            other => other.name().to_owned(),
        };
        let hidden = if clock.internal { "，内部" } else { "" };
        (clock.clock.name().to_owned(), clock.due.date.to_string(), format!("{state}{hidden}"))
    };
    edition.clocks().iter().filter(|clock| clock.key.starts_with(key)).map(told).collect()
}

/// Days and what runs on them: one clock, or none.
fn one_runs(site: &Site, key: &str, name: &str, days: &[(&str, Option<(&str, &str)>)]) {
    for (as_of, expected) in days {
        let found: Vec<Told> = clocks(site, as_of, key).into_iter().filter(|(clock, ..)| clock == name).collect();
        let expected: Vec<Told> =
            expected.iter().map(|(due, state)| (name.to_owned(), (*due).to_owned(), (*state).to_owned())).collect();
        assert_eq!(found, expected, "{key} {as_of}");
    }
}

const NORMATIVE: &str = "发文机关: 望川市民政局\n文件性质: 行政规范性文件\n公开属性: 主动公开";

/// A site with the working days of 2026 and a policy: written, published, and what else is said of it.
fn policy(name: &str, front: &str) -> Site {
    let site = Site::new();
    let calendar = std::fs::read_to_string(crate::support::tests().join("../content/calendar/2026.yaml")).unwrap();
    site.write("content/calendar/2026.yaml", calendar);
    let front = format!("标题: {name}\n发文字号: 望民发〔2026〕5号\n{front}");
    site.document("policies/a.md", &front, "第一条　正文。");
    site
}

/// 《条例》第二十六条: from the day on which it was made until it is published.
#[test]
fn disclosure() {
    let days = [
        ("2026-03-01", None),
        ("2026-03-02", Some(("2026-03-30", "upcoming 28，内部"))),
        ("2026-04-01", Some(("2026-03-30", "overdue 2，内部"))),
        ("2026-04-02", Some(("2026-03-30", "late 3"))),
    ];
    let front = "发文机关: 望川市民政局\n公开属性: 主动公开\n成文日期: 2026-03-02\n发布日期: 2026-04-02";
    one_runs(&policy("通知", front), "policies/a", "主动公开", &days);
    // A draft is not published, whatever its date says.
    let draft = policy("通知", &format!("{front}\n草稿: true"));
    one_runs(&draft, "policies/a", "主动公开", &[("2026-04-02", Some(("2026-03-30", "overdue 3，内部")))]);
}

/// 第十八条: what is withheld has no day of disclosure, but one of review.
#[test]
fn review() {
    let front = "发文机关: 望川市民政局\n公开属性: 依申请公开\n下次审查: 2026-06-30\n成文日期: 2026-03-02";
    let site = policy("通知", front);
    let days = [
        ("2026-03-02", Some(("2026-06-30", "upcoming 120，内部"))),
        ("2026-06-30", Some(("2026-06-30", "today，内部"))),
        ("2026-07-02", Some(("2026-06-30", "overdue 2，内部"))),
    ];
    one_runs(&site, "policies/a", "不予公开信息定期审查", &days);
    assert_eq!(clocks(&site, "2026-07-02", "policies/a").len(), 1);
}

/// From publication until the first interpretation is published; a waiver or the end of the
/// document stops it for good.
#[test]
fn interpretation() {
    let front = format!("{NORMATIVE}\n发布日期: 2026-03-20");
    let waiting = [
        ("2026-03-19", None),
        ("2026-03-20", Some(("2026-03-25", "upcoming 5"))),
        ("2026-03-26", Some(("2026-03-25", "overdue 1"))),
    ];
    let site = policy("办法", &front);
    one_runs(&site, "policies/a", "政策解读", &waiting);
    let interpretation =
        "标题: 解读\n发布日期: 2026-03-27\n公开属性: 主动公开\n咨询电话: 0339-5551044\n解读: [望民发〔2026〕5号]";
    site.document("interpretations/a.md", interpretation, "解读正文。");
    one_runs(&site, "policies/a", "政策解读", &[waiting[2], ("2026-03-27", Some(("2026-03-25", "late 2")))]);
    for more in ["免予解读: 内容简单", "有效期至: 2026-03-22"] {
        one_runs(&policy("办法", &format!("{front}\n{more}")), "policies/a", "政策解读", &[("2026-03-26", None)]);
    }
}

/// In the six months before the end, and only while the document is in force.
#[test]
fn evaluation() {
    let front = format!("{NORMATIVE}\n发布日期: 2026-03-20\n免予解读: 内容简单\n有效期至: 2026-12-31");
    let days = [
        ("2026-06-29", None),
        ("2026-06-30", Some(("2026-12-31", "upcoming 184"))),
        ("2026-12-31", Some(("2026-12-31", "today"))),
        ("2027-01-01", None),
    ];
    one_runs(&policy("办法", &front), "policies/a", "有效期届满前评估", &days);
}

/// 第四十九条: a report for every year since the first, by the end of January for a department and of
/// March for a government.
#[test]
fn reports() {
    let site = Site::new();
    site.write(
        "content/site.yaml",
        format!("{}  - {{路径: reports, 名称: 年报, 类型: 年度报告}}\n", crate::support::SITE),
    );
    for (path, unit, year, published) in [
        ("a", "望川市人民政府", 2023, "2024-03-20"),
        ("b", "望川市人民政府", 2025, "2026-04-02"),
        ("c", "望川市民政局", 2024, "2025-01-20"),
    ] {
        let front = format!("标题: 报告{path}\n起草单位: {unit}\n期间: \"{year}\"\n发布日期: {published}");
        site.document(&format!("reports/{path}.md"), &front, "报告正文。");
    }
    let told = |as_of: &str, unit: &str| -> Vec<(String, String)> {
        let found = clocks(&site, as_of, &format!("annual-report-{unit}"));
        found.into_iter().map(|(_, due, state)| (due, state)).collect()
    };
    let expected = |rows: &[(&str, &str)]| -> Vec<(String, String)> {
        rows.iter().map(|(due, state)| ((*due).to_owned(), (*state).to_owned())).collect()
    };
    let government = [("2024-03-31", "done"), ("2025-03-31", "overdue 365"), ("2026-03-31", "today")];
    assert_eq!(told("2026-03-31", "望川市人民政府"), expected(&government));
    let government = [("2024-03-31", "done"), ("2025-03-31", "overdue 367"), ("2026-03-31", "late 2")];
    assert_eq!(told("2026-04-02", "望川市人民政府"), expected(&government));
    // Nobody owes a report before the first.
    assert_eq!(told("2024-03-19", "望川市人民政府"), []);
    assert_eq!(told("2026-01-01", "望川市民政局"), expected(&[("2025-01-31", "done"), ("2026-01-31", "upcoming 30")]));
}

/// 第三十条 to 第三十四条: an application runs from receipt, stands still while it is corrected, and ends
/// with the answer.
#[test]
fn applications() {
    let site = policy("通知", "发文机关: 望川市民政局\n公开属性: 主动公开\n发布日期: 2026-03-20");
    let columns = [
        "编号",
        "收到日期",
        "补正告知日期",
        "补正收到日期",
        "征求意见对象",
        "征求意见日期",
        "意见收到日期",
        "答复日期",
    ];
    let schema: String = columns.iter().map(|name| format!("  - {{名称: {name}}}\n")).collect();
    site.write("content/registers/disclosure-requests.yaml", format!("名称: 依申请公开台账\n列:\n{schema}"));
    let rows = [
        "甲,2026-03-02,,,,,,",
        "乙,2026-03-02,,,,,,2026-03-30",
        "丙,2026-03-02,2026-03-12,,,,,",
        "丁,2026-03-02,2026-03-11,2026-03-20,,,,",
        "戊,2026-03-02,,,第三方,2026-03-09,2026-03-16,",
    ];
    site.write("content/registers/disclosure-requests.csv", format!("{}\n{}\n", columns.join(","), rows.join("\n")));
    let on = |as_of: &str, number: &str| -> Vec<(String, String)> {
        let found = clocks(&site, as_of, &format!("request-{number}"));
        found.into_iter().map(|(name, due, state)| (name, format!("{due} {state}"))).collect()
    };
    let told = |rows: &[(&str, &str)]| -> Vec<(String, String)> {
        rows.iter().map(|(name, told)| ((*name).to_owned(), format!("{told}，内部"))).collect()
    };
    assert_eq!(on("2026-03-01", "甲"), []);
    assert_eq!(on("2026-04-01", "甲"), told(&[("依申请公开答复", "2026-03-30 overdue 2")]));
    assert_eq!(on("2026-04-01", "乙"), told(&[("依申请公开答复", "2026-03-30 done")]));
    // Who waits for a correction owes no answer; the notice itself was a day late.
    assert_eq!(on("2026-04-01", "丙"), told(&[("补正告知", "2026-03-11 late 1")]));
    let corrected = [("补正告知", "2026-03-11 done"), ("依申请公开答复", "2026-04-20 upcoming 19")];
    assert_eq!(on("2026-04-01", "丁"), told(&corrected));
    // The five working days of asking are not counted.
    let asked = [("第三方意见", "2026-03-30 done"), ("依申请公开答复", "2026-04-07 upcoming 6")];
    assert_eq!(on("2026-04-01", "戊"), told(&asked));
}

/// From its day until the answer: within the site's own limit, and in three months in any case.
#[test]
fn letters() {
    let site = policy("通知", "发文机关: 望川市民政局\n公开属性: 主动公开\n发布日期: 2026-03-20");
    let columns = ["编号", "标题", "留言日期", "答复单位", "答复日期", "答复内容"];
    let schema: String = columns.iter().map(|name| format!("  - {{名称: {name}}}\n")).collect();
    site.write("content/registers/letters.yaml", format!("名称: 网民留言\n列:\n{schema}"));
    let rows = "甲,路灯,2026-03-02,,,\n乙,路灯,2026-03-02,,2026-03-10,已修复。\n";
    site.write("content/registers/letters.csv", format!("{}\n{rows}", columns.join(",")));
    let three_months = [("2026-03-01", None), ("2026-03-02", Some(("2026-06-02", "upcoming 92，内部")))];
    one_runs(&site, "letter-甲", "来信答复", &three_months);
    one_runs(&site, "letter-乙", "来信答复", &[("2026-03-12", Some(("2026-06-02", "done，内部")))]);
    site.write("content/site.yaml", format!("{}规则:\n  留言答复工作日: 5\n", crate::support::SITE));
    one_runs(&site, "letter-甲", "来信答复", &[("2026-03-12", Some(("2026-03-09", "overdue 3，内部")))]);
    one_runs(&site, "letter-乙", "来信答复", &[("2026-03-12", Some(("2026-03-09", "late 1，内部")))]);
}

/// 补贴年度 runs until the notice begins, and nobody outside hears of it before; personal data leave
/// on the day after the notice.
#[test]
fn notices() {
    let site = policy("通知", "发文机关: 望川市民政局\n公开属性: 主动公开\n发布日期: 2026-03-20");
    let register = |name: &str, keys: &str| {
        let schema = format!(
            "名称: 名单{name}\n{keys}\n列: [{{名称: 村}}, {{名称: 姓名, 掩码: 姓名}}]\n行: [[青石村, 李某某]]\n"
        );
        site.write(&format!("content/registers/{name}.yaml"), schema);
    };
    register("early", "补贴年度: 2026\n公示期自: 2026-10-10\n公示期至: 2026-10-16");
    register("late", "补贴年度: 2025\n公示期自: 2026-01-04");
    register("own", "补贴年度: 2025\n内部: true");
    register("undated", "补贴年度: 2025");
    let name = "惠民惠农补贴发放结果公开";
    let early = [
        ("2026-10-09", Some(("2026-12-31", "upcoming 83，内部"))),
        ("2026-10-10", Some(("2026-12-31", "done"))),
        ("2027-02-01", Some(("2026-12-31", "done"))),
    ];
    one_runs(&site, "register-early", name, &early);
    let late =
        [("2026-01-03", Some(("2025-12-31", "overdue 3，内部"))), ("2026-01-04", Some(("2025-12-31", "late 4")))];
    one_runs(&site, "register-late", name, &late);
    one_runs(&site, "register-own", name, &[("2026-01-03", Some(("2025-12-31", "overdue 3，内部")))]);
    one_runs(&site, "register-undated", name, &[("2026-01-03", None)]);
    let personal = [
        ("2026-10-09", None),
        ("2026-10-10", Some(("2026-10-17", "upcoming 7"))),
        ("2026-10-17", Some(("2026-10-17", "done"))),
    ];
    one_runs(&site, "register-early", "公示期满撤下个人信息", &personal);
}
