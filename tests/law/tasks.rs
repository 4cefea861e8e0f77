//! 完成时限 of 工作台账: what officials write, and the last day that it means.

use super::rows;
use crate::support::tests;
use portal::domain::task::TaskDue;

#[test]
fn task_dues() {
    for row in &rows("task_dues.csv", 36) {
        let (name, text, year) = (&row[0], &row[2], row[3].parse().ok());
        let (by, lasting) = match TaskDue::parse(text, year) {
            None => ("不认识".to_owned(), ""),
            Some(due) => (due.by.map_or(String::new(), |by| by.to_string()), if due.lasting { "是" } else { "" }),
        };
        assert_eq!((by.as_str(), lasting), (&row[4], &row[5]), "{name}（{}）", &row[1]);
    }
}

/// A real ledger of 67 tasks, where the samples are at hand.
#[test]
fn every_deadline_of_a_real_ledger_is_understood() {
    let Ok(text) = std::fs::read_to_string(tests().join("../../shared/samples/tengzhou-2022.txt")) else { return };
    let rows = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()) && line.contains('\t'));
    let dues: Vec<&str> = rows.filter_map(|row| row.rsplit('\t').next()).collect();
    assert_eq!(dues.len(), 67);
    for due in dues {
        assert!(TaskDue::parse(due, None).is_some_and(|due| due.by.is_some()), "{due}");
    }
}
