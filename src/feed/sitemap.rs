//! sitemap.xml and robots.txt for search engines.

use crate::config::Identity;
use crate::render::pages::place;
use crate::render::{EditionName, Sink};
use crate::site::{Address, DocId, comparison};
use crate::status::Edition;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// Most addresses that one file may name (sitemaps.org protocol).
const MOST: usize = 50_000;

pub fn emit(edition: &Edition, outputs: &[String], sink: &dyn Sink) -> Result<(), String> {
    let identity = edition.identity();
    let pages = pages(edition, outputs);
    let files: Vec<String> = pages.chunks(MOST).map(|chunk| urlset(identity, chunk)).collect();
    match files.len() {
        0 | 1 => sink.put("sitemap.xml", files.into_iter().next().unwrap_or_default().into_bytes())?,
        count => {
            sink.put("sitemap.xml", index(identity, count).into_bytes())?;
            for (at, file) in files.into_iter().enumerate() {
                sink.put(&format!("sitemap-{}.xml", at + 1), file.into_bytes())?;
            }
        }
    }
    sink.put(
        "robots.txt",
        format!("User-agent: *\nAllow: /\nSitemap: {}\n", identity.absolute("sitemap.xml")).into_bytes(),
    )
}

/// Path and date of every page of the standard edition that search engines should know: its twin in
/// the other edition has the same canonical address, and old addresses only lead on.
fn pages(edition: &Edition, outputs: &[String]) -> Vec<(String, Option<String>)> {
    let site = edition.site;
    let texts = text_pages(edition);
    let texts = texts.iter().map(Address::output);
    // The current month has the calendar's own address; its permanent one leads there.
    let month = place::month(edition.as_of);
    let old = site.redirects.iter().map(|(old, _)| old.output());
    // What is found is found by asking, not by being listed.
    let search = place::search();
    let hidden: HashSet<&str> = old.chain(["404.html", search.output(), month.output()]).chain(texts).collect();
    let documents: HashMap<&str, DocId> =
        edition.published.iter().map(|id| (site.addresses[*id].output(), *id)).collect();
    let is_page = |path: &&String| {
        path.ends_with(".html") && !path.starts_with(EditionName::Senior.folder()) && !hidden.contains(path.as_str())
    };
    outputs
        .iter()
        .filter(is_page)
        .filter_map(|path| {
            let document = documents.get(path.as_str()).map(|id| edition.document(*id));
            if document.is_some_and(|document| document.draft) {
                return None;
            }
            let date = document.and_then(|document| document.published).map(|date| date.to_string());
            Some((Address::file(path.clone()).link(), date))
        })
        .collect()
}

/// The pages of earlier texts and of comparisons: who searches should meet the text that binds.
fn text_pages(edition: &Edition) -> Vec<Address> {
    let documents = edition.published.iter().map(|id| (edition.texts(*id), &edition.site.addresses[*id]));
    let pages = documents.flat_map(|(texts, address)| {
        let pairs =
            texts.iter().flat_map(move |old| texts.iter().map(move |new| comparison(address, old.from, new.from)));
        texts.iter().map(|text| text.address.clone()).chain(pairs)
    });
    pages.collect()
}

fn urlset(identity: &Identity, pages: &[(String, Option<String>)]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, date) in pages {
        let date = date.as_ref().map(|date| format!("<lastmod>{date}</lastmod>")).unwrap_or_default();
        let _ = writeln!(xml, "<url><loc>{}</loc>{date}</url>", identity.absolute(path));
    }
    xml.push_str("</urlset>\n");
    xml
}

fn index(identity: &Identity, count: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for number in 1..=count {
        let _ = writeln!(xml, "<sitemap><loc>{}</loc></sitemap>", identity.absolute(&format!("sitemap-{number}.xml")));
    }
    xml.push_str("</sitemapindex>\n");
    xml
}
