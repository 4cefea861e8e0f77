//! Finds the links and images of a body, so that broken ones are refused before anything is made.

use super::document::BodyLink;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

/// The Markdown that this product understands.
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

/// Links and images of a body that starts at a byte of its file. Most bodies have none, and are
/// not parsed here at all.
pub fn collect(body: &str, base: usize) -> Vec<BodyLink> {
    if !body.contains("](") && !body.contains("]:") && !body.contains('<') {
        return Vec::new();
    }
    let parser = Parser::new_ext(body, markdown_options()).into_offset_iter();
    parser
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) if link_type != LinkType::Email => {
                Some((dest_url, range))
            }
            Event::Start(Tag::Image { dest_url, .. }) => Some((dest_url, range)),
            _ => None,
        })
        .map(|(target, range)| BodyLink {
            target: target.into_string(),
            range: base + range.start..base + range.end,
        })
        .collect()
}
