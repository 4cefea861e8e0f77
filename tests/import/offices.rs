//! Word and Excel files, whole ones and hostile ones.

use super::tables::{column, only};
use portal::import::{import_source, read};
use rust_xlsxwriter::{Format, Workbook};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A Word file of the given `word/document.xml` body.
fn word(body: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("[Content_Types].xml", SimpleFileOptions::default()).unwrap();
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let xml = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zip.write_all(xml.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A row; `None` continues the cell above.
fn row(cells: &[Option<&str>]) -> String {
    let cell = |text: &Option<&str>| match text {
        Some(text) => format!("<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>{}</w:tc>", paragraph(text)),
        None => "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>".to_owned(),
    };
    format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
}

/// A notice in Word whose table merges equal neighbours of the last two columns.
pub(super) fn docx(header: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut table = row(&header.iter().map(|word| Some(*word)).collect::<Vec<_>>());
    for (at, cells) in rows.iter().enumerate() {
        let merged = |column: usize| column >= 2 && at > 0 && rows[at - 1][column] == cells[column];
        let own: Vec<Option<&str>> =
            (0..cells.len()).map(|column| (!merged(column)).then_some(cells[column].as_str())).collect();
        table += &row(&own);
    }
    let text = ["望川市人民政府办公室关于定时公开的通知", "现将一览表印发给你们。", "望川市定时公开指标一览表"];
    word(&format!("{}<w:tbl>{table}</w:tbl>", text.map(paragraph).concat()))
}

/// The same table in Excel, a title above it, merged ranges and a hidden sheet.
pub(super) fn xlsx(header: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.set_name("指标").unwrap();
    sheet.merge_range(0, 0, 0, 3, "望川市定时公开指标一览表", &plain).unwrap();
    for (at, word) in header.iter().enumerate() {
        sheet.write(1, at as u16, *word).unwrap();
    }
    for (at, cells) in rows.iter().enumerate() {
        sheet.write(at as u32 + 2, 0, (at + 1) as f64).unwrap();
        sheet.write(at as u32 + 2, 1, &cells[1]).unwrap();
    }
    for column in 2..4 {
        let mut first = 0;
        for run in rows.chunk_by(|a, b| a[column] == b[column]) {
            let (top, bottom, text) = (first as u32 + 2, (first + run.len()) as u32 + 1, run[0][column].as_str());
            match run.len() {
                1 => _ = sheet.write(top, column as u16, text).unwrap(),
                _ => _ = sheet.merge_range(top, column as u16, bottom, column as u16, text, &plain).unwrap(),
            }
            first += run.len();
        }
    }
    book.add_worksheet().set_name("草稿").unwrap().set_hidden(true).write(0, 0, "不公开").unwrap();
    book.save_to_buffer().unwrap()
}

fn ledger() -> (Vec<&'static str>, Vec<Vec<String>>) {
    let rows = [["1", "公开目录", "市司法局", "每月公开"], ["2", "决算", "市财政局", "年度公开（3月底前完成）"]];
    (vec!["序号", "指标名称", "单位名称", "公开时限"], rows.map(|row| row.map(str::to_owned).to_vec()).to_vec())
}

/// A header of two rows, a cell that takes two columns, units in paragraphs of one cell, a number that
/// Word counts, hidden and deleted text, a table within a table.
#[test]
fn what_word_can_do_to_a_table() {
    let cell = |text: &str, settings: &str| format!("<w:tc><w:tcPr>{settings}</w:tcPr>{text}</w:tc>");
    let p = paragraph;
    let start = "<w:vMerge w:val=\"restart\"/>";
    let wide = "<w:gridSpan w:val=\"2\"/>";
    let counted = "<w:p><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:p>";
    let more = "<w:vMerge/>";
    let rows = [
        [cell(&p("序号"), start), cell(&p("工作任务"), wide), cell(&p("责任单位"), start), cell(&p("完成时限"), start)].concat(),
        [cell(&p(""), more), cell(&p("类别"), ""), cell(&p("要点"), ""), cell(&p(""), more), cell(&p(""), more)].concat(),
        [
            cell(counted, ""),
            cell(&p("优化服务"), start),
            cell("<w:p><w:r><w:t>延时</w:t></w:r><w:del><w:r><w:delText>不</w:delText></w:r></w:del><w:r><w:t>办理</w:t></w:r></w:p>", ""),
            cell(&format!("{}{}", p("市甲乙局"), p("市丙丁局")), ""),
            cell(&p("2023年&#x5E95;前"), ""),
        ]
        .concat(),
        [
            cell(counted, ""),
            cell(&p(""), more),
            cell(&format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>{}", p("一次告知"), p("")), ""),
            cell(&p("市丙丁局"), ""),
            cell("<w:p><w:r><w:t>长期</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>坚持</w:t></w:r></w:p>", ""),
        ]
        .concat(),
    ];
    let body: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
    let source = read("a.docx", &word(&format!("<w:tbl>{body}</w:tbl>"))).unwrap();
    let done = import_source("a.docx", &source, None);
    let register = only(&done);
    let shown: Vec<String> = register.rows.iter().map(|row| row.cells[..6].join("|")).collect();
    let header: Vec<&str> = register.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(shown.len(), 2, "{header:?} {shown:?}");
    assert_eq!(column(register, "责任单位"), ["市甲乙局、市丙丁局", "市丙丁局"]);
    assert_eq!(column(register, "完成时限"), ["2023年底前", "长期坚持"]);
    assert_eq!(column(register, "序号"), ["1", "2"]);
    let all = register.to_csv();
    assert!(all.contains("延时办理") && all.contains("一次告知") && all.contains("优化服务"), "{all}");
    assert!(!all.contains('密') && !all.contains("延时不"), "{all}");
    assert!(done.table_notes.iter().any(|note| note.message.contains("隐藏的文字")), "{:?}", done.table_notes);
}

#[test]
fn hidden_sheets_are_left_out_and_named() {
    let (header, rows) = ledger();
    let source = read("a.xlsx", &xlsx(&header, &rows)).unwrap();
    let done = import_source("a.xlsx", &source, None);
    assert_eq!(only(&done).description.as_deref(), Some("望川市定时公开指标一览表"));
    assert!(done.table_notes.iter().any(|note| note.message == "隐藏的工作表“草稿”没有导入。"));
}

#[test]
fn dates_and_numbers_of_excel() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (at, word) in ["项目", "金额", "日期"].iter().enumerate() {
        sheet.write(0, at as u16, *word).unwrap();
    }
    sheet.write(1, 0, "路灯").unwrap();
    sheet.write(1, 1, 1200.5).unwrap();
    sheet.write_with_format(1, 2, 45000.0, &date).unwrap();
    let source = read("a.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    let done = import_source("a.xlsx", &source, None);
    assert_eq!(only(&done).to_csv(), "项目,金额,日期\n路灯,1200.5,2023-03-15\n");
    let kinds: Vec<&str> = only(&done).columns.iter().map(|column| column.kind).collect();
    assert_eq!(kinds, ["文本", "金额", "日期"]);
}

#[test]
fn files_that_cannot_be_read_are_named_in_chinese() {
    let sealed: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let compound = [&[0xD0, 0xCF, 0x11, 0xE0][..], &[0; 600], &sealed].concat();
    let mut other = zip::ZipWriter::new(Cursor::new(Vec::new()));
    other.start_file("a.txt", SimpleFileOptions::default()).unwrap();
    let other = other.finish().unwrap().into_inner();
    for (name, bytes, words) in [
        ("a.xlsx", compound.as_slice(), "加了密码"),
        ("a.doc", &compound[..300], "旧版"),
        ("a.docx", b"<html>", "损坏"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.docx", &other, "不是 Word"),
        ("a.docx", b"PK\x03\x04 nothing", "损坏"),
        ("a.docx", &word("<w:p><w:r><w:t>甲"), "损坏"),
        ("a.txt", &[0x41, 0xFF, 0xFF, 0x42], "编码"),
    ] {
        let why = read(name, bytes).unwrap_err();
        assert!(why.contains(words), "{name}: {why}");
    }
}

/// An archive of some kilobytes that unpacks to more than the program takes.
#[test]
fn bombs_are_not_unpacked() {
    let fast = SimpleFileOptions::default().compression_level(Some(1));
    let chunk = vec![b' '; 1 << 20];
    for part in ["word/document.xml", "xl/workbook.xml"] {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(part, fast).unwrap();
        for _ in 0..66 {
            zip.write_all(&chunk).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 1 << 20);
        assert!(read("a.docx", &bytes).unwrap_err().contains("太大"), "{part}");
    }
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"999999999\"/></w:tcPr><w:p/></w:tc>".repeat(9);
    let why = read("a.docx", &word(&format!("<w:tbl><w:tr>{wide}</w:tr></w:tbl>"))).unwrap_err();
    assert!(why.contains("太大"), "{why}");
}

/// Whatever is cut off or changed, the program answers and does not break.
#[test]
fn damaged_files_are_no_trouble() {
    let (header, rows) = ledger();
    let mut seed = 7u64;
    let mut chance = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for (name, whole) in [("a.docx", docx(&header, &rows)), ("a.xlsx", xlsx(&header, &rows))] {
        for cut in (0..whole.len()).step_by(whole.len() / 40 + 1) {
            _ = read(name, &whole[..cut]).map(|source| import_source(name, &source, None));
        }
        for _ in 0..60 {
            let mut bytes = whole.clone();
            (0..3).for_each(|_| {
                let at = chance(bytes.len());
                bytes[at] = chance(256) as u8;
            });
            _ = read(name, &bytes).map(|source| import_source(name, &source, None));
        }
    }
}
