//! What the words of a header mean.

use super::TableKind;

/// What a column holds, as far as the program knows columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Number,
    /// 指标名称, 工作任务
    Subject,
    /// 具体要求
    Detail,
    Lead,
    /// 责任单位, or the only unit that there is.
    Unit,
    Frequency,
    Deadline,
    Basis,
    /// 栏目
    Place,
    Progress,
    Updated,
    Result,
    Other,
}

const WORDS: &[(Meaning, &[&str])] = &[
    (Meaning::Number, &["序号", "编号", "序", "项号", "顺序号"]),
    (
        Meaning::Subject,
        &[
            "指标名称",
            "指标",
            "公开指标",
            "公开事项",
            "公开内容",
            "公开项目",
            "事项名称",
            "事项",
            "工作事项",
            "项目名称",
            "项目",
            "工作任务",
            "重点任务",
            "主要任务",
            "目标任务",
            "任务名称",
            "任务",
            "重点工作",
        ],
    ),
    (
        Meaning::Detail,
        &[
            "具体要求",
            "工作要求",
            "具体措施",
            "工作措施",
            "任务内容",
            "工作内容",
            "具体任务",
            "主要内容",
            "具体内容",
            "任务要求",
            "主要措施",
            "落实措施",
        ],
    ),
    (Meaning::Lead, &["牵头单位", "牵头部门", "牵头责任单位"]),
    (
        Meaning::Unit,
        &[
            "责任单位",
            "责任部门",
            "责任主体",
            "单位名称",
            "单位",
            "部门",
            "公开单位",
            "公开部门",
            "公开主体",
            "承办单位",
            "承办部门",
            "责任单位（部门）",
        ],
    ),
    (Meaning::Frequency, &["频率", "公开频率", "更新频率", "公开频次", "公开周期", "更新周期"]),
    (
        Meaning::Deadline,
        &[
            "公开时限",
            "完成时限",
            "时限",
            "期限",
            "完成时间",
            "完成期限",
            "时间要求",
            "时限要求",
            "办结时限",
            "公开期限",
            "公开时间",
            "时间节点",
        ],
    ),
    (Meaning::Basis, &["依据", "公开依据", "法律依据", "政策依据"]),
    (Meaning::Place, &["栏目", "公开栏目"]),
    (Meaning::Progress, &["进度", "进展", "进展情况", "完成情况", "工作进展", "落实情况"]),
    (Meaning::Updated, &["更新日期", "更新时间"]),
    (Meaning::Result, &["成果", "工作成果", "工作成效"]),
];

/// What a header's cell means; none for a word that the program does not know.
pub(super) fn meaning(word: &str) -> Option<Meaning> {
    let word: String = word.split_whitespace().collect();
    WORDS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(meaning, _)| *meaning)
}

/// True for a line that can only be a table's header: known words and no others, 序 first or two of them.
pub(in crate::import) fn starts_table(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.iter().all(|word| meaning(word).is_some())
        && (words.len() > 1 || words.first().is_some_and(|word| word.starts_with('序')))
}

/// Which register a header announces.
pub(super) fn kind<'a>(header: impl Iterator<Item = &'a str> + Clone) -> TableKind {
    let has = |wanted: Meaning| header.clone().any(|word| meaning(word) == Some(wanted));
    let says = |parts: &[&str]| header.clone().any(|word| parts.iter().any(|part| word.contains(part)));
    let timed = has(Meaning::Deadline) || has(Meaning::Frequency);
    if timed && has(Meaning::Subject) && says(&["指标", "公开时限", "公开频", "公开周期", "公开期限"])
    {
        TableKind::Schedule
    } else if has(Meaning::Deadline)
        && (has(Meaning::Subject) || has(Meaning::Detail))
        && says(&["任务", "要求", "措施", "牵头", "重点工作"])
    {
        TableKind::Ledger
    } else {
        TableKind::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_announce_registers() {
        for (header, expected) in [
            ("序号 指标名称 单位名称 公开时限", TableKind::Schedule),
            ("序号 公开事项 责任单位 公开频率", TableKind::Schedule),
            ("序号 工作任务 具体要求 责任单位 完成时限", TableKind::Ledger),
            ("序号 项目名称 牵头单位 完成时限", TableKind::Ledger),
            ("序号 事项 电话", TableKind::Plain),
            ("项目 金额", TableKind::Plain),
        ] {
            assert_eq!(kind(header.split(' ')), expected, "{header}");
        }
    }
}
