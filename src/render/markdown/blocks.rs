//! The blocks of a body as plain text, with the provisions that they are: what texts are compared by.

use crate::domain::provision::Provision;

/// One block of a body, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its anchor as its own number gives it; on a page it may be another, where articles have been
    /// renumbered.
    pub anchor: Option<String>,
    /// Its words, with the number of an article or an item in front.
    pub text: String,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading: a chapter, a section, the name of an annexed document.
    Heading(u8),
    /// The first paragraph of an article, with the number that opens it.
    Article(Provision),
    /// A further paragraph of an article.
    Paragraph(Provision),
    /// An item of a paragraph of an article.
    Item(Provision),
    /// A row of a table, cell by cell.
    Row {
        /// The cells.
        cells: Vec<String>,
        /// Whether it is the row of headers.
        head: bool,
    },
    /// Any other paragraph or list item.
    Other,
}

/// Counts the paragraphs and items of the open article.
#[derive(Debug, Default)]
pub struct Counter {
    open: Option<Open>,
    has_any: bool,
}

#[derive(Debug)]
struct Open {
    /// Anchor of the article; that of a provision within it starts with it.
    anchor: String,
    provision: Provision,
    paragraph: u32,
    item: u32,
}

impl Counter {
    /// An article begins; its first paragraph has the anchor that is returned.
    pub fn article(&mut self, anchor: &str, provision: Provision) -> String {
        self.has_any = true;
        self.open = Some(Open { anchor: anchor.to_owned(), provision, paragraph: 1, item: 0 });
        format!("{anchor}-1")
    }

    /// What a paragraph within the open article is, and its anchor; none outside of articles.
    pub fn next(&mut self, words: &str) -> Option<(BlockKind, String)> {
        // Annexes are named below the last article and belong to none.
        if words.starts_with("附件") {
            self.close();
        }
        let open = self.open.as_mut()?;
        if is_item(words) {
            open.item += 1;
            let provision = Provision { paragraph: Some(open.paragraph), item: Some(open.item), ..open.provision };
            let anchor = format!("{}-{}-{}", open.anchor, open.paragraph, open.item);
            return Some((BlockKind::Item(provision), anchor));
        }
        (open.paragraph, open.item) = (open.paragraph + 1, 0);
        let provision = Provision { paragraph: Some(open.paragraph), ..open.provision };
        Some((BlockKind::Paragraph(provision), format!("{}-{}", open.anchor, open.paragraph)))
    }

    /// Whether there was any article.
    pub fn has_any(&self) -> bool {
        self.has_any
    }

    /// A heading, a signature or an annex ends the open article.
    pub fn close(&mut self) {
        self.open = None;
    }
}

/// （一） and 1. count the items of a paragraph.
fn is_item(words: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "〇一二三四五六七八九十百".contains(c);
    let after = |rest: &str| {
        let tail = rest.trim_start_matches(numeral);
        (tail.len() < rest.len()).then(|| tail.chars().next()).flatten()
    };
    match words.strip_prefix(['（', '(']) {
        Some(rest) => after(rest).is_some_and(|c| matches!(c, '）' | ')')),
        None => {
            words.starts_with(|c: char| c.is_ascii_digit())
                && after(words).is_some_and(|c| matches!(c, '.' | '．' | '、'))
        }
    }
}
