//! Excel files: the cells that are used, merged ranges filled.

use super::{DAMAGED, MOST_COLUMNS, MOST_ROWS, Source, TOO_LARGE, cell_text, line_of};
use crate::import::notes::Note;
use crate::import::tables::grid::{Cell, Grid, Merges, Row};
use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The used cells of a sheet by row and column.
type Cells = BTreeMap<u32, BTreeMap<u32, Cell>>;

/// Reads all visible sheets, a grid each.
pub(super) fn read(bytes: &[u8]) -> Result<Source, String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| DAMAGED.to_owned())?;
    let (mut lines, mut grids, mut notes): (Vec<String>, Vec<Grid>, Vec<Note>) = Default::default();
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            let message = format!("隐藏的工作表“{}”没有导入。", sheet.name);
            notes.push(Note { line: lines.len() + 1, message });
            continue;
        }
        let mut cells = cells(&mut book, &sheet.name)?;
        let merged = book.merge_cells_by_sheet_name(&sheet.name).map_err(|_| DAMAGED.to_owned())?;
        merge(&mut cells, &merged)?;
        let rows = rows(cells, &sheet.name, lines.len());
        lines.extend(rows.iter().map(line_of));
        if !rows.is_empty() {
            grids.push(Grid { title: Some(sheet.name), rows, merges: Merges::Known });
        }
    }
    Ok(Source { text: lines.join("\n"), grids: Some(grids), notes })
}

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Cells, String> {
    let mut cells = Cells::new();
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|_| DAMAGED.to_owned())?;
    while let Some(cell) = reader.next_cell().map_err(|_| DAMAGED.to_owned())? {
        let text = text(cell.get_value());
        let (row, column) = cell.get_position();
        if text.is_empty() {
            continue;
        }
        if column as usize >= MOST_COLUMNS || cells.len() > MOST_ROWS {
            return Err(TOO_LARGE.to_owned());
        }
        cells.entry(row).or_default().insert(column, Cell::new(text));
    }
    Ok(cells)
}

/// A cell as an editor sees it; a number without the zeros of its fraction.
fn text(value: &DataRef) -> String {
    let text = match value {
        DataRef::Empty => return String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    };
    cell_text(&text.lines().map(str::to_owned).collect::<Vec<_>>())
}

fn date(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if hour == 0 && minute == 0 { date } else { format!("{date} {hour:02}:{minute:02}") }
}

/// The text of a merged range stands in each of its rows, in its first column.
fn merge(cells: &mut Cells, ranges: &[Dimensions]) -> Result<(), String> {
    let mut filled = 0;
    for range in ranges {
        let Some(first) = cells.get(&range.start.0).and_then(|row| row.get(&range.start.1)).cloned() else { continue };
        if range.end.0 <= range.start.0 {
            continue;
        }
        for (_, row) in cells.range_mut(range.start.0 + 1..=range.end.0) {
            filled += 1;
            if filled > MOST_ROWS * 20 {
                return Err(TOO_LARGE.to_owned());
            }
            row.insert(range.start.1, Cell { continues: true, ..first.clone() });
        }
    }
    Ok(())
}

/// Rows of equal width, empty ones left out.
fn rows(cells: Cells, sheet: &str, before: usize) -> Vec<Row> {
    let width = cells.values().filter_map(|row| row.keys().next_back()).max().map_or(0, |last| *last as usize + 1);
    let row = |(at, (number, own)): (usize, (u32, BTreeMap<u32, Cell>))| {
        let mut row = vec![Cell::default(); width];
        for (column, cell) in own {
            row[column as usize] = cell;
        }
        Row {
            line: before + at + 1,
            place: Some(format!("工作表“{sheet}”第{}行", number + 1)),
            cells: row,
            doubts: Vec::new(),
        }
    };
    cells.into_iter().enumerate().map(row).collect()
}
