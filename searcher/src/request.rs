//! What is asked: the words, the filters and the page, as an address carries them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Answers on a page.
pub const PAGE_SIZE: usize = 10;

/// A query longer than this is cut: a pasted paragraph is found by its beginning.
pub const QUERY_MAX: usize = 100;

/// A page beyond this is none that a reader turned to.
const PAGE_MAX: usize = 1000;

/// Kept as they are in an address, as forms do.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'*');

/// What narrows an answer: each facet to at most one value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// The English name of a kind of document, such as `policy`.
    pub kind: Option<String>,
    /// 主题分类.
    pub topic: Option<String>,
    /// 发文机关.
    pub organ: Option<String>,
    /// The year of 发布日期.
    pub year: Option<String>,
    /// The English name of a validity, such as `in_force`.
    pub status: Option<String>,
}

/// A search as its address says it: `q=补贴&kind=policy&page=2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What was typed, cut to [`QUERY_MAX`] characters.
    pub query: String,
    /// Whether it was longer.
    pub is_cut: bool,
    /// What narrows the answer.
    pub filters: Filters,
    /// The page of answers, from 1.
    pub page: usize,
}

impl Default for Request {
    fn default() -> Self {
        Self::new("")
    }
}

impl Filters {
    /// The names that filters have in an address, in the order in which they are shown.
    pub const NAMES: [&'static str; 5] = ["kind", "status", "topic", "organ", "year"];

    /// The value of a filter.
    pub fn get(&self, name: &str) -> Option<&str> {
        match name {
            "kind" => self.kind.as_deref(),
            "topic" => self.topic.as_deref(),
            "organ" => self.organ.as_deref(),
            "year" => self.year.as_deref(),
            "status" => self.status.as_deref(),
            _ => None,
        }
    }

    /// Sets or clears a filter; a name that is none changes nothing.
    pub fn set(&mut self, name: &str, value: Option<String>) {
        let value = value.filter(|value| !value.is_empty());
        match name {
            "kind" => self.kind = value,
            "topic" => self.topic = value,
            "organ" => self.organ = value,
            "year" => self.year = value,
            "status" => self.status = value,
            _ => {}
        }
    }

    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        Self::NAMES.iter().all(|name| self.get(name).is_none())
    }
}

impl Request {
    /// Asks for the first page of everything that answers.
    pub fn new(typed: &str) -> Self {
        let typed = typed.trim();
        let query: String = typed.chars().take(QUERY_MAX).collect();
        Self { is_cut: query.len() < typed.len(), query, filters: Filters::default(), page: 1 }
    }

    /// Reads the part of an address after `?`. What is not understood is left aside: an address that
    /// somebody shortened by hand still answers.
    pub fn from_query_string(text: &str) -> Self {
        let mut request = Self::default();
        let mut filters = Filters::default();
        let mut page = 1;
        for (name, value) in text.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')) {
            let value = decoded(value);
            match name {
                "q" => request = Self::new(&value),
                "page" => page = value.parse().unwrap_or(1).clamp(1, PAGE_MAX),
                name => filters.set(name, Some(value.trim().to_owned())),
            }
        }
        Self { filters, page, ..request }
    }

    /// The part of an address after `?`; what is not asked is left out.
    pub fn to_query_string(&self) -> String {
        let mut text = format!("q={}", encoded(&self.query));
        for name in Filters::NAMES {
            if let Some(value) = self.filters.get(name) {
                text += &format!("&{name}={}", encoded(value));
            }
        }
        if self.page > 1 {
            text += &format!("&page={}", self.page);
        }
        text
    }

    /// The same search with a filter set or cleared, from its first page.
    pub fn with(&self, name: &str, value: Option<&str>) -> Self {
        let mut request = Self { page: 1, ..self.clone() };
        request.filters.set(name, value.map(str::to_owned));
        request
    }

    /// Another page of the same search.
    pub fn on_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }
}

fn decoded(value: &str) -> String {
    let spaced = value.replace('+', " ");
    // Characters that nobody can type have no place in a page.
    percent_decode_str(&spaced).decode_utf8_lossy().replace(char::is_control, " ")
}

fn encoded(value: &str) -> String {
    utf8_percent_encode(value, PLAIN).to_string().replace("%20", "+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_asked_and_back() {
        let request = Request::from_query_string("?q=%E8%A1%A5%E8%B4%B4+%E6%A0%87%E5%87%86&kind=policy&page=3&x=1");
        assert_eq!((request.query.as_str(), request.page), ("补贴 标准", 3));
        assert_eq!(request.filters.kind.as_deref(), Some("policy"));
        assert_eq!(Request::from_query_string(&request.to_query_string()), request);
        assert_eq!(request.with("kind", None).to_query_string(), "q=%E8%A1%A5%E8%B4%B4+%E6%A0%87%E5%87%86");
        let odd = Request { query: "a&b=c+d%#".to_owned(), ..Request::default() };
        assert_eq!(Request::from_query_string(&odd.to_query_string()), odd);
    }

    #[test]
    fn what_makes_no_sense_is_left_aside() {
        for (text, page) in [("page=0", 1), ("page=-3", 1), ("page=x", 1), ("page=99999999999999999999", 1)] {
            assert_eq!(Request::from_query_string(text).page, page, "{text}");
        }
        assert_eq!(Request::from_query_string("q=%ff%fe&kind=").filters, Filters::default());
        assert_eq!(Request::from_query_string("q").query, "");
        let long = Request::new(&"补".repeat(5000));
        assert!(long.is_cut && long.query.chars().count() == QUERY_MAX);
    }
}
