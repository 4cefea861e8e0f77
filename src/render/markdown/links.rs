//! Links of a body: where each leads, and the addresses that paper shows.

use super::Href;

/// The links of one page, in the order of its text.
pub struct Links {
    targets: std::vec::IntoIter<Href>,
    open: Vec<Open>,
    /// Addresses for paper, each once.
    pub addresses: Vec<String>,
}

/// A link whose text is being written.
struct Open {
    /// Whether it has an `<a>` to close.
    is_link: bool,
    /// Where its attributes end in the HTML.
    attributes_end: usize,
    /// Where its text starts.
    text_start: usize,
    address: Option<String>,
}

impl Links {
    pub fn new(targets: Vec<Href>) -> Self {
        Self { targets: targets.into_iter(), open: Vec::new(), addresses: Vec::new() }
    }

    /// Where the next link or image leads.
    pub fn next(&mut self) -> Href {
        self.targets.next().unwrap_or(Href::Nowhere)
    }

    /// A link starts whose text is written and leads nowhere.
    pub fn open_text(&mut self) {
        self.open.push(Open { is_link: false, attributes_end: 0, text_start: 0, address: None });
    }

    /// A link starts; its `<a` and attributes are written, without `>`.
    pub fn open_link(&mut self, html: &str, text: &str, address: Option<String>) {
        self.open.push(Open { is_link: true, attributes_end: html.len(), text_start: text.len(), address });
    }

    /// The open link ends; on paper it carries the number of its address.
    pub fn close(&mut self, html: &mut String, text: &str) {
        let Some(link) = self.open.pop().filter(|link| link.is_link) else { return };
        if let Some(address) = link.address.filter(|address| bare(address) != bare(&text[link.text_start..])) {
            let number = self.number(address);
            html.insert_str(link.attributes_end, &format!(" data-address=\"{number}\""));
        }
        html.push_str("</a>");
    }

    fn number(&mut self, address: String) -> usize {
        let known = self.addresses.iter().position(|other| *other == address);
        let at = known.unwrap_or_else(|| {
            self.addresses.push(address);
            self.addresses.len() - 1
        });
        at + 1
    }
}

/// An address as people write it: a link whose text says as much needs no number.
fn bare(address: &str) -> String {
    let address = address.trim();
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    let rest = schemes.iter().find_map(|scheme| address.strip_prefix(scheme)).unwrap_or(address);
    rest.trim_end_matches('/').chars().filter(|c| *c != '-' && !c.is_whitespace()).collect()
}
