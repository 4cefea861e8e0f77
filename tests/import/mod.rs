//! Imports whole documents: fixtures of the fictional 望川市 against the Markdown and the notes that
//! they must give, and, where the real samples lie beside the project, those too.

mod conservation;
mod markup;
mod offices;
mod samples;
mod tables;

use portal::import::import_text;

/// Input, expected Markdown, expected notes (`line: message`).
const FIXTURES: &[(&str, &str, &str, &str)] = &[
    ("livelihood.txt", include_str!("livelihood.txt"), include_str!("livelihood.md"), include_str!("livelihood.notes")),
    ("parking.txt", include_str!("parking.txt"), include_str!("parking.md"), include_str!("parking.notes")),
    ("ledger.txt", include_str!("ledger.txt"), include_str!("ledger.md"), include_str!("ledger.notes")),
    ("notice.txt", include_str!("notice.txt"), include_str!("notice.md"), include_str!("notice.notes")),
];

#[test]
fn fixtures_give_the_expected_markdown_and_notes() {
    for (name, text, markdown, notes) in FIXTURES {
        let done = import_text(name, text);
        assert_eq!(done.to_markdown(), *markdown, "{name}");
        let written: String = done.notes.iter().map(|note| format!("{}: {}\n", note.line, note.message)).collect();
        assert_eq!(written, *notes, "{name}");
    }
}

/// An editor may save the result and import it again by mistake, or paste a page with other line
/// ends: the text must stay the same.
#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    for (name, text, markdown, _) in FIXTURES {
        let unix = text.replace("\r\n", "\n");
        let windows = format!("\u{FEFF}{}", unix.replace('\n', "\r\n"));
        assert_eq!(import_text(name, &unix).to_markdown(), *markdown, "{name}");
        assert_eq!(import_text(name, &windows).to_markdown(), *markdown, "{name}");
    }
}

/// Heading levels start at 2 and never skip one.
fn assert_levels(name: &str, body: &str) {
    let mut last = 1;
    for line in body.lines().filter(|line| line.starts_with('#')) {
        let level = line.chars().take_while(|c| *c == '#').count();
        assert!((2..=last + 1).contains(&level), "{name}: {line}");
        last = level;
    }
}
