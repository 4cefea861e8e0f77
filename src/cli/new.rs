//! `portal new`.

use super::args::{Common, New};
use super::console::say;
use super::{CommandError, Outcome, clock};
use crate::content::keys;
use crate::domain::kind::Kind;
use crate::source;
use crate::yaml::Key;

pub fn run(common: &Common, arguments: &New) -> Result<Outcome, CommandError> {
    let kinds: Vec<&str> = Kind::NAMES.iter().map(|(_, zh, _)| *zh).collect();
    let kind = Kind::parse(&arguments.kind)
        .ok_or_else(|| CommandError(format!("没有类型“{}”。可选：{}", arguments.kind, kinds.join("、"))))?;
    let today = clock::as_of(common)?;
    let inputs = source::load(&common.root).map_err(|error| CommandError(format!("读不了 content：{error}")))?;
    let config = inputs.site.map(|file| crate::config::parse(file, inputs.sources.text(file)).0).unwrap_or_default();
    let column = config.columns.iter().find(|column| column.kind == kind);
    let column = column.ok_or_else(|| CommandError(format!("site.yaml 中没有类型为“{}”的栏目", kind.label())))?;
    let folder = common.root.join("content").join(&column.path).join(today.year().to_string());
    let path = folder.join(format!("{}.md", file_stem(&arguments.title)));
    if path.exists() {
        return Err(CommandError(format!("{} 已经存在，没有覆盖。", path.display())));
    }
    let failed = |error: std::io::Error| CommandError(format!("写不了 {}：{error}", path.display()));
    std::fs::create_dir_all(&folder).map_err(failed)?;
    std::fs::write(&path, text(kind, &arguments.title, &today.to_string())).map_err(failed)?;
    say!("已新建 {}", path.display());
    Ok(Outcome::Done)
}

/// The title as a file name: Han characters, letters and digits.
fn file_stem(title: &str) -> String {
    let stem: String = title.chars().filter(|c| c.is_alphanumeric()).take(40).collect();
    if stem.is_empty() { "new".to_owned() } else { stem.to_lowercase() }
}

/// Front matter with the keys that a document of the kind usually has, as a draft.
fn text(kind: Kind, title: &str, today: &str) -> String {
    let quoted = serde_json::to_string(title).unwrap_or_default();
    let mut lines = vec!["---".to_owned(), format!("{}: {quoted}", keys::TITLE.zh)];
    let mut add = |key: Key, value: &str| lines.push(format!("{}: {value}", key.zh));
    match kind {
        Kind::Policy => {
            add(keys::DOCUMENT_NUMBER, "");
            add(keys::ISSUER, "");
            add(keys::NATURE, "其他公文");
            add(keys::WRITTEN, today);
            add(keys::TOPIC, "");
        }
        Kind::Interpretation => {
            add(keys::INTERPRETS, "[]");
            add(keys::FORM, "文字");
            add(keys::PHONE, "");
        }
        Kind::Decision => {
            add(keys::UNDERTAKER, "");
            add(keys::DECISION_CLASS, "");
            add(keys::DECISION_BASIS, "[]");
            add(keys::STEPS, "[]");
        }
        Kind::Consultation => {
            add(keys::SOLICITED_BY, "");
            add(keys::OPENS, "");
            add(keys::CLOSES, "");
            add(keys::CHANNELS, "[]");
        }
        _ => {}
    }
    add(keys::PUBLISHED, today);
    add(keys::DISCLOSURE, "主动公开");
    add(keys::SUMMARY, "");
    add(keys::DRAFT, "true");
    lines.push("---".to_owned());
    lines.push(body(kind).to_owned());
    lines.join("\n")
}

/// A place for the text; a consultation has its parts.
fn body(kind: Kind) -> &'static str {
    match kind {
        Kind::Consultation => "\n在这里写征集公告。\n\n## 草案内容\n\n## 起草说明\n",
        _ => "\n在这里写正文。\n",
    }
}
