//! A published document as an engine takes it.

use super::{Engine, Names};
use crate::domain::Date;
use crate::search::analysis;
use crate::site::DocId;
use crate::status::Edition;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The longest `_id` that OpenSearch takes, in bytes.
const ID_MAX: usize = 512;

/// The years whose days Quickwit can hold as dates: it counts nanoseconds from 1970 in 64 bits, and a
/// day beyond (有效期至 9999-12-31) would come out as another. Such a day is in the numbers alone.
const DATE_YEARS: std::ops::RangeInclusive<i16> = 1678..=2261;

/// One document; what it has not is left out.
#[derive(Debug, Serialize)]
pub struct Entry<'a> {
    id: &'a str,
    site: &'a str,
    /// The whole address of its page.
    url: String,
    /// The address from the root of its site.
    path: String,
    kind: &'static str,
    kind_label: &'static str,
    title: &'a str,
    /// Its Han characters, letters and digits, for a title that is asked for whole.
    title_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    document_number: Option<String>,
    /// The number in its one form, in each reading of the 机关代字.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    number_key: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index_number: Option<&'a str>,
    /// The leading organ.
    #[serde(skip_serializing_if = "Option::is_none")]
    organ: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    issuers: &'a [String],
    /// 一级, and 一级/二级.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topic: Vec<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    audiences: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_label: Option<&'static str>,
    #[serde(flatten)]
    days: Days,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    /// Whatever else it may be sought by: number, organs, topic, tags.
    #[serde(skip_serializing_if = "String::is_empty")]
    about: String,
    text: &'a str,
}

/// The days of a document, as dates and as numbers.
#[derive(Debug, Default, Serialize)]
struct Days {
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effective: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    written_day: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_day: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effective_day: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_day: Option<u32>,
}

impl<'a> Entry<'a> {
    /// The entry of a published document, whose text is the one that holds on the day.
    pub fn of(edition: &Edition<'a>, names: &'a Names, id: DocId, text: &'a str) -> Self {
        let document = edition.document(id);
        let validity = edition.validity(id);
        let link = edition.site.addresses[id].link();
        let number = document.number().map(ToString::to_string);
        let topic = document.topic.map(|topic| paths(&topic.full_name())).unwrap_or_default();
        Self {
            id: document.id(),
            site: &names.site,
            url: edition.identity().absolute(&link),
            path: format!("/{link}"),
            kind: document.kind.name(),
            kind_label: document.kind.label(),
            title: &document.title,
            title_key: analysis::key(&document.title),
            number_key: number.as_deref().map(number_keys).unwrap_or_default(),
            index_number: document.index_number.as_deref(),
            organ: document.organ(),
            issuers: document.policy().map_or(&[], |policy| &policy.issuers),
            tags: &document.tags,
            audiences: &document.audiences,
            status: validity.map(|validity| validity.status.name()),
            status_label: validity.map(|validity| validity.status.label()),
            days: Days::of(edition, id),
            summary: document.summary.as_deref(),
            about: about(edition, id, number.as_deref(), &topic),
            document_number: number,
            topic,
            text,
        }
    }

    /// Its lines in a file: for OpenSearch, what to do with it comes first.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn lines(&self, engine: Engine) -> Result<String, String> {
        let failed = |error: serde_json::Error| error.to_string();
        let line = serde_json::to_string(self).map_err(failed)?;
        match engine {
            Engine::Quickwit => Ok(line + "\n"),
            Engine::OpenSearch => {
                let action = serde_json::json!({ "index": { "_id": self.key() } });
                Ok(format!("{action}\n{line}\n"))
            }
        }
    }

    /// What OpenSearch knows the document by: sent again, it takes its own place.
    fn key(&self) -> String {
        let key = format!("{}/{}", self.site, self.id);
        if key.len() <= ID_MAX {
            return key;
        }
        let digest: String = Sha256::digest(self.id).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}/{digest}", self.site)
    }
}

impl Days {
    fn of(edition: &Edition, id: DocId) -> Self {
        let document = edition.document(id);
        let (policy, validity) = (document.policy(), edition.validity(id));
        let written = policy.and_then(|policy| policy.written);
        let effective = policy.map(|policy| policy.effective);
        let expires = validity.and_then(|validity| validity.expires);
        Self {
            year: document.published.map(Date::year),
            written: written.and_then(midnight),
            published: document.published.and_then(midnight),
            effective: effective.and_then(midnight),
            expires: expires.and_then(midnight),
            written_day: written.map(digits),
            published_day: document.published.map(digits),
            effective_day: effective.map(digits),
            expires_day: expires.map(digits),
        }
    }
}

/// A day as both engines read it without being told how; in UTC, so that the day stays the same day.
fn midnight(date: Date) -> Option<String> {
    DATE_YEARS.contains(&date.year()).then(|| format!("{date}T00:00:00Z"))
}

fn digits(date: Date) -> u32 {
    date.year().unsigned_abs() as u32 * 10_000
        + date.month().unsigned_abs() as u32 * 100
        + date.day().unsigned_abs() as u32
}

/// A path and all that is above it.
fn paths(full: &str) -> Vec<String> {
    let above = full.match_indices('/').map(|(at, _)| full[..at].to_owned());
    above.chain([full.to_owned()]).collect()
}

/// The forms under which the site's own index knows a document's number.
fn number_keys(number: &str) -> Vec<String> {
    let folded = analysis::fold(number);
    analysis::number_of(&folded).map_or_else(|| vec![analysis::key(number)], |mention| mention.tokens())
}

fn about(edition: &Edition, id: DocId, number: Option<&str>, topic: &[String]) -> String {
    let document = edition.document(id);
    let issuers = document.policy().map_or(&[][..], |policy| &policy.issuers);
    let single = [number, topic.last().map(String::as_str), document.organ(), document.drafter.as_deref()];
    let lists = [issuers, &document.tags, &document.audiences].into_iter().flatten().map(String::as_str);
    let mut words: Vec<&str> = Vec::new();
    for word in single.into_iter().flatten().chain(lists) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_beyond_the_engine_are_numbers_alone() {
        let day = |text: &str| crate::domain::date::parse_iso(text).unwrap();
        assert_eq!(midnight(day("2024-02-29")).as_deref(), Some("2024-02-29T00:00:00Z"));
        assert_eq!(midnight(day("2261-12-31")).as_deref(), Some("2261-12-31T00:00:00Z"));
        assert_eq!((midnight(day("2262-01-01")), digits(day("9999-12-31"))), (None, 99_991_231));
    }

    #[test]
    fn facets_hold_what_is_above() {
        assert_eq!(paths("民政/社会福利"), ["民政", "民政/社会福利"]);
        assert_eq!(paths("民政"), ["民政"]);
    }
}
