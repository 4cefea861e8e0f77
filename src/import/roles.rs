//! What each line below the title is.

use super::lines::Line;
use super::pattern::{self, Disclosure, Rank};
use regex::Regex;
use std::sync::LazyLock;

/// The part that a line plays in an official document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Running text, or a line of it.
    Plain,
    /// 主送机关
    Recipient,
    /// Marked as a heading by this number of `#`, without a number of its own.
    Marked(usize),
    /// Starts with a number.
    Numbered(Rank),
    /// The title of a document that is printed behind the notice, or of an annex.
    Printed,
    /// 附件说明
    AnnexNotice,
    /// The line 附件 above an annex.
    AnnexLabel,
    /// 发文机关署名
    Signature,
    /// 成文日期
    Date,
    /// 附注 that states 公开属性
    Remark(Disclosure),
    /// 抄送机关
    Copies,
    /// 印发机关和印发日期
    Imprint,
    /// A row with tabs.
    Row,
    /// A line of a table whose cells became lines.
    Flat,
}

/// A line with its role. One that continues belongs to the element of the line before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labelled {
    pub(super) line: Line,
    pub(super) role: Role,
    pub(super) continues: bool,
}

impl Labelled {
    fn new(line: Line) -> Self {
        let role = by_pattern(&line);
        Self { line, role, continues: false }
    }

    pub(super) fn is_plain(&self) -> bool {
        self.role == Role::Plain
    }
}

/// More lines than addressees take.
const MOST_RECIPIENT_LINES: usize = 8;

static ADDRESSEE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(各|政府|部门|单位|办|局|委|厅|院|校|会|公司|中心|支队)").expect("a valid pattern"));

/// Labels all lines below the title by what they say themselves. `printed` and `table` look for
/// their lines among those that are plain after that.
pub(super) fn label(rest: Vec<Line>) -> Vec<Labelled> {
    let mut lines: Vec<Labelled> = rest.into_iter().flat_map(divide_signature).map(Labelled::new).collect();
    mark_recipient(&mut lines);
    mark_signatures(&mut lines);
    mark_imprints(&mut lines);
    lines
}

/// `望川市人民政府　2022年6月1日` is two elements.
fn divide_signature(line: Line) -> Vec<Line> {
    let signed = line.cells.is_none() && pattern::signed_date(&line.text).is_some();
    match line.raw.find(|c: char| c.is_ascii_digit()) {
        Some(at) if signed => line.divided(at).into(),
        _ => vec![line],
    }
}

fn by_pattern(line: &Line) -> Role {
    let text = line.text.as_str();
    if line.cells.is_some() {
        Role::Row
    } else if pattern::is_annex_label(text) {
        Role::AnnexLabel
    } else if pattern::is_annex_notice(text) {
        Role::AnnexNotice
    } else if let Some(rank) = pattern::rank(text) {
        Role::Numbered(rank)
    } else if pattern::whole_date(text).is_some() {
        Role::Date
    } else if let Some(disclosure) = pattern::disclosure(text) {
        Role::Remark(disclosure)
    } else if pattern::is_copies(text) {
        Role::Copies
    } else if pattern::printed_on(text).is_some_and(|(organ, _)| organ.is_empty() || pattern::is_organ(organ)) {
        Role::Imprint
    } else {
        match line.hashes {
            0 => Role::Plain,
            1 => Role::Printed,
            hashes => Role::Marked(hashes),
        }
    }
}

/// The first lines up to one that ends with a colon, if they name whom the document is for. 版头
/// that was kept may stand above them.
fn mark_recipient(lines: &mut [Labelled]) {
    let start = lines.iter().take(4).position(|line| {
        line.is_plain()
            && (line.line.text.contains('，') || line.line.text.contains('、') || line.line.text.ends_with('：'))
    });
    let Some(start) = start else { return };
    let reach = lines[start..]
        .iter()
        .take(MOST_RECIPIENT_LINES)
        .take_while(|line| line.is_plain() && !line.line.text.contains('。'))
        .position(|line| line.line.text.ends_with('：'));
    let Some(reach) = reach else { return };
    let text: String = lines[start..=start + reach].iter().map(|line| line.line.text.as_str()).collect();
    if ADDRESSEE.is_match(&text) && !text.contains("如下") && !text.contains('《') {
        for (i, line) in lines[start..=start + reach].iter_mut().enumerate() {
            line.role = Role::Recipient;
            line.continues = i > 0;
        }
    }
}

/// Organs on lines of their own directly above a date signed the document.
fn mark_signatures(lines: &mut [Labelled]) {
    for date in 0..lines.len() {
        if lines[date].role != Role::Date {
            continue;
        }
        for line in lines[..date].iter_mut().rev() {
            if !line.is_plain() || !pattern::is_organ(&line.line.text) {
                break;
            }
            line.role = Role::Signature;
        }
    }
}

/// An organ on the line above `2022年6月1日印发` printed the document.
fn mark_imprints(lines: &mut [Labelled]) {
    for i in 1..lines.len() {
        let above = &lines[i - 1];
        let date_only = pattern::printed_on(&lines[i].line.text).is_some_and(|(organ, _)| organ.is_empty());
        if lines[i].role == Role::Imprint && date_only && above.is_plain() && pattern::is_organ(&above.line.text) {
            lines[i - 1].role = Role::Imprint;
            lines[i].continues = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, notes::Notes};

    fn roles(text: &str) -> Vec<Role> {
        let read = lines::read(text, &mut Notes::default());
        label(read).into_iter().map(|line| line.role).collect()
    }

    #[test]
    fn the_parts_of_a_notice() {
        let text = "各镇政府，市政府各部门:\n现予印发。\n附件：1.分工表\n望川市财政局\n望川市民政局\n2022年6月1日\n(此件公开发布)\n抄送：市委。\n望川市财政局 2022 年 6 月 2 日印发";
        use Role::{AnnexNotice, Copies, Date, Imprint, Plain, Recipient, Remark, Signature};
        assert_eq!(
            roles(text),
            [Recipient, Plain, AnnexNotice, Signature, Signature, Date, Remark(Disclosure::Proactive), Copies, Imprint]
        );
    }

    #[test]
    fn signature_and_date_on_one_line_are_two() {
        assert_eq!(roles("落实。\n望川市人民政府　　2022年6月1日"), [Role::Plain, Role::Signature, Role::Date]);
    }

    #[test]
    fn a_colon_alone_makes_no_addressee() {
        assert_eq!(roles("现将有关事项通知如下："), [Role::Plain]);
    }
}
