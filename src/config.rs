//! `content/site.yaml`: what is written, turned into what is meant. Unknown keys are errors.

use crate::diagnostic::{Code, Diagnostic, FileId};
use crate::domain::evaluation;
use crate::domain::kind::Kind;
use crate::yaml::{Fields, Key, Node, Reader, Way, key};

/// Everything that the site says about itself.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Identity, for the head, the footer and the `<meta>` tags.
    pub identity: Identity,
    /// The organs whose documents the site holds.
    pub organs: Vec<Organ>,
    /// The columns, in the order of the navigation.
    pub columns: Vec<Column>,
    /// The blocks of the 政府信息公开 column, where the site has one.
    pub disclosure: Option<DisclosureColumn>,
    /// Doors on the home page.
    pub services: Vec<Service>,
    /// Telephone numbers on the home page and in the 长辈版.
    pub phones: Vec<Phone>,
    /// 搜索示例: what the home page offers to search for.
    pub search_examples: Vec<String>,
    /// 特色主题.
    pub tags: Vec<String>,
    /// 服务对象.
    pub audiences: Vec<String>,
    /// What this site asks of its documents beyond the law.
    pub rules: Rules,
}

/// Who publishes the site (国办发〔2017〕47号).
#[derive(Debug, Clone, Default)]
pub struct Identity {
    /// SiteName.
    pub name: String,
    /// Address of the site, ending in `/`; empty where none is given.
    pub base_url: String,
    /// SiteIDCode.
    pub id_code: Option<String>,
    /// The organ that discloses.
    pub publisher: Option<String>,
    /// 主办单位.
    pub organiser: Option<String>,
    /// 联系电话.
    pub phone: Option<String>,
    /// 联系地址.
    pub address: Option<String>,
    /// 电子邮箱.
    pub email: Option<String>,
    /// ICP备案编号.
    pub icp: Option<String>,
    /// 公安机关备案.
    pub police: Option<String>,
    /// “我为政府网站找错”.
    pub error_report: Option<String>,
    /// What the site is for.
    pub description: Option<String>,
    /// 数据许可: the terms on which the data files may be used, as the address of a licence or in words.
    pub data_license: Option<String>,
}

impl Identity {
    /// SiteDomain: the host of the address.
    pub fn domain(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', ':']).next().unwrap_or("")
    }

    /// The path of the site's address: `/`, or `/portal/` where the site lies in a folder.
    pub fn base_path(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.find('/').map_or("/", |at| &rest[at..])
    }

    /// The name of the organ that publishes the site; where none is given, the one that runs it, else
    /// the site's own.
    pub fn publisher(&self) -> &str {
        self.publisher.as_ref().or(self.organiser.as_ref()).unwrap_or(&self.name)
    }

    /// The whole address of a link below the root of the site.
    pub fn absolute(&self, link: &str) -> String {
        format!("{}{link}", self.base_url)
    }
}

/// An organ: its names, its codes and how to reach it.
#[derive(Debug, Clone)]
pub struct Organ {
    /// Short identifier for addresses: lower-case letters, digits and hyphens.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Short name.
    pub short_name: Option<String>,
    /// 统一社会信用代码.
    pub credit_code: Option<String>,
    /// 机关代字.
    pub prefixes: Vec<String>,
    /// The three digits of the organ in 登记号.
    pub registry_code: Option<String>,
    /// 联系电话.
    pub phone: Option<String>,
    /// 办公地址.
    pub address: Option<String>,
    /// 办公时间.
    pub hours: Option<String>,
}

/// A column: a folder below `content/` with its list of documents.
#[derive(Debug, Clone)]
pub struct Column {
    /// Folder below `content/`, which is also the address.
    pub path: String,
    /// ColumnName.
    pub name: String,
    /// Kind of the documents in it that do not name their own.
    pub kind: Kind,
    /// ColumnType.
    pub column_type: String,
    /// ColumnDescription.
    pub description: String,
    /// ColumnKeywords.
    pub keywords: Vec<String>,
    /// Whether it stands in the main navigation.
    pub nav: bool,
    /// Documents a page.
    pub page_size: usize,
}

/// The columns that are blocks of 政府信息公开 (国办公开办函〔2019〕61号).
#[derive(Debug, Clone)]
pub struct DisclosureColumn {
    /// 政府信息公开指南.
    pub guide: Option<String>,
    /// 政府信息公开制度.
    pub rules: Option<String>,
    /// 政府信息公开年报.
    pub reports: Option<String>,
}

/// A door to a service.
#[derive(Debug, Clone)]
pub struct Service {
    /// What it says.
    pub title: String,
    /// A document below `content/`.
    pub link: String,
    /// The place of the link in site.yaml.
    pub way: Way,
    /// One line about it.
    pub description: String,
}

/// A telephone number.
#[derive(Debug, Clone)]
pub struct Phone {
    /// Whose it is.
    pub name: String,
    /// The number.
    pub number: String,
}

/// What this site asks of its documents beyond the law.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Names of keys that must be there, on documents of the kinds that have them.
    pub required: Vec<String>,
    /// Prefixes of 登记号.
    pub registration_prefixes: Vec<String>,
    /// Working days within which an interpretation follows its policy.
    pub interpretation_workdays: usize,
    /// Working days within which a letter is answered; the ceiling of three months alone, where none is given.
    pub letter_workdays: Option<usize>,
    /// Working days within which the public is told what became of its comments on a decision.
    pub feedback_workdays: usize,
    /// Representatives of the public that attend a meeting, at least.
    pub public_attendees: usize,
    /// Days before the last day in force at which 即将到期 names a document, the longest first.
    pub expiry_notice: Vec<usize>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            required: Vec::new(),
            registration_prefixes: Vec::new(),
            interpretation_workdays: 3,
            letter_workdays: None,
            feedback_workdays: 10,
            public_attendees: 2,
            expiry_notice: evaluation::LIMITS.to_vec(),
        }
    }
}

impl Config {
    /// The column that a document below `content/` belongs to: the longest folder that fits.
    pub fn column_of(&self, document: &str) -> Option<&Column> {
        let fits =
            |column: &&Column| document.strip_prefix(column.path.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.columns.iter().filter(fits).max_by_key(|column| column.path.len())
    }

    /// A column by its path.
    pub fn column(&self, path: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.path == path)
    }

    /// A column by its path or its name.
    pub fn column_named(&self, text: &str) -> Option<&Column> {
        self.column(text).or_else(|| self.columns.iter().find(|column| column.name == text))
    }

    /// An organ by its full or short name.
    pub fn organ(&self, name: &str) -> Option<&Organ> {
        self.organs.iter().find(|organ| organ.name == name || organ.short_name.as_deref() == Some(name))
    }
}

mod keys {
    use super::{Key, key};
    pub const SITE: Key = key("网站", "site");
    pub const ORGANS: Key = key("机构", "organs");
    pub const COLUMNS: Key = key("栏目", "columns");
    pub const DISCLOSURE: Key = key("政府信息公开", "disclosure");
    pub const SERVICES: Key = key("首页服务", "services");
    pub const PHONES: Key = key("常用电话", "phones");
    pub const SEARCH_EXAMPLES: Key = key("搜索示例", "search_examples");
    pub const TAGS: Key = key("特色主题", "tags");
    pub const AUDIENCES: Key = key("服务对象", "audiences");
    pub const RULES: Key = key("规则", "rules");
    pub const ALL: &[Key] =
        &[SITE, ORGANS, COLUMNS, DISCLOSURE, SERVICES, PHONES, SEARCH_EXAMPLES, TAGS, AUDIENCES, RULES];

    pub const NAME: Key = key("名称", "name");
    pub const BASE_URL: Key = key("网址", "base_url");
    pub const ID_CODE: Key = key("标识码", "id_code");
    pub const PUBLISHER: Key = key("发布机关", "publisher");
    pub const ORGANISER: Key = key("主办单位", "organiser");
    pub const PHONE: Key = key("联系电话", "phone");
    pub const ADDRESS: Key = key("联系地址", "address");
    pub const EMAIL: Key = key("电子邮箱", "email");
    pub const ICP: Key = key("ICP备案", "icp");
    pub const POLICE: Key = key("公安备案", "police");
    pub const ERROR_REPORT: Key = key("找错入口", "error_report");
    pub const DESCRIPTION: Key = key("说明", "description");
    pub const DATA_LICENSE: Key = key("数据许可", "data_license");
    pub const IDENTITY: &[Key] = &[
        NAME,
        BASE_URL,
        ID_CODE,
        PUBLISHER,
        ORGANISER,
        PHONE,
        ADDRESS,
        EMAIL,
        ICP,
        POLICE,
        ERROR_REPORT,
        DESCRIPTION,
        DATA_LICENSE,
    ];

    pub const ID: Key = key("标识", "id");
    pub const SHORT_NAME: Key = key("简称", "short_name");
    pub const CREDIT_CODE: Key = key("统一社会信用代码", "credit_code");
    pub const PREFIXES: Key = key("机关代字", "prefixes");
    pub const REGISTRY_CODE: Key = key("规范性文件机关代码", "registry_code");
    pub const OFFICE: Key = key("办公地址", "office");
    pub const HOURS: Key = key("办公时间", "hours");
    pub const ORGAN: &[Key] = &[ID, NAME, SHORT_NAME, CREDIT_CODE, PREFIXES, REGISTRY_CODE, PHONE, OFFICE, HOURS];

    pub const PATH: Key = key("路径", "path");
    pub const KIND: Key = key("类型", "kind");
    pub const COLUMN_TYPE: Key = key("栏目类别", "column_type");
    pub const KEYWORDS: Key = key("关键词", "keywords");
    pub const NAV: Key = key("导航", "nav");
    pub const PAGE_SIZE: Key = key("每页", "page_size");
    pub const COLUMN: &[Key] = &[PATH, NAME, KIND, COLUMN_TYPE, DESCRIPTION, KEYWORDS, NAV, PAGE_SIZE];

    pub const GUIDE: Key = key("指南", "guide");
    pub const INSTITUTION: Key = key("制度", "rules");
    pub const REPORTS: Key = key("年报", "reports");
    pub const BLOCKS: &[Key] = &[GUIDE, INSTITUTION, REPORTS];

    pub const LINK: Key = key("链接", "link");
    pub const SERVICE: &[Key] = &[NAME, LINK, DESCRIPTION];
    pub const NUMBER: Key = key("电话", "number");
    pub const CONTACT: &[Key] = &[NAME, NUMBER];

    pub const REQUIRED: Key = key("必填", "required");
    pub const REGISTRATION_PREFIXES: Key = key("登记号前缀", "registration_prefixes");
    pub const INTERPRETATION_WORKDAYS: Key = key("解读工作日", "interpretation_workdays");
    pub const LETTER_WORKDAYS: Key = key("留言答复工作日", "letter_workdays");
    pub const FEEDBACK_WORKDAYS: Key = key("意见反馈工作日", "feedback_workdays");
    pub const PUBLIC_ATTENDEES: Key = key("列席公众代表", "public_attendees");
    pub const EXPIRY_NOTICE: Key = key("到期提醒", "expiry_notice");
    pub const RULE_KEYS: &[Key] = &[
        REQUIRED,
        REGISTRATION_PREFIXES,
        INTERPRETATION_WORKDAYS,
        LETTER_WORKDAYS,
        FEEDBACK_WORKDAYS,
        PUBLIC_ATTENDEES,
        EXPIRY_NOTICE,
    ];
}

use keys as k;

/// Reads site.yaml; what is faulty is reported and left out.
pub fn parse(file: FileId, text: &str) -> (Config, Vec<Diagnostic>) {
    let reader = Reader::new(file, text, 0);
    let config = reader.parse().map(|node| {
        let node = if node == Node::Null { Node::Mapping(Vec::new()) } else { node };
        read(&reader, &node)
    });
    (config.flatten().unwrap_or_default(), reader.into_findings())
}

fn read(reader: &Reader, node: &Node) -> Option<Config> {
    let fields = Fields::open(reader, node, Vec::new(), k::ALL)?;
    if !fields.has(k::SITE) {
        fields.missing(k::SITE, "（网站的名称和网址）");
    }
    let columns: Vec<Column> = fields.mappings(k::COLUMNS, k::COLUMN).iter().filter_map(column).collect();
    Some(Config {
        identity: fields.mapping(k::SITE, k::IDENTITY).map(|site| identity(&site)).unwrap_or_default(),
        organs: fields.mappings(k::ORGANS, k::ORGAN).iter().filter_map(organ).collect(),
        disclosure: fields.mapping(k::DISCLOSURE, k::BLOCKS).map(|blocks| disclosure(&blocks, &columns)),
        columns,
        services: fields.mappings(k::SERVICES, k::SERVICE).iter().filter_map(service).collect(),
        phones: fields.mappings(k::PHONES, k::CONTACT).iter().filter_map(phone).collect(),
        search_examples: fields.texts(k::SEARCH_EXAMPLES),
        tags: fields.texts(k::TAGS),
        audiences: fields.texts(k::AUDIENCES),
        rules: fields.mapping(k::RULES, k::RULE_KEYS).map(|rules| read_rules(&rules)).unwrap_or_default(),
    })
}

fn identity(fields: &Fields) -> Identity {
    let id_code = fields.text(k::ID_CODE);
    let is_code = |code: &String| {
        let digits = code.strip_prefix("bm").unwrap_or(code);
        digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() == if code.starts_with("bm") { 8 } else { 10 }
    };
    if id_code.as_ref().is_some_and(|code| !is_code(code)) {
        let help = "地方网站为10位数字，前6位是行政区划代码；部委网站为 bm 加8位数字（国办发〔2017〕47号）。";
        fields.fault_with_help(k::ID_CODE, Code::SiteCodeForm, "网站标识码的格式不对", help);
    }
    let base_url = fields.text(k::BASE_URL).unwrap_or_default();
    if !base_url.is_empty() && !base_url.starts_with("https://") && !base_url.starts_with("http://") {
        fields.fault_with_help(
            k::BASE_URL,
            Code::AddressInvalid,
            "网址应以 https:// 开头",
            "例如 https://www.example.gov.cn/",
        );
    }
    Identity {
        name: fields.required_text(k::NAME).unwrap_or_default(),
        base_url: with_slash(base_url),
        id_code,
        publisher: fields.text(k::PUBLISHER),
        organiser: fields.text(k::ORGANISER),
        phone: fields.text(k::PHONE),
        address: fields.text(k::ADDRESS),
        email: fields.text(k::EMAIL),
        icp: fields.text(k::ICP),
        police: fields.text(k::POLICE),
        error_report: fields.text(k::ERROR_REPORT),
        description: fields.text(k::DESCRIPTION),
        data_license: fields.text(k::DATA_LICENSE),
    }
}

/// An address that other addresses can be appended to.
pub fn with_slash(mut url: String) -> String {
    if !url.is_empty() && !url.ends_with('/') {
        url.push('/');
    }
    url
}

fn organ(fields: &Fields) -> Option<Organ> {
    let id = fields.required_text(k::ID);
    let valid = |id: &str| id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if id.as_deref().is_some_and(|id| !valid(id)) {
        fields.fault(k::ID, Code::AddressInvalid, "标识只用小写英文字母、数字和连字符");
    }
    let credit_code = fields.text(k::CREDIT_CODE);
    if credit_code.as_deref().is_some_and(|code| !crate::domain::index_number::is_credit_code(code)) {
        fields.fault(k::CREDIT_CODE, Code::SiteCodeForm, "统一社会信用代码的校验位不对（GB 32100-2015）");
    }
    Some(Organ {
        name: fields.required_text(k::NAME)?,
        id: id?,
        short_name: fields.text(k::SHORT_NAME),
        credit_code,
        prefixes: fields.texts(k::PREFIXES),
        registry_code: fields.text(k::REGISTRY_CODE),
        phone: fields.text(k::PHONE),
        address: fields.text(k::OFFICE),
        hours: fields.text(k::HOURS),
    })
}

fn column(fields: &Fields) -> Option<Column> {
    let path = fields.required_text(k::PATH)?;
    let valid = !path.is_empty()
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && !RESERVED.contains(&path.split('/').next().unwrap_or(""))
        && path != "disclosure"
        && !path.starts_with("disclosure/catalogue");
    if !valid {
        let help = format!("写作 content/ 之下的文件夹名，首尾不带斜线；不能用 {}。", RESERVED.join("、"));
        fields.fault_with_help(k::PATH, Code::AddressInvalid, format!("栏目路径“{path}”不能用"), help);
        return None;
    }
    let words: Vec<&str> = Kind::NAMES.iter().map(|(_, zh, _)| *zh).collect();
    let name = fields.required_text(k::NAME)?;
    let kind = fields.choice(k::KIND, Kind::parse, &words).unwrap_or(Kind::Page);
    Some(Column {
        column_type: fields.text(k::COLUMN_TYPE).unwrap_or_else(|| default_column_type(kind).to_owned()),
        description: fields.text(k::DESCRIPTION).unwrap_or_else(|| name.clone()),
        keywords: fields.texts(k::KEYWORDS),
        nav: fields.flag(k::NAV),
        page_size: fields.number(k::PAGE_SIZE).unwrap_or(20),
        path,
        name,
        kind,
    })
}

/// Folders of the output that are not columns.
const RESERVED: &[&str] =
    &["senior", "data", "feeds", "search", "browse", "assets", "library", "calendar", "registers", "ledger"];

/// ColumnType of 国办发〔2017〕47号 for the columns of a kind.
fn default_column_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Policy | Kind::Gazette | Kind::Benefit => "政策文件",
        Kind::Interpretation | Kind::Qa => "政策解读",
        Kind::Consultation | Kind::Decision => "征集调查",
        Kind::AnnualReport => "信息公开年报",
        Kind::Letter => "咨询投诉",
        Kind::Page => "概况信息",
        Kind::News | Kind::OpenDay => "工作动态",
    }
}

fn disclosure(fields: &Fields, columns: &[Column]) -> DisclosureColumn {
    let block = |key| {
        let path = fields.text(key)?;
        let known = columns.iter().find(|column| column.path == path);
        if known.is_none() {
            fields.fault_with_help(key, Code::ColumnUnknown, format!("没有栏目“{path}”"), "写“栏目”中已有的路径。");
        } else if known.is_some_and(|column| column.kind == Kind::News) {
            let help = "专栏只放法定主动公开内容（国办公开办函〔2019〕61号），请换一个栏目。";
            fields.fault_with_help(key, Code::NewsInDisclosure, "政府信息公开专栏不能放动态", help);
        }
        known.map(|_| path)
    };
    DisclosureColumn { guide: block(k::GUIDE), rules: block(k::INSTITUTION), reports: block(k::REPORTS) }
}

fn service(fields: &Fields) -> Option<Service> {
    Some(Service {
        title: fields.required_text(k::NAME)?,
        link: fields.required_text(k::LINK)?,
        way: fields.way_to(k::LINK),
        description: fields.text(k::DESCRIPTION).unwrap_or_default(),
    })
}

fn phone(fields: &Fields) -> Option<Phone> {
    Some(Phone { name: fields.required_text(k::NAME)?, number: fields.required_text(k::NUMBER)? })
}

fn read_rules(fields: &Fields) -> Rules {
    let defaults = Rules::default();
    Rules {
        required: fields.texts(k::REQUIRED),
        registration_prefixes: fields.texts(k::REGISTRATION_PREFIXES),
        interpretation_workdays: fields.number(k::INTERPRETATION_WORKDAYS).unwrap_or(defaults.interpretation_workdays),
        letter_workdays: fields.number(k::LETTER_WORKDAYS),
        feedback_workdays: fields.number(k::FEEDBACK_WORKDAYS).unwrap_or(defaults.feedback_workdays),
        public_attendees: fields.number(k::PUBLIC_ATTENDEES).unwrap_or(defaults.public_attendees),
        expiry_notice: expiry_notice(fields).unwrap_or(defaults.expiry_notice),
    }
}

/// The longest first, each once; no more than ten years.
fn expiry_notice(fields: &Fields) -> Option<Vec<usize>> {
    let written = fields.texts(k::EXPIRY_NOTICE);
    let mut days: Vec<usize> = written.iter().filter_map(|text| text.parse().ok()).collect();
    days.retain(|days| (1..=3660).contains(days));
    if days.len() < written.len() {
        let help = "写几个天数，例如 [180, 90, 30]；有效期届满前6个月内应当评估。";
        fields.fault_with_help(k::EXPIRY_NOTICE, Code::ValueType, "“到期提醒”应当是1至3660的天数", help);
    }
    days.sort_unstable_by(|a, b| b.cmp(a));
    days.dedup();
    (!days.is_empty()).then_some(days)
}
