//! No letter and no digit of the source is lost, but for page numbers that a note names.

use super::{FIXTURES, assert_levels};
use portal::import::{Field, Imported, import_text};
use std::collections::BTreeSet;

/// Letters and digits, full-width digits narrowed as the importer does.
fn letters(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// The lines that a note says were page numbers.
fn page_numbers(done: &Imported) -> BTreeSet<usize> {
    done.notes
        .iter()
        .filter(|note| note.message.ends_with("是页码，已删去。"))
        .flat_map(|note| note.message.split(|c: char| !c.is_ascii_digit()))
        .filter_map(|number| number.parse().ok())
        .collect()
}

/// The head is in the front matter; all that follows is in the body, in order, and nothing else is.
pub(super) fn assert_conserved(name: &str, text: &str) {
    let done = import_text(name, text);
    let front = letters(&done.front_matter.iter().map(Field::to_yaml).collect::<String>());
    let dropped = page_numbers(&done);
    let mut in_head = true;
    let mut rest = String::new();
    for (i, line) in text.split('\n').enumerate() {
        // A form feed parts two lines with one number; a page number may be one of them.
        let parts = line.split('\u{C}').filter(|part| {
            let digits = part.chars().all(|c| !c.is_alphabetic() || c == '第' || c == '页' || c == '共');
            !(dropped.contains(&(i + 1)) && digits)
        });
        let line = letters(&parts.collect::<String>());
        in_head &= line.chars().count() < 10 || front.contains(&line);
        if !(in_head && front.contains(&line)) {
            rest.push_str(&line);
        }
    }
    assert_eq!(letters(&done.body), rest, "{name}: {text}");
    assert_levels(name, &done.body);
}

#[test]
fn fixtures_lose_nothing() {
    for (name, text, ..) in FIXTURES {
        assert_conserved(name, text);
    }
}

/// What documents are made of, and what breaks them.
const SCRAPS: &[&str] = &[
    "一、总体要求",
    "（一）加强领导。各单位要抓好落实。",
    "(二)做好",
    "1. 统一标准",
    "1、指标",
    "（1）细目",
    "第一章 总则",
    "第二条 本办法所称设施，",
    "# 标题",
    "## 一、公开",
    "### ",
    "附件",
    "附件2",
    "附件：1.一览表",
    "2.分工表；",
    "附件:",
    "望川市财政局",
    "望川市民政局 2023年5月6日",
    "2023年5月6日",
    "二〇二三年五月六日",
    "（此件公开发布）",
    "(此件不予公开)",
    "抄送：市委，",
    "市纪委。",
    "2023 年 5 月 7 日印发",
    "- 5 -",
    "7",
    "12",
    "第 3 页 共 9 页",
    "---",
    "———",
    "序号\t任务\t时限",
    "1\t公开\t年底",
    "\t\t解读",
    "\t",
    "| 甲 | 乙 |",
    "> 引文",
    "* 注",
    "<b>粗</b>",
    "a_b*c*",
    "\\[甲\\]",
    "&amp;",
    "１２３",
    "各镇政府，各部门：",
    "现将有关事项通知如下:",
    "《望川市工作要点》已经同意，现予印发，",
    "望川市工作要点",
    "的通知",
    "通　知",
    "陈小禾　　林大川",
    "2 规划计划 每年",
    "3",
    "每月公开4 统计月报",
    "5 决算",
    "）（",
    "”“",
    "％ 5%",
    "……",
    "\u{3000}\u{3000}缩进",
    "望川市各部门要按照职责分工抓好落实工作确保按期",
    "完成各项任务，重点做好社区食堂建设和老旧小区改",
    "造工作。每季度公布一次进展情况并说明存在的问题",
    "等情况。",
    "abc",
    "def ghi",
    "- 项目",
    "+ 项目",
    "12) 条",
    "=== 等",
    "~~删~~ $x^2$ {#a}",
    "[^1]: 注 [x]",
    "``` 码",
    ": 释义",
    "    缩进四格",
    "## 甲 {#b} #",
    "http://a.cn/b_c",
    "（责任单位：各县（市、",
    "区）政府）",
    "\u{200B}",
    "国办发〔2023〕3号",
    "秘密",
    "加急",
];
const BREAKS: &[&str] = &["\n", "\n\n", "\r\n", "\n\u{C}", "\n \n", "\n"];

/// The numbers of a linear congruential generator (Knuth's constants): the same in every run.
struct Chance(u64);

impl Chance {
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from[(self.0 >> 33) as usize % from.len()]
    }
}

/// Notices with a body of random scraps.
pub(super) fn random_documents(count: u64) -> impl Iterator<Item = String> {
    (0..count).map(|seed| {
        let mut chance = Chance(seed);
        let mut text = "望川市水务局关于做好节水工作的通知\n各县（市、区）水务局，市直各有关单位：\n".to_owned();
        for _ in 0..4 + seed % 40 {
            text += chance.pick(SCRAPS);
            text += chance.pick(BREAKS);
        }
        text
    })
}

#[test]
fn documents_of_random_scraps_lose_nothing() {
    for text in random_documents(600) {
        assert_conserved("随机", &text);
    }
}

#[test]
fn texts_without_any_form_are_no_trouble() {
    for seed in 0..200 {
        let mut chance = Chance(seed + 1_000_000);
        let text: String = (0..12).map(|_| format!("{}{}", chance.pick(SCRAPS), chance.pick(BREAKS))).collect();
        let done = import_text("a/无题.txt", &text);
        assert!(done.to_markdown().starts_with("---\n标题: "), "{text}");
        assert_eq!(done.file_stem, "无题");
    }
}
