//! Random histories of one document, and what the product says of every day, against a replay that
//! walks through the days one by one and knows nothing but the contract.

use crate::support::{Site, page, portal as program};
use portal::diagnostic::has_errors;
use portal::domain::Date;
use portal::domain::date::{official, parse_iso};
use portal::domain::validity::{Act, Event, Term, Turn, turns, validity};
use portal::pipeline::{Options, build};
use portal::render::EditionName;
use portal::site::{DocId, Source, assemble};
use portal::status::{Edition, on};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Days count from here; every history plays between the first and the last of `DAYS`.
const START: &str = "2024-01-20";
const DAYS: std::ops::Range<i64> = -4..104;

fn date(day: i64) -> Date {
    parse_iso(START).unwrap() + jiff::Span::new().days(day)
}

/// The same numbers in every run (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as i64
    }

    pub fn one_in(&mut self, sides: i64) -> bool {
        self.roll(sides) == 0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verb {
    Amend,
    Repeal,
    RepealPart,
    DeclareVoid,
    DeclarePartVoid,
    Extend { to: i64 },
}

/// An act on the target, by one of the papers.
#[derive(Debug, Clone)]
struct Deed {
    day: i64,
    by: usize,
    verb: Verb,
}

/// A document that acts on the target.
#[derive(Debug, Clone)]
struct Paper {
    published: i64,
    draft: bool,
    /// When it is itself repealed.
    fate: Option<i64>,
}

#[derive(Debug, Clone)]
struct History {
    published: i64,
    effective: i64,
    expires: Option<i64>,
    deeds: Vec<Deed>,
    papers: Vec<Paper>,
}

fn verb(dice: &mut Dice, day: i64) -> Verb {
    match dice.roll(8) {
        0 | 1 => Verb::Amend,
        2 => Verb::Repeal,
        3 => Verb::RepealPart,
        4 => Verb::DeclareVoid,
        5 => Verb::DeclarePartVoid,
        _ => Verb::Extend { to: day + dice.roll(35) },
    }
}

fn history(dice: &mut Dice) -> History {
    let published = dice.roll(12);
    let effective = if dice.one_in(3) { published } else { published + dice.roll(16) };
    let expires = (!dice.one_in(3)).then(|| effective + dice.roll(40));
    let mut papers: Vec<Paper> = Vec::new();
    let mut deeds: Vec<Deed> = Vec::new();
    for _ in 0..dice.roll(7) {
        let near = [published, effective, expires.unwrap_or(effective), deeds.last().map_or(30, |deed| deed.day)];
        let day = match dice.roll(6) {
            at @ 0..4 => near[at as usize] + dice.roll(3) - 1,
            _ => published + dice.roll(55),
        };
        let day = day.max(published);
        if papers.is_empty() || !dice.one_in(5) {
            let seen = [day, day - dice.roll(12), day + 1 + dice.roll(12)][dice.roll(3) as usize];
            let fate = dice.one_in(3).then(|| seen + dice.roll(20));
            papers.push(Paper { published: seen, draft: dice.one_in(10), fate });
        }
        deeds.push(Deed { day, by: papers.len() - 1, verb: verb(dice, day) });
    }
    deeds.sort_by_key(|deed| (deed.day, deed.by, rank(deed.verb)));
    History { published, effective, expires, deeds, papers }
}

/// The order of the keys in which one paper does several things on one day.
fn rank(verb: Verb) -> usize {
    match verb {
        Verb::Amend => 0,
        Verb::Repeal | Verb::RepealPart => 1,
        Verb::DeclareVoid | Verb::DeclarePartVoid => 2,
        Verb::Extend { .. } => 3,
    }
}

/// Without most of what an editor would be told off for: acts after the end, ends that move back.
fn tidied(mut history: History) -> History {
    let (mut end, mut over) = (history.expires, false);
    history.deeds.retain(|deed| {
        let late = over || end.is_some_and(|end| deed.day > end);
        match deed.verb {
            _ if late => false,
            Verb::Repeal | Verb::DeclareVoid => {
                over = true;
                true
            }
            Verb::Extend { to } => {
                let further = end.is_some_and(|end| to > end);
                end = if further { Some(to) } else { end };
                further
            }
            _ => true,
        }
    });
    history
}

/// What a day is like.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    label: &'static str,
    end: Option<i64>,
    /// The deeds that count by then.
    reasons: Vec<usize>,
}

/// Ways to get it wrong, to see that the tests would notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    None,
    LastDayIsOver,
    CountsFromTheDayAfter,
    ForgetsExtensions,
    VoidBeforeRepealed,
    AmendedBeforePartlyVoid,
    KnowsTheUnpublished,
}

/// Every day of a history by what is known on one day.
fn replay(history: &History, known: i64, slip: Slip) -> Vec<Held> {
    let (mut repealed, mut declared, mut partly, mut amended) = (false, false, false, false);
    let (mut end, mut reasons, mut days) = (history.expires, Vec::new(), Vec::new());
    for today in DAYS {
        for (at, deed) in history.deeds.iter().enumerate() {
            let paper = &history.papers[deed.by];
            let seen = slip == Slip::KnowsTheUnpublished || (paper.published <= known && !paper.draft);
            let from = if slip == Slip::CountsFromTheDayAfter { deed.day + 1 } else { deed.day };
            if from != today || !seen {
                continue;
            }
            reasons.push(at);
            match deed.verb {
                Verb::Amend => amended = true,
                Verb::Repeal => repealed = true,
                Verb::RepealPart | Verb::DeclarePartVoid => partly = true,
                Verb::DeclareVoid => declared = true,
                Verb::Extend { .. } if slip == Slip::ForgetsExtensions => {}
                Verb::Extend { to } => end = Some(to),
            }
        }
        let over = end.is_some_and(|end| if slip == Slip::LastDayIsOver { today >= end } else { today > end });
        let void = declared || over;
        let label = if repealed && !(void && slip == Slip::VoidBeforeRepealed) {
            "废止"
        } else if void {
            "失效"
        } else if today < history.effective {
            "尚未生效"
        } else if partly && !(amended && slip == Slip::AmendedBeforePartlyVoid) {
            "部分失效"
        } else if amended {
            "已修改"
        } else {
            "现行有效"
        };
        days.push(Held { label, end, reasons: reasons.clone() });
    }
    days
}

fn held(days: &[Held], day: i64) -> &Held {
    &days[(day - DAYS.start) as usize]
}

fn act(verb: Verb) -> Act {
    match verb {
        Verb::Amend => Act::Amend,
        Verb::Repeal => Act::Repeal,
        Verb::RepealPart | Verb::DeclarePartVoid => Act::RepealPart,
        Verb::DeclareVoid => Act::DeclareVoid,
        Verb::Extend { to } => Act::Extend { to: date(to) },
    }
}

/// What the turns say of every day from the first on is what the replay says.
fn turns_agree<S: Clone + PartialEq>(turns: &[Turn<S>], days: &[Held], from: i64, event: impl Fn(usize) -> S) -> bool {
    let before = held(days, from - 1).reasons.len();
    let told = DAYS.filter(|day| *day >= from).all(|day| {
        let so_far: Vec<&Turn<S>> = turns.iter().filter(|turn| turn.date <= date(day)).collect();
        let Some(last) = so_far.last() else { return false };
        let causes: Vec<S> = so_far.iter().flat_map(|turn| &turn.causes).map(|cause| cause.source.clone()).collect();
        let now = held(days, day);
        let reasons: Vec<S> = now.reasons[before..].iter().map(|at| event(*at)).collect();
        (last.status.label(), last.expires) == (now.label, now.end.map(date)) && causes == reasons
    });
    told && turns.windows(2).all(|pair| pair[0].date < pair[1].date) && turns[0].date == date(from)
}

/// How often the pure function and a replay say different things of a day.
fn disagreements(histories: &[History], slip: Slip) -> usize {
    let differs = |history: &&History| {
        let term = Term { effective: date(history.effective), expires: history.expires.map(date) };
        let event = |(at, deed): (usize, &Deed)| Event { date: date(deed.day), act: act(deed.verb), source: at };
        let events: Vec<Event<usize>> = history.deeds.iter().enumerate().map(event).collect();
        let days = replay(history, DAYS.end, slip);
        let told = DAYS.map(|day| validity(term, &events, date(day)));
        let same = told.zip(&days).all(|(told, expected)| {
            let reasons: Vec<usize> = told.events.iter().map(|event| event.source).collect();
            (told.status.label(), told.expires) == (expected.label, expected.end.map(date))
                && reasons == expected.reasons
                && told.effective == date(history.effective)
        });
        let from = history.published;
        !(same && turns_agree(&turns(term, &events, date(from)), &days, from, |at| at))
    };
    histories.iter().filter(differs).count()
}

#[test]
fn every_day_of_a_history_is_what_the_contract_says() {
    let mut dice = Dice(1);
    let mut histories: Vec<History> = (0..3_000).map(|_| history(&mut dice)).collect();
    // Here every document is known.
    for paper in histories.iter_mut().flat_map(|history| &mut history.papers) {
        (paper.published, paper.draft) = (DAYS.start, false);
    }
    assert_eq!(disagreements(&histories, Slip::None), 0);
    let labels: BTreeSet<&str> =
        histories.iter().flat_map(|history| replay(history, DAYS.end, Slip::None)).map(|held| held.label).collect();
    assert_eq!(labels.len(), 6);
    for slip in [
        Slip::LastDayIsOver,
        Slip::CountsFromTheDayAfter,
        Slip::ForgetsExtensions,
        Slip::VoidBeforeRepealed,
        Slip::AmendedBeforePartlyVoid,
    ] {
        assert!(disagreements(&histories, slip) > 100, "{slip:?} goes unnoticed");
    }
}

/// The front matter of the acts of one paper on the target.
fn written(history: &History, paper: usize, target: &str) -> String {
    let mut front = String::new();
    for (at, key) in ["修改", "废止", "宣布失效", "延长有效期"].iter().enumerate() {
        let deeds = history.deeds.iter().filter(|deed| deed.by == paper && rank(deed.verb) == at);
        let lines: Vec<String> = deeds
            .map(|deed| {
                let more = match deed.verb {
                    Verb::RepealPart | Verb::DeclarePartVoid => ", 条款: 第二条".to_owned(),
                    Verb::Extend { to } => format!(", 至: {}", date(to)),
                    _ => String::new(),
                };
                // 日期 may be left out where it is the day on which the paper itself takes effect.
                let day = match deed.day == history.papers[paper].published {
                    true => String::new(),
                    false => format!(", 日期: {}", date(deed.day)),
                };
                format!("  - {{文件: {target}{day}{more}}}\n")
            })
            .collect();
        if !lines.is_empty() {
            front.push_str(&format!("{key}:\n{}", lines.concat()));
        }
    }
    front
}

/// The documents of a history in a site; `name` keeps those of several apart.
fn write(site: &Site, name: usize, history: &History) {
    let number = |at: usize| format!("望政发〔2024〕{}号", name * 20 + at + 1);
    let front = |title: String, at: usize, published: i64| {
        format!("标题: {title}\n发文字号: {}\n公开属性: 主动公开\n发布日期: {}\n", number(at), date(published))
    };
    let mut target = front(format!("甲{name}号办法"), 0, history.published);
    target.push_str(&format!("施行日期: {}\n", date(history.effective)));
    target.extend(history.expires.map(|end| format!("有效期至: {}\n", date(end))));
    site.document(&format!("policies/{name}-target.md"), &target, "第一条　本办法有一条。");
    for (at, paper) in history.papers.iter().enumerate() {
        let mut acting = front(format!("乙{name}号文件{at}"), at + 1, paper.published);
        acting.push_str(&written(history, at, &number(0)));
        acting.push_str(if paper.draft { "草稿: true\n" } else { "" });
        site.document(&format!("policies/{name}-paper-{at}.md"), &acting, "通知正文。");
        if let Some(fate) = paper.fate {
            let mut end = front(format!("丙{name}号文件{at}"), at + 10, fate);
            end.push_str(&format!("废止:\n  - {{文件: {}}}\n", number(at + 1)));
            site.document(&format!("policies/{name}-fate-{at}.md"), &end, "废止通知正文。");
        }
    }
}

/// The days around everything that happens.
fn interesting(history: &History) -> BTreeSet<i64> {
    let papers = history.papers.iter().flat_map(|paper| [Some(paper.published), paper.fate]);
    let extended = history.deeds.iter().filter_map(|deed| match deed.verb {
        Verb::Extend { to } => Some(to),
        _ => None,
    });
    let own = [Some(history.published), Some(history.effective), history.expires];
    let days = own.into_iter().chain(papers).flatten().chain(history.deeds.iter().map(|deed| deed.day)).chain(extended);
    let around: BTreeSet<i64> = days.flat_map(|day| [day - 1, day, day + 1]).collect();
    around.into_iter().filter(|day| DAYS.contains(day)).collect()
}

struct Read {
    site: portal::site::Site,
    target: DocId,
}

/// The site of a history, unless its content is refused.
fn read(history: &History) -> Option<Read> {
    let folder = Site::new();
    write(&folder, 0, history);
    let (content, mut findings) = portal::content::parse(portal::source::load(folder.root()).unwrap());
    let (site, faults) = assemble(content);
    findings.extend(faults);
    let find = |path: &str| site.content.documents.iter().position(|document| document.path == path);
    let target = find("policies/0-target.md").unwrap();
    (!has_errors(&findings)).then_some(Read { site, target })
}

impl Read {
    fn paper(&self, source: &Source) -> usize {
        let path = &self.site.document(source.acting).path;
        path.strip_prefix("policies/0-paper-").and_then(|rest| rest.strip_suffix(".md")).unwrap().parse().unwrap()
    }

    fn agrees(&self, history: &History, known: i64, slip: Slip) -> Result<(), String> {
        let edition = on(&self.site, date(known), false);
        let Some(told) = edition.validity(self.target) else {
            return if known < history.published { Ok(()) } else { Err("it cannot be seen".to_owned()) };
        };
        let days = replay(history, known, slip);
        let now = held(&days, known);
        let tell = |what: &str| Err(format!("{known} {what}: {told:?}, expected {now:?}"));
        if (told.status.label(), told.expires) != (now.label, now.end.map(date)) || known < history.published {
            return tell("validity");
        }
        let by: Vec<usize> = told.events.iter().map(|event| self.paper(&event.source)).collect();
        let acts: Vec<Act> = told.events.iter().map(|event| event.act.clone()).collect();
        let expected = now.reasons.iter().map(|at| &history.deeds[*at]);
        if by != expected.clone().map(|deed| deed.by).collect::<Vec<_>>()
            || acts != expected.map(|deed| act(deed.verb)).collect::<Vec<_>>()
        {
            return tell("reasons");
        }
        let ended = |day: i64| edition.ended_by(self.target, date(day)).map(|(status, _)| status.label());
        let expected = |held: &Held| ["失效", "废止"].contains(&held.label).then_some(held.label);
        if !DAYS.zip(&days).all(|(day, held)| day < history.published || ended(day) == expected(held)) {
            return tell("end on other days");
        }
        self.turns_agree(&edition, history, &days, known)?;
        self.is_symmetric(&edition, history)
    }

    fn turns_agree(&self, edition: &Edition, history: &History, days: &[Held], known: i64) -> Result<(), String> {
        let told: Vec<Turn<(usize, Act)>> = edition
            .turns(self.target)
            .iter()
            .map(|turn| {
                let paper = |cause: &Event<Source>| {
                    let source = (self.paper(&cause.source), cause.act.clone());
                    Event { date: cause.date, act: cause.act.clone(), source }
                };
                Turn {
                    date: turn.date,
                    status: turn.status,
                    expires: turn.expires,
                    causes: turn.causes.iter().map(paper).collect(),
                }
            })
            .collect();
        let deed = |at: usize| (history.deeds[at].by, act(history.deeds[at].verb));
        if !turns_agree(&told, days, history.published, deed) {
            return Err(format!("{known} turns: {told:?}"));
        }
        // A build is asked for on every day on which the label will be another.
        let unsaid = (known + 1..DAYS.end).find(|day| {
            held(days, *day).label != held(days, day - 1).label && !edition.next_changes.contains_key(&date(*day))
        });
        unsaid.map_or(Ok(()), |day| Err(format!("{known} no build is asked for on {day}")))
    }

    /// Every act that may be seen stands on both sides, and no other on either.
    fn is_symmetric(&self, edition: &Edition, history: &History) -> Result<(), String> {
        for (id, document) in self.site.content.documents.iter().enumerate() {
            let done = self.site.acts[id].iter().filter(|act| act.target == Some(self.target));
            let expected = document.path.strip_prefix("policies/0-paper-").map_or(0, |rest| {
                let paper: usize = rest.strip_suffix(".md").unwrap().parse().unwrap();
                history.deeds.iter().filter(|deed| deed.by == paper).count()
            });
            let both: Vec<_> = self.site.events[self.target]
                .iter()
                .filter(|event| {
                    done.clone().any(|act| (act.date, &act.act, &act.source) == (event.date, &event.act, &event.source))
                })
                .collect();
            let suffered = edition
                .validity(self.target)
                .map_or(0, |validity| validity.events.iter().filter(|event| event.source.acting == id).count());
            let come = both.iter().filter(|event| event.date <= edition.as_of && edition.is_visible(id)).count();
            if (done.count(), both.len(), suffered) != (expected, expected, come) {
                return Err(format!(
                    "{}: {expected} acts, {} on both sides, {suffered} seen",
                    document.path,
                    both.len()
                ));
            }
        }
        Ok(())
    }
}

/// Histories that an editor may write, with the sites that come of them, and how many were refused.
fn accepted(count: usize) -> (Vec<(History, Read)>, usize) {
    let mut dice = Dice(2);
    let tried: Vec<History> = (0..count)
        .map(|at| {
            let history = history(&mut dice);
            if at % 4 == 0 { history } else { tidied(history) }
        })
        .collect();
    let read: Vec<Option<(History, Read)>> =
        tried.into_par_iter().map(|history| read(&history).map(|read| (history, read))).collect();
    let refused = read.iter().filter(|read| read.is_none()).count();
    (read.into_iter().flatten().collect(), refused)
}

#[test]
fn the_site_tells_every_day_of_a_history() {
    let (histories, refused) = accepted(500);
    let eventful = histories.iter().filter(|(history, _)| history.deeds.len() > 1).count();
    assert!(histories.len() > 300 && eventful > 120, "{refused} refused, {eventful} with several acts");
    assert!(refused > 20, "what contradicts itself is let through");
    let fails = |slip: Slip| -> Vec<String> {
        let all = histories.par_iter().filter_map(|(history, read)| {
            let days = interesting(history);
            days.into_iter()
                .find_map(|day| read.agrees(history, day, slip).err())
                .map(|told| format!("{told}\n{history:?}"))
        });
        all.collect()
    };
    let failures = fails(Slip::None);
    assert!(failures.is_empty(), "{} of {} histories\n{}", failures.len(), histories.len(), failures[0]);
    for slip in [Slip::LastDayIsOver, Slip::CountsFromTheDayAfter, Slip::ForgetsExtensions, Slip::KnowsTheUnpublished] {
        assert!(fails(slip).len() > 10, "{slip:?} goes unnoticed");
    }
}

/// An act as the page of the target, and as that of the acting paper, writes it.
fn told(name: usize, history: &History, deed: &Deed) -> (String, String) {
    let number = |at: usize| format!("望政发〔2024〕{}号", name * 20 + at + 1);
    let by = format!("《乙{name}号文件{}》（{}）", deed.by, number(deed.by + 1));
    let target = format!("《甲{name}号办法》（{}）", number(0));
    let day = date(deed.day);
    debug_assert!(deed.by < history.papers.len());
    let (suffered, done) = match deed.verb {
        Verb::Amend => (format!("被{by}修改"), format!("修改{target}")),
        Verb::Repeal => (format!("被{by}废止"), format!("废止{target}")),
        Verb::RepealPart | Verb::DeclarePartVoid => (format!("被{by}废止第二条"), format!("废止{target}第二条")),
        Verb::DeclareVoid => (format!("被{by}宣布失效"), format!("宣布{target}失效")),
        Verb::Extend { to } => {
            let to = official(date(to));
            (format!("经{by}延长，有效期至{to}"), format!("延长{target}的有效期至{to}"))
        }
    };
    (format!("{day} {suffered}"), format!("{day} {done}"))
}

fn lines(html: &str, query: &str) -> BTreeSet<String> {
    page::texts(html, query).lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn the_pages_tell_every_act_on_both_sides() {
    let (histories, _) = accepted(120);
    let site = Site::new();
    histories.iter().enumerate().for_each(|(name, (history, _))| write(&site, name, history));
    let mut acts = 0;
    for known in [14, 30, 45, 90] {
        let options = Options {
            root: site.root().to_owned(),
            out: site.out(),
            as_of: date(known),
            drafts: false,
            base_url: None,
            editions: vec![EditionName::ALL[0]],
            index: false,
        };
        let report = build(&options, &mut |_, _| {}).unwrap();
        assert!(report.manifest.is_some(), "{:?}", report.findings.first());
        for (name, (history, _)) in histories.iter().enumerate().filter(|(_, (history, _))| history.published <= known)
        {
            let target = site.read(&format!("policies/{name}-target.html"));
            let come = history.deeds.iter().filter(|deed| {
                let paper = &history.papers[deed.by];
                deed.day <= known && paper.published <= known && !paper.draft
            });
            let suffered: BTreeSet<String> = come.clone().map(|deed| told(name, history, deed).0).collect();
            assert_eq!(lines(&target, ".validity-box .history-list li"), suffered, "{known} {history:?}");
            let all = lines(&target, ".history .history-list li");
            let of_others: BTreeSet<String> = all.iter().filter(|line| line.contains('《')).cloned().collect();
            assert_eq!(of_others, suffered, "{known} {history:?}");
            for (at, paper) in history.papers.iter().enumerate() {
                let path = format!("policies/{name}-paper-{at}.html");
                let seen = paper.published <= known && !paper.draft;
                assert_eq!(site.out().join(&path).exists(), seen, "{known} {path}");
                assert!(seen || !target.contains(&format!("乙{name}号文件{at}")), "{known} {path} is named");
                if !seen {
                    continue;
                }
                let own = lines(&site.read(&path), ".history .history-list li");
                let done: BTreeSet<String> = own.into_iter().filter(|line| line.contains('甲')).collect();
                let expected = history.deeds.iter().filter(|deed| deed.by == at && deed.day <= known);
                let expected: BTreeSet<String> = expected.map(|deed| told(name, history, deed).1).collect();
                assert_eq!(done, expected, "{known} {path} {history:?}");
                acts += done.len();
            }
        }
    }
    assert!(acts > 200, "{acts}");
    assert_eq!(program(&["verify", &site.out().display().to_string()]).status, 0);
}
