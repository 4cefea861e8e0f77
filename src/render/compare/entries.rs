//! The units of both texts in one order, each with what became of it.

use super::groups::{Group, groups, moved};
use super::lines::compare_lines;
use super::units::{Unit, cut};
use super::{Change, Entry, EntryKind, Place};
use crate::render::markdown::Block;
use std::collections::HashSet;

/// Both texts, cut.
struct Texts<'a> {
    old: Vec<Unit<'a>>,
    new: Vec<Unit<'a>>,
    /// For each old unit the index of its group.
    became: Vec<Option<usize>>,
    groups: Vec<Group>,
}

/// Compares two texts unit by unit.
pub fn entries(old: &[Block], new: &[Block]) -> Vec<Entry> {
    let (units, new_units) = (cut(old), cut(new));
    if old == new {
        let same = |unit: &Unit| entry(Change::Same, unit.kind, heading_label(&new_units, unit.heading));
        let places = |unit: &Unit| vec![unit.place.clone()];
        return new_units.iter().map(|unit| Entry { old: places(unit), new: places(unit), ..same(unit) }).collect();
    }
    let groups = groups(&units, &new_units);
    let mut became = vec![None; units.len()];
    for (at, group) in groups.iter().enumerate() {
        group.old.iter().for_each(|old| became[*old] = Some(at));
    }
    Texts { old: units, new: new_units, became, groups }.entries()
}

/// Where an entry stands: after which new unit, and which old one it is if it was removed.
type Order = (Option<usize>, Option<usize>);

impl Texts<'_> {
    fn entries(&self) -> Vec<Entry> {
        let moved = moved(&self.groups, &self.old, &self.new);
        let mut ordered: Vec<(Order, Entry)> = Vec::new();
        for (group, moved) in self.groups.iter().zip(&moved) {
            ordered.push(((Some(group.new[0]), None), self.of_group(group, *moved)));
        }
        let grouped: HashSet<usize> = self.groups.iter().flat_map(|group| group.new.iter().copied()).collect();
        for at in (0..self.new.len()).filter(|at| !grouped.contains(at)) {
            ordered.push(((Some(at), None), self.one_sided(Change::Added, at)));
        }
        let mut before = None;
        for (at, group) in self.became.iter().enumerate() {
            match group {
                Some(group) if !moved[*group] => before = Some(self.groups[*group].new[0]),
                Some(_) => {}
                None => ordered.push(((before, Some(at)), self.one_sided(Change::Removed, at))),
            }
        }
        ordered.sort_by_key(|(order, _)| *order);
        ordered.into_iter().map(|(_, entry)| entry).collect()
    }

    fn of_group(&self, group: &Group, moved: bool) -> Entry {
        let (old, new) = (&self.old[group.old[0]], &self.new[group.new[0]]);
        let change = match (group.old.len(), group.new.len()) {
            (1, 1) if old.node.words != new.node.words => Change::Changed,
            (1, 1) if moved => Change::Moved,
            (1, 1) if new.kind != EntryKind::Part && old.node.number != new.node.number => Change::Renumbered,
            (1, 1) => Change::Same,
            (1, _) => Change::Split,
            _ => Change::Merged,
        };
        let mut entry = entry(change, new.kind, heading_label(&self.new, new.heading));
        entry.old = group.old.iter().map(|at| self.old[*at].place.clone()).collect();
        entry.new = group.new.iter().map(|at| self.new[*at].place.clone()).collect();
        if change != Change::Same {
            let old: Vec<&[Block]> = group.old.iter().map(|at| self.old[*at].blocks).collect();
            let new: Vec<&[Block]> = group.new.iter().map(|at| self.new[*at].blocks).collect();
            entry.lines = compare_lines(&old, &new);
        }
        entry
    }

    /// A unit that only one of the texts has.
    fn one_sided(&self, change: Change, at: usize) -> Entry {
        let is_old = change == Change::Removed;
        let unit = if is_old { &self.old[at] } else { &self.new[at] };
        let heading = if is_old { self.heading_of_removed(unit) } else { heading_label(&self.new, unit.heading) };
        let mut entry = entry(change, unit.kind, heading);
        let blocks = [unit.blocks];
        let place: Vec<Place> = vec![unit.place.clone()];
        (entry.old, entry.new, entry.lines) = match is_old {
            true => (place, Vec::new(), compare_lines(&blocks, &[])),
            false => (Vec::new(), place, compare_lines(&[], &blocks)),
        };
        entry
    }

    fn heading_of_removed(&self, unit: &Unit) -> Option<String> {
        let group = self.became[unit.heading?];
        match group {
            Some(group) => heading_label(&self.new, Some(self.groups[group].new[0])),
            None => heading_label(&self.old, unit.heading),
        }
    }
}

fn entry(change: Change, kind: EntryKind, heading: Option<String>) -> Entry {
    Entry { kind, change, old: Vec::new(), new: Vec::new(), heading, lines: Vec::new() }
}

fn heading_label(units: &[Unit], heading: Option<usize>) -> Option<String> {
    Some(units[heading?].place.label.clone())
}
