//! Archives, opened with care.

use super::{DAMAGED, LIMIT, Source, TOO_LARGE, docx, xlsx};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// No office file has more parts.
const MOST_PARTS: usize = 10_000;

/// Reads a Word or Excel file by the parts that it holds.
pub(super) fn read(bytes: &[u8]) -> Result<Source, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED.to_owned())?;
    if archive.len() > MOST_PARTS {
        return Err(TOO_LARGE.to_owned());
    }
    let holds = |name: &str| archive.index_for_name(name).is_some();
    if holds("word/document.xml") {
        let document = part(&mut archive, "word/document.xml")?;
        return docx::read(&document);
    }
    if holds("xl/workbook.xml") {
        measure(&mut archive)?;
        return xlsx::read(bytes);
    }
    Err("不是 Word（.docx）或 Excel（.xlsx）文件，没有导入。WPS 文件请另存为这两种格式。".to_owned())
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, String> {
    let file = archive.by_name(name).map_err(|error| opened(&error))?;
    let mut bytes = Vec::new();
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|_| DAMAGED.to_owned())?;
    if bytes.len() as u64 > LIMIT {
        return Err(TOO_LARGE.to_owned());
    }
    String::from_utf8(bytes).map_err(|_| DAMAGED.to_owned())
}

/// Unpacks all parts that a reader may ask for, to nowhere, and adds their true sizes up.
fn measure(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), String> {
    let mut total = 0;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| opened(&error))?;
        let name = file.name().map_err(|error| opened(&error))?.to_lowercase();
        if name.contains("/media/") || name.contains("/embeddings/") {
            continue;
        }
        let size = std::io::copy(&mut file.take(LIMIT + 1 - total), &mut std::io::sink());
        total += size.map_err(|_| DAMAGED.to_owned())?;
        if total > LIMIT {
            return Err(TOO_LARGE.to_owned());
        }
    }
    Ok(())
}

fn opened(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => {
            "文件加了密码，或用了不常见的压缩方法，打不开。请去掉密码，另存后再导入。".to_owned()
        }
        _ => DAMAGED.to_owned(),
    }
}
