//! Word files: the paragraphs of `word/document.xml`, and its tables with their merged cells.
//!
//! Deleted and hidden text is left out. Numbers that Word counts by itself are not in the file.

use super::{DAMAGED, MOST_COLUMNS, MOST_ROWS, Source, TOO_LARGE, cell_text, line_of};
use crate::import::notes::Note;
use crate::import::tables::grid::{Cell, Grid, Merges, Row};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements whose text was deleted or stands elsewhere a second time.
const SKIPPED: &[&str] = &["del", "moveFrom", "Fallback", "instrText", "delText"];
/// Word has no more columns, so no cell is wider.
const WIDEST: usize = 63;

/// Reads the content of `word/document.xml`.
pub(super) fn read(xml: &str) -> Result<Source, String> {
    let mut reader = Reader::from_str(xml);
    let mut document = Document::default();
    let mut open = 0usize;
    loop {
        match reader.read_event().map_err(|_| DAMAGED.to_owned())? {
            Event::Start(element) => {
                open += 1;
                document.start(&element);
            }
            Event::End(element) => {
                open = open.saturating_sub(1);
                document.end(element.local_name().as_ref())?;
            }
            Event::Empty(element) => {
                document.start(&element);
                document.end(element.local_name().as_ref())?;
            }
            Event::Text(text) => document.text(&text),
            Event::CData(text) => document.text(&text),
            Event::GeneralRef(entity) => document.entity(&entity),
            Event::Eof => break,
            _ => {}
        }
    }
    if open > 0 {
        return Err(DAMAGED.to_owned());
    }
    Ok(document.finish())
}

/// A cell while it is read.
#[derive(Default)]
struct OpenCell {
    paragraphs: Vec<String>,
    /// Columns of the table that it takes.
    width: usize,
    /// It continues the cell above.
    continues: bool,
}

#[derive(Default)]
struct Document {
    lines: Vec<String>,
    grids: Vec<Grid>,
    /// Tables within each other; only the outermost is one, the others are text of its cells.
    depth: usize,
    rows: Vec<Row>,
    row: Vec<Cell>,
    cell: OpenCell,
    paragraph: String,
    /// Elements that are skipped, within each other.
    skipping: usize,
    in_text: bool,
    hidden: bool,
    hidden_lines: Vec<usize>,
    numbered_lines: Vec<usize>,
}

impl Document {
    fn start(&mut self, element: &BytesStart) {
        let name = element.local_name();
        let name: &str = name.as_ref();
        if self.skipping > 0 || SKIPPED.contains(&name) {
            self.skipping += 1;
            return;
        }
        match name {
            "tbl" => self.depth += 1,
            "tr" if self.depth == 1 => self.row.clear(),
            "tc" if self.depth == 1 => self.cell = OpenCell { width: 1, ..OpenCell::default() },
            "gridBefore" if self.depth == 1 => {
                let width = value(element).and_then(|width| width.parse().ok()).unwrap_or(0usize);
                self.row.extend((0..width.min(WIDEST)).map(|_| Cell::default()));
            }
            "gridSpan" if self.depth == 1 => {
                self.cell.width =
                    value(element).and_then(|width| width.parse().ok()).unwrap_or(1usize).clamp(1, WIDEST);
            }
            "vMerge" if self.depth == 1 => self.cell.continues = value(element).as_deref() != Some("restart"),
            "p" | "br" | "cr" => self.end_paragraph(),
            "r" => self.hidden = false,
            "vanish" => self.hidden = !matches!(value(element).as_deref(), Some("0" | "false" | "off")),
            "numId" if self.depth == 0 && value(element).as_deref() != Some("0") => {
                self.numbered_lines.push(self.lines.len() + 1);
            }
            "t" => self.in_text = true,
            "tab" if self.in_run() => self.paragraph.push(' '),
            "noBreakHyphen" => self.paragraph.push('-'),
            _ => {}
        }
    }

    /// Tab stops of a paragraph's settings come before its text and are no tabs.
    fn in_run(&self) -> bool {
        !self.paragraph.is_empty()
    }

    fn end(&mut self, name: &str) -> Result<(), String> {
        if self.skipping > 0 {
            self.skipping -= 1;
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" if self.depth == 1 => self.end_cell(),
            "tr" if self.depth == 1 => self.end_row()?,
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_table();
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if !self.in_text || self.skipping > 0 {
            return;
        }
        if self.hidden {
            self.hidden_lines.push(self.lines.len() + 1);
        } else {
            self.paragraph.push_str(&text.replace(['\t', '\n', '\r'], " "));
        }
    }

    fn entity(&mut self, entity: &quick_xml::events::BytesRef) {
        let known = match &**entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => entity.resolve_char_ref().ok().flatten(),
        };
        if let Some(c) = known {
            self.text(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        if self.depth > 0 {
            self.cell.paragraphs.push(text);
        } else if !text.trim().is_empty() {
            self.lines.push(text.trim_end().to_owned());
        }
    }

    /// A cell that continues the one above it says the same.
    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let above = self.rows.last().and_then(|row| row.cells.get(self.row.len()));
        match above.filter(|_| cell.continues) {
            Some(above) => self.row.push(Cell { continues: true, ..above.clone() }),
            None => self.row.push(Cell::new(cell_text(&cell.paragraphs))),
        }
        self.row.extend((1..cell.width).map(|_| Cell::default()));
    }

    fn end_row(&mut self) -> Result<(), String> {
        let cells = std::mem::take(&mut self.row);
        if cells.len() > MOST_COLUMNS || self.rows.len() > MOST_ROWS {
            return Err(TOO_LARGE.to_owned());
        }
        let place = format!("第{}张表第{}行", self.grids.len() + 1, self.rows.len() + 1);
        self.rows.push(Row { line: 0, place: Some(place), cells, doubts: Vec::new() });
        Ok(())
    }

    fn end_table(&mut self) {
        let mut rows = std::mem::take(&mut self.rows);
        let title = self.lines.last().map(|line| line.trim().to_owned()).filter(|line| line.chars().count() <= 40);
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        for row in &mut rows {
            row.cells.resize(width, Cell::default());
            self.lines.push(line_of(row));
            row.line = self.lines.len();
        }
        self.grids.push(Grid { title, rows, merges: Merges::Known });
    }

    fn finish(self) -> Source {
        let mut notes = crate::import::notes::Notes::default();
        let unique = |mut lines: Vec<usize>| {
            lines.dedup();
            lines
        };
        notes.add_once(&unique(self.hidden_lines), "{}有隐藏的文字，没有导入。");
        notes.add_once(&unique(self.numbered_lines), "{}有 Word 自动编号，编号不在文字里，请补上。");
        let notes: Vec<Note> = notes.sorted();
        Source { text: self.lines.join("\n"), grids: Some(self.grids), notes }
    }
}

/// `w:val` of an element.
fn value(element: &BytesStart) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(found.value.to_string())
}
