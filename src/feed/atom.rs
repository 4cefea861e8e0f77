//! A feed as Atom (RFC 4287).

use super::entries::{Entry, Feed, timestamp};
use serde::Serialize;

const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

#[derive(Debug, Serialize)]
#[serde(rename = "feed")]
struct FeedElement<'a> {
    #[serde(rename = "@xmlns")]
    namespace: &'static str,
    #[serde(rename = "@xml:lang")]
    language: &'static str,
    id: &'a str,
    title: &'a str,
    updated: String,
    author: Person<'a>,
    link: [Link<'a>; 3],
    entry: Vec<EntryElement<'a>>,
}

#[derive(Debug, Serialize)]
struct EntryElement<'a> {
    id: &'a str,
    title: &'a str,
    published: String,
    updated: String,
    author: Person<'a>,
    link: Link<'a>,
    category: Vec<Category<'a>>,
    summary: &'a str,
}

#[derive(Debug, Serialize)]
struct Person<'a> {
    name: &'a str,
}

#[derive(Debug, Serialize)]
struct Category<'a> {
    #[serde(rename = "@term")]
    term: &'a str,
}

#[derive(Debug, Serialize)]
struct Link<'a> {
    #[serde(rename = "@rel")]
    rel: &'static str,
    #[serde(rename = "@type")]
    media_type: &'static str,
    #[serde(rename = "@href")]
    href: &'a str,
}

/// The file; a feed without an entry has no day of its last change, so there is none.
pub fn write(feed: &Feed) -> Result<Option<Vec<u8>>, String> {
    let Some(newest) = feed.entries.iter().map(|entry| entry.date).max() else { return Ok(None) };
    let element = FeedElement {
        namespace: NAMESPACE,
        language: "zh-CN",
        id: &feed.id,
        title: &feed.title,
        updated: timestamp(newest),
        author: Person { name: &feed.author },
        link: [
            Link { rel: "self", media_type: "application/atom+xml", href: &feed.atom },
            Link { rel: "alternate", media_type: "text/html", href: &feed.home },
            Link { rel: "related", media_type: "application/feed+json", href: &feed.json },
        ],
        entry: feed.entries.iter().map(entry).collect(),
    };
    let xml = quick_xml::se::to_string(&element).map_err(|error| error.to_string())?;
    Ok(Some(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{xml}\n").into_bytes()))
}

fn entry(entry: &Entry) -> EntryElement<'_> {
    EntryElement {
        id: &entry.id,
        title: &entry.title,
        published: timestamp(entry.date),
        updated: timestamp(entry.date),
        author: Person { name: &entry.author },
        link: Link { rel: "alternate", media_type: "text/html", href: &entry.url },
        category: entry.categories.iter().map(|term| Category { term }).collect(),
        summary: &entry.summary,
    }
}
