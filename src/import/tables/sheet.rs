//! Grids -> tables whose columns have names: headers found, pages put together, every row as wide
//! as its header.

use super::grid::{Cell, Doubt, Grid, Merges, Row};
use super::header::{self, Meaning};
use crate::import::notes::Notes;

/// A table with a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) title: Option<String>,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Record>,
    pub(super) merges: Merges,
}

/// A column by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) meaning: Meaning,
}

/// A row: for each column its cells. A column that the header divides has several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) line: usize,
    pub(super) place: Option<String>,
    /// Which header it stands under, counted from 0.
    pub(super) page: usize,
    pub(super) cells: Vec<Vec<String>>,
    pub(super) doubts: Vec<Doubt>,
}

impl Record {
    /// The text of a column.
    pub(super) fn text(&self, column: usize) -> String {
        let parts: Vec<&str> = self.cells[column].iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        parts.join("\u{3000}")
    }

    pub(super) fn set(&mut self, column: usize, text: String) {
        self.cells[column] = vec![text];
    }

    pub(super) fn doubt(&mut self, column: &str, reason: impl Into<String>) {
        self.doubts.push(Doubt::new(column, reason));
    }
}

impl Table {
    /// The first column with a meaning.
    pub(super) fn column(&self, meaning: Meaning) -> Option<usize> {
        self.columns.iter().position(|column| column.meaning == meaning)
    }
}

/// Finds the headers and puts the pages of one table together.
pub(super) fn tables(grids: Vec<Grid>, notes: &mut Notes) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for grid in grids {
        let Some(table) = table(grid, notes) else { continue };
        match tables.last_mut().filter(|last| continues(last, &table)) {
            Some(last) => {
                let page = last.rows.last().map_or(0, |row| row.page) + 1;
                last.rows.extend(table.rows.into_iter().map(|row| Record { page, ..row }));
            }
            None => tables.push(table),
        }
    }
    tables
}

/// The same columns, and numbers that go on.
fn continues(last: &Table, next: &Table) -> bool {
    let number =
        |table: &Table, row: Option<&Record>| -> Option<u32> { row?.text(table.column(Meaning::Number)?).parse().ok() };
    let (before, after) = (number(last, last.rows.last()), number(next, next.rows.first()));
    last.columns == next.columns
        && last.merges == next.merges
        && before.zip(after).is_none_or(|(before, after)| after > before && after <= before + 3)
}

/// One grid as a table; a grid without a header, or without a row, is reported.
fn table(grid: Grid, notes: &mut Notes) -> Option<Table> {
    let Some(at) = grid.rows.iter().position(is_header) else {
        let lines: Vec<usize> = grid.rows.iter().map(|row| row.line).collect();
        notes.add_once(&lines, "{}没有表头，没有作成登记册。");
        return None;
    };
    let above: Vec<usize> = grid.rows[1.min(at)..at].iter().map(|row| row.line).collect();
    notes.add_once(&above, "{}在表头之上，没有写入登记册。");
    let title = grid.rows[..at].first().map(one_line).filter(|title| !title.is_empty()).or(grid.title);
    let deep = grid.rows[at + 1..].iter().take_while(|row| row.cells.iter().any(|cell| cell.continues)).count();
    let depth = if grid.merges == Merges::Known && may_be_header(&grid.rows[at..=at + deep]) { deep } else { 0 };
    let (columns, widths) = columns(&grid.rows[at..=at + depth]);
    let mut rows: Vec<Record> = Vec::new();
    for row in grid.rows.into_iter().skip(at + depth + 1).filter(|row| !one_line(row).is_empty()) {
        let repeated =
            one_line(&row).replace('\u{3000}', "") == columns.iter().map(|c| c.name.as_str()).collect::<String>();
        if !repeated {
            rows.push(record(row, &columns, &widths));
        }
    }
    (!rows.is_empty()).then_some(Table { title, columns, rows, merges: grid.merges })
}

/// Two words that the program knows, or a whole row of short words without digits.
fn is_header(row: &Row) -> bool {
    let words: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
    let known = words.iter().filter(|word| header::meaning(word).is_some()).count();
    let short = |word: &&str| word.chars().count() <= 16 && !word.chars().any(|c| c.is_ascii_digit());
    let distinct = words.iter().enumerate().all(|(at, word)| !words[..at].contains(word));
    known >= 2 || words.len() >= 2 && words.len() == row.cells.len() && distinct && words.iter().all(short)
}

/// A header of several rows has no digits in its later rows: those would be data that a merged
/// header cell cannot reach.
fn may_be_header(rows: &[Row]) -> bool {
    rows.iter().flat_map(|row| &row.cells).all(|cell| !cell.text.chars().any(|c| c.is_ascii_digit()))
}

/// The columns of a header, and how many cells each takes: an empty one belongs to its left
/// neighbour. Words of lower rows stand behind those above them, unless they only divide a task.
fn columns(header: &[Row]) -> (Vec<Column>, Vec<usize>) {
    let (mut columns, mut widths): (Vec<Column>, Vec<usize>) = (Vec::new(), Vec::new());
    let width = header.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let word = |row: &Row, at: usize| {
        let cell = row.cells.get(at).filter(|cell| !cell.continues);
        cell.map_or(String::new(), |cell| cell.text.replace('\u{3000}', ""))
    };
    let Some((top, lower)) = header.split_first() else { return (columns, widths) };
    let mut above = String::new();
    for at in 0..width {
        let (own, below) = (word(top, at), lower.iter().map(|row| word(row, at)).collect::<String>());
        if !own.is_empty() {
            above.clone_from(&own);
        }
        let divides = own.is_empty() && (below.is_empty() || header::meaning(&above) == Some(Meaning::Subject));
        match widths.last_mut().filter(|_| divides) {
            Some(width) => *width += 1,
            None => {
                let is_task = header::meaning(&above) == Some(Meaning::Subject);
                let name = if is_task { above.clone() } else { format!("{above}{below}") };
                columns.push(Column { meaning: header::meaning(&name).unwrap_or(Meaning::Other), name });
                widths.push(1);
            }
        }
    }
    name_apart(&mut columns);
    (columns, widths)
}

/// Columns of one name, or without one, get a number.
fn name_apart(columns: &mut [Column]) {
    for at in 0..columns.len() {
        let mut name = columns[at].name.clone();
        if name.is_empty() {
            name = format!("第{}列", at + 1);
        }
        while columns[..at].iter().any(|other| other.name == name) {
            name.push_str(&(at + 1).to_string());
        }
        if columns[..at].iter().any(|other| other.meaning == columns[at].meaning) {
            columns[at].meaning = Meaning::Other;
        }
        columns[at].name = name;
    }
}

fn one_line(row: &Row) -> String {
    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
    cells.join("\u{3000}")
}

/// A row as wide as its header. What is missing is doubtful, what is too much is named.
fn record(row: Row, columns: &[Column], widths: &[usize]) -> Record {
    let expected: usize = widths.iter().sum();
    let given = row.cells.len();
    let mut record = Record { line: row.line, place: row.place, page: 0, cells: Vec::new(), doubts: row.doubts };
    let mut rest = row.cells.into_iter().map(|cell: Cell| cell.text);
    for width in widths {
        record.cells.push((0..*width).map(|_| rest.next().unwrap_or_default()).collect());
    }
    let extra: Vec<String> = rest.filter(|text| !text.is_empty()).collect();
    if let Some(last) = columns.last() {
        if given < expected {
            record.doubt(&last.name, format!("这一行只有{given}格，表头有{expected}格，可能串列"));
        }
        if !extra.is_empty() {
            record.doubt(&last.name, format!("这一行比表头多出“{}”，可能串列", extra.join("”“")));
        }
    }
    record
}
