//! The search page: a form, places for an answer, and the ways to find something without one.
//!
//! A script fills the places by their ids (`search-q`, `search-status`, `search-filters`,
//! `search-results`), a server by [`answered`]. The static page holds no answer, so a reader without
//! scripts sees at once the pages that list everything.

use super::browse::Browse;
use super::{Maker, place, tel};
use crate::render::engine::RenderError;
use crate::render::markdown::escape;
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{Link, PhoneView, SearchSlots, SearchView, SearchWay};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// What was asked is written into this, so it stands in the page as it stands here.
const FIELD: &str = "<input id=\"search-q\" type=\"search\" name=\"q\" autocomplete=\"off\" enterkeyhint=\"search\" \
                     maxlength=\"100\">";
const TITLE: &str = "<title>";
const STATUS: &str = "<!--search-status-->";
const FILTERS: &str = "<!--search-filters-->";
const RESULTS_BEGIN: &str = "<!--search-results-->";
const RESULTS_END: &str = "<!--/search-results-->";

/// An answer to a search, as the page shows it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Answered<'a> {
    /// What was asked, as typed.
    pub query: &'a str,
    /// How many were found, in one sentence that is read out.
    pub status: &'a str,
    /// What narrows the answer, as HTML.
    pub filters_html: &'a str,
    /// What was found, as HTML.
    pub results_html: &'a str,
}

/// The built search page with an answer in it; none when the page has not the places for it, because
/// another version of the program or another theme made it.
pub fn answered(page: &str, answer: &Answered) -> Option<String> {
    let query = escape(answer.query);
    let title = if query.is_empty() { TITLE.to_owned() } else { format!("{TITLE}{query} - ") };
    let field = format!("{} value=\"{query}\">", FIELD.trim_end_matches('>'));
    let (mut made, mut rest) = (String::with_capacity(page.len() + answer.results_html.len()), page);
    // In the order of the page, and never again in what was put in: an answer may hold anything.
    for (slot, filled) in [
        (TITLE, title.as_str()),
        (FIELD, &field),
        (STATUS, &escape(answer.status)),
        (FILTERS, answer.filters_html),
        (RESULTS_BEGIN, answer.results_html),
    ] {
        let (before, after) = rest.split_once(slot)?;
        made.push_str(before);
        made.push_str(filled);
        rest = after;
    }
    // What stood there speaks to readers of the static page.
    made.push_str(rest.split_once(RESULTS_END)?.1);
    Some(made)
}

/// The page.
pub fn emit(maker: &Maker, stage: &Stage, browse: &Browse) -> Result<(), RenderError> {
    let title = maker.texts.get("search.title");
    let description = maker.fill("search.description", &[("%site", &maker.edition.identity().name)]);
    stage.emit(&Page {
        address: place::search(),
        meta: maker.column_meta(&title, &description, &title, "信息公开目录"),
        title,
        description,
        above: Vec::new(),
        section: None,
        noindex: true,
        stands_for: None,
        machine: Machine::default(),
        template: "search.html",
        key: "search",
        view: SearchView {
            slots: slots(),
            examples: examples(maker),
            ways: ways(maker, browse),
            organs: organs(maker),
        },
    })
}

fn slots() -> SearchSlots {
    SearchSlots {
        field_html: FIELD,
        status_html: STATUS,
        filters_html: FILTERS,
        results_begin_html: RESULTS_BEGIN,
        results_end_html: RESULTS_END,
    }
}

/// 搜索示例 of site.yaml, each as a link to its search.
pub fn examples(maker: &Maker) -> Vec<Link> {
    let search = place::search().link();
    let examples = maker.edition.site.content.config.search_examples.iter();
    let path = |text: &str| format!("{search}?q={}", utf8_percent_encode(text, NON_ALPHANUMERIC));
    examples.map(|text| Link { title: text.clone(), path: Some(path(text)) }).collect()
}

fn ways(maker: &Maker, browse: &Browse) -> Vec<SearchWay> {
    let way = |title: &str, path: String, description: &str| SearchWay {
        title: maker.texts.get(title),
        path,
        description: maker.texts.get(description),
    };
    let others = [
        way("page.library", place::library().link(), "search.ways.library"),
        way("page.sitemap", place::sitemap().link(), "page.sitemap_description"),
    ];
    browse.ways().into_iter().chain(others).collect()
}

fn organs(maker: &Maker) -> Vec<PhoneView> {
    let organs = maker.edition.site.content.config.organs.iter();
    let phone =
        |name: &str, number: &str| PhoneView { name: name.to_owned(), number: number.to_owned(), tel: tel(number) };
    organs.filter_map(|organ| Some(phone(&organ.name, organ.phone.as_deref()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> String {
        format!(
            "<title>搜索</title>{FIELD}<p>{STATUS}</p><div>{FILTERS}</div><div>{RESULTS_BEGIN}none{RESULTS_END}</div>"
        )
    }

    #[test]
    fn an_answer_stands_in_its_places() {
        let answer =
            Answered { query: "补贴", status: "找到1条", filters_html: "<b>类</b>", results_html: "<ol></ol>" };
        let field = FIELD.replace("maxlength=\"100\">", "maxlength=\"100\" value=\"补贴\">");
        assert_eq!(
            answered(&page(), &answer).unwrap_or_default(),
            format!("<title>补贴 - 搜索</title>{field}<p>找到1条</p><div><b>类</b></div><div><ol></ol></div>")
        );
        assert_eq!(answered("<title>另一个主题</title>", &answer), None);
    }

    #[test]
    fn what_is_asked_stays_text() {
        let query = format!("\"><script>&{STATUS}{RESULTS_END}");
        let made = answered(&page(), &Answered { query: &query, status: &query, ..Answered::default() });
        let made = made.unwrap_or_default();
        assert!(!made.contains("<script") && !made.contains(STATUS), "{made}");
        assert!(made.ends_with("<div></div><div></div>"), "{made}");
    }

    #[test]
    fn without_a_question_the_title_is_the_pages_own() {
        assert!(answered(&page(), &Answered::default()).unwrap_or_default().starts_with("<title>搜索</title>"));
    }
}
