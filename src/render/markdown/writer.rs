//! Writes the events of the parser as HTML.

use super::blocks::{Block, BlockKind, Counter};
use super::emphasis::MARK;
use super::headings::{self, Anchors};
use super::links::Links;
use super::{BASE, Body, CITATION, Context, Href};
use crate::domain::provision::Provision;
use crate::domain::text::is_cjk;
use crate::render::views::TocEntry;
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

/// The state of one page's writing.
pub struct Writer<'a> {
    context: &'a Context<'a>,
    html: String,
    text: String,
    contents: Vec<TocEntry>,
    anchors: Anchors,
    counter: Counter,
    blocks: Vec<Block>,
    links: Links,
    /// Where the open block's own HTML and text start, to set its tag when its words are known.
    block: Option<(usize, usize)>,
    /// A line break that waits for the next character, to know whether it means a space.
    pending_break: bool,
    heading: HeadingState,
    table: TableState,
    /// Depth of lists, quotes and footnotes: paragraphs inside are no clauses.
    nesting: usize,
    image: Option<(String, usize)>,
    /// Where the text of each open list item starts.
    item_starts: Vec<usize>,
    footnotes: Footnotes,
    is_signed: bool,
    has_note: bool,
}

#[derive(Default)]
struct HeadingState {
    /// How far the levels of this body are from the page's own.
    shift: Option<i8>,
    last: u8,
    /// Words of the last heading, which name the tables after it.
    words: String,
}

#[derive(Default)]
struct TableState {
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    cell_start: usize,
    text_start: usize,
    /// The cells of the open row as text.
    cells: Vec<String>,
    count: usize,
}

#[derive(Default)]
struct Footnotes {
    /// Labels in the order of their first reference.
    order: Vec<String>,
    /// HTML of each definition.
    bodies: Vec<(String, String)>,
    /// What was written before the open definition.
    outer: Option<(String, String)>,
}

impl<'a> Writer<'a> {
    pub fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            html: String::new(),
            text: String::new(),
            contents: Vec::new(),
            anchors: Anchors::default(),
            counter: Counter::default(),
            blocks: Vec::new(),
            links: Links::new(context.links.clone()),
            block: None,
            pending_break: false,
            heading: HeadingState::default(),
            table: TableState::default(),
            nesting: 0,
            image: None,
            item_starts: Vec::new(),
            footnotes: Footnotes::default(),
            is_signed: false,
            has_note: false,
        }
    }

    pub fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text),
            Event::Code(code) => {
                self.settle_break(code.chars().next());
                self.html.push_str("<code>");
                self.words(&code);
                self.html.push_str("</code>");
            }
            Event::SoftBreak => self.pending_break = true,
            Event::HardBreak => self.line_break(),
            Event::Rule => self.html.push_str("<hr>"),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html),
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    pub fn finish(mut self) -> Body {
        self.write_footnotes();
        Body {
            html: self.html,
            contents: self.contents,
            text: self.text,
            has_articles: self.counter.has_any(),
            blocks: self.blocks,
            addresses: self.links.addresses,
            is_signed: self.is_signed,
            has_note: self.has_note,
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } => {
                if let Tag::Heading { level, .. } = tag {
                    self.heading.level(level as u8);
                }
                self.block = Some((self.html.len(), self.text.len()));
            }
            Tag::BlockQuote(_) => self.open("<blockquote>"),
            Tag::CodeBlock(kind) => {
                let label = match kind {
                    CodeBlockKind::Fenced(_) | CodeBlockKind::Indented => "<pre tabindex=\"0\"><code>",
                };
                self.html.push_str(label);
            }
            Tag::List(Some(1)) => self.open("<ol>"),
            Tag::List(Some(start)) => self.open(&format!("<ol start=\"{start}\">")),
            Tag::List(None) => self.open("<ul>"),
            Tag::Item => {
                self.item_starts.push(self.text.len());
                self.html.push_str("<li>");
            }
            Tag::FootnoteDefinition(label) => self.start_footnote(&label),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.cell = 0;
                self.html.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.cell = 0;
                self.html.push_str("<tr>");
            }
            Tag::TableCell => {
                self.table.cell_start = self.html.len();
                self.table.text_start = self.text.len();
            }
            Tag::Emphasis => self.inline("<em>"),
            Tag::Strong => self.inline("<strong>"),
            Tag::Strikethrough => self.inline("<del>"),
            Tag::Superscript => self.inline("<sup>"),
            Tag::Subscript => self.inline("<sub>"),
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, &dest_url),
            Tag::Image { .. } => self.start_image(),
            Tag::HtmlBlock
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.close("</blockquote>"),
            TagEnd::CodeBlock => self.html.push_str("</code></pre>"),
            TagEnd::List(true) => self.close("</ol>"),
            TagEnd::List(false) => self.close("</ul>"),
            TagEnd::Item => {
                self.pending_break = false;
                self.end_item();
                self.text.push('\n');
                self.html.push_str("</li>");
            }
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Table => self.html.push_str("</tbody></table></div>"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.end_row(true);
                self.text.push('\n');
                self.html.push_str("</tr></thead><tbody>");
            }
            TagEnd::TableRow => {
                self.end_row(false);
                self.text.push('\n');
                self.html.push_str("</tr>");
            }
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.html.push_str("</del>"),
            TagEnd::Superscript => self.html.push_str("</sup>"),
            TagEnd::Subscript => self.html.push_str("</sub>"),
            TagEnd::Link => self.links.close(&mut self.html, &self.text),
            TagEnd::Image => self.end_image(),
            TagEnd::HtmlBlock
            | TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {}
        }
    }

    fn open(&mut self, tag: &str) {
        self.nesting += 1;
        self.html.push_str(tag);
    }

    fn close(&mut self, tag: &str) {
        self.nesting -= 1;
        self.html.push_str(tag);
    }

    /// An inline tag; a waiting line break is settled before it, by the words before it alone.
    fn inline(&mut self, tag: &str) {
        self.settle_break(None);
        self.html.push_str(tag);
    }

    /// Text: the marks of the emphasis transform and private-use strays are taken out.
    fn words(&mut self, words: &CowStr) {
        let words: std::borrow::Cow<str> = if words.contains([MARK, BASE]) {
            words.chars().filter(|c| *c != MARK && *c != BASE).collect::<String>().into()
        } else {
            words.as_ref().into()
        };
        self.settle_break(words.chars().next());
        if let Some((alt, _)) = &mut self.image {
            return alt.push_str(&words);
        }
        self.text.push_str(&words);
        escape_into(&mut self.html, &words);
    }

    /// A line break in the source is a space only between words that are set with spaces.
    fn settle_break(&mut self, next: Option<char>) {
        if !std::mem::take(&mut self.pending_break) {
            return;
        }
        let before = self.text.chars().next_back();
        if before.is_some_and(is_cjk) || next.is_some_and(is_cjk) {
            return;
        }
        self.text.push(' ');
        self.html.push('\n');
    }

    fn line_break(&mut self) {
        self.text.push('\n');
        self.html.push_str("<br>");
    }

    /// HTML in a body is shown as the text that it is; only a line break is understood.
    fn raw_html(&mut self, html: &CowStr) {
        match html.trim() {
            "<br>" | "<br/>" | "<br />" => self.line_break(),
            comment if comment.starts_with("<!--") => {}
            _ => self.words(html),
        }
    }

    fn end_paragraph(&mut self) {
        let Some((html_start, text_start)) = self.block.take() else { return };
        self.pending_break = false;
        let words = self.text[text_start..].to_owned();
        self.text.push('\n');
        if self.nesting > 0 {
            self.html.insert_str(html_start, "<p>");
            self.note_block(BlockKind::Other, None, &words);
        } else if let Some((anchor, provision, length)) = self.anchors.article(&words) {
            self.start_article(html_start, &words, (&anchor, provision, length));
        } else {
            self.plain_paragraph(html_start, &words);
        }
        self.html.push_str("</p>");
    }

    /// The first paragraph of an article: its number is the link to it.
    fn start_article(&mut self, html_start: usize, words: &str, article: (&str, Provision, usize)) {
        let (anchor, provision, length) = article;
        let first = self.counter.article(anchor, provision);
        self.mark_article_number(html_start, &words[..length], (anchor, &first));
        let tag = format!("<p class=\"article\"{}>", self.id(anchor));
        self.html.insert_str(html_start, &tag);
        self.note_block(BlockKind::Article(provision), Some(anchor.to_owned()), words);
    }

    fn plain_paragraph(&mut self, html_start: usize, words: &str) {
        let class = self.official_class(html_start == 0, words.trim());
        if matches!(class, Some("signed" | "note" | "addressee")) {
            self.counter.close();
        }
        let (kind, anchor) = match self.counter.next(words.trim()) {
            Some((kind, anchor)) => (kind, Some(anchor)),
            None => (BlockKind::Other, None),
        };
        let class = class.map_or(String::new(), |class| format!(" class=\"{class}\""));
        let id = anchor.as_deref().map_or(String::new(), |anchor| self.id(anchor));
        self.html.insert_str(html_start, &format!("<p{class}{id}>"));
        self.note_block(kind, anchor, words);
    }

    /// The `id` of a provision, and its place in this text where that is another.
    fn id(&self, anchor: &str) -> String {
        match self.permanent(anchor) {
            Some(permanent) => format!(" id=\"{permanent}\" data-at=\"{anchor}\""),
            None => format!(" id=\"{anchor}\""),
        }
    }

    /// The anchor of a provision that has changed its number.
    fn permanent(&self, anchor: &str) -> Option<&str> {
        self.context.renamed?.get(anchor).map(String::as_str)
    }

    fn note_block(&mut self, kind: BlockKind, anchor: Option<String>, words: &str) {
        if self.context.with_blocks && !words.trim().is_empty() {
            self.blocks.push(Block { kind, anchor, text: words.trim().to_owned() });
        }
    }

    /// What a paragraph of an official text is: 主送机关, 署名 or date, 附注, 附件说明, or running text.
    fn official_class(&mut self, is_first: bool, words: &str) -> Option<&'static str> {
        if !self.context.official {
            return None;
        }
        if is_first && words.ends_with('：') {
            return Some("addressee");
        }
        if self.context.signature.iter().any(|line| line == words) {
            self.is_signed = true;
            return Some("signed");
        }
        if words.replace('(', "（").replace(')', "）") == self.context.note {
            self.has_note = true;
            return Some("note");
        }
        if words.starts_with("附件：") {
            return Some("enclosures");
        }
        Some("clause")
    }

    /// Makes the number of an article, whether or not the author made it bold, the link to the article
    /// and the place of its first paragraph.
    fn mark_article_number(&mut self, start: usize, number: &str, (anchor, first): (&str, &str)) {
        let bold = format!("<strong>{number}</strong>");
        let found = if self.html[start..].starts_with(&bold) { bold.as_str() } else { number };
        if self.html[start..].starts_with(found) {
            let range = start..start + found.len();
            let target = self.permanent(anchor).unwrap_or(anchor);
            let link = format!("<a class=\"article-no\"{} href=\"#{target}\">{number}</a>", self.id(first));
            self.html.replace_range(range, &link);
        }
    }

    fn end_heading(&mut self) {
        let Some((html_start, text_start)) = self.block.take() else { return };
        self.pending_break = false;
        let words = self.text[text_start..].trim().to_owned();
        self.text.push('\n');
        let level = self.heading.last;
        let id = self.anchors.heading(&words);
        let class = if headings::is_chapter(&words) { " class=\"chapter\"" } else { "" };
        self.html.insert_str(html_start, &format!("<h{level} id=\"{}\"{class}>", escape(&id)));
        self.html.push_str(&format!("</h{level}>"));
        if level <= 3 {
            self.contents.push(TocEntry { id, title: words.clone(), level });
        }
        self.counter.close();
        self.note_block(BlockKind::Heading(level), None, &words);
        self.heading.words = words;
    }

    fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.table = TableState { alignments, count: self.table.count + 1, ..TableState::default() };
        let name = if self.heading.words.is_empty() { self.context.title } else { &self.heading.words };
        let label = format!("{}{}：{name}", self.context.labels.table, self.table.count);
        self.html.push_str("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        escape_into(&mut self.html, &label);
        self.html.push_str("\"><table>");
    }

    /// Writes a cell's tag when its content is known: an empty header is no header.
    fn end_cell(&mut self) {
        self.pending_break = false;
        let start = self.table.cell_start;
        let class = match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Right) => " class=\"num\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        let is_header = self.table.in_head && !self.html[start..].trim().is_empty();
        let (open, close) =
            if is_header { (format!("<th scope=\"col\"{class}>"), "</th>") } else { (format!("<td{class}>"), "</td>") };
        self.html.insert_str(start, &open);
        self.html.push_str(close);
        if self.context.with_blocks {
            self.table.cells.push(self.text[self.table.text_start..].trim().to_owned());
        }
        self.text.push(' ');
        self.table.cell += 1;
    }

    /// The words of a list item that has no paragraphs of its own.
    fn end_item(&mut self) {
        let Some(start) = self.item_starts.pop() else { return };
        let words = self.text[start..].to_owned();
        if !words.contains('\n') {
            self.note_block(BlockKind::Other, None, &words);
        }
    }

    fn end_row(&mut self, head: bool) {
        let cells = std::mem::take(&mut self.table.cells);
        let words = cells.join(" ");
        self.note_block(BlockKind::Row { cells, head }, None, &words);
    }

    fn start_link(&mut self, link_type: LinkType, target: &str) {
        self.settle_break(None);
        let href = match link_type {
            LinkType::Email => Href::To { href: format!("mailto:{target}"), address: None },
            _ if target.starts_with(CITATION) => self.citation(&target[CITATION.len()..]),
            _ => self.links.next(),
        };
        match href {
            Href::To { href, address } if self.image.is_none() => {
                self.html.push_str("<a href=\"");
                escape_into(&mut self.html, &href);
                self.html.push('"');
                self.links.open_link(&self.html, &self.text, address);
                self.html.push('>');
            }
            _ => self.links.open_text(),
        }
    }

    fn citation(&self, number: &str) -> Href {
        let at: Option<usize> = number.parse().ok();
        at.and_then(|at| self.context.citations.get(at)).cloned().unwrap_or(Href::Nowhere)
    }

    fn start_image(&mut self) {
        self.settle_break(None);
        if let Href::To { href: src, .. } = self.links.next() {
            self.html.push_str("<img src=\"");
            escape_into(&mut self.html, &src);
            self.html.push_str("\" alt=\"");
        }
        self.image = Some((String::new(), self.html.len()));
    }

    fn end_image(&mut self) {
        let Some((alt, _)) = self.image.take() else { return };
        escape_into(&mut self.html, &alt);
        if self.html.ends_with(&format!("alt=\"{}", escape(&alt))) {
            self.html.push_str("\" loading=\"lazy\">");
        }
    }

    fn footnote_reference(&mut self, label: &str) {
        self.settle_break(None);
        let known = self.footnotes.order.iter().position(|other| other == label);
        let number = known.unwrap_or_else(|| {
            self.footnotes.order.push(label.to_owned());
            self.footnotes.order.len() - 1
        }) + 1;
        // Only the first reference carries the anchor that the note leads back to.
        let id = if known.is_none() { format!(" id=\"fnref-{number}\"") } else { String::new() };
        let name = escape(&self.context.labels.footnote);
        self.html.push_str(&format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\"{id} aria-label=\"{name}{number}\">[{number}]</a></sup>"
        ));
    }

    fn start_footnote(&mut self, label: &str) {
        self.nesting += 1;
        let outer = std::mem::take(&mut self.html);
        self.footnotes.outer = Some((outer, label.to_owned()));
    }

    fn end_footnote(&mut self) {
        self.nesting -= 1;
        let Some((outer, label)) = self.footnotes.outer.take() else { return };
        let body = std::mem::replace(&mut self.html, outer);
        if !self.footnotes.order.contains(&label) {
            self.footnotes.order.push(label.clone());
        }
        self.footnotes.bodies.push((label, body));
    }

    fn write_footnotes(&mut self) {
        if self.footnotes.bodies.is_empty() {
            return;
        }
        let labels = self.context.labels;
        let title = escape(&labels.footnotes);
        self.html.push_str(&format!("<section class=\"footnotes\"><h2 id=\"footnotes\">{title}</h2><ol>"));
        for (at, label) in self.footnotes.order.iter().enumerate() {
            let number = at + 1;
            let body = self.footnotes.bodies.iter().find(|(other, _)| other == label).map_or("", |(_, body)| body);
            let back = format!(
                " <a class=\"footnote-back\" href=\"#fnref-{number}\" aria-label=\"{}{number}\">↩</a>",
                escape(&labels.back_to_text)
            );
            let has_reference = self.html.contains(&format!("id=\"fnref-{number}\""));
            let body = match body.rfind("</p>") {
                Some(end) if has_reference => format!("{}{back}{}", &body[..end], &body[end..]),
                _ => body.to_owned(),
            };
            self.html.push_str(&format!("<li id=\"fn-{number}\">{body}</li>"));
        }
        self.html.push_str("</ol></section>");
    }
}

impl HeadingState {
    /// The level on the page: the page's title is level 1, and no level is left out.
    fn level(&mut self, written: u8) {
        let shift = *self.shift.get_or_insert(2 - written as i8);
        let level = (written as i8 + shift).clamp(2, 6) as u8;
        self.last = level.min(self.last.max(1) + 1);
    }
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
