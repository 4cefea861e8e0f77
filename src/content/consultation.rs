//! 征求意见, as its file alone defines it (国令第713号, Articles 14 to 18).

use super::document::Reference;
use super::front_matter::{check_order, reference, references};
use super::keys::*;
use super::register::{self, CellKind, RegisterColumn};
use crate::diagnostic::{Code, Diagnostic, FileId, Span};
use crate::domain::Date;
use crate::domain::consultation::{self as law, Adoption, HearingFault, PROPOSERS, Period, Stage};
use crate::yaml::{Fields, Key, Node, Reader, Target, Way};

/// The parts of a consultation.
#[derive(Debug, Clone)]
pub struct Consultation {
    /// 征集单位.
    pub solicited_by: String,
    /// 开始日期 and 结束日期.
    pub period: Period,
    /// 缩短理由: why it is shorter than 30 days.
    pub shortened: Option<String>,
    /// 草案: a document or a file; none where it stands in the body.
    pub draft: Option<Reference>,
    /// 起草说明: a document or a file; none where it stands in the body.
    pub notes: Option<Reference>,
    /// 意见渠道, in the order in which they are written.
    pub channels: Vec<Channel>,
    /// 听证.
    pub hearings: Vec<Hearing>,
    /// 反馈日期.
    pub fed_back: Option<Date>,
    /// 收到意见: how many comments there were.
    pub received: Option<usize>,
    /// 反馈.
    pub comments: Vec<Comment>,
    /// The table that holds the comments instead, beside the document.
    pub table: Option<Reference>,
    /// 决策: the dossier that it belongs to.
    pub decision: Option<Reference>,
    /// 决策文件: the policy that came of it, by number or path.
    pub document: Option<Reference>,
    received_way: Way,
}

/// A way in which comments can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Channel {
    /// 电话.
    Phone(String),
    /// 邮箱.
    Email(String),
    /// 地址.
    Address(String),
    /// 网址.
    Web(String),
}

/// A hearing.
#[derive(Debug, Clone)]
pub struct Hearing {
    /// 日期.
    pub date: Date,
    /// 地点.
    pub place: String,
    /// 公告日期.
    pub announced: Date,
    /// 材料送达: when the participants had the materials.
    pub delivered: Option<Date>,
    /// 文件: documents and files of this site.
    pub files: Vec<Reference>,
}

/// A comment and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// 意见.
    pub text: String,
    /// 提出者: the kind of person, never a name.
    pub proposer: Option<String>,
    /// 采纳 and 理由.
    pub adoption: Adoption,
}

/// A part of a consultation that may stand in its body, under a heading of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// 草案内容.
    Draft,
    /// 起草说明.
    Notes,
}

impl Part {
    /// The part that a heading of the body opens.
    pub fn of_heading(title: &str) -> Option<Self> {
        match title {
            _ if title.contains("起草说明") || title.contains("起草情况") => Some(Self::Notes),
            _ if title.contains("草案") || title.contains("征求意见稿") => Some(Self::Draft),
            _ => None,
        }
    }
}

impl Consultation {
    /// Where it stands on a day.
    pub fn stage(&self, day: Date) -> Stage {
        self.period.stage(self.fed_back, day)
    }

    /// Takes the comments from a table; `reader` takes the findings, and finds the places of the
    /// document's own front matter.
    pub(super) fn take_table(&mut self, file: FileId, text: &str, reader: &Reader) {
        let names: Vec<String> = Adoption::NAMES.iter().map(|(zh, _)| (*zh).to_owned()).collect();
        let proposers = PROPOSERS.iter().map(|word| (*word).to_owned()).collect();
        let columns = [
            column(comment::TEXT, true, Vec::new()),
            column(comment::PROPOSER, false, proposers),
            column(comment::ADOPTION, true, names),
            column(comment::REASON, false, Vec::new()),
        ];
        for row in register::table(reader, file, text, &columns) {
            let [text, proposer, word, reason] = row.cells.as_slice() else { continue };
            let Some(name) = Adoption::parse(word).filter(|_| !text.is_empty()) else { continue };
            match Adoption::new(name, Some(reason.clone()).filter(|reason| !reason.is_empty())) {
                Some(adoption) => self.comments.push(Comment {
                    text: text.clone(),
                    proposer: Some(proposer.clone()).filter(|proposer| !proposer.is_empty()),
                    adoption,
                }),
                None => reader.report(reason_missing(Span::new(row.file, row.ranges[2].clone()), word)),
            }
        }
        self.refuse_too_many(reader);
    }

    /// One answer may serve several comments, but no comment is answered that nobody made.
    fn refuse_too_many(&self, reader: &Reader) {
        if let Some(received) = self.received.filter(|received| *received < self.comments.len()) {
            let message = format!("收到意见 {received} 条，反馈却有 {} 条", self.comments.len());
            let span = reader.span(&self.received_way, Target::Value);
            reader.report(Diagnostic::new(Code::FeedbackCount, span, message).help("请核对收到意见的条数。"));
        }
    }
}

fn column(key: Key, required: bool, options: Vec<String>) -> RegisterColumn {
    let kind = if options.is_empty() { CellKind::Text } else { CellKind::Choice };
    RegisterColumn {
        label: key.zh.to_owned(),
        key: key.en.to_owned(),
        kind,
        required,
        filter: false,
        mask: None,
        options,
    }
}

/// Reads the keys of a consultation with its body; none where it does not say who consults, and from
/// when to when.
pub fn read(fields: &Fields, body: &str) -> Option<Consultation> {
    let (opens, closes, fed_back) = (fields.date(OPENS), fields.date(CLOSES), fields.date(FED_BACK));
    // Nobody can comment on what is not published.
    let published = fields.has_date(PUBLISHED).then(|| fields.date(PUBLISHED)).flatten();
    check_order(fields, (PUBLISHED, published), (OPENS, opens));
    check_order(fields, (OPENS, opens), (CLOSES, closes));
    check_order(fields, (CLOSES, closes), (FED_BACK, fed_back));
    let shortened = fields.text(SHORTENED);
    let period = opens.zip(closes).and_then(|(opens, closes)| Period::new(opens, closes));
    refuse_short(fields, period, shortened.as_deref());
    let draft = material(fields, DRAFT_TEXT, Part::Draft, body);
    let notes = material(fields, DRAFTING_NOTES, Part::Notes, body);
    let (comments, table) = feedback(fields);
    if fed_back.is_none() && !fields.has(FED_BACK) && fields.has(FEEDBACK) {
        fields.missing(FED_BACK, "（写了“反馈”，应写明哪天公布）");
    }
    let received = fields.count(RECEIVED);
    if fields.has(FED_BACK) && !fields.has(RECEIVED) && !fields.has(FEEDBACK) {
        fields.missing(RECEIVED, "（已经反馈的应写明收到几条意见，没有收到的写 0）");
    }
    let consultation = Consultation {
        shortened,
        draft,
        notes,
        channels: channels(fields),
        hearings: hearings(fields),
        fed_back,
        received,
        received_way: fields.way_to(RECEIVED),
        comments,
        table,
        decision: reference(fields, DECISION),
        document: reference(fields, DECISION_DOCUMENT),
        period: period?,
        solicited_by: fields.text(SOLICITED_BY)?,
    };
    consultation.refuse_too_many(fields.reader());
    Some(consultation)
}

fn refuse_short(fields: &Fields, period: Option<Period>, shortened: Option<&str>) {
    let Some(period) = period.filter(|period| period.is_short() && shortened.is_none()) else { return };
    let message = format!("征求意见 {} 日，少于 {} 日，又没有写明缩短的理由", period.days(), law::LEAST_DAYS);
    let help = "开始当日不计。延长“结束日期”，或加一行：缩短理由: …（国令第713号第十五条）。";
    fields.fault_with_help(CLOSES, Code::ConsultationShort, message, help);
}

/// What is consulted on: named, or in the body under its own heading (Article 15).
fn material(fields: &Fields, key: Key, part: Part, body: &str) -> Option<Reference> {
    let headings = body.lines().filter_map(|line| line.strip_prefix('#'));
    if !fields.has(key) && !headings.into_iter().any(|line| Part::of_heading(line) == Some(part)) {
        let message = format!("没有公布{}（国令第713号第十五条）", key.zh);
        let help = format!("加一行“{}: 文件”，或在正文中写标题“## {}”，把内容放在下面。", key.zh, heading(part));
        let span = fields.reader().span(&fields.way_to(TITLE), Target::Value);
        fields.reader().report(Diagnostic::new(Code::ConsultationMaterial, span, message).help(help));
    }
    reference(fields, key)
}

fn heading(part: Part) -> &'static str {
    match part {
        Part::Draft => "草案内容",
        Part::Notes => "起草说明",
    }
}

fn channels(fields: &Fields) -> Vec<Channel> {
    type Make = fn(String) -> Channel;
    let kinds: [(Key, Make); 4] = [
        (channel::PHONE, Channel::Phone),
        (channel::EMAIL, Channel::Email),
        (channel::ADDRESS, Channel::Address),
        (channel::WEB, Channel::Web),
    ];
    let entries = fields.mappings(CHANNELS, channel::ALL);
    let mut channels = Vec::new();
    for (entry, (key, make)) in entries.iter().flat_map(|entry| kinds.map(|kind| (entry, kind))) {
        let texts = entry.texts(key);
        if key == channel::WEB && texts.iter().any(|address| !is_web(address)) {
            let help = "例如 https://www.example.gov.cn/yjzj";
            entry.fault_with_help(key, Code::AddressInvalid, "网址应以 https:// 开头", help);
        }
        channels.extend(texts.into_iter().map(make));
    }
    channels
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Reads the hearings of a consultation or of a dossier.
pub(super) fn hearings(fields: &Fields) -> Vec<Hearing> {
    fields.mappings(HEARINGS, hearing::ALL).iter().filter_map(hearing).collect()
}

fn hearing(entry: &Fields) -> Option<Hearing> {
    for key in [hearing::DATE, hearing::PLACE, hearing::ANNOUNCED] {
        entry.required_text(key);
    }
    let (date, announced) = (entry.date(hearing::DATE), entry.date(hearing::ANNOUNCED));
    let delivered = entry.date(hearing::DELIVERED);
    let place = entry.text(hearing::PLACE);
    let (date, announced) = (date?, announced?);
    let (key, message) = match law::hearing_fault(date, announced, delivered) {
        Some(HearingFault::NotAnnounced) => {
            (hearing::ANNOUNCED, format!("听证会 {date} 举行，{announced} 才公告，没有提前"))
        }
        Some(HearingFault::LateMaterials) => {
            (hearing::DELIVERED, format!("听证会 {date} 举行，材料没有提前 {} 日送达", law::HEARING_DAYS))
        }
        None => {
            return Some(Hearing {
                date,
                place: place?,
                announced,
                delivered,
                files: references(entry, hearing::FILES),
            });
        }
    };
    entry.fault_with_help(key, Code::HearingNotice, message, "请核对日期（国令第713号第十六条）。");
    None
}

/// The comments, or the table that holds them.
fn feedback(fields: &Fields) -> (Vec<Comment>, Option<Reference>) {
    if matches!(fields.node(FEEDBACK), Some(Node::Scalar(_))) {
        return (Vec::new(), reference(fields, FEEDBACK));
    }
    let entries = fields.mappings(FEEDBACK, comment::ALL);
    (entries.iter().filter_map(read_comment).collect(), None)
}

fn read_comment(entry: &Fields) -> Option<Comment> {
    let text = entry.required_text(comment::TEXT);
    if !entry.has(comment::ADOPTION) {
        entry.missing(comment::ADOPTION, "（每条意见都要说明是否采纳）");
    }
    let known = |text: &str| PROPOSERS.contains(&text).then(|| text.to_owned());
    let proposer = entry.choice(comment::PROPOSER, known, PROPOSERS);
    let adoption = adoption(entry, comment::ADOPTION, comment::REASON);
    Some(Comment { text: text?, proposer, adoption: adoption? })
}

/// Reads 采纳 with the 理由 that it needs where not all was adopted.
pub(super) fn adoption(entry: &Fields, word: Key, reason: Key) -> Option<Adoption> {
    let words: Vec<&str> = Adoption::NAMES.iter().map(|(zh, _)| *zh).collect();
    let name = entry.choice(word, Adoption::parse, &words)?;
    let adoption = Adoption::new(name, entry.text(reason));
    if adoption.is_none() {
        let written = entry.text(word).unwrap_or_default();
        entry.reader().report(reason_missing(entry.reader().span(&entry.way_to(word), Target::Value), &written));
    }
    adoption
}

fn reason_missing(span: Span, word: &str) -> Diagnostic {
    let message = format!("“{word}”没有写明理由");
    Diagnostic::new(Code::AdoptionReason, span, message).help("没有全部采纳的意见，在“理由”中说明原因。")
}
