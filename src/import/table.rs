//! Tables: rows with tabs, and tables whose cells became lines.

use super::block::Block;
use super::lines::Line;
use super::notes::Notes;
use super::roles::{Labelled, Role};
use super::tables::fragments::is_cell;
use super::typography::{full_width, width};
use crate::domain::text::is_han;
use regex::Regex;
use std::sync::LazyLock;

/// Cells are narrow: no more than this many half columns on a line.
const CELL: usize = 44;
/// Fewer short lines in a row prove no table.
const FEWEST_LINES: usize = 6;
/// Fewer row numbers prove no table.
const FEWEST_ROWS: usize = 3;

static ROW: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^([0-9]{1,3})(?:\s+\D.*)?$").expect("a valid pattern"));
static INNER_ROW: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(.*[^0-9\s.])([0-9]{1,3})\s+(\p{Han}.*)$").expect("a valid pattern"));

/// Marks runs of short lines among which row numbers rise one by one.
pub(super) fn mark_flat(lines: &mut [Labelled]) {
    let mut start = 0;
    while start < lines.len() {
        let length = lines[start..].iter().take_while(|line| may_be_cell(line)).count();
        let run = &mut lines[start..start + length];
        if length >= FEWEST_LINES && rising_rows(run) >= FEWEST_ROWS {
            run.iter_mut().for_each(|line| line.role = Role::Flat);
        }
        start += length.max(1);
    }
}

/// A short line, or a longer one with several cells: of a numbered row, or narrow ones.
fn may_be_cell(line: &Labelled) -> bool {
    let raw = line.line.raw.as_str();
    let row = ROW.is_match(raw) && raw.split_whitespace().count() > 2;
    let narrow = |part: &str| width(part) <= CELL / 2 && !part.contains('，') || is_cell(part);
    let several = || raw.split_whitespace().count() > 1 && raw.split_whitespace().all(narrow);
    line.is_plain() && !raw.contains('。') && (row || width(raw) <= CELL || several())
}

fn rising_rows(run: &[Labelled]) -> usize {
    let mut rows = RowNumbers::default();
    let starts = |line: &Labelled| {
        let raw = line.line.raw.as_str();
        usize::from(rows.starts(raw)) + usize::from(rows.start_inside(raw).is_some())
    };
    run.iter().map(starts).sum()
}

/// Tells a row's number from any other number: it is the one after the last row's.
#[derive(Default)]
pub(super) struct RowNumbers(Option<u32>);

impl RowNumbers {
    pub(super) fn starts(&mut self, raw: &str) -> bool {
        ROW.captures(raw).is_some_and(|found| self.accepts(&found[1]))
    }

    /// The text before a row that starts inside a line, its number, and its own text.
    pub(super) fn start_inside<'a>(&mut self, text: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
        let (_, [before, number, after]) = INNER_ROW.captures(text)?.extract();
        self.accepts(number).then_some((before, number, after))
    }

    fn accepts(&mut self, digits: &str) -> bool {
        let number = digits.parse().ok();
        let next = number.is_some() && (self.0.is_none() || number == self.0.map(|last| last + 1));
        if next {
            self.0 = number;
        }
        next
    }
}

/// The rows of a flattened table, one paragraph each, the header first. Which cell a text stood in
/// is lost: an editor restores it from the original.
pub(super) fn flat_rows(lines: &[Line], notes: &mut Notes) -> Vec<Block> {
    if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
        notes.add(
            first.number,
            format!(
                "第{}行至第{}行是被拆散的表格，正文中按序号每项一段，各格之间留空格，请对照原件改成表格。",
                first.number, last.number
            ),
        );
    }
    let mut rows: Vec<String> = Vec::new();
    let mut numbers = RowNumbers::default();
    for line in lines {
        add_flat_line(&mut rows, &mut numbers, line, notes);
    }
    rows.into_iter().map(Block::Paragraph).collect()
}

fn add_flat_line(rows: &mut Vec<String>, numbers: &mut RowNumbers, line: &Line, notes: &mut Notes) {
    let text = full_width(&line.raw.split_whitespace().collect::<Vec<_>>().join(" "));
    let starts = numbers.starts(&text);
    let inside = numbers.start_inside(&text);
    let first = inside.map_or(text.as_str(), |(before, ..)| before);
    match rows.last_mut().filter(|_| !starts) {
        Some(row) => append_cell(row, first),
        None => rows.push(first.to_owned()),
    }
    if let Some((_, number, after)) = inside {
        notes.add(line.number, format!("这一行中间是表格第{number}项的开头，已在此分开，请核对。"));
        rows.push(format!("{number} {after}"));
    }
}

/// Appends a cell, or the rest of one: no space after an open bracket, a comma, or between the
/// characters of a narrow header.
fn append_cell(row: &mut String, text: &str) {
    let open = row.matches('（').count() > row.matches('）').count();
    let narrow = |text: &str| text.chars().count() == 1 && text.chars().all(is_han);
    let together = open || row.ends_with(['、', '，']) || narrow(row) && narrow(text);
    if !together {
        row.push(' ');
    }
    row.push_str(text);
}

/// A table when all rows have as many cells as the first; else one paragraph a row.
pub(super) fn tab_rows(lines: &[Line], notes: &mut Notes) -> Vec<Block> {
    let rows: Vec<(usize, &Vec<String>)> =
        lines.iter().filter_map(|line| Some((line.number, line.cells.as_ref()?))).collect();
    let Some(&(first, header)) = rows.first() else { return Vec::new() };
    let odd: Vec<usize> = rows.iter().filter(|(_, cells)| cells.len() != header.len()).map(|(n, _)| *n).collect();
    if rows.len() < 2 || !odd.is_empty() {
        let lines: Vec<usize> = if odd.is_empty() { vec![first] } else { odd };
        notes.add_once(&lines, "{}的格数与表头不同，没有作成表格，每行一段，请对照原件。");
        return rows.into_iter().map(|(_, cells)| Block::Paragraph(one_line(cells))).collect();
    }
    let empty: Vec<usize> =
        rows.iter().filter(|(_, cells)| cells.iter().any(String::is_empty)).map(|(n, _)| *n).collect();
    notes.add_once(&empty, "{}有空的单元格，多半是原表合并的单元格，请对照原件填写。");
    vec![Block::Table { rows: rows.into_iter().map(|(_, cells)| cells.clone()).collect() }]
}

fn one_line(cells: &[String]) -> String {
    cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join("\u{3000}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, roles};

    fn flat(text: &str) -> Vec<String> {
        let read = lines::read(text, &mut Notes::default());
        let mut labelled = roles::label(read);
        mark_flat(&mut labelled);
        let cells: Vec<Line> =
            labelled.into_iter().filter(|line| line.role == Role::Flat).map(|line| line.line).collect();
        flat_rows(&cells, &mut Notes::default())
            .into_iter()
            .map(|block| match block {
                Block::Paragraph(text) => text,
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn flattened_rows_keep_every_word() {
        let text = "序\n号\n指标名称 公开时限\n1\n单位职能、\n分工\n即时公开\n2 规划计划 年度公开（１月底前\n完成）\n每月公开3 统计月报\n4\n补贴发放";
        assert_eq!(
            flat(text),
            [
                "序号 指标名称 公开时限",
                "1 单位职能、分工 即时公开",
                "2 规划计划 年度公开（1月底前完成） 每月公开",
                "3 统计月报",
                "4 补贴发放"
            ]
        );
    }

    #[test]
    fn short_lines_without_row_numbers_are_no_table() {
        assert!(flat("甲\n乙\n丙\n丁\n戊\n己\n庚").is_empty());
    }

    #[test]
    fn irregular_rows_stay_lines() {
        let read = lines::read("序号\t任务\t时限\n1\t公开\n2\t解读\t年底", &mut Notes::default());
        let mut notes = Notes::default();
        let blocks = tab_rows(&read, &mut notes);
        assert_eq!(blocks.len(), 3);
        assert!(notes.sorted()[0].message.starts_with("第2行"));
    }
}
