//! An answer as HTML: the one form that browser and server show.
//!
//! Three pieces go into the places that the site's search page has for them: what is announced, what
//! narrows the answer, and the documents. Whatever came from a reader or an editor is escaped here.

use std::fmt::Write;
use std::ops::Range;

use super::answer::{Answer, Facet, Hit};
use super::request::{PAGE_SIZE, QUERY_MAX, Request};

/// Values of a facet that are shown at once; the rest stands behind a handle.
const VALUES_SHOWN: usize = 8;

/// What is announced and stands above the answer, as text.
pub fn status(answer: &Answer) -> String {
    let cut =
        if answer.request.is_cut { format!("写得太长，只用了前{QUERY_MAX}个字。") } else { String::new() };
    let pages = pages(answer);
    let page = if answer.request.page > 1 {
        format!("这是第{}页，共{pages}页。", answer.request.page)
    } else {
        String::new()
    };
    let also = match answer.also_sought.is_empty() {
        true => String::new(),
        false => format!("也查找了“{}”。", answer.also_sought.join("”“")),
    };
    let found = match (answer.total, answer.listed) {
        _ if answer.request.query.is_empty() => return "请写上要找的词。".to_owned(),
        (0, 0) if answer.request.filters.is_empty() => "没有找到。".to_owned(),
        (0, 0) => "在所选的范围里没有找到。".to_owned(),
        (0, part) => format!("没有找到全部符合的，下面{part}条部分符合。"),
        (total, listed) if listed > total => format!("找到{total}条，其后{}条部分符合。", listed - total),
        (total, _) => format!("找到{total}条。"),
    };
    format!("{found}{also}{page}{cut}")
}

/// What narrows the answer, as HTML: for each facet its values as links, with counts. `here` is the
/// address of the search page.
pub fn filters(answer: &Answer, here: &str) -> String {
    let mut html = String::new();
    let chosen = |facet: &Facet| answer.request.filters.get(facet.name).is_some();
    for facet in answer.facets.iter().filter(|facet| facet.values.len() > 1 || chosen(facet)) {
        let title = facet_title(facet.name);
        let _ = write!(html, r#"<section class="search-facet"><h3>{title}</h3>"#);
        let (first, rest) = facet.values.split_at(facet.values.len().min(VALUES_SHOWN));
        values(&mut html, answer, facet, first, here);
        if !rest.is_empty() {
            let _ = write!(html, "<details><summary>更多{title}（{}）</summary>", rest.len());
            values(&mut html, answer, facet, rest, here);
            html += "</details>";
        }
        html += "</section>";
    }
    if html.is_empty() { html } else { format!(r#"<h2 class="search-narrow">缩小范围</h2>{html}"#) }
}

fn values(html: &mut String, answer: &Answer, facet: &Facet, values: &[super::answer::FacetValue], here: &str) {
    *html += r#"<ul class="plain">"#;
    for value in values {
        let is_chosen = answer.request.filters.get(facet.name) == Some(&value.value);
        let other = answer.request.with(facet.name, (!is_chosen).then_some(value.value.as_str()));
        let (label, count) = (escape(&value.label), value.count);
        let (mark, hint) = if is_chosen { (r#" aria-current="true""#, "（再选一次取消）") } else { ("", "") };
        let _ = write!(
            html,
            r#"<li><a href="{}"{mark}>{label}<span class="quiet"> {count}条{hint}</span></a></li>"#,
            address(here, &other)
        );
    }
    *html += "</ul>";
}

/// The documents of the page, as HTML. `here` is the address of the search page, `root` that of the
/// edition's home page.
pub fn results(answer: &Answer, here: &str, root: &str) -> String {
    if answer.hits.is_empty() {
        return advice(answer, here);
    }
    let start = (answer.request.page - 1) * PAGE_SIZE + 1;
    let mut html = format!(r#"<ol class="search-hits" start="{start}">"#);
    for hit in &answer.hits {
        item(&mut html, hit, root);
    }
    html += "</ol>";
    turn(&mut html, answer, here);
    html
}

fn item(html: &mut String, hit: &Hit, root: &str) {
    let url = escape(hit.url.trim_start_matches('/'));
    let found = found_address(hit);
    let title = marked(&hit.title, &hit.title_highlights);
    let _ = write!(html, r#"<li><h3><a href="{root}{url}{found}">{title}</a></h3><p class="search-about">"#);
    let status = hit.status_label.as_deref();
    let about =
        [Some(hit.kind_label.as_str()), status, hit.document_number.as_deref(), hit.organs.first().map(String::as_str)];
    for part in about.into_iter().flatten().filter(|part| !part.is_empty()) {
        let _ = write!(html, "<span>{}</span> ", escape(part));
    }
    if !hit.published.is_empty() {
        let _ = write!(html, r#"<time datetime="{0}">{0}</time>"#, escape(&hit.published));
    }
    let _ = write!(html, r#"</p><p class="search-snippet">{}</p></li>"#, marked(&hit.snippet, &hit.highlights));
}

/// The words that the opened page marks, in its address after `#`.
fn found_address(hit: &Hit) -> String {
    match hit.found.is_empty() {
        true => String::new(),
        false => format!("#find={}", Request::new(&hit.found.join(" ")).to_query_string().trim_start_matches("q=")),
    }
}

/// The way to the pages before and after.
fn turn(html: &mut String, answer: &Answer, here: &str) {
    let (page, pages) = (answer.request.page, pages(answer));
    if pages < 2 {
        return;
    }
    *html += r#"<nav class="pager" aria-label="搜索结果的各页"><ul class="plain">"#;
    let mut link = |to: usize, text: &str, rel: &str| {
        let _ =
            write!(html, r#"<li><a href="{}" rel="{rel}">{text}</a></li>"#, address(here, &answer.request.on_page(to)));
    };
    if page > 1 {
        link(page - 1, "上一页", "prev");
    }
    if page < pages {
        link(page + 1, "下一页", "next");
    }
    let _ = write!(html, "</ul><p>第{page}页，共{pages}页</p></nav>");
}

/// What to try where nothing was found.
fn advice(answer: &Answer, here: &str) -> String {
    if answer.request.query.is_empty() {
        return String::new();
    }
    let mut html = String::from(r#"<div class="notice"><p>可以这样再试：</p><ul>"#);
    if !answer.request.filters.is_empty() {
        let wide = Request { page: 1, ..Request::new(&answer.request.query) };
        let _ = write!(html, r#"<li><a href="{}">不限范围再找一次</a></li>"#, address(here, &wide));
    }
    html += "<li>换一个说法，或只写其中两三个字</li><li>检查有没有写错的字</li>";
    html +=
        "<li>按主题、机关、年份、文号或标题拼音查找，入口在下面</li><li>打电话问经办的机关，电话在下面</li></ul></div>";
    html
}

fn pages(answer: &Answer) -> usize {
    answer.listed.div_ceil(PAGE_SIZE)
}

fn facet_title(name: &str) -> &'static str {
    match name {
        "kind" => "类别",
        "status" => "有效性",
        "topic" => "主题",
        "organ" => "机关",
        _ => "年份",
    }
}

fn address(here: &str, request: &Request) -> String {
    escape(&format!("{here}?{}", request.to_query_string()))
}

/// A text with its matches marked.
fn marked(text: &str, ranges: &[Range<usize>]) -> String {
    let (mut html, mut at) = (String::new(), 0);
    for range in ranges {
        html += &escape(&text[at..range.start]);
        let _ = write!(html, "<mark>{}</mark>", escape(&text[range.clone()]));
        at = range.end;
    }
    html + &escape(&text[at..])
}

/// A text that can stand in HTML, in an attribute too.
fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html += "&amp;",
            '<' => html += "&lt;",
            '>' => html += "&gt;",
            '"' => html += "&quot;",
            '\'' => html += "&#39;",
            c if c.is_control() => html.push(' '),
            c => html.push(c),
        }
    }
    html
}
