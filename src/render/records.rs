//! Where what was published under 定时公开 can be read.

use crate::site::{Address, DocId, Record, RecordSource};
use crate::status::Edition;
use std::collections::HashMap;

/// Finds the places of records.
pub struct Places<'e> {
    edition: &'e Edition<'e>,
    documents: HashMap<&'e str, DocId>,
}

impl<'e> Places<'e> {
    /// Looks at what is published on the day of an edition.
    pub fn new(edition: &'e Edition<'e>) -> Self {
        let documents = edition.published.iter().map(|id| (edition.document(*id).path.as_str(), *id)).collect();
        Self { edition, documents }
    }

    /// The published document that a record is, or that the row of a register leads to.
    pub fn document(&self, record: &Record) -> Option<DocId> {
        match record.source {
            RecordSource::Document(id) => Some(id),
            RecordSource::Row { register, row } => self.documents.get(self.link(register, row)?).copied(),
        }
    }

    /// The place of a record, encoded: the page of the document, the address outside of the site that the
    /// row of a register has, else the page of the register. A path from the root of the site, or a whole
    /// address.
    pub fn address(&self, record: &Record) -> String {
        let outside = |link: &&str| link.starts_with("https://") || link.starts_with("http://");
        match (self.document(record), record.source) {
            (Some(id), _) | (None, RecordSource::Document(id)) => self.edition.site.addresses[id].link(),
            (None, RecordSource::Row { register, row }) => match self.link(register, row).filter(outside) {
                Some(link) => link.to_owned(),
                None => Address::register(&self.edition.site.content.registers[register].name).link(),
            },
        }
    }

    /// What a row of a register has in the column that leads to what was published.
    fn link(&self, register: usize, row: usize) -> Option<&'e str> {
        let register = &self.edition.site.content.registers[register];
        Some(register.rows[row].cells[register.records.as_ref()?.link?].trim())
    }
}
