//! Files as they come -> text, and the tables that the file itself holds as tables.
//!
//! Word and Excel files are archives that anyone may have made: nothing is unpacked beyond
//! [`LIMIT`], and no size that a file names is believed.

mod archive;
mod csv;
mod docx;
mod xlsx;

use super::notes::Note;
use super::tables::fragments::is_unit;
use super::tables::grid::{Grid, Row};
use super::typography::{mend_whole_cell, plain_characters};

/// A file that can be imported: its text, a line for each paragraph and each row, and its tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub(super) text: String,
    /// None for plain text, whose tables have to be found in it.
    pub(super) grids: Option<Vec<Grid>>,
    /// What an editor has to know of the reading.
    pub(super) notes: Vec<Note>,
}

impl Source {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), grids: None, notes: Vec::new() }
    }
}

/// No file is unpacked to more bytes.
const LIMIT: u64 = 64 << 20;
/// No table has more columns.
const MOST_COLUMNS: usize = 200;
/// No table has more rows.
const MOST_ROWS: usize = 50_000;

const TOO_LARGE: &str = "解压后太大，或者表格的行列太多，没有导入。请只留要导入的表格，另存后再导入。";
const DAMAGED: &str = "文件损坏或不完整，打不开。请用 Word 或 Excel 打开后另存一份，再导入。";

/// Reads a file by what it holds; only a table in text form is known by its name (`.csv`).
///
/// # Errors
/// A sentence in Chinese that says what is wrong with the file and what to do about it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Source, String> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive::read(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(compound_file(bytes).to_owned());
    }
    if bytes.starts_with(b"%PDF") {
        return Err("是 PDF，不能直接导入。请在 PDF 软件中另存为纯文本，或导入它的 Word 原件。".to_owned());
    }
    let lower = name.to_lowercase();
    if [".docx", ".xlsx", ".xlsm"].iter().any(|end| lower.ends_with(end)) {
        return Err(DAMAGED.to_owned());
    }
    let (text, notes) = decode(bytes)?;
    if lower.ends_with(".csv") || lower.ends_with(".tsv") {
        return csv::read(&text).map(|source| Source { notes, ..source });
    }
    Ok(Source { text, grids: None, notes })
}

/// The container of old Word and Excel files, and of encrypted new ones.
fn compound_file(bytes: &[u8]) -> &'static str {
    let sealed: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(sealed.len()).any(|window| window == sealed) {
        "文件加了密码，打不开。请在 Word 或 Excel 中去掉打开密码，另存后再导入。"
    } else {
        "是旧版的 .doc 或 .xls，不能直接导入。请打开后另存为 .docx 或 .xlsx，再导入。"
    }
}

/// UTF-8, or GB18030 as old word processors write it.
fn decode(bytes: &[u8]) -> Result<(String, Vec<Note>), String> {
    if let Ok(text) = crate::source::decode(bytes.to_vec()) {
        return Ok((text, Vec::new()));
    }
    let (text, _, had_errors) = encoding_rs::GB18030.decode(bytes);
    if had_errors {
        return Err("既不是 UTF-8，也不是 GB18030 编码的文本，没有导入。".to_owned());
    }
    let note = Note { line: 1, message: "按 GB18030 编码读入，输出为 UTF-8。".to_owned() };
    Ok((text.replace("\r\n", "\n"), vec![note]))
}

/// The text of a cell that a file holds as one, its paragraphs put together.
fn cell_text(paragraphs: &[String]) -> String {
    let mended = |text: &String| mend_whole_cell(&plain_characters(text));
    let parts: Vec<String> = paragraphs.iter().map(mended).filter(|text| !text.is_empty()).collect();
    if parts.len() > 1 && parts.iter().all(|part| is_unit(part)) {
        return parts.join("、");
    }
    let mut whole = String::new();
    for part in parts {
        let long = |text: &str| text.chars().count() > 6;
        if long(&whole) && long(&part) && whole.ends_with(|c: char| c.is_alphanumeric()) {
            whole.push('\u{3000}');
        }
        whole.push_str(&part);
    }
    whole
}

/// A row as a line of text: no cell may look like two.
fn line_of(row: &Row) -> String {
    let cells: Vec<String> = row.cells.iter().map(|cell| cell.text.replace(['\t', '\n'], " ")).collect();
    cells.join("\t")
}
