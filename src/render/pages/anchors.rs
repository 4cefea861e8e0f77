//! Permanent anchors of provisions: which of them bear another number in one of the texts.

use super::Maker;
use super::body::{self, Wanted};
use crate::domain::provision::Provision;
use crate::render::compare::{self, Anchors};
use crate::render::markdown::{self, Block, Labels};
use crate::site::{DocId, Which};
use std::collections::HashMap;
use std::sync::OnceLock;

/// For one document, each of its texts with its anchors.
pub type Texts = Vec<(Which, Anchors)>;

/// The texts of one document as blocks, oldest first.
pub type Blocks = Vec<Vec<Block>>;

/// The permanent anchors of every document, found when they are first asked for.
#[derive(Debug)]
pub struct Registry(Vec<OnceLock<Texts>>);

impl Registry {
    /// A registry for so many documents.
    pub fn new(documents: usize) -> Self {
        Self((0..documents).map(|_| OnceLock::new()).collect())
    }
}

impl Maker<'_> {
    /// The anchors of a text that differ from its own numbers; none for a document with one text.
    pub fn renamed(&self, labels: &Labels, id: DocId, which: Which) -> Option<&HashMap<String, String>> {
        let texts = self.anchors_of(labels, id);
        texts.iter().find(|(other, _)| *other == which).map(|(_, anchors)| &anchors.renamed)
    }

    /// Anchors of provisions that earlier texts had and this one has not, with the anchors of what
    /// took their words over: an old link still leads somewhere.
    pub fn inherited(&self, labels: &Labels, id: DocId, which: Which) -> Vec<(String, String)> {
        let mut inherited: Vec<(String, String)> = Vec::new();
        for (other, anchors) in self.anchors_of(labels, id) {
            for (_, heir) in &mut inherited {
                if let Some(next) = anchors.successors.get(heir) {
                    *heir = next.clone();
                }
            }
            inherited.extend(anchors.successors.iter().map(|(dead, heir)| (dead.clone(), heir.clone())));
            if *other == which {
                break;
            }
        }
        inherited.sort_unstable();
        inherited.dedup();
        inherited
    }

    fn anchors_of(&self, labels: &Labels, id: DocId) -> &Texts {
        self.anchors.0[id].get_or_init(|| {
            if self.edition.texts(id).len() < 2 {
                return Texts::new();
            }
            self.anchored(id, &self.blocks(labels, id))
        })
    }

    /// Every text of a document as blocks, for its own pages; its anchors are found on the way.
    pub fn prepared(&self, labels: &Labels, id: DocId) -> Blocks {
        let blocks = self.blocks(labels, id);
        self.anchors.0[id].get_or_init(|| self.anchored(id, &blocks));
        blocks
    }

    fn anchored(&self, id: DocId, blocks: &Blocks) -> Texts {
        let texts = self.edition.texts(id).iter().map(|text| text.which);
        texts.zip(compare::permanent_anchors(blocks)).collect()
    }

    /// Every text of a document that may be seen, as blocks, oldest first.
    fn blocks(&self, labels: &Labels, id: DocId) -> Blocks {
        let page = &self.edition.site.addresses[id];
        let wanted = |which| Wanted { id, which, page, with_blocks: true };
        let texts = self.edition.texts(id).iter();
        texts.map(|text| body::render(self, labels, &wanted(text.which)).blocks).collect()
    }
}

/// The anchor of a provision in a text by the text's own numbers, or of its article where the text
/// has no such paragraph or item; none where it has no such article.
pub fn nearest(text: &str, provision: Provision) -> Option<String> {
    let known = markdown::anchors(text);
    let article = Provision::article(provision.article, provision.branch);
    [provision, article].iter().map(Provision::anchor).find(|anchor| known.contains(anchor))
}
