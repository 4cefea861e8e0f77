//! What a site on its day gives to search: its documents, the pages of its registers, its words.

use super::{CitizenWord, Lexicon, SearchDocument, Standing, analysis};
use crate::content::document::Document;
use crate::content::register::{Register, Row};
use crate::content::words::WORDS;
use crate::domain::kind::Kind;
use crate::domain::validity::Status;
use crate::site::{Address, DocId};
use crate::status::{Cell, Edition};
use std::collections::BTreeMap;

/// The English name that pages of registers have among the kinds of documents.
const REGISTER: &str = "register";

/// A published document with the plain text of its page.
pub fn document(edition: &Edition, id: DocId, body: &str) -> SearchDocument {
    let document = edition.document(id);
    let validity = edition.validity(id);
    SearchDocument {
        url: format!("/{}", edition.site.addresses[id].link()),
        kind: document.kind.name().to_owned(),
        title: document.title.clone(),
        document_number: document.number().map(ToString::to_string),
        status: validity.map(|validity| validity.status.name().to_owned()),
        identifiers: identifiers(document),
        cited: interpreted(edition, id).filter_map(Document::number).map(ToString::to_string).collect(),
        standing: standing(edition, id),
        topic: document.topic.map(|topic| topic.full_name()),
        organs: document.organs(),
        published: document.published.map(|date| date.to_string()).unwrap_or_default(),
        text: format!(
            "{}\n{}\n{body}\n{}",
            document.title,
            document.summary.as_deref().unwrap_or_default(),
            explains(edition, id)
        ),
    }
}

/// The published documents that an interpretation explains.
fn interpreted<'a>(edition: &'a Edition, id: DocId) -> impl Iterator<Item = &'a Document> {
    let of = edition.site.interprets[id].iter().copied().filter(|of| edition.is_visible(*of));
    of.map(|of| edition.document(of))
}

/// What an interpretation explains, as its page names it; nothing for other documents.
fn explains(edition: &Edition, id: DocId) -> String {
    let named: Vec<String> = interpreted(edition, id).map(Document::quoted).collect();
    if named.is_empty() { String::new() } else { format!("解读的文件：{}", named.join("、")) }
}

/// 索引号 and 登记号.
fn identifiers(document: &Document) -> Vec<String> {
    let registered = document.policy().and_then(|policy| policy.registration_number.clone());
    document.index_number.clone().into_iter().chain(registered).collect()
}

/// How readily a document answers: a policy that only changes others answers less than what it changes,
/// and pages about the office less than those about its services.
fn standing(edition: &Edition, id: DocId) -> Standing {
    let document = edition.document(id);
    let category = edition.site.column(id).map(|column| column.column_type.as_str());
    let acts = document.policy().is_some_and(|policy| !policy.acts.is_empty());
    match document.kind {
        Kind::Policy if acts && changes_others(&document.title) => Standing::Explanation,
        Kind::Policy | Kind::Benefit | Kind::Qa => Standing::Answer,
        Kind::Interpretation => Standing::Explanation,
        Kind::Page if category == Some("办事服务") => Standing::Answer,
        Kind::Page if category != Some("机构职能") => Standing::Report,
        _ => Standing::Record,
    }
}

/// A policy may repeal what it replaces and still be a rule of its own; its title says which it is.
fn changes_others(title: &str) -> bool {
    ["关于修改", "关于废止", "关于公布", "关于宣布", "关于延长", "清理"].iter().any(|word| title.contains(word))
}

/// The pages of registers: a row is found by what it says. 工作台账 has pages of another kind, and the
/// table of citizens' words would stand before what they mean. Columns with personal data are left out,
/// masked or not: a list is there to be looked through, not to find a person by.
pub fn registers<'a>(edition: &'a Edition<'a>) -> impl Iterator<Item = SearchDocument> + 'a {
    let is_sought = |register: &&Register| !WORDS.is(register) && !edition.is_ledger(register);
    edition.registers().filter(is_sought).flat_map(move |register| {
        let first = Address::register(&register.name);
        let rows = edition.rows(register);
        let pages = rows.len().div_ceil(Register::PAGE_SIZE).max(1);
        (1..=pages).map(move |number| {
            let rows = rows.iter().skip((number - 1) * Register::PAGE_SIZE).take(Register::PAGE_SIZE);
            register_page(edition, register, &Address::list_page(&first, number), rows.copied())
        })
    })
}

fn register_page<'a>(
    edition: &Edition,
    register: &Register,
    address: &Address,
    rows: impl Iterator<Item = &'a Row>,
) -> SearchDocument {
    let columns = edition.columns(register).into_iter().filter(|(_, column)| column.mask.is_none());
    let columns: Vec<_> = columns.collect();
    let mut text = format!("{}\n{}\n", register.title, register.description);
    for row in rows {
        let cells = columns.iter().filter_map(|(at, column)| match edition.cell(column, &row.cells[*at]) {
            Cell::Text(text) if !text.is_empty() => Some(text),
            Cell::Document(id) => Some(edition.document(id).title.clone()),
            _ => None,
        });
        text += &cells.collect::<Vec<_>>().join("，");
        text.push('\n');
    }
    SearchDocument {
        url: format!("/{}", address.link()),
        kind: REGISTER.to_owned(),
        title: register.title.clone(),
        organs: register.unit.clone().into_iter().collect(),
        text,
        ..SearchDocument::default()
    }
}

/// The words of a site: what citizens say, and what facets are called.
pub fn lexicon(edition: &Edition) -> Lexicon {
    let citizens = edition.site.citizen_words.iter().map(|word| (word.word.as_str(), word.official.as_slice()));
    let organs = edition.site.content.config.organs.iter();
    let organs = organs.filter_map(|organ| Some((organ.short_name.as_deref()?, std::slice::from_ref(&organ.name))));
    let words = citizens.chain(organs).map(|(word, official)| CitizenWord {
        word: analysis::fold(word),
        official: official.iter().map(|term| analysis::fold(term)).collect(),
    });
    let named = |name: &str, label: &str| (name.to_owned(), label.to_owned());
    let kinds = Kind::NAMES.iter().map(|(_, label, name)| named(name, label)).chain([named(REGISTER, "数据和名单")]);
    let statuses = Status::ALL.iter().map(|status| named(status.name(), status.label()));
    let labels = [("kind".to_owned(), kinds.collect()), ("status".to_owned(), statuses.collect())];
    Lexicon { words: words.collect(), labels: BTreeMap::from(labels), ..Lexicon::default() }
}
