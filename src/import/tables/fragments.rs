//! Which column the pieces of a broken row belong to, by what units and deadlines look like.

use crate::import::typography::width;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The sort of column that a run of pieces belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Free,
    Unit,
    Deadline,
}

/// The columns that a table has beside its number and its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sorts {
    pub(super) unit: bool,
    pub(super) deadline: bool,
}

/// A cell is broken into no more pieces.
pub(super) const MOST_PIECES: usize = 8;

/// Units start with the rank of their government, or stand for all of them, and end as bodies do.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        "^(各|有关|相关|全|[\\p{Han}]{0,3}[省市县区]|镇|乡|街道|旗|盟|州|国家|中央|本|政府|[东西南北中新][区城])",
        r"[\p{Han}、，,；;（）()]*",
        "(局|委|委员会|办|办公室|部门|部|中心|公司|院|站|所|队|厅|处|政府|单位|街道|办事处|镇街|集团|银行|管委会|",
        "协会|联合会|总会|学校|社|馆|署|配合|牵头)$"
    ))
    .expect("a valid pattern")
});
static BARE_UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\p{Han}{2,14}(局|委员会|办公室|管委会|办事处|分局|人民政府|镇街|有限公司)$").expect("a valid pattern")
});

/// Deadlines start with a rhythm or a date, or name the days after an event. The length of what
/// stands before the rhythm tells how sure that is.
static DEADLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:",
        r"(?:即时|及时|随时|实时|每日|每天|每周|每月|每季度?|每半年|每年|年度|月度|季度|半年|当日|当天|当月|次月|",
        r"长期|持续|常年|全年|\d{4}\s?年|\d{1,2}\s?月|年底|月底|季后|半年后|[一二三四]季度|\d{1,3}\s?个?(?:工作)?日)",
        r"[\p{Han}\d，、；,;（）()\s]*|",
        r"(?P<event>\p{Han}{2,16})(?:后|之日起|起|前)\d{1,3}个?(?:工作日|日|天|月)(?:内|之内|以内|前)?(?:公开|完成|公布|发布)?",
        r")$"
    ))
    .expect("a valid pattern")
});
static DEADLINE_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(公开|公布|发布|更新|完成|内|前|底|坚持|推进|开展|实施|结束|办结|即时|及时|每[日天周月年]|每季度?|每半年|年度|[)）])$")
        .expect("a valid pattern")
});

/// True for the name of a body, or a list of them.
pub(in crate::import) fn is_unit(text: &str) -> bool {
    balanced(text) && (UNIT.is_match(text) || BARE_UNIT.is_match(text))
}

/// What a piece costs that fills no cell. Less than a cell is worth, more than a cell loses by taking
/// one piece more.
pub(super) const LEFT_OVER: i32 = 3;

/// How well a text fills a cell of the sort; none when it does not. The fewer pieces the better, and
/// a unit without the rank of its government is less sure.
pub(super) fn score(sort: Sort, text: &str, pieces: usize) -> Option<i32> {
    let base = 20 - pieces as i32;
    match sort {
        Sort::Free => None,
        Sort::Unit if UNIT.is_match(text) => balanced(text).then_some(base),
        Sort::Unit => BARE_UNIT.is_match(text).then_some(base - 2 * LEFT_OVER),
        Sort::Deadline => {
            let found = DEADLINE.captures(text).filter(|_| balanced(text) && DEADLINE_END.is_match(text))?;
            let guess = found.name("event").map_or(0, |event| event.as_str().chars().count());
            Some(base - guess as i32)
        }
    }
}

/// True when every bracket is closed.
pub(super) fn balanced(text: &str) -> bool {
    let count = |pair: [char; 2]| text.matches(pair).count();
    count(['（', '(']) == count(['）', ')'])
}

/// What a cell loses when its lines are of unequal length: all but the last fill their column.
pub(super) fn unevenness(pieces: &[&str]) -> i32 {
    let widths: Vec<usize> = pieces.iter().map(|piece| width(piece)).collect();
    let Some((last, full)) = widths.split_last() else { return 0 };
    let (least, most) = (full.iter().min().unwrap_or(last), full.iter().max().unwrap_or(last));
    if most - least > 2 || *last > most + 2 { 2 * LEFT_OVER } else { 0 }
}

/// True when a text is a whole unit or a whole deadline.
pub(in crate::import) fn is_cell(text: &str) -> bool {
    [Sort::Unit, Sort::Deadline].into_iter().any(|sort| score(sort, text, 1).is_some())
}

/// Divides the pieces into runs of one column each, so that as many as can be fill cells whole.
pub(super) fn divide(pieces: &[&str], sorts: Sorts) -> Vec<(Sort, Range<usize>)> {
    // best[i]: the best score of the first i pieces, and the run that ends there.
    let mut best: Vec<(i32, Sort, usize)> = vec![(0, Sort::Free, 0)];
    for end in 1..=pieces.len() {
        let mut found = (best[end - 1].0 - LEFT_OVER, Sort::Free, end - 1);
        for start in end.saturating_sub(MOST_PIECES)..end {
            let text = pieces[start..end].concat();
            for (sort, wanted) in [(Sort::Unit, sorts.unit), (Sort::Deadline, sorts.deadline)] {
                let Some(score) = score(sort, &text, end - start).filter(|_| wanted) else { continue };
                let score = score - unevenness(&pieces[start..end]);
                if best[start].0 + score > found.0 {
                    found = (best[start].0 + score, sort, start);
                }
            }
        }
        best.push(found);
    }
    let mut runs = Vec::new();
    let mut end = pieces.len();
    while end > 0 {
        let (_, sort, start) = best[end];
        runs.push((sort, start..end));
        end = start;
    }
    runs.reverse();
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(pieces: &str) -> String {
        let pieces: Vec<&str> = pieces.split(' ').collect();
        let named = divide(&pieces, Sorts { unit: true, deadline: true });
        let show = |(sort, run): (Sort, Range<usize>)| match sort {
            Sort::Free => pieces[run].concat(),
            Sort::Unit => format!("[{}]", pieces[run].concat()),
            Sort::Deadline => format!("<{}>", pieces[run].concat()),
        };
        named.into_iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn broken_cells_are_put_together() {
        for (pieces, expected) in [
            ("领导及分工 市直各 部门 即时公开", "领导及分工 [市直各部门] <即时公开>"),
            ("区水务 事务服务 中心 每月公开", "[区水务事务服务中心] <每月公开>"),
            ("年度公开（1月底前 完成）", "<年度公开（1月底前完成）>"),
            ("展公报 年度公开（1月底前完 成）", "展公报 <年度公开（1月底前完成）>"),
            ("政策文件出台后3个工 作日内公开", "<政策文件出台后3个工作日内公开>"),
            ("市教育局 2023年8月底前（随秋季 学期启用）", "[市教育局] <2023年8月底前（随秋季学期启用）>"),
            ("市甲局 市乙局", "[市甲局] [市乙局]"),
            ("市民 政局 2023年10月底前", "[市民政局] <2023年10月底前>"),
            ("2022年6月底前， 长期坚持", "<2022年6月底前，长期坚持>"),
            ("补贴发放情况", "补贴发放情况"),
            ("统计月报 市统计局 每月公开", "统计月报 [市统计局] <每月公开>"),
        ] {
            assert_eq!(runs(pieces), expected);
        }
    }
}
