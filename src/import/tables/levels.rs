//! Tasks in two levels. Some pages of a ledger divide 工作任务 into a task and its parts, others have
//! one column for both, and where a page begins, cells that were merged come glued together.

use super::header::Meaning;
use super::sheet::{Column, Record, Table};
use crate::domain::text::is_han;
use std::collections::BTreeSet;

/// The names of tasks and of parts that the divided pages give.
struct Names {
    tasks: BTreeSet<String>,
    parts: BTreeSet<String>,
}

/// What a row's cells say anew about its task.
#[derive(Default)]
struct Said {
    task: Option<String>,
    /// More than one when cells of several rows were glued.
    parts: Vec<String>,
}

/// Fills 工作任务 down, a task and its part as `任务：部分`.
pub(super) fn fill(table: &mut Table) {
    let Some(column) = table.column(Meaning::Subject) else { return };
    drop_copies(table, column);
    let names = Names::of(&table.rows, column);
    let name = table.columns[column].name.clone();
    let (mut task, mut part): (Option<String>, Option<String>) = (None, None);
    let mut had_part = !names.parts.is_empty();
    let mut at = 0;
    while at < table.rows.len() {
        let end = block_end(&table.rows, column, at);
        let said = names.read(&mut table.rows[at], column, &name);
        let from_above = said.task.is_none() && !said.parts.is_empty() && !divided(&table.rows[at], column);
        if let Some(new) = said.task {
            task = Some(new);
            part = None;
        }
        let shares = share(&said.parts, &table.columns, &table.rows[at..end]);
        for (offset, share) in shares.into_iter().enumerate() {
            let row = &mut table.rows[at + offset];
            part = share.or(part);
            if said.parts.len() > 1 {
                row.doubt(&name, "原文几个合并的单元格并在一格，按文字与要求的相近程度分开，请对照原件");
            } else if from_above && offset == 0 {
                row.doubt(&name, "原文这一格只有下级任务，上级任务按上文补上");
            }
            if had_part && part.is_none() {
                row.doubt(&name, "这一行起没有写下级任务，其他行有");
            }
            had_part = part.is_some() && !names.parts.is_empty();
            let whole: Vec<&str> = [&task, &part].into_iter().flatten().map(String::as_str).collect();
            row.set(column, whole.join("："));
        }
        at = end;
    }
}

fn divided(row: &Record, column: usize) -> bool {
    row.cells[column].len() > 1
}

/// The rows up to the next that says something about its task, or the next page.
fn block_end(rows: &[Record], column: usize, start: usize) -> usize {
    let goes_on = |row: &&Record| row.page == rows[start].page && row.cells[column].iter().all(String::is_empty);
    start + 1 + rows[start + 1..].iter().take_while(goes_on).count()
}

/// A part that repeats another cell of its row slid into the wrong column.
fn drop_copies(table: &mut Table, column: usize) {
    let name = table.columns[column].name.clone();
    for row in &mut table.rows {
        let others: Vec<(String, String)> = (0..table.columns.len())
            .filter(|&at| at != column)
            .map(|at| (table.columns[at].name.clone(), row.text(at)))
            .collect();
        for cell in 1..row.cells[column].len() {
            let copy = others.iter().find(|(_, text)| !text.is_empty() && *text == row.cells[column][cell]);
            if let Some((other, _)) = copy {
                row.cells[column][cell].clear();
                row.doubt(&name, format!("下级任务一格与“{other}”相同，是重复的，已略去"));
            }
        }
    }
}

impl Names {
    fn of(rows: &[Record], column: usize) -> Self {
        let mut names = Self { tasks: BTreeSet::new(), parts: BTreeSet::new() };
        for cells in rows.iter().map(|row| &row.cells[column]).filter(|cells| cells.len() > 1) {
            let mut glued = glued(&cells[0]).into_iter();
            names.tasks.extend(glued.next());
            names.parts.extend(glued);
            names.parts.extend(cells[1..].iter().flat_map(|cell| self::glued(cell)));
        }
        names
    }

    /// Tells tasks from parts: by the column where the page has two, else by what other pages say.
    fn read(&self, row: &mut Record, column: usize, name: &str) -> Said {
        let cells = row.cells[column].clone();
        let mut said = Said::default();
        let mut split = false;
        for (level, cell) in cells.iter().enumerate() {
            let texts = if self.parts.is_empty() { vec![cell.clone()] } else { glued(cell) };
            split |= texts.len() > 1;
            for (at, text) in texts.into_iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let is_task = if cells.len() > 1 { level == 0 && at == 0 } else { !self.parts.contains(&text) };
                match said.task {
                    None if is_task => said.task = Some(text),
                    _ => said.parts.push(text),
                }
            }
        }
        if split && said.parts.len() == 1 {
            row.doubt(name, "原文上下两级任务并在一格，已分开");
        }
        said
    }
}

/// The texts that a gap divides; each long enough to name something.
fn glued(cell: &str) -> Vec<String> {
    let texts: Vec<String> = cell.split_whitespace().map(str::to_owned).collect();
    let long = |text: &String| text.chars().filter(|c| is_han(*c)).count() >= 4;
    match texts.len() {
        0 => Vec::new(),
        _ if texts.iter().all(long) => texts,
        _ => vec![cell.to_owned()],
    }
}

/// Which part each row of a block belongs to: in their order, at least one row each, where the
/// words of the part and of the row agree best.
fn share(parts: &[String], columns: &[Column], rows: &[Record]) -> Vec<Option<String>> {
    if parts.len() < 2 || parts.len() > rows.len() {
        let first = (!parts.is_empty()).then(|| parts.join("\u{3000}"));
        return rows.iter().enumerate().map(|(at, _)| first.clone().filter(|_| at == 0)).collect();
    }
    let texts: Vec<String> =
        rows.iter().map(|row| (0..columns.len()).map(|at| row.text(at)).collect::<Vec<_>>().join("\n")).collect();
    let words: Vec<BTreeSet<String>> = parts.iter().map(|part| pairs(part)).collect();
    let agreement = |part: usize, row: usize| {
        let own = words[part].iter().filter(|word| words.iter().filter(|set| set.contains(*word)).count() == 1);
        own.filter(|word| texts[row].contains(word.as_str())).count()
    };
    let starts = best_starts(parts.len(), rows.len(), &agreement);
    let name = |row: usize| starts.iter().rposition(|start| *start <= row).map(|part| parts[part].clone());
    (0..rows.len()).map(name).collect()
}

/// Where each part starts, so that the agreement is greatest; of equal ones the earliest.
fn best_starts(parts: usize, rows: usize, agreement: &dyn Fn(usize, usize) -> usize) -> Vec<usize> {
    // best[part][row]: the greatest agreement of the rows up to this one, which belongs to the part.
    let mut best = vec![vec![None::<usize>; rows]; parts];
    for row in 0..rows {
        for part in 0..parts.min(row + 1) {
            let stays = row.checked_sub(1).and_then(|above| best[part][above]);
            let moves = row.checked_sub(1).zip(part.checked_sub(1)).and_then(|(above, before)| best[before][above]);
            let start = (row == 0 && part == 0).then_some(0);
            best[part][row] = stays.max(moves).max(start).map(|sum| sum + agreement(part, row));
        }
    }
    let mut starts = vec![0; parts];
    let mut part = parts - 1;
    for row in (1..rows).rev() {
        if part > 0 && best[part - 1][row - 1] >= best[part][row - 1] {
            starts[part] = row;
            part -= 1;
        }
    }
    starts
}

/// Pairs of neighbouring Han characters.
fn pairs(text: &str) -> BTreeSet<String> {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).filter(|pair| pair.iter().all(|c| is_han(*c))).map(|pair| pair.iter().collect()).collect()
}
