//! A table whose cells became lines, put together again.
//!
//! What is left of the layout is the order of the pieces, which of them stood on one line, and the
//! numbers of the rows. A cell that was merged stands once; [`super::span`] tells its rows.

use super::fragments::{self, Sort, Sorts};
use super::grid::{Cell, Doubt, Grid, Merges, Row};
use super::header::{self, Meaning};
use super::span::{Anchor, Order, Spans};
use super::weave::{self, Strand};
use crate::import::lines::Line;
use crate::import::notes::Notes;
use crate::import::table::RowNumbers;
use crate::import::typography::full_width;

/// A piece of a cell: text without white space, in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: String,
    line: usize,
    /// The rows whose numbers stand before it.
    row: usize,
    /// It stands on the line of that row's number.
    beside: bool,
    /// The next row's number stands right behind it on its line.
    before_next: bool,
}

/// Reads the lines of a flattened table. None, with a note, when its columns cannot be told apart.
pub(super) fn read(lines: &[Line], notes: &mut Notes) -> Option<Grid> {
    let first = lines.first()?.number;
    let mut read = || {
        let mut header = read_header(lines)?;
        if header.columns.first().and_then(|word| header::meaning(word)) != Some(Meaning::Number) {
            header.columns.insert(0, "序号".to_owned());
        }
        let shape = Shape::of(&header.columns)?;
        let outside: Vec<usize> = header.outside.iter().map(|line| line.number).collect();
        notes.add_once(&outside, "{}不属于表格的任何一行，没有写入登记册。");
        let (starts, pieces) = pieces(header.body, header.lines);
        let line = header.lines.first()?.number;
        Some(Table { columns: header.columns, line, shape, starts, pieces })
    };
    let table = read();
    if table.is_none() {
        notes.add(
            first,
            "这张被拆散的表格没有作成登记册：只有“序号、一列文字、单位、时限”的表格能够复原，请对照原件填写。",
        );
    }
    table.map(|table| table.assemble(notes))
}

/// A header and what stands around it.
struct Header<'a> {
    columns: Vec<String>,
    outside: &'a [Line],
    lines: &'a [Line],
    body: &'a [Line],
}

/// The words of the header, each perhaps broken over lines, and the lines below it. Lines above a
/// header belong to no row.
fn read_header(lines: &[Line]) -> Option<Header<'_>> {
    let mut numbers = RowNumbers::default();
    let above = lines.iter().take(MOST_ABOVE).take_while(|line| !numbers.starts(&line.raw)).count();
    let words = |range: std::ops::Range<usize>| {
        lines[range].iter().flat_map(|line| line.raw.split_whitespace()).map(full_width).collect::<Vec<_>>()
    };
    (0..above).find_map(|start| {
        let read = |end: usize| Some((end, join_words(&words(start..end)).filter(|columns| columns.len() > 1)?));
        let (end, columns) = (start + 1..=above).filter_map(read).next_back()?;
        Some(Header { columns, outside: &lines[..start], lines: &lines[start..end], body: &lines[end..] })
    })
}

/// Words put together to known ones; none while a piece is left over.
fn join_words(words: &[String]) -> Option<Vec<String>> {
    let mut columns = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let joined = (1..=3).rev().find_map(|count| {
            let word = words.get(at..at + count)?.concat();
            header::meaning(&word).map(|_| (count, word))
        });
        let (count, word) = joined?;
        columns.push(word);
        at += count;
    }
    Some(columns)
}

/// Which column is which.
#[derive(Debug, Clone, Copy)]
struct Shape {
    free: usize,
    unit: Option<usize>,
    deadline: Option<usize>,
}

impl Shape {
    fn of(columns: &[String]) -> Option<Self> {
        let mut shape = (None, None, None);
        for (at, column) in columns.iter().enumerate() {
            let slot = match header::meaning(column)? {
                Meaning::Number if at == 0 => continue,
                Meaning::Subject | Meaning::Detail => &mut shape.0,
                Meaning::Unit | Meaning::Lead => &mut shape.1,
                Meaning::Deadline | Meaning::Frequency => &mut shape.2,
                _ => return None,
            };
            if slot.replace(at).is_some() {
                return None;
            }
        }
        Some(Self { free: shape.0?, unit: shape.1, deadline: shape.2 })
            .filter(|shape| shape.unit.is_some() || shape.deadline.is_some())
    }

    /// The sorts of the columns from left to right.
    fn order(self) -> Vec<Sort> {
        let columns = [(Some(self.free), Sort::Free), (self.unit, Sort::Unit), (self.deadline, Sort::Deadline)];
        let mut order: Vec<(usize, Sort)> = columns.into_iter().filter_map(|(at, sort)| Some((at?, sort))).collect();
        order.sort_by_key(|(at, _)| *at);
        order.into_iter().map(|(_, sort)| sort).collect()
    }

    fn sorts(self) -> Sorts {
        Sorts { unit: self.unit.is_some(), deadline: self.deadline.is_some() }
    }
}

/// The rows' numbers with their lines, and all pieces.
fn pieces(lines: &[Line], header: &[Line]) -> (Vec<(String, usize)>, Vec<Piece>) {
    let (mut starts, mut pieces): (Vec<(String, usize)>, Vec<Piece>) = (Vec::new(), Vec::new());
    let mut numbers = RowNumbers::default();
    for line in lines.iter().filter(|line| !header.iter().any(|head| head.raw == line.raw)) {
        let own = numbers.starts(&line.raw);
        let words = line.raw.split_whitespace().collect::<Vec<_>>().join(" ");
        let inside = numbers.start_inside(&words).map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
        let (before, after) = match &inside {
            Some((before, number, after)) => (before.as_str(), Some((number, after))),
            None => (words.as_str(), None),
        };
        let mut parts = before.split(' ').peekable();
        if own && let Some(number) = parts.next() {
            starts.push((number.to_owned(), line.number));
        }
        let mut add = |text: &str, row: usize, beside: bool, before_next: bool| {
            pieces.push(Piece { text: text.to_owned(), line: line.number, row, beside, before_next });
        };
        while let Some(part) = parts.next() {
            add(part, starts.len(), own, after.is_some() && parts.peek().is_none());
        }
        if let Some((number, rest)) = after {
            starts.push((number.clone(), line.number));
            rest.split(' ').for_each(|part| add(part, starts.len(), true, false));
        }
    }
    (starts, pieces)
}

/// No more lines stand above the first row.
const MOST_ABOVE: usize = 40;

/// Two orders of which one is worse by no more half rows are both possible.
const NARROW: usize = 2;

/// A run of pieces that fill one cell.
struct Run {
    sort: Sort,
    pieces: Vec<usize>,
}

/// The text of one merged or single cell, and where it stands.
struct Found {
    text: String,
    line: usize,
    anchor: Anchor,
}

struct Table {
    columns: Vec<String>,
    /// The line of the header.
    line: usize,
    shape: Shape,
    starts: Vec<(String, usize)>,
    pieces: Vec<Piece>,
}

impl Table {
    fn assemble(&self, notes: &mut Notes) -> Grid {
        let top_down = self.pieces.iter().any(|piece| piece.row == 0) || self.is_woven();
        let runs = if top_down { self.runs_of_page() } else { self.runs_of_rows() };
        let mut rows = self.empty_rows();
        self.fill_free(&mut rows, &runs, top_down);
        let columns = [(self.shape.unit, Sort::Unit), (self.shape.deadline, Sort::Deadline)];
        let columns: Vec<(usize, Vec<Found>)> =
            columns.into_iter().filter_map(|(at, sort)| Some((at?, self.found(&runs, sort)))).collect();
        let orders = self.orders(&columns, top_down);
        for (at, cells) in &columns {
            self.fill_shared(&mut rows, *at, cells, orders);
        }
        if top_down && self.is_tangled(&runs, &rows) {
            let reason = "单元格的各行与别的格交错，可能认错，请逐行对照原件";
            rows.iter_mut().for_each(|row| row.doubts.push(Doubt::new(&self.columns[self.shape.free], reason)));
        }
        notes.add_once(
            &self.pieces.iter().filter(|piece| piece.before_next).map(|piece| piece.line).collect::<Vec<_>>(),
            "{}的中间是表格下一项的序号，已在此分开。",
        );
        let cells = self.columns.iter().map(Cell::new).collect();
        rows.insert(0, Row { line: self.line, cells, ..Row::default() });
        Grid { title: None, rows, merges: Merges::Known }
    }

    /// Pieces of one cell stand among those of others, or a text has not the lines that it should have:
    /// then any row may have got a wrong piece.
    fn is_tangled(&self, runs: &[Run], rows: &[Row]) -> bool {
        let torn = |run: &Run| run.sort != Sort::Free && run.pieces.windows(2).any(|pair| pair[1] > pair[0] + 2);
        let column = &self.columns[self.shape.free];
        runs.iter().any(torn) || rows.iter().any(|row| row.doubts.iter().any(|doubt| doubt.column == *column))
    }

    fn empty_rows(&self) -> Vec<Row> {
        let row = |(number, line): &(String, usize)| {
            let mut cells = vec![Cell::default(); self.columns.len()];
            cells[0].text.clone_from(number);
            Row { line: *line, cells, ..Row::default() }
        };
        self.starts.iter().map(row).collect()
    }

    /// The pieces between two numbers belong to one row.
    fn runs_of_rows(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        for row in 1..=self.starts.len() {
            let own: Vec<usize> = (0..self.pieces.len()).filter(|&at| self.pieces[at].row == row).collect();
            // A row starts with its text, which is never merged.
            if let Some((first, rest)) = own.split_first() {
                runs.push(Run { sort: Sort::Free, pieces: vec![*first] });
                runs.extend(self.divide(rest));
            }
        }
        runs
    }

    /// Pieces of several cells stand on one line; any of them may belong to the row above or below.
    fn runs_of_page(&self) -> Vec<Run> {
        let all: Vec<usize> = (0..self.pieces.len()).collect();
        let place = |at: usize| (self.pieces[at].line, self.pieces[at].row);
        let lines: Vec<Vec<usize>> = all.chunk_by(|&a, &b| place(a) == place(b)).map(<[usize]>::to_vec).collect();
        let strands: Vec<Strand> =
            self.pieces.iter().map(|piece| Strand { text: &piece.text, beside: piece.beside }).collect();
        let cells = weave::divide(&lines, &strands, &self.shape.order());
        cells.into_iter().map(|(sort, pieces)| Run { sort, pieces }).collect()
    }

    fn divide(&self, pieces: &[usize]) -> Vec<Run> {
        let texts: Vec<&str> = pieces.iter().map(|&at| self.pieces[at].text.as_str()).collect();
        let runs = fragments::divide(&texts, self.shape.sorts());
        runs.into_iter().map(|(sort, run)| Run { sort, pieces: pieces[run].to_vec() }).collect()
    }

    /// Where a number stands without text on its line, its text is broken: in a text taken row by row
    /// all of it follows, in one taken from the page its first line stands above. Of several such
    /// rows on end only the first can tell.
    fn is_woven(&self) -> bool {
        let runs = self.runs_of_page();
        let free: Vec<&Piece> = runs
            .iter()
            .filter(|run| run.sort == Sort::Free)
            .flat_map(|run| &run.pieces)
            .map(|&at| &self.pieces[at])
            .collect();
        let has = |row: usize, beside: bool| free.iter().any(|piece| piece.row == row && piece.beside == beside);
        let alone = (1..=self.starts.len()).filter(|&row| !has(row, true));
        let first: Vec<usize> = alone.filter(|&row| row == 1 || has(row - 1, true)).collect();
        let above = first.iter().filter(|&&row| has(row - 1, false)).count();
        above > 0 && above * 2 >= first.len()
    }

    fn fill_free(&self, rows: &mut [Row], runs: &[Run], top_down: bool) {
        let mut owner: Vec<Option<usize>> = vec![None; self.pieces.len()];
        let free: Vec<usize> =
            runs.iter().filter(|run| run.sort == Sort::Free).flat_map(|run| run.pieces.clone()).collect();
        if top_down {
            self.center(&free, &mut owner, rows);
        } else {
            free.iter().for_each(|&at| owner[at] = self.pieces[at].row.checked_sub(1));
            self.doubt_late_text(runs, rows);
        }
        let column = self.shape.free;
        for (at, piece) in self.pieces.iter().enumerate() {
            if let Some(row) = owner[at].and_then(|row| rows.get_mut(row)) {
                append(&mut row.cells[column].text, &piece.text);
            }
        }
    }

    /// Text behind a unit or a deadline of the same row may be part of them.
    fn doubt_late_text(&self, runs: &[Run], rows: &mut [Row]) {
        for pair in runs.windows(2) {
            let (Some(&before), Some(&late)) = (pair[0].pieces.first(), pair[1].pieces.first()) else { continue };
            let row = self.pieces[late].row;
            if pair[0].sort != Sort::Free && pair[1].sort == Sort::Free && self.pieces[before].row == row {
                let reason = format!("“{}”在原文中位于其他格之后，不一定属于这一格", self.pieces[late].text);
                rows[row - 1].doubts.push(Doubt::new(&self.columns[self.shape.free], reason));
            }
        }
    }

    /// A cell stands as far above its row's number as below it, so what stands above the first number
    /// tells how much below it belongs to it, and the rest belongs to the next.
    fn center(&self, free: &[usize], owner: &mut [Option<usize>], rows: &mut [Row]) {
        let between = |row: usize| {
            free.iter().copied().filter(|&at| self.pieces[at].row == row && !self.pieces[at].beside).collect::<Vec<_>>()
        };
        for &at in free.iter().filter(|&&at| self.pieces[at].beside) {
            owner[at] = self.pieces[at].row.checked_sub(1);
        }
        let mut above = between(0).len();
        between(0).iter().for_each(|&at| owner[at] = Some(0));
        for row in 1..=self.starts.len() {
            let pieces = between(row);
            let last = row == self.starts.len();
            let below = if last { pieces.len() } else { above.min(pieces.len()) };
            if below != above {
                let reason = "序号上下的行数不等，不一定是这一项的全文";
                rows[row - 1].doubts.push(Doubt::new(&self.columns[self.shape.free], reason));
            }
            for (at, &piece) in pieces.iter().enumerate() {
                owner[piece] = Some(if at < below { row - 1 } else { row });
            }
            above = pieces.len() - below;
        }
    }

    fn found(&self, runs: &[Run], sort: Sort) -> Vec<Found> {
        let cells = runs.iter().filter(|run| run.sort == sort).filter_map(|run| {
            let own: Vec<&Piece> = run.pieces.iter().map(|&at| &self.pieces[at]).collect();
            let (first, count) = (own.first()?, own.len() as isize);
            let height: isize = own.iter().map(|piece| self.height(piece)).sum();
            Some(Found {
                text: full_width(&own.iter().map(|piece| piece.text.as_str()).collect::<String>()),
                line: first.line,
                anchor: Anchor {
                    after: first.row as isize - 1,
                    height: height.div_euclid(count),
                    level: count == 1 && first.beside && !first.before_next,
                },
            })
        });
        cells.collect()
    }

    fn height(&self, piece: &Piece) -> isize {
        let row = piece.row as isize - 1;
        match (piece.before_next, piece.beside) {
            (true, _) => 2 * (row + 1),
            (_, true) => 2 * row,
            _ => 2 * row + 1,
        }
    }

    /// The order in which all merged cells of the table fit best, and the other one where it fits
    /// hardly worse.
    fn orders(&self, columns: &[(usize, Vec<Found>)], top_down: bool) -> (Order, Option<Order>) {
        let cost = |order: Order| {
            let costs = columns.iter().map(|(_, cells)| Spans::of(order, &anchors(cells), self.starts.len()).cost);
            costs.sum::<Option<usize>>()
        };
        let (by_row, down) = (cost(Order::RowByRow), cost(Order::TopDown));
        let first = match (by_row, down) {
            _ if top_down => Order::TopDown,
            (Some(by_row), Some(down)) if down < by_row => Order::TopDown,
            (None, Some(_)) => Order::TopDown,
            _ => Order::RowByRow,
        };
        let close = by_row.zip(down).is_some_and(|(by_row, down)| by_row.abs_diff(down) <= NARROW);
        let second = match first {
            _ if top_down || !close => None,
            Order::RowByRow => Some(Order::TopDown),
            Order::TopDown => Some(Order::RowByRow),
        };
        (first, second)
    }

    fn fill_shared(&self, rows: &mut [Row], column: usize, cells: &[Found], orders: (Order, Option<Order>)) {
        let spans = Spans::of(orders.0, &anchors(cells), rows.len());
        let other = orders.1.map(|order| Spans::of(order, &anchors(cells), rows.len()));
        let name = &self.columns[column];
        for (at, row) in rows.iter_mut().enumerate() {
            let owner = spans.owner[at];
            if let Some(cell) = owner.and_then(|owner| cells.get(owner)) {
                row.cells[column].text.clone_from(&cell.text);
                row.cells[column].continues = at > 0 && spans.owner[at - 1] == owner;
            }
            let differs = other.as_ref().is_some_and(|other| other.owner[at] != owner);
            if spans.doubtful[at] || differs {
                row.doubts.push(Doubt::new(name, "从版面看不出与上下哪一行共用，请对照原件"));
            }
        }
        for (at, cell) in cells.iter().enumerate().filter(|(at, _)| !spans.owner.contains(&Some(*at))) {
            let row = (cells[at].anchor.after.max(0) as usize).min(rows.len().saturating_sub(1));
            if let Some(row) = rows.get_mut(row) {
                let reason = format!("第{}行的“{}”也在这一行，不知属于哪一行", cell.line, cell.text);
                row.doubts.push(Doubt::new(name, reason));
            }
        }
    }
}

fn anchors(cells: &[Found]) -> Vec<Anchor> {
    cells.iter().map(|cell| cell.anchor).collect()
}

/// Appends a piece; between two Latin words stands a space.
fn append(text: &mut String, piece: &str) {
    let latin = |c: char| c.is_ascii_alphabetic();
    if text.ends_with(latin) && piece.starts_with(latin) {
        text.push(' ');
    }
    text.push_str(piece);
    *text = full_width(text);
}
