//! A Markdown reader finds headings, paragraphs, tables and the rule above 版记, and no other markup,
//! whatever the text was.

use super::FIXTURES;
use super::conservation::random_documents;
use portal::import::import_text;
use pulldown_cmark::{Event, Options, Parser, Tag};

fn assert_no_accidental_markup(name: &str, text: &str) {
    let done = import_text(name, text);
    let options = Options::all() - Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for event in Parser::new_ext(&done.body, options) {
        let meant = match &event {
            Event::Start(tag) => matches!(
                tag,
                Tag::Paragraph | Tag::Heading { .. } | Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell
            ),
            Event::End(_) | Event::Text(_) | Event::Rule => true,
            _ => false,
        };
        assert!(meant, "{name}: {event:?} in\n{}", done.body);
    }
}

#[test]
fn fixtures_have_no_accidental_markup() {
    for (name, text, ..) in FIXTURES {
        assert_no_accidental_markup(name, text);
    }
}

#[test]
fn random_scraps_have_no_accidental_markup() {
    for text in random_documents(400) {
        assert_no_accidental_markup("随机", &text);
    }
}
