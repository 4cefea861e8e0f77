//! Two sequences aligned in order: what is the same, what is alike, what stands alone.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Something of which sequences are aligned.
pub trait Fit {
    /// What likeness is measured by, made once for each.
    type Measure;

    /// Equal for things that are the same.
    fn key(&self) -> String;

    /// Makes the measure.
    fn measure(&self) -> Self::Measure;

    /// How alike two are; none where they cannot be one changed into the other.
    fn likeness(&self, own: &Self::Measure, other: &Self, others: &Self::Measure) -> Option<f64>;

    /// Whether it took the place of another that nothing else took, however different.
    fn replaces(&self, other: &Self) -> bool;
}

/// Pairs in the order of both, what stands alone between them; old before new.
pub type Aligned = Vec<(Option<usize>, Option<usize>)>;

/// Gaps with more possible pairs than this are not looked into.
const LARGEST: usize = 40_000;

/// Aligns two sequences.
pub fn aligned<T: Fit>(old: &[T], new: &[T]) -> Aligned {
    let keys = |items: &[T]| items.iter().map(Fit::key).collect::<Vec<_>>();
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new)) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                found.extend((0..len).map(|at| (Some(old_index + at), Some(new_index + at))));
            }
            _ => gap(old, new, (op.old_range(), op.new_range()), &mut found),
        }
    }
    found
}

/// Aligns what is different between two equal parts, for the greatest sum of likeness.
fn gap<T: Fit>(old: &[T], new: &[T], (olds, news): (Range<usize>, Range<usize>), found: &mut Aligned) {
    if olds.len() == 1 && news.len() == 1 && new[news.start].replaces(&old[olds.start]) {
        return found.push((Some(olds.start), Some(news.start)));
    }
    if olds.is_empty() || news.is_empty() || olds.len() * news.len() > LARGEST {
        found.extend(olds.map(|a| (Some(a), None)));
        return found.extend(news.map(|b| (None, Some(b))));
    }
    let best = sums(&old[olds.clone()], &new[news.clone()]);
    let (mut a, mut b) = (0, 0);
    while a < olds.len() || b < news.len() {
        let here = best.at(a, b);
        if a < olds.len()
            && b < news.len()
            && best.pairs[a * news.len() + b].is_some_and(|s| s + best.at(a + 1, b + 1) == here)
        {
            found.push((Some(olds.start + a), Some(news.start + b)));
            (a, b) = (a + 1, b + 1);
        } else if a < olds.len() && best.at(a + 1, b) == here {
            found.push((Some(olds.start + a), None));
            a += 1;
        } else {
            found.push((None, Some(news.start + b)));
            b += 1;
        }
    }
}

/// The likeness of each pair, and the greatest sum from each place to the end.
struct Sums {
    width: usize,
    pairs: Vec<Option<f64>>,
    best: Vec<f64>,
}

impl Sums {
    fn at(&self, a: usize, b: usize) -> f64 {
        self.best[a * self.width + b]
    }
}

fn sums<T: Fit>(old: &[T], new: &[T]) -> Sums {
    let measures: Vec<T::Measure> = new.iter().map(Fit::measure).collect();
    let mut pairs = Vec::with_capacity(old.len() * new.len());
    for a in old {
        let own = a.measure();
        pairs.extend(new.iter().zip(&measures).map(|(b, others)| a.likeness(&own, b, others)));
    }
    let width = new.len() + 1;
    let mut sums = Sums { width, pairs, best: vec![0.0; (old.len() + 1) * width] };
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            let skipped = sums.at(a + 1, b).max(sums.at(a, b + 1));
            let paired = sums.pairs[a * new.len() + b].map_or(0.0, |likeness| likeness + sums.at(a + 1, b + 1));
            sums.best[a * width + b] = skipped.max(paired);
        }
    }
    sums
}
