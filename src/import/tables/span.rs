//! Which rows share a merged cell, when all that is left is the place of its text.
//!
//! The spans of one column tile the table: every row belongs to exactly one cell, in order. There
//! are two ways in which a text can have been taken out of a page:
//!
//! * row by row, as the file holds it: the text of a merged cell comes with the first of its rows;
//! * from top to bottom, as the page shows it: the text stands in the vertical middle of its rows.

/// The text of a cell, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchor {
    /// The row after whose number it stands, counted from 0; -1 above the first.
    pub(super) after: isize,
    /// Its height in half rows: `2 * row` beside a row's number, odd between two.
    pub(super) height: isize,
    /// It stands as a whole beside its row's number, so it is as high as that.
    pub(super) level: bool,
}

/// How a text was taken out of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    RowByRow,
    TopDown,
}

/// The cell of each row, and the rows for which another cell would fit as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spans {
    /// For each row the index of its anchor; none where no anchor reaches.
    pub(super) owner: Vec<Option<usize>>,
    pub(super) doubtful: Vec<bool>,
    /// How much speaks against it, in half rows; none when it cannot be.
    pub(super) cost: Option<usize>,
}

impl Spans {
    pub(super) fn of(order: Order, anchors: &[Anchor], rows: usize) -> Self {
        match order {
            Order::RowByRow => row_by_row(anchors, rows),
            Order::TopDown => top_down(anchors, rows),
        }
    }
}

/// A cell reaches down to the next. A cell that is level with its row's number although it has
/// further rows speaks against this order, for it would stand lower.
fn row_by_row(anchors: &[Anchor], rows: usize) -> Spans {
    let mut owner = vec![None; rows];
    let mut doubtful = vec![false; rows];
    let mut possible = anchors.first().is_none_or(|first| first.after == 0);
    let mut cost = 0;
    for (at, anchor) in anchors.iter().enumerate() {
        let start = anchor.after.max(0) as usize;
        let end = anchors.get(at + 1).map_or(rows, |next| (next.after.max(0) as usize).min(rows));
        if start >= end {
            // Two cells in one row: the later one stays, the row is doubtful.
            possible = false;
            doubtful.iter_mut().skip(start).take(1).for_each(|doubt| *doubt = true);
        }
        owner.iter_mut().take(end).skip(start).for_each(|cell| *cell = Some(at));
        cost += if anchor.level && end > start + 1 { 2 } else { 0 };
    }
    for (doubt, _) in doubtful.iter_mut().zip(&owner).filter(|(_, owner)| owner.is_none()) {
        *doubt = true;
    }
    Spans { owner, doubtful, cost: possible.then_some(cost) }
}

/// More half rows than a cell may stand away from the middle of its rows.
const SLACK: isize = 6;

/// The tiling whose middles lie nearest to the anchors. A row is doubtful when an equally good
/// tiling gives it to another cell.
fn top_down(anchors: &[Anchor], rows: usize) -> Spans {
    let nowhere = Spans { owner: vec![None; rows], doubtful: vec![true; rows], cost: None };
    if anchors.is_empty() || anchors.len() > rows {
        return nowhere;
    }
    let forward = best_ends(anchors, rows);
    // The same table upside down gives the best cost of all that follows a row.
    let turned: Vec<Anchor> =
        anchors.iter().rev().map(|a| Anchor { height: 2 * (rows as isize - 1) - a.height, ..*a }).collect();
    let backward = best_ends(&turned, rows);
    let Some(best) = forward[anchors.len()][rows] else { return nowhere };
    let mut fits: Vec<Vec<usize>> = vec![Vec::new(); rows];
    for (at, anchor) in anchors.iter().enumerate() {
        for (start, end) in windows(anchors, at, rows) {
            let before = forward[at][start];
            let after = backward[anchors.len() - at - 1][rows - end];
            let total = before.zip(after).map(|(before, after)| before + after + distance(anchor, start, end));
            if total == Some(best) {
                fits[start..end].iter_mut().filter(|fit| fit.last() != Some(&at)).for_each(|fit| fit.push(at));
            }
        }
    }
    let owner = tiling(anchors, &forward, rows);
    let misfits = misfits(anchors, &owner);
    let near = |row: usize| {
        let around = owner[row.saturating_sub(1)..(row + 2).min(rows)].iter().chain([&owner[row]]);
        around.flatten().any(|cell| misfits.contains(cell))
    };
    let doubtful = (0..rows).map(|row| fits[row].len() > 1 || near(row)).collect();
    Spans { owner, doubtful, cost: Some(best) }
}

/// The cells that stand a row or more away from the middle of their rows.
fn misfits(anchors: &[Anchor], owner: &[Option<usize>]) -> Vec<usize> {
    let far = |at: &usize| {
        let start = owner.iter().position(|cell| *cell == Some(*at));
        let end = owner.iter().rposition(|cell| *cell == Some(*at));
        start.zip(end).is_none_or(|(start, end)| distance(&anchors[*at], start, end + 1) > 1)
    };
    (0..anchors.len()).filter(far).collect()
}

/// `table[n][end]`: the least cost at which the first `n` cells tile the first `end` rows.
fn best_ends(anchors: &[Anchor], rows: usize) -> Vec<Vec<Option<usize>>> {
    let mut table = vec![vec![None; rows + 1]; anchors.len() + 1];
    table[0][0] = Some(0);
    for (at, anchor) in anchors.iter().enumerate() {
        for (start, end) in windows(anchors, at, rows) {
            let Some(before) = table[at][start] else { continue };
            let cost = before + distance(anchor, start, end);
            if table[at + 1][end].is_none_or(|known| cost < known) {
                table[at + 1][end] = Some(cost);
            }
        }
    }
    table
}

/// One of the best tilings, read from its end.
fn tiling(anchors: &[Anchor], table: &[Vec<Option<usize>>], rows: usize) -> Vec<Option<usize>> {
    let mut owner = vec![None; rows];
    let mut end = rows;
    for (at, anchor) in anchors.iter().enumerate().rev() {
        let found = windows(anchors, at, rows).filter(|(_, to)| *to == end).find(|&(start, to)| {
            let cost = table[at][start].map(|before| before + distance(anchor, start, to));
            cost.is_some() && cost == table[at + 1][to]
        });
        let Some((start, _)) = found else { break };
        owner[start..end].iter_mut().for_each(|cell| *cell = Some(at));
        end = start;
    }
    owner
}

/// The spans `start..end` that a cell may have: they hold its anchor, and not those of its neighbours.
fn windows(anchors: &[Anchor], at: usize, rows: usize) -> impl Iterator<Item = (usize, usize)> {
    let row = |height: isize| (height.max(0) as usize / 2).min(rows.saturating_sub(1));
    let own = anchors[at].height;
    let before = at.checked_sub(1).map_or(0, |before| row(anchors[before].height - SLACK));
    let after = anchors.get(at + 1).map_or(rows, |next| (row(next.height + SLACK) + 1).min(rows));
    let (first, last) = (row(own - SLACK), row(own + SLACK));
    (before..=last).flat_map(move |start| (start.max(first) + 1..=after).map(move |end| (start, end)))
}

/// How far the middle of the rows lies from the anchor, in half rows.
fn distance(anchor: &Anchor, start: usize, end: usize) -> usize {
    (start as isize + end as isize - 1 - anchor.height).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(after: isize, height: isize, level: bool) -> Anchor {
        Anchor { after, height, level }
    }

    fn owners(spans: &Spans) -> Vec<usize> {
        spans.owner.iter().map(|owner| owner.unwrap()).collect()
    }

    #[test]
    fn row_by_row_a_cell_reaches_to_the_next() {
        let anchors = [anchor(0, 1, false), anchor(3, 6, true), anchor(4, 9, false)];
        let spans = Spans::of(Order::RowByRow, &anchors, 6);
        assert_eq!((owners(&spans), spans.cost), (vec![0, 0, 0, 1, 2, 2], Some(0)));
    }

    #[test]
    fn row_by_row_every_row_needs_a_cell_above_it() {
        let spans = Spans::of(Order::RowByRow, &[anchor(1, 2, true)], 3);
        assert_eq!((spans.cost, spans.doubtful), (None, vec![true, false, false]));
    }

    #[test]
    fn top_down_a_cell_stands_in_the_middle() {
        // Rows 0 to 4 around row 2, row 5, rows 6 to 7 between them.
        let anchors = [anchor(2, 4, true), anchor(5, 10, true), anchor(6, 13, false)];
        let spans = Spans::of(Order::TopDown, &anchors, 8);
        assert_eq!((owners(&spans), spans.cost), (vec![0, 0, 0, 0, 0, 1, 2, 2], Some(0)));
        assert!(!spans.doubtful.contains(&true));
    }

    #[test]
    fn top_down_equally_good_tilings_make_doubt() {
        let spans = Spans::of(Order::TopDown, &[anchor(0, 1, false), anchor(2, 4, false)], 4);
        assert_eq!(spans.cost, Some(1));
        assert_eq!(spans.doubtful.iter().filter(|doubt| **doubt).count(), 1, "{spans:?}");
    }

    #[test]
    fn more_cells_than_rows_fit_nowhere() {
        assert_eq!(Spans::of(Order::TopDown, &[anchor(0, 0, true); 3], 2).cost, None);
        assert_eq!(Spans::of(Order::RowByRow, &[anchor(0, 0, true); 3], 2).cost, None);
        assert_eq!(Spans::of(Order::TopDown, &[], 0).cost, None);
    }
}
