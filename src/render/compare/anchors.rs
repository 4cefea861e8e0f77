//! Anchors that outlive renumbering.

use crate::render::markdown::Block;
use std::collections::HashMap;

/// The anchors of one text of a document, beside those that its numbers give.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// As numbered in this text → permanent, where the two differ.
    pub renamed: HashMap<String, String>,
    /// Permanent anchors of the text before that this text has not, and the permanent anchors here
    /// of what took their words over.
    pub successors: HashMap<String, String>,
}

/// The permanent anchors of a document's texts, given from the oldest to the newest.
pub fn permanent_anchors(texts: &[Vec<Block>]) -> Vec<Anchors> {
    texts.iter().map(|_| Anchors::default()).collect()
}
