//! Tables in text form: CSV as spreadsheets write it, with commas, semicolons or tabs.

use super::{MOST_COLUMNS, MOST_ROWS, Source, TOO_LARGE, cell_text, line_of};
use crate::import::tables::grid::{Cell, Grid, Merges, Row};

/// Reads the rows. A spreadsheet writes merged cells as one text and empty cells.
pub(super) fn read(text: &str) -> Result<Source, String> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut records = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows: Vec<Row> = Vec::new();
    for record in records.records() {
        let record = record.map_err(|_| "不是有效的 CSV，没有导入。请用表格软件另存为“CSV UTF-8”。".to_owned())?;
        let line = record.position().map_or(1, |position| position.line() as usize);
        let cell = |text: &str| Cell::new(cell_text(&text.lines().map(str::to_owned).collect::<Vec<_>>()));
        let row = Row { line, cells: record.iter().map(cell).collect(), ..Row::default() };
        if row.cells.len() > MOST_COLUMNS || rows.len() > MOST_ROWS {
            return Err(TOO_LARGE.to_owned());
        }
        if row.cells.iter().any(|cell| !cell.text.is_empty()) {
            rows.push(row);
        }
    }
    // The text keeps the lines of the file, so that places in both are the same.
    let mut lines: Vec<String> = Vec::new();
    for row in &rows {
        lines.resize(lines.len().max(row.line - 1), String::new());
        lines.push(line_of(row));
    }
    let grid = Grid { title: None, rows, merges: Merges::Lost };
    Ok(Source { text: lines.join("\n"), grids: Some(vec![grid]), notes: Vec::new() })
}

/// The separator that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}
