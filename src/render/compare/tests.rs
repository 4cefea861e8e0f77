//! What holds for the comparison of any two texts, and cases that the demo does not have.

use super::*;
use crate::render::markdown::BlockKind;
use std::collections::{HashMap, HashSet};

/// A small generator (xorshift), so that a failure comes again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

const WORDS: &[&str] = &[
    "供水企业",
    "应当",
    "在",
    "3个工作日",
    "15日",
    "内",
    "用户",
    "交纳",
    "水费",
    "，",
    "、",
    "。",
    "可以",
    "违约金",
    "千分之三",
    "每半年",
    "公布",
    "第十二条",
    "检测",
    "结果",
    "以上",
    "100元",
    "PM2.5",
    "主管部门",
    "责令",
    "改正",
];

fn sentence(dice: &mut Dice) -> String {
    let length = 4 + dice.below(24);
    let mut words: String = (0..length).map(|_| WORDS[dice.below(WORDS.len())]).collect();
    words.push('。');
    words
}

/// An article as its paragraphs; those that begin with ● are items.
type Article = Vec<String>;

fn article(dice: &mut Dice) -> Article {
    let mut lines = vec![sentence(dice)];
    for _ in 0..dice.below(4) {
        let item = if dice.below(2) == 0 { "●" } else { "" };
        lines.push(format!("{item}{}", sentence(dice)));
    }
    lines
}

fn edit(articles: &mut Vec<Article>, dice: &mut Dice) {
    let at = dice.below(articles.len());
    let other = dice.below(articles.len());
    match dice.below(8) {
        _ if articles.is_empty() => articles.push(article(dice)),
        0 => articles.insert(at, article(dice)),
        1 => drop(articles.remove(at)),
        2 => {
            let moved = articles.remove(at);
            articles.insert(other.min(articles.len()), moved);
        }
        3 => {
            let half = articles[at].len().div_ceil(2);
            let tail = articles[at].split_off(half);
            let tail: Article = tail.iter().map(|line| line.trim_start_matches('●').to_owned()).collect();
            if !tail.is_empty() {
                articles.insert(at + 1, tail);
            }
        }
        4 if at + 1 < articles.len() => {
            let next = articles.remove(at + 1);
            articles[at].extend(next);
        }
        5 => {
            let line = dice.below(articles[at].len() + 1).max(1);
            articles[at].insert(line, sentence(dice));
        }
        6 => {
            let copy = articles[at].clone();
            articles.push(copy);
        }
        _ => {
            let line = dice.below(articles[at].len());
            let words = &mut articles[at][line];
            let place = words.char_indices().map(|(at, _)| at).nth(dice.below(words.chars().count())).unwrap();
            words.insert_str(place, WORDS[dice.below(WORDS.len())]);
        }
    }
}

/// Articles as blocks, numbered from one, under chapters of five.
fn blocks(articles: &[Article]) -> Vec<Block> {
    let mut blocks = vec![heading(2, "某办法"), other("（2024年1月15日公布）")];
    for (at, lines) in articles.iter().enumerate() {
        if at % 5 == 0 {
            blocks.push(heading(3, &format!("第{}章　某章", at / 5 + 1)));
        }
        blocks.extend(article_blocks(at as u32 + 1, lines));
    }
    blocks
}

fn heading(level: u8, text: &str) -> Block {
    Block { kind: BlockKind::Heading(level), anchor: None, text: text.to_owned() }
}

fn other(text: &str) -> Block {
    Block { kind: BlockKind::Other, anchor: None, text: text.to_owned() }
}

fn row(cells: &[&str], head: bool) -> Block {
    let kind = BlockKind::Row { cells: cells.iter().map(|cell| (*cell).to_owned()).collect(), head };
    Block { kind, anchor: None, text: cells.join(" ") }
}

fn article_blocks(number: u32, lines: &[String]) -> Vec<Block> {
    let whole = Provision::article(number, None);
    let (mut paragraph, mut item) = (1, 0);
    let mut blocks = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let words = line.trim_start_matches('●');
        let (kind, text, place) = if at == 0 {
            (BlockKind::Article(whole), format!("{whole}　{words}"), whole)
        } else if words.len() < line.len() {
            item += 1;
            let place = Provision { paragraph: Some(paragraph), item: Some(item), ..whole };
            let number = crate::domain::text::chinese_numeral(item);
            (BlockKind::Item(place), format!("（{number}）{words}"), place)
        } else {
            (paragraph, item) = (paragraph + 1, 0);
            let place = Provision { paragraph: Some(paragraph), ..whole };
            (BlockKind::Paragraph(place), words.to_owned(), place)
        };
        blocks.push(Block { kind, anchor: Some(place.anchor()), text });
    }
    blocks
}

/// Articles of one paragraph each.
fn plain(articles: &[&str]) -> Vec<Block> {
    blocks(&articles.iter().map(|words| vec![(*words).to_owned()]).collect::<Vec<_>>())
}

fn changes(old: &[Block], new: &[Block]) -> Vec<(Change, String, String)> {
    let label = |places: &[Place]| places.iter().map(|place| place.label.clone()).collect::<Vec<_>>().join("+");
    let entries = compare(old, new).entries.into_iter();
    let changed = entries.filter(|entry| entry.change != Change::Same);
    changed.map(|entry| (entry.change, label(&entry.old), label(&entry.new))).collect()
}

/// The words of a text, line by line, in some order: a line may come elsewhere, but not get lost.
fn words(entries: &[Entry], of: fn(&Piece) -> &str, skip: Change) -> Vec<String> {
    let entries = entries.iter().filter(|entry| !matches!(entry.change, Change::Same) && entry.change != skip);
    let lines = entries.flat_map(|entry| &entry.lines).map(|line| line.pieces().map(of).collect::<String>());
    let mut lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.sort();
    lines
}

/// The lines of the blocks whose units are not the same in both texts.
fn expected_words(blocks: &[Block], same: &HashSet<String>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut kept = true;
    for block in blocks {
        if let BlockKind::Article(provision) = &block.kind {
            kept = !same.contains(&provision.to_string());
        }
        if matches!(block.kind, BlockKind::Article(_) | BlockKind::Paragraph(_) | BlockKind::Item(_)) && kept {
            lines.push(block.text.clone());
        }
    }
    lines.sort();
    lines
}

#[test]
fn no_word_of_either_text_is_lost() {
    let mut dice = Dice(0x5EED);
    for _ in 0..150 {
        let mut articles: Vec<Article> = (0..1 + dice.below(14)).map(|_| article(&mut dice)).collect();
        let old = blocks(&articles);
        (0..dice.below(8)).for_each(|_| edit(&mut articles, &mut dice));
        let new = blocks(&articles);
        let comparison = compare(&old, &new);
        let same = |of: fn(&Entry) -> &Vec<Place>| -> HashSet<String> {
            let same = comparison.entries.iter().filter(|entry| entry.change == Change::Same);
            same.flat_map(|entry| of(entry).iter().map(|place| place.label.clone())).collect()
        };
        let articles: Vec<Entry> =
            comparison.entries.iter().filter(|entry| entry.kind == EntryKind::Article).map(Entry::clone).collect();
        assert_eq!(words(&articles, Piece::old_words, Change::Added), expected_words(&old, &same(|entry| &entry.old)));
        assert_eq!(
            words(&articles, Piece::new_words, Change::Removed),
            expected_words(&new, &same(|entry| &entry.new))
        );
        let order: Vec<usize> = comparison.figures.iter().map(|figure| figure.entry).collect();
        assert!(order.is_sorted(), "figures come in the order of the entries");
        let again = compare(&new, &new);
        assert!(again.entries.iter().all(|entry| entry.change == Change::Same) && again.figures.is_empty());
    }
}

#[test]
fn an_anchor_is_given_to_one_provision_only() {
    let mut dice = Dice(0xA2C4);
    for _ in 0..60 {
        let mut articles: Vec<Article> = (0..1 + dice.below(10)).map(|_| article(&mut dice)).collect();
        let mut texts = Vec::new();
        for _ in 0..6 {
            texts.push(blocks(&articles));
            (0..dice.below(5)).for_each(|_| edit(&mut articles, &mut dice));
        }
        let anchors = permanent_anchors(&texts);
        assert!(anchors[0].renamed.is_empty() && anchors[0].successors.is_empty());
        let mut alive_before = HashSet::new();
        for (text, anchors) in texts.iter().zip(&anchors) {
            let first = |block: &Block| matches!(block.kind, BlockKind::Article(_)).then_some("-1");
            let natural: Vec<String> = text
                .iter()
                .filter_map(|block| Some((block.anchor.clone()?, first(block))))
                .flat_map(|(anchor, first)| [Some(anchor.clone()), first.map(|first| anchor + first)])
                .flatten()
                .collect();
            let permanent = |natural: &String| anchors.renamed.get(natural).unwrap_or(natural).clone();
            let permanent: Vec<String> = natural.iter().map(permanent).collect();
            let alive: HashSet<String> = permanent.iter().cloned().collect();
            assert_eq!(alive.len(), natural.len(), "{permanent:?}");
            for (dead, successor) in &anchors.successors {
                assert!(!alive.contains(dead) && alive.contains(successor), "{dead} → {successor}");
            }
            alive_before = alive;
        }
        assert!(articles.is_empty() || !alive_before.is_empty());
        // What is said of the first texts does not change when a new one comes.
        assert_eq!(permanent_anchors(&texts[..4]), anchors[..4]);
    }
}

/// The words of an article that stays as it is lead to one anchor for ever.
#[test]
fn an_article_that_stays_keeps_its_anchor() {
    let mut dice = Dice(0xB0B);
    let mark = "本条的文字独一无二而且始终不变，任何修改都不涉及。";
    for _ in 0..40 {
        let mut articles: Vec<Article> = (0..2 + dice.below(10)).map(|_| article(&mut dice)).collect();
        let mut texts = Vec::new();
        for _ in 0..6 {
            let at = dice.below(articles.len() + 1);
            let mut with_mark = articles.clone();
            with_mark.insert(at, vec![mark.to_owned()]);
            texts.push(blocks(&with_mark));
            (0..dice.below(5)).for_each(|_| edit(&mut articles, &mut dice));
        }
        let anchors = permanent_anchors(&texts);
        let found: HashSet<String> = texts
            .iter()
            .zip(&anchors)
            .map(|(text, anchors)| {
                let natural =
                    text.iter().find(|block| block.text.ends_with(mark)).and_then(|b| b.anchor.clone()).unwrap();
                anchors.renamed.get(&natural).cloned().unwrap_or(natural)
            })
            .collect();
        assert_eq!(found.len(), 1, "{found:?}");
    }
}

const ONE: &str = "供水企业应当建立水质检测制度，按照国家规定的项目和频率检测原水。";
const TWO: &str = "任何单位和个人有权举报损坏供水设施、污染水质、盗用供水的行为。";
const THREE: &str = "镇、村供水管网与城市公共供水管网连通的，参照本办法执行。";
const FOUR: &str = "园林绿化、环境卫生、建筑施工等用水，优先使用再生水和雨水。";
const FIVE: &str = "新建公共建筑应当使用节水型器具，设计时一并考虑。";
const SIX: &str = "结算水表由供水企业负责安装、轮换和维护，费用计入成本。";

#[test]
fn a_provision_that_comes_back_gets_its_anchor_back() {
    let texts = [plain(&[ONE, TWO, THREE]), plain(&[ONE, THREE]), plain(&[ONE, FIVE, THREE, TWO])];
    let anchors = permanent_anchors(&texts);
    assert_eq!(anchors[1].renamed["art-2"], "art-3");
    let permanent = |natural: &str| anchors[2].renamed.get(natural).cloned().unwrap_or_default();
    assert_eq!(permanent("art-4"), "art-2");
    assert_eq!([permanent("art-2"), permanent("art-2-1")], ["art-2v2", "art-2v2-1"]);
    assert_eq!(permanent("art-3"), "", "its own number is its anchor");
}

#[test]
fn the_article_that_changes_its_chapter_is_the_one_that_moved() {
    // Five articles make a chapter: SIX comes from the second to the end of the first.
    let old = plain(&[ONE, TWO, THREE, FOUR, "其一规定的是申请的条件。", FIVE, SIX]);
    let new = plain(&[ONE, TWO, THREE, FOUR, SIX, "其一规定的是申请的条件。", FIVE]);
    let found = changes(&old, &new);
    assert!(found.contains(&(Change::Moved, "第七条".to_owned(), "第五条".to_owned())), "{found:?}");
    // Two neighbours change places within a chapter: one of them moved.
    let found = changes(&plain(&[ONE, TWO, THREE]), &plain(&[ONE, THREE, TWO]));
    let moved = found.iter().filter(|(change, ..)| *change == Change::Moved);
    assert_eq!((found.len(), moved.count()), (2, 1), "{found:?}");
}

#[test]
fn split_and_merged() {
    let both = format!("{ONE}{TWO}");
    let (whole, parts) = (plain(&[THREE, &both, FOUR]), plain(&[THREE, ONE, TWO, FOUR]));
    let split = (Change::Split, "第二条".to_owned(), "第二条+第三条".to_owned());
    let merged = (Change::Merged, "第二条+第三条".to_owned(), "第二条".to_owned());
    assert!(changes(&whole, &parts).contains(&split), "{:?}", changes(&whole, &parts));
    assert!(changes(&parts, &whole).contains(&merged), "{:?}", changes(&parts, &whole));
}

/// An article with nothing of its old words is still the article of that number; a rate that goes
/// with its amount is one figure.
#[test]
fn repealed_articles_are_changed() {
    let (old, new) = (plain(&[ONE, "按照每人每月500元给予补贴。", THREE]), plain(&[ONE, "（已废止）", THREE]));
    assert_eq!(changes(&old, &new), [(Change::Changed, "第二条".to_owned(), "第二条".to_owned())]);
    let figures: Vec<_> = compare(&old, &new).figures.into_iter().map(|figure| (figure.old, figure.new)).collect();
    assert_eq!(figures, [("500元".to_owned(), String::new())]);
}

#[test]
fn removed_ones_stand_where_they_stood() {
    let found: Vec<String> = compare(&plain(&[ONE, TWO, THREE]), &plain(&[ONE, THREE]))
        .entries
        .into_iter()
        .filter(|entry| entry.kind == EntryKind::Article)
        .map(|entry| entry.old[0].label.clone())
        .collect();
    assert_eq!(found, ["第一条", "第二条", "第三条"]);
}

#[test]
fn texts_without_articles_are_cut_at_headings() {
    let old = [
        other("各镇街："),
        heading(2, "一、标准"),
        other("每人每月150元。"),
        heading(2, "二、时间"),
        other("自6月1日起。"),
    ];
    let mut new = old.to_vec();
    new[2] = other("每人每月200元。");
    new.insert(3, heading(2, "二、对象"));
    new[4] = heading(2, "三、时间");
    let found = changes(&old, &new);
    let kinds: Vec<Change> = found.iter().map(|(change, ..)| *change).collect();
    assert_eq!(kinds, [Change::Changed, Change::Added, Change::Renumbered], "{found:?}");
    let figures = compare(&old, &new).figures;
    assert_eq!((figures.len(), figures[0].provision.as_str(), figures[0].new.as_str()), (1, "一、标准", "200元"));
}

#[test]
fn columns_of_tables_may_come_and_go() {
    let table = |rows: &[&[&str]]| -> Vec<Block> {
        let rows = rows.iter().enumerate().map(|(at, cells)| row(cells, at == 0));
        article_blocks(1, &["标准如下：".to_owned()]).into_iter().chain(rows).collect()
    };
    let old = table(&[&["档次", "标准"], &["甲", "100元"], &["乙", "200元"]]);
    let new = table(&[&["档次", "人数", "标准"], &["甲", "3", "150元"], &["丙", "1", "80元"], &["乙", "2", "200元"]]);
    let comparison = compare(&old, &new);
    let lines = &comparison.entries[0].lines;
    assert!(lines[1..].iter().all(|line| line.cells.len() == 3), "{lines:?}");
    assert_eq!(lines[1].cells[1], [Piece::Inserted("人数".to_owned())]);
    let figures: Vec<_> =
        comparison.figures.iter().map(|f| (f.old.as_str(), f.new.as_str(), f.context.as_str())).collect();
    assert_eq!(figures, [("", "3", "甲　人数"), ("100元", "150元", "甲　标准"), ("", "2", "乙　人数")]);
    assert_eq!(comparison.figures[1].provision, "第一条第一款");
}

#[test]
fn nothing_is_too_strange() {
    let mut dice = Dice(7);
    let mut strange = vec![
        Vec::new(),
        vec![row(&[], false), row(&["", ""], true), row(&["一"], false)],
        vec![
            other(""),
            other("第"),
            other("第一条"),
            other("每"),
            other("（"),
            other("3.5"),
            other("〔2024"),
            other("-1/月"),
        ],
        vec![heading(1, ""), heading(6, "第章"), heading(2, "一、")],
        plain(&["同样的文字。"; 30]),
        plain(&["同样的文字。"; 29]),
    ];
    strange.push(blocks(&(0..40).map(|_| article(&mut dice)).collect::<Vec<_>>()));
    let second = blocks(&(0..9).map(|_| article(&mut dice)).collect::<Vec<_>>());
    let mut twice = second.clone();
    twice.extend(second.into_iter().map(|block| Block { anchor: block.anchor.map(|a| format!("part2-{a}")), ..block }));
    strange.push(twice);
    for old in &strange {
        for new in &strange {
            compare(old, new);
        }
    }
    let anchors = permanent_anchors(&strange);
    assert_eq!(anchors.len(), strange.len());
    let none: HashMap<String, String> = HashMap::new();
    assert_eq!(anchors[0].renamed, none);
}

/// A thousand articles that were all rewritten, and a thousand of which one was.
#[test]
fn long_texts_do_not_take_long() {
    let mut dice = Dice(99);
    let mut articles: Vec<Article> = (0..1000).map(|_| article(&mut dice)).collect();
    let old = blocks(&articles);
    articles[500][0].push_str("另有规定的除外。");
    let found = changes(&old, &blocks(&articles));
    assert_eq!(found.len(), 1);
    let other = blocks(&(0..1000).map(|_| article(&mut dice)).collect::<Vec<_>>());
    assert!(!compare(&old, &other).entries.is_empty());
}
