//! Blocks -> Markdown in which no text turns into markup by accident.

use super::block::Block;

/// Writes the blocks with an empty line between them.
pub(super) fn write(blocks: &[Block]) -> String {
    let parts: Vec<String> = blocks.iter().map(block).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { String::new() } else { parts.join("\n\n") + "\n" }
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, text } => format!("{} {}", "#".repeat(*level), heading(text)),
        Block::Paragraph(text) => paragraph(text),
        Block::Table { rows } => table(rows),
        Block::Separator => "---".to_owned(),
    }
}

/// A heading may end in `#` or `{…}`, which Markdown takes for marks of its own.
fn heading(text: &str) -> String {
    let escaped = paragraph(text).replace('{', "\\{");
    match escaped.strip_suffix('#') {
        Some(rest) if !rest.ends_with('\\') => format!("{rest}\\#"),
        _ => escaped,
    }
}

fn table(rows: &[Vec<String>]) -> String {
    let row = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| inline(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let Some((header, body)) = rows.split_first() else { return String::new() };
    let rule = format!("|{}", " --- |".repeat(header.len()));
    let mut lines = vec![row(header), rule];
    lines.extend(body.iter().map(row));
    lines.join("\n")
}

/// Escapes what is markup anywhere, then what is markup at the start of a line only.
fn paragraph(text: &str) -> String {
    let escaped = inline(text);
    match start_to_escape(&escaped) {
        Some(at) => format!("{}\\{}", &escaped[..at], &escaped[at..]),
        None => escaped,
    }
}

fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let special = match c {
            '*' | '_' | '`' | '[' | ']' | '<' | '|' | '~' | '$' | '^' => true,
            '\\' => next.is_none_or(|c| c.is_ascii_punctuation()),
            '&' => next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Where a backslash keeps the start of a line from being a heading, a quotation, a list or a rule.
fn start_to_escape(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if matches!(first, '#' | '>' | '+' | '-' | '=' | ':') {
        return Some(0);
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let marked = (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']);
    // A digit after the mark is a decimal, which no reader takes for a list.
    let decimal = text[digits..].chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    (marked && !decimal).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_never_turns_into_markup() {
        for (text, written) in [
            ("1. 加强领导", "1\\. 加强领导"),
            ("1.加强领导", "1\\.加强领导"),
            ("12）抓落实", "12）抓落实"),
            ("3) 抓落实", "3\\) 抓落实"),
            ("2.5万元", "2.5万元"),
            ("# 标题", "\\# 标题"),
            ("- 项目", "\\- 项目"),
            ("> 引文", "\\> 引文"),
            ("* 注", "\\* 注"),
            ("| 甲 | 乙 |", "\\| 甲 \\| 乙 \\|"),
            ("<b>甲</b>", "\\<b>甲\\</b>"),
            ("a_b [甲](乙)", "a\\_b \\[甲\\](乙)"),
            ("甲&amp;乙 & 丙", "甲\\&amp;乙 & 丙"),
            ("C:\\目录\\*", "C:\\目录\\\\\\*"),
        ] {
            assert_eq!(paragraph(text), written, "{text}");
        }
    }

    #[test]
    fn tables_and_headings() {
        let rows = vec![vec!["序号".to_owned(), "任务".to_owned()], vec!["1".to_owned(), "甲|乙".to_owned()]];
        let blocks = [Block::Heading { level: 2, text: "C #".to_owned() }, Block::Table { rows }];
        assert_eq!(write(&blocks), "## C \\#\n\n| 序号 | 任务 |\n| --- | --- |\n| 1 | 甲\\|乙 |\n");
    }
}
