//! The command line as an editor, a script and a programmer meet it.

use crate::support::{Ran, Site, TODAY, copy, portal, setting, tests, tree};
use portal::domain::kind::Kind;
use serde_json::Value;

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
}

/// A site with some documents of each sort.
fn site() -> Site {
    Site::of_case(&tests().join("sites/interpretations"))
}

#[test]
fn exit_statuses() {
    let good = site();
    assert_eq!(good.run(&["build", "--as-of", TODAY]).status, 0);
    assert_eq!(good.run(&["check", "--as-of", TODAY]).status, 0);
    let bad = Site::new();
    bad.write("content/policies/a.md", "没有元数据");
    assert_eq!(bad.run(&["build", "--as-of", TODAY]).status, 1);
    assert_eq!(bad.run(&["check", "--as-of", TODAY]).status, 1);
    let nothing = Site::empty();
    for command in ["build", "check"] {
        let ran = nothing.run(&[command, "--as-of", TODAY]);
        assert_eq!(ran.status, 2, "{command}");
        assert!(ran.err.starts_with("错误："), "{}", ran.err);
    }
    assert_eq!(nothing.run(&["search", "养老"]).status, 2);
    assert_eq!(nothing.run(&["verify"]).status, 2);
}

#[test]
fn what_is_typed_wrong_is_said_in_chinese() {
    let latin = regex::Regex::new(r"[a-z]{2,} [a-z]{2,}").unwrap();
    for (arguments, words) in [
        (&["biuld"][..], "没有命令“biuld”。是不是“build”？"),
        (&["build", "--asof", "2026-11-23"], "没有选项“--asof”。是不是“--as-of”？"),
        (&["build", "--as-of"], "--as-of"),
        (&["build", "--as-of", "2026-02-30"], "--as-of“2026-02-30”不是日期"),
        (&["build", "--as-of", "明天"], "--as-of“明天”不是日期，应写作 2026-11-23 的形式"),
        (&["check", "--format", "xml"], "不能是“xml”"),
        (&["workdays"], "缺少"),
        (&["workdays", "2024/1/1", "3"], "“2024/1/1”不是日期"),
        (&["workdays", "2024-01-01", "三"], "不能是“三”"),
        (&["new", "通知", "标题"], "没有类型“通知”。可选：政策文件、"),
        (&["rule", "P999"], "没有规则 P999。"),
        (&["rule", "P20"], "是不是 P20"),
        (&["import", "nowhere.txt"], "读不了 nowhere.txt"),
        (&["init"], "缺少"),
        (&["build", "--editions", "young"], "不能是“young”"),
        (&["serve", "--port", "http"], "不能是“http”"),
        (&["export"], "缺少"),
        (&["export", "elastic"], "不能是“elastic”。可选：quickwit、opensearch。"),
        (&["export", "quickwit", "--auth", "a"], "缺少 --push"),
    ] {
        let ran = portal(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.starts_with("错误：") && ran.err.contains(words), "{arguments:?}: {}", ran.err);
        let said = ran
            .err
            .replace("portal --help", "")
            .replace("portal rule", "")
            .replace("No such file or directory (os error 2)", "");
        assert!(!latin.is_match(&said), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn help_and_version() {
    let help = portal(&["--help"]);
    assert_eq!(help.status, 0);
    for word in ["用法", "命令", "build", "检查并生成网站"] {
        assert!(help.out.contains(word), "{}", help.out);
    }
    for command in
        ["build", "check", "serve", "search", "workdays", "due", "export", "import", "new", "init", "rule", "verify"]
    {
        let ran = portal(&[command, "--help"]);
        assert_eq!(ran.status, 0, "{command}");
        assert!(ran.out.contains("用法") && !ran.out.contains("Usage"), "{command}: {}", ran.out);
    }
    assert_eq!(portal(&["--version"]).out.trim(), format!("portal {}", env!("CARGO_PKG_VERSION")));
    assert_eq!(portal(&[]).status, 2);
}

/// `portal init` makes the golden site `minimal` with the calendars of the demo, which builds from
/// any folder.
#[test]
fn init_makes_a_site_that_builds() {
    let parent = Site::empty();
    let made = parent.path("新网站");
    let folder = made.to_str().unwrap();
    assert_eq!(portal(&["init", folder]).status, 0);
    let mut expected = tree(&tests().join("sites/minimal/content"));
    let calendars = tree(&tests().join("../content/calendar"));
    assert!(calendars.len() >= 5, "{:?}", calendars.keys());
    expected.extend(calendars.into_iter().map(|(path, bytes)| (format!("calendar/{path}"), bytes)));
    assert_eq!(tree(&made.join("content")), expected);
    let counted = portal(&["workdays", "2026-09-30", "1", "--root", folder]);
    assert!(counted.out.starts_with("2026-10-08"), "{}{}", counted.out, counted.err);
    let built = portal(&["build", "--root", folder]);
    assert_eq!(built.status, 0, "{}", built.err);
    assert_eq!(built.err, "", "a new site has no findings");
    assert!(made.join("public/pages/about.html").exists() && made.join("public/senior/index.html").exists());
    let again = portal(&["init", folder]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("已经存在，没有覆盖"), "{}", again.err);
}

#[test]
fn new_documents_of_every_kind_build() {
    let parent = Site::empty();
    assert_eq!(parent.run(&["init", parent.root().to_str().unwrap()]).status, 0);
    for (_, zh, en) in Kind::NAMES {
        for name in [zh, en] {
            let title = format!("{name}：新写的“{zh}”");
            let ran = parent.run(&["new", name, &title, "--as-of", TODAY]);
            assert_eq!(ran.status, 0, "{name}: {}", ran.err);
        }
    }
    let built = parent.run(&["build", "--as-of", TODAY, "--drafts"]);
    assert_eq!(built.status, 0, "{}", built.err);
    let is_new = |path: &&String| {
        let is_list = path.starts_with("browse/") || path.starts_with("senior/");
        path.contains("/2026/") && path.ends_with(".html") && !is_list
    };
    let pages = parent.output().keys().filter(is_new).count();
    assert_eq!(pages, Kind::NAMES.len() * 2);
    // Without --drafts they stay out, but are checked all the same.
    let quiet = parent.run(&["build", "--as-of", TODAY]);
    assert!(!parent.output().keys().any(|path| is_new(&path)), "{}", quiet.out);
    let twice = parent.run(&["new", "动态", "动态：新写的“动态”", "--as-of", TODAY]);
    assert_eq!(twice.status, 2, "{}", twice.out);
}

#[test]
fn the_shape_of_search_json() {
    let site = site();
    site.build(TODAY);
    let hits = json(&site.run(&["search", "高龄津贴", "--json"]));
    let hits = hits.as_array().unwrap();
    assert!(!hits.is_empty());
    for hit in hits {
        let keys: Vec<&str> = hit.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = ["url", "title", "document_number", "status", "score", "snippet"];
        expected.sort_unstable();
        let mut keys = keys;
        keys.sort_unstable();
        assert_eq!(keys, expected);
        assert!(hit["score"].is_f64() && hit["url"].as_str().unwrap().starts_with('/'), "{hit}");
    }
    // The number is found in every form of its brackets, and stands first.
    for form in ["望政发〔2024〕3号", "望政发[2024]3号", "望政发（2024）3号", "望政发2024 3号", "〔2024〕3号"]
    {
        let hits = json(&site.run(&["search", form, "--json"]));
        assert_eq!(hits[0]["document_number"], "望政发〔2024〕3号", "{form}");
        assert_eq!((&hits[0]["url"], &hits[0]["status"]), (&"/policies/a.html".into(), &"in_force".into()), "{form}");
    }
    assert_eq!(json(&site.run(&["search", "津贴", "--json", "--limit", "1"])).as_array().unwrap().len(), 1);
    assert_eq!(json(&site.run(&["search", "火星探测", "--json"])), serde_json::json!([]));
    let said = site.run(&["search", "火星探测"]);
    assert_eq!((said.status, said.out.contains("没有找到“火星探测”")), (0, true));
}

#[test]
fn any_substring_of_two_characters_is_found() {
    let site = site();
    site.build(TODAY);
    let text = "年满八十周岁的本市户籍老年人";
    let characters: Vec<char> = text.chars().collect();
    for length in [2, 3, 5] {
        for piece in characters.windows(length) {
            let piece: String = piece.iter().collect();
            let hits = json(&site.run(&["search", &piece, "--json"]));
            let found = hits.as_array().unwrap().iter().any(|hit| hit["url"] == "/interpretations/text.html");
            assert!(found, "{piece}");
        }
    }
}

/// Whatever is wrong with the index, the answer is hits or a Chinese sentence, never a panic.
#[test]
fn a_damaged_index_is_said_to_be_damaged() {
    let site = site();
    site.build(TODAY);
    let folder = site.root().join("public/search");
    let mut said = 0;
    for file in std::fs::read_dir(&folder).unwrap() {
        let file = file.unwrap().path();
        let whole = std::fs::read(&file).unwrap();
        for damaged in [whole.iter().map(|byte| !byte).collect(), whole[..whole.len() / 2].to_vec(), Vec::new()] {
            std::fs::write(&file, damaged).unwrap();
            let ran = site.run(&["search", "老年人", "--json"]);
            assert!(matches!(ran.status, 0 | 2), "{}: {}", file.display(), ran.err);
            assert!(!ran.err.contains("panicked"), "{}", ran.err);
            said += usize::from(ran.status == 2 && ran.err.contains("索引"));
        }
        std::fs::write(&file, whole).unwrap();
    }
    assert!(said > 3, "{said}");
}

#[test]
fn the_shape_of_check_json() {
    let site = Site::of_case(&tests().join("invalid/document-number"));
    let rows = json(&site.run(&["check", "--format", "json", "--as-of", TODAY]));
    let mut expected =
        ["code", "severity", "message", "file", "line", "column", "end_line", "end_column", "help", "fix"];
    expected.sort_unstable();
    for row in rows.as_array().unwrap() {
        let mut keys: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, expected);
        assert!(["error", "warning", "info"].contains(&row["severity"].as_str().unwrap()));
    }
    let empty = self::site().run(&["check", "--format", "json", "--as-of", TODAY]);
    assert!(json(&empty).is_array());
}

/// A fix, applied by a program as the JSON says, mends the finding.
#[test]
fn fixes_mend_what_they_say() {
    let folder = tests().join("invalid/document-number");
    let site = Site::of_case(&folder);
    let check =
        || json(&site.run(&["check", "--format", "json", "--as-of", setting(&folder, "as_of", TODAY).as_str()]));
    let rows = check();
    let fixable: Vec<&Value> = rows.as_array().unwrap().iter().filter(|row| !row["fix"].is_null()).collect();
    assert!(fixable.len() >= 8);
    for row in &fixable {
        let path = site.path(row["file"].as_str().unwrap());
        let text = std::fs::read_to_string(&path).unwrap();
        let fix = &row["fix"];
        assert_eq!(fix["line"], fix["end_line"]);
        let of = |key: &str| fix[key].as_u64().unwrap() as usize;
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let line: Vec<char> = lines[of("line") - 1].chars().collect();
        let part = |range: std::ops::Range<usize>| line[range].iter().collect::<String>();
        lines[of("line") - 1] =
            part(0..of("column") - 1) + fix["replacement"].as_str().unwrap() + &part(of("end_column") - 1..line.len());
        std::fs::write(path, lines.join("\n")).unwrap();
    }
    let left = check();
    assert_eq!(left.as_array().unwrap().len(), rows.as_array().unwrap().len() - fixable.len(), "{left:#}");
}

#[test]
fn findings_for_people_and_for_reviews() {
    let site = Site::of_case(&tests().join("invalid/bom-crlf"));
    let human = site.run(&["check", "--as-of", TODAY]);
    assert_eq!(human.status, 1);
    for line in [
        "  --> content/policies/allowance.md:5:7",
        " 5 | 发文字号: 望政发[2024]12号",
        "   |           ^^^^^^^^^^^^^^^^",
        "  办法：改为“望政发〔2024〕12号”。",
    ] {
        assert!(human.out.contains(line), "{line}\n{}", human.out);
    }
    assert!(human.out.ends_with("4 个错误，0 个警告。\n"), "{}", human.out);
    let github = site.run(&["check", "--format", "github", "--as-of", TODAY]);
    assert!(github.out.starts_with("::error file=content/policies/allowance.md,line=5,col=7,"), "{}", github.out);
    assert_eq!(github.out.lines().count(), 4);
}

/// Items in every state on Monday 2026-11-23, of two units, with the working days of 2026 alone.
fn site_with_duties() -> Site {
    let site = Site::new();
    let organs = "机构:\n  - {标识: mzj, 名称: 望川市民政局, 简称: 市民政局}\n  - {标识: czj, 名称: 望川市财政局, 简称: 市财政局}\n";
    site.write("content/site.yaml", format!("{}{organs}", crate::support::SITE));
    let calendar = std::fs::read_to_string(tests().join("../content/calendar/2026.yaml")).unwrap();
    site.write("content/calendar/2026.yaml", calendar);
    let register = |name: &str, head: &str, columns: &str, rows: &[&str]| {
        let list: String = columns.split(',').map(|label| format!("  - {{名称: {label}}}\n")).collect();
        let list = list.replace("公开日期}", "公开日期, 类型: 日期}");
        site.write(&format!("content/registers/{name}.yaml"), format!("名称: {head}\n列:\n{list}"));
        site.write(&format!("content/registers/{name}.csv"), format!("{columns}\n{}\n", rows.join("\n")));
    };
    register(
        "disclosure-schedule",
        "定时公开",
        "编号,指标名称,单位,频率,期限,依据,栏目,起始日期,终止日期",
        &[
            "A-01,低保发放,望川市民政局,每月,次月10日前,某文件第一条,news,2026-10-01,2026-11-30",
            "A-02,预算执行,望川市财政局,每月,次月20日前,某文件第二条,news,2026-11-01,2026-11-30",
            "A-03,养老补贴,市民政局,每月,次月23日前,某文件第三条,news,2026-11-01,2026-11-30",
            "A-04,工作动态,望川市财政局,每周,每周五前,某文件第四条,news,2026-11-23,2026-12-11",
            "A-05,养老院名单,望川市民政局,每年,年底前,某文件第五条,news,2026-11-01,2026-12-31",
            "A-06,救灾资金,望川市民政局,每月,次月15日前,某文件第六条,news,2026-11-01,2026-11-30",
            "A-07,财政决算,望川市财政局,每年,年后10个工作日内,某文件第七条,news,2026-11-01,2027-06-30",
        ],
    );
    register("disclosure-exemptions", "定时公开豁免", "编号,期间,理由", &["A-06,2026-10,当月没有发生"]);
    let records = "公开情况\n公开记录:\n  指标: 编号\n  期间: 期间\n  日期: 公开日期";
    register("records", records, "编号,期间,公开日期", &["A-01,2026-09,2026-10-09", "A-01,2026-10,2026-11-12"]);
    site
}

#[test]
fn what_is_due_for_people() {
    let site = site_with_duties();
    let all = site.run(&["due", "--as-of", TODAY]);
    let expected = "\
应办事项（2026年11月23日）

已经逾期：1 项
  2026年11月20日，已逾期3天  A-02 预算执行（2026年10月）  望川市财政局

今天到期：1 项
  2026年11月23日  A-03 养老补贴（2026年10月）  市民政局

本周到期：1 项
  2026年11月27日，还有4天  A-04 工作动态（2026年第48周）  望川市财政局

下周到期：1 项
  2026年12月4日，还有11天  A-04 工作动态（2026年第49周）  望川市财政局

一个月内到期：1 项
  2026年12月11日，还有18天  A-04 工作动态（2026年第50周）  望川市财政局

已办：按期 1 项，逾期 1 项。
";
    assert_eq!((all.status, all.out.as_str(), all.err.as_str()), (0, expected, ""));
    // A day that is an estimate says so.
    let estimate = site.run(&["due", "--as-of", "2026-12-20", "--unit", "czj"]);
    let line =
        "  2027年1月14日（2027年放假安排未公布，按周末估算），还有25天  A-07 财政决算（2026年度）  望川市财政局\n";
    assert!(estimate.out.contains(line), "{}", estimate.out);
    let quiet = site.run(&["due", "--as-of", "2026-11-22", "--unit", "望川市教育和体育局"]);
    let nothing = "应办事项（2026年11月22日，望川市教育和体育局）\n\n没有逾期和一个月内到期的事项。\n\n已办：按期 0 项，逾期 0 项。\n";
    assert_eq!((quiet.status, quiet.out.as_str()), (0, nothing));
}

#[test]
fn what_is_due_for_programs() {
    let site = site_with_duties();
    let rows = json(&site.run(&["due", "--json", "--as-of", TODAY]));
    let told: Vec<[&str; 4]> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| ["id", "period", "due", "state"].map(|key| row[key].as_str().unwrap()))
        .collect();
    let expected = [
        ["A-01", "2026-09", "2026-10-10", "done"],
        ["A-01", "2026-10", "2026-11-10", "late"],
        ["A-06", "2026-10", "2026-11-15", "exempt"],
        ["A-02", "2026-10", "2026-11-20", "overdue"],
        ["A-03", "2026-10", "2026-11-23", "today"],
        ["A-04", "2026-W48", "2026-11-27", "upcoming"],
        ["A-04", "2026-W49", "2026-12-04", "upcoming"],
        ["A-04", "2026-W50", "2026-12-11", "upcoming"],
        // Of what is further away, the next of each item.
        ["A-05", "2026", "2026-12-31", "upcoming"],
        ["A-07", "2026", "2027-01-14", "upcoming"],
    ];
    assert_eq!(told, expected);
    let mut keys: Vec<&str> = rows[0].as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["basis", "due", "id", "internal", "name", "period", "state", "uncovered", "unit", "url"]);
    assert_eq!((&rows[0]["url"], &rows[0]["uncovered"]), (&"/registers/records/".into(), &Value::Null));
    assert_eq!((&rows[9]["url"], &rows[9]["uncovered"]), (&Value::Null, &2027.into()));
    // A unit by its full name, its short name, its 标识, or a part of its name: the register may
    // write it either way.
    for typed in ["望川市民政局", "市民政局", "mzj", "民政"] {
        let of_unit = json(&site.run(&["due", "--json", "--as-of", TODAY, "--unit", typed]));
        let ids: Vec<&str> = of_unit.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["A-01", "A-01", "A-06", "A-03", "A-05"], "{typed}");
    }
    assert_eq!(json(&site.run(&["due", "--json", "--as-of", TODAY, "--unit", "教育局"])), serde_json::json!([]));
}

/// A list from faulty content may lack something: it is given, with a note and the status of errors.
#[test]
fn what_is_due_of_faulty_content() {
    let site = site_with_duties();
    site.write("content/news/a.md", "---\n标题: 甲\n发布日期: 2026-13-01\n---\n\n正文。\n");
    for arguments in [&["due", "--as-of", TODAY][..], &["due", "--json", "--as-of", TODAY]] {
        let ran = site.run(arguments);
        assert_eq!(ran.status, 1, "{}", ran.out);
        assert_eq!(ran.err, "1 个错误，0 个警告，上面的清单可能不全。请先运行 portal check。\n");
        assert!(ran.out.contains("A-02"), "{}", ran.out);
    }
    let nothing = Site::empty().run(&["due", "--as-of", TODAY]);
    assert_eq!(nothing.status, 2, "{}", nothing.out);
}

#[test]
fn rules_are_explained() {
    let all = portal(&["rule"]);
    assert_eq!(all.out.lines().count(), portal::diagnostic::Code::ALL.len());
    for code in portal::diagnostic::Code::ALL {
        let one = portal(&["rule", &code.name().to_lowercase()]);
        assert_eq!(one.status, 0);
        assert!(one.out.contains(code.title()), "{}", one.out);
    }
    assert!(portal(&["rule", "P701"]).out.contains("依据：国办发〔2018〕37号"));
}

#[test]
fn options_of_a_build() {
    let site = site();
    let built = site.build_with(
        TODAY,
        &["--no-index", "--editions", "standard", "--timings", "--base-url", "https://mirror.example/x"],
    );
    let output = site.output();
    assert!(!output.keys().any(|path| path.starts_with("senior/")));
    // The search page helps without an index too.
    let search: Vec<&String> = output.keys().filter(|path| path.starts_with("search/")).collect();
    assert_eq!(search, ["search/index.html"]);
    assert!(site.read("policies/a.html").contains("href=\"https://mirror.example/x/policies/a.html\""));
    assert!(site.read("robots.txt").contains("https://mirror.example/x/sitemap.xml"));
    for phase in ["读取", "解析", "关联", "效力", "检查", "生成网页和索引", "附件和数据", "发布"]
    {
        assert!(built.err.lines().any(|line| line.ends_with(&format!("ms  {phase}"))), "{phase}: {}", built.err);
    }
}

/// What is imported from the fixtures, and from the real samples where they lie beside the project,
/// builds as it is and shows what it should.
#[test]
fn imports_build() {
    let mut files: Vec<(std::path::PathBuf, [&str; 4])> = Vec::new();
    for name in ["livelihood", "parking", "ledger", "notice"] {
        files.push((tests().join(format!("import/{name}.txt")), [""; 4]));
    }
    let samples = tests().join("../../shared/samples");
    let known = [
        (
            "gaotang-2022.txt",
            [
                "高唐县人民政府办公室关于印发2022年高唐县政务公开工作要点的通知",
                "",
                "高唐县人民政府办公室",
                "2022年6月17日",
            ],
        ),
        (
            "shanting-2022.txt",
            [
                "山亭区人民政府办公室关于印发2022年山亭区政务公开工作要点的通知",
                "山政办发〔2022〕2号",
                "山亭区人民政府办公室",
                "2022年6月1日",
            ],
        ),
        (
            "tengzhou-2022.txt",
            [
                "滕州市人民政府办公室关于印发《滕州市2022年政务公开工作要点》和《落实枣庄市2022年政务公开工作要点工作台账》的通知",
                "滕政办发〔2022〕11号",
                "滕州市人民政府办公室",
                "2022年6月1日",
            ],
        ),
    ];
    files.extend(known.into_iter().map(|(name, facts)| (samples.join(name), facts)).filter(|(path, _)| path.exists()));
    let site = Site::new();
    for (file, facts) in &files {
        let ran = site.run(&["import", file.to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        unfinished_registers(&site);
        let made = ran.out.split(" → ").nth(1).and_then(|rest| rest.split("（").next()).unwrap();
        let stem = made.rsplit('/').next().unwrap().trim_end_matches(".md");
        if std::fs::read_to_string(made).unwrap().contains("\n公开属性: 依申请公开\n") {
            on_request(&site, made, stem);
            continue;
        }
        site.build(TODAY);
        let page = site.read(&format!("policies/{stem}.html"));
        let row = |key: &str| crate::support::page::texts(&page, &format!(".page-head .row-{key} dd"));
        let [title, number, issuer, written] = facts;
        if !title.is_empty() {
            assert_eq!(
                [row("title"), row("number"), row("issuer"), row("written")],
                [*title, *number, *issuer, *written],
                "{file:?}"
            );
        } else {
            assert!(!row("title").is_empty() && !row("written").is_empty(), "{file:?}");
        }
        let again = site.run(&["import", file.to_str().unwrap()]);
        assert_eq!(again.status, 2, "an import never writes over a file: {}", again.out);
    }
    let dry = Site::new();
    let shown = dry.run(&["import", "--dry-run", files[0].0.to_str().unwrap()]);
    assert!(shown.out.starts_with("---\n标题: ") && !dry.path("content/policies").exists(), "{}", shown.out);
}

/// Registers from tables wait for an editor: the check names what is to be filled in, in them alone.
fn unfinished_registers(site: &Site) {
    if !site.path("content/registers").exists() {
        return;
    }
    let findings = json(&site.run(&["check", "--as-of", TODAY, "--format", "json"]));
    let rows = findings.as_array().unwrap().iter();
    let errors = rows.filter(|row| row["severity"] == "error" && row["code"] != "P213");
    let files: Vec<&str> = errors.map(|row| row["file"].as_str().unwrap()).collect();
    assert!(!files.is_empty() && files.iter().all(|file| file.starts_with("content/registers/")), "{files:?}");
    std::fs::remove_dir_all(site.path("content/registers")).unwrap();
}

/// What the text itself marks as 此件依申请公开 is not built before a person has set its review, and
/// then is not shown.
fn on_request(site: &Site, made: &str, stem: &str) {
    let refused = site.run(&["build", "--as-of", TODAY]);
    assert!(refused.status == 1 && refused.err.contains("P213"), "{}", refused.err);
    let text = std::fs::read_to_string(made).unwrap();
    std::fs::write(made, text.replacen("公开属性: ", "下次审查: 2027-06-30\n公开属性: ", 1)).unwrap();
    site.build(TODAY);
    assert!(!site.output().contains_key(&format!("policies/{stem}.html")));
}

/// Tables become registers with what an editor has to look at; the kind can be ordered, nothing is
/// written twice, and the check of the site holds them back until they are complete.
#[test]
fn imports_of_tables() {
    let site = Site::new();
    site.write("list.csv", "序号,公开事项,单位,公开时限\n1,决算,市财政局,每年3月底前\n2,补贴,市民政局,视情\n");
    let list = site.path("list.csv");
    let import = |arguments: &[&str]| site.run(&[&["import", list.to_str().unwrap()], arguments].concat());
    let dry = import(&["--dry-run"]);
    assert!(dry.out.starts_with("名称: 定时公开\n") && !site.path("content/registers").exists(), "{}", dry.out);
    assert!(dry.err.contains("共2行，其中1行需核对"), "{}", dry.err);
    let ran = import(&[]);
    assert!(ran.status == 0 && ran.out.contains("list.csv（定时公开：共2行，其中1行需核对）"), "{}", ran.out);
    assert!(ran.err.contains("list.csv:3：DS-02　频率：从“视情”看不出频率"), "{}", ran.err);
    assert!(!site.path("content/policies").exists(), "a table is no document");
    assert!(import(&[]).err.contains("已经存在，没有覆盖"));
    let check = site.run(&["check", "--as-of", TODAY]);
    let said = check.out + &check.err;
    assert!(check.status == 1 && said.contains("“依据”是必填的") && said.contains("“核对”一列应填选项"), "{said}");
    let other = site.path("other");
    let ordered = import(&["--table", "普通", "--out", other.to_str().unwrap()]);
    assert!(ordered.out.contains("普通：共2行，没有存疑的行"), "{}", ordered.out);
    assert!(import(&["--table", "表格"]).err.contains("--table 不认识“表格”，可写：定时公开、工作台账、普通"));
    site.write("sealed.xlsx", [0xD0, 0xCF, 0x11, 0xE0]);
    let sealed = site.run(&["import", site.path("sealed.xlsx").to_str().unwrap()]);
    assert!(sealed.status == 2 && sealed.err.contains("旧版"), "{}", sealed.err);
}

/// Old word processors write GB18030; an import reads it, says so, and gives the same text.
#[test]
fn imports_of_gb18030() {
    let (utf8, gb) = (Site::new(), Site::new());
    let text = std::fs::read_to_string(tests().join("import/notice.txt")).unwrap();
    utf8.write("notice.txt", &text);
    gb.write("notice.txt", encoding_rs::GB18030.encode(&text).0);
    let imported = |site: &Site| {
        let ran = site.run(&["import", site.path("notice.txt").to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran
    };
    imported(&utf8);
    assert!(imported(&gb).err.contains("GB18030"));
    assert_eq!(tree(&utf8.path("content/policies")), tree(&gb.path("content/policies")));
}

/// A theme file of the site stands over the embedded one, alone.
#[test]
fn a_theme_file_can_be_replaced() {
    let site = site();
    copy(&tests().join("../themes/standard/templates"), &site.path("kept"));
    let own = std::fs::read_to_string(site.path("kept/not_found.html"))
        .unwrap()
        .replace("{% block content %}", "{% block content %}<p>本站自己的话</p>");
    site.write("themes/standard/templates/not_found.html", own);
    site.build(TODAY);
    assert!(site.read("404.html").contains("本站自己的话"));
    assert!(site.read("senior/404.html").contains("本站自己的话"), "the senior theme extends the standard one");
}
