//! Markdown to HTML that is right in Chinese: events of the parser, transformed and written.

mod blocks;
mod emphasis;
mod headings;
mod links;
mod writer;

pub use blocks::{Block, BlockKind};
pub(super) use headings::strip_ordinal;
pub use writer::escape;

use super::views::TocEntry;
use pulldown_cmark::Parser;
use std::collections::{HashMap, HashSet};

/// A rendered body.
#[derive(Debug, Default)]
pub struct Body {
    /// The HTML. [`BASE`] stands where the way to the root of the whole site belongs.
    pub html: String,
    /// Headings of levels 2 and 3.
    pub contents: Vec<TocEntry>,
    /// The text without markup, for the search index.
    pub text: String,
    /// Whether it has articles, by which it can be cited.
    pub has_articles: bool,
    /// Its blocks as plain text, where they were asked for.
    pub blocks: Vec<Block>,
    /// Addresses of its links for paper, each once: a link names its own by `data-address`, from 1.
    pub addresses: Vec<String>,
    /// Whether the author typed the signature, which is then not printed again.
    pub is_signed: bool,
    /// Whether the author typed the 附注, which is then not printed again.
    pub has_note: bool,
}

/// Stands in a body's HTML for the way to the root of the site, which differs between editions.
pub const BASE: char = '\u{E001}';

/// Where a link of the body leads, as the page that holds it writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Href {
    /// Somewhere.
    To {
        /// As it is; may start with [`BASE`].
        href: String,
        /// The whole address, for paper; none for a place on the same page.
        address: Option<String>,
    },
    /// Nowhere: only the text is shown.
    Nowhere,
}

/// The address of a link that stands for a citation, before its number; no author can write it.
pub const CITATION: &str = "cite:";

/// What a body needs from its surroundings.
#[derive(Debug)]
pub struct Context<'a> {
    /// Where the body's links lead, in their order.
    pub links: Vec<Href>,
    /// Where its citations lead, by their number.
    pub citations: Vec<Href>,
    /// True for the text of an official document, whose paragraphs are set with an indent.
    pub official: bool,
    /// 署名 and 成文日期 as they would be typed at the end of the text.
    pub signature: &'a [String],
    /// 附注: （此件公开发布）.
    pub note: &'a str,
    /// Title of the document: names its tables where no heading stands before them.
    pub title: &'a str,
    /// Words of the interface that a body needs.
    pub labels: &'a Labels,
    /// Anchors of provisions that have another number in this text than in the one that gave them
    /// their anchor: as numbered here → permanent.
    pub renamed: Option<&'a HashMap<String, String>>,
    /// Whether the blocks are wanted beside the HTML.
    pub with_blocks: bool,
}

/// Words of the interface that a body needs.
#[derive(Debug, Clone)]
pub struct Labels {
    /// 表格.
    pub table: String,
    /// 注释.
    pub footnotes: String,
    /// 返回正文.
    pub back_to_text: String,
    /// 脚注.
    pub footnote: String,
}

/// Renders a body.
pub fn render(body: &str, context: &Context) -> Body {
    let prepared = emphasis::prepare(body);
    let parser = Parser::new_ext(&prepared, crate::content::body::markdown_options());
    let mut writer = writer::Writer::new(context);
    for event in parser {
        writer.event(event);
    }
    writer.finish()
}

/// The anchors that the provisions of a text have by their own numbers. Reads paragraphs only, which
/// is what articles are made of, and no HTML is made.
pub fn anchors(text: &str) -> HashSet<String> {
    let (mut anchors, mut counter) = (headings::Anchors::default(), blocks::Counter::default());
    let mut found = HashSet::new();
    for paragraph in text.split("\n\n").map(|paragraph| paragraph.trim().trim_start_matches('*')) {
        if paragraph.starts_with('#') {
            counter.close();
        } else if let Some((anchor, provision, _)) = anchors.article(paragraph) {
            found.insert(counter.article(&anchor, provision));
            found.insert(anchor);
        } else if !paragraph.is_empty() && !paragraph.starts_with('|') {
            found.extend(counter.next(paragraph).map(|(_, anchor)| anchor));
        }
    }
    found
}

#[cfg(test)]
mod tests;
