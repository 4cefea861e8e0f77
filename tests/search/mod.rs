//! The search of the demo as citizens use it: the judged queries, and pieces of its own texts.

use crate::support::{TODAY, portal, tests};
use ::portal::search::analysis::{fold, is_content};
use ::portal::search::{PAGE_SIZE, Request, Searcher, open};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use tempfile::TempDir;

/// The mean reciprocal rank of the first right answer: what has been reached, on the way to 0.9. It may
/// only be raised.
const RANK: f64 = 0.87;

/// The part of the right answers that stands on the first page: what has been reached, on the way to
/// 0.97. It may only be raised.
const RECALL: f64 = 0.9;

/// The built demo, its index, and the address of each of its documents.
struct Demo {
    _folder: TempDir,
    searcher: Searcher,
    addresses: BTreeMap<String, String>,
}

impl Demo {
    fn build() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        let root = tests().join("..");
        let paths = [root.to_str().unwrap(), out.to_str().unwrap()];
        let day = ["--editions", "standard", "--as-of", TODAY];
        let built = portal(&[&["--root", paths[0], "build", "--out", paths[1]], &day[..]].concat());
        assert_eq!(built.status, 0, "{}", built.err);
        let documents = std::fs::read(out.join("data/documents.json")).unwrap();
        let documents: Vec<Value> = serde_json::from_slice(&documents).unwrap();
        let text = |document: &Value, key: &str| document[key].as_str().unwrap().to_owned();
        let addresses = documents.iter().map(|document| (text(document, "id"), text(document, "url"))).collect();
        Self { searcher: open(&out.join("search")).unwrap(), _folder: folder, addresses }
    }

    /// Whether an address is that of a document, or of a page of a register.
    fn is(&self, url: &str, document: &str) -> bool {
        match self.addresses.get(document) {
            Some(address) => address == url,
            None => {
                assert!(document.starts_with("registers/"), "{document} is not published");
                url.starts_with(&format!("/{document}/"))
            }
        }
    }

    fn first_page(&self, query: &str) -> Vec<String> {
        let hits = self.searcher.answer(&Request::new(query)).unwrap().hits;
        hits.into_iter().map(|hit| hit.url).collect()
    }
}

/// One judged query.
struct Judged {
    group: String,
    query: String,
    best: Vec<String>,
    also: Vec<String>,
}

fn judged() -> Vec<Judged> {
    let mut reader = csv::Reader::from_path(tests().join("search/judged.csv")).unwrap();
    let list = |text: &str| text.split(';').filter(|path| !path.is_empty()).map(str::to_owned).collect();
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| Judged { group: row[0].into(), query: row[1].into(), best: list(&row[2]), also: list(&row[3]) })
        .collect()
}

/// Sums of one group of queries.
#[derive(Default)]
struct Sums {
    queries: f64,
    reciprocal_ranks: f64,
    right: f64,
    seen: f64,
}

#[test]
fn the_judged_queries_find_what_answers_them() {
    let demo = Demo::build();
    let (mut groups, mut misses) = (BTreeMap::<String, Sums>::new(), String::new());
    for Judged { group, query, best, also } in judged() {
        let page = demo.first_page(&query);
        let is_best = |url: &String| best.iter().any(|document| demo.is(url, document));
        let rank = page.iter().position(is_best).map(|place| place + 1);
        let missed: Vec<&String> =
            best.iter().chain(&also).filter(|document| !page.iter().any(|url| demo.is(url, document))).collect();
        if rank != Some(1) || !missed.is_empty() {
            writeln!(misses, "{group}\t{query}\t{rank:?}\tmissed {missed:?}\tfirst {:?}", page.first()).unwrap();
        }
        for name in [group.as_str(), "all"] {
            let sums = groups.entry(name.to_owned()).or_default();
            sums.queries += 1.0;
            sums.reciprocal_ranks += rank.map_or(0.0, |rank| 1.0 / rank as f64);
            sums.right += (best.len() + also.len()) as f64;
            sums.seen += (best.len() + also.len() - missed.len()) as f64;
        }
    }
    println!("{misses}");
    for (name, sums) in &groups {
        let (rank, recall) = (sums.reciprocal_ranks / sums.queries, sums.seen / sums.right);
        println!("{name:12} {:4} queries  MRR {rank:.3}  first page {recall:.3}", sums.queries);
    }
    let all = &groups["all"];
    assert!(all.queries >= 120.0 && all.reciprocal_ranks / all.queries >= RANK, "mean reciprocal rank");
    assert!(all.seen / all.right >= RECALL, "recall of the first page");
}

/// A small generator (xorshift), so that a failing case comes back.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// The pieces of a document's prose, without its markup; none for a text with several versions.
fn pieces(path: &PathBuf) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let (front, body) = text.trim_start_matches("---\n").split_once("\n---\n").unwrap();
    if front.contains("版本:") {
        return Vec::new();
    }
    let is_prose = |line: &&str| !line.contains(['[', '<', '|', '`', '*', '_', '{', '\\', '!', ':']);
    let cut = |line: &str| line.split(|c| !is_content(c)).map(fold).collect::<Vec<_>>();
    body.lines().filter(is_prose).flat_map(cut).filter(|piece| piece.chars().nth(1).is_some()).collect()
}

#[test]
fn every_piece_of_a_text_is_found() {
    let demo = Demo::build();
    let content = tests().join("../content");
    let texts: Vec<(&String, Vec<String>)> = demo
        .addresses
        .iter()
        .map(|(id, address)| (address, pieces(&content.join(format!("{id}.md")))))
        .filter(|(_, pieces)| !pieces.is_empty())
        .collect();
    let mut dice = Dice(0x2026_1123);
    for _ in 0..2000 {
        let (address, pieces) = &texts[dice.below(texts.len())];
        let piece: Vec<char> = pieces[dice.below(pieces.len())].chars().collect();
        let start = dice.below(piece.len() - 1);
        let length = 2 + dice.below((piece.len() - start - 1).min(12));
        let query: String = piece[start..start + length].iter().collect();
        assert!(finds(&demo.searcher, &query, address), "{query} of {address}");
    }
}

/// Whether a document is among those that hold all of a query.
fn finds(searcher: &Searcher, query: &str, address: &str) -> bool {
    let request = Request::new(query);
    let total = searcher.answer(&request).unwrap().total;
    let page = |page| searcher.answer(&request.on_page(page)).unwrap().hits;
    (1..=total.div_ceil(PAGE_SIZE)).flat_map(page).take(total).any(|hit| hit.url == address)
}
