//! The one module that touches serde_yaml: text to a tree, and places on demand.
//!
//! serde_yaml keeps no places, but its errors carry one. A place is needed only for a finding, so
//! [`locate`] reads the text again with a seed that walks to the wanted node and fails there.

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::ops::Range;

/// A YAML value; numbers and booleans are kept as they would be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Nothing was written.
    Null,
    /// A word, a number, a date.
    Scalar(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order of the file; a key may stand twice.
    Mapping(Vec<(String, Node)>),
}

impl Node {
    /// What the value is, for messages.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "空值",
            Self::Scalar(_) => "文字",
            Self::Sequence(_) => "列表",
            Self::Mapping(_) => "键值对",
        }
    }
}

/// A step on the way to a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The value of a key; the number says which of several equal keys, from 0.
    Key(String, usize),
    /// An entry of a list.
    Index(usize),
}

/// Which end of a key-value pair is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The key itself.
    Key,
    /// Its value.
    Value,
}

/// A text that is no YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, in plain Chinese.
    pub message: String,
    /// Byte of the text.
    pub offset: usize,
}

/// Parses a YAML text.
///
/// # Errors
/// When the text is no YAML; the message is for an editor.
pub fn parse(text: &str) -> Result<Node, SyntaxError> {
    if text.trim().is_empty() {
        return Ok(Node::Null);
    }
    let deserializer = serde_yaml::Deserializer::from_str(text);
    deserializer.deserialize_any(TreeVisitor).map_err(|error| SyntaxError {
        message: explain(&error.to_string()),
        offset: error.location().map_or(0, |place| offset_of(text, place.line(), place.column())),
    })
}

/// The bytes of a node, or of the key that leads to it. An empty way means the whole text.
pub fn locate(text: &str, way: &[Step], target: Target) -> Range<usize> {
    if way.is_empty() {
        return 0..0;
    }
    let seed = Seek { way, target };
    let deserializer = serde_yaml::Deserializer::from_str(text);
    let Some(place) = seed.deserialize(deserializer).err().and_then(|error| error.location()) else { return 0..0 };
    let start = offset_of(text, place.line(), place.column());
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    start..start + scalar_length(&text[start..], target, is_in_flow(&text[line_start..start]))
}

/// Byte offset of a line and column, both from 1, columns in characters.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    let end = rest.find('\n').unwrap_or(rest.len());
    let within = rest[..end].char_indices().nth(column.saturating_sub(1)).map_or(end, |(at, _)| at);
    start.min(text.len()) + within
}

/// Whether a bracket of `{…}` or `[…]` is open before a node.
fn is_in_flow(before: &str) -> bool {
    let count = |brackets: [char; 2]| before.matches(brackets).count();
    count(['{', '[']) > count(['}', ']'])
}

/// How far a key or a value reaches on its first line, for the carets of a message.
fn scalar_length(rest: &str, target: Target, in_flow: bool) -> usize {
    let line = rest.split('\n').next().unwrap_or("");
    let quoted = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quoted {
        return line[1..].find(quote).map_or(line.len(), |at| at + 2);
    }
    let end = match target {
        Target::Key => line.find(':'),
        // A plain value inside brackets ends at the comma or the closing bracket.
        Target::Value if in_flow && !line.starts_with(['{', '[']) => line.find([',', '}', ']']),
        Target::Value => line.find(" #"),
    };
    line[..end.unwrap_or(line.len())].trim_end().len()
}

/// Says in Chinese what the parser says in English.
fn explain(error: &str) -> String {
    let cause = error.split(" at line").next().unwrap_or(error);
    let known = [
        ("mapping values are not allowed", "这一行的冒号让 YAML 误解了：值中若有“: ”，请把整个值放进引号"),
        ("could not find expected ':'", "缺少冒号：键和值之间要写英文冒号加空格"),
        ("did not find expected key", "缩进或引号不对：这里应当是一个键"),
        ("did not find expected '-'", "列表的缩进不对：每一项都应以 - 开头并对齐"),
        ("found a tab character", "缩进用了制表符（Tab），请改用空格"),
        ("cannot start any token", "这里的字符不能开头：不要用制表符缩进；以 @、` 开头的值请放进引号"),
        ("did not find expected ','", "方括号或花括号没有成对，或各项之间缺少英文逗号"),
        ("did not find expected whitespace", "以 ! 开头的值会被当作标签，请放进引号"),
        ("found unexpected end of stream", "引号没有成对"),
        ("unknown anchor", "以 * 开头的值会被当作引用，请放进引号"),
        ("while scanning an alias", "以 * 开头的值会被当作引用，请放进引号"),
        ("while scanning an anchor", "以 & 开头的值会被当作标记，请放进引号"),
        ("recursion limit", "嵌套太深"),
        ("repetition limit", "引用展开后太大"),
        ("more than one document", "元数据中不能再有 --- 分隔行"),
    ];
    known
        .iter()
        .find(|(english, _)| error.contains(english))
        .map_or_else(|| format!("YAML 写法有误（{cause}）"), |(_, chinese)| (*chinese).to_owned())
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("YAML")
    }
    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }
    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Node, D::Error> {
        inner.deserialize_any(self)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }
    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.trim().to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = entries.next_element_seed(TreeSeed)? {
            nodes.push(node);
        }
        Ok(Node::Sequence(nodes))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(key) = pairs.next_key_seed(TreeSeed)? {
            let key = match key {
                Node::Scalar(key) => key,
                other => format!("（{}）", other.describe()),
            };
            nodes.push((key, pairs.next_value_seed(TreeSeed)?));
        }
        Ok(Node::Mapping(nodes))
    }
    fn visit_enum<A: de::EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        Err(de::Error::custom("以 ! 开头的值会被当作标签，请放进引号"))
    }
}

struct TreeSeed;

impl<'de> DeserializeSeed<'de> for TreeSeed {
    type Value = Node;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

/// Walks to a node and fails there, so that the error carries its place.
#[derive(Clone, Copy)]
struct Seek<'a> {
    way: &'a [Step],
    target: Target,
}

fn arrived<E: de::Error>() -> E {
    E::custom("arrived")
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node")
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Err(arrived())
    }
    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        Err(arrived())
    }
    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_any(self)
    }
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        Err(arrived())
    }
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        Err(arrived())
    }
    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        Err(arrived())
    }
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        Err(arrived())
    }
    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        Err(arrived())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Some((Step::Index(wanted), rest)) = self.way.split_first() else { return Err(arrived()) };
        for _ in 0..*wanted {
            entries.next_element::<IgnoredAny>()?;
        }
        entries.next_element_seed(Seek { way: rest, ..self })?;
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<(), A::Error> {
        let Some((Step::Key(wanted, nth), rest)) = self.way.split_first() else { return Err(arrived()) };
        let mut left = *nth;
        loop {
            let stop = left == 0 && rest.is_empty() && self.target == Target::Key;
            let Some(found) = pairs.next_key_seed(SeekKey { wanted, stop })? else { return Ok(()) };
            match (found, left) {
                (true, 0) => return pairs.next_value_seed(Seek { way: rest, ..self }),
                (true, _) => left -= 1,
                (false, _) => {}
            }
            pairs.next_value::<IgnoredAny>()?;
        }
    }
}

struct SeekKey<'a> {
    wanted: &'a str,
    stop: bool,
}

impl<'de> DeserializeSeed<'de> for SeekKey<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for SeekKey<'_> {
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
    fn visit_str<E: de::Error>(self, key: &str) -> Result<bool, E> {
        if key == self.wanted && self.stop { Err(arrived()) } else { Ok(key == self.wanted) }
    }
    fn visit_i64<E: de::Error>(self, key: i64) -> Result<bool, E> {
        self.visit_str(&key.to_string())
    }
    fn visit_u64<E: de::Error>(self, key: u64) -> Result<bool, E> {
        self.visit_str(&key.to_string())
    }
    fn visit_bool<E: de::Error>(self, key: bool) -> Result<bool, E> {
        self.visit_str(&key.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Step {
        Step::Key(name.into(), 0)
    }

    #[test]
    fn values_keep_what_was_written() {
        let node = parse("标题: 通知\n期间: 2024\n附件:\n  - 名称: 表\n").unwrap();
        let Node::Mapping(pairs) = node else { panic!("a mapping") };
        assert_eq!(pairs[0], ("标题".into(), Node::Scalar("通知".into())));
        assert_eq!(pairs[1].1, Node::Scalar("2024".into()));
    }

    #[test]
    fn places_of_keys_and_values() {
        let text = "标题: 通知\n废止:\n  - 文件: 甲\n    日期: 2024-13-01 # 注\n标题: 再来\n";
        let at = |way: &[Step], target| &text[locate(text, way, target)];
        assert_eq!(at(&[key("标题")], Target::Value), "通知");
        assert_eq!(at(&[Step::Key("标题".into(), 1)], Target::Key), "标题");
        assert_eq!(locate(text, &[Step::Key("标题".into(), 1)], Target::Key).start, text.rfind("标题").unwrap());
        assert_eq!(at(&[key("废止"), Step::Index(0), key("日期")], Target::Value), "2024-13-01");
        assert_eq!(at(&[key("废止"), Step::Index(0), key("文件")], Target::Key), "文件");
        let flow = "废止: [{文件: 甲, 日期: 明天}]\n";
        let range = locate(flow, &[key("废止"), Step::Index(0), key("日期")], Target::Value);
        assert_eq!(&flow[range], "明天");
    }

    #[test]
    fn faults_have_a_place_and_a_cause() {
        let fault = parse("标题: 通知: 关于\n").unwrap_err();
        assert!(fault.message.contains("冒号"), "{}", fault.message);
        assert!(parse("标题: \"通知\n").unwrap_err().message.contains("引号"));
        assert!(parse("标题: 甲\n\t摘要: 乙\n").is_err());
    }
}
