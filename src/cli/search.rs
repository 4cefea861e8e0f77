//! `portal search`.

use super::args::{Common, Search};
use super::console::say;
use super::{CommandError, Outcome, build};
use crate::search::{self, Hit, PAGE_SIZE, Request};
use std::path::Path;

pub fn run(common: &Common, arguments: &Search) -> Result<Outcome, CommandError> {
    let folder = arguments.index.clone().unwrap_or_else(|| build::public(common).join("search"));
    let hits = find(&folder, arguments)?;
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

/// Asks the index. tantivy trusts the bytes of its files and panics over damaged ones, which is the
/// index's fault and must not look like the program's.
fn find(folder: &Path, arguments: &Search) -> Result<Vec<Hit>, CommandError> {
    std::panic::set_hook(Box::new(|_| {}));
    let asked = std::panic::catch_unwind(|| {
        let searcher = search::open(folder)?;
        let request = Request::new(&arguments.query);
        let mut hits = Vec::new();
        for page in 1..=arguments.limit.div_ceil(PAGE_SIZE) {
            let more = searcher.answer(&request.on_page(page))?.hits;
            let is_last = more.len() < PAGE_SIZE;
            hits.extend(more);
            if is_last {
                break;
            }
        }
        hits.truncate(arguments.limit);
        Ok(hits)
    });
    let _ = std::panic::take_hook();
    let damaged = |_| CommandError("检索索引已损坏，请重新运行 portal build".to_owned());
    asked.map_err(damaged)?.map_err(|error: search::SearchError| CommandError(error.to_string()))
}
