//! How alike two texts are: the pairs of neighbouring characters that they share.

use std::cmp::Ordering;
use std::collections::HashMap;

/// The pairs of neighbouring characters of a text, sorted; punctuation and spaces are passed over.
#[derive(Debug, Clone, Default)]
pub struct Bigrams(Vec<(char, char)>);

impl Bigrams {
    /// Of some lines; no pair reaches over the end of a line.
    pub fn of(lines: &[&str]) -> Self {
        let mut pairs = Vec::new();
        for line in lines {
            let mut last = None;
            for c in line.chars().filter(|c| c.is_alphanumeric()) {
                pairs.extend(last.map(|last| (last, c)));
                last = Some(c);
            }
            // A text of one character is compared by it.
            if pairs.is_empty() {
                pairs.extend(last.map(|last| (last, '\0')));
            }
        }
        pairs.sort_unstable();
        Self(pairs)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The Dice coefficient: 1 for texts of the same pairs, 0 where no pair is shared.
    pub fn dice(&self, other: &Self) -> f64 {
        ratio(2 * self.common(other), self.len() + other.len())
    }

    /// How much of this one is in the other.
    pub fn share_in(&self, other: &Self) -> f64 {
        ratio(self.common(other), self.len())
    }

    /// Likeness of lines: a line that was lengthened a lot still contains the old one.
    pub fn likeness(&self, other: &Self) -> f64 {
        let shorter = self.len().min(other.len());
        let contained = if shorter < 4 { 0.0 } else { 0.7 * ratio(self.common(other), shorter) };
        self.dice(other).max(contained)
    }

    /// What is left when the pairs of another text are taken away.
    pub fn without(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        let mut taken = other.0.iter().peekable();
        for pair in &self.0 {
            while taken.next_if(|other| *other < pair).is_some() {}
            if taken.next_if(|other| *other == pair).is_none() {
                rest.push(*pair);
            }
        }
        Self(rest)
    }

    fn common(&self, other: &Self) -> usize {
        let (mut a, mut b, mut common) = (0, 0, 0);
        while let (Some(x), Some(y)) = (self.0.get(a), other.0.get(b)) {
            match x.cmp(y) {
                Ordering::Less => a += 1,
                Ordering::Greater => b += 1,
                Ordering::Equal => (a, b, common) = (a + 1, b + 1, common + 1),
            }
        }
        common
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Pairs of texts that may be alike. All of them while they are few; else those that share pairs of
/// characters that few texts have, so that a thousand new articles are not held against a thousand
/// old ones.
pub fn candidates(old: &[&Bigrams], new: &[&Bigrams]) -> Vec<(usize, usize)> {
    const ALL: usize = 2048;
    const RARE: usize = 24;
    const BEST: usize = 6;
    if old.len() * new.len() <= ALL {
        return (0..old.len()).flat_map(|a| (0..new.len()).map(move |b| (a, b))).collect();
    }
    let mut index = HashMap::<(char, char), Vec<usize>>::new();
    for (b, bigrams) in new.iter().enumerate() {
        for pair in bigrams.0.chunk_by(|a, b| a == b) {
            index.entry(pair[0]).or_default().push(b);
        }
    }
    let mut found = Vec::new();
    for (a, bigrams) in old.iter().enumerate() {
        let mut shared = HashMap::<usize, usize>::new();
        for pair in bigrams.0.chunk_by(|a, b| a == b) {
            let holders = index.get(&pair[0]).filter(|holders| holders.len() <= RARE);
            holders.into_iter().flatten().for_each(|b| *shared.entry(*b).or_default() += 1);
        }
        let mut best: Vec<(usize, usize)> = shared.into_iter().collect();
        best.sort_unstable_by_key(|(b, count)| (std::cmp::Reverse(*count), *b));
        found.extend(best.into_iter().take(BEST).map(|(b, _)| (a, b)));
    }
    found
}
