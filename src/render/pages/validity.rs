//! The validity of a policy on its page: in words, with its reasons, and as data for the script that
//! keeps the page true between builds.

use super::Maker;
use crate::domain::date::official;
use crate::domain::validity::{Status, Turn, sentence, since};
use crate::render::views::{HistoryEntry, ValidityView};
use crate::site::{DocId, Source};
use serde::Serialize;

/// What holds from a day on, as the script reads it.
#[derive(Serialize)]
struct Coming {
    date: String,
    status: &'static str,
    label: &'static str,
    since: String,
    sentence: String,
    /// 2029年3月31日: the last day, as extended by then.
    expires: Option<String>,
    /// Date, words and path of each reason that is new on that day.
    reasons: Vec<(String, String, Option<String>)>,
}

impl Maker<'_> {
    /// The validity of a policy on the day of the edition.
    pub fn validity_view(&self, id: DocId) -> Option<ValidityView> {
        let validity = self.edition.validity(id)?;
        let effective = validity.effective;
        let turns = self.edition.turns(id);
        let now = self.edition.turns_by(id, self.edition.as_of).len().saturating_sub(1);
        let coming: Vec<Coming> = (now + 1..turns.len()).map(|at| self.coming(turns, at, effective)).collect();
        Some(ValidityView {
            status: self.status_of(id)?,
            sentence: sentence(effective, validity.expires),
            reasons: validity.events.iter().map(|event| self.suffered(event)).collect(),
            effective: effective.to_string(),
            expires: validity.expires.map(|date| date.to_string()),
            since: turns.get(now).map_or(String::new(), |_| self.since(turns, now, effective)),
            turns: (!coming.is_empty()).then(|| serde_json::json!(coming).to_string()),
        })
    }

    fn coming(&self, turns: &[Turn<Source>], at: usize, effective: crate::domain::Date) -> Coming {
        let turn = &turns[at];
        let reasons = turn.causes.iter().map(|event| self.suffered(event));
        Coming {
            date: turn.date.to_string(),
            status: turn.status.name(),
            label: turn.status.label(),
            since: self.since(turns, at, effective),
            sentence: sentence(effective, turn.expires),
            expires: turn.expires.map(official),
            reasons: reasons.map(|HistoryEntry { date, text, path }| (date, text, path)).collect(),
        }
    }

    /// Since when a state holds, in words, where the term does not say it.
    fn since(&self, turns: &[Turn<Source>], at: usize, effective: crate::domain::Date) -> String {
        let turn = &turns[at];
        if turn.status == Status::InForce {
            return String::new();
        }
        if turn.status == Status::NotYet {
            return self.fill("validity.from", &[("%date", &official(effective))]);
        }
        let first = since(&turns[..=at]).unwrap_or(turn.date);
        self.fill("validity.since", &[("%date", &official(first)), ("%status", turn.status.label())])
    }
}
