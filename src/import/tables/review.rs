//! Rows made whole, and what an editor has to look at in them.

use super::fragments::balanced;
use super::grid::Merges;
use super::header::Meaning;
use super::sheet::{Column, Record, Table};
use super::span::{Anchor, Order, Spans};
use crate::import::pattern;
use crate::import::suspicion::Watermark;

/// Fills what merged cells left empty, joins rows that a page broke, and marks what is doubtful.
pub(super) fn complete(table: &mut Table) {
    if table.merges == Merges::Lost {
        join_broken(table);
        for column in 0..table.columns.len() {
            let shared = matches!(
                table.columns[column].meaning,
                Meaning::Unit | Meaning::Lead | Meaning::Deadline | Meaning::Frequency | Meaning::Basis
            );
            if shared {
                fill(table, column);
            }
        }
    }
    number(table);
}

/// A row without a number and without most of its cells goes on with the row above it.
fn join_broken(table: &mut Table) {
    let Some(number) = table.column(Meaning::Number) else { return };
    let mut rows: Vec<Record> = Vec::with_capacity(table.rows.len());
    for row in std::mem::take(&mut table.rows) {
        let filled = (0..table.columns.len()).filter(|&column| !row.text(column).is_empty()).count();
        let broken = row.text(number).is_empty() && filled * 2 <= table.columns.len();
        match rows.last_mut().filter(|_| broken) {
            Some(above) => {
                for (column, Column { name, .. }) in table.columns.iter().enumerate() {
                    let text = row.text(column);
                    if !text.is_empty() {
                        let whole = above.text(column) + &text;
                        above.set(column, whole);
                        above.doubt(name, format!("接上了第{}行没有序号的文字", row.line));
                    }
                }
                above.doubts.extend(row.doubts);
            }
            None => rows.push(row),
        }
    }
    table.rows = rows;
}

/// A column in which a quarter of the cells or more are empty was merged, and is filled as its texts
/// stand. Elsewhere an empty cell is a gap, for a deadline must not be guessed.
fn fill(table: &mut Table, column: usize) {
    let texts: Vec<String> = table.rows.iter().map(|row| row.text(column)).collect();
    let empty = texts.iter().filter(|text| text.is_empty()).count();
    let name = table.columns[column].name.clone();
    if empty == 0 || empty == texts.len() {
        return;
    }
    if empty * 4 < texts.len() {
        for at in (1..texts.len()).filter(|&at| texts[at].is_empty()) {
            let above = texts[..at].iter().rev().find(|text| !text.is_empty()).cloned().unwrap_or_default();
            table.rows[at].doubt(&name, format!("原文为空；如与上一行合并，应为“{above}”"));
        }
        return;
    }
    let given: Vec<usize> = (0..texts.len()).filter(|&at| !texts[at].is_empty()).collect();
    let anchor = |&at: &usize| Anchor { after: at as isize, height: 2 * at as isize, level: false };
    let anchors: Vec<Anchor> = given.iter().map(anchor).collect();
    let by_row = Spans::of(Order::RowByRow, &anchors, texts.len());
    let spans = if by_row.cost.is_some() { by_row } else { Spans::of(Order::TopDown, &anchors, texts.len()) };
    for (at, owner) in spans.owner.iter().enumerate() {
        if let Some(text) = owner.and_then(|owner| texts.get(given[owner])) {
            table.rows[at].set(column, text.clone());
        }
        if spans.doubtful[at] {
            table.rows[at].doubt(&name, "从版面看不出与上下哪一行共用，请对照原件");
        }
    }
}

/// Numbers that Word counts by itself are not in the file; others have to rise one by one.
fn number(table: &mut Table) {
    let Some(column) = table.column(Meaning::Number) else { return };
    let name = table.columns[column].name.clone();
    if table.rows.iter().all(|row| row.text(column).is_empty()) {
        for (at, row) in table.rows.iter_mut().enumerate() {
            row.set(column, (at + 1).to_string());
        }
        return;
    }
    let mut last: Option<u32> = None;
    for row in &mut table.rows {
        let text = row.text(column);
        let own = text.trim_end_matches(['.', '、', '．']).parse::<u32>().ok();
        match (last, own) {
            _ if text.is_empty() => row.doubt(&name, "没有序号"),
            (Some(last), Some(own)) if own != last + 1 => {
                row.doubt(&name, format!("序号不连续：上一行是{last}，这一行是{own}"));
            }
            _ => {}
        }
        last = own.or(last);
    }
}

/// Marks watermarks, cells that seem cut off, and cells that must not be empty.
pub(super) fn mark(table: &mut Table, watermarks: &[Watermark]) {
    mark_watermarks(table, watermarks);
    for column in 0..table.columns.len() {
        let meaning = table.columns[column].meaning;
        mark_cut(table, column);
        if matches!(meaning, Meaning::Subject | Meaning::Unit | Meaning::Deadline) {
            mark_empty(table, column);
        }
    }
}

fn mark_watermarks(table: &mut Table, watermarks: &[Watermark]) {
    for row in &mut table.rows {
        let line = row.line;
        for mark in watermarks.iter().filter(|mark| mark.line == line) {
            let holds = |&column: &usize| row.text(column).contains(&mark.around);
            let Some(column) = (0..table.columns.len()).find(holds) else { continue };
            let reason = format!("“{}”中的“{}”疑似水印文字混入", mark.around, mark.inserted);
            row.doubt(&table.columns[column].name, reason);
        }
    }
}

/// Where nine cells of ten end as sentences do, one that does not was perhaps cut off; so was one
/// with an open bracket.
fn mark_cut(table: &mut Table, column: usize) {
    let name = table.columns[column].name.clone();
    let texts: Vec<String> = table.rows.iter().map(|row| row.text(column)).collect();
    let filled = texts.iter().filter(|text| !text.is_empty()).count();
    let ended = texts.iter().filter(|text| pattern::ends_sentence(text)).count();
    let sentences = filled >= 4 && ended * 10 >= filled * 9;
    for (text, row) in texts.iter().zip(&mut table.rows).filter(|(text, _)| !text.is_empty()) {
        if sentences && !pattern::ends_sentence(text) {
            row.doubt(&name, "末尾没有句号，可能没有录全");
        } else if !balanced(text) {
            row.doubt(&name, "括号不成对，可能没有录全");
        }
    }
}

fn mark_empty(table: &mut Table, column: usize) {
    let name = table.columns[column].name.clone();
    for row in table.rows.iter_mut().filter(|row| row.text(column).is_empty()) {
        if !row.doubts.iter().any(|doubt| doubt.column == name) {
            row.doubt(&name, "为空");
        }
    }
}
