//! One question to the engine, and its answer for people and for programs.
//!
//! No other file of the server knows what the engine is asked and what it answers.

use super::built::{Built, Edition, Unusable, guarded};
use super::refusal::Form;
use crate::render::pages::search::{Answered, answered};
use crate::search::{Request, results};

/// The way from the search page to itself, and to the root of its edition.
const HERE: &str = "./";
const ROOT: &str = "../";

/// Asks a build what the part of an address after `?` asks, and writes the answer in a form; none
/// when the site has no such page, or one without places for an answer.
///
/// # Errors
/// When the index is damaged.
pub fn ask(built: &Built, edition: Edition, question: &str, form: Form) -> Result<Option<String>, Unusable> {
    let request = Request::from_query_string(question);
    let answer = guarded(|| Ok(built.searcher.answer(&request)?))?;
    Ok(match form {
        Form::Json => serde_json::to_string(&answer).ok(),
        Form::Html => built.page(edition).and_then(|page| {
            let (filters_html, results_html) = (results::filters(&answer, HERE), results::results(&answer, HERE, ROOT));
            let status = results::status(&answer);
            let answer = Answered {
                query: &request.query,
                status: &status,
                filters_html: &filters_html,
                results_html: &results_html,
            };
            answered(page, &answer)
        }),
    })
}
