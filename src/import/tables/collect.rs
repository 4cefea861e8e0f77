//! The tables of a text: rows with tabs, and tables whose cells became lines.

use super::flat;
use super::grid::{Cell, Grid, Merges, Row};
use crate::import::notes::Notes;
use crate::import::pieces::Piece;
use crate::import::roles::Role;

/// Finds the tables among the pieces of a text. What stands last above a table names it.
pub(in crate::import) fn grids(pieces: &[Piece], notes: &mut Notes) -> Vec<Grid> {
    let mut title = None;
    let mut grids = Vec::new();
    for piece in pieces {
        let found = match piece.role {
            Role::Row => Some(rows(piece)),
            Role::Flat => flat::read(&piece.lines, notes),
            Role::Printed | Role::Marked(_) => {
                title = Some(piece.text());
                None
            }
            _ => None,
        };
        grids.extend(found.map(|grid| Grid { title: title.clone(), ..grid }));
    }
    grids
}

fn rows(piece: &Piece) -> Grid {
    let row = |(line, cells): (usize, &Vec<String>)| Row {
        line,
        cells: cells.iter().map(Cell::new).collect(),
        ..Row::default()
    };
    let lines = piece.lines.iter().filter_map(|line| Some((line.number, line.cells.as_ref()?)));
    Grid { title: None, rows: lines.map(row).collect(), merges: Merges::Lost }
}
