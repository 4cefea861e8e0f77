//! What the importer tells the editor.

/// One remark for the editor who reviews an imported document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The line of the input, counted from 1, that the remark is about.
    pub line: usize,
    /// The remark, in plain Chinese.
    pub message: String,
}

/// Collects notes while the phases run.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<Note>);

impl Notes {
    pub(super) fn add(&mut self, line: usize, message: impl Into<String>) {
        self.0.push(Note { line: line.max(1), message: message.into() });
    }

    /// One note for the same thing on many lines, so that a long text does not drown the editor.
    /// `{}` in the message stands for the lines; no lines, no note.
    pub(super) fn add_once(&mut self, lines: &[usize], message: &str) {
        if let Some(&first) = lines.first() {
            self.add(first, message.replace("{}", &name_lines(lines)));
        }
    }

    /// The notes in the order of the input's lines; what was found first stays first on one line.
    pub(super) fn sorted(mut self) -> Vec<Note> {
        self.0.sort_by_key(|note| note.line);
        self.0
    }
}

/// `第3、5、9行`, every line named: the editor must be able to find each place.
fn name_lines(lines: &[usize]) -> String {
    let mut unique = lines.to_vec();
    unique.dedup();
    let list: Vec<String> = unique.iter().map(usize::to_string).collect();
    format!("第{}行", list.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_come_in_the_order_of_lines() {
        let mut notes = Notes::default();
        notes.add_once(&[7, 7, 9], "{}有表格。");
        notes.add_once(&[], "{}没有。");
        notes.add(0, "全文");
        let sorted = notes.sorted();
        let shown: Vec<_> = sorted.iter().map(|n| (n.line, n.message.as_str())).collect();
        assert_eq!(shown, [(1, "全文"), (7, "第7、9行有表格。")]);
    }
}
