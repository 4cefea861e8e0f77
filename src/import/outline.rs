//! Pieces -> the headings, paragraphs and tables of the body.

use super::block::Block;
use super::notes::Notes;
use super::pattern::{self, Rank};
use super::pieces::Piece;
use super::roles::Role;
use super::table;

/// A heading has no more characters.
const LONGEST_HEADING: usize = 50;
/// A first sentence that serves as a heading has no more characters.
const LONGEST_RUN_IN: usize = 32;
const DEEPEST: usize = 6;

/// Makes blocks of pieces; see the module's description for the heading tree.
pub(super) fn build(pieces: &[Piece], notes: &mut Notes) -> Vec<Block> {
    let mut outline = Outline { blocks: Vec::new(), tree: Tree::default(), run_in: Vec::new() };
    let mut in_imprint = false;
    let mut i = 0;
    while let Some(piece) = pieces.get(i) {
        let closing = matches!(piece.role, Role::Copies | Role::Imprint);
        if closing && !in_imprint {
            outline.blocks.push(Block::Separator);
        }
        in_imprint = closing;
        i += outline.add(piece, pieces.get(i + 1), notes);
    }
    notes.add_once(&outline.run_in, "{}的序数后第一句作为标题，其余作为正文，请核对。");
    outline.blocks
}

/// The headings above the current place, each with its rank (none for a printed title) and level.
#[derive(Default)]
struct Tree {
    open: Vec<(Rank, usize)>,
    base: usize,
}

impl Tree {
    /// A printed document starts: level 2, its headings from level 3 on.
    fn start_document(&mut self) -> usize {
        self.open.clear();
        self.base = 1;
        2
    }

    /// One level below the nearest heading of a higher rank.
    fn level(&mut self, rank: Rank) -> usize {
        self.open.retain(|(above, _)| *above < rank);
        let level = self.open.last().map_or(self.base + 2, |(_, level)| level + 1).min(DEEPEST);
        self.open.push((rank, level));
        level
    }

    /// A heading without a number: as deep as its marks say, but never skipping a level.
    fn marked_level(&mut self, hashes: usize) -> usize {
        let deepest = self.open.last().map_or(self.base + 2, |(_, level)| level + 1);
        let level = hashes.clamp(self.base + 2, deepest).min(DEEPEST);
        self.open.retain(|(_, above)| *above < level);
        level
    }
}

struct Outline {
    blocks: Vec<Block>,
    tree: Tree,
    /// Lines whose first sentence became a heading.
    run_in: Vec<usize>,
}

impl Outline {
    /// Adds the blocks of a piece; answers how many pieces that took.
    fn add(&mut self, piece: &Piece, next: Option<&Piece>, notes: &mut Notes) -> usize {
        match piece.role {
            Role::Row => self.blocks.extend(table::tab_rows(&piece.lines, notes)),
            Role::Flat => self.blocks.extend(table::flat_rows(&piece.lines, notes)),
            Role::Printed => self.printed(piece.text()),
            Role::AnnexLabel => return self.annex(piece, next),
            Role::Marked(hashes) => {
                let level = self.tree.marked_level(hashes);
                self.blocks.push(Block::Heading { level, text: piece.text() });
            }
            Role::Numbered(rank) => self.numbered(piece, rank, next),
            Role::Imprint => self.paragraph(imprint(piece)),
            _ => self.paragraph(piece.text()),
        }
        1
    }

    fn paragraph(&mut self, text: String) {
        self.blocks.push(Block::Paragraph(text));
    }

    fn printed(&mut self, text: String) {
        let level = self.tree.start_document();
        self.blocks.push(Block::Heading { level, text });
    }

    /// The label and the title below it are one heading: 附件　指标明细表.
    fn annex(&mut self, label: &Piece, next: Option<&Piece>) -> usize {
        match next.filter(|next| next.role == Role::Printed) {
            Some(title) => {
                self.printed(format!("{}\u{3000}{}", label.text(), title.text()));
                2
            }
            None => {
                self.printed(label.text());
                1
            }
        }
    }

    fn numbered(&mut self, piece: &Piece, rank: Rank, next: Option<&Piece>) {
        let text = piece.text();
        if rank == Rank::Article {
            self.paragraph(text);
        } else if let Some(end) = run_in(&text, rank) {
            let level = self.tree.level(rank);
            let (heading, rest) = text.split_at(end);
            self.blocks.push(Block::Heading { level, text: heading.to_owned() });
            self.paragraph(rest.to_owned());
            self.run_in.push(piece.number());
        } else if is_heading(&text) && (piece.is_marked() || has_content(rank, next)) {
            let level = self.tree.level(rank);
            self.blocks.push(Block::Heading { level, text });
        } else {
            self.paragraph(text);
        }
    }
}

/// The end of the first sentence where it serves as a heading: `（一）加强领导。各单位要……`.
fn run_in(text: &str, rank: Rank) -> Option<usize> {
    let end = text.find('。')? + '。'.len_utf8();
    let sentence = &text[..end];
    let fits = matches!(rank, Rank::Han | Rank::ParenHan)
        && sentence.chars().count() <= LONGEST_RUN_IN
        && !sentence.contains(['；', '：'])
        && balanced(sentence);
    (fits && !text[end..].is_empty()).then_some(end)
}

/// No bracket and no quotation is open at the end of a heading.
fn balanced(text: &str) -> bool {
    [('（', '）'), ('《', '》'), ('“', '”')]
        .iter()
        .all(|(open, close)| text.matches(*open).count() == text.matches(*close).count())
}

fn is_heading(text: &str) -> bool {
    text.chars().count() <= LONGEST_HEADING && !text.contains(['。', '；']) && !text.ends_with(['：', '，', '、'])
}

/// A heading has something below it: text, a table, or numbers of a lower rank.
fn has_content(rank: Rank, next: Option<&Piece>) -> bool {
    match next.map(|piece| piece.role) {
        Some(Role::Plain | Role::Row | Role::Flat | Role::Marked(_)) => true,
        Some(Role::Numbered(below)) => below > rank,
        _ => false,
    }
}

/// 印发机关 and 印发日期, with the gap that is printed between them.
fn imprint(piece: &Piece) -> String {
    let text = piece.text();
    match pattern::printed_on(&text) {
        Some((organ, _)) if !organ.is_empty() => {
            format!("{organ}\u{3000}{}", text[organ.len()..].trim_start())
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use crate::import::import_text;

    fn headings(text: &str) -> Vec<String> {
        let body = import_text("a.txt", &format!("望川市财政局关于做好工作的通知\n各镇政府：\n{text}")).body;
        body.lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect()
    }

    #[test]
    fn levels_follow_ranks_and_are_never_skipped() {
        let text = "一、总则\n甲文。\n（一）范围\n1.对象\n乙文。\n（1）细目\n丙文。\n二、附则\n丁文。\n（一）解释。由市财政局负责解释。";
        assert_eq!(
            headings(text),
            ["## 一、总则", "### （一）范围", "#### 1\\.对象", "##### （1）细目", "## 二、附则", "### （一）解释。"]
        );
        assert_eq!(headings("（一）范围\n甲文。\n1.对象\n乙文。"), ["## （一）范围", "### 1\\.对象"]);
    }

    #[test]
    fn headings_of_a_printed_document_stand_below_its_title() {
        let text = "现印发《望川市财政工作要点》。\n一、通知事项\n甲文。\n望川市财政局\n2022年6月1日\n望川市财政工作要点\n一、总体要求\n乙文。";
        assert_eq!(headings(text), ["## 一、通知事项", "## 望川市财政工作要点", "### 一、总体要求"]);
    }

    #[test]
    fn numbered_items_without_content_and_sentences_are_no_headings() {
        assert!(headings("1.申请表\n2.身份证明\n3.营业执照").is_empty());
        assert!(headings("（一）提交材料的；\n（二）符合条件的。").is_empty());
        assert!(headings("第一条 为了公开，制定本办法。").is_empty());
    }

    #[test]
    fn chapters_are_headings() {
        assert_eq!(headings("第一章 总则\n第一条 为了公开。\n第二条 本办法"), ["## 第一章　总则"]);
    }
}
