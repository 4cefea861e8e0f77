//! 版头 and 标题: what stands above the addressees.

use super::lines::Line;
use super::notes::Notes;
use super::tables::starts_table;
use super::title;
use crate::domain::document_number::DocumentNumber;
use regex::Regex;
use std::sync::LazyLock;

/// The elements above the addressees, each with the text that it was read from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// 发文机关标志, such as 望川市人民政府文件.
    pub(super) emblem: Option<String>,
    /// 发文字号, and how it was written.
    pub(super) number: Option<(DocumentNumber, String)>,
    /// 标题, in one line.
    pub(super) title: Option<String>,
}

/// More lines than stand above a title.
const MOST_ABOVE: usize = 12;

static SECRECY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^(绝密|机密|秘密)(★|$)|^内部(资料|文件)").expect("a valid pattern"));
static HEADER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^([0-9]{6}|特急|加急|平急|特提|急件|签发人：.*)$|★").expect("a valid pattern"));

/// Takes the head off. What stands among it and has no field of its own (份号, 密级, 紧急程度, 签发人)
/// stays at the start of the body.
pub(super) fn split(lines: Vec<Line>, notes: &mut Notes) -> (Head, Vec<Line>) {
    let mut lines: Vec<Line> = lines.into_iter().flat_map(divide_signer).collect();
    let mut head = Head::default();
    let mut kept = Vec::new();
    let mut at = 0;
    while at < lines.len().min(MOST_ABOVE) && head.title.is_none() {
        at += match take(&mut head, &lines[at..], notes) {
            Taken::Lines(count) => count,
            Taken::Kept => {
                kept.push(at);
                1
            }
            Taken::Nothing => break,
        };
    }
    at += number_below_title(&mut head, lines.get(at), notes);
    let rest = lines.split_off(at);
    let kept = lines.into_iter().enumerate().filter(|(i, _)| kept.contains(i)).map(|(_, line)| line);
    let body = kept.chain(rest).collect();
    (head, body)
}

/// `望政发〔2022〕3号　　签发人：王小明` is two elements.
fn divide_signer(line: Line) -> Vec<Line> {
    match line.raw.find("签发人") {
        Some(at) if at > 0 && line.raw[..at].trim_end().ends_with('号') => line.divided(at).into(),
        _ => vec![line],
    }
}

enum Taken {
    /// Recognised, with this number of lines.
    Lines(usize),
    /// Recognised, but has no place in the front matter.
    Kept,
    Nothing,
}

fn take(head: &mut Head, lines: &[Line], notes: &mut Notes) -> Taken {
    let Some(line) = lines.first() else { return Taken::Nothing };
    if head.emblem.is_none() && is_emblem(&line.text) {
        head.emblem = Some(line.text.clone());
        return Taken::Lines(1);
    }
    if head.number.is_none() && read_number(head, line, notes) {
        return Taken::Lines(1);
    }
    if is_header(line, notes) {
        return Taken::Kept;
    }
    match title::read(lines).filter(|_| !starts_table(&line.raw)) {
        Some(found) => {
            if !found.complete {
                notes.add(line.number, format!("标题“{}”没有以文种结尾，请核对是否完整。", found.text));
            }
            head.title = Some(found.text);
            Taken::Lines(found.lines)
        }
        None => Taken::Nothing,
    }
}

/// `望川市人民政府办公室文件`
fn is_emblem(text: &str) -> bool {
    text.ends_with("文件") && text.chars().count() <= 30 && !text.contains("关于")
}

/// Web pages put the number below the title.
fn number_below_title(head: &mut Head, line: Option<&Line>, notes: &mut Notes) -> usize {
    let wanted = head.title.is_some() && head.number.is_none();
    usize::from(wanted && line.is_some_and(|line| read_number(head, line, notes)))
}

fn read_number(head: &mut Head, line: &Line, notes: &mut Notes) -> bool {
    let bare = line.raw.trim_start_matches('（').trim_end_matches('）');
    let found = [line.raw.as_str(), bare].into_iter().find_map(DocumentNumber::parse_lenient);
    let Some((number, faults)) = found else { return false };
    if !faults.is_empty() {
        notes.add(line.number, format!("发文字号写作“{}”，已改为“{number}”，请核对。", line.raw));
    }
    head.number = Some((number, line.raw.clone()));
    true
}

/// 份号, 密级, 紧急程度 or 签发人.
fn is_header(line: &Line, notes: &mut Notes) -> bool {
    if SECRECY.is_match(&line.text) {
        notes.add(line.number, format!("有密级或内部标志“{}”：不得公开，请先核实。", line.raw));
        return true;
    }
    if HEADER.is_match(&line.text) {
        notes.add(line.number, format!("“{}”是版头内容，没有对应的字段，留在正文开头，请核对。", line.raw));
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines;

    fn head(text: &str) -> (Head, Vec<String>, usize) {
        let mut notes = Notes::default();
        let read = lines::read(text, &mut Notes::default());
        let (head, rest) = split(read, &mut notes);
        (head, rest.into_iter().map(|line| line.text).collect(), notes.sorted().len())
    }

    #[test]
    fn emblem_number_and_title() {
        let text =
            "# 望川市人民政府办公室文件\n望政办发[2022]011号\n## 望川市人民政府办公室 关于做好工作的通知\n各镇：";
        let (head, rest, notes) = head(text);
        assert_eq!(head.emblem.as_deref(), Some("望川市人民政府办公室文件"));
        assert_eq!(head.number.unwrap().0.to_string(), "望政办发〔2022〕11号");
        assert_eq!(head.title.as_deref(), Some("望川市人民政府办公室关于做好工作的通知"));
        assert_eq!((rest.as_slice(), notes), (["各镇：".to_owned()].as_slice(), 1));
    }

    #[test]
    fn number_below_the_title() {
        let (head, rest, _) = head("望川市财政局关于做好决算的通知\n（望财〔2022〕3号）\n各镇：");
        assert_eq!(head.number.unwrap().0.to_string(), "望财〔2022〕3号");
        assert_eq!(rest, ["各镇："]);
    }

    #[test]
    fn secrecy_is_reported_and_kept() {
        let (head, rest, notes) = head(
            "000012\n秘密★1年\n望川市人民政府文件\n望政发〔2022〕3号　　签发人:王小明\n关于做好工作的通知\n各镇：",
        );
        assert_eq!(head.title.as_deref(), Some("关于做好工作的通知"));
        assert_eq!(rest, ["000012", "秘密★1年", "签发人：王小明", "各镇："]);
        assert_eq!(notes, 3);
    }
}
