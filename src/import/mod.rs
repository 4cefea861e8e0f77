//! Text torn out of a PDF or a web page, Word and Excel files -> a Markdown document with front
//! matter, and registers, for an editor to review.
//!
//! ```text
//! formats      what the file is: text, csv, docx, xlsx
//! lines        physical lines, characters mended one by one       typography
//! pages        page numbers out
//! measure      is the text hard-wrapped, how wide, how are paragraphs marked?
//! head         发文机关标志, 发文字号, 标题                         title
//! roles        what each remaining line is                        pattern
//! printed      where another document starts: its title
//! pieces       wrapped lines joined to paragraphs
//! outline      pieces -> blocks                                   table
//! front_matter the proposal, with what stays for the editor to decide
//! tables       tables -> registers
//! suspicion    damage that nobody can mend without the original
//! markdown     blocks -> text in which nothing turns into markup by accident
//! ```
//!
//! # The heading tree
//!
//! The title is the page's only level 1, so the body starts at level 2 and never skips a level:
//! 第一章, 一、, （一）, 1. and （1） each stand one level below the nearest heading of a higher rank.
//! The printed document that follows a notice (《……工作要点》), and each annex, become level 2, and
//! their own headings start at level 3: the tree says which 一、 belongs to which document.
//! `（一）加强领导。各单位要……` is cut after its first sentence, which becomes the heading and keeps
//! its full stop. A numbered line that has nothing below it is an item of a list, not a heading.
//!
//! # What is promised
//!
//! No letter and no digit of the source is lost but for the page numbers that a note names: the
//! head goes into the front matter (what is not a field of its own becomes a YAML comment), the
//! rest into the body, in its order. Whatever was decided on weak evidence is a [`Note`].

mod block;
mod formats;
mod front_matter;
mod head;
mod lines;
mod markdown;
mod measure;
mod notes;
mod outline;
mod pages;
mod pattern;
mod pieces;
mod printed;
mod roles;
mod suspicion;
mod table;
mod tables;
mod title;
mod typography;

pub use formats::{Source, read};
pub use front_matter::{Field, Value};
pub use notes::Note;
pub use tables::{ImportedRegister, RegisterColumn, RegisterRow, TableKind};

use notes::Notes;

/// A document and registers made from a file, not yet reviewed by anyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The name of the file to write, without `.md`: the input's own name with only letters, digits,
    /// `-` and `_`, because the page's address follows from it.
    pub file_stem: String,
    /// Whether there is a document at all: text beside the tables, or no table.
    pub is_document: bool,
    /// The proposed front matter, in the order in which it is written.
    pub front_matter: Vec<Field>,
    /// The body as Markdown, ending in a line break.
    pub body: String,
    /// What could not be decided about the document, in the order of the input's lines.
    pub notes: Vec<Note>,
    /// The tables as registers.
    pub registers: Vec<ImportedRegister>,
    /// What could not be decided about the tables, beside the doubts of single rows.
    pub table_notes: Vec<Note>,
}

impl Imported {
    /// The whole file: front matter between `---` lines, an empty line, the body.
    pub fn to_markdown(&self) -> String {
        let fields: String = self.front_matter.iter().map(Field::to_yaml).collect();
        format!("---\n{fields}---\n\n{}", self.body)
    }
}

/// Imports `text`, the decoded content of the file called `name`. Never fails: a text in which
/// nothing is recognised becomes a page of paragraphs with notes that say so.
pub fn import_text(name: &str, text: &str) -> Imported {
    import_source(name, &Source::text(text), None)
}

/// Imports what was read from the file called `name`; `kind` says what its tables are, where their
/// headers do not.
pub fn import_source(name: &str, source: &Source, kind: Option<TableKind>) -> Imported {
    let (mut notes, mut table_notes) = (Notes::default(), Notes::default());
    let lines = lines::read(&source.text, &mut notes);
    let lines = pages::drop_page_numbers(lines, &mut notes);
    let measure = measure::Measure::of(&lines);
    let (head, rest) = head::split(lines, &mut notes);
    let mut labelled = roles::label(rest);
    printed::mark(&mut labelled, &head, &mut notes);
    table::mark_flat(&mut labelled);
    let pieces = pieces::join(labelled, &measure, &mut notes);
    let blocks = outline::build(&pieces, &mut notes);
    let file_stem = file_stem(name);
    let front_matter = front_matter::propose(&file_stem, &head, &pieces, &mut notes);
    let watermarks = suspicion::watermarks(&pieces);
    suspicion::report(&pieces, &watermarks, &mut notes);
    let grids = source.grids.clone().unwrap_or_else(|| tables::grids(&pieces, &mut table_notes));
    let registers = tables::registers(grids, &file_stem, kind, &watermarks, &mut table_notes);
    let is_document = registers.is_empty() || head.number.is_some() || says_something(&pieces);
    let body = markdown::write(&blocks);
    let reading = if is_document { &mut notes } else { &mut table_notes };
    source.notes.iter().for_each(|note| reading.add(note.line, note.message.clone()));
    let (notes, table_notes) = (notes.sorted(), table_notes.sorted());
    Imported { file_stem, is_document, front_matter, body, notes, registers, table_notes }
}

/// A sentence stands beside the tables.
fn says_something(pieces: &[pieces::Piece]) -> bool {
    let text = |piece: &&pieces::Piece| !matches!(piece.role, roles::Role::Row | roles::Role::Flat);
    pieces.iter().filter(text).any(|piece| piece.text().contains('。'))
}

/// The last part of a path without its extension, fit for an address.
fn file_stem(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let parts: Vec<&str> =
        stem.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "imported".to_owned() } else { parts.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_stems_are_fit_for_addresses() {
        for (name, stem) in [
            ("gaotang-2022.txt", "gaotang-2022"),
            ("C:\\文件\\望政发〔2022〕12号.v2.txt", "望政发-2022-12号-v2"),
            ("/a/b/要点 （终稿）.docx", "要点-终稿"),
            ("…", "imported"),
        ] {
            assert_eq!(file_stem(name), stem, "{name}");
        }
    }

    #[test]
    fn empty_text_is_a_page_with_a_note() {
        let done = import_text("空.txt", " \r\n\u{3000}\n");
        assert_eq!(done.to_markdown(), "---\n标题: 空\n文件性质: 其他公文\n---\n\n");
        assert!(done.notes.iter().any(|note| note.message.contains("标题")));
    }
}
