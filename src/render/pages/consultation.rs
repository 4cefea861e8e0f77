//! What the page of a consultation says: 征集公告, 草案内容, 起草说明, 征集意见, 意见反馈.

use super::decision::adoption;
use super::document::file;
use super::{Maker, tel};
use crate::content::consultation::{Channel, Consultation, Part};
use crate::domain::consultation::{Adoption, Stage};
use crate::domain::date::official;
use crate::render::markdown::{Body, escape};
use crate::render::views::{ChannelView, CommentView, ConsultationView, PartView, TocEntry};
use crate::site::{DocId, Material};

/// The five parts, by their names in addresses and in the interface.
const PARTS: &[&str] = &["announcement", "draft", "notes", "comments", "feedback"];

impl Maker<'_> {
    /// A consultation as its page shows it. The parts take the body, which then stands nowhere else.
    pub fn consultation_view(&self, id: DocId, body: &mut Body) -> Option<ConsultationView> {
        let edition = self.edition;
        let own = edition.document(id).consultation()?;
        let named = edition.site.decisions.consultations.get(&id)?;
        let stage = own.stage(edition.as_of);
        let dossier = named.dossier.filter(|dossier| edition.is_visible(*dossier));
        let by_dossier = dossier.and_then(|dossier| edition.site.decisions.dossiers.get(&dossier)?.document);
        let document = named.document.or(by_dossier);
        let fed_back = stage == Stage::FedBack;
        let mut parts = Parts::split(std::mem::take(&mut body.html), &std::mem::take(&mut body.contents));
        Some(ConsultationView {
            stage: self.stage_of(id)?,
            sentence: self.stage_sentence(own),
            period: self.period_sentence(own),
            parts: PARTS.iter().map(|name| self.part_entry(name)).collect(),
            draft: self.part(id, named.draft, parts.draft.take()),
            notes: self.part(id, named.notes, parts.notes.take()),
            announcement_html: parts.rest,
            interpretations: self.lines(&document.map(|document| self.of_draft(document)).unwrap_or_default()),
            channels: own.channels.iter().map(|channel| self.channel(channel)).collect(),
            hearings: self.hearings(id, &own.hearings, &named.hearings),
            summary: if fed_back { self.feedback_summary(own) } else { self.no_feedback(stage) },
            comments: if fed_back { comments(own) } else { Vec::new() },
            table: named
                .table
                .filter(|_| fed_back)
                .map(|asset| file(self, asset, self.texts.get("consultation.table"))),
            dossier: dossier.map(|dossier| self.line(dossier)),
            document: document.filter(|document| edition.is_visible(*document)).map(|document| self.line(document)),
        })
    }

    /// Where a consultation stands, with its last day.
    pub fn stage_sentence(&self, own: &Consultation) -> String {
        let stage = own.stage(self.edition.as_of);
        let (from, to) = (official(own.period.opens), official(own.period.closes));
        let fed_back = own.fed_back.map(official).unwrap_or_default();
        let values = [("%from", from.as_str()), ("%to", to.as_str()), ("%fed_back", fed_back.as_str())];
        self.fill(&format!("consultation.stage.{}", stage.name()), &values)
    }

    fn period_sentence(&self, own: &Consultation) -> String {
        let (from, to) = (official(own.period.opens), official(own.period.closes));
        let days = own.period.days().to_string();
        let reason = own.shortened.as_deref().filter(|_| own.period.is_short());
        let name = if reason.is_some() { "consultation.period_shortened" } else { "consultation.period" };
        let values =
            [("%from", from.as_str()), ("%to", &to), ("%days", &days), ("%reason", reason.unwrap_or_default())];
        self.fill(name, &values)
    }

    fn part_entry(&self, name: &str) -> TocEntry {
        TocEntry { id: format!("part-{name}"), title: self.texts.get(&format!("consultation.part.{name}")), level: 2 }
    }

    fn part(&self, id: DocId, named: Option<Material>, html: Option<String>) -> PartView {
        PartView { material: named.and_then(|material| self.material(id, material)), html }
    }

    /// The interpretations of a policy that were published while it was a draft.
    fn of_draft(&self, policy: DocId) -> Vec<DocId> {
        let all = self.edition.visible_of(&self.edition.site.interpretations[policy]);
        let early = |id: &DocId| {
            let own = self.edition.document(*id).interpretation();
            own.is_some_and(|own| own.phase.as_deref() == Some("预公开"))
        };
        all.into_iter().filter(early).collect()
    }

    fn channel(&self, channel: &Channel) -> ChannelView {
        let (name, text, href) = match channel {
            Channel::Phone(text) => ("phone", text, Some(format!("tel:{}", tel(text)))),
            Channel::Email(text) => ("email", text, Some(format!("mailto:{text}"))),
            Channel::Address(text) => ("address", text, None),
            Channel::Web(text) => ("web", text, Some(text.clone())),
        };
        ChannelView { label: self.texts.get(&format!("consultation.channel.{name}")), text: text.clone(), href }
    }

    /// How many comments there were, and what became of them.
    pub fn feedback_summary(&self, own: &Consultation) -> String {
        let answered = own.comments.len();
        let received = own.received.unwrap_or(answered);
        let count = |name: &str| own.comments.iter().filter(|comment| comment.adoption.name() == name).count();
        let [adopted, partly, not_adopted] = Adoption::NAMES else { return String::new() };
        let values = [
            ("%received", received.to_string()),
            ("%answered", answered.to_string()),
            ("%adopted", count(adopted.1).to_string()),
            ("%partly", count(partly.1).to_string()),
            ("%not_adopted", count(not_adopted.1).to_string()),
        ];
        let name = match (received, answered) {
            (0, _) => "consultation.summary.none",
            (_, 0) => "consultation.summary.only_count",
            (received, answered) if received > answered => "consultation.summary.grouped",
            _ => "consultation.summary.each",
        };
        self.fill(name, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    fn no_feedback(&self, stage: Stage) -> String {
        let name = if stage == Stage::Closed { "closed" } else { "open" };
        self.texts.get(&format!("consultation.no_feedback.{name}"))
    }
}

fn comments(own: &Consultation) -> Vec<CommentView> {
    let comments = own.comments.iter();
    comments
        .map(|comment| CommentView {
            text: comment.text.clone(),
            proposer: comment.proposer.clone(),
            adoption: adoption(&comment.adoption),
            reason: comment.adoption.reason().map(str::to_owned),
        })
        .collect()
}

/// The body of a consultation, cut at the headings that open its parts.
#[derive(Debug, Default)]
struct Parts {
    rest: String,
    draft: Option<String>,
    notes: Option<String>,
}

impl Parts {
    fn split(html: String, contents: &[TocEntry]) -> Self {
        let mut parts = Self::default();
        let mut from = 0;
        let mut at = 0;
        while at < contents.len() {
            let heading = &contents[at];
            let end = (at + 1..contents.len()).find(|next| contents[*next].level <= heading.level);
            let slot = match Part::of_heading(&heading.title) {
                Some(Part::Draft) => &mut parts.draft,
                Some(Part::Notes) => &mut parts.notes,
                None => {
                    at += 1;
                    continue;
                }
            };
            let until = end.and_then(|end| start(&html, &contents[end])).unwrap_or(html.len());
            let Some(begin) = start(&html, heading).filter(|begin| slot.is_none() && *begin >= from && *begin < until)
            else {
                at += 1;
                continue;
            };
            let closing = format!("</h{}>", heading.level);
            let text = html[begin..until].find(&closing).map_or(begin, |length| begin + length + closing.len());
            *slot = Some(html[text..until].to_owned());
            parts.rest.push_str(&html[from..begin]);
            from = until;
            at = end.unwrap_or(contents.len());
        }
        parts.rest.push_str(&html[from..]);
        parts
    }
}

fn start(html: &str, heading: &TocEntry) -> Option<usize> {
    html.find(&format!("<h{} id=\"{}\"", heading.level, escape(&heading.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(id: &str, level: u8) -> TocEntry {
        TocEntry { id: id.to_owned(), title: id.to_owned(), level }
    }

    #[test]
    fn parts_are_cut_out_of_the_body() {
        let html = "<p>一</p><h2 id=\"起草说明\">起草说明</h2><p>二</p><h3 id=\"背景\">背景</h3><p>三</p>\
                    <h2 id=\"草案内容\">草案内容</h2><p>四</p><h2 id=\"附则\">附则</h2><p>五</p>";
        let contents = [heading("起草说明", 2), heading("背景", 3), heading("草案内容", 2), heading("附则", 2)];
        let parts = Parts::split(html.to_owned(), &contents);
        assert_eq!(parts.rest, "<p>一</p><h2 id=\"附则\">附则</h2><p>五</p>");
        assert_eq!(parts.notes.as_deref(), Some("<p>二</p><h3 id=\"背景\">背景</h3><p>三</p>"));
        assert_eq!(parts.draft.as_deref(), Some("<p>四</p>"));
    }

    #[test]
    fn a_body_without_parts_stays_whole() {
        let parts = Parts::split("<p>一</p>".to_owned(), &[]);
        assert_eq!((parts.rest.as_str(), parts.draft, parts.notes), ("<p>一</p>", None, None));
    }
}
