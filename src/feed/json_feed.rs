//! A feed as JSON Feed 1.1 (jsonfeed.org).

use super::entries::{Entry, Feed, timestamp};
use serde::Serialize;

#[derive(Debug, Serialize)]
struct FeedObject<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    language: &'static str,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Debug, Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_text: &'a str,
    date_published: String,
    authors: [Author<'a>; 1],
    tags: &'a [String],
}

/// The file.
pub fn write(feed: &Feed) -> Result<Vec<u8>, String> {
    let object = FeedObject {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home,
        feed_url: &feed.json,
        language: "zh-CN",
        authors: [Author { name: &feed.author }],
        items: feed.entries.iter().map(item).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&object).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn item(entry: &Entry) -> Item<'_> {
    Item {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        content_text: &entry.summary,
        date_published: timestamp(entry.date),
        authors: [Author { name: &entry.author }],
        tags: &entry.categories,
    }
}
