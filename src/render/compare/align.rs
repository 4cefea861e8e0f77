//! Which provision of the old text is which of the new one.

use super::bigrams::{Bigrams, candidates};
use std::collections::{BTreeSet, HashMap};

/// Something to align: an article, a heading, a paragraph, an item.
#[derive(Debug)]
pub struct Node<'a> {
    /// Only nodes of the same class are the same thing.
    pub class: u8,
    /// What it is numbered with; empty for what has no number.
    pub number: String,
    /// Its lines, without that number.
    pub words: Vec<&'a str>,
}

/// Nodes this alike are the same wherever they stand.
const ALIKE: f64 = 0.5;
/// The same, for nodes of one number, or between the same neighbours.
const NEAR: f64 = 0.3;
/// The same, for nodes of one number between the same neighbours: an article that was rewritten.
const IN_PLACE: f64 = 0.06;

/// Pairs of nodes, one to one.
#[derive(Debug)]
pub struct Pairs {
    /// For each old node its new one.
    pub to_new: Vec<Option<usize>>,
    /// For each new node its old one.
    pub to_old: Vec<Option<usize>>,
}

impl Pairs {
    fn link(&mut self, old: usize, new: usize) {
        (self.to_new[old], self.to_old[new]) = (Some(new), Some(old));
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        self.to_new[old].is_none() && self.to_old[new].is_none()
    }
}

/// Aligns two texts: by their words where these are the same, then by number and likeness.
pub fn pairs(old: &[&Node], new: &[&Node]) -> Pairs {
    let mut pairs = Pairs { to_new: vec![None; old.len()], to_old: vec![None; new.len()] };
    let repeated = link_unique(old, new, &mut pairs);
    if !repeated.is_empty() {
        link_beside(old, new, &mut pairs);
        link_repeated(old, new, &repeated, &mut pairs);
    }
    link_alike(old, new, &mut pairs);
    pairs
}

/// The old and the new nodes of the same words.
type Holders = (Vec<usize>, Vec<usize>);

/// Links what both texts have once; what is left are the words that a text repeats.
fn link_unique(old: &[&Node], new: &[&Node], pairs: &mut Pairs) -> Vec<Holders> {
    let mut holders = HashMap::<(u8, &[&str]), Holders>::new();
    for (at, node) in old.iter().enumerate() {
        holders.entry((node.class, &node.words)).or_default().0.push(at);
    }
    for (at, node) in new.iter().enumerate() {
        holders.entry((node.class, &node.words)).or_default().1.push(at);
    }
    let mut repeated: Vec<Holders> = Vec::new();
    for (olds, news) in holders.into_values() {
        match (olds.as_slice(), news.as_slice()) {
            ([a], [b]) => pairs.link(*a, *b),
            ([], _) | (_, []) => {}
            _ => repeated.push((olds, news)),
        }
    }
    repeated.sort_unstable();
    repeated
}

/// Links repeated words whose neighbours are linked.
fn link_beside(old: &[&Node], new: &[&Node], pairs: &mut Pairs) {
    let same = |a: usize, b: usize| old[a].class == new[b].class && old[a].words == new[b].words;
    for a in 1..old.len() {
        if let Some(b) = pairs.to_new[a - 1].map(|b| b + 1).filter(|b| *b < new.len())
            && pairs.is_free(a, b)
            && same(a, b)
        {
            pairs.link(a, b);
        }
    }
    for a in (1..old.len()).rev() {
        if let Some(b) = pairs.to_new[a].and_then(|b| b.checked_sub(1))
            && pairs.is_free(a - 1, b)
            && same(a - 1, b)
        {
            pairs.link(a - 1, b);
        }
    }
}

/// Links the rest of the repeated words: those of one number, then in their order.
fn link_repeated(old: &[&Node], new: &[&Node], repeated: &[Holders], pairs: &mut Pairs) {
    for (olds, news) in repeated {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        for b in news.iter().rev().filter(|b| pairs.to_old[**b].is_none()) {
            numbers.insert(&new[*b].number, *b);
        }
        for a in olds {
            if let Some(b) = numbers.get(old[*a].number.as_str()).filter(|b| pairs.is_free(*a, **b)) {
                pairs.link(*a, *b);
            }
        }
        let free_old: Vec<usize> = olds.iter().copied().filter(|a| pairs.to_new[*a].is_none()).collect();
        let free_new: Vec<usize> = news.iter().copied().filter(|b| pairs.to_old[*b].is_none()).collect();
        free_old.into_iter().zip(free_new).for_each(|(a, b)| pairs.link(a, b));
    }
}

/// Links what is left by likeness, the most alike first.
fn link_alike(old: &[&Node], new: &[&Node], pairs: &mut Pairs) {
    let free_old: Vec<usize> = (0..old.len()).filter(|a| pairs.to_new[*a].is_none()).collect();
    let free_new: Vec<usize> = (0..new.len()).filter(|b| pairs.to_old[*b].is_none()).collect();
    if free_old.is_empty() || free_new.is_empty() {
        return;
    }
    let of_old: Vec<Bigrams> = free_old.iter().map(|a| Bigrams::of(&old[*a].words)).collect();
    let of_new: Vec<Bigrams> = free_new.iter().map(|b| Bigrams::of(&new[*b].words)).collect();
    let neighbours = Neighbours::of(pairs);
    let by_likeness = candidates(&of_old.iter().collect::<Vec<_>>(), &of_new.iter().collect::<Vec<_>>());
    let possible: BTreeSet<(usize, usize)> =
        by_likeness.into_iter().chain(same_numbers(old, new, &free_old, &free_new)).collect();
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for (a, b) in possible {
        let (before, after) = (&old[free_old[a]], &new[free_new[b]]);
        let numbered = !before.number.is_empty() && before.number == after.number;
        let in_place = neighbours.are_shared(free_old[a], free_new[b]);
        let likeness = of_old[a].dice(&of_new[b]);
        if before.class == after.class && likeness >= needed(numbered, in_place, before.class) {
            let near = 0.15 * f64::from(u8::from(numbered)) + 0.1 * f64::from(u8::from(in_place));
            scored.push((likeness + near, free_old[a], free_new[b]));
        }
    }
    scored.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    for (_, a, b) in scored {
        if pairs.is_free(a, b) {
            pairs.link(a, b);
        }
    }
}

/// How alike two nodes must be. The words of a heading are few: its number and place are enough.
fn needed(numbered: bool, in_place: bool, class: u8) -> f64 {
    match (numbered, in_place) {
        (true, true) if class == 0 => 0.0,
        (true, true) => IN_PLACE,
        (false, false) => ALIKE,
        _ => NEAR,
    }
}

fn same_numbers(old: &[&Node], new: &[&Node], free_old: &[usize], free_new: &[usize]) -> Vec<(usize, usize)> {
    let mut numbers = HashMap::<(u8, &str), Vec<usize>>::new();
    for (b, at) in free_new.iter().enumerate() {
        numbers.entry((new[*at].class, &new[*at].number)).or_default().push(b);
    }
    let mut found = Vec::new();
    for (a, at) in free_old.iter().enumerate() {
        // A number that is repeated all over the text says nothing.
        let same = numbers.get(&(old[*at].class, old[*at].number.as_str())).filter(|same| same.len() <= 8);
        found.extend(same.into_iter().flatten().map(|b| (a, *b)));
    }
    found
}

/// The linked nodes nearest to each node, both told by their place in the new text.
pub struct Neighbours {
    old: Vec<(Option<usize>, Option<usize>)>,
    new: Vec<(Option<usize>, Option<usize>)>,
}

impl Neighbours {
    /// Of each node of both texts.
    pub fn of(pairs: &Pairs) -> Self {
        let linked: Vec<Option<usize>> =
            pairs.to_old.iter().enumerate().map(|(at, old)| old.is_some().then_some(at)).collect();
        Self { old: nearest(&pairs.to_new), new: nearest(&linked) }
    }

    /// Whether both stand after the same node, or before the same one.
    pub fn are_shared(&self, old: usize, new: usize) -> bool {
        let (before, after) = (self.old[old], self.new[new]);
        before.0 == after.0 || before.1 == after.1
    }
}

fn nearest(marks: &[Option<usize>]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut found = vec![(None, None); marks.len()];
    let mut last = None;
    for (place, mark) in found.iter_mut().zip(marks) {
        place.0 = last;
        last = mark.or(last);
    }
    let mut next = None;
    for (place, mark) in found.iter_mut().zip(marks).rev() {
        place.1 = next;
        next = mark.or(next);
    }
    found
}
