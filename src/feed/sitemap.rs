//! sitemap.xml and robots.txt for search engines.

use crate::render::{EditionName, Sink};
use crate::site::Address;
use crate::status::Edition;
use std::fmt::Write;

/// Most addresses that one file may name (sitemaps.org protocol).
const MOST: usize = 50_000;

pub fn emit(edition: &Edition, names: &[EditionName], sink: &dyn Sink) -> Result<(), String> {
    let base = &edition.site.content.config.identity.base_url;
    let pages = pages(edition, names);
    let files: Vec<String> = pages.chunks(MOST).map(|chunk| urlset(base, chunk)).collect();
    match files.len() {
        0 | 1 => sink.put("sitemap.xml", files.into_iter().next().unwrap_or_default().into_bytes())?,
        count => {
            sink.put("sitemap.xml", index(base, count).into_bytes())?;
            for (at, file) in files.into_iter().enumerate() {
                sink.put(&format!("sitemap-{}.xml", at + 1), file.into_bytes())?;
            }
        }
    }
    sink.put("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n").into_bytes())
}

/// Path and date of every page that has a place of its own.
fn pages(edition: &Edition, names: &[EditionName]) -> Vec<(String, Option<String>)> {
    let columns = edition.site.content.config.columns.iter().map(|column| Address::folder(&column.path).link());
    let fixed = [String::new(), "library/".to_owned(), "sitemap.html".to_owned()];
    let mut pages: Vec<(String, Option<String>)> = fixed.into_iter().chain(columns).map(|path| (path, None)).collect();
    for id in &edition.published {
        let document = edition.document(*id);
        if !document.draft {
            pages.push((edition.site.addresses[*id].link(), document.published.map(|date| date.to_string())));
        }
    }
    let mut all: Vec<_> = names
        .iter()
        .flat_map(|name| pages.iter().map(move |(path, date)| (format!("{}{path}", name.folder()), date.clone())))
        .collect();
    // A column's own page may be a document's.
    let mut seen = std::collections::HashSet::new();
    all.retain(|(path, _)| seen.insert(path.clone()));
    all
}

fn urlset(base: &str, pages: &[(String, Option<String>)]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, date) in pages {
        let date = date.as_ref().map(|date| format!("<lastmod>{date}</lastmod>")).unwrap_or_default();
        let _ = writeln!(xml, "<url><loc>{base}{path}</loc>{date}</url>");
    }
    xml.push_str("</urlset>\n");
    xml
}

fn index(base: &str, count: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for number in 1..=count {
        let _ = writeln!(xml, "<sitemap><loc>{base}sitemap-{number}.xml</loc></sitemap>");
    }
    xml.push_str("</sitemapindex>\n");
    xml
}
