//! YAML as editors write it: a tree, the place of every node, and keys read one by one.
//!
//! Front matter, site.yaml, registers and calendars are all read through here.

mod fields;
mod slips;
mod tree;

pub use fields::{Fields, Key, Reader, Way, key, list};
pub use tree::{Node, Step, SyntaxError, Target, parse};
