//! What may not be seen is in no output byte and in no file name.
//!
//! Canaries, words that stand nowhere else, are put into everything that an unpublished document
//! has. The same documents, made public, must let most of them through, or the test would prove
//! nothing. The index compresses its texts, so it is asked as well as read.

use crate::support::{SITE, Site, Tree, tree};
use portal::search::analysis::fold;
use portal::search::{Hit, Request, Searcher, open};
use std::cell::Cell;
use std::collections::BTreeMap;

const DAY: &str = "2026-11-23";

/// Why a document is not published.
const REASONS: &[(&str, &str)] = &[
    ("不予公开", "公开属性: 不予公开\n不予公开依据: 16-2-过程稿\n下次审查: 2027-06-30\n发布日期: 2026-01-01"),
    ("依申请公开", "公开属性: 依申请公开\n下次审查: 2027-06-30\n发布日期: 2026-01-01"),
    ("草稿", "公开属性: 主动公开\n草稿: true\n发布日期: 2026-01-01"),
    ("未到日期", "公开属性: 主动公开\n发布日期: 2026-11-24"),
];

const PUBLIC: &str = "公开属性: 主动公开\n发布日期: 2026-01-01";

/// Words and where they were put.
struct Canaries {
    placed: BTreeMap<String, String>,
    next: Cell<usize>,
    reason: String,
}

impl Canaries {
    fn put(&mut self, place: &str) -> String {
        self.next.set(self.next.get() + 1);
        let word = format!("zq{:03}canary", self.next.get());
        self.placed.insert(word.clone(), format!("{}：{place}", self.reason));
        word
    }
}

/// A site with published documents that refer to unpublished ones in every way there is.
fn site(publish: bool) -> (Site, Canaries) {
    let site = Site::new();
    let columns = "  - {路径: decisions, 名称: 重大行政决策, 类型: 重大行政决策}\n  - {路径: consultations, 名称: 征求意见, 类型: 征求意见}\n";
    site.write("content/site.yaml", format!("{SITE}{columns}"));
    let mut canaries = Canaries { placed: BTreeMap::new(), next: Cell::new(0), reason: String::new() };
    let (mut dossiers, mut materials) = (Vec::new(), Vec::new());
    let mut links = String::new();
    let mut acts = String::new();
    let mut interpreted = String::new();
    let mut evidence = Vec::new();
    for (at, (reason, keys)) in REASONS.iter().enumerate() {
        canaries.reason = (*reason).to_owned();
        let keys = if publish { PUBLIC } else { keys };
        let folder = canaries.put("文件夹名");
        let stem = canaries.put("文件名");
        let path = format!("{folder}/{stem}.md");
        hidden_policy(&site, &mut canaries, &folder, &stem, keys, at);
        hidden_interpretation(&site, &mut canaries, keys, at);
        hidden_page(&site, &mut canaries, keys);
        dossiers.push(hidden_decision(&site, &mut canaries, keys));
        materials.push(hidden_consultation(&site, &mut canaries, keys));
        links.push_str(&format!("依照[方案{at}]({path})、[同上][r{at}]办理。\n\n[r{at}]: /policies/{path}#a\n\n"));
        evidence.push(format!("[{}](policies/{path})", canaries.put("成果的名称")));
        // An act may not come before its target.
        let day = if *reason == "未到日期" { "2026-11-24" } else { "2026-06-01" };
        acts.push_str(&format!("  - {{文件: policies/{path}, 日期: {day}}}\n"));
        // An interpretation of what is withheld is refused, but one of a draft may wait for it.
        if publish || keys.contains("主动公开") {
            interpreted.push_str(&format!(", policies/{path}"));
        }
    }
    hidden_cells(&site, &mut canaries, publish);
    ledger(&site, &mut canaries, &evidence, publish);
    let front = format!(
        "标题: 公开的办法\n发文字号: 望政发〔2026〕1号\n{PUBLIC}\n# 内部备注 zq999canary\n修改:\n{acts}附件:\n  - {{名称: 共用的表, 文件: shared.txt}}"
    );
    canaries.placed.insert("zq999canary".to_owned(), "公开文件中的 YAML 注释".to_owned());
    site.document("policies/open.md", &front, &format!("公开的正文。\n\n{links}"));
    site.write("content/policies/shared.txt", "shared bytes");
    // What the unpublished documents act on; two documents cannot act on each other.
    let front = format!("标题: 公开的规定\n发文字号: 望政发〔2026〕9号\n{PUBLIC}");
    site.document("policies/acted-on.md", &front, "公开的规定正文。");
    open_decision(&site, &dossiers, &materials);
    let front = format!("标题: 公开的解读\n{PUBLIC}\n咨询电话: 0339-5551044\n解读: [policies/open.md{interpreted}]");
    site.document("interpretations/open.md", &front, "公开的解读正文。");
    (site, canaries)
}

fn hidden_policy(site: &Site, canaries: &mut Canaries, folder: &str, stem: &str, keys: &str, at: usize) {
    let (attached, version, unused) =
        (canaries.put("附件文件名"), canaries.put("版本文件名"), canaries.put("旁边的文件名"));
    let mut front = format!("{keys}\n发文字号: 禁鸢函〔2026〕{}号\n文件性质: 行政规范性文件\n", at + 1);
    for key in ["标题", "摘要", "发文机关", "起草单位", "登记号", "特色主题", "服务对象", "免予解读"]
    {
        front.push_str(&format!("{key}: {}\n", canaries.put(key)));
    }
    front.push_str(&format!(
        "网址: /zc/{}.html\n旧网址: [/old/{}.html]\n",
        canaries.put("网址"),
        canaries.put("旧网址")
    ));
    front.push_str(&format!("审核:\n  - {{环节: 初审, 人: {}, 日期: 2026-01-01}}\n", canaries.put("审核人")));
    front.push_str(&format!("附件:\n  - {{名称: {}, 文件: {attached}.txt}}\n", canaries.put("附件名称")));
    front.push_str(&format!("  - {{名称: {}, 文件: ../shared.txt}}\n", canaries.put("共用附件的名称")));
    front.push_str(&format!("版本:\n  - {{日期: 2025-01-01, 正文: {version}.md}}\n"));
    // What it does to the published document must not be seen there either.
    let clause = canaries.put("条款");
    front.push_str(&format!("修改:\n  - {{文件: 望政发〔2026〕9号, 日期: 2026-06-01, 条款: {clause}}}\n"));
    front.push_str(&format!("废止:\n  - {{文件: {}, 外部文件: true}}\n", canaries.put("所废止的外部文件")));
    let body = format!(
        "# {}\n\n第一条　{}\n\n![{}]({}.png)　[{}](https://{}.example/)\n\n| {} |\n| --- |\n| 甲 |\n\n注[^1]。\n\n[^1]: {}\n",
        canaries.put("正文标题"),
        canaries.put("正文"),
        canaries.put("图片说明"),
        attached,
        canaries.put("链接文字"),
        canaries.put("站外链接"),
        canaries.put("表格"),
        canaries.put("脚注"),
    );
    site.document(&format!("policies/{folder}/{stem}.md"), &front, &body);
    site.write(&format!("content/policies/{folder}/{attached}.txt"), canaries.put("附件内容"));
    site.write(&format!("content/policies/{folder}/{attached}.png"), canaries.put("图片内容"));
    site.write(&format!("content/policies/{folder}/{version}.md"), format!("旧文 {}\n", canaries.put("旧版本正文")));
    site.write(&format!("content/policies/{folder}/{unused}.txt"), canaries.put("旁边的文件"));
}

fn hidden_interpretation(site: &Site, canaries: &mut Canaries, keys: &str, at: usize) {
    let mut front = format!("{keys}\n解读: [望政发〔2026〕1号, 禁鸢函〔2026〕{}号]\n", at + 1);
    for key in ["标题", "摘要", "解读人", "咨询电话", "起草单位"] {
        front.push_str(&format!("{key}: {}\n", canaries.put(&format!("解读的{key}"))));
    }
    let stem = canaries.put("解读文件名");
    let body = canaries.put("解读正文");
    site.document(&format!("interpretations/{stem}.md"), &front, &body);
}

fn hidden_page(site: &Site, canaries: &mut Canaries, keys: &str) {
    let (title, stem, body) = (canaries.put("页面标题"), canaries.put("页面文件名"), canaries.put("页面正文"));
    site.document(&format!("pages/{stem}.md"), &format!("{keys}\n标题: {title}"), &body);
}

/// Rows whose day has not come, personal data after its notice period, a register of the office's own,
/// and the files that these name.
fn hidden_cells(site: &Site, canaries: &mut Canaries, publish: bool) {
    let (day, until, internal) =
        if publish { ("2026-11-23", "2026-11-23", false) } else { ("2026-11-24", "2026-11-22", true) };
    canaries.reason = "登记册".to_owned();
    let mut file = |place: &str| {
        let (name, held) = (canaries.put(&format!("{place}的文件名")), canaries.put(&format!("{place}的文件内容")));
        site.write(&format!("content/registers/{name}.txt"), held);
        format!("{},registers/{name}.txt", canaries.put(place))
    };
    let (coming, own) = (file("未到日期的行"), file("内部登记册"));
    let columns = "列:\n  - {名称: 事项, 筛选: true}\n  - {名称: 文件, 类型: 文件}\n";
    let dated = format!("名称: 收支\n公开记录: {{指标: A-01, 日期: 日期}}\n{columns}  - {{名称: 日期, 类型: 日期}}\n");
    site.write("content/registers/figures.yaml", dated);
    site.write("content/registers/figures.csv", format!("事项,文件,日期\n{coming},{day}\n"));
    site.write("content/registers/own.yaml", format!("名称: 内部的\n内部: {internal}\n{columns}"));
    site.write("content/registers/own.csv", format!("事项,文件\n{own}\n"));
    // The first two and the last three characters of what is masked stay.
    let person = format!("{}xxx", canaries.put("公示期后的个人信息"));
    let card = "列:\n  - {名称: 姓名, 掩码: 身份证}\n  - {名称: 名次}\n";
    site.write("content/registers/people.yaml", format!("名称: 名单\n公示期至: {until}\n{card}"));
    site.write("content/registers/people.csv", format!("姓名,名次\n{person},1\n"));
    let schedule = "名称: 定时公开\n列: [{名称: 编号}, {名称: 指标名称}, {名称: 单位}, {名称: 频率}, {名称: 期限}, {名称: 依据}, {名称: 栏目}]\n";
    site.write("content/registers/disclosure-schedule.yaml", schedule);
    let item = "编号,指标名称,单位,频率,期限,依据,栏目\nA-01,收支,市财政局,每月,月底前,,\n";
    site.write("content/registers/disclosure-schedule.csv", item);
}

/// A task whose evidence may not be seen, and one of which nothing is known yet.
fn ledger(site: &Site, canaries: &mut Canaries, evidence: &[String], publish: bool) {
    canaries.reason = "工作台账".to_owned();
    let columns = ["序号", "工作任务", "具体要求", "牵头单位", "责任单位", "完成时限", "进度", "更新日期", "成果"];
    let listed: String = columns.iter().map(|name| format!("  - {{名称: {name}}}\n")).collect();
    site.write("content/registers/task-ledger.yaml", format!("名称: 工作台账\n列:\n{listed}"));
    let day = if publish { "2026-11-23" } else { "2026-11-24" };
    let (words, name, stem) =
        (canaries.put("以后的成果"), canaries.put("以后的文件名称"), canaries.put("以后的文件名"));
    site.write(&format!("content/registers/{stem}.txt"), canaries.put("以后的文件内容"));
    let later = format!("{words}；[{name}](registers/{stem}.txt)");
    let row = |number: u8, day: &str, evidence: &str| {
        format!("{number},公开,公布目录,市财政局,市财政局,2026年底前,推进中,{day},{evidence}\n")
    };
    let rows = [row(1, "2026-11-02", &evidence.join("；")), row(2, day, &later)].concat();
    site.write("content/registers/task-ledger.csv", format!("{}\n{rows}", columns.join(",")));
}

fn hidden_decision(site: &Site, canaries: &mut Canaries, keys: &str) -> String {
    let (stem, file, body) = (canaries.put("决策文件名"), canaries.put("材料文件名"), canaries.put("决策正文"));
    let mut word = |place: &str| canaries.put(place);
    let front = format!(
        "{keys}\n标题: {}\n承办单位: {}\n决策依据: [{}]\n步骤:\n  - {{环节: 启动, 日期: 2026-01-05, 说明: {}, 文件: [{file}.txt]}}\n  - {{环节: 风险评估, 不适用: {}}}\n\
         听证:\n  - {{日期: 2026-03-01, 地点: {}, 公告日期: 2026-02-01}}\n列席:\n  - {{会议: {}, 日期: 2026-03-01, 代表: [{{类别: 公众代表, 人数: 2, 意见: {}, 采纳: 未采纳, 理由: {}}}]}}",
        word("决策标题"),
        word("承办单位"),
        word("决策依据"),
        word("环节说明"),
        word("不适用的理由"),
        word("听证地点"),
        word("会议"),
        word("列席意见"),
        word("列席理由"),
    );
    site.write(&format!("content/decisions/{file}.txt"), word("材料内容"));
    site.document(&format!("decisions/{stem}.md"), &front, &body);
    format!("decisions/{stem}.md")
}

fn hidden_consultation(site: &Site, canaries: &mut Canaries, keys: &str) -> String {
    let (stem, draft) = (canaries.put("公告文件名"), canaries.put("草案文件名"));
    let mut word = |place: &str| canaries.put(place);
    let front = format!(
        "{keys}\n标题: {}\n征集单位: {}\n开始日期: 2026-11-30\n结束日期: 2026-12-10\n缩短理由: {}\n意见渠道: {{地址: {}}}\n草案: {draft}.txt",
        word("公告标题"),
        word("征集单位"),
        word("缩短理由"),
        word("意见渠道"),
    );
    let body = format!("{}\n\n## 起草说明\n\n{}", word("公告正文"), word("起草说明"));
    site.write(&format!("content/consultations/{draft}.txt"), word("草案内容"));
    site.document(&format!("consultations/{stem}.md"), &front, &body);
    format!("consultations/{stem}.md")
}

/// A dossier, a consultation and the catalogue that name what is not published.
fn open_decision(site: &Site, dossiers: &[String], materials: &[String]) {
    let (first, files) = (&dossiers[0], [dossiers, materials].concat().join(", "));
    let front = format!(
        "标题: 公开的决策\n{PUBLIC}\n承办单位: 市民政局\n步骤:\n  - {{环节: 启动, 日期: 2026-01-05, 文件: [{files}]}}"
    );
    site.document("decisions/open.md", &front, "公开的决策正文。");
    let front = format!(
        "标题: 公开的公告\n{PUBLIC}\n征集单位: 市民政局\n开始日期: 2026-01-05\n结束日期: 2026-02-10\n意见渠道: {{电话: \"12345\"}}\n\
         草案: {first}\n起草说明: {}\n决策: {first}",
        materials[0],
    );
    site.document("consultations/open.md", &front, "公开的公告正文。");
    let columns = [
        "年度",
        "序号",
        "决策事项",
        "承办单位",
        "决策依据",
        "计划完成时间",
        "公众参与",
        "专家论证",
        "风险评估",
        "合法性审查",
        "集体讨论",
    ];
    let columns: String = columns.iter().map(|name| format!("  - {{名称: {name}}}\n")).collect();
    site.write(
        "content/registers/decision-catalogue.yaml",
        format!("名称: 重大行政决策事项目录\n列:\n{columns}  - {{名称: 决策, 类型: 链接}}\n"),
    );
    let rows: String = dossiers
        .iter()
        .enumerate()
        .map(|(at, path)| format!("2026,{at},事项{at},市民政局,法律,2026年底前,是,是,是,是,是,{path}\n"))
        .collect();
    let head =
        "年度,序号,决策事项,承办单位,决策依据,计划完成时间,公众参与,专家论证,风险评估,合法性审查,集体讨论,决策\n";
    site.write("content/registers/decision-catalogue.csv", format!("{head}{rows}"));
}

/// What will be known of a published dossier and of a published consultation is not known before.
#[test]
fn what_is_to_come_does_not_leak() {
    let site = Site::new();
    let front = format!(
        "标题: 公开的决策\n类型: 重大行政决策\n{PUBLIC}\n承办单位: 市民政局\n出台日期: 2026-11-24\n步骤:\n\
         \x20 - {{环节: 合法性审查, 日期: 2026-11-24, 说明: zqstep, 文件: [zqfile.txt]}}\n\
         列席:\n  - {{会议: zqmeeting, 日期: 2026-11-24, 代表: [{{类别: 公众代表, 人数: 2}}]}}"
    );
    site.document("pages/dossier.md", &front, "正文。");
    site.write("content/pages/zqfile.txt", "zqbytes");
    let front = format!(
        "标题: 公开的公告\n类型: 征求意见\n{PUBLIC}\n征集单位: 市民政局\n开始日期: 2026-01-05\n结束日期: 2026-02-10\n\
         意见渠道: {{电话: \"12345\"}}\n反馈日期: 2026-11-24\n收到意见: 7654\n反馈: zqtable.csv"
    );
    site.document("pages/consultation.md", &front, "## 草案\n\n甲\n\n## 起草说明\n\n乙");
    site.write("content/pages/zqtable.csv", "意见,提出者,采纳,理由\nzqcomment,公民,未采纳,zqreason\n");
    let words = ["zqstep", "zqfile", "zqbytes", "zqmeeting", "7654", "zqtable", "zqcomment", "zqreason"];
    let seen = |day: &str| {
        site.build(day);
        let output = site.output();
        let text = |(path, bytes): (&String, &Vec<u8>)| format!("{path}\n{}", String::from_utf8_lossy(bytes));
        let all: Vec<String> = output.iter().filter(|(path, _)| !path.starts_with("search/")).map(text).collect();
        words.map(|word| all.iter().any(|text| text.contains(word)))
    };
    assert_eq!(seen("2026-11-23"), words.map(|_| false));
    assert_eq!(seen("2026-11-24"), words.map(|_| true));
}

/// 依申请公开台账 is the office's own, by its title or by the name of its file, whether it says 内部 or not.
#[test]
fn applications_reach_no_byte() {
    let columns =
        "列: [{名称: 编号}, {名称: 收到日期}, {名称: 答复日期}, {名称: 承办单位}, {名称: 申请内容, 筛选: true}]\n";
    let row = "zq801canary,2026-11-02,,zq802canary,zq803canary";
    let words = ["zq801canary", "zq802canary", "zq803canary"];
    for (name, title, is_own) in [
        ("applications", "依申请公开台账", true),
        ("disclosure-requests", "申请登记", true),
        ("依申请公开台账", "申请登记", true),
        ("others", "其他登记", false),
    ] {
        let site = Site::new();
        site.document("pages/a.md", "标题: 说明\n发布日期: 2026-01-01", "正文。");
        site.write(&format!("content/registers/{name}.yaml"), format!("名称: {title}\n单位: zq804canary\n{columns}"));
        site.write(
            &format!("content/registers/{name}.csv"),
            format!("编号,收到日期,答复日期,承办单位,申请内容\n{row}\n"),
        );
        let built = site.build(DAY);
        let (output, searcher) = (site.output(), open(&site.out().join("search")).unwrap());
        for word in words {
            let seen = sightings(word, &output, &searcher);
            assert_eq!(seen.is_empty(), is_own, "“{word}” of {name} is seen in {seen:?}");
            assert!(!format!("{}{}", built.out, built.err).contains(word), "{}{}", built.out, built.err);
        }
        assert_eq!(sightings("zq804canary", &output, &searcher).is_empty(), is_own, "{name}");
        assert_eq!(sightings(name, &output, &searcher).is_empty(), is_own, "{name}");
        // The editors are told of it nevertheless.
        let due = site.run(&["due", "--as-of", DAY]);
        assert_eq!(due.out.contains("［内部］request-zq801canary"), is_own, "{}", due.out);
    }
}

/// Where a word is found: in the bytes or the names of the output, or by asking the index.
fn sightings(word: &str, output: &Tree, searcher: &Searcher) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    let mut seen: Vec<String> = output
        .iter()
        .filter(|(path, bytes)| path.contains(word) || holds(bytes))
        .map(|(path, _)| path.clone())
        .collect();
    // Documents that hold a part of the word are listed as well; only its own is a sighting.
    let holds = |hit: &Hit| hit.found.contains(&fold(word));
    seen.extend(answers(searcher, word).into_iter().filter(holds).map(|hit| format!("index: {}", hit.url)));
    seen
}

/// The first hundred documents that a query lists.
fn answers(searcher: &Searcher, query: &str) -> Vec<Hit> {
    let page = |page| searcher.answer(&Request::new(query).on_page(page)).unwrap().hits;
    (1..=10).flat_map(page).collect()
}

/// The output, and what is exported for other search engines.
fn output_and_exports(site: &Site) -> Tree {
    let mut output = site.output();
    for engine in ["quickwit", "opensearch"] {
        let ran = site.run(&["export", engine, "--as-of", DAY]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let files = tree(&site.path("export").join(engine));
        output.extend(files.into_iter().map(|(path, bytes)| (format!("export/{engine}/{path}"), bytes)));
    }
    output
}

#[test]
fn nothing_unpublished_leaks() {
    let (site, canaries) = site(false);
    site.build(DAY);
    let (output, searcher) = (output_and_exports(&site), open(&site.out().join("search")).unwrap());
    assert!(!sightings("shared bytes", &output, &searcher).is_empty(), "the shared attachment is public");
    assert!(canaries.placed.len() > 100);
    let words = canaries.placed.iter().map(|(word, place)| (word.as_str(), place.as_str()));
    for (word, place) in words.chain([("禁鸢", "发文字号")]) {
        let seen = sightings(word, &output, &searcher);
        assert!(seen.is_empty(), "“{word}” ({place}) is seen in {seen:?}");
    }
    // A number that is not there may find another of the same year, but never itself.
    let hits = answers(&searcher, "禁鸢函〔2026〕1号");
    assert!(hits.iter().all(|hit| hit.document_number.as_deref() != Some("禁鸢函〔2026〕1号")), "{hits:?}");
    // The index holds the published documents, the pages of public registers, and nothing else.
    let hits = answers(&searcher, "公开");
    let mut urls: Vec<_> = hits.iter().filter(|hit| hit.kind != "register").map(|hit| hit.url.as_str()).collect();
    urls.sort_unstable();
    let expected = [
        "/consultations/open.html",
        "/decisions/open.html",
        "/interpretations/open.html",
        "/policies/acted-on.html",
        "/policies/open.html",
    ];
    assert_eq!(urls, expected);
    let is_register = |path: &&String| path.starts_with("registers/") && path.matches('/').count() == 2;
    let registers = output.keys().filter(is_register).filter(|path| path.ends_with("/index.html")).count();
    assert_eq!(searcher.len(), expected.len() + registers);
}

/// The control: the same documents, made public, let their words through.
#[test]
fn the_canaries_sing_when_they_may() {
    let (site, canaries) = site(true);
    site.build(DAY);
    let (output, searcher) = (output_and_exports(&site), open(&site.out().join("search")).unwrap());
    for engine in ["quickwit", "opensearch"] {
        let seen = |word: &&String| {
            sightings(word, &output, &searcher).iter().any(|path| path.starts_with(&format!("export/{engine}/")))
        };
        let sung = canaries.placed.keys().filter(seen).count();
        assert!(sung > 60, "{sung} words are in the export for {engine}");
    }
    let silent: Vec<&str> = canaries
        .placed
        .iter()
        .filter(|(word, _)| sightings(word, &output, &searcher).is_empty())
        .map(|(_, place)| place.split('：').next_back().unwrap())
        .collect();
    // These are never shown, of whatever document.
    let never = [
        "审核人",
        "版本文件名",
        "旧版本正文",
        "旁边的文件名",
        "旁边的文件",
        "公开文件中的 YAML 注释",
        "免予解读",
        // Masked while it is shown.
        "公示期后的个人信息",
    ];
    let wrong: Vec<_> = silent.iter().filter(|place| !never.contains(place)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Drafts and what is to come appear when asked for, and only they.
#[test]
fn drafts_show_drafts_only() {
    let (site, canaries) = site(false);
    site.build_with(DAY, &["--drafts"]);
    let (output, searcher) = (site.output(), open(&site.out().join("search")).unwrap());
    let mut drafts = 0;
    for (word, place) in &canaries.placed {
        let seen = sightings(word, &output, &searcher);
        assert!(seen.is_empty() || place.starts_with("草稿"), "“{word}” ({place}) is seen in {seen:?}");
        drafts += usize::from(!seen.is_empty());
    }
    assert!(drafts > 20, "{drafts}");
}

/// 掩码: personal data in a register reaches no byte, by whatever way it is shown.
#[test]
fn masked_cells_reach_no_byte() {
    let site = Site::new();
    let column = |name: &str, more: &str| format!("  - {{名称: {name}{more}}}\n");
    let schema: String = [
        column("村", ", 筛选: true"),
        column("姓名", ", 掩码: 姓名, 筛选: true"),
        column("身份证", ", 掩码: 身份证"),
        column("手机", ", 掩码: 手机, 类型: 电话"),
        column("银行卡", ", 掩码: 银行卡"),
    ]
    .concat();
    site.write("content/registers/subsidies.yaml", format!("名称: 补贴\n栏目: pages\n列:\n{schema}"));
    let secrets = ["欧阳暗昧", "379981195001011234", "13812345678", "6222021234567890123"];
    site.write(
        "content/registers/subsidies.csv",
        format!("村,姓名,身份证,手机,银行卡\n青石村,{}\n", secrets.join(",")),
    );
    let built = site.run(&["build", "--as-of", DAY]);
    if built.status == 1 {
        return assert!(built.err.contains("掩码"), "{}", built.err);
    }
    let output = site.output();
    assert!(output.contains_key("registers/subsidies/村/青石村/index.html"));
    for secret in secrets {
        let holds = |bytes: &[u8]| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        let seen: Vec<_> =
            output.iter().filter(|(path, bytes)| path.contains(secret) || holds(bytes)).map(|(path, _)| path).collect();
        assert!(seen.is_empty(), "“{secret}” is seen in {seen:?}");
    }
}
