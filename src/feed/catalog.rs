//! data/catalog.jsonld: what data files there are, as a DCAT 3 catalogue, so that data portals can
//! take them up.

use super::Digests;
use crate::config::Identity;
use crate::render::Sink;
use crate::render::calendars;
use crate::render::pages::tel;
use crate::render::subscriptions::{self, Subscription};
use crate::site::encode;
use crate::status::Edition;
use serde::Serialize;
use serde_json::{Value, json};

/// Where the catalogue lies.
const PATH: &str = "data/catalog.jsonld";

#[derive(Debug, Serialize)]
struct Catalog {
    #[serde(rename = "@context")]
    context: Value,
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kind: &'static str,
    title: String,
    description: String,
    publisher: Agent,
    homepage: String,
    language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<License>,
    #[serde(rename = "contactPoint")]
    contact: Contact,
    dataset: Vec<Dataset>,
}

#[derive(Debug, Serialize)]
struct Dataset {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kind: &'static str,
    title: String,
    description: String,
    publisher: Agent,
    #[serde(rename = "contactPoint")]
    contact: Contact,
    language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    keyword: Vec<String>,
    #[serde(rename = "landingPage", skip_serializing_if = "Option::is_none")]
    landing_page: Option<String>,
    distribution: Vec<Distribution>,
}

#[derive(Debug, Serialize)]
struct Distribution {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kind: &'static str,
    title: String,
    #[serde(rename = "accessURL")]
    access: String,
    #[serde(rename = "downloadURL")]
    download: String,
    #[serde(rename = "mediaType")]
    media_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<License>,
    /// None of the manifest, which is written last because it names all other files.
    #[serde(rename = "byteSize", skip_serializing_if = "Option::is_none")]
    bytes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checksum: Option<Checksum>,
}

#[derive(Debug, Clone, Serialize)]
struct Agent {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

#[derive(Debug, Clone, Serialize)]
struct Contact {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "fn")]
    name: String,
    #[serde(rename = "hasEmail", skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(rename = "hasTelephone", skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
}

/// 数据许可: by the address of a licence, else in words.
#[derive(Debug, Clone, Serialize)]
struct License {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "label", skip_serializing_if = "Option::is_none")]
    label: Option<String>,
}

#[derive(Debug, Serialize)]
struct Checksum {
    #[serde(rename = "@type")]
    kind: &'static str,
    algorithm: &'static str,
    #[serde(rename = "checksumValue")]
    value: String,
}

/// Writes the catalogue; a site without an address has none, because nothing in it could be named.
pub fn emit(edition: &Edition, sink: &dyn Sink, digests: Digests) -> Result<(), String> {
    let identity = edition.identity();
    if identity.base_url.is_empty() {
        return Ok(());
    }
    let maker = Maker { edition, identity, digests };
    let mut bytes = serde_json::to_vec_pretty(&maker.catalog()).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    sink.put(PATH, bytes)
}

struct Maker<'a> {
    edition: &'a Edition<'a>,
    identity: &'a Identity,
    digests: Digests<'a>,
}

impl Maker<'_> {
    fn catalog(&self) -> Catalog {
        let registers = self.edition.registers().map(|register| {
            let about = if register.description.is_empty() { &register.title } else { &register.description };
            let path = format!("data/registers/{}", register.name);
            let files = [(format!("{path}.csv"), "text/csv"), (format!("{path}.json"), "application/json")];
            self.dataset(&path, (&register.title, about), &[&register.title], &files)
        });
        Catalog {
            context: context(),
            id: self.identity.absolute(PATH),
            kind: "dcat:Catalog",
            title: format!("{}开放数据目录", self.identity.name),
            description: format!("{}公开的全部数据文件。", self.identity.name),
            publisher: self.publisher(),
            homepage: self.identity.base_url.clone(),
            language: CHINESE,
            license: self.license(),
            contact: self.contact(),
            dataset: [self.documents()]
                .into_iter()
                .chain(registers)
                .chain(self.ledger())
                .chain(self.feeds())
                .chain(self.calendars())
                .chain(self.schedule())
                .chain([self.library(), self.next_change(), self.manifest()])
                .collect(),
        }
    }

    fn documents(&self) -> Dataset {
        let files =
            [("data/documents.csv".to_owned(), "text/csv"), ("data/documents.json".to_owned(), "application/json")];
        let about = "本网站主动公开的每份文件一条记录：标题、文号、索引号、发文机关、各项日期、有效性和与其他文件的关系。\
                     字段 data 是该文件自己的数据文件，列有有效性的全部变化和附件。";
        let newest = self.edition.published.iter().find_map(|id| self.edition.document(*id).published);
        let mut dataset = self.dataset("data/documents", ("主动公开文件目录", about), &["政策文件", "有效性"], &files);
        dataset.modified = newest.map(|date| date.to_string());
        dataset
    }

    fn feeds(&self) -> Option<Dataset> {
        let feeds = subscriptions::all(self.edition);
        let file = |feed: &Subscription| {
            let title = |format: &str| format!("{}（{format}）", feed.title);
            [
                self.distribution(&feed.atom(), &title("Atom"), "application/atom+xml"),
                self.distribution(&feed.json(), &title("JSON Feed"), "application/feed+json"),
            ]
        };
        let distribution: Vec<Distribution> = feeds.iter().flat_map(file).collect();
        let about = "新公开的信息，按栏目、主题和服务对象分列；规范性文件有效性的变化；按时公开的信息。";
        let dataset = self.dataset("feeds", ("订阅", about), &["订阅"], &[]);
        let landing_page = Some(self.identity.absolute("feeds/"));
        (!distribution.is_empty()).then_some(Dataset { landing_page, distribution, ..dataset })
    }

    fn ledger(&self) -> Option<Dataset> {
        if self.edition.ledger.is_empty() {
            return None;
        }
        let about = "工作台账每项任务的要求、单位、完成时限、状态和成果，每个年度的完成情况，以及以前年度未完成任务的后续进展。";
        let files = [("data/ledger.json".to_owned(), "application/json")];
        let dataset = self.dataset("data/ledger", ("工作台账进展", about), &["工作台账", "完成情况"], &files);
        Some(Dataset { landing_page: Some(self.identity.absolute("ledger/")), ..dataset })
    }

    fn calendars(&self) -> Option<Dataset> {
        let file = |calendar: &calendars::Calendar| {
            self.distribution(&calendar.path, &format!("{}（iCalendar）", calendar.title), "text/calendar")
        };
        let distribution: Vec<Distribution> = calendars::all(self.edition).iter().map(file).collect();
        let about = "定时公开的每项信息最迟公开的日期和公开的情况，全部的、各单位的和每项的，可以用日历软件订阅。";
        let dataset = self.dataset("calendar", ("定时公开日历", about), &["定时公开", "日历"], &[]);
        let landing_page = Some(self.identity.absolute("feeds/"));
        (!distribution.is_empty()).then_some(Dataset { landing_page, distribution, ..dataset })
    }

    fn schedule(&self) -> Option<Dataset> {
        let about = "定时公开的每项信息每一期一条记录：最迟公开日、公开日、是否按期、公开的内容在哪里；\
                     各单位历年应公开、按期公开、逾期公开和逾期未公开的数量。";
        let files = [(super::schedule::PATH.to_owned(), "application/json")];
        let dataset = self.dataset("data/schedule", ("定时公开情况", about), &["定时公开"], &files);
        (!self.edition.site.schedule.is_empty())
            .then_some(Dataset { landing_page: Some(self.identity.absolute("calendar/")), ..dataset })
    }

    fn library(&self) -> Dataset {
        let about = "规章和行政规范性文件的简表，供文件库的筛选使用：每份文件的各项分类和有效性。";
        let files = [("data/library.json".to_owned(), "application/json")];
        self.dataset("data/library", ("规范性文件库简表", about), &["规范性文件", "有效性"], &files)
    }

    fn next_change(&self) -> Dataset {
        let about = "本网站的内容今后自行变化的日期和原因：文件生效、届满、修改，事项到期。";
        let files = [("data/next-change.json".to_owned(), "application/json")];
        self.dataset("data/next-change", ("下次变化", about), &["有效性"], &files)
    }

    fn manifest(&self) -> Dataset {
        let about = "本网站每个文件的大小和 SHA-256 校验值，可用来核对下载的文件是否完整、是否被改动。";
        let files = [("manifest.json".to_owned(), "application/json")];
        self.dataset("manifest", ("文件校验清单", about), &["校验"], &files)
    }

    fn dataset(
        &self,
        name: &str,
        (title, description): (&str, &str),
        keywords: &[&str],
        files: &[(String, &str)],
    ) -> Dataset {
        let file = |(path, media_type): &(String, &str)| self.distribution(path, title, media_type);
        Dataset {
            id: format!("{}#{}", self.identity.absolute(PATH), encode(name)),
            kind: "dcat:Dataset",
            title: title.to_owned(),
            description: description.to_owned(),
            publisher: self.publisher(),
            contact: self.contact(),
            language: CHINESE,
            modified: None,
            keyword: keywords.iter().map(|word| (*word).to_owned()).collect(),
            landing_page: None,
            distribution: files.iter().map(file).collect(),
        }
    }

    fn distribution(&self, path: &str, title: &str, media_type: &str) -> Distribution {
        let digest = (self.digests)(path);
        let url = self.identity.absolute(&encode(path));
        Distribution {
            id: format!("{}#{}", self.identity.absolute(PATH), encode(path)),
            kind: "dcat:Distribution",
            title: title.to_owned(),
            access: url.clone(),
            download: url,
            media_type: format!("https://www.iana.org/assignments/media-types/{media_type}"),
            license: self.license(),
            bytes: digest.as_ref().map(|digest| digest.bytes.to_string()),
            checksum: digest.map(|digest| Checksum {
                kind: "spdx:Checksum",
                algorithm: "spdx:checksumAlgorithm_sha256",
                value: digest.sha256,
            }),
        }
    }

    fn publisher(&self) -> Agent {
        let name = self.identity.publisher().to_owned();
        Agent { id: self.identity.absolute("#publisher"), kind: "foaf:Agent", name }
    }

    fn contact(&self) -> Contact {
        let identity = self.identity;
        Contact {
            id: self.identity.absolute("#contact"),
            kind: "vcard:Organization",
            name: identity.organiser.as_ref().unwrap_or(&identity.name).clone(),
            email: identity.email.as_ref().map(|email| format!("mailto:{email}")),
            phone: identity.phone.as_deref().map(|phone| format!("tel:{}", tel(phone))),
        }
    }

    fn license(&self) -> Option<License> {
        let text = self.identity.data_license.clone()?;
        let is_address = text.starts_with("https://") || text.starts_with("http://");
        let (id, label) = if is_address { (Some(text), None) } else { (None, Some(text)) };
        Some(License { id, kind: "dcterms:LicenseDocument", label })
    }
}

/// Chinese, as DCAT 3 asks languages to be named.
const CHINESE: &str = "http://id.loc.gov/vocabulary/iso639-1/zh";

/// What the short names mean: the vocabularies that DCAT 3 itself builds on.
fn context() -> Value {
    let address = |term: &str| json!({ "@id": term, "@type": "@id" });
    let chinese = |term: &str| json!({ "@id": term, "@language": "zh-CN" });
    let typed = |term: &str, datatype: &str| json!({ "@id": term, "@type": datatype });
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "spdx": "http://spdx.org/rdf/terms#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "title": chinese("dcterms:title"),
        "description": chinese("dcterms:description"),
        "keyword": chinese("dcat:keyword"),
        "label": chinese("rdfs:label"),
        "name": chinese("foaf:name"),
        "fn": chinese("vcard:fn"),
        "publisher": "dcterms:publisher",
        "license": "dcterms:license",
        "language": address("dcterms:language"),
        "modified": typed("dcterms:modified", "xsd:date"),
        "homepage": address("foaf:homepage"),
        "contactPoint": "dcat:contactPoint",
        "hasEmail": address("vcard:hasEmail"),
        "hasTelephone": address("vcard:hasTelephone"),
        "dataset": "dcat:dataset",
        "landingPage": address("dcat:landingPage"),
        "distribution": "dcat:distribution",
        "accessURL": address("dcat:accessURL"),
        "downloadURL": address("dcat:downloadURL"),
        "mediaType": address("dcat:mediaType"),
        "byteSize": typed("dcat:byteSize", "xsd:nonNegativeInteger"),
        "checksum": "spdx:checksum",
        "algorithm": address("spdx:algorithm"),
        "checksumValue": typed("spdx:checksumValue", "xsd:hexBinary"),
    })
}
