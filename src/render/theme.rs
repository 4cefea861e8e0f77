//! A theme: files embedded in the binary, each overridable by a file of the site, and themes that
//! extend another.

use crate::source::ThemeFiles;
use crate::yaml::{self, Node};
use include_dir::{Dir, include_dir};
use serde_json::Value;
use std::collections::BTreeMap;

static EMBEDDED: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The two editions of a site: the directory of each theme, which is also the edition's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditionName {
    /// 标准版, at the root of the site.
    Standard,
    /// 长辈版, below `senior/`.
    Senior,
}

impl EditionName {
    /// All editions.
    pub const ALL: &'static [EditionName] = &[Self::Standard, Self::Senior];

    /// The name in addresses, templates and options.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Senior => "senior",
        }
    }

    /// Folder of the edition in the output, with its slash.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Standard => "",
            Self::Senior => "senior/",
        }
    }
}

/// A theme with everything that it inherits laid under it.
#[derive(Debug)]
pub struct Theme {
    /// Path within the theme → content, and where the file comes from.
    files: Layer,
    /// Interface text.
    pub texts: Texts,
}

/// Why a theme cannot be used.
#[derive(Debug)]
pub struct ThemeError(pub String);

impl Theme {
    /// Loads a theme: its parents first, then its own files, then the site's files over both.
    ///
    /// # Errors
    /// When theme.yaml or the interface text is faulty, or themes extend each other in a circle.
    pub fn load(name: &str, overrides: &ThemeFiles) -> Result<Self, ThemeError> {
        let mut chain = vec![name.to_owned()];
        while let Some(parent) = parent(&chain[chain.len() - 1], overrides)? {
            if chain.contains(&parent) {
                return Err(ThemeError(format!("主题互相继承：{}", chain.join(" → "))));
            }
            chain.push(parent);
        }
        let mut files = BTreeMap::new();
        let mut texts = Value::Null;
        for theme in chain.iter().rev() {
            for layer in [embedded_of(theme), overrides_of(theme, overrides)] {
                if let Some((place, bytes)) = layer.get(TEXTS) {
                    merge(&mut texts, parse_yaml(place, bytes)?);
                }
                files.extend(layer);
            }
        }
        Ok(Self { files, texts: Texts(texts) })
    }

    /// Templates and components with the place that each comes from, by the name that templates use.
    pub fn templates(&self) -> Vec<(String, String, String)> {
        let files = self.files.iter().filter(|(path, _)| path.ends_with(".html"));
        files
            .map(|(path, (place, bytes))| {
                let name = path.strip_prefix("templates/").unwrap_or(path);
                (name.to_owned(), place.clone(), String::from_utf8_lossy(bytes).into_owned())
            })
            .collect()
    }

    /// The assets: files below `assets/`, and the style sheet made of `css/` and the components.
    pub fn assets(&self) -> BTreeMap<String, Vec<u8>> {
        let mut assets: BTreeMap<String, Vec<u8>> = self
            .files
            .iter()
            .filter_map(|(path, (_, bytes))| Some((path.strip_prefix("assets/")?.to_owned(), bytes.clone())))
            .collect();
        let sheets = |folder: &'static str| {
            self.files.iter().filter(move |(path, _)| path.starts_with(folder) && path.ends_with(".css"))
        };
        let mut style = Vec::new();
        for (_, (_, bytes)) in sheets("css/").chain(sheets("components/")) {
            style.extend_from_slice(bytes);
            style.push(b'\n');
        }
        assets.insert("site.css".to_owned(), style);
        assets
    }
}

/// Interface text: merged key by key, so that a site can change a single word.
const TEXTS: &str = "i18n/zh-CN.yaml";

/// Path within a theme → where the file comes from, and its content.
type Layer = BTreeMap<String, (String, Vec<u8>)>;

fn embedded_of(theme: &str) -> Layer {
    let mut files = BTreeMap::new();
    if let Some(folder) = EMBEDDED.get_dir(theme) {
        collect(folder, theme, &mut files);
    }
    files
}

fn overrides_of(theme: &str, overrides: &ThemeFiles) -> Layer {
    let named = |(path, bytes): (&str, &[u8])| (path.to_owned(), (format!("themes/{theme}/{path}"), bytes.to_vec()));
    overrides.of(theme).map(named).collect()
}

fn collect(folder: &Dir, theme: &str, files: &mut Layer) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let below = path.strip_prefix(theme).and_then(|rest| rest.strip_prefix('/')).unwrap_or(&path);
        files.insert(below.to_owned(), (format!("themes/{path}"), file.contents().to_vec()));
    }
    for child in folder.dirs() {
        collect(child, theme, files);
    }
}

fn parent(theme: &str, overrides: &ThemeFiles) -> Result<Option<String>, ThemeError> {
    let mut files = embedded_of(theme);
    files.extend(overrides_of(theme, overrides));
    let Some((place, bytes)) = files.get("theme.yaml") else {
        return Err(ThemeError(format!("没有主题“{theme}”：缺少 themes/{theme}/theme.yaml")));
    };
    let about = parse_yaml(place, bytes)?;
    let value = about.get("继承").or_else(|| about.get("extends"));
    Ok(value.and_then(Value::as_str).map(str::to_owned))
}

fn parse_yaml(place: &str, bytes: &[u8]) -> Result<Value, ThemeError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ThemeError(format!("{place} 不是 UTF-8 编码")))?;
    let node = yaml::parse(text).map_err(|error| {
        let line = text[..error.offset].matches('\n').count() + 1;
        ThemeError(format!("{place}:{line}：{}", error.message))
    })?;
    Ok(to_value(node))
}

fn to_value(node: Node) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Scalar(text) => Value::String(text),
        Node::Sequence(nodes) => nodes.into_iter().map(to_value).collect(),
        Node::Mapping(pairs) => Value::Object(pairs.into_iter().map(|(key, node)| (key, to_value(node))).collect()),
    }
}

fn merge(under: &mut Value, over: Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                merge(under.entry(key).or_insert(Value::Null), value);
            }
        }
        (under, over) => *under = over,
    }
}

/// Interface text of a theme.
#[derive(Debug, Clone)]
pub struct Texts(Value);

impl Texts {
    /// The text at a dotted path; the path itself where the theme lacks it, so that the gap shows.
    pub fn get(&self, path: &str) -> String {
        let found = path.split('.').try_fold(&self.0, |value, key| value.get(key));
        found.and_then(Value::as_str).unwrap_or(path).to_owned()
    }

    /// All of it, for templates.
    pub fn value(&self) -> &Value {
        &self.0
    }
}

/// Every embedded file below `themes/`, with its path: for `portal init --themes`.
pub fn embedded_files() -> Vec<(String, &'static [u8])> {
    fn walk(folder: &'static Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
        files.extend(folder.files().map(|file| (file.path().to_string_lossy().into_owned(), file.contents())));
        folder.dirs().for_each(|child| walk(child, files));
    }
    let mut files = Vec::new();
    walk(&EMBEDDED, &mut files);
    files
}
