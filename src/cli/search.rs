//! `portal search`.

use super::args::{Common, Search};
use super::console::say;
use super::{CommandError, Outcome, build};
use crate::search::Searcher;

pub fn run(common: &Common, arguments: &Search) -> Result<Outcome, CommandError> {
    let folder = arguments.index.clone().unwrap_or_else(|| build::public(common).join("search"));
    let failed = |error: crate::search::SearchError| CommandError(error.to_string());
    let hits = Searcher::open(&folder).map_err(failed)?.search(&arguments.query, arguments.limit).map_err(failed)?;
    if arguments.json {
        let text = serde_json::to_string_pretty(&hits).map_err(|error| CommandError(error.to_string()))?;
        say!("{text}");
        return Ok(Outcome::Done);
    }
    if hits.is_empty() {
        say!("没有找到“{}”。可以换一个词，或只写其中两三个字。", arguments.query);
    }
    for (at, hit) in hits.iter().enumerate() {
        let about = [hit.document_number.as_deref(), hit.status_label.as_deref(), Some(hit.published.as_str())];
        let about: Vec<&str> = about.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        say!("{}. {}\n   {}\n   {}\n   {}", at + 1, hit.title, about.join("　"), hit.snippet, hit.url);
    }
    Ok(Outcome::Done)
}
