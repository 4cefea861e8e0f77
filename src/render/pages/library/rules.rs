//! 规章库: the rules that bind or soon will, each with its 题注 and its historical texts.

use super::listing::Listing;
use super::lists::PAGE_SIZE;
use super::tabs::{self, Tab};
use super::{Library, place};
use crate::content::document::Policy;
use crate::domain::date::official;
use crate::domain::genre::Nature;
use crate::domain::text::{chinese_numeral, in_title_marks};
use crate::domain::validity::Act;
use crate::render::engine::RenderError;
use crate::render::pages::Maker;
use crate::render::stage::Stage;
use crate::render::views::RuleRow;
use crate::site::{Address, DocId};

/// Where the list lies.
pub fn address() -> Address {
    place::library_list("rules")
}

/// The rules, newest first. 国家规章库 likewise holds the rules in force and no others; one that is
/// made public and waits for its day is named as well, with its state. A decision that amends one
/// is told in its 题注 and is no rule of its own.
pub fn collect(maker: &Maker, all: &[DocId]) -> Vec<DocId> {
    let is_rule = |id: &&DocId| {
        let edition = maker.edition;
        let status = edition.validity(**id).map(|validity| validity.status);
        let own = |policy: &Policy| policy.nature == Nature::Rule && policy.genre.as_deref() != Some("决定");
        edition.document(**id).policy().is_some_and(own) && status.is_some_and(|status| !status.has_ended())
    };
    all.iter().filter(is_rule).copied().collect()
}

/// The pages of the list.
pub fn emit(library: &Library, stage: &Stage) -> Result<(), RenderError> {
    let maker = library.maker;
    let listing = Listing {
        tab: Tab::Rules,
        address: address(),
        title: maker.texts.get("library.rules_title"),
        description: maker.texts.get("library.rules_description"),
        keywords: maker.texts.get("page.library_keywords"),
        above: vec![tabs::above(library)],
        template: "library_rules.html",
    };
    let rows = |ids: &[DocId]| ids.iter().map(|id| row(maker, *id)).collect::<Vec<_>>();
    listing.emit(library, stage, (&library.rules, PAGE_SIZE), rows)
}

fn row(maker: &Maker, id: DocId) -> RuleRow {
    RuleRow {
        line: maker.line(id),
        note: note(&promulgation(maker, id), &changes(maker, id)),
        versions: maker.text_links(id),
    }
}

/// 2019年7月15日临江市人民政府令第8号, the order by which the rule was made public.
fn promulgation(maker: &Maker, id: DocId) -> String {
    let document = maker.edition.document(id);
    let date = document.policy().and_then(|policy| policy.written).or(document.published);
    let number = document.number().map(ToString::to_string);
    let by = number.or_else(|| document.organ().map(str::to_owned)).unwrap_or_default();
    format!("{}{by}", date.map(official).unwrap_or_default())
}

/// What changed the rule by now: date and number of the acting document, and the clauses that it
/// took away, if it did not amend.
fn changes(maker: &Maker, id: DocId) -> Vec<Change> {
    let events = maker.edition.validity(id).map_or(&[][..], |validity| &validity.events);
    let kept = events.iter().filter(|event| matches!(event.act, Act::Amend | Act::RepealPart));
    kept.map(|event| {
        let acting = maker.edition.document(event.source.acting);
        let by = match acting.number() {
            Some(_) => promulgation(maker, event.source.acting),
            None => {
                let written = acting.policy().and_then(|policy| policy.written).or(acting.published);
                format!("{}{}", official(written.unwrap_or(event.date)), in_title_marks(&acting.title))
            }
        };
        Change { by, amends: event.act == Act::Amend, clauses: event.source.clauses.clone() }
    })
    .collect()
}

/// One change of a rule.
struct Change {
    by: String,
    amends: bool,
    clauses: Option<String>,
}

/// 题注: under what order the rule was made public, and by what it was changed, in order.
fn note(promulgation: &str, changes: &[Change]) -> String {
    let several = changes.iter().filter(|change| change.amends).count() > 1;
    let mut times = 0;
    let mut text = format!("（{promulgation}公布");
    for change in changes {
        let act = match (change.amends, several) {
            (true, true) => {
                times += 1;
                format!("第{}次修改", chinese_numeral(times))
            }
            (true, false) => "修改".to_owned(),
            (false, _) => format!("废止{}", change.clauses.as_deref().unwrap_or("部分条款")),
        };
        text.push_str(&format!("　根据{}{act}", change.by));
    }
    text + "）"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(by: &str, amends: bool) -> Change {
        Change { by: by.to_owned(), amends, clauses: (!amends).then(|| "第六条".to_owned()) }
    }

    #[test]
    fn a_rule_as_it_was_made() {
        let first = "2019年7月15日临江市人民政府令第8号";
        assert_eq!(note(first, &[]), "（2019年7月15日临江市人民政府令第8号公布）");
    }

    #[test]
    fn one_amendment_has_no_ordinal_and_several_have() {
        let second = || change("2021年2月22日临江市人民政府令第12号", true);
        let third = || change("2023年5月4日临江市人民政府令第15号", true);
        assert_eq!(note("甲", &[second()]), "（甲公布　根据2021年2月22日临江市人民政府令第12号修改）");
        assert_eq!(
            note("甲", &[second(), change("乙", false), third()]),
            "（甲公布　根据2021年2月22日临江市人民政府令第12号第一次修改　根据乙废止第六条　\
             根据2023年5月4日临江市人民政府令第15号第二次修改）"
        );
    }
}
