//! 发文字号: the number of an official document.

use std::fmt;

/// The number of a document, in one of its two official forms.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentNumber {
    /// 望政发〔2024〕12号, as GB/T 9704-2012 §7.2.5 writes it: 机关代字, the full year in hexagonal
    /// brackets (U+3014, U+3015), and the serial number without 第 and without leading zeros.
    Serial {
        /// 机关代字, such as 望政发.
        prefix: String,
        /// The year in the brackets.
        year: i16,
        /// 发文顺序号.
        serial: u32,
    },
    /// 临江市人民政府令第8号: the order by which a 规章 is made public, numbered through all years
    /// (《规章制定程序条例》国令第695号, Articles 29 and 30).
    Order {
        /// What orders, up to and with 令.
        prefix: String,
        /// 序号.
        serial: u32,
    },
}

/// What is wrong with the form of a number whose meaning is nevertheless clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormFault {
    /// Brackets other than 〔 〕.
    Brackets,
    /// 第 before the serial number.
    Ordinal,
    /// A serial number that starts with zero.
    LeadingZero,
    /// Spaces or full-width digits inside the number.
    Spacing,
}

const OPENING: &[char] = &['〔', '[', '（', '(', '【', '﹝', '［', '〈', '『'];
const CLOSING: &[char] = &['〕', ']', '）', ')', '】', '﹞', '］', '〉', '』'];

impl DocumentNumber {
    /// Parses a number in its official form only.
    pub fn parse(text: &str) -> Option<Self> {
        match Self::parse_lenient(text)? {
            (number, faults) if faults.is_empty() => Some(number),
            _ => None,
        }
    }

    /// Parses a number in any form that people write, with what is wrong about the form.
    pub fn parse_lenient(text: &str) -> Option<(Self, Vec<FormFault>)> {
        let trimmed = text.trim();
        let narrow: String = trimmed.chars().filter(|c| !c.is_whitespace()).map(narrow_digit).collect();
        if let Some(order) = parse_order(&narrow) {
            let faults = if narrow == trimmed { Vec::new() } else { vec![FormFault::Spacing] };
            return Some((order, faults));
        }
        let open = narrow.find(OPENING)?;
        let (prefix, rest) = narrow.split_at(open);
        let close = rest.find(CLOSING)?;
        let opening = rest.chars().next()?;
        let closing = rest[close..].chars().next()?;
        let year = &rest[opening.len_utf8()..close];
        let tail = rest[close + closing.len_utf8()..].strip_suffix('号')?;
        let serial = tail.strip_prefix('第').unwrap_or(tail);
        if !is_prefix(prefix) || year.len() != 4 || serial.is_empty() || serial.len() > 6 {
            return None;
        }
        let number = Self::Serial {
            prefix: prefix.to_owned(),
            year: year.parse().ok()?,
            serial: serial.parse().ok().filter(|&n| n > 0)?,
        };
        let mut faults = Vec::new();
        if (opening, closing) != ('〔', '〕') {
            faults.push(FormFault::Brackets);
        }
        if tail.starts_with('第') {
            faults.push(FormFault::Ordinal);
        }
        if serial.starts_with('0') {
            faults.push(FormFault::LeadingZero);
        }
        if narrow != trimmed {
            faults.push(FormFault::Spacing);
        }
        Some((number, faults))
    }
}

/// 令第8号 after the name of an organ; zeros before the number are no official form.
fn parse_order(text: &str) -> Option<DocumentNumber> {
    let (prefix, rest) = text.rsplit_once("令第")?;
    let serial = rest.strip_suffix('号').filter(|serial| !serial.starts_with('0') && serial.len() <= 6)?;
    let prefix = format!("{prefix}令");
    is_prefix(&prefix).then_some(DocumentNumber::Order { prefix, serial: serial.parse().ok()? })
}

/// 机关代字 are Han characters; two to ten of them in practice, more in the name before 令.
fn is_prefix(text: &str) -> bool {
    let count = text.chars().count();
    (2..=16).contains(&count) && text.chars().all(super::text::is_han)
}

fn narrow_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Serial { prefix, year, serial } => write!(f, "{prefix}〔{year}〕{serial}号"),
            Self::Order { prefix, serial } => write!(f, "{prefix}第{serial}号"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_form_is_kept() {
        let number = DocumentNumber::parse("望政办发〔2022〕11号").unwrap();
        assert_eq!(number.to_string(), "望政办发〔2022〕11号");
        let order = DocumentNumber::parse("临江市人民政府令第8号").unwrap();
        assert_eq!(order, DocumentNumber::Order { prefix: "临江市人民政府令".to_owned(), serial: 8 });
        assert_eq!(order.to_string(), "临江市人民政府令第8号");
    }

    #[test]
    fn other_forms_are_understood_and_named() {
        for (text, fault) in [
            ("望政发[2022]12号", FormFault::Brackets),
            ("望政发（2022）12号", FormFault::Brackets),
            ("望政发【2022】12号", FormFault::Brackets),
            ("望政发﹝2022﹞12号", FormFault::Brackets),
            ("望政发〔2022〕第12号", FormFault::Ordinal),
            ("望政发〔2022〕012号", FormFault::LeadingZero),
            ("望政发 〔2022〕 12 号", FormFault::Spacing),
            ("望政发〔２０２２〕12号", FormFault::Spacing),
        ] {
            let (number, faults) = DocumentNumber::parse_lenient(text).unwrap();
            assert_eq!(number.to_string(), "望政发〔2022〕12号", "{text}");
            assert_eq!(faults, [fault], "{text}");
            assert_eq!(DocumentNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn other_text_is_no_number() {
        for text in [
            "",
            "12号",
            "令第8号",
            "国令第08号",
            "望政发〔22〕12号",
            "望政发〔2022〕号",
            "〔2022〕12号",
            "望政发〔2022〕0号",
        ] {
            assert_eq!(DocumentNumber::parse_lenient(text), None, "{text}");
        }
    }
}
