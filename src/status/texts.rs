//! Which text of a document holds on a day, as far as it may be known.

use super::Edition;
use crate::domain::Date;
use crate::site::{DocId, Text, Which};
use std::collections::BTreeSet;

impl<'a> Edition<'a> {
    /// The texts of a document that may be seen, oldest first; none where it has only its own body. A
    /// text is seen when the document that made it is: what an amendment will say is not disclosed
    /// before the amendment.
    pub fn texts(&self, id: DocId) -> &'a [Text] {
        let texts = &self.site.texts[id];
        let hidden = texts.iter().skip(1).position(|text| text.basis.is_some_and(|basis| !self.is_visible(basis)));
        hidden.map_or(texts, |at| &texts[..=at])
    }

    /// The text that held on a day: the first one where none did yet.
    pub fn text_on(&self, id: DocId, day: Date) -> Which {
        let texts = self.texts(id);
        // Texts without the own body among them: nobody knows when it began, so it is taken to hold.
        let known = self.site.texts[id].iter().any(|text| text.which == Which::Own);
        let held = texts.iter().rfind(|text| text.from <= day).or(texts.first());
        held.filter(|_| known).map_or(Which::Own, |text| text.which)
    }

    /// The text that holds on the day of the edition.
    pub fn current(&self, id: DocId) -> Which {
        self.text_on(id, self.as_of)
    }

    /// Every text of a document that may be seen, its own body among them where it has only that.
    pub fn shown(&self, id: DocId) -> BTreeSet<Which> {
        self.texts(id).iter().map(|text| text.which).chain([self.current(id)]).collect()
    }

    /// One of the texts of a document that may be seen, and its place among them.
    pub fn text(&self, id: DocId, which: Which) -> Option<(usize, &'a Text)> {
        self.texts(id).iter().enumerate().find(|(_, text)| text.which == which)
    }

    /// The last day of a text: the one before the next text begins.
    pub fn until(&self, id: DocId, which: Which) -> Option<Date> {
        let (at, _) = self.text(id, which)?;
        self.texts(id).get(at + 1).map(|next| next.from.yesterday().unwrap_or(next.from))
    }

    /// The new texts that are known and do not hold yet.
    pub fn upcoming(&self, id: DocId) -> impl Iterator<Item = &'a Text> {
        let as_of = self.as_of;
        self.texts(id).iter().skip(1).filter(move |text| text.from > as_of)
    }
}
