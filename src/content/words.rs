//! Citizens' words for official ones (百姓说法).

use super::known::{Known, TableRow};
use super::register::Register;
use crate::diagnostic::Diagnostic;

/// The register of citizens' words.
pub const WORDS: Known =
    Known {
        title: "百姓说法", name: "citizen-words", required: &["百姓说法", "规范用语"], optional: &["说明"]
    };

/// A word that people say, and what official texts say for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitizenWord {
    /// 百姓说法.
    pub word: String,
    /// 规范用语: one or several.
    pub official: Vec<String>,
}

/// Reads the rows of 百姓说法.
pub fn words(register: &Register, findings: &mut Vec<Diagnostic>) -> Vec<CitizenWord> {
    let Some(table) = WORDS.table(register, findings) else { return Vec::new() };
    let read = |row: TableRow| {
        let (word, official) = (row.required("百姓说法", findings), row.required("规范用语", findings));
        let official = official?.split('、').map(str::trim).filter(|term| !term.is_empty()).map(str::to_owned);
        Some(CitizenWord { word: word?.to_owned(), official: official.collect() })
    };
    table.rows().filter_map(read).collect()
}
