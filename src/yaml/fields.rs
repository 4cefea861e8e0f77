//! Reads a mapping key by key, collecting every fault with its place.

use super::slips;
use super::tree::{self, Node, Step, Target};
use crate::diagnostic::{Code, Diagnostic, FileId, Span, did_you_mean};
use crate::domain::{Date, date};
use std::cell::RefCell;

/// A key: the official Chinese term, which messages name, and its one English alias.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The Chinese term.
    pub zh: &'static str,
    /// The alias.
    pub en: &'static str,
}

/// Shorthand for the tables of keys.
pub const fn key(zh: &'static str, en: &'static str) -> Key {
    Key { zh, en }
}

/// The way to a node inside a YAML text.
pub type Way = Vec<Step>;

/// A YAML text inside a file, and the findings about it.
pub struct Reader<'a> {
    file: FileId,
    text: &'a str,
    /// Where the text starts in the file, in bytes.
    base: usize,
    findings: RefCell<Vec<Diagnostic>>,
}

impl<'a> Reader<'a> {
    /// A reader of a text that starts at a byte of the file.
    pub fn new(file: FileId, text: &'a str, base: usize) -> Self {
        Self { file, text, base, findings: RefCell::default() }
    }

    /// Parses the text; a fault of syntax becomes a finding.
    pub fn parse(&self) -> Option<Node> {
        let parsed = tree::parse(self.text);
        if matches!(parsed, Ok(Node::Mapping(_) | Node::Null)) {
            return parsed.ok();
        }
        // What the parser stumbles over is often not where the author slipped.
        if let Some(slip) = slips::find(self.text) {
            let span = Span::new(self.file, self.base + slip.range.start..self.base + slip.range.end);
            self.report(Diagnostic::new(Code::YamlSyntax, span, slip.message).help(slip.help));
            return None;
        }
        let error = match parsed {
            Ok(node) => return Some(node),
            Err(error) => error,
        };
        let at = self.base + error.offset;
        let line_end = self.text[error.offset..].find('\n').map_or(self.text.len(), |n| error.offset + n);
        let span = Span::new(self.file, at..self.base + line_end);
        let help = "每行写“键: 值”，冒号用英文并在后面空一格；值里有特殊符号时用英文引号括起。";
        self.report(Diagnostic::new(Code::YamlSyntax, span, error.message).help(help));
        None
    }

    /// The place of a node in the file.
    pub fn span(&self, way: &[Step], target: Target) -> Span {
        let range = tree::locate(self.text, way, target);
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }

    /// Adds a finding.
    pub fn report(&self, finding: Diagnostic) {
        self.findings.borrow_mut().push(finding);
    }

    /// Adds a finding about the value at the end of a way.
    pub fn fault(&self, way: &[Step], code: Code, message: impl Into<String>) {
        self.report(Diagnostic::new(code, self.span(way, Target::Value), message));
    }

    /// All findings, in the order of their places.
    pub fn into_findings(self) -> Vec<Diagnostic> {
        let mut findings = self.findings.into_inner();
        findings.sort_by_key(|finding| finding.span.range.start);
        findings
    }
}

/// A mapping that is being read.
pub struct Fields<'r> {
    reader: &'r Reader<'r>,
    way: Way,
    pairs: &'r [(String, Node)],
}

impl<'r> Fields<'r> {
    /// Opens a mapping: unknown keys and keys that stand twice are reported here.
    pub fn open(reader: &'r Reader<'r>, node: &'r Node, way: Way, known: &[Key]) -> Option<Self> {
        let Node::Mapping(pairs) = node else {
            let message = format!("这里应当是“键: 值”的形式，现在是{}", node.describe());
            let help = format!("写作：{}: …", list(known.iter().take(3).map(|key| key.zh)).replace('、', ": …，"));
            let finding = Diagnostic::new(Code::ValueType, reader.span(&way, Target::Value), message);
            reader.report(finding.help(help));
            return None;
        };
        let fields = Self { reader, way, pairs };
        fields.check_keys(known);
        Some(fields)
    }

    fn check_keys(&self, known: &[Key]) {
        for (at, (name, _)) in self.pairs.iter().enumerate() {
            let nth = self.pairs[..at].iter().filter(|(other, _)| other == name).count();
            let span = || {
                let mut way = self.way.clone();
                way.push(Step::Key(name.clone(), nth));
                self.reader.span(&way, Target::Key)
            };
            let Some(key) = known.iter().find(|key| key.zh == name || key.en == name) else {
                let message = format!("不认识的键“{name}”");
                let names = known.iter().flat_map(|key| [key.zh, key.en]);
                let help = match did_you_mean(name, names) {
                    Some(near) => format!("是不是“{near}”？"),
                    None => format!("可用的键：{}", list(known.iter().map(|key| key.zh))),
                };
                self.reader.report(Diagnostic::new(Code::KeyUnknown, span(), message).help(help));
                continue;
            };
            let earlier = self.pairs[..at].iter().find(|(other, _)| other == key.zh || other == key.en);
            if let Some((other, _)) = earlier {
                let message = if other == name {
                    format!("键“{name}”写了两次")
                } else {
                    format!("“{other}”和“{name}”是同一个键，不能同时写")
                };
                let help = "留下正确的一个，删去另一个。";
                self.reader.report(Diagnostic::new(Code::KeyTwice, span(), message).help(help));
            }
        }
    }

    /// The way to the value of a key, as it is written in this file.
    pub fn way_to(&self, key: Key) -> Way {
        let written = self.pairs.iter().find(|(name, _)| name == key.zh || name == key.en);
        let mut way = self.way.clone();
        if let Some((name, _)) = written {
            way.push(Step::Key(name.clone(), 0));
        }
        way
    }

    /// True when the key stands there with a value.
    pub fn has(&self, key: Key) -> bool {
        self.node(key).is_some()
    }

    /// The value of a key; an empty value counts as absent.
    pub fn node(&self, key: Key) -> Option<&'r Node> {
        let pair = self.pairs.iter().find(|(name, _)| name == key.zh || name == key.en);
        pair.map(|(_, node)| node).filter(|node| !is_empty(node))
    }

    /// Reports a fault of the value of a key.
    pub fn fault(&self, key: Key, code: Code, message: impl Into<String>) {
        self.reader.fault(&self.way_to(key), code, message);
    }

    /// Reports a fault of the value of a key, with the way out.
    pub fn fault_with_help(&self, key: Key, code: Code, message: impl Into<String>, help: impl Into<String>) {
        let span = self.reader.span(&self.way_to(key), Target::Value);
        self.reader.report(Diagnostic::new(code, span, message).help(help));
    }

    /// Reports that a required key is missing; the place is the mapping's first key.
    pub fn missing(&self, key: Key, why: &str) {
        let mut way = self.way.clone();
        let present = self.pairs.iter().find(|(name, _)| name == key.zh || name == key.en);
        if let Some((name, _)) = present.or(self.pairs.first()) {
            way.push(Step::Key(name.clone(), 0));
        }
        let span = self.reader.span(&way, Target::Key);
        let (message, help) = match present {
            Some(_) => (format!("“{}”没有填写{why}", key.zh), format!("在“{}: ”后面填写。", key.zh)),
            None => (format!("缺少“{}”{why}", key.zh), format!("加一行：{}: …", key.zh)),
        };
        self.reader.report(Diagnostic::new(Code::KeyMissing, span, message).help(help));
    }

    /// One line of text.
    pub fn text(&self, key: Key) -> Option<String> {
        match self.node(key)? {
            Node::Scalar(text) => Some(text.clone()),
            other => {
                let message = format!("“{}”应当是文字，现在是{}", key.zh, other.describe());
                self.fault(key, Code::ValueType, message);
                None
            }
        }
    }

    /// One line of text that must be there.
    pub fn required_text(&self, key: Key) -> Option<String> {
        if !self.has(key) {
            self.missing(key, "");
        }
        self.text(key)
    }

    /// A date.
    pub fn date(&self, key: Key) -> Option<Date> {
        let text = self.text(key)?;
        let parsed = date::parse_iso(&text);
        if parsed.is_none() {
            let message = format!("“{}”应填日期，这里是“{text}”", key.zh);
            let help = "日期写作 2024-03-05 的形式，且应真实存在。";
            self.fault_with_help(key, Code::DateInvalid, message, help);
        }
        parsed
    }

    /// Whether the value is a date, without a finding if it is not.
    pub fn has_date(&self, key: Key) -> bool {
        matches!(self.node(key), Some(Node::Scalar(text)) if date::parse_iso(text).is_some())
    }

    /// A yes or no; absent means no.
    pub fn flag(&self, key: Key) -> bool {
        match self.text(key).as_deref() {
            None | Some("false" | "否") => false,
            Some("true" | "是") => true,
            Some(other) => {
                let message = format!("“{}”应当是 true 或 false，现在是“{other}”", key.zh);
                self.fault(key, Code::ValueType, message);
                false
            }
        }
    }

    /// A positive whole number.
    pub fn number(&self, key: Key) -> Option<usize> {
        let text = self.text(key)?;
        let parsed = text.parse().ok().filter(|n| *n > 0);
        if parsed.is_none() {
            let message = format!("“{}”应当是正整数，现在是“{text}”", key.zh);
            self.fault(key, Code::ValueType, message);
        }
        parsed
    }

    /// How many there are of something: a whole number, zero included.
    pub fn count(&self, key: Key) -> Option<usize> {
        let text = self.text(key)?;
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.fault(key, Code::ValueType, format!("“{}”应当是数字，现在是“{text}”", key.zh));
        }
        parsed
    }

    /// A word out of a closed list, parsed by `parse`.
    pub fn choice<T>(&self, key: Key, parse: impl Fn(&str) -> Option<T>, words: &[&str]) -> Option<T> {
        let text = self.text(key)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            let message = format!("“{}”不能是“{text}”", key.zh);
            let help = match did_you_mean(&text, words.iter().copied()) {
                Some(near) => format!("是不是“{near}”？可选：{}", list(words.iter().copied())),
                None => format!("可选：{}", list(words.iter().copied())),
            };
            self.fault_with_help(key, Code::ValueUnknown, message, help);
        }
        parsed
    }

    /// The entries of a list with the way to each; a single value counts as a list of one.
    pub fn entries(&self, key: Key) -> Vec<(&'r Node, Way)> {
        let way = self.way_to(key);
        match self.node(key) {
            None => Vec::new(),
            Some(Node::Sequence(nodes)) => nodes
                .iter()
                .enumerate()
                .map(|(at, node)| (node, way.iter().cloned().chain([Step::Index(at)]).collect()))
                .collect(),
            Some(node) => vec![(node, way)],
        }
    }

    /// A list of texts with the way to each.
    pub fn texts_with_ways(&self, key: Key) -> Vec<(String, Way)> {
        let mut texts = Vec::new();
        for (node, way) in self.entries(key) {
            match node {
                Node::Scalar(text) if !text.is_empty() => texts.push((text.clone(), way)),
                other => {
                    let message = format!("“{}”的每一项应当是文字，这里是{}", key.zh, other.describe());
                    self.reader.fault(&way, Code::ValueType, message);
                }
            }
        }
        texts
    }

    /// A list of texts.
    pub fn texts(&self, key: Key) -> Vec<String> {
        self.texts_with_ways(key).into_iter().map(|(text, _)| text).collect()
    }

    /// A list of mappings.
    pub fn mappings(&self, key: Key, known: &[Key]) -> Vec<Fields<'r>> {
        let entries = self.entries(key).into_iter();
        entries.filter_map(|(node, way)| Fields::open(self.reader, node, way, known)).collect()
    }

    /// A mapping below a key.
    pub fn mapping(&self, key: Key, known: &[Key]) -> Option<Fields<'r>> {
        Fields::open(self.reader, self.node(key)?, self.way_to(key), known)
    }

    /// The pairs as they are written, for mappings whose keys are data.
    pub fn pairs(&self) -> &'r [(String, Node)] {
        self.pairs
    }

    /// The reader, for faults of single nodes.
    pub fn reader(&self) -> &'r Reader<'r> {
        self.reader
    }

    /// The way to this mapping.
    pub fn way(&self) -> &Way {
        &self.way
    }
}

fn is_empty(node: &Node) -> bool {
    match node {
        Node::Null => true,
        Node::Scalar(text) => text.is_empty(),
        Node::Sequence(nodes) => nodes.is_empty(),
        Node::Mapping(pairs) => pairs.is_empty(),
    }
}

/// Words joined by 、.
pub fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join("、")
}
