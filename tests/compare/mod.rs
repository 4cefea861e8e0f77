//! The comparisons of the demo's texts against what was found by hand, row by row.
//!
//! `expected/<document>--<from>--<to>.csv` and `….figures.csv` are neighbouring texts of a document,
//! `expected/reissue/<old>--<new>.csv` two documents. `expected/README.md` says what the rows mean.

use crate::support::tests;
use portal::render::compare::{Change, Comparison, EntryKind, Piece, Place, compare, permanent_anchors};
use portal::render::markdown::{Block, Context, Href, Labels, render};
use portal::site::{DocId, Site, Which, assemble};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// The demo, read once for a test.
fn demo() -> Site {
    let inputs = portal::source::load(&tests().join("..")).unwrap();
    assemble(portal::content::parse(inputs).0).0
}

fn blocks(site: &Site, id: DocId, which: Which) -> Vec<Block> {
    let word = String::new;
    let labels = Labels { table: word(), footnotes: word(), back_to_text: word(), footnote: word() };
    let links = site.links_of(id, which).iter().map(|_| Href::Nowhere).collect();
    let context = Context {
        citations: Vec::new(),
        links,
        official: true,
        signature: &[],
        note: "",
        title: "",
        labels: &labels,
        renamed: None,
        with_blocks: true,
    };
    render(site.markdown(site.body(id, which)), &context).blocks
}

fn stem(site: &Site, id: DocId) -> &str {
    Path::new(&site.document(id).path).file_stem().unwrap().to_str().unwrap()
}

/// The texts of a document with their first days, oldest first.
type History = Vec<(String, Vec<Block>)>;

/// The documents with several texts, by name.
fn histories(site: &Site) -> Vec<(String, History)> {
    let documents = (0..site.content.documents.len()).filter(|id| !site.texts[*id].is_empty());
    let history = |id: DocId| {
        let text = |text: &portal::site::Text| (text.from.strftime("%Y%m%d").to_string(), blocks(site, id, text.which));
        (stem(site, id).to_owned(), site.texts[id].iter().map(text).collect())
    };
    documents.map(history).collect()
}

/// All pairs for which there may be an expectation, by its path below `expected/`.
fn pairs(site: &Site) -> BTreeMap<String, (Vec<Block>, Vec<Block>)> {
    let mut pairs = BTreeMap::new();
    for (name, texts) in histories(site) {
        for pair in texts.windows(2) {
            let [(from, old), (to, new)] = pair else { unreachable!("windows of two") };
            pairs.insert(format!("{name}--{from}--{to}"), (old.clone(), new.clone()));
        }
    }
    let by_stem: HashMap<&str, DocId> = (0..site.content.documents.len()).map(|id| (stem(site, id), id)).collect();
    for path in expectations().iter().filter_map(|path| path.strip_prefix("reissue/")) {
        let (old, new) = path.split_once("--").unwrap();
        let own = |stem: &str| blocks(site, by_stem[stem], Which::Own);
        pairs.insert(format!("reissue/{path}"), (own(old), own(new)));
    }
    pairs
}

/// The names of the expectations, without what they end in.
fn expectations() -> BTreeSet<String> {
    let files = crate::support::tree(&tests().join("compare/expected")).into_keys();
    let names =
        files.filter_map(|path| path.strip_suffix(".csv").map(|path| path.trim_end_matches(".figures").to_owned()));
    names.collect()
}

fn rows(path: &str) -> Vec<Vec<String>> {
    let file = tests().join("compare/expected").join(path);
    let records = csv::Reader::from_path(&file).unwrap_or_else(|error| panic!("{path}: {error}")).into_records();
    records.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// kind, old, new of every article that is not the same.
fn kinds(comparison: &Comparison) -> Vec<Vec<String>> {
    let articles = comparison.entries.iter().filter(|entry| entry.kind == EntryKind::Article);
    let labels = |places: &[Place]| places.iter().map(|place| place.label.as_str()).collect::<Vec<_>>().join("+");
    let row = |entry: &portal::render::compare::Entry| {
        let kind = format!("{:?}", entry.change).to_lowercase();
        vec![kind, labels(&entry.old), labels(&entry.new)]
    };
    articles.filter(|entry| entry.change != Change::Same).map(row).collect()
}

/// provision, old, new, and for tables the context, which elsewhere is a note in the expectation.
fn figures(comparison: &Comparison) -> Vec<Vec<String>> {
    let in_table = |context: &str| if context.contains('　') { context.to_owned() } else { String::new() };
    let row = |figure: &portal::render::compare::Figure| {
        vec![figure.provision.clone(), figure.old.clone(), figure.new.clone(), in_table(&figure.context)]
    };
    comparison.figures.iter().map(row).collect()
}

fn report(what: &str, mut expected: Vec<Vec<String>>, mut actual: Vec<Vec<String>>, failures: &mut Vec<String>) {
    expected.sort();
    actual.sort();
    let missing = expected.iter().filter(|row| !actual.contains(row)).map(|row| format!("  missing {}", row.join(",")));
    let extra = actual.iter().filter(|row| !expected.contains(row)).map(|row| format!("  extra {}", row.join(",")));
    let lines: Vec<String> = missing.chain(extra).collect();
    if expected != actual {
        failures.push(format!("{what}\n{}", lines.join("\n")));
    }
}

#[test]
fn texts_compare_as_people_compare_them() {
    let site = demo();
    let pairs = pairs(&site);
    let names = expectations();
    assert!(names.len() >= 9, "expectations were lost: {names:?}");
    let mut failures = Vec::new();
    for name in names {
        let (old, new) =
            pairs.get(&name).unwrap_or_else(|| panic!("{name}.csv is about no pair of {:?}", pairs.keys()));
        let comparison = compare(old, new);
        let first_three = |row: Vec<String>| row.into_iter().take(3).collect();
        let expected = rows(&format!("{name}.csv")).into_iter().map(first_three).collect();
        report(&name, expected, kinds(&comparison), &mut failures);
        let mut expected = rows(&format!("{name}.figures.csv"));
        for row in expected.iter_mut().filter(|row| !row[3].contains('　')) {
            row[3].clear();
        }
        report(&format!("{name}.figures"), expected, figures(&comparison), &mut failures);
    }
    crate::support::assert_none(&failures);
}

/// What the comparison shows can be read back: all texts of the demo against all others of their
/// document.
#[test]
fn the_words_of_both_texts_are_all_there() {
    for (name, texts) in histories(&demo()) {
        for (from, old) in &texts {
            for (to, new) in &texts {
                let comparison = compare(old, new);
                for (entry, old_lines, new_lines) in comparison.entries.iter().filter_map(|entry| {
                    let words = |of: fn(&Piece) -> &str| {
                        entry.lines.iter().flat_map(|line| line.pieces()).map(of).collect::<String>()
                    };
                    (!entry.lines.is_empty()).then(|| (entry, words(Piece::old_words), words(Piece::new_words)))
                }) {
                    let all =
                        |blocks: &[Block]| blocks.iter().map(|block| block.text.replace(' ', "")).collect::<String>();
                    let (old_lines, new_lines) = (old_lines.replace(' ', ""), new_lines.replace(' ', ""));
                    assert!(all(old).contains(&old_lines) || entry.old.len() > 1, "{name} {from} {to} {:?}", entry.old);
                    assert!(all(new).contains(&new_lines) || entry.new.len() > 1, "{name} {from} {to} {:?}", entry.new);
                }
                if from == to {
                    assert!(comparison.entries.iter().all(|entry| entry.change == Change::Same), "{name} {from}");
                    assert!(comparison.figures.is_empty(), "{name} {from}");
                }
            }
        }
    }
}

#[test]
fn anchors_outlive_the_renumbering_of_the_demo() {
    let histories = histories(&demo());
    let (_, texts) = histories.iter().find(|(name, _)| name == "linjiang-water-supply").unwrap();
    let texts: Vec<Vec<Block>> = texts.iter().map(|(_, blocks)| blocks.clone()).collect();
    let found = permanent_anchors(&texts);
    let permanent =
        |text: usize, natural: &str| found[text].renamed.get(natural).cloned().unwrap_or_else(|| natural.to_owned());
    // 水表 was Article 17, is moved to another chapter in the end, and keeps its anchor.
    assert_eq!([permanent(0, "art-17"), permanent(1, "art-18"), permanent(3, "art-22")], ["art-17"; 3]);
    // What was put in at 13 is another provision than the first Article 13.
    assert_eq!([permanent(1, "art-13"), permanent(1, "art-14")], ["art-13v2", "art-13"]);
    // An item that was put in does not take the anchor of the one that it pushed down.
    assert_eq!([permanent(2, "art-12-1-4"), permanent(2, "art-12-1-5")], ["art-11-1-4v2", "art-11-1-4"]);
    // Article 8 was split, 14 and 15 were merged: what is gone leads to what took its words over.
    assert_eq!(found[2].successors["art-8-2"], "art-9v2-1");
    assert_eq!(found[3].successors["art-14"], "art-13-2");
}
