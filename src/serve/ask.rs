//! One question to the engine, and its answer for people and for programs.
//!
//! No other file of the server knows what the engine is asked and what it answers.

use super::built::{Built, Edition, Unusable, guarded};
use super::refusal::Form;
use crate::render::markdown::escape;
use crate::render::pages::search::{Answered, answered};
use crate::search::Hit;
use percent_encoding::percent_decode_str;

/// A question longer than this is cut, in characters.
const QUERY_MAX: usize = 100;

/// Documents in an answer.
const HITS: usize = 10;

/// What is asked, as an address says it.
struct Asked {
    query: String,
    /// Whether more was typed.
    is_cut: bool,
}

impl Asked {
    /// Reads what stands after `?`. Characters that nobody can type have no place in a page.
    fn of(question: &str) -> Self {
        let typed = question.split('&').find_map(|pair| pair.strip_prefix("q=")).unwrap_or_default().replace('+', " ");
        let typed = percent_decode_str(&typed).decode_utf8_lossy().replace(char::is_control, " ");
        let query: String = typed.trim().chars().take(QUERY_MAX).collect();
        Self { is_cut: query.len() < typed.trim().len(), query }
    }
}

/// Asks a build what the part of an address after `?` asks, and writes the answer in a form; none
/// when the site has no such page, or one without places for an answer.
///
/// # Errors
/// When the index is damaged.
pub fn ask(built: &Built, edition: Edition, question: &str, form: Form) -> Result<Option<String>, Unusable> {
    let asked = Asked::of(question);
    let hits = guarded(|| built.searcher.search(&asked.query, HITS))?;
    Ok(match form {
        Form::Json => serde_json::to_string(&hits).ok(),
        Form::Html => built.page(edition).and_then(|page| {
            let list: String = hits.iter().map(item).collect();
            let results_html = &format!("<ol>{list}</ol>");
            answered(
                page,
                &Answered { query: &asked.query, status: &status(&asked, &hits), filters_html: "", results_html },
            )
        }),
    })
}

fn status(asked: &Asked, hits: &[Hit]) -> String {
    let found = match hits.len() {
        _ if asked.query.is_empty() => "请写上要找的词。".to_owned(),
        0 => "没有找到。可以换一个词，或只写其中两三个字。".to_owned(),
        HITS => format!("下面是最符合的{HITS}条。"),
        count => format!("找到{count}条。"),
    };
    let cut = if asked.is_cut { format!("写得太长，只用了前{QUERY_MAX}个字。") } else { String::new() };
    found + &cut
}

/// The pages of answers lie one folder below the root of their edition.
fn item(hit: &Hit) -> String {
    let about = [hit.document_number.as_deref(), hit.status_label.as_deref(), Some(hit.published.as_str())];
    let about: Vec<&str> = about.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    let (url, title, about) = (escape(hit.url.trim_start_matches('/')), escape(&hit.title), escape(&about.join("　")));
    format!("<li><a href=\"../{url}\">{title}</a><br>{about}<br>{}</li>", snippet(hit))
}

/// The snippet with its matches marked.
fn snippet(hit: &Hit) -> String {
    let (mut html, mut at) = (String::new(), 0);
    for range in &hit.highlights {
        html += &escape(&hit.snippet[at..range.start]);
        html += &format!("<mark>{}</mark>", escape(&hit.snippet[range.clone()]));
        at = range.end;
    }
    html + &escape(&hit.snippet[at..])
}
