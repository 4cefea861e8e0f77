//! A text of a document as HTML: its links led to where they belong, its citations made links.

use super::{Maker, anchors};
use crate::content::document::Document;
use crate::domain::date::official;
use crate::domain::kind::Kind;
use crate::render::markdown::{self, BASE, Body, CITATION, Context, Href, Labels};
use crate::render::views::SignatureView;
use crate::site::{Address, DocId, LinkTarget, Which, encode};
use crate::status::{Cited, cited_on};

/// Which text is wanted, and for which page.
pub struct Wanted<'a> {
    /// The document.
    pub id: DocId,
    /// Which of its texts.
    pub which: Which,
    /// The page that will hold it: links are relative to it.
    pub page: &'a Address,
    /// Whether its blocks are wanted as well, to compare them.
    pub with_blocks: bool,
}

/// Renders a text of a document.
pub fn render(maker: &Maker, labels: &Labels, wanted: &Wanted) -> Body {
    let (id, which) = (wanted.id, wanted.which);
    let site = maker.edition.site;
    let document = maker.edition.document(id);
    let body = site.body(id, which);
    let links = site.links_of(id, which).iter().zip(&body.links);
    let signature: Vec<String> =
        signature(document).map(|signed| signed.organs.into_iter().chain([signed.date]).collect()).unwrap_or_default();
    let cited = maker.edition.cited(id, which);
    let renamed = if wanted.with_blocks { None } else { maker.renamed(labels, id, which) };
    let context = Context {
        links: links.map(|(target, written)| href(maker, wanted.page, target, &written.target)).collect(),
        citations: cited.iter().map(|cited| citation(maker, labels, wanted, cited)).collect(),
        official: document.kind == Kind::Policy,
        signature: &signature,
        note: &maker.texts.get("note.proactive"),
        title: &document.title,
        labels,
        renamed,
        with_blocks: wanted.with_blocks,
    };
    let text = with_citations(site.markdown(body), body.range.start, &cited);
    let mut body = markdown::render(&text, &context);
    if !wanted.with_blocks {
        for (dead, heir) in maker.inherited(labels, id, which) {
            inherit(&mut body.html, &dead, &heir);
        }
    }
    body
}

/// The plain text of the body that holds on the day.
pub fn text(maker: &Maker, labels: &Labels, id: DocId) -> String {
    let (which, page) = (maker.edition.current(id), &maker.edition.site.addresses[id]);
    render(maker, labels, &Wanted { id, which, page, with_blocks: false }).text
}

/// Puts an anchor that is no more beside that of its heir.
fn inherit(html: &mut String, dead: &str, heir: &str) {
    let is_taken = html.contains(&format!(" id=\"{dead}\""));
    let tag = html.find(&format!(" id=\"{heir}\"")).filter(|_| !is_taken);
    if let Some(end) = tag.and_then(|at| html[at..].find('>').map(|length| at + length + 1)) {
        html.insert_str(end, &format!("<span id=\"{dead}\"></span>"));
    }
}

/// Makes every citation a Markdown link that the writer knows by its number.
fn with_citations(text: &str, base: usize, cited: &[Cited]) -> String {
    let mut out = String::with_capacity(text.len() + cited.len() * 16);
    let mut from = 0;
    for (number, cited) in cited.iter().enumerate() {
        let (start, end) = (cited.range.start - base, cited.range.end - base);
        out.push_str(&text[from..start]);
        out.push_str(&format!("[{}]({CITATION}{number})", &text[start..end]));
        from = end;
    }
    out.push_str(&text[from..]);
    out
}

fn href(maker: &Maker, page: &Address, target: &LinkTarget, written: &str) -> Href {
    let site = maker.edition.site;
    match target {
        LinkTarget::Document(id, fragment) if maker.edition.is_visible(*id) => {
            to_page(maker, page, &site.addresses[*id], fragment)
        }
        LinkTarget::Document(..) | LinkTarget::Broken => Href::Nowhere,
        LinkTarget::Page(address, fragment) => to_page(maker, page, address, fragment),
        LinkTarget::Asset(asset) => to_file(maker, &site.content.assets[*asset].path),
        LinkTarget::Data(path) => to_file(maker, path),
        LinkTarget::Verbatim => {
            let address = (!written.starts_with('#')).then(|| written.to_owned());
            Href::To { href: written.to_owned(), address }
        }
    }
}

fn to_page(maker: &Maker, from: &Address, to: &Address, fragment: &str) -> Href {
    let link = format!("{}{fragment}", to.link());
    Href::To { href: format!("{}{link}", from.root()), address: Some(maker.absolute(&link)) }
}

fn to_file(maker: &Maker, path: &str) -> Href {
    let link = encode(path);
    Href::To { href: format!("{BASE}{link}"), address: Some(maker.absolute(&link)) }
}

/// The cited document as it was when it was cited, at the provision that is named.
fn citation(maker: &Maker, labels: &Labels, wanted: &Wanted, cited: &Cited) -> Href {
    let edition = maker.edition;
    let which = edition.text_on(cited.target, cited_on(edition.document(wanted.id)));
    let address = match edition.text(cited.target, which) {
        Some((_, text)) if which != edition.current(cited.target) => &text.address,
        _ => &edition.site.addresses[cited.target],
    };
    let provision = cited.provision.and_then(|provision| {
        let natural = anchors::nearest(edition.site.markdown(edition.site.body(cited.target, which)), provision)?;
        let renamed = maker.renamed(labels, cited.target, which);
        Some(renamed.and_then(|renamed| renamed.get(&natural)).cloned().unwrap_or(natural))
    });
    let fragment = provision.map_or(String::new(), |anchor| format!("#{anchor}"));
    to_page(maker, wanted.page, address, &fragment)
}

/// 署名 and 成文日期 of a policy.
pub fn signature(document: &Document) -> Option<SignatureView> {
    let policy = document.policy()?;
    Some(SignatureView { organs: policy.issuers.clone(), date: policy.written.map(official)? })
}

/// A notice that passes on a document (印发) is signed above it, not below.
pub fn split_annexed(document: &Document, html: String) -> (String, Option<String>) {
    let passes_on = document.kind == Kind::Policy && document.title.contains("印发");
    match html.find("<h2 ").filter(|at| passes_on && *at > 0) {
        Some(at) => (html[..at].to_owned(), Some(html[at..].to_owned())),
        None => (html, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_become_links_in_their_places() {
        let cited = |start, end| Cited { range: start..end, target: 0, provision: None };
        let text = "依照《甲》和《乙》。";
        let (first, second) = (text.find("《甲》").unwrap(), text.find("《乙》").unwrap());
        let cited = [cited(100 + first, 109 + first), cited(100 + second, 109 + second)];
        let expected = format!("依照[《甲》]({CITATION}0)和[《乙》]({CITATION}1)。");
        assert_eq!(with_citations(text, 100, &cited), expected);
    }
}
