//! One file a kind of page: each makes the typed views of its pages and names their template.
//!
//! A new kind of page is a file here, a view in `views.rs`, a template in the themes, and a line
//! in [`super::render`].

pub mod anchors;
pub mod body;
pub mod browse;
pub mod calendar;
pub mod catalogue;
pub mod column;
pub mod comparison;
pub mod consultation;
pub mod decision;
pub mod decisions;
pub mod desk;
pub mod disclosure;
pub mod document;
pub mod feeds;
pub mod groups;
pub mod head;
pub mod home;
pub mod ledger;
pub mod library;
pub mod linked;
pub mod list;
pub mod order;
pub mod redirect;
pub mod register;
pub mod search;
pub mod sitemap;
pub mod texts;
pub mod validity;

use super::theme::Texts;
use super::views::{LineView, Link, MetaTag, PhoneView, StatusView};
use crate::config::Column;
use crate::config::Config;
use crate::content::register::Register;
use crate::domain::spelling::Filing;
use crate::domain::topics;
use crate::domain::validity::Status;
use crate::site::{Address, DocId};
use crate::status::Edition;
use std::collections::BTreeMap;

/// What every kind of page needs to make its views.
pub struct Maker<'a> {
    /// The site on its day.
    pub edition: &'a Edition<'a>,
    /// Words of the interface.
    pub texts: &'a Texts,
    /// The permanent anchors of provisions.
    pub anchors: anchors::Registry,
    /// The words under which titles are filed.
    pub filing: Filing,
}

/// Addresses of the pages that are made from no document.
pub mod place {
    use crate::content::document::Document;
    use crate::domain::Date;
    use crate::site::Address;

    /// Everything about a document as JSON.
    pub fn data(document: &Document) -> Address {
        Address::file(format!("data/documents/{}.json", document.id()))
    }

    /// The list of regulatory documents.
    pub fn library() -> Address {
        Address::folder("library")
    }

    /// A value of a facet of the library.
    pub fn facet(facet: &str, value: &str) -> Address {
        Address::folder(&format!("library/{facet}/{value}"))
    }

    /// A list of the library by its name.
    pub fn library_list(name: &str) -> Address {
        Address::folder(&format!("library/{name}"))
    }

    /// 政府信息公开.
    pub fn disclosure() -> Address {
        Address::folder("disclosure")
    }

    /// 法定主动公开内容.
    pub fn catalogue() -> Address {
        Address::folder("disclosure/catalogue")
    }

    /// One item of 法定主动公开内容.
    pub fn catalogue_item(key: &str) -> Address {
        Address::folder(&format!("disclosure/catalogue/{key}"))
    }

    /// 定时公开.
    pub fn calendar() -> Address {
        Address::folder("calendar")
    }

    /// The editors' desk, in a folder of its own.
    pub fn desk() -> Address {
        Address::folder("")
    }

    /// The desk of one unit.
    pub fn desk_unit(slug: &str) -> Address {
        Address::file(format!("units/{slug}.html"))
    }

    /// A month of 定时公开, for good.
    pub fn month(month: Date) -> Address {
        Address::file(format!("calendar/{:04}-{:02}.html", month.year(), month.month()))
    }

    /// 订阅.
    pub fn feeds() -> Address {
        Address::folder("feeds")
    }

    /// All lists of everything.
    pub fn browse() -> Address {
        Address::folder("browse")
    }

    /// One of the ways to list everything.
    pub fn shelf(name: &str) -> Address {
        Address::folder(&format!("browse/{name}"))
    }

    /// The search page, beside the files of the index.
    pub fn search() -> Address {
        Address::folder("search")
    }

    /// 站点地图.
    pub fn sitemap() -> Address {
        Address::file("sitemap.html")
    }

    /// 工作台账.
    pub fn ledger() -> Address {
        Address::folder("ledger")
    }
}

impl<'a> Maker<'a> {
    /// Makes pages of the site on its day in the words of a theme.
    pub fn new(edition: &'a Edition<'a>, texts: &'a Texts) -> Self {
        let config = &edition.site.content.config;
        let names = config.organs.iter().flat_map(|organ| [Some(&organ.name), organ.short_name.as_ref()]);
        Self {
            edition,
            texts,
            anchors: anchors::Registry::new(edition.site.content.documents.len()),
            filing: Filing::new(names.flatten().map(String::as_str)),
        }
    }

    /// A text of the interface with `%name` filled in.
    pub fn fill(&self, path: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.texts.get(path), |text, (name, value)| text.replace(name, value))
    }

    /// A state of validity as templates see it.
    pub fn status(&self, status: Status) -> StatusView {
        StatusView { name: status.name(), label: status.label().to_owned(), turns: None }
    }

    /// The state of a published policy, with the states that are known to come.
    pub fn status_of(&self, id: DocId) -> Option<StatusView> {
        let mut last = self.edition.validity(id)?.status;
        let mut turns: Vec<(String, &str, &str)> = Vec::new();
        for turn in self.edition.coming_turns(id) {
            if std::mem::replace(&mut last, turn.status) != turn.status {
                turns.push((turn.date.to_string(), turn.status.name(), turn.status.label()));
            }
        }
        let turns = (!turns.is_empty()).then(|| serde_json::json!(turns).to_string());
        self.edition.validity(id).map(|validity| StatusView { turns, ..self.status(validity.status) })
    }

    /// A document in a list.
    pub fn line(&self, id: DocId) -> LineView {
        let document = self.edition.document(id);
        LineView {
            title: document.title.clone(),
            path: self.edition.site.addresses[id].link(),
            number: document.number().map(ToString::to_string),
            date: document.published.map(|date| date.to_string()).unwrap_or_default(),
            status: self.status_of(id),
            stage: self.stage_of(id),
            form: document.interpretation().and_then(|part| part.form.clone()),
            issuer: document.policy().and_then(|policy| policy.issuers.first().cloned()),
        }
    }

    /// Several documents in a list.
    pub fn lines(&self, ids: &[DocId]) -> Vec<LineView> {
        ids.iter().map(|id| self.line(*id)).collect()
    }

    /// A link to a column.
    pub fn column_link(&self, column: &Column) -> Link {
        Link { title: column.name.clone(), path: Some(Address::folder(&column.path).link()) }
    }

    /// A link to a register: to its page, or to those of the ledger.
    pub fn register_link(&self, register: &Register) -> Link {
        let address = match self.edition.is_ledger(register) {
            true => place::ledger(),
            false => Address::register(&register.name),
        };
        Link { title: register.title.clone(), path: Some(address.link()) }
    }

    /// The tags of a column page (国办发〔2017〕47号).
    pub fn column_meta(&self, name: &str, description: &str, keywords: &str, kind: &str) -> Vec<MetaTag> {
        let tag = |name, content: &str| MetaTag { name, content: content.to_owned() };
        vec![
            tag("ColumnName", name),
            tag("ColumnDescription", description),
            tag("ColumnKeywords", if keywords.is_empty() { name } else { keywords }),
            tag("ColumnType", kind),
        ]
    }

    /// The tags of a column that site.yaml lists.
    pub fn meta_of(&self, column: &Column) -> Vec<MetaTag> {
        self.column_meta(&column.name, &column.description, &column.keywords.join(","), &column.column_type)
    }

    /// The name of the organ that publishes the site.
    pub fn publisher(&self) -> &str {
        self.edition.identity().publisher()
    }

    /// The navigation entry that a column belongs to: its own, or 政府信息公开 for its blocks.
    pub fn section(&self, column: &Column) -> Option<String> {
        let config = &self.edition.site.content.config;
        let is_block = config.disclosure.as_ref().is_some_and(|blocks| {
            [&blocks.guide, &blocks.rules, &blocks.reports].into_iter().flatten().any(|path| *path == column.path)
        });
        if is_block {
            return Some(place::disclosure().link());
        }
        Some(Address::folder(&column.path).link())
    }

    /// The telephone numbers of the site.
    pub fn phones(&self) -> Vec<PhoneView> {
        let phones = self.edition.site.content.config.phones.iter();
        phones
            .map(|phone| PhoneView { name: phone.name.clone(), number: phone.number.clone(), tel: tel(&phone.number) })
            .collect()
    }

    /// Counts documents by their top-level topic, in the official order.
    pub fn by_topic(&self, ids: &[DocId]) -> BTreeMap<usize, Vec<DocId>> {
        let mut groups: BTreeMap<usize, Vec<DocId>> = BTreeMap::new();
        for id in ids {
            if let Some(topic) = self.edition.document(*id).topic {
                groups.entry(topic.top).or_default().push(*id);
            }
        }
        groups
    }
}

/// The part of an address that stands for a topic: its place in the official tree, which has 22.
pub fn topic_slug(top: usize) -> String {
    debug_assert!(top < topics::TREE.len());
    format!("t{:02}", top + 1)
}

/// An organ as one part of an address: its 标识, else its name.
pub fn organ_slug(config: &Config, name: &str) -> String {
    config.organ(name).map_or_else(|| slug(name), |organ| organ.id.clone())
}

/// A value as one part of an address; two values never share one.
pub fn slug(value: &str) -> String {
    let mut slug = String::with_capacity(value.len());
    for c in value.chars() {
        if c.is_alphanumeric() || c == '-' {
            slug.push(c);
        } else {
            slug.push_str(&format!("_{:x}_", c as u32));
        }
    }
    slug
}

/// The `tel:` form of a phone number: its first number, digits and plus only.
pub fn tel(number: &str) -> String {
    let first = number
        .split(['、', '；', ';', '/', '，', ',', '转', '（', '('])
        .find(|part| part.chars().any(|c| c.is_ascii_digit()));
    first.unwrap_or("").chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}
