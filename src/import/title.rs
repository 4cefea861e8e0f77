//! 标题: 发文机关 + 关于 + 事由 + 的 + 文种, in as many lines as it was printed in.

use super::lines::Line;
use super::pattern;
use super::typography::mend_title;

/// The fifteen kinds of official documents, and what rules and lists call themselves; the longer
/// name before the one that it ends with.
const GENRES: &[&str] = &[
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函",
    "纪要", "办法", "规定", "细则", "目录", "清单", "令",
];

/// What passes on another document: its own genre comes last, whatever genre it names before.
const COVERING: &[&str] = &["通知", "函", "公告", "通告", "决定", "命令", "令", "批复"];

/// How documents end that are printed behind a notice.
const PRINTED: &[&str] = &[
    "要点",
    "方案",
    "规划",
    "计划",
    "预案",
    "台账",
    "名单",
    "明细表",
    "分解表",
    "分工表",
    "分工",
    "措施",
    "制度",
    "规则",
    "指南",
    "标准",
    "章程",
    "表",
];

/// More lines than any title is printed in.
const MOST_LINES: usize = 6;

/// A title and the number of lines that it took.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) text: String,
    pub(super) lines: usize,
    /// Ends in a genre, as titles of official documents do.
    pub(super) complete: bool,
}

/// Reads the title at the start of `lines`; none when they start with running text.
pub(super) fn read(lines: &[Line]) -> Option<Title> {
    let candidates = lines.iter().take(MOST_LINES).take_while(|line| may_belong(line)).count();
    if candidates == 0 {
        return None;
    }
    let joined = |count: usize| join(&lines[..count]);
    let complete = (1..=candidates)
        .find(|&count| is_complete(&joined(count)) && !lines.get(count).is_some_and(|next| goes_on(&next.text)));
    let ending = || (1..=candidates.min(3)).find(|&count| ends_as_printed(&joined(count)));
    let count = complete.or_else(ending).unwrap_or(1);
    Some(Title { text: joined(count), lines: count, complete: complete.is_some() })
}

/// Joins the lines of a title. Only the organs of a joint document keep the space between them.
fn join(lines: &[Line]) -> String {
    let organs = lines.first().map(|line| line.raw.split_whitespace().collect::<Vec<_>>()).unwrap_or_default();
    let joint = organs.len() > 1 && organs.iter().all(|organ| pattern::is_organ(organ));
    let rest = lines.iter().skip(usize::from(joint)).map(|line| line.raw.as_str());
    let rest = mend_title(&rest.collect::<Vec<_>>().join(" "));
    if joint { organs.join(" ") + &rest } else { rest }
}

/// Running text, numbers, notes and addressees are no part of a title.
fn may_belong(line: &Line) -> bool {
    let text = line.text.as_str();
    let running = text.contains(['。', '；']) || text.ends_with(['：', '，']);
    !running
        && line.cells.is_none()
        && pattern::rank(text).is_none()
        && pattern::whole_date(text).is_none()
        && pattern::disclosure(text).is_none()
        && text.chars().count() <= 120
}

/// Ends in a genre outside 《》; one that passes on another document ends in a covering genre.
fn is_complete(title: &str) -> bool {
    let balanced = title.matches('《').count() == title.matches('》').count();
    let covers = ["印发", "转发", "公布", "发布"].iter().any(|verb| title.contains(&format!("关于{verb}")))
        || title.contains("批转");
    balanced && genre(title).is_some_and(|genre| !covers || COVERING.contains(&genre))
}

/// Whether a line cannot but continue a title that could end before it: `的通知`, `》的通知`.
fn goes_on(next: &str) -> bool {
    let text = mend_title(next);
    let tail = text.contains("的") && genre(&text).is_some() && !text.contains(['，', '。', '：']);
    text.starts_with('》') || tail && text.chars().count() <= 30 && !text.contains("关于")
}

/// The genre that a title ends in, 试行 and the like in brackets left aside.
pub(super) fn genre(title: &str) -> Option<&'static str> {
    let bare = pattern::before_last_bracket(title);
    let found = GENRES.iter().find(|genre| bare.ends_with(**genre)).copied()?;
    Some(if found == "令" { "命令" } else { found })
}

/// Whether a line ends as the documents do that are printed behind a notice.
pub(super) fn ends_as_printed(text: &str) -> bool {
    let bare = pattern::before_last_bracket(text);
    genre(text).is_some() || PRINTED.iter().any(|ending| bare.ends_with(ending))
}

/// The organ that a title starts with, the lead of several: what stands before 关于, or before 印发
/// and 转发 where that is missing.
pub(super) fn organ(title: &str) -> Option<&str> {
    let end = title.find("关于").or_else(|| title.find("印发")).or_else(|| title.find("转发"))?;
    title[..end].split(' ').next().filter(|organ| pattern::is_organ(organ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, notes::Notes};

    fn title(text: &str) -> Option<(String, usize, bool)> {
        let lines = lines::read(text, &mut Notes::default());
        read(&lines).map(|title| (title.text, title.lines, title.complete))
    }

    #[test]
    fn titles_over_several_lines() {
        for (text, joined, lines, complete) in [
            (
                "望川市人民政府办公室\n关于印发 2022 年望川市政务公开\n\n工作要点的通知\n各镇：",
                "望川市人民政府办公室关于印发2022年望川市政务公开工作要点的通知",
                3,
                true,
            ),
            ("关于印发2022年工作要点的\n通   知\n各镇：", "关于印发2022年工作要点的通知", 2, true),
            ("关于转发市财政局工作意见\n的通知\n各镇：", "关于转发市财政局工作意见的通知", 2, true),
            ("关于分解政府工作报告\n重点任务的通知\n各镇：", "关于分解政府工作报告重点任务的通知", 2, true),
            (
                "望川市财政局　望川市民政局\n关于做好救助工作的\n通知\n各镇：",
                "望川市财政局 望川市民政局关于做好救助工作的通知",
                3,
                true,
            ),
            ("望川市节约用水办法（试行）\n第一章　总则", "望川市节约用水办法（试行）", 1, true),
            ("望川市2022年政务公开\n工作要点\n一、总体要求", "望川市2022年政务公开工作要点", 2, false),
        ] {
            assert_eq!(title(text), Some((joined.to_owned(), lines, complete)), "{text}");
        }
    }

    #[test]
    fn running_text_is_no_title() {
        assert_eq!(title("为做好工作，现通知如下。"), None);
        assert_eq!(title("一、总体要求"), None);
    }

    #[test]
    fn genres_and_organs() {
        assert_eq!(genre("望川市殡葬管理办法（试行）"), Some("办法"));
        assert_eq!(genre("望川市人民政府令"), Some("命令"));
        assert_eq!(genre("2022年工作要点"), None);
        assert_eq!(organ("望川市财政局关于印发《办法》的通知"), Some("望川市财政局"));
        assert_eq!(organ("关于印发《办法》的通知"), None);
    }
}
