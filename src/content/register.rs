//! Registers: a schema and its rows. Every list that is not made of documents is a register.

use super::records::{self, Records};
use crate::diagnostic::{Code, Diagnostic, FileId, Span};
use crate::domain::{Date, date};
use crate::yaml::{Fields, Key, Node, Reader, Target, key};
use std::ops::Range;

/// A list with a schema.
#[derive(Debug, Clone)]
pub struct Register {
    /// The schema's file.
    pub file: FileId,
    /// File stem: names its pages and data files.
    pub name: String,
    /// 名称.
    pub title: String,
    /// 说明.
    pub description: String,
    /// 栏目: path of the column that it belongs to.
    pub column: Option<String>,
    /// 单位: who keeps it.
    pub unit: Option<String>,
    /// 内部: kept for the office's own work; no output byte of the public site comes from it.
    pub internal: bool,
    /// 公开记录: which items of 定时公开 the rows fulfil.
    pub records: Option<Records>,
    /// 公示期自: the first day on which the register is public; from the start, where none is given.
    pub notice_from: Option<Date>,
    /// 公示期至: the last day on which the columns with a mask are shown.
    pub notice_until: Option<Date>,
    /// 补贴年度: the year whose subsidies the register tells of.
    pub subsidy_year: Option<i16>,
    /// The columns.
    pub columns: Vec<RegisterColumn>,
    /// The rows, each as wide as the columns.
    pub rows: Vec<Row>,
}

/// One row and its place.
#[derive(Debug, Clone)]
pub struct Row {
    /// One text a column, trimmed.
    pub cells: Vec<String>,
    /// The file that holds the row.
    pub file: FileId,
    /// The place of each cell in the file.
    pub ranges: Vec<Range<usize>>,
}

/// A column of a register.
#[derive(Debug, Clone)]
pub struct RegisterColumn {
    /// 名称.
    pub label: String,
    /// 键: the name in data files.
    pub key: String,
    /// 类型.
    pub kind: CellKind,
    /// 必填.
    pub required: bool,
    /// 筛选: whether there is a page for each of its values.
    pub filter: bool,
    /// 掩码.
    pub mask: Option<Mask>,
    /// 选项.
    pub options: Vec<String>,
}

impl Register {
    /// Rows on one page of it.
    pub const PAGE_SIZE: usize = 100;
}

impl RegisterColumn {
    /// A cell as it may be shown: personal data is masked before anything else sees it.
    pub fn shown(&self, text: &str) -> String {
        self.mask.map_or_else(|| text.to_owned(), |mask| mask.apply(text))
    }
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// 文本.
    Text,
    /// 整数.
    Integer,
    /// 金额: a decimal number.
    Amount,
    /// 日期.
    Date,
    /// 选项: one of a list.
    Choice,
    /// 电话.
    Phone,
    /// 链接: an address, or the path of a document or file below `content/`, which is shown once it is published.
    Link,
    /// 文件: below `content/`.
    File,
}

impl CellKind {
    const NAMES: &'static [(CellKind, &'static str, &'static str)] = &[
        (CellKind::Text, "文本", "text"),
        (CellKind::Integer, "整数", "integer"),
        (CellKind::Amount, "金额", "amount"),
        (CellKind::Date, "日期", "date"),
        (CellKind::Choice, "选项", "choice"),
        (CellKind::Phone, "电话", "phone"),
        (CellKind::Link, "链接", "link"),
        (CellKind::File, "文件", "file"),
    ];

    fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, zh, en)| text == *zh || text == *en).map(|(kind, ..)| *kind)
    }

    fn label(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, zh, _)| zh)
    }

    /// True for cells that are set flush right.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Integer | Self::Amount)
    }

    fn accepts(self, text: &str, options: &[String]) -> bool {
        match self {
            Self::Text | Self::File => true,
            Self::Integer => text.parse::<i64>().is_ok(),
            Self::Amount => is_decimal(text),
            Self::Date => date::parse_iso(text).is_some(),
            Self::Choice => options.iter().any(|option| option == text),
            Self::Phone => text.chars().all(|c| c.is_ascii_digit() || "-+、；; ()（）转".contains(c)),
            // An address outside the site, or the path of a document or file below content/.
            Self::Link => is_outside(text) || is_path(text),
        }
    }
}

/// Whether a link leads out of the site.
pub fn is_outside(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

/// Whether a link has the form of a path below `content/`.
pub fn is_path(link: &str) -> bool {
    !link.contains(':') && (link.contains('/') || link.ends_with(".md"))
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

/// What is hidden of personal data before a cell is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mask {
    /// 姓名: 张*, 张*明.
    Name,
    /// 身份证: first two and last three characters stay.
    IdCard,
    /// 手机: 138****1234.
    Mobile,
    /// 银行卡: the last four digits stay.
    BankCard,
}

impl Mask {
    const NAMES: &'static [(Mask, &'static str, &'static str)] = &[
        (Mask::Name, "姓名", "name"),
        (Mask::IdCard, "身份证", "id_card"),
        (Mask::Mobile, "手机", "mobile"),
        (Mask::BankCard, "银行卡", "bank_card"),
    ];

    fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, zh, en)| text == *zh || text == *en).map(|(mask, ..)| *mask)
    }

    /// The text with its personal part hidden.
    pub fn apply(self, text: &str) -> String {
        let count = text.chars().count();
        let (head, tail) = match self {
            Self::Name if count <= 2 => (1, 0),
            Self::Name => (1, 1),
            Self::IdCard => (2, 3),
            Self::Mobile => (3, 4),
            Self::BankCard => (0, 4),
        };
        // Too short to keep anything: hide all of it.
        let (head, tail) = if count <= head + tail && count > 2 { (0, 0) } else { (head, tail) };
        text.chars().enumerate().map(|(at, c)| if at < head || at + tail >= count { c } else { '*' }).collect()
    }
}

mod keys {
    use super::{Key, key};
    pub const TITLE: Key = key("名称", "name");
    pub const DESCRIPTION: Key = key("说明", "description");
    pub const COLUMN: Key = key("栏目", "column");
    pub const UNIT: Key = key("单位", "unit");
    pub const MAX_AGE: Key = key("更新期限", "max_age");
    pub const COLUMNS: Key = key("列", "columns");
    pub const ROWS: Key = key("行", "rows");
    pub const INTERNAL: Key = key("内部", "internal");
    pub const RECORDS: Key = key("公开记录", "records");
    pub const NOTICE_FROM: Key = key("公示期自", "notice_from");
    pub const NOTICE_UNTIL: Key = key("公示期至", "notice_until");
    pub const SUBSIDY_YEAR: Key = key("补贴年度", "subsidy_year");
    pub const ALL: &[Key] = &[
        TITLE,
        DESCRIPTION,
        COLUMN,
        UNIT,
        MAX_AGE,
        INTERNAL,
        RECORDS,
        NOTICE_FROM,
        NOTICE_UNTIL,
        SUBSIDY_YEAR,
        COLUMNS,
        ROWS,
    ];

    pub const KEY: Key = key("键", "key");
    pub const KIND: Key = key("类型", "type");
    pub const REQUIRED: Key = key("必填", "required");
    pub const FILTER: Key = key("筛选", "filter");
    pub const MASK: Key = key("掩码", "mask");
    pub const OPTIONS: Key = key("选项", "options");
    pub const COLUMN_KEYS: &[Key] = &[TITLE, KEY, KIND, REQUIRED, FILTER, MASK, OPTIONS];
}

/// Where the rows of a register are, beside its schema.
#[derive(Debug, Clone, Copy)]
pub enum RowsFile<'a> {
    /// In a CSV file.
    Csv(FileId, &'a str),
    /// In a CSV file that could not be read, which is a finding already.
    Unreadable,
    /// There is no CSV file; the schema itself holds them.
    None,
}

/// Reads a register's schema and rows.
pub fn parse(file: FileId, name: &str, text: &str, rows: RowsFile) -> (Option<Register>, Vec<Diagnostic>) {
    let reader = Reader::new(file, text, 0);
    let register = reader.parse().and_then(|node| read(&reader, &node, file, name, rows));
    (register, reader.into_findings())
}

fn read(reader: &Reader, node: &Node, file: FileId, name: &str, rows: RowsFile) -> Option<Register> {
    let fields = Fields::open(reader, node, Vec::new(), keys::ALL)?;
    let title = fields.required_text(keys::TITLE);
    if !fields.has(keys::COLUMNS) {
        fields.missing(keys::COLUMNS, "（登记册的列）");
    }
    let columns: Vec<RegisterColumn> =
        fields.mappings(keys::COLUMNS, keys::COLUMN_KEYS).iter().filter_map(column).collect();
    refuse_equal_columns(&fields, &columns);
    let rows = match rows {
        RowsFile::Csv(csv, text) if !columns.is_empty() => csv_rows(reader, csv, text, &columns),
        RowsFile::Csv(..) | RowsFile::Unreadable => Vec::new(),
        RowsFile::None => {
            if !fields.has(keys::ROWS) {
                let help = format!("在旁边放 {name}.csv，或在本文件写“行”。");
                fields.fault_with_help(keys::TITLE, Code::RegisterRowsMissing, "登记册没有数据行", help);
            }
            yaml_rows(&fields, file, &columns)
        }
    };
    for row in &rows {
        check_row(reader, row, &columns);
    }
    let notice_from = fields.date(keys::NOTICE_FROM);
    Some(Register {
        file,
        name: name.to_owned(),
        title: title?,
        description: fields.text(keys::DESCRIPTION).unwrap_or_default(),
        column: fields.text(keys::COLUMN),
        unit: fields.text(keys::UNIT),
        internal: fields.flag(keys::INTERNAL),
        records: fields.mapping(keys::RECORDS, records::ALL).and_then(|records| Records::read(&records, &columns)),
        notice_from,
        notice_until: notice_until(&fields, notice_from),
        subsidy_year: subsidy_year(&fields),
        columns,
        rows,
    })
}

/// 公示期至, which does not come before 公示期自.
fn notice_until(fields: &Fields, from: Option<Date>) -> Option<Date> {
    let until = fields.date(keys::NOTICE_UNTIL)?;
    if from.is_some_and(|from| until < from) {
        let help = "公示期至是公示的最后一天，不早于公示期自。";
        fields.fault_with_help(keys::NOTICE_UNTIL, Code::DateOrder, "公示期至早于公示期自", help);
    }
    Some(until)
}

/// 补贴年度: a year of four figures.
fn subsidy_year(fields: &Fields) -> Option<i16> {
    let year = fields.number(keys::SUBSIDY_YEAR)?;
    let found = i16::try_from(year).ok().filter(|year| (1000..=9999).contains(year));
    if found.is_none() {
        fields.fault(keys::SUBSIDY_YEAR, Code::ValueType, "补贴年度应是四位数字");
    }
    found
}

fn column(fields: &Fields) -> Option<RegisterColumn> {
    let words: Vec<&str> = CellKind::NAMES.iter().map(|(_, zh, _)| *zh).collect();
    let masks: Vec<&str> = Mask::NAMES.iter().map(|(_, zh, _)| *zh).collect();
    let label = fields.required_text(keys::TITLE)?;
    let kind = fields.choice(keys::KIND, CellKind::parse, &words).unwrap_or(CellKind::Text);
    let options = fields.texts(keys::OPTIONS);
    if kind == CellKind::Choice && options.is_empty() {
        fields.fault_with_help(
            keys::KIND,
            Code::RegisterSchema,
            format!("列“{label}”是选项，却没有列出选项"),
            "加一行：选项: [甲, 乙]",
        );
    }
    if fields.flag(keys::FILTER) && fields.has(keys::MASK) {
        let message = format!("列“{label}”有掩码，不能再作筛选：筛选的网址会露出原值");
        fields.fault_with_help(keys::FILTER, Code::RegisterSchema, message, "删去“筛选”或“掩码”。");
    }
    Some(RegisterColumn {
        key: fields.text(keys::KEY).unwrap_or_else(|| label.clone()),
        required: fields.flag(keys::REQUIRED),
        filter: fields.flag(keys::FILTER),
        mask: fields.choice(keys::MASK, Mask::parse, &masks),
        label,
        kind,
        options,
    })
}

/// Two columns of one name cannot be told apart in the header, nor two of one key in the data.
fn refuse_equal_columns(fields: &Fields, columns: &[RegisterColumn]) {
    for (at, column) in columns.iter().enumerate() {
        if columns[..at].iter().any(|other| other.label == column.label || other.key == column.key) {
            let message = format!("有两列都叫“{}”或用同一个键“{}”", column.label, column.key);
            fields.fault_with_help(keys::COLUMNS, Code::RegisterSchema, message, "每列的名称和键都不能重复。");
        }
    }
}

fn yaml_rows(fields: &Fields, file: FileId, columns: &[RegisterColumn]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (node, way) in fields.entries(keys::ROWS) {
        let range = fields.reader().span(&way, Target::Value).range;
        let cells: Option<Vec<String>> = match node {
            Node::Sequence(nodes) => nodes.iter().map(scalar).collect(),
            Node::Mapping(pairs) => {
                let value = |column: &RegisterColumn| {
                    let pair = pairs.iter().find(|(name, _)| *name == column.label || *name == column.key);
                    pair.map_or(Some(String::new()), |(_, node)| scalar(node))
                };
                columns.iter().map(value).collect()
            }
            _ => None,
        };
        match cells {
            Some(cells) if cells.len() == columns.len() => {
                rows.push(Row { ranges: vec![range; cells.len()], cells, file });
            }
            _ => fields.reader().fault(&way, Code::RowWidth, format!("这一行应有 {} 格文字", columns.len())),
        }
    }
    rows
}

pub(super) fn scalar(node: &Node) -> Option<String> {
    match node {
        Node::Scalar(text) => Some(text.clone()),
        Node::Null => Some(String::new()),
        _ => None,
    }
}

/// The rows of a table beside a document, checked against its columns.
pub(super) fn table(reader: &Reader, file: FileId, text: &str, columns: &[RegisterColumn]) -> Vec<Row> {
    let rows = csv_rows(reader, file, text, columns);
    rows.iter().for_each(|row| check_row(reader, row, columns));
    rows
}

fn csv_rows(reader: &Reader, file: FileId, text: &str, columns: &[RegisterColumn]) -> Vec<Row> {
    let mut records = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut order: Option<Vec<usize>> = None;
    let mut rows = Vec::new();
    for record in records.records() {
        let Ok(record) = record else { continue };
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let ranges = cell_ranges(text, skip_blank_lines(text, start), record.len());
        let Some(order) = &order else {
            order = Some(header_order(reader, file, &record, &ranges, columns));
            continue;
        };
        if record.len() != order.len() {
            let end = ranges.last().map_or(start, |range| range.end);
            let span = Span::new(file, ranges.first().map_or(start, |range| range.start)..end);
            let message = format!("这一行有 {} 格，表头有 {} 格", record.len(), order.len());
            reader.report(
                Diagnostic::new(Code::RowWidth, span, message)
                    .help("补齐或删去多出的逗号；格内有逗号时用英文引号括起。"),
            );
            continue;
        }
        // A column that the header lacks is reported there; its cells are empty.
        let at = |column: usize| order.iter().position(|target| *target == column);
        let cell = |column| at(column).map_or(String::new(), |i| record[i].trim().to_owned());
        let range = |column| at(column).map_or(start..start, |i| ranges[i].clone());
        rows.push(Row {
            cells: (0..columns.len()).map(cell).collect(),
            ranges: (0..columns.len()).map(range).collect(),
            file,
        });
    }
    if order.is_none() {
        let span = Span::start_of(file);
        reader.report(
            Diagnostic::new(Code::RegisterRowsMissing, span, "文件是空的").help("第一行写表头，以下每行一条。"),
        );
    }
    rows
}

/// For each cell of the header, the column that it names.
fn header_order(
    reader: &Reader,
    file: FileId,
    header: &csv::StringRecord,
    ranges: &[Range<usize>],
    columns: &[RegisterColumn],
) -> Vec<usize> {
    if let Some(separator) = wrong_separator(header) {
        let message = format!("表头用了{separator}分隔，应当用英文逗号");
        let end = ranges.last().map_or(0, |range| range.end);
        let finding = Diagnostic::new(Code::RegisterSchema, Span::new(file, 0..end), message);
        reader.report(finding.help("用表格软件另存为“CSV UTF-8（逗号分隔）”。"));
        return vec![usize::MAX; header.len()];
    }
    let order: Vec<usize> = header
        .iter()
        .zip(ranges)
        .map(|(name, range)| {
            let name = name.trim();
            let found = columns.iter().position(|column| column.label == name || column.key == name);
            found.unwrap_or_else(|| {
                let known: Vec<&str> = columns.iter().map(|column| column.label.as_str()).collect();
                let message = format!("登记册没有“{name}”这一列");
                let help = format!("表头应为：{}", known.join("、"));
                reader
                    .report(Diagnostic::new(Code::RegisterSchema, Span::new(file, range.clone()), message).help(help));
                usize::MAX
            })
        })
        .collect();
    for (at, column) in columns.iter().enumerate().filter(|(at, _)| !order.contains(at)) {
        let message = format!("表头缺少“{}”这一列", column.label);
        let span = Span::new(file, 0..ranges.last().map_or(0, |range| range.end));
        reader.report(Diagnostic::new(Code::RegisterSchema, span, message).help(format!(
            "第 {} 列应是“{}”。",
            at + 1,
            column.label
        )));
    }
    order
}

/// A header that is one cell with separators of another kind in it.
fn wrong_separator(header: &csv::StringRecord) -> Option<&'static str> {
    let only = header.get(0).filter(|_| header.len() == 1)?;
    [(';', "分号"), ('；', "分号"), ('\t', "制表符"), ('，', "中文逗号")]
        .into_iter()
        .find_map(|(separator, name)| only.contains(separator).then_some(name))
}

/// The reader names the byte after the last record; blank lines may stand before the next.
fn skip_blank_lines(text: &str, start: usize) -> usize {
    let rest = &text[start.min(text.len())..];
    start + (rest.len() - rest.trim_start_matches(['\n', '\r']).len())
}

/// The places of a record's cells in the text, without the quotes around them.
fn cell_ranges(text: &str, start: usize, count: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(count);
    let (mut from, mut quoted) = (start, false);
    for (offset, c) in text[start..].char_indices() {
        let at = start + offset;
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => {
                ranges.push(from..at);
                from = at + 1;
                if c == '\n' || ranges.len() == count {
                    break;
                }
            }
            _ => {}
        }
    }
    while ranges.len() < count {
        ranges.push(from..text.len());
        from = text.len();
    }
    for range in &mut ranges {
        let cell = &text[range.clone()];
        if cell.len() >= 2 && cell.starts_with('"') && cell.ends_with('"') {
            *range = range.start + 1..range.end - 1;
        }
    }
    ranges
}

fn check_row(reader: &Reader, row: &Row, columns: &[RegisterColumn]) {
    for (at, column) in columns.iter().enumerate() {
        let text = &row.cells[at];
        let (message, help) = if text.is_empty() {
            if !column.required {
                continue;
            }
            (format!("“{}”是必填的", column.label), None)
        } else if column.kind.accepts(text, &column.options) {
            continue;
        } else {
            let help = match column.kind {
                CellKind::Choice => format!("可选：{}", column.options.join("、")),
                CellKind::Date => "日期写作 2024-03-05 的形式。".to_owned(),
                CellKind::Amount => "金额只写数字和小数点，单位写在表头。".to_owned(),
                CellKind::Link => {
                    "写以 https:// 开头的网址，或文件在 content/ 之下的路径，如 notices/1.md。".to_owned()
                }
                _ => format!("这一列是{}。", column.kind.label()),
            };
            (format!("“{}”一列应填{}，这里是“{text}”", column.label, column.kind.label()), Some(help))
        };
        let span = Span::new(row.file, row.ranges[at].clone());
        reader.report(Diagnostic::new(Code::CellValue, span, message).maybe_help(help));
    }
}
