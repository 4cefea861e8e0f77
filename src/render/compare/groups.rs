//! Articles that became several, and several that became one; and which of them moved.

use super::align::{Neighbours, Pairs, pairs};
use super::bigrams::{Bigrams, candidates};
use super::units::Unit;
use std::collections::{HashMap, HashSet};

/// Units of the old text and what they are in the new one: one to one, one to many or many to one.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    /// Indices of the old units, in order.
    pub old: Vec<usize>,
    /// Indices of the new units, in order.
    pub new: Vec<usize>,
}

/// What of an unmatched unit must be found in another for it to be a part of that.
const COVERED: f64 = 0.6;
/// Shorter ones are found everywhere.
const SHORTEST: usize = 8;

/// Every unit of both texts in a group with what it became; only groups that have both.
pub fn groups(old: &[Unit], new: &[Unit]) -> Vec<Group> {
    let old_nodes: Vec<_> = old.iter().map(|unit| &unit.node).collect();
    let new_nodes: Vec<_> = new.iter().map(|unit| &unit.node).collect();
    let pairs = pairs(&old_nodes, &new_nodes);
    let mut groups: Vec<Group> =
        pairs.to_old.iter().enumerate().filter_map(|(b, a)| Some(Group { old: vec![(*a)?], new: vec![b] })).collect();
    let parts = parts(old, new, &pairs);
    for part in parts {
        attach(&mut groups, part);
    }
    groups.extend(rewritten(old, new, &groups));
    groups.sort_by_key(|group| group.new[0]);
    groups
}

/// What is still unmatched, of one number and between the same neighbours: 第十八条　（已废止）.
fn rewritten(old: &[Unit], new: &[Unit], groups: &[Group]) -> Vec<Group> {
    let mut pairs = Pairs { to_new: vec![None; old.len()], to_old: vec![None; new.len()] };
    for group in groups {
        group.old.iter().for_each(|a| pairs.to_new[*a] = Some(group.new[0]));
        group.new.iter().for_each(|b| pairs.to_old[*b] = Some(group.old[0]));
    }
    let neighbours = Neighbours::of(&pairs);
    let loose = (0..new.len()).filter(|b| pairs.to_old[*b].is_none());
    let mut numbers: HashMap<(u8, &str), usize> =
        loose.map(|b| ((new[b].node.class, new[b].node.number.as_str()), b)).collect();
    let mut found = Vec::new();
    for (a, unit) in old.iter().enumerate().filter(|(a, _)| pairs.to_new[*a].is_none()) {
        let number = (unit.node.class, unit.node.number.as_str());
        if let Some(b) = numbers.get(&number).copied().filter(|b| neighbours.are_shared(a, *b)) {
            numbers.remove(&number);
            found.push(Group { old: vec![a], new: vec![b] });
        }
    }
    found
}

/// An unmatched unit and the unit of the other text that its words are in.
struct Part {
    covered: f64,
    old: usize,
    new: usize,
}

/// Unmatched units whose words stand in a unit of the other text, outside of what that one is
/// already matched with; best first.
fn parts(old: &[Unit], new: &[Unit], pairs: &Pairs) -> Vec<Part> {
    let changed = |a: usize, b: usize| old[a].node.words != new[b].node.words;
    let from_old = Side::of(old, new, &pairs.to_new, changed);
    let from_new = Side::of(new, old, &pairs.to_old, |b, a| changed(a, b));
    let mut found: Vec<Part> = Vec::new();
    found.extend(from_old.covered_by(&from_new).map(|(covered, old, new)| Part { covered, old, new }));
    found.extend(from_new.covered_by(&from_old).map(|(covered, new, old)| Part { covered, old, new }));
    found.sort_by(|x, y| y.covered.total_cmp(&x.covered).then((x.old, x.new).cmp(&(y.old, y.new))));
    found
}

/// The units of one text that are unmatched, and all that could hold parts of the other text's.
struct Side {
    loose: Vec<(usize, u8, Bigrams)>,
    /// With what their partners cover taken away.
    holders: Vec<(usize, u8, Bigrams)>,
}

impl Side {
    fn of(own: &[Unit], other: &[Unit], to_other: &[Option<usize>], changed: impl Fn(usize, usize) -> bool) -> Self {
        let mut side = Self { loose: Vec::new(), holders: Vec::new() };
        for (at, unit) in own.iter().enumerate().filter(|(_, unit)| unit.node.class != 0) {
            match to_other[at] {
                None => {
                    let bigrams = Bigrams::of(&unit.node.words);
                    side.loose.push((at, unit.node.class, bigrams.clone()));
                    side.holders.push((at, unit.node.class, bigrams));
                }
                Some(partner) if changed(at, partner) => {
                    let rest = Bigrams::of(&unit.node.words).without(&Bigrams::of(&other[partner].node.words));
                    side.holders.push((at, unit.node.class, rest));
                }
                Some(_) => {}
            }
        }
        side
    }

    fn covered_by(&self, other: &Self) -> impl Iterator<Item = (f64, usize, usize)> {
        let all = |units: &'_ [(usize, u8, Bigrams)]| units.iter().map(|unit| unit.2.clone()).collect::<Vec<_>>();
        let (loose, holders) = (all(&self.loose), all(&other.holders));
        let possible = candidates(&loose.iter().collect::<Vec<_>>(), &holders.iter().collect::<Vec<_>>());
        possible.into_iter().filter_map(move |(a, b)| {
            let covered = loose[a].share_in(&holders[b]);
            let fits = loose[a].len() >= SHORTEST && covered >= COVERED && self.loose[a].1 == other.holders[b].1;
            fits.then_some((covered, self.loose[a].0, other.holders[b].0))
        })
    }
}

/// Adds a part to the group of what holds it, unless that would join many to many.
fn attach(groups: &mut Vec<Group>, part: Part) {
    let of_old = groups.iter().position(|group| group.old.contains(&part.old));
    let of_new = groups.iter().position(|group| group.new.contains(&part.new));
    match (of_old, of_new) {
        (None, None) => groups.push(Group { old: vec![part.old], new: vec![part.new] }),
        (Some(at), None) if groups[at].old.len() == 1 => insert(&mut groups[at].new, part.new),
        (None, Some(at)) if groups[at].new.len() == 1 => insert(&mut groups[at].old, part.old),
        _ => {}
    }
}

fn insert(units: &mut Vec<usize>, unit: usize) {
    let at = units.partition_point(|known| *known < unit);
    units.insert(at, unit);
}

/// Which groups are out of order: as few as can be, but rather those that came under another
/// heading than their neighbours that did not.
pub fn moved(groups: &[Group], old: &[Unit], new: &[Unit]) -> Vec<bool> {
    if groups.is_sorted_by_key(|group| group.old[0]) {
        return vec![false; groups.len()];
    }
    let became: HashMap<usize, usize> = groups.iter().map(|group| (group.old[0], group.new[0])).collect();
    let kept: HashSet<usize> = became.values().copied().collect();
    let crossed = |group: &Group| {
        let (from, to) = (old[group.old[0]].heading, new[group.new[0]].heading);
        let comparable = from.is_none_or(|at| became.contains_key(&at)) && to.is_none_or(|at| kept.contains(&at));
        comparable && old[group.old[0]].node.class != 0 && from.map(|at| became[&at]) != to
    };
    let weights: Vec<(u32, u32)> = groups.iter().map(|group| if crossed(group) { (0, 1) } else { (1, 0) }).collect();
    let places: Vec<usize> = groups.iter().map(|group| group.old[0]).collect();
    heaviest_increasing(&places, &weights)
}

/// What is not in the heaviest increasing subsequence.
fn heaviest_increasing(places: &[usize], weights: &[(u32, u32)]) -> Vec<bool> {
    let mut best: Vec<((u32, u32), Option<usize>)> = Vec::with_capacity(places.len());
    for at in 0..places.len() {
        let before = (0..at).filter(|before| places[*before] < places[at]);
        let last = before.max_by_key(|before| (best[*before].0, std::cmp::Reverse(*before)));
        let sum = last.map_or((0, 0), |last| best[last].0);
        best.push(((sum.0 + weights[at].0, sum.1 + weights[at].1), last));
    }
    let mut moved = vec![true; places.len()];
    let mut next = (0..places.len()).max_by_key(|at| (best[*at].0, std::cmp::Reverse(*at)));
    while let Some(at) = next {
        moved[at] = false;
        next = best[at].1;
    }
    moved
}
