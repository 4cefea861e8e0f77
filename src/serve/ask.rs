//! One question to the engine, and its answer for people and for programs.

use super::built::{Built, Edition, Unusable, guarded};
use super::refusal::Form;
use crate::render::markdown::escape;
use crate::render::pages::search::{Answered, answered};
use percent_encoding::percent_decode_str;

/// Asks a build what the part of an address after `?` asks, and writes the answer in a form; none
/// when the site has no such page, or one without places for an answer.
///
/// # Errors
/// When the index is damaged.
pub fn ask(built: &Built, edition: Edition, question: &str, form: Form) -> Result<Option<String>, Unusable> {
    let query = question.split('&').find_map(|pair| pair.strip_prefix("q=")).unwrap_or_default().replace('+', " ");
    let query = percent_decode_str(&query).decode_utf8_lossy().replace(char::is_control, " ");
    let is_cut = query.chars().count() > 100;
    let query: String = query.chars().take(100).collect();
    let hits = guarded(|| built.searcher.search(&query, 10))?;
    Ok(match form {
        Form::Json => serde_json::to_string(&hits).ok(),
        Form::Html => {
            let item = |hit: &crate::search::Hit| {
                format!("<li><a href=\"..{}\">{}</a></li>", escape(&hit.url), escape(&hit.title))
            };
            let list: String = hits.iter().map(item).collect();
            let cut = if is_cut { "搜索的内容太长，只用了前100个字。" } else { "" };
            let status = format!("找到{}条。{cut}", hits.len());
            let answer = Answered { query: &query, status: &status, filters_html: "", results_html: &list };
            built.page(edition).and_then(|page| answered(page, &answer))
        }
    })
}
