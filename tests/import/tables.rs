//! Tables become registers: the same damage as in real files, with the cells that must come out.

use super::offices::{docx, xlsx};
use crate::support::{assert_none, golden, tests};
use portal::import::{Imported, ImportedRegister, Source, TableKind, import_source, import_text, read};
use std::collections::BTreeMap;

pub(super) const BY_ROW: &str = include_str!("tables/by-row.txt");
pub(super) const TOP_DOWN: &str = include_str!("tables/top-down.txt");

/// The only register of an import.
pub(super) fn only(done: &Imported) -> &ImportedRegister {
    let [register] = done.registers.as_slice() else { panic!("{:?}", done.registers) };
    register
}

/// The cells of a column, row by row.
pub(super) fn column<'a>(register: &'a ImportedRegister, name: &str) -> Vec<&'a str> {
    let at = register.columns.iter().position(|column| column.name == name).unwrap();
    register.rows.iter().map(|row| row.cells[at].as_str()).collect()
}

/// Equal neighbours as one, with their number: `市民政局×4`.
pub(super) fn spans(cells: &[&str]) -> String {
    cells.chunk_by(|a, b| a == b).map(|run| format!("{}×{}", run[0], run.len())).collect::<Vec<_>>().join(" ")
}

#[test]
fn fixtures_give_the_expected_registers() {
    let mut failures = Vec::new();
    for (name, text) in [
        ("by-row", BY_ROW),
        ("top-down", TOP_DOWN),
        ("livelihood", include_str!("livelihood.txt")),
        ("ledger", include_str!("ledger.txt")),
    ] {
        let done = import_text(&format!("{name}.txt"), text);
        for register in &done.registers {
            let stem = tests().join("import/tables").join(&register.file_stem);
            golden(&stem.with_extension("csv"), &register.to_csv(), &mut failures);
            golden(&stem.with_extension("yaml"), &register.to_yaml(), &mut failures);
        }
        let notes: String = done.table_notes.iter().map(|note| format!("{}: {}\n", note.line, note.message)).collect();
        golden(&tests().join(format!("import/tables/{name}.notes")), &notes, &mut failures);
    }
    assert_none(&failures);
}

/// The answers by hand, beside the golden files that a careless update could change.
#[test]
fn shared_cells_reach_their_rows() {
    let by_row = import_text("a.txt", BY_ROW);
    assert!(by_row.is_document);
    let register = only(&by_row);
    assert_eq!((register.kind, register.rows.len(), register.doubtful()), (TableKind::Schedule, 18, 0));
    assert_eq!(
        spans(&column(register, "单位")),
        "市直各单位×4 市统计局×2 市民政局×4 市医保局×2 市生态环境局×2 望川公交集团有限公司×4"
    );
    assert_eq!(
        spans(&column(register, "频率")),
        "即时×2 事件后×1 每年×1 每月×1 每年×1 每月×4 每季度×2 每月×2 每周×2 每年×2"
    );
    assert_eq!(column(register, "期限")[2], "政策印发后5个工作日内公开");
    assert_eq!(column(register, "指标名称")[5], "国民经济和社会发展情况公报");
    let top_down = import_text("a.txt", TOP_DOWN);
    let register = only(&top_down);
    assert_eq!((register.rows.len(), register.doubtful()), (12, 0), "{:?}", register.rows);
    assert_eq!(spans(&column(register, "单位")), "市政府各部门×5 市统计局×1 市水务局×4 市城管局×2");
    assert_eq!(spans(&column(register, "频率")), "即时×1 每月×3 每年×1 每月×1 每季度×4 每周×1 每年×1");
    assert_eq!(column(register, "指标名称")[0], "机构职能、内设机构、负责人分工");
}

#[test]
fn a_ledger_from_a_spreadsheet() {
    let source = read("台账.csv", include_bytes!("tables/ledger.csv.in")).unwrap();
    let done = import_source("台账.csv", &source, None);
    assert!(!done.is_document);
    let register = only(&done);
    assert_eq!(register.kind, TableKind::Ledger);
    assert_eq!(
        column(register, "工作任务"),
        [
            "优化窗口服务：延时服务",
            "优化窗口服务：延时服务",
            "优化窗口服务：一次告知",
            "规范网上办事：办事指南",
            "规范网上办事：办事指南"
        ]
    );
    assert_eq!(column(register, "牵头单位"), ["市行政审批局", "市民政局", "", "", ""]);
    assert_eq!(column(register, "责任单位")[..2], ["市有关部门", "市公安局"]);
    assert_eq!(
        column(register, "完成时限"),
        ["2023年底前", "2023年6月底前", "长期坚持", "2023年10月底前，长期坚持", ""]
    );
    assert_eq!(column(register, "具体要求")[4], "删去“其他材料”等兜底条款\u{3000}和重复的表格。");
    let doubts = register.rows[4].doubts.join("；");
    assert!(doubts.contains("序号不连续") && doubts.contains("原文为空"), "{doubts}");
    assert_eq!(register.doubtful(), 1);
}

/// Pages with one column for two levels, where cells that were merged came glued together: which rows
/// belong to which part follows from their words, and an editor is told.
#[test]
fn glued_tasks_are_taken_apart() {
    let text = "序号\t工作任务\t\t具体要求\t责任单位\t完成时限\n\
        1\t优化窗口服务\t延长服务时间\t中午不休息。\t甲局\t年底前\n\
        2\t\t推行一次告知\t一次告知要补的材料。\t甲局\t年底前\n\n\
        序号\t工作任务\t具体要求\t责任单位\t完成时限\n\
        3\t推行一次告知 优化窗口服务 方便老年群众\t告知要用书面形式。\t甲局\t年底前\n\
        4\t\t为老年人设专窗。\t乙局\t年底前\n\
        5\t\t为行动不便的群众上门。\t乙局\t年底前\n\n\
        序号\t工作任务\t\t具体要求\t责任单位\t完成时限\n\
        6\t优化窗口服务 方便老年群众\t陪同老年人办理。\t陪同老年人办理。\t乙局\t年底前\n";
    let done = import_text("a.txt", text);
    let register = only(&done);
    let (one, two, three) = ("优化窗口服务：延长服务时间", "优化窗口服务：推行一次告知", "优化窗口服务：方便老年群众");
    assert_eq!(column(register, "工作任务"), [one, two, two, three, three, three]);
    let marked: Vec<bool> = register.rows.iter().map(|row| !row.doubts.is_empty()).collect();
    assert_eq!(marked, [false, false, true, true, true, true]);
    assert!(register.rows[5].doubts.iter().any(|doubt| doubt.contains("重复")), "{:?}", register.rows[5].doubts);
}

/// What the header does not say, an editor can; no column is lost by it.
#[test]
fn the_kind_can_be_ordered() {
    let source = Source::text("序号\t名目\t经办\n1\t垃圾清运\t市城管局\n2\t路灯维修\t市住建局");
    let plain = import_source("a.txt", &source, None);
    assert_eq!(only(&plain).kind, TableKind::Plain);
    assert_eq!(only(&plain).to_csv(), "序号,名目,经办\n1,垃圾清运,市城管局\n2,路灯维修,市住建局\n");
    let ordered = import_source("a.txt", &source, Some(TableKind::Schedule));
    let register = only(&ordered);
    assert_eq!(column(register, "指标名称"), ["垃圾清运", "路灯维修"]);
    assert_eq!(column(register, "经办"), ["市城管局", "市住建局"]);
    assert!(register.columns.iter().any(|column| column.name == "期限" && column.required), "the check asks for it");
}

/// Letters that count in the comparison below: Han characters and digits, digits narrowed.
fn counted(texts: &[&str]) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in texts.iter().flat_map(|text| text.chars()) {
        let c = match c {
            '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap(),
            _ => c,
        };
        if c.is_ascii_digit() || ('\u{4E00}'..='\u{9FFF}').contains(&c) {
            *counts.entry(c).or_default() += 1;
        }
    }
    counts
}

/// Every Han character and digit of a flattened table is in the register, and no other: a cell that
/// was shared counts once.
pub(super) fn assert_flat_conserved(register: &ImportedRegister, table: &str) {
    let mut cells: Vec<&str> = vec!["序号指标名称", "公开时限"];
    cells.extend(["责任单位", "单位名称"].into_iter().filter(|header| table.contains(header)));
    let numbers: Vec<String> = (1..=register.rows.len()).map(|number| number.to_string()).collect();
    cells.extend(numbers.iter().map(String::as_str));
    cells.extend(column(register, "指标名称"));
    for name in ["单位", "期限"] {
        cells.extend(column(register, name).chunk_by(|a, b| a == b).map(|run| run[0]));
    }
    // Neighbours that say the same in cells of their own were counted once; the table tells.
    let (kept, given) = (counted(&cells), counted(&[table]));
    for (c, count) in &given {
        assert!(kept.contains_key(c) && kept[c] <= *count, "{c} {count} {:?}", kept.get(c));
    }
    assert!(kept.keys().all(|c| given.contains_key(c)));
    let lost: usize = given.iter().map(|(c, count)| count - kept[c]).sum();
    let same =
        ["单位", "期限"].map(|name| column(register, name)).into_iter().flatten().map(|cell| cell.chars().count());
    assert!(lost <= same.max().unwrap_or(0) * 4, "{lost}");
}

#[test]
fn nothing_is_lost_or_invented() {
    for text in [BY_ROW, TOP_DOWN] {
        let done = import_text("a.txt", text);
        let table = text[text.find("序\n").unwrap()..].split("望川市人民政府办公室").next().unwrap();
        assert_flat_conserved(only(&done), table);
    }
    let rows = [["序号", "名目", "经办"], ["1", "清运3次", "甲局"], ["2", "维修", ""]];
    let text = rows.map(|row| row.join("\t")).join("\n");
    let done = import_text("a.txt", &text);
    assert_eq!(counted(&[&only(&done).to_csv()]), counted(&[&text]));
}

/// The same table from Word and from Excel, where merged cells are known, and from its broken text.
#[test]
fn word_and_excel_give_what_the_text_gives() {
    let done = import_text("a.txt", BY_ROW);
    let expected = only(&done).to_csv();
    let rows: Vec<Vec<String>> = only(&done)
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| vec![(at + 1).to_string(), row.cells[1].clone(), row.cells[2].clone(), row.cells[4].clone()])
        .collect();
    let header = ["序号", "指标名称", "责任单位", "公开时限"];
    for (name, bytes) in [("a.docx", docx(&header, &rows)), ("a.xlsx", xlsx(&header, &rows))] {
        let source = read(name, &bytes).unwrap();
        let done = import_source(name, &source, None);
        assert_eq!(only(&done).to_csv(), expected, "{name}");
        assert_eq!(done.is_document, name == "a.docx", "{name}");
        assert!(only(&done).rows[3].place.as_ref().unwrap().contains("第"), "{name}");
    }
}

/// A table of random spans: for each row its name, unit and deadline.
fn random_table(seed: u64) -> Vec<[String; 3]> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1;
    let mut chance = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    const UNITS: &[&str] =
        &["市统计局", "市民政局", "市直各单位", "市财政局", "望川市水务集团有限公司", "市生态环境局"];
    const DUE: &[&str] =
        &["每月公开", "即时公开", "年度公开（3月底前完成）", "每季度公开", "决定作出后5个工作日内公开"];
    let rows = 6 + chance(20) as usize;
    let mut shared = |words: &[&str]| {
        let mut cells: Vec<String> = Vec::new();
        let mut at = chance(words.len() as u64) as usize;
        while cells.len() < rows {
            let length = if chance(3) == 0 { 1 } else { 1 + chance(6) as usize };
            cells.extend(std::iter::repeat_n(words[at % words.len()].to_owned(), length));
            at += 1;
        }
        cells.truncate(rows);
        cells
    };
    let (units, due) = (shared(UNITS), shared(DUE));
    let name = |at: usize| {
        let long = if seed % 2 == 1 && at % 4 == 3 { "和问题整改、" } else { "" };
        let (first, last) =
            (["水质监测", "工资发放", "道路养护", "图书采购", "义诊安排"][at % 5], ["情况", "名单", "结果"][at % 3]);
        format!("{first}{long}{last}")
    };
    units.into_iter().zip(due).enumerate().map(|(at, (unit, due))| [name(at), unit, due]).collect()
}

/// The cells of a column with their first and last rows.
fn cells(table: &[[String; 3]], column: usize) -> Vec<(usize, usize, &str)> {
    let mut at = 0;
    let run = |run: &[[String; 3]]| {
        at += run.len();
        (at - run.len(), at - 1)
    };
    let spans: Vec<(usize, usize)> = table.chunk_by(|a, b| a[column] == b[column]).map(run).collect();
    spans.into_iter().map(|(first, last)| (first, last, table[first][column].as_str())).collect()
}

/// The lines of a cell that is wider than its column: as many characters as fit, in turn.
fn broken(cell: &str, width: usize) -> Vec<String> {
    let chars: Vec<char> = cell.chars().collect();
    chars.chunks(width).map(|line| line.iter().collect()).collect()
}

/// Text as the file holds it: a merged cell comes with its first row, on a line of its own.
fn written_by_row(table: &[[String; 3]]) -> String {
    let mut text = String::new();
    for (at, row) in table.iter().enumerate() {
        let name = broken(&row[0], 8);
        text += &format!("{}{}{}", at + 1, if name.len() > 1 { "\n" } else { " " }, name.join("\n\n"));
        for (column, width) in [(1, 5), (2, 9)] {
            for (first, last, cell) in cells(table, column).into_iter().filter(|(first, ..)| *first == at) {
                let lines = broken(cell, width).join("\n\n");
                text += &if first == last && name.len() == 1 { format!(" {lines}") } else { format!("\n\n{lines}") };
            }
        }
        text += "\n\n";
    }
    text
}

/// Text as the page shows it: a merged cell in the middle of its rows, a broken name around its number.
fn written_top_down(table: &[[String; 3]]) -> String {
    let mut lines: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (at, row) in table.iter().enumerate() {
        match broken(&row[0], 8).as_slice() {
            [first, second] => {
                lines.entry(4 * at + 3).or_default().push(first.clone());
                lines.entry(4 * at + 4).or_default().push((at + 1).to_string());
                lines.entry(4 * at + 5).or_default().push(second.clone());
            }
            _ => lines.entry(4 * at + 4).or_default().push(format!("{} {}", at + 1, row[0])),
        }
    }
    for column in [1, 2] {
        for (first, last, cell) in cells(table, column) {
            lines.entry(2 * (first + last) + 4).or_default().push(cell.to_owned());
        }
    }
    lines.values().map(|line| line.join(" ") + "\n").collect()
}

/// Whatever the spans: a row that is not right is marked, and few rows need a mark.
#[test]
fn random_spans_are_found_again() {
    for (order, write) in [("by row", written_by_row as fn(&[[String; 3]]) -> String), ("top down", written_top_down)] {
        let (mut all, mut wrong, mut marked) = (0, Vec::new(), 0);
        for seed in 0..120 {
            let table = random_table(seed);
            let text = format!("序号 指标名称 责任单位 公开时限\n{}", write(&table));
            let done = import_text("a.txt", &text);
            let register = only(&done);
            assert_eq!(register.rows.len(), table.len(), "{text}");
            for (row, expected) in register.rows.iter().zip(&table) {
                let right = [&row.cells[1], &row.cells[2], &row.cells[4]] == expected.each_ref();
                all += 1;
                marked += usize::from(!row.doubts.is_empty());
                if !right && row.doubts.is_empty() {
                    wrong.push(format!("{seed}: {:?} {expected:?}", row.cells));
                }
            }
        }
        assert!(
            wrong.is_empty(),
            "{order}: {} of {all} wrong, {marked} marked\n{}",
            wrong.len(),
            wrong[..wrong.len().min(8)].join("\n")
        );
        assert!(marked * 20 < all, "{order}: {marked} of {all} marked");
    }
}
