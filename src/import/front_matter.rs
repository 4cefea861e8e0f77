//! The proposed front matter.

use super::head::Head;
use super::notes::Notes;
use super::pattern::{self, Disclosure};
use super::pieces::Piece;
use super::roles::Role;
use super::title;
use crate::domain::text::{is_chinese_punctuation, is_han};
use jiff::civil::Date;

/// One key of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The canonical Chinese key, such as 标题.
    pub key: &'static str,
    /// What the importer proposes.
    pub value: Value,
    /// What the source says beyond the value, written as a comment so that nothing is lost.
    pub remark: Option<String>,
}

/// A value as YAML knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, quoted when it is written if YAML would read it otherwise.
    Text(String),
    /// A date, written `2022-06-01`.
    Date(Date),
    /// Several texts: the organs of a joint document, the lead first.
    List(Vec<String>),
}

impl Field {
    fn new(key: &'static str, value: Value) -> Self {
        Self { key, value, remark: None }
    }

    fn text(key: &'static str, value: impl Into<String>) -> Self {
        Self::new(key, Value::Text(value.into()))
    }

    /// The field as a line of YAML.
    pub fn to_yaml(&self) -> String {
        let value = match &self.value {
            Value::Text(text) => scalar(text),
            Value::Date(date) => date.to_string(),
            Value::List(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| scalar(text)).collect();
                format!("[{}]", texts.join(", "))
            }
        };
        let remark = self.remark.as_ref().map(|text| format!(" # {text}")).unwrap_or_default();
        format!("{}: {value}{remark}\n", self.key)
    }
}

/// Plain where YAML can only read it as this text, else in double quotes.
pub(super) fn scalar(text: &str) -> String {
    let safe = |c: char| is_han(c) || is_chinese_punctuation(c) || c.is_ascii_alphanumeric();
    if text.chars().all(safe) && text.chars().any(is_han) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Proposes the front matter, with a note for all that the editor has to decide.
pub(super) fn propose(file_stem: &str, head: &Head, pieces: &[Piece], notes: &mut Notes) -> Vec<Field> {
    let mut fields = vec![title_field(file_stem, head, notes)];
    fields.extend(number(head));
    fields.extend(issuer(head, pieces, notes));
    fields.extend(dates(pieces, notes));
    fields.extend(disclosure(pieces, notes));
    fields.extend(genre(head, notes));
    fields.push(Field::text("文件性质", "其他公文"));
    fields
}

fn title_field(file_stem: &str, head: &Head, notes: &mut Notes) -> Field {
    let title = head.title.clone().unwrap_or_else(|| {
        notes.add(1, "没有认出标题，暂用文件名，请填写标题。");
        file_stem.to_owned()
    });
    Field::text("标题", title)
}

fn number(head: &Head) -> Option<Field> {
    let (number, written) = head.number.as_ref()?;
    let official = number.to_string();
    let remark = (*written != official).then(|| format!("原文写作 {written}"));
    Some(Field { remark, ..Field::text("发文字号", official) })
}

/// 发文机关: who signed; failing that, whom the title names; failing that, the emblem.
fn issuer(head: &Head, pieces: &[Piece], notes: &mut Notes) -> Option<Field> {
    let signed = signatures(pieces);
    let named = head.title.as_deref().and_then(title::organ);
    let emblem = head.emblem.as_deref().map(|emblem| emblem.trim_end_matches("文件"));
    let line = pieces.iter().find(|piece| piece.role == Role::Signature).map_or(1, Piece::number);
    if let (Some(first), Some(named)) = (signed.first(), named)
        && first != named
    {
        notes.add(line, format!("署名“{first}”与标题中的“{named}”不同，发文机关暂用署名，请核对。"));
    }
    if signed.is_empty() {
        notes.add(line, "没有找到成文日期之上的署名，发文机关取自标题或版头，请核对。");
    }
    let value = match signed.as_slice() {
        [] => Value::Text(named.or(emblem)?.to_owned()),
        [one] => Value::Text(one.clone()),
        _ => Value::List(signed),
    };
    let remark = head.emblem.as_ref().map(|emblem| format!("发文机关标志：{emblem}"));
    Some(Field { remark, ..Field::new("发文机关", value) })
}

/// The organs directly above the first date that has one above it.
fn signatures(pieces: &[Piece]) -> Vec<String> {
    pieces
        .iter()
        .skip_while(|piece| piece.role != Role::Signature)
        .take_while(|piece| piece.role == Role::Signature)
        .map(Piece::text)
        .collect()
}

/// 成文日期: below the signature, else the first date on a line of its own.
fn written(pieces: &[Piece]) -> Option<&Piece> {
    let signed = pieces.iter().position(|piece| piece.role == Role::Signature).unwrap_or(0);
    pieces[signed..].iter().find(|piece| piece.role == Role::Date)
}

fn dates(pieces: &[Piece], notes: &mut Notes) -> Vec<Field> {
    let printed = pieces.iter().find(|piece| piece.role == Role::Imprint);
    let printed_on = printed.and_then(|piece| pattern::date_in(&piece.text()));
    let Some((piece, date)) = written(pieces).and_then(|piece| Some((piece, pattern::date_in(&piece.text())?))) else {
        let hint = printed_on.map(|date| format!("（印发日期是{date}）")).unwrap_or_default();
        notes.add(1, format!("没有找到成文日期{hint}，请填写成文日期和发布日期。"));
        return Vec::new();
    };
    notes.add(piece.number(), format!("发布日期暂用成文日期{date}，请按实际发布的日期改正。"));
    if let (Some(printed), Some(printed_on)) = (printed, printed_on.filter(|printed| *printed < date)) {
        notes.add(printed.number(), format!("印发日期{printed_on}早于成文日期{date}，请核对。"));
    }
    vec![Field::new("成文日期", Value::Date(date)), Field::new("发布日期", Value::Date(date))]
}

/// 公开属性 is never guessed: a wrong guess would publish what must not be.
fn disclosure(pieces: &[Piece], notes: &mut Notes) -> Option<Field> {
    let found = pieces.iter().find_map(|piece| match piece.role {
        Role::Remark(disclosure) => Some((piece.number(), disclosure)),
        _ => None,
    });
    let Some((line, disclosure)) = found else {
        notes.add(1, "没有“（此件公开发布）”一类的附注，公开属性没有写入，请核实后填写。");
        return None;
    };
    let (value, missing) = match disclosure {
        Disclosure::Proactive => ("主动公开", None),
        Disclosure::OnRequest => ("依申请公开", Some("下次审查")),
        Disclosure::Withheld => ("不予公开", Some("不予公开依据和下次审查")),
    };
    if let Some(missing) = missing {
        notes.add(line, format!("公开属性为{value}：须填写{missing}，正文不得对外发布。"));
    }
    Some(Field::text("公开属性", value))
}

/// 文种 from the title's end. Rules for the public are normative: who drafted them has to say so.
fn genre(head: &Head, notes: &mut Notes) -> Option<Field> {
    let title = head.title.as_deref()?;
    let Some(genre) = title::genre(title) else {
        notes.add(1, "标题末尾没有文种，文种没有写入。");
        return None;
    };
    let rules = ["办法", "规定", "细则"].iter().any(|kind| title.contains(kind));
    if rules {
        notes.add(1, "标题含办法、规定或细则：如属行政规范性文件，请改文件性质，并填写登记号、施行日期、有效期至。");
    }
    Some(Field::text("文种", genre))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn yaml_reads_back_what_was_written() {
        for (value, line) in [
            (Value::Text("望川市“放管服”要点（试行）".into()), "标题: 望川市“放管服”要点（试行）\n"),
            (Value::Text("2022".into()), "标题: \"2022\"\n"),
            (Value::Text("望川: \"甲\" # 乙\\".into()), "标题: \"望川: \\\"甲\\\" # 乙\\\\\"\n"),
            (Value::Date(date(2022, 6, 1)), "标题: 2022-06-01\n"),
            (Value::List(vec!["甲局".into(), "乙局".into()]), "标题: [甲局, 乙局]\n"),
        ] {
            assert_eq!(Field::new("标题", value).to_yaml(), line);
        }
    }
}
