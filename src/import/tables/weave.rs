//! The cells of a text that was taken from its page line by line: pieces of several cells stand on one
//! line, in the order of the columns, and the pieces of one cell on lines that follow each other.

use super::fragments::{LEFT_OVER, MOST_PIECES, Sort, score, unevenness};

/// A piece on its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strand<'a> {
    pub(super) text: &'a str,
    /// It stands beside a row's number, where most rows have their text.
    pub(super) beside: bool,
}

/// Readings of the lines that are followed at a time.
const MOST_READINGS: usize = 24;
/// What a text beside its number is worth.
const IN_PLACE: i32 = 4;
/// What a cell costs that is never completed.
const TORN: i32 = 60;
/// The pieces of a cell stand on lines that are no further apart.
const FURTHEST: usize = 3;

/// One way to read the lines so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Reading {
    score: i32,
    /// Pieces of a unit and of a deadline that are not complete yet.
    open: [Vec<usize>; 2],
    /// The lines of the last of them.
    last: [usize; 2],
    done: Vec<(Sort, Vec<usize>)>,
}

/// Divides the pieces of all lines into cells. `order` names the columns from left to right.
pub(super) fn divide(lines: &[Vec<usize>], strands: &[Strand], order: &[Sort]) -> Vec<(Sort, Vec<usize>)> {
    let mut readings = vec![Reading::default()];
    for (number, line) in lines.iter().enumerate() {
        let mut next: Vec<Reading> = Vec::new();
        for reading in &readings {
            extend(reading, (number, line), 0, strands, order, &mut next);
        }
        let lost = |reading: &Reading| {
            (0..2).any(|slot| !reading.open[slot].is_empty() && reading.last[slot] + FURTHEST < number)
        };
        if next.iter().any(|reading| !lost(reading)) {
            next.retain(|reading| !lost(reading));
        }
        next.sort_by_key(|reading| -reading.score);
        readings.clear();
        for reading in next {
            // Of readings that are open to the same, the best is enough.
            if readings.len() < MOST_READINGS && !readings.iter().any(|better| better.open == reading.open) {
                readings.push(reading);
            }
        }
    }
    let end =
        |reading: &Reading| reading.score - TORN * reading.open.iter().filter(|open| !open.is_empty()).count() as i32;
    let mut best = readings.into_iter().max_by_key(end).unwrap_or_default();
    let torn = std::mem::take(&mut best.open).into_iter().flatten();
    best.done.extend(torn.map(|at| (Sort::Free, vec![at])));
    best.done.sort_by_key(|(_, pieces)| pieces.first().copied());
    best.done
}

/// All ways to go on with the pieces of a line, each in the column of the one before it or further right.
fn extend(
    reading: &Reading,
    (number, line): (usize, &[usize]),
    from: usize,
    strands: &[Strand],
    order: &[Sort],
    next: &mut Vec<Reading>,
) {
    let Some((&piece, rest)) = line.split_first() else {
        next.push(reading.clone());
        return;
    };
    for (column, &sort) in order.iter().enumerate().skip(from) {
        for grown in add(reading, (number, piece), sort, strands) {
            extend(&grown, (number, rest), column, strands, order, next);
        }
    }
}

/// The reading with one piece more: the cell that it belongs to is complete with it, or is not yet.
fn add(reading: &Reading, (number, piece): (usize, usize), sort: Sort, strands: &[Strand]) -> Vec<Reading> {
    let slot = match sort {
        Sort::Free => {
            let mut grown = reading.clone();
            grown.score += if strands[piece].beside { IN_PLACE } else { -LEFT_OVER };
            grown.done.push((Sort::Free, vec![piece]));
            return vec![grown];
        }
        Sort::Unit => 0,
        Sort::Deadline => 1,
    };
    let mut open = reading.open[slot].clone();
    open.push(piece);
    let mut grown = Vec::new();
    let texts: Vec<&str> = open.iter().map(|&at| strands[at].text).collect();
    if let Some(score) = score(sort, &texts.concat(), open.len()) {
        let mut closed = reading.clone();
        // Pieces cost until their cell is complete, so that none is opened without need.
        closed.score += score - unevenness(&texts) + LEFT_OVER * (open.len() as i32 - 1);
        closed.open[slot].clear();
        closed.done.push((sort, open.clone()));
        grown.push(closed);
    }
    if open.len() < MOST_PIECES {
        let mut still = reading.clone();
        still.score -= LEFT_OVER;
        still.open[slot] = open;
        still.last[slot] = number;
        grown.push(still);
    }
    grown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_stand_side_by_side_are_told_apart() {
        let texts = ["图书采购和问题", "市生态环", "年度公开（3月底前", "改", "境局", "完成）"];
        let strands: Vec<Strand> = texts.iter().map(|&text| Strand { text, beside: false }).collect();
        let order = [Sort::Free, Sort::Unit, Sort::Deadline];
        let cells = divide(&[vec![0, 1, 2], vec![3, 4, 5]], &strands, &order);
        let shown: Vec<(Sort, String)> =
            cells.into_iter().map(|(sort, pieces)| (sort, pieces.into_iter().map(|at| texts[at]).collect())).collect();
        let expected = [
            (Sort::Free, "图书采购和问题"),
            (Sort::Unit, "市生态环境局"),
            (Sort::Deadline, "年度公开（3月底前完成）"),
            (Sort::Free, "改"),
        ];
        assert_eq!(shown, expected.map(|(sort, text)| (sort, text.to_owned())));
    }
}
