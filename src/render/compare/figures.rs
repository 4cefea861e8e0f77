//! The figures of changed provisions: what was 15日 and is 10日.

use super::bigrams::Bigrams;
use super::sequence::{Fit, aligned};
use super::tokens::{Measure, TokenKind, tokens};
use super::{Change, Entry, EntryKind, Figure, Line, LineKind, Piece};
use std::ops::Range;

/// The figures that changed, in the order of the entries. The letter that a rule came with, the
/// note below its title and dates that stand alone (of a signature) tell its history and lay
/// nothing down.
pub fn figures(entries: &[Entry]) -> Vec<Figure> {
    let first_article = entries.iter().position(|entry| entry.kind == EntryKind::Article).unwrap_or(0);
    let mut found = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let lays_down = match entry.kind {
            EntryKind::Heading(_) => false,
            EntryKind::Article => true,
            EntryKind::Part => at >= first_article,
        };
        if lays_down && matches!(entry.change, Change::Changed | Change::Split | Change::Merged) {
            found.extend(without_shifts(of_entry(at, entry)));
        }
    }
    found
}

fn of_entry(at: usize, entry: &Entry) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut header = None;
    for line in &entry.lines {
        if line.kind == (LineKind::Row { head: true }) {
            header = Some(line);
        }
        let place = Place { entry: at, provision: provision(entry, line) };
        match line.kind {
            LineKind::Row { head: true } | LineKind::Heading => {}
            LineKind::Row { head: false } => found.extend(of_row(&place, line, header)),
            LineKind::Paragraph | LineKind::Item => {
                let words = Words::of(&line.cells[0]);
                if !words.is_history() {
                    found.extend(words.changes().map(|(old, new)| place.figure(old, new, None)));
                }
            }
        }
    }
    found
}

fn provision(entry: &Entry, line: &Line) -> String {
    let place = || entry.new.first().or(entry.old.first()).map_or_else(String::new, |place| place.label.clone());
    line.new.or(line.old).map_or_else(place, |provision| provision.to_string())
}

/// Where a figure stands.
struct Place {
    entry: usize,
    provision: String,
}

impl Place {
    fn figure(&self, old: Option<Found>, new: Option<Found>, context: Option<String>) -> Figure {
        let context = context.or_else(|| Some(new.as_ref().or(old.as_ref())?.clause.clone()));
        let words = |found: Option<Found>| found.map_or_else(String::new, |found| found.text);
        let (old, new, context) = (words(old), words(new), context.unwrap_or_default());
        Figure { provision: self.provision.clone(), old, new, context, entry: self.entry }
    }
}

/// Cells up to this many characters are figures as they stand; in longer ones they are looked for.
const SHORT_CELL: usize = 20;

/// The cells of a row that both tables have.
fn of_row(place: &Place, row: &Line, header: Option<&Line>) -> Vec<Figure> {
    if row.pieces().all(|piece| piece.old_words().is_empty()) || row.pieces().all(|piece| piece.new_words().is_empty())
    {
        return Vec::new();
    }
    let texts: Vec<Words> = row.cells.iter().map(|cell| Words::of(cell)).collect();
    let name = name_of_row(&texts);
    let mut found = Vec::new();
    for (at, words) in texts.iter().enumerate().filter(|(_, words)| words.old != words.new) {
        let header = header.and_then(|header| header.cells.get(at)).map(|cell| Words::of(cell).latest().to_owned());
        let label = name.filter(|name| *name != at).map(|name| texts[name].latest().to_owned());
        let context =
            [label, header].into_iter().flatten().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("　");
        let (old, new) = (Found::cell(&words.old), Found::cell(&words.new));
        let short = words.old.chars().count().max(words.new.chars().count()) <= SHORT_CELL;
        if short && (old.is_some() || new.is_some()) {
            let (old, new) = (words.old.clone(), words.new.clone());
            found.push(Figure { provision: place.provision.clone(), old, new, context, entry: place.entry });
        } else if !short {
            found.extend(words.changes().map(|(old, new)| place.figure(old, new, Some(context.clone()))));
        }
    }
    found
}

/// The cell that names a row: the first that does not only count.
fn name_of_row(cells: &[Words]) -> Option<usize> {
    let counts = |words: &Words| words.latest().chars().all(|c| c.is_ascii_digit());
    (0..cells.len().min(2)).find(|at| !counts(&cells[*at])).or((!cells.is_empty()).then_some(0))
}

/// A line of both texts, with the stretches that differ.
struct Words {
    old: String,
    new: String,
    changed: Vec<(Range<usize>, Range<usize>)>,
}

impl Words {
    fn of(pieces: &[Piece]) -> Self {
        let mut words = Self { old: String::new(), new: String::new(), changed: Vec::new() };
        let mut open = false;
        for piece in pieces {
            let (from, to) = (words.old.len(), words.new.len());
            words.old.push_str(piece.old_words());
            words.new.push_str(piece.new_words());
            let same = matches!(piece, Piece::Same(_));
            match words.changed.last_mut() {
                _ if same => {}
                Some(last) if open => (last.0.end, last.1.end) = (words.old.len(), words.new.len()),
                _ => words.changed.push((from..words.old.len(), to..words.new.len())),
            }
            open = !same;
        }
        words
    }

    /// The new words, or the old ones where there are no new ones.
    fn latest(&self) -> &str {
        if self.new.is_empty() { &self.old } else { &self.new }
    }

    /// The note below a title (（2024年1月15日公布　根据……修改）), or a date that stands alone.
    fn is_history(&self) -> bool {
        const ACTS: &[&str] = &["公布", "印发", "发布", "通过", "修正", "修订", "修改", "施行"];
        let words = self.latest().trim();
        let note = words.starts_with(['（', '(']) && words.ends_with(['）', ')']);
        let dates = |line: &str| {
            let of = |kind| matches!(kind, TokenKind::Mark | TokenKind::Figure(Measure::Date));
            tokens(line).iter().all(|token| of(token.kind))
        };
        (note && words.contains('年') && ACTS.iter().any(|act| words.contains(act))) || dates(words)
    }

    /// The figures in the stretches that differ: what each was and is.
    fn changes(&self) -> impl Iterator<Item = (Option<Found>, Option<Found>)> {
        let (old, new) = (Found::all(&self.old), Found::all(&self.new));
        let within = |figures: &[Found], range: &Range<usize>, wide: bool| -> Vec<Found> {
            let inside = figures.iter().filter(|found| range.contains(&found.range.start)).cloned();
            inside.map(|found| Found { alone: found.range == *range, wide, ..found }).collect()
        };
        let mut changes = Vec::new();
        for (from, to) in &self.changed {
            let wide = from.len().max(to.len()) > WIDE;
            let (old, new) = (within(&old, from, wide), within(&new, to, wide));
            let pairs = aligned(&old, &new).into_iter();
            let pairs = pairs.map(|(a, b)| (a.map(|a| old[a].clone()), b.map(|b| new[b].clone())));
            let differ = |a: &Option<Found>, b: &Option<Found>| match (a, b) {
                (Some(a), Some(b)) => a.text != b.text,
                (Some(lone), None) | (None, Some(lone)) => !lone.of_rate,
                (None, None) => false,
            };
            changes.extend(pairs.filter(|(a, b)| differ(a, b)));
        }
        changes.into_iter()
    }
}

/// In a stretch of more bytes than this, figures are the same only if words around them are shared.
const WIDE: usize = 72;

/// A figure in a line.
#[derive(Debug, Clone)]
struct Found {
    text: String,
    measure: Measure,
    range: Range<usize>,
    /// The clause that it stands in.
    clause: String,
    /// Whether it only says for how long the amount after it is: 每月500元.
    of_rate: bool,
    /// Whether it is all that differs there.
    alone: bool,
    /// Whether it stands in a long stretch that differs.
    wide: bool,
}

impl Found {
    fn all(line: &str) -> Vec<Self> {
        let mut found = Vec::new();
        let mut at = 0;
        for token in tokens(line) {
            let range = at..at + token.text.len();
            at = range.end;
            if let TokenKind::Figure(measure) = token.kind {
                if let Some(last) = found.last_mut().filter(|last: &&mut Self| last.range.end == range.start) {
                    last.of_rate = last.measure == Measure::Recurring && measure == Measure::Money;
                }
                let (text, clause) = (token.text.to_owned(), clause(line, &range));
                found.push(Self { text, measure, range, clause, of_rate: false, alone: false, wide: false });
            }
        }
        found
    }

    /// The first figure of a cell.
    fn cell(words: &str) -> Option<Self> {
        Self::all(words).into_iter().next()
    }
}

/// The clause around a place, no longer than a reader needs to know what is meant; what is cut off
/// is marked.
fn clause(line: &str, range: &Range<usize>) -> String {
    const AROUND: usize = 16;
    let ends = |c: &char| "，。；：！？".contains(*c) || c.is_whitespace();
    let mut before = line[..range.start].chars().rev().take_while(|c| !ends(c));
    let mut after = line[range.end..].chars().take_while(|c| !ends(c));
    let mut head: Vec<char> = before.by_ref().take(AROUND).collect();
    head.extend(before.next().map(|_| '…'));
    let mut tail: String = after.by_ref().take(AROUND).collect();
    tail.extend(after.next().map(|_| '…'));
    format!("{}{}{tail}", head.into_iter().rev().collect::<String>(), &line[range.clone()])
}

impl Fit for Found {
    type Measure = Bigrams;

    fn key(&self) -> String {
        self.text.clone()
    }

    fn measure(&self) -> Bigrams {
        Bigrams::of(&[&self.clause])
    }

    fn likeness(&self, own: &Bigrams, other: &Self, others: &Bigrams) -> Option<f64> {
        let likeness = own.dice(others);
        let known = !self.wide || likeness > 0.15;
        (self.measure == other.measure && known).then_some(0.5 + likeness)
    }

    fn replaces(&self, other: &Self) -> bool {
        self.alone && other.alone
    }
}

/// Takes out what only went to another line of the same provision: gone here, there again, in the
/// same words.
fn without_shifts(mut figures: Vec<Figure>) -> Vec<Figure> {
    let alike = |a: &str, b: &str| Bigrams::of(&[a]).dice(&Bigrams::of(&[b])) >= 0.5;
    let mut at = 0;
    while at < figures.len() {
        let gone = &figures[at];
        let again =
            |found: &Figure| found.old.is_empty() && found.new == gone.old && alike(&found.context, &gone.context);
        match figures.iter().position(again).filter(|_| gone.new.is_empty()) {
            Some(other) => {
                figures.remove(at.max(other));
                figures.remove(at.min(other));
                at = at.saturating_sub(usize::from(other < at));
            }
            None => at += 1,
        }
    }
    figures
}
