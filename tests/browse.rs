//! The lists of everything, on a site large enough for them to split: each document stands once in
//! each of its places, links lead to all of them, and no page grows with the site.

use crate::support::{Site, TODAY, Tree, page};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

const DOCUMENTS: usize = 430;

/// What titles are about, by turns: most begin with one letter, half of these with one syllable.
const SUBJECTS: [&str; 8] =
    ["高龄津贴", "高层建筑", "高标准农田", "公租房", "重复供水", "长期护理", "12345热线", "ETC通行"];

const TOPICS: [&str; 4] =
    ["民政、扶贫、救灾/社会福利", "民政、扶贫、救灾/社会福利", "民政、扶贫、救灾/减灾救灾", "民政、扶贫、救灾"];

/// Built once for all tests.
static OUTPUT: LazyLock<Tree> = LazyLock::new(|| {
    let site = site();
    site.build(TODAY);
    site.output()
});

fn site() -> Site {
    let site = Site::empty();
    site.write(
        "content/site.yaml",
        "网站: {名称: 望川市人民政府, 网址: 'https://www.wangchuan.example/'}\n\
         机构:\n\
         \x20 - {标识: gov, 名称: 望川市人民政府, 机关代字: [望政发]}\n\
         \x20 - {标识: finance, 名称: 望川市财政局, 简称: 市财政局, 机关代字: [望财发]}\n\
         栏目:\n\
         \x20 - {路径: policies, 名称: 政策文件, 类型: 政策文件}\n\
         \x20 - {路径: news, 名称: 政务动态, 类型: 动态}\n",
    );
    (0..DOCUMENTS).for_each(|nth| policy(&site, nth));
    site.document("news/open.md", "标题: 望川市政务开放日\n发布日期: 2026-03-01", "正文。");
    site.document(
        "policies/draft.md",
        "标题: 草稿不公开\n公开属性: 主动公开\n发布日期: 2026-03-01\n草稿: true",
        "正文。",
    );
    site
}

fn policy(site: &Site, nth: usize) {
    let (subject, topic) = (SUBJECTS[nth % SUBJECTS.len()], TOPICS[nth % TOPICS.len()]);
    let (year, serial) = (2024 + nth % 2, nth / 2 + 1);
    let mut front = format!(
        "标题: 望川市人民政府关于印发《望川市{subject}办法（{nth}）》的通知\n公开属性: 主动公开\n主题分类: {topic}\n\
         发文字号: 望政发〔{year}〕{serial}号\n发布日期: {year}-{:02}-{:02}\n",
        nth % 12 + 1,
        nth % 28 + 1,
    );
    let joint = if nth.is_multiple_of(5) { "[望川市人民政府, 市财政局]" } else { "望川市人民政府" };
    let _ = writeln!(front, "发文机关: {joint}");
    site.document(&format!("policies/{nth}.md"), &front, "正文。");
}

/// What the pages below a folder list, and how long the longest of them is.
struct Lists {
    /// Path of a document → the pages that list it.
    listed: BTreeMap<String, Vec<String>>,
    longest: usize,
}

/// Follows the links of a list of everything from its first page on, within its folder.
fn walk(output: &Tree, start: &str) -> Lists {
    let folder = start.strip_suffix("index.html").unwrap();
    let (mut listed, mut longest) = (BTreeMap::<String, Vec<String>>::new(), 0);
    let (mut seen, mut waiting) = (BTreeSet::from([start.to_owned()]), vec![start.to_owned()]);
    while let Some(path) = waiting.pop() {
        let html = std::str::from_utf8(output.get(&path).unwrap_or_else(|| panic!("{path} is not there"))).unwrap();
        let links = page::links(html, "main a[href]");
        let targets: BTreeSet<String> = links.iter().map(|link| target(&path, link)).collect();
        let documents: Vec<&String> = targets.iter().filter(|path| is_document(path)).collect();
        longest = longest.max(documents.len());
        for document in documents {
            listed.entry(document.clone()).or_default().push(path.clone());
        }
        let next = targets.iter().filter(|target| target.starts_with(folder) && seen.insert((*target).clone()));
        waiting.extend(next.cloned());
    }
    Lists { listed, longest }
}

fn is_document(path: &str) -> bool {
    ["policies/", "news/"].iter().any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest != "index.html"))
}

/// The file that a relative link leads to.
fn target(from: &str, link: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(link).decode_utf8().unwrap();
    let path = portal::content::resolve(from, &decoded).unwrap_or_default();
    if path.is_empty() || decoded.ends_with('/') {
        format!("{path}/index.html").trim_start_matches('/').to_owned()
    } else {
        path
    }
}

/// The path of every published document that a condition holds for.
fn published(output: &Tree, holds: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let documents: Vec<Value> = serde_json::from_slice(&output["data/documents.json"]).unwrap();
    let paths = documents.iter().filter(|document| holds(document)).map(|document| document["url"].as_str().unwrap());
    paths.map(|path| path.trim_start_matches('/').to_owned()).collect()
}

#[test]
fn every_document_stands_once_in_each_of_its_places() {
    let output = &*OUTPUT;
    let has = |key: &'static str| move |document: &Value| document[key].as_str().is_some_and(|text| !text.is_empty());
    for (way, expected) in [
        ("topic", published(output, has("topic"))),
        ("year", published(output, has("published"))),
        ("number", published(output, has("document_number"))),
        ("a-z", published(output, |_| true)),
    ] {
        let lists = walk(output, &format!("browse/{way}/index.html"));
        assert_eq!(lists.listed.keys().cloned().collect::<BTreeSet<_>>(), expected, "{way}");
        let twice: Vec<_> = lists.listed.iter().filter(|(_, pages)| pages.len() > 1).collect();
        assert!(twice.is_empty(), "{way}: {twice:?}");
        assert!((1..=50).contains(&lists.longest), "{way}: {} on a page", lists.longest);
    }
    assert!(published(output, |_| true).len() == DOCUMENTS + 1, "the draft is not published");
}

#[test]
fn what_several_organs_issue_stands_under_each() {
    let output = &*OUTPUT;
    let of = |organ: &str| walk(output, &format!("browse/organ/{organ}/index.html")).listed.into_keys().count();
    assert_eq!((of("gov"), of("finance")), (DOCUMENTS, DOCUMENTS / 5));
}

#[test]
fn long_lists_lead_to_shorter_ones() {
    let output = &*OUTPUT;
    for path in [
        // 215 in one child: by year.
        "browse/topic/t17/c03/2024/index.html",
        // Those without a child lie beside the children.
        "browse/topic/t17/rest/index.html",
        "browse/organ/gov/2025/02/index.html",
        "browse/year/2024/11/index.html",
        "browse/number/望政发/2025/page-2.html",
        "browse/a-z/g/gao/2024/index.html",
        "browse/a-z/g/gong/index.html",
        "browse/a-z/c/index.html",
        "browse/a-z/digits/index.html",
        "browse/a-z/foreign/index.html",
    ] {
        assert!(output.contains_key(path), "{path} is not there");
        assert!(output.contains_key(&format!("senior/{path}")), "{path} has no twin");
    }
    let text = |path: &str, query: &str| page::texts(std::str::from_utf8(&output[path]).unwrap(), query);
    assert_eq!(text("browse/topic/t17/rest/index.html", "h1"), "按主题查找：民政、扶贫、救灾 · 未细分");
    assert_eq!(text("browse/a-z/g/gong/index.html", "[aria-current=true]"), "按拼音 431\nG 216\ngong 54");
    let first = text("browse/number/望政发/2025/index.html", ".line .number");
    assert!(first.starts_with("望政发〔2025〕215号\n望政发〔2025〕214号\n"), "{first}");
}
