//! 完成时限 of 工作台账: what officials write, and the last day that it means.

use super::rows;
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
