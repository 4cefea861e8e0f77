//! Splits the fences and turns front matter into a [`Document`], reporting every fault.

use super::body;
use super::document::*;
use super::keys::{self, *};
use super::{consultation, decision};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, FileId, Severity, Span};
use crate::domain::Date;
use crate::domain::catalogue::{self, CatalogueItem};
use crate::domain::disclosure::{Disclosure, Ground};
use crate::domain::document_number::{DocumentNumber, FormFault};
use crate::domain::genre::{self, Nature};
use crate::domain::index_number::{IndexNumber, IndexNumberFault};
use crate::domain::kind::Kind;
use crate::domain::period::{self, Period};
use crate::domain::topics::{self, TopicId};
use crate::yaml::{Fields, Key, Node, Reader, Target};
use std::ops::Range;

/// 解读形式 (common forms of 政策解读).
pub const FORMS: &[&str] =
    &["文字", "图解", "视频", "音频", "动漫", "问答", "专家访谈", "新闻发布会", "主要负责人", "媒体"];
/// 解读阶段.
pub const PHASES: &[&str] = &["预公开", "发布", "跟踪"];

/// A document, if its front matter allows one, and every finding about the file.
pub fn parse(file: FileId, path: &str, text: &str, config: &Config) -> (Option<Document>, Vec<Diagnostic>) {
    let Some((front_matter, body)) = split_fences(text) else {
        return (None, vec![missing_fences(file, text)]);
    };
    let reader = Reader::new(file, &text[front_matter.clone()], front_matter.start);
    let place = FilePlace { file, path, text, front_matter, body };
    let document = reader.parse().and_then(|node| {
        let node = if node == Node::Null { Node::Mapping(Vec::new()) } else { node };
        read(&reader, &node, place, config)
    });
    let mut findings = reader.into_findings();
    if document.as_ref().is_some_and(|document: &Document| document.draft) {
        // A draft may be incomplete: what it lacks is asked for when it stops being one.
        let lacks = |finding: &&mut Diagnostic| matches!(finding.code, Code::KeyMissing | Code::ConsultationMaterial);
        let missing = findings.iter_mut().filter(lacks);
        missing.for_each(|finding| finding.severity = Severity::Warning);
    }
    (document, findings)
}

struct FilePlace<'a> {
    file: FileId,
    path: &'a str,
    text: &'a str,
    front_matter: Range<usize>,
    body: Range<usize>,
}

/// The YAML and the body of a text whose first line is `---`.
pub fn split_fences(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start =
        text.strip_prefix("---").and_then(|rest| rest.find('\n').filter(|end| rest[..*end].trim().is_empty()))? + 4;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((start..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    None
}

fn missing_fences(file: FileId, text: &str) -> Diagnostic {
    let end = text.find('\n').unwrap_or(text.len());
    let message = match text[..end].trim_end() {
        "---" => "元数据没有结束：缺少第二行 ---",
        first if first.starts_with("---") => "第一行应当只有三个连字符 ---",
        _ => "文首没有元数据",
    };
    Diagnostic::new(Code::FrontMatterMissing, Span::new(file, 0..end), message)
        .help("文件第一行写 ---，接着写“标题: …”等各键，再写一行 ---，然后是正文。")
}

fn read(reader: &Reader, node: &Node, place: FilePlace, config: &Config) -> Option<Document> {
    let fields = Fields::open(reader, node, Vec::new(), &keys::all())?;
    let kind = kind(&fields, place.path, config);
    warn_about_keys_of_other_kinds(&fields, kind);
    require_keys(&fields, kind, config);
    let title = fields.text(TITLE);
    let published = fields.date(PUBLISHED);
    let disclosure = disclosure(&fields, kind);
    let index_number = index_number(&fields, published);
    let detail = match kind {
        Kind::Policy => Detail::Policy(Box::new(policy(&fields, published))),
        Kind::Interpretation => Detail::Interpretation(Box::new(interpretation(&fields))),
        Kind::Decision => decision::read(&fields).map_or(Detail::Plain, |own| Detail::Decision(Box::new(own))),
        Kind::Consultation => consultation::read(&fields, &place.text[place.body.clone()])
            .map_or(Detail::Plain, |own| Detail::Consultation(Box::new(own))),
        _ => Detail::Plain,
    };
    let written = match &detail {
        Detail::Policy(policy) => policy.written,
        _ => None,
    };
    // A date that is written and not understood must not become another day of publication.
    let dated = [PUBLISHED, WRITTEN, EFFECTIVE, EXPIRES].iter().all(|key| !fields.has(*key) || fields.has_date(*key))
        && (kind != Kind::Policy || published.or(written).is_some());
    let (body, faults) = body::scan(place.file, place.text, place.body.clone());
    faults.into_iter().for_each(|fault| reader.report(fault));
    warn_about_missing_date(&fields, kind);
    warn_about_empty_body(reader, &place, kind);
    Some(Document {
        file: place.file,
        path: place.path.to_owned(),
        summary: fields.text(SUMMARY),
        index_number,
        catalogue: catalogue_items(&fields),
        // A policy that names no 发布日期 may be seen from the day it was made.
        published: published.or(written),
        topic: topic(&fields),
        tags: fields.texts(TAGS),
        audiences: fields.texts(AUDIENCES),
        drafter: fields.text(DRAFTER),
        reviews: reviews(&fields),
        attachments: attachments(&fields),
        indicator: reference(&fields, INDICATOR),
        period: period(&fields),
        url: reference(&fields, URL),
        aliases: references(&fields, ALIASES),
        draft: fields.flag(DRAFT),
        front_matter: place.front_matter,
        body,
        kind,
        complete: title.is_some() && disclosure.is_some() && dated,
        title: title.unwrap_or_else(|| place.path.to_owned()),
        disclosure: disclosure.unwrap_or(Disclosure::Proactive),
        detail,
    })
}

/// The document's own 类型, else that of its column.
fn kind(fields: &Fields, path: &str, config: &Config) -> Kind {
    let words: Vec<&str> = Kind::NAMES.iter().map(|(_, zh, _)| *zh).collect();
    fields
        .choice(KIND, Kind::parse, &words)
        .or_else(|| config.column_of(path).map(|column| column.kind))
        .unwrap_or(Kind::Page)
}

fn warn_about_keys_of_other_kinds(fields: &Fields, kind: Kind) {
    for (key, kinds) in keys::TABLE {
        if fields.has(*key) && !kinds.covers(kind) {
            let message = format!("“{}”不适用于“{}”，不会显示", key.zh, kind.label());
            fields.fault(*key, Code::KeyNotForKind, message);
        }
    }
}

/// 标题 always; 公开属性 of a policy; 解读 and 咨询电话 of an interpretation; who undertakes a
/// decision; who consults, from when to when and by what ways; and what the site asks for.
fn require_keys(fields: &Fields, kind: Kind, config: &Config) {
    let mut required = vec![TITLE];
    match kind {
        Kind::Policy => required.push(DISCLOSURE),
        Kind::Interpretation => required.extend([INTERPRETS, PHONE]),
        Kind::Decision => required.push(UNDERTAKER),
        Kind::Consultation => required.extend([SOLICITED_BY, OPENS, CLOSES, CHANNELS]),
        _ => {}
    }
    for key in required {
        if !fields.has(key) {
            fields.missing(key, &format!("（{}必填）", kind.label()));
        }
    }
    for name in &config.rules.required {
        let asked = keys::find(name).filter(|(key, kinds)| kinds.covers(kind) && !fields.has(*key));
        if let Some((key, _)) = asked {
            fields.missing(key, "（本站规定必填）");
        }
    }
}

fn disclosure(fields: &Fields, kind: Kind) -> Option<Disclosure> {
    let words: Vec<&str> = Disclosure::NAMES.iter().map(|(zh, _)| *zh).collect();
    let parse = |text: &str| Disclosure::NAMES.iter().find(|(zh, en)| text == *zh || text == *en).map(|(_, en)| *en);
    let name = match fields.choice(DISCLOSURE, parse, &words) {
        Some(name) => name,
        // A value that is not understood must not become a publication.
        None if fields.has(DISCLOSURE) || kind == Kind::Policy => return None,
        None => "proactive",
    };
    let ground = fields.choice(WITHHELD_GROUND, Ground::parse, Ground::ALL);
    let review_due = fields.date(REVIEW_DUE);
    if name == "proactive" {
        return Some(Disclosure::Proactive);
    }
    if !fields.has(REVIEW_DUE) {
        let message = "缺少“下次审查”：未主动公开的信息要定期审查（国令第711号第十八条）";
        fields.fault_with_help(DISCLOSURE, Code::ReviewDueMissing, message, "加一行：下次审查: 2027-06-30");
    }
    if name == "on_request" {
        return Some(Disclosure::OnRequest { review_due: review_due? });
    }
    if !fields.has(WITHHELD_GROUND) {
        let message = "不予公开应注明法定依据（国令第711号第十四条至第十六条）";
        let help = format!("加一行：不予公开依据: …，可选：{}", Ground::ALL.join("、"));
        fields.fault_with_help(DISCLOSURE, Code::GroundMissing, message, help);
    }
    Some(Disclosure::Withheld { ground: ground?, review_due: review_due? })
}

fn index_number(fields: &Fields, published: Option<Date>) -> Option<String> {
    let text = fields.text(INDEX_NUMBER)?;
    let (message, help) = match IndexNumber::parse(&text) {
        Err(IndexNumberFault::Shape) => (
            format!("索引号“{text}”不是“机构码/年-序号”的形式"),
            "例如 11379981MB9901032R/2024-00012；机构码为18位统一社会信用代码。",
        ),
        Err(IndexNumberFault::CheckDigit) => {
            (format!("索引号“{text}”的机构码校验位不对"), "请核对统一社会信用代码（GB 32100-2015）。")
        }
        Ok(number) => match published {
            Some(date) if date.year() != number.year => (
                format!("索引号的年份 {} 与发布日期的年份 {} 不一致", number.year, date.year()),
                "索引号中的年份应是发布日期的年份。",
            ),
            _ => return Some(text),
        },
    };
    fields.fault_with_help(INDEX_NUMBER, Code::IndexNumberForm, message, help);
    Some(text)
}

fn document_number(fields: &Fields) -> Option<DocumentNumber> {
    let text = fields.text(DOCUMENT_NUMBER)?;
    let Some((number, faults)) = DocumentNumber::parse_lenient(&text) else {
        let message = format!("发文字号“{text}”的写法不对");
        let help = "写作“望政发〔2024〕12号”：机关代字、六角括号中的四位年份、不带“第”和前导零的序号。";
        fields.fault_with_help(DOCUMENT_NUMBER, Code::DocumentNumberForm, message, help);
        return None;
    };
    if let Some(fault) = faults.first() {
        let cause = match fault {
            FormFault::Brackets => "年份应放在六角括号〔〕中",
            FormFault::Ordinal => "序号前不写“第”",
            FormFault::LeadingZero => "序号不编虚位（不写前导零）",
            FormFault::Spacing => "不应有空格或全角数字",
        };
        let span = fields.reader().span(&fields.way_to(DOCUMENT_NUMBER), Target::Value);
        let finding = Diagnostic::new(
            Code::DocumentNumberForm,
            span.clone(),
            format!("发文字号“{text}”的写法不对：{cause}（GB/T 9704）"),
        )
        .help(format!("改为“{number}”。"))
        .fix(span, number.to_string());
        fields.reader().report(finding);
    }
    Some(number)
}

fn policy(fields: &Fields, published: Option<Date>) -> Policy {
    let written = fields.date(WRITTEN);
    let expires = fields.date(EXPIRES);
    let seen_from = published.or(written);
    if seen_from.is_none() && !fields.has(PUBLISHED) && !fields.has(WRITTEN) {
        fields.missing(PUBLISHED, "（政策文件应有发布日期）");
    }
    let effective = fields.date(EFFECTIVE).or(seen_from);
    check_order(fields, (WRITTEN, written), (PUBLISHED, published));
    check_order(fields, (EFFECTIVE, effective), (EXPIRES, expires));
    let natures: Vec<&str> = Nature::NAMES.iter().map(|(_, zh, _)| *zh).collect();
    let number = document_number(fields);
    let nature = fields.choice(NATURE, Nature::parse, &natures).unwrap_or_default();
    let (genre, acts, (versions, newest)) = (genre(fields), acts(fields), versions(fields));
    Policy {
        number,
        issuers: fields.texts(ISSUER),
        nature,
        genre,
        registration_number: fields.text(REGISTRATION_NUMBER),
        written,
        // Without any date the document is incomplete, and the build stops.
        effective: effective.unwrap_or(Date::MAX),
        expires,
        acts,
        waiver: fields.text(WAIVER),
        versions,
        newest,
    }
}

pub(super) fn check_order(fields: &Fields, earlier: (Key, Option<Date>), later: (Key, Option<Date>)) {
    if let (Some(first), Some(second)) = (earlier.1, later.1)
        && second < first
    {
        let message = format!("“{}”{second} 早于“{}”{first}", later.0.zh, earlier.0.zh);
        fields.fault_with_help(later.0, Code::DateOrder, message, "请核对这两个日期。");
    }
}

fn genre(fields: &Fields) -> Option<String> {
    let words: Vec<&str> = genre::all().collect();
    fields.choice(GENRE, |text| genre::is_known(text).then(|| text.to_owned()), &words)
}

fn acts(fields: &Fields) -> Vec<WrittenAct> {
    let verbs = [
        (AMENDS, Verb::Amends),
        (REPEALS, Verb::Repeals),
        (DECLARES_VOID, Verb::DeclaresVoid),
        (EXTENDS, Verb::Extends),
    ];
    let mut acts = Vec::new();
    for (key, verb) in verbs {
        for entry in fields.mappings(key, act::ALL) {
            entry.required_text(act::FILE);
            if verb == Verb::Extends && !entry.has(act::TO) {
                entry.missing(act::TO, "（延长有效期应写明新的截止日期）");
            }
            acts.extend(reference(&entry, act::FILE).map(|target| WrittenAct {
                verb,
                target,
                external: entry.flag(act::EXTERNAL),
                date: entry.date(act::DATE),
                clauses: entry.text(act::CLAUSES),
                to: entry.date(act::TO),
            }));
        }
    }
    acts
}

/// Earlier texts, and the last entry where it has no 正文: that one is about the body itself.
fn versions(fields: &Fields) -> (Vec<Version>, Option<Newest>) {
    let entries = fields.mappings(VERSIONS, version::ALL);
    let (mut versions, mut newest) = (Vec::with_capacity(entries.len()), None);
    for (at, entry) in entries.iter().enumerate() {
        entry.required_text(version::DATE);
        let (date, basis) = (entry.date(version::DATE), reference(entry, version::BASIS));
        let (date_way, way) = (entry.way_to(version::DATE), entry.way().clone());
        if at + 1 == entries.len() && !entry.has(version::TEXT) {
            newest = date.map(|date| Newest { date, date_way, basis });
            continue;
        }
        entry.required_text(version::TEXT);
        let file = reference(entry, version::TEXT);
        versions.extend(date.zip(file).map(|(date, file)| Version { date, date_way, way, file, body: None, basis }));
    }
    (versions, newest)
}

fn interpretation(fields: &Fields) -> Interpretation {
    let owned = |text: &str, words: &[&str]| words.contains(&text).then(|| text.to_owned());
    Interpretation {
        interprets: references(fields, INTERPRETS),
        form: fields.choice(FORM, |text| owned(text, FORMS), FORMS),
        phase: fields.choice(PHASE, |text| owned(text, PHASES), PHASES),
        interpreter: fields.text(INTERPRETER),
        // A draft may still lack it; a publication is refused without it.
        phone: fields.text(PHONE).unwrap_or_default(),
    }
}

fn catalogue_items(fields: &Fields) -> Vec<&'static CatalogueItem> {
    let mut items = Vec::new();
    for (text, way) in fields.texts_with_ways(CATALOGUE) {
        match catalogue::find(&text) {
            Some(item) => items.push(item),
            None => {
                let message = format!("没有公开类目“{text}”");
                let span = fields.reader().span(&way, Target::Value);
                let help = "写作 a20-01 至 a20-15（国令第711号第二十条各项）或 a21-01 至 a21-07（第二十一条）。";
                fields.reader().report(Diagnostic::new(Code::ValueUnknown, span, message).help(help));
            }
        }
    }
    items
}

fn topic(fields: &Fields) -> Option<TopicId> {
    let text = fields.text(TOPIC)?;
    let parsed = TopicId::parse(&text);
    if parsed.is_none() {
        let names = topics::all_names();
        let help = match crate::diagnostic::did_you_mean(&text, names.iter().map(String::as_str)) {
            Some(near) => format!("是不是“{near}”？"),
            None => format!(
                "写作“一级/二级”，一级为：{}",
                topics::TREE.iter().map(|t| t.name).collect::<Vec<_>>().join("；")
            ),
        };
        fields.fault_with_help(TOPIC, Code::TopicUnknown, format!("没有主题分类“{text}”"), help);
    }
    parsed
}

fn period(fields: &Fields) -> Option<Period> {
    let text = fields.text(PERIOD)?;
    let parsed = Period::parse(&text);
    if parsed.is_none() {
        let help = format!("可用的写法：{}", period::FORMS);
        fields.fault_with_help(PERIOD, Code::PeriodForm, format!("不认识的期间“{text}”"), help);
    }
    parsed
}

fn reviews(fields: &Fields) -> Vec<Review> {
    let mut reviews: Vec<Review> = Vec::new();
    for entry in fields.mappings(REVIEWS, review::ALL) {
        for key in review::ALL {
            entry.required_text(*key);
        }
        let step =
            entry.choice(review::STEP, |text| review::STEPS.contains(&text).then(|| text.to_owned()), review::STEPS);
        let (Some(step), Some(person), Some(date)) = (step, entry.text(review::PERSON), entry.date(review::DATE))
        else {
            continue;
        };
        let rank = |step: &str| review::STEPS.iter().position(|known| *known == step);
        if let Some(last) = reviews.last()
            && (rank(&step) <= rank(&last.step) || date < last.date)
        {
            let message = format!("“{step}”（{date}）应在“{}”（{}）之后", last.step, last.date);
            entry.fault_with_help(review::STEP, Code::ReviewOrder, message, "依次写初审、复审、终审，日期不能倒退。");
        }
        reviews.push(Review { step, person, date });
    }
    reviews
}

fn attachments(fields: &Fields) -> Vec<Attachment> {
    let entries = fields.mappings(ATTACHMENTS, attachment::ALL).into_iter();
    entries
        .filter_map(|entry| {
            let name = entry.required_text(attachment::NAME);
            entry.required_text(attachment::FILE);
            Some(Attachment { name: name?, file: reference(&entry, attachment::FILE)? })
        })
        .collect()
}

pub(super) fn reference(fields: &Fields, key: Key) -> Option<Reference> {
    let way = fields.way_to(key);
    fields.text(key).map(|text| Reference { text, way })
}

pub(super) fn references(fields: &Fields, key: Key) -> Vec<Reference> {
    let texts = fields.texts_with_ways(key).into_iter();
    texts.map(|(text, way)| Reference { text, way }).collect()
}

/// 检查指标 (国办秘函〔2019〕19号): what names no date counts as not kept up to date. Pages are kept,
/// not published day by day.
fn warn_about_missing_date(fields: &Fields, kind: Kind) {
    if !fields.has(PUBLISHED) && !fields.has(WRITTEN) && !matches!(kind, Kind::Policy | Kind::Page) {
        let span = fields.reader().span(&fields.way_to(TITLE), Target::Value);
        let finding = Diagnostic::new(Code::DateMissing, span, "没有注明发布日期");
        fields.reader().report(finding.help("加一行：发布日期: 2026-11-23"));
    }
}

fn warn_about_empty_body(reader: &Reader, place: &FilePlace, kind: Kind) {
    if place.text[place.body.clone()].trim().is_empty() && kind != Kind::Page {
        let span = Span::new(place.file, place.body.clone());
        reader.report(Diagnostic::new(Code::BodyEmpty, span, "正文是空的").help("在第二行 --- 之后写正文。"));
    }
}
