//! The legal clocks that run on a day, beside the 定时公开 register: what starts each of them, and
//! what stopped it.

use super::{Edition, registers};
use crate::content::document::Document;
use crate::domain::Date;
use crate::domain::calendar::Counted;
use crate::domain::clock::Clock;
use crate::domain::disclosure::Disclosure;
use crate::domain::kind::Kind;
use crate::domain::period::Period;
use crate::domain::schedule::State;
use crate::site::DocId;
use std::collections::{BTreeMap, BTreeSet};

/// A clock with what it is about.
#[derive(Debug, Clone)]
pub struct Running<'a> {
    /// What is due and by what rule.
    pub clock: Clock,
    /// What it is about, for editors.
    pub subject: String,
    /// A name that stays: the document's or the row's.
    pub key: String,
    /// Who has to act.
    pub unit: Option<&'a str>,
    /// What it is about in time, where that is a year.
    pub period: Option<Period>,
    /// The published document that tells of it.
    pub document: Option<DocId>,
    /// The last day in time.
    pub due: Counted,
    /// How it stands on the day of the edition.
    pub state: State,
    /// Whether it tells of something that the public may not see.
    pub internal: bool,
}

/// What starts and stops a clock, before it is judged.
struct Facts<'a> {
    clock: Clock,
    subject: String,
    key: String,
    unit: Option<&'a str>,
    document: Option<DocId>,
    done: Option<Date>,
}

impl<'a> Edition<'a> {
    /// Every legal clock that has begun by the day of the edition, in order of last days.
    pub fn clocks(&self) -> Vec<Running<'a>> {
        let mut found = Vec::new();
        for (id, document) in self.site.content.documents.iter().enumerate() {
            self.of_document(id, document, &mut found);
        }
        self.reports(&mut found);
        self.applications(&mut found);
        self.letters(&mut found);
        self.registers_with_notice(&mut found);
        let mut running: Vec<Running> = found.into_iter().filter_map(|facts| self.judge(facts)).collect();
        running.sort_by(|a, b| a.due.date.cmp(&b.due.date).then_with(|| a.key.cmp(&b.key)));
        running
    }

    fn judge(&self, facts: Facts<'a>) -> Option<Running<'a>> {
        let due = facts.clock.due(&self.site.content.calendar)?;
        let period = match facts.clock {
            Clock::DepartmentReport { year }
            | Clock::GovernmentReport { year }
            | Clock::WebsiteReport { year }
            | Clock::SubsidyList { year } => Some(Period::Year(year)),
            _ => None,
        };
        let internal = match facts.document {
            Some(id) => !self.is_visible(id),
            None => match facts.clock {
                Clock::Correction(_) | Clock::Answer(_) | Clock::Opinion(_) | Clock::Letter { .. } => true,
                Clock::SubsidyList { .. } => facts.done.is_none_or(|done| done > self.as_of),
                _ => false,
            },
        };
        Some(Running {
            state: State::on(self.as_of, due.date, facts.done),
            document: facts.document.filter(|id| self.is_visible(*id)),
            clock: facts.clock,
            subject: facts.subject,
            key: facts.key,
            unit: facts.unit,
            period,
            due,
            internal,
        })
    }

    fn of_document(&self, id: DocId, document: &'a Document, found: &mut Vec<Facts<'a>>) {
        if !document.complete {
            return;
        }
        let unit = document.drafter.as_deref().or_else(|| document.organ());
        let mut add = |clock: Clock, done: Option<Date>| {
            let (subject, key) = (document.quoted(), document.id().to_owned());
            found.push(Facts { clock, subject, key, unit, document: Some(id), done });
        };
        if let Disclosure::OnRequest { review_due } | Disclosure::Withheld { review_due, .. } = document.disclosure {
            add(Clock::Review { written: review_due }, None);
            return;
        }
        let published = document.published.filter(|_| !document.draft);
        if let Some((own, decided)) = document.consultation().zip(self.announced(id)) {
            let limit = self.site.content.config.rules.feedback_workdays;
            let clock = Clock::Adoption { decided, working_days: u16::try_from(limit).unwrap_or(u16::MAX) };
            add(clock, own.fed_back);
        }
        let Some(policy) = document.policy() else { return };
        if let Some(made) = policy.written.filter(|made| *made <= self.as_of) {
            add(Clock::Disclosure { made }, published);
        }
        let Some(published) = published.filter(|_| self.is_visible(id) && policy.nature.is_regulatory()) else {
            return;
        };
        let first = self.visible_of(&self.site.interpretations[id]).first().copied();
        // What has ended needs no explanation any more.
        let binds = self.validity(id).is_some_and(|validity| validity.status.binds());
        if policy.waiver.is_none() && (binds || first.is_some()) {
            let limit = self.site.content.config.rules.interpretation_workdays;
            let clock = Clock::Interpretation { published, working_days: u16::try_from(limit).unwrap_or(u16::MAX) };
            add(clock, first.and_then(|first| self.document(first).published));
        }
        let binding = self.validity(id).filter(|validity| validity.status.binds());
        if let Some(last) = binding.and_then(|validity| validity.expires) {
            let clock = Clock::Evaluation { last };
            if clock.opens().is_some_and(|opens| opens <= self.as_of) {
                add(clock, None);
            }
        }
    }

    /// A report is owed for every year since the first that the organ reported on.
    fn reports(&self, found: &mut Vec<Facts<'a>>) {
        let mut organs: BTreeMap<&str, BTreeMap<i16, DocId>> = BTreeMap::new();
        for id in self.of_kind(Kind::AnnualReport) {
            let document = self.document(id);
            let Some(Period::Year(year)) = document.period else { continue };
            let organ = document.organ().unwrap_or(self.identity().publisher());
            organs.entry(organ).or_default().insert(year, id);
        }
        for (organ, reports) in organs {
            let last = self.as_of.year() - 1;
            let years: BTreeSet<i16> = (reports.keys().next().map_or(last, |first| *first)..=last).collect();
            for year in years {
                let clock = match organ.ends_with("人民政府") {
                    true => Clock::GovernmentReport { year },
                    false => Clock::DepartmentReport { year },
                };
                let document = reports.get(&year).copied();
                found.push(Facts {
                    subject: format!("{organ}{year}年政府信息公开工作年度报告"),
                    key: format!("annual-report-{organ}-{year}"),
                    unit: Some(organ),
                    done: document.and_then(|id| self.document(id).published),
                    clock,
                    document,
                });
            }
        }
    }

    fn applications(&self, found: &mut Vec<Facts<'a>>) {
        for application in self.site.applications.iter().filter(|one| one.request.received <= self.as_of) {
            let request = application.request;
            let mut add = |clock: Clock, done: Option<Date>| {
                let subject = format!("申请{}", application.number);
                let key = format!("request-{}", application.number);
                found.push(Facts { clock, subject, key, unit: application.unit.as_deref(), document: None, done });
            };
            // What lacks nothing is not asked to be corrected.
            if request.correction_asked.is_some() {
                add(Clock::Correction(request), request.correction_asked);
            }
            if let Some(opinion) = request.opinion {
                add(Clock::Opinion(opinion), opinion.answered);
            }
            add(Clock::Answer(request), request.answered);
        }
    }

    fn letters(&self, found: &mut Vec<Facts<'a>>) {
        let working_days = self.site.content.config.rules.letter_workdays;
        let working_days = working_days.and_then(|days| u16::try_from(days).ok()).unwrap_or(u16::MAX);
        for letter in self.site.letters.iter().filter(|letter| letter.received <= self.as_of) {
            found.push(Facts {
                clock: Clock::Letter { received: letter.received, working_days },
                subject: format!("留言{}：{}", letter.number, letter.title),
                key: format!("letter-{}", letter.number),
                unit: letter.unit.as_deref(),
                document: None,
                done: letter.answered,
            });
        }
    }

    fn registers_with_notice(&self, found: &mut Vec<Facts<'a>>) {
        for register in &self.site.content.registers {
            let mut add = |clock: Clock, done: Option<Date>| {
                let (subject, key) = (register.title.clone(), format!("register-{}", register.name));
                found.push(Facts { clock, subject, key, unit: register.unit.as_deref(), document: None, done });
            };
            // What has no first day of notice is public already, nobody knows since when; what is the
            // office's own is not published at all.
            if let Some(year) = register.subsidy_year.filter(|_| register.internal || register.notice_from.is_some()) {
                add(Clock::SubsidyList { year }, register.notice_from.filter(|_| !register.internal));
            }
            if let Some(notice_ends) = register.notice_until.filter(|_| registers::is_public(register, self.as_of)) {
                // The program itself does it, on the day.
                let clock = Clock::PersonalData { notice_ends };
                let done = clock.due(&self.site.content.calendar).map(|due| due.date);
                add(clock, done);
            }
        }
    }
}
