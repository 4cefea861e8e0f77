//! 定时公开 as a whole: each item with its terms through time, what has been published for it, what
//! is not owed and what has happened. No date decides here; [`crate::status`] does that.

use crate::content::Content;
use crate::content::document::Document;
use crate::content::records::{Indicator, Records};
use crate::content::register::{Register, Row};
use crate::content::schedule::{self, EVENTS, EXEMPTIONS, Exemption, Happening, SCHEDULE, ScheduleItem};
use crate::diagnostic::{Code, Diagnostic, Severity, Span, did_you_mean};
use crate::domain::Date;
use crate::domain::period::{self, Period};
use crate::site::DocId;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The 定时公开 register with all that belongs to it.
#[derive(Debug, Default)]
pub struct Schedule {
    /// The items, in the order in which the register first names them.
    pub items: Vec<Item>,
}

/// One item of 定时公开 through time.
#[derive(Debug)]
pub struct Item {
    /// 编号.
    pub id: String,
    /// How many items before it have a 编号 that differs from its own in case only.
    pub namesakes: usize,
    /// Its rows in the register: how it stands from a day on, the earliest first.
    pub terms: Vec<ScheduleItem>,
    /// What is published for it.
    pub records: Vec<Record>,
    /// Periods for which it is not owed.
    pub exemptions: Vec<Exemption>,
    /// What has happened and is to be published.
    pub happenings: Vec<Happening>,
}

/// Something published for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub source: RecordSource,
    /// The period that it says it is about.
    pub period: Option<Period>,
    /// The first day on which it is public.
    pub date: Date,
}

/// What fulfils an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordSource {
    /// A document.
    Document(DocId),
    /// A row of a register, both as indices.
    Row {
        /// The register, as an index into [`Content::registers`].
        register: usize,
        /// The row.
        row: usize,
    },
}

impl Item {
    /// The item as it stands now: its last row.
    pub fn latest(&self) -> &ScheduleItem {
        // An item exists only by its rows.
        &self.terms[self.terms.len() - 1]
    }

    /// Whether a period is one that the item has, under any of its rows.
    pub fn has(&self, period: Period) -> bool {
        self.terms.iter().any(|term| term.rhythm.frequency().has(period))
    }

    /// The first row under which something due on a day is owed.
    pub fn term_on(&self, due: Date) -> Option<usize> {
        self.terms
            .iter()
            .position(|term| term.from.is_none_or(|from| from <= due) && term.until.is_none_or(|until| due <= until))
    }
}

impl Schedule {
    /// An item by its 编号.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Whether the site has none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// Joins the registers and the documents; what names an item that does not exist is a finding.
pub fn assemble(content: &Content, findings: &mut Vec<Diagnostic>) -> Schedule {
    let rows = SCHEDULE.find(&content.registers).map(|register| schedule::items(register, findings));
    let mut items: Vec<Item> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    let mut alike: HashMap<String, usize> = HashMap::new();
    for term in rows.unwrap_or_default() {
        check_column(content, &term, findings);
        let place = *at.entry(term.id.clone()).or_insert(items.len());
        if place == items.len() {
            let known = alike.entry(term.id.to_lowercase()).or_default();
            items.push(Item {
                id: term.id.clone(),
                namesakes: *known,
                terms: Vec::new(),
                records: Vec::new(),
                exemptions: Vec::new(),
                happenings: Vec::new(),
            });
            *known += 1;
        }
        items[place].terms.push(term);
    }
    for item in &mut items {
        item.terms.sort_by_key(|term| term.from);
    }
    let mut schedule = Joining { items, at, findings };
    schedule.documents(content);
    schedule.rows(content);
    if let Some(register) = EXEMPTIONS.find(&content.registers) {
        schedule.exemptions(register);
    }
    if let Some(register) = EVENTS.find(&content.registers) {
        schedule.happenings(register);
    }
    let mut items = schedule.items;
    by_column(content, &mut items);
    for item in &mut items {
        item.records.sort_by_key(|record| record.date);
    }
    Schedule { items }
}

/// The column of an item exists. A wrong one is a warning: the item is owed nevertheless.
fn check_column(content: &Content, term: &ScheduleItem, findings: &mut Vec<Diagnostic>) {
    if term.column.is_empty() || content.config.column_named(&term.column).is_some() {
        return;
    }
    let known = content.config.columns.iter().map(|column| column.path.as_str());
    let help = did_you_mean(&term.column, known)
        .map_or("写 site.yaml “栏目”中已有的路径。".to_owned(), |near| format!("是不是“{near}”？"));
    let message = format!("指标“{}”的栏目“{}”不存在", term.id, term.column);
    let mut finding = Diagnostic::new(Code::ColumnUnknown, term.span.clone(), message).help(help);
    finding.severity = Severity::Warning;
    findings.push(finding);
}

/// The items while what names them is brought to them.
struct Joining<'f> {
    items: Vec<Item>,
    at: HashMap<String, usize>,
    findings: &'f mut Vec<Diagnostic>,
}

impl Joining<'_> {
    /// The item of a 编号, with the period checked against its 频率.
    fn find(&mut self, id: &str, span: impl Fn() -> Span) -> Option<&mut Item> {
        match self.at.get(id) {
            Some(place) => Some(&mut self.items[*place]),
            None => {
                let message = format!("定时公开登记册没有编号“{id}”");
                let help = did_you_mean(id, self.items.iter().map(|item| item.id.as_str()))
                    .map_or("写登记册“编号”一列中已有的编号。".to_owned(), |near| {
                        format!("是不是“{near}”？")
                    });
                self.findings.push(Diagnostic::new(Code::RegisterUnknownItem, span(), message).help(help));
                None
            }
        }
    }

    fn add(&mut self, id: &str, record: Record, id_span: impl Fn() -> Span, period_span: impl Fn() -> Span) {
        let Some(item) = self.find(id, id_span) else { return };
        match record.period.filter(|period| !item.has(*period)) {
            None => item.records.push(record),
            Some(period) => {
                let frequency = item.latest().rhythm.frequency();
                let message = format!("期间“{period}”与指标“{id}”的频率“{}”不符", frequency.label());
                let help = format!("写作 {} 的形式。", frequency.example());
                self.findings.push(Diagnostic::new(Code::PeriodForm, period_span(), message).help(help));
            }
        }
    }

    fn documents(&mut self, content: &Content) {
        for (id, document) in content.documents.iter().enumerate() {
            let Some(indicator) = &document.indicator else { continue };
            let place = || super::span_of(content, document, indicator);
            let period_place = || super::value_span(content, document, crate::content::keys::PERIOD);
            match document.published {
                Some(date) => {
                    let record = Record { source: RecordSource::Document(id), period: document.period, date };
                    self.add(&indicator.text, record, place, period_place);
                }
                None => _ = self.find(&indicator.text, place),
            }
        }
    }

    fn rows(&mut self, content: &Content) {
        for (at, register) in content.registers.iter().enumerate() {
            let Some(records) = &register.records else { continue };
            let Some(indicator) = &records.indicator else { continue };
            for (number, row) in register.rows.iter().enumerate() {
                self.row(register, (records, indicator), (at, number), row);
            }
        }
    }

    fn row(
        &mut self,
        register: &Register,
        (records, indicator): (&Records, &Indicator),
        (at, number): (usize, usize),
        row: &Row,
    ) {
        let span = |column: usize| Span::new(row.file, row.ranges[column].clone());
        let (id, id_span) = match indicator {
            Indicator::Item(id) => (id.as_str(), Span::start_of(register.file)),
            Indicator::Column(column) => (row.cells[*column].as_str(), span(*column)),
        };
        let written = records.period.map(|column| (column, row.cells[column].as_str()));
        let period = written.and_then(|(_, text)| Period::parse(text));
        if let Some((column, text)) = written.filter(|(_, text)| !text.is_empty() && period.is_none()) {
            let help = format!("可用的写法：{}", period::FORMS);
            let finding = Diagnostic::new(Code::PeriodForm, span(column), format!("不认识的期间“{text}”"));
            self.findings.push(finding.help(help));
            return;
        }
        let Some(date) = records.date(row) else {
            let message = format!("“{}”是必填的：没有日期，就不知道何时公开", register.columns[records.date].label);
            self.findings.push(Diagnostic::new(Code::CellValue, span(records.date), message));
            return;
        };
        // No row is public before its register is.
        let date = register.notice_from.map_or(date, |from| from.max(date));
        let record = Record { source: RecordSource::Row { register: at, row: number }, period, date };
        self.add(
            id,
            record,
            || id_span.clone(),
            || written.map_or_else(|| id_span.clone(), |(column, _)| span(column)),
        );
    }

    fn exemptions(&mut self, register: &Register) {
        for exemption in schedule::exemptions(register, self.findings) {
            let span = exemption.span.clone();
            if let Some(item) = self.find(&exemption.item.clone(), || span.clone()) {
                item.exemptions.push(exemption);
            }
        }
    }

    fn happenings(&mut self, register: &Register) {
        for happening in schedule::happenings(register, self.findings) {
            let span = happening.span.clone();
            if let Some(item) = self.find(&happening.item.clone(), || span.clone()) {
                item.happenings.push(happening);
            }
        }
    }
}

/// Documents that name no 指标 count for the item whose 栏目 they lie in, where one item alone has
/// that column: with several, nobody could tell which of them a document fulfils.
fn by_column(content: &Content, items: &mut [Item]) {
    let mut columns: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        let column = content.config.column_named(&item.latest().column);
        columns.entry(column.map(|column| column.path.as_str())).or_default().push(at);
    }
    let counts = |document: &Document| {
        let column = content.config.column_of(&document.path)?;
        // The page that stands for the column itself is no publication of a period.
        let is_own_page = document.path == format!("{}/index.md", column.path);
        match columns.get(&Some(column.path.as_str()))?.as_slice() {
            [only] if document.indicator.is_none() && !is_own_page => Some((*only, document.published?)),
            _ => None,
        }
    };
    let told = told_by_rows(content, items);
    for (id, document) in content.documents.iter().enumerate() {
        // What is about a period that the item does not have is something else.
        let fitting = counts(document).filter(|(at, _)| document.period.is_none_or(|period| items[*at].has(period)));
        if let Some((at, date)) = fitting.filter(|(at, _)| !told.contains(&(*at, id))) {
            items[at].records.push(Record { source: RecordSource::Document(id), period: document.period, date });
        }
    }
}

/// The documents that rows of registers lead to, with their items: these are told of by their rows, and
/// one publication counts once.
fn told_by_rows(content: &Content, items: &[Item]) -> HashSet<(usize, DocId)> {
    let document = |record: &Record| {
        let RecordSource::Row { register, row } = record.source else { return None };
        let register = &content.registers[register];
        content.document(&register.rows[row].cells[register.records.as_ref()?.link?])
    };
    let of_item =
        |(at, item): (usize, &Item)| item.records.iter().filter_map(document).map(|id| (at, id)).collect::<Vec<_>>();
    items.iter().enumerate().flat_map(of_item).collect()
}
