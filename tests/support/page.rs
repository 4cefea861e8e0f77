//! A built page as its reader meets it: what the head declares, and the text of `<main>` with its
//! headings, lists, tables, links and anchors. What only looks (classes, wrappers) is left out, so
//! that a change of looks does not touch the expectations.

use scraper::{ElementRef, Html, Node, Selector};

/// The page as text; with `frame`, its header and footer too.
pub fn extract(html: &str, frame: bool) -> String {
    let page = Html::parse_document(html);
    let mut text = head(&page);
    let parts: &[&str] = if frame { &["body > header", "main", "body > footer"] } else { &["main"] };
    for part in parts {
        for element in page.select(&selector(part)) {
            text.push_str(&format!("\n<{}>\n{}", element.value().name(), render(element)));
        }
    }
    text
}

/// The addresses that a page leads to or loads, as written.
pub fn addresses(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let of = |query: &str, attribute: &str| -> Vec<String> {
        page.select(&selector(query)).filter_map(|element| element.attr(attribute)).map(str::to_owned).collect()
    };
    let mut all = of("a[href], link[href]:not([rel=canonical])", "href");
    all.extend(of("[src]", "src"));
    all.extend(refresh(&page).and_then(|content| content.split_once("url=").map(|(_, url)| url.to_owned())));
    all
}

/// The addresses of the links that a selector finds, as written.
pub fn links(html: &str, query: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    page.select(&selector(query)).filter_map(|element| element.attr("href")).map(str::to_owned).collect()
}

/// The values of the id attributes of a page.
pub fn ids(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    page.select(&selector("[id]")).filter_map(|element| element.attr("id")).map(str::to_owned).collect()
}

/// The text of all elements that a selector finds, joined by lines.
pub fn texts(html: &str, query: &str) -> String {
    let page = Html::parse_document(html);
    let found: Vec<String> =
        page.select(&selector(query)).map(|element| squeeze(&element.text().collect::<String>())).collect();
    found.join("\n")
}

fn selector(query: &str) -> Selector {
    Selector::parse(query).unwrap()
}

fn refresh(page: &Html) -> Option<String> {
    let tag = page.select(&selector("meta[http-equiv=refresh]")).next()?;
    tag.attr("content").map(str::to_owned)
}

fn head(page: &Html) -> String {
    let mut text = String::new();
    for title in page.select(&selector("head title")) {
        text.push_str(&format!("title: {}\n", title.text().collect::<String>()));
    }
    for tag in page.select(&selector("meta[name]")) {
        let name = tag.attr("name").unwrap_or_default();
        if !matches!(name, "viewport" | "color-scheme") {
            text.push_str(&format!("meta {name}: {}\n", tag.attr("content").unwrap_or_default()));
        }
    }
    for link in page.select(&selector("link[rel=canonical], link[rel=alternate]")) {
        let of = |name| link.attr(name).unwrap_or_default();
        text.push_str(&format!("{}: {}\n", of("rel"), of("href")));
    }
    text + &refresh(page).map(|content| format!("refresh: {content}\n")).unwrap_or_default()
}

fn render(element: ElementRef) -> String {
    let mut writer = Writer::default();
    writer.children(element);
    writer.flush();
    writer.text
}

fn squeeze(text: &str) -> String {
    text.split([' ', '\n', '\t']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Writer {
    text: String,
    line: String,
}

impl Writer {
    fn flush(&mut self) {
        let line = self.line.trim_matches([' ', '\n']);
        // The mark of an entry waits for its first words.
        if line.ends_with("} -") || line == "-" {
            return;
        }
        if !line.is_empty() {
            self.text.push_str(line);
            self.text.push('\n');
        }
        self.line.clear();
    }

    /// White space in HTML is one space, wherever it stands.
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            let space = matches!(c, ' ' | '\n' | '\t' | '\r');
            if !space {
                self.line.push(c);
            } else if !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    fn children(&mut self, element: ElementRef) {
        for node in element.children() {
            match node.value() {
                Node::Text(text) => self.words(text),
                Node::Element(_) => ElementRef::wrap(node).into_iter().for_each(|child| self.element(child)),
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef) {
        let name = element.value().name();
        if matches!(name, "script" | "style" | "svg" | "template") || element.attr("aria-hidden") == Some("true") {
            return;
        }
        let block = !INLINE.contains(&name);
        if block {
            self.flush();
        }
        self.open(name, element);
        self.children(element);
        self.close(name, element);
        if block && !matches!(name, "dt" | "td" | "th") {
            self.flush();
        }
    }

    fn open(&mut self, name: &str, element: ElementRef) {
        if let Some(id) = element.attr("id") {
            self.line.push_str(&format!("{{#{id}}} "));
        }
        if let Some(from) = element.attr("data-effective") {
            self.line.push_str(&format!("{{{from}～{}}} ", element.attr("data-expires").unwrap_or_default()));
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name[1..].parse().unwrap_or(0);
                self.line.push_str(&format!("{} ", "#".repeat(level)));
            }
            "li" => self.line.push_str("- "),
            "a" => self.line.push('['),
            "img" => self.line.push_str(&format!(
                "![{}]({})",
                element.attr("alt").unwrap_or("（无）"),
                element.attr("src").unwrap_or_default()
            )),
            "strong" | "b" => self.line.push_str("**"),
            "em" => self.line.push('*'),
            "del" => self.line.push_str("~~"),
            "code" => self.line.push('`'),
            "sup" => self.line.push('^'),
            "br" => self.line.push_str(" ⏎ "),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, element: ElementRef) {
        match name {
            "a" => {
                let current = if element.attr("aria-current").is_some() { " 当前" } else { "" };
                self.line.push_str(&format!("]({}{current})", element.attr("href").unwrap_or_default()));
            }
            "dt" => self.line.push('：'),
            "td" => self.line.push_str(" | "),
            "th" => self
                .line
                .push_str(&format!("（{}头） | ", if element.attr("scope") == Some("row") { "行" } else { "列" })),
            "strong" | "b" => self.line.push_str("**"),
            "em" => self.line.push('*'),
            "del" => self.line.push_str("~~"),
            "code" => self.line.push('`'),
            _ => {}
        }
    }
}

/// Elements that do not start a line; cells and definitions stay on the line of their row.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "br", "code", "dd", "del", "em", "i", "img", "kbd", "mark", "q", "small", "span", "strong",
    "sub", "sup", "td", "th", "time", "label", "input",
];
