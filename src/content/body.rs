//! Looks a body through before anything is made of it: its links and images, so that broken ones
//! are refused, and what readers would see otherwise than the author thinks.

use super::citation::{self, Citation};
use crate::diagnostic::{Code, Diagnostic, FileId, Span};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The Markdown that this product understands.
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

/// A text in Markdown: where it lies, and what it refers to.
#[derive(Debug, Clone)]
pub struct Body {
    /// The file.
    pub file: FileId,
    /// Where it lies in the file, in bytes.
    pub range: Range<usize>,
    /// Links and images, with their places in the file.
    pub links: Vec<BodyLink>,
    /// Where it names documents without a link.
    pub citations: Vec<Citation>,
}

/// A link or an image in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyLink {
    /// As written.
    pub target: String,
    /// Its place in the file.
    pub range: Range<usize>,
}

/// Looks through the part of a file that is a body. Most bodies have no link, and are not parsed
/// here at all.
pub fn scan(file: FileId, text: &str, range: Range<usize>) -> (Body, Vec<Diagnostic>) {
    let (body, base) = (&text[range.clone()], range.start);
    let mut scan = Scan { file, links: Vec::new(), skipped: Vec::new(), findings: Vec::new(), image: None };
    if ["](", "]:", "][", "<", "`"].iter().any(|mark| body.contains(mark)) {
        for (event, range) in Parser::new_ext(body, markdown_options()).into_offset_iter() {
            scan.event(event, base + range.start..base + range.end);
        }
    }
    let citations = citation::scan(body, base, &scan.skipped);
    (Body { file, range, links: scan.links, citations }, scan.findings)
}

struct Scan {
    file: FileId,
    links: Vec<BodyLink>,
    /// Places that name no document: links, images, code.
    skipped: Vec<Range<usize>>,
    findings: Vec<Diagnostic>,
    /// The open image and whether it has words so far.
    image: Option<(Range<usize>, bool)>,
}

impl Scan {
    fn event(&mut self, event: Event, range: Range<usize>) {
        if matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) | Event::Code(_)) {
            self.skipped.push(range.clone());
        }
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) if link_type != LinkType::Email => {
                self.links.push(BodyLink { target: dest_url.into_string(), range });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.image = Some((range.clone(), false));
                self.links.push(BodyLink { target: dest_url.into_string(), range });
            }
            Event::End(TagEnd::Image) => self.end_image(),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, has_words)) = &mut self.image {
                    *has_words |= !text.trim().is_empty();
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(html.trim(), range),
            _ => {}
        }
    }

    fn end_image(&mut self) {
        if let Some((range, false)) = self.image.take() {
            let finding = Diagnostic::new(Code::ImageWithoutText, Span::new(self.file, range), "图片没有替代文字");
            let help = "写作 ![图中内容的文字说明](文件)，看不到图片的人靠它了解内容。";
            self.findings.push(finding.help(help));
        }
    }

    /// A comment is not shown and a line break is understood; any other tag would appear as text.
    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        if html.is_empty() || html.starts_with("<!--") || matches!(html, "<br>" | "<br/>" | "<br />") {
            return;
        }
        let range = range.start..range.start + html.len();
        let finding = Diagnostic::new(Code::RawHtml, Span::new(self.file, range), "HTML 标签会原样显示为文字");
        self.findings.push(finding.help("改用 Markdown 写法；只有换行 <br> 可以用。"));
    }
}
