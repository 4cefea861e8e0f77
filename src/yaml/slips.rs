//! Slips of the keyboard that leave no valid YAML, found at the place where they were made.

use std::ops::Range;

/// A slip, for a message.
pub struct Slip {
    /// Its place in the text.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: &'static str,
    /// The way out.
    pub help: &'static str,
}

/// The first slip of a text that is known to be no valid mapping.
pub fn find(text: &str) -> Option<Slip> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end_matches('\n');
        if let Some(slip) = in_line(written) {
            let range = start + slip.range.start..start + slip.range.end;
            return Some(Slip { range, ..slip });
        }
        start += line.len();
    }
    None
}

fn in_line(line: &str) -> Option<Slip> {
    let indent = line.len() - line.trim_start_matches([' ', '-']).len();
    let words = &line[indent..];
    if words.starts_with('#') {
        return None;
    }
    if let Some(at) = line.find('\t').filter(|at| line[..*at].trim().is_empty()) {
        return Some(Slip {
            range: at..at + 1, message: "缩进用了制表符（Tab）", help: "改用空格缩进。"
        });
    }
    // The key is what stands before the first colon of either kind, quote or bracket.
    let end = words.find([':', '：', '"', '\'', '[', '{', '《', '“', ' '])?;
    let at = indent + end;
    if words[end..].starts_with('：') {
        let (message, help) = ("键后面用了中文冒号", "改为英文冒号，并在后面空一格，如“标题: 通知”。");
        return Some(Slip { range: at..at + '：'.len_utf8(), message, help });
    }
    let after = words[end..].strip_prefix(':')?;
    if after.chars().next().is_some_and(|c| !c.is_whitespace()) {
        return Some(Slip {
            range: at..at + 1,
            message: "冒号后面缺少空格",
            help: "在冒号后面空一格，如“标题: 通知”。",
        });
    }
    unclosed_quote(line, at + 1)
}

fn unclosed_quote(line: &str, from: usize) -> Option<Slip> {
    let value = line[from..].trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    if value[1..].contains(quote) {
        return None;
    }
    let at = line.len() - value.len();
    Some(Slip {
        range: at..line.len(), message: "引号没有成对", help: "在值的末尾补上同样的引号，或删去开头的引号。"
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn slips_are_found_where_they_are() {
        let at = |text: &str| find(text).map(|slip| text[slip.range.clone()].to_owned());
        assert_eq!(at("标题：通知\n"), Some("：".into()));
        assert_eq!(at("标题: 甲\n摘要:乙\n"), Some(":".into()));
        assert_eq!(at("标题: \"通知\n摘要: 甲\n"), Some("\"通知".into()));
        assert_eq!(at("标题: 甲\n\t摘要: 乙\n"), Some("\t".into()));
        assert_eq!(at("附件:\n  - 名称：表\n"), Some("：".into()));
        assert_eq!(at("标题: 关于：的通知\n网址: https://a/\n"), None);
    }
}
