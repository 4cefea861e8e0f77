//! 发文字号 and 索引号.

use super::rows;
use portal::domain::document_number::{DocumentNumber, FormFault};
use portal::domain::index_number::{IndexNumber, IndexNumberFault};

#[test]
fn document_numbers() {
    for row in &rows("document_numbers.csv", 30) {
        let (name, text, expected, faults) = (&row[0], &row[2], &row[3], &row[4]);
        let found = DocumentNumber::parse_lenient(text);
        let (written, named) = found.map_or_else(Default::default, |(number, faults)| {
            (number.to_string(), faults.into_iter().map(label).collect::<Vec<_>>().join("、"))
        });
        assert_eq!((written.as_str(), named.as_str()), (expected, faults), "{name}");
        let official = !expected.is_empty() && faults.is_empty();
        assert_eq!(DocumentNumber::parse(text).is_some(), official, "{name}");
    }
}

fn label(fault: FormFault) -> &'static str {
    match fault {
        FormFault::Brackets => "括号",
        FormFault::Ordinal => "第",
        FormFault::LeadingZero => "零",
        FormFault::Spacing => "空格",
    }
}

#[test]
fn index_numbers() {
    for row in &rows("index_numbers.csv", 20) {
        let found = match IndexNumber::parse(&row[2]) {
            Ok(number) => number.year.to_string(),
            Err(IndexNumberFault::Shape) => "形式".to_owned(),
            Err(IndexNumberFault::CheckDigit) => "校验位".to_owned(),
        };
        assert_eq!(found, &row[3], "{}（{}）", &row[0], &row[1]);
    }
}
