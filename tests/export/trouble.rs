//! Pushes that are cut off, at every request and in every way, end right when they are run again.

use super::opensearch::OpenSearch;
use super::push::{found, pointer};
use super::quickwit::Quickwit;
use super::server::{Fault, Server};
use super::{HASTY, PATIENT, export, pushed, site_of};
use crate::support::{Site, copy};
use portal::export::Engine;
use portal::export::push::{Patience, Step};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// Documents of the site as it was pushed before, and as it is pushed now.
const BEFORE: usize = 5;
const NOW: usize = 9;
/// So small that a push takes many requests.
const LIMIT: usize = 2_500;
const ALIAS: &str = "portal-3799810001";

/// Everything that can go wrong with one request.
const FAULTS: &[Fault] = &[
    Fault::CutBody(0),
    Fault::CutBody(700),
    Fault::CutBody(usize::MAX),
    Fault::CutAnswer,
    Fault::HalfAnswer(90),
    Fault::Refuse(429, None),
    Fault::Refuse(503, None),
    Fault::DoneButRefused(408),
    Fault::DoneButRefused(502),
];

fn ids(documents: usize) -> Vec<String> {
    (0..documents).map(|at| format!("policies/d{at:05}")).collect()
}

/// Two exports of one site, of which the second has more documents and other texts.
struct Exports {
    before: Site,
    now: Site,
    engine: Engine,
}

impl Exports {
    fn new(engine: Engine) -> Self {
        let (before, now) = (site_of(BEFORE, 2024), site_of(NOW, 2025));
        [&before, &now].into_iter().for_each(|site| drop(export(site, engine)));
        Self { before, now, engine }
    }

    /// A folder into which the first was exported and pushed, and then the second exported.
    fn folder(&self, url: &str) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let of = |site: &Site| site.path("export").join(self.engine.name());
        copy(&of(&self.before), folder.path());
        pushed(self.engine, folder.path(), url, PATIENT).0.unwrap();
        copy(&of(&self.now), folder.path());
        folder
    }
}

fn quickwit() -> Server<Quickwit> {
    let server = Server::start(Quickwit::new());
    server.engine(|engine| engine.limit = LIMIT);
    server
}

fn opensearch() -> Server<OpenSearch> {
    let server = Server::start(OpenSearch::new());
    server.engine(|engine| engine.limit = LIMIT);
    server
}

/// How many requests the second push takes when nothing goes wrong.
fn requests<E: super::server::Engine>(exports: &Exports, server: &Server<E>) -> usize {
    let folder = exports.folder(&server.url);
    server.take_seen();
    pushed(exports.engine, folder.path(), &server.url, PATIENT).0.unwrap();
    server.take_seen().len()
}

/// Who asks Quickwit finds every document of the old or of the new export, each once.
fn asks_quickwit(server: &Server<Quickwit>, folder: &Path, case: &str) -> usize {
    let found = found(server, folder);
    assert!(found == ids(BEFORE) || found == ids(NOW), "{case}: {found:?}");
    found.len()
}

/// The push is over: the new documents, each once and all of one build, and no index left over.
fn is_right(server: &Server<Quickwit>, folder: &Path, case: &str) {
    assert_eq!(found(server, folder), ids(NOW), "{case}");
    let pointer = pointer(folder).unwrap();
    let (index, previous) = (pointer["index"].as_str().unwrap(), pointer["previous"].as_str());
    server.engine(|engine| {
        assert!(engine.indexes[index].documents().all(|document| document["build"] == pointer["build"]), "{case}");
        let kept: BTreeSet<&str> = [Some(index), previous].into_iter().flatten().collect();
        let left: BTreeSet<&str> = engine.indexes.keys().map(String::as_str).collect();
        assert_eq!(left, kept, "{case}");
    });
}

#[test]
fn quickwit_ends_right_after_a_cut_anywhere() {
    let exports = Exports::new(Engine::Quickwit);
    let count = requests(&exports, &quickwit());
    assert!(count > 8, "{count}");
    let mut unfinished = 0;
    for number in 0..count {
        // The network goes for good, as when the machine does; then single faults of each sort.
        for fault in std::iter::once(None).chain(FAULTS.iter().map(Some)) {
            let case = format!("request {number}, {fault:?}");
            let server = quickwit();
            let folder = exports.folder(&server.url);
            server.take_seen();
            match fault {
                None => server.go_at(number),
                Some(fault) => server.fault(number, *fault),
            }
            let hasty = pushed(Engine::Quickwit, folder.path(), &server.url, HASTY).0;
            let asked = asks_quickwit(&server, folder.path(), &case);
            assert!(hasty.is_err() || asked == NOW, "{case}: {hasty:?}");
            unfinished += usize::from(hasty.is_err());
            server.mend();
            pushed(Engine::Quickwit, folder.path(), &server.url, PATIENT).0.unwrap();
            is_right(&server, folder.path(), &case);
        }
    }
    assert!(unfinished > count * 4, "the faults must be felt: {unfinished} of {}", count * (FAULTS.len() + 1));
}

/// A single fault does not even need a second push.
#[test]
fn quickwit_bears_a_fault_anywhere() {
    let exports = Exports::new(Engine::Quickwit);
    let count = requests(&exports, &quickwit());
    let mut begun_again = 0;
    for number in 0..count {
        for fault in FAULTS {
            let case = format!("request {number}, {fault:?}");
            let server = quickwit();
            let folder = exports.folder(&server.url);
            server.take_seen();
            server.fault(number, *fault);
            let (ended, steps) = pushed(Engine::Quickwit, folder.path(), &server.url, PATIENT);
            ended.unwrap_or_else(|error| panic!("{case}: {error}"));
            is_right(&server, folder.path(), &case);
            begun_again += usize::from(steps.iter().any(|step| matches!(step, Step::Beginning(_))));
        }
    }
    assert!(begun_again > count, "no doubt ever arose: {begun_again}");
}

/// Two faults in one push, and the second push cut off as well.
#[test]
fn quickwit_ends_right_after_many_cuts() {
    let exports = Exports::new(Engine::Quickwit);
    let server = quickwit();
    let folder = exports.folder(&server.url);
    for cut in [1, 3, 4, 6, 2, 5, 7] {
        server.take_seen();
        server.go_at(cut);
        pushed(Engine::Quickwit, folder.path(), &server.url, HASTY).0.unwrap_err();
        assert_eq!(found(&server, folder.path()), ids(BEFORE), "cut at {cut}");
        server.mend();
    }
    server.fault(3, Fault::CutAnswer);
    server.fault(9, Fault::DoneButRefused(500));
    pushed(Engine::Quickwit, folder.path(), &server.url, PATIENT).0.unwrap();
    is_right(&server, folder.path(), "many cuts");
}

fn asks_opensearch(server: &Server<OpenSearch>, case: &str) -> usize {
    let found = server.engine(|engine| engine.found(ALIAS));
    assert!(found == ids(BEFORE) || found == ids(NOW), "{case}: {found:?}");
    found.len()
}

#[test]
fn opensearch_ends_right_after_a_cut_anywhere() {
    let exports = Exports::new(Engine::OpenSearch);
    let count = requests(&exports, &opensearch());
    assert!(count > 10, "{count}");
    let mut unfinished = 0;
    for number in 0..count {
        for fault in std::iter::once(None).chain(FAULTS.iter().map(Some)) {
            let case = format!("request {number}, {fault:?}");
            let server = opensearch();
            let folder = exports.folder(&server.url);
            server.take_seen();
            match fault {
                None => server.go_at(number),
                Some(fault) => server.fault(number, *fault),
            }
            let hasty = pushed(Engine::OpenSearch, folder.path(), &server.url, HASTY).0;
            let asked = asks_opensearch(&server, &case);
            assert!(hasty.is_err() || asked == NOW, "{case}: {hasty:?}");
            unfinished += usize::from(hasty.is_err());
            server.mend();
            pushed(Engine::OpenSearch, folder.path(), &server.url, PATIENT).0.unwrap();
            assert_eq!(
                (asks_opensearch(&server, &case), server.engine(|engine| engine.indexes.len())),
                (NOW, 1),
                "{case}"
            );
            // And with patience in one push.
            let server = opensearch();
            let folder = exports.folder(&server.url);
            server.take_seen();
            let Some(fault) = fault else { continue };
            server.fault(number, *fault);
            pushed(Engine::OpenSearch, folder.path(), &server.url, PATIENT).0.unwrap();
            assert_eq!(
                (asks_opensearch(&server, &case), server.engine(|engine| engine.indexes.len())),
                (NOW, 1),
                "{case}"
            );
        }
    }
    assert!(unfinished > count * 4, "the faults must be felt: {unfinished}");
}

/// The engine that is too busy for some documents gets them again.
#[test]
fn busy_documents_are_sent_again() {
    let exports = Exports::new(Engine::OpenSearch);
    let server = opensearch();
    let folder = exports.folder(&server.url);
    server.engine(|engine| engine.busy = 7);
    let (ended, steps) = pushed(Engine::OpenSearch, folder.path(), &server.url, PATIENT);
    assert_eq!(ended.unwrap().refused, []);
    assert!(steps.iter().any(|step| matches!(step, Step::Retrying(why, _) if why.contains("忙"))), "{steps:?}");
    assert_eq!(server.engine(|engine| engine.found(ALIAS)), ids(NOW));
}

/// An index that somebody else removed is made again by the engine, without a mapping: nobody is led to it.
#[test]
fn an_index_without_our_mapping_is_not_asked() {
    let exports = Exports::new(Engine::OpenSearch);
    let server = opensearch();
    let folder = exports.folder(&server.url);
    let build = portal::export::Summary::read(folder.path()).unwrap().build;
    let index = format!("{ALIAS}_{build}");
    server.engine(|engine| drop(engine.indexes.insert(index.clone(), Default::default())));
    let error = pushed(Engine::OpenSearch, folder.path(), &server.url, PATIENT).0.unwrap_err();
    assert!(error.0.contains("不是这次建的"), "{error}");
    assert_eq!(server.engine(|engine| engine.found(ALIAS)), ids(BEFORE));
    pushed(Engine::OpenSearch, folder.path(), &server.url, PATIENT).0.unwrap();
    assert_eq!(server.engine(|engine| engine.found(ALIAS)), ids(NOW));
}

/// Retry-After is waited for; what an engine asks beyond all measure is not.
#[test]
fn a_wait_that_is_asked_for_is_kept() {
    let exports = Exports::new(Engine::Quickwit);
    let server = quickwit();
    let folder = exports.folder(&server.url);
    let patience = Patience { longest_wait: Duration::from_millis(1_500), ..PATIENT };
    server.take_seen();
    server.fault(2, Fault::Refuse(429, Some(1)));
    server.fault(4, Fault::Refuse(429, Some(86_400)));
    let (ended, steps) = pushed(Engine::Quickwit, folder.path(), &server.url, patience);
    ended.unwrap();
    let waits: Vec<Duration> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Retrying(_, wait) => Some(*wait),
            _ => None,
        })
        .collect();
    assert_eq!(waits, [Duration::from_secs(1), Duration::from_millis(1_500)]);
    is_right(&server, folder.path(), "waits");
}

/// A refusal for good is not asked for a second time.
#[test]
fn what_is_refused_for_good_is_asked_once() {
    for (status, words) in [(400, "injected"), (401, "--auth"), (403, "--auth"), (301, "网址")] {
        let exports = Exports::new(Engine::Quickwit);
        let server = quickwit();
        let folder = exports.folder(&server.url);
        server.take_seen();
        server.fault(1, Fault::Refuse(status, None));
        let error = pushed(Engine::Quickwit, folder.path(), &server.url, PATIENT).0.unwrap_err();
        assert!(error.0.contains(words), "{status}: {error}");
        let seen: Vec<String> = server.take_seen().iter().map(|one| one.line()).collect();
        assert_eq!(seen.iter().filter(|line| *line == "POST /api/v1/indexes").count(), 1, "{seen:?}");
    }
}

/// An engine that answers too late may have done what it was asked: the push begins in a new index.
#[test]
fn late_answers_are_doubted() {
    let exports = Exports::new(Engine::Quickwit);
    let server = quickwit();
    let folder = exports.folder(&server.url);
    let patience = Patience { answer: Duration::from_millis(500), ..PATIENT };
    server.take_seen();
    server.fault(3, Fault::Slow(Duration::from_millis(1_500)));
    let (ended, steps) = pushed(Engine::Quickwit, folder.path(), &server.url, patience);
    ended.unwrap();
    assert!(steps.iter().any(|step| matches!(step, Step::Beginning(_))), "{steps:?}");
    // What arrives late arrives nowhere.
    std::thread::sleep(Duration::from_millis(1_500));
    is_right(&server, folder.path(), "late");
}

/// Documents that never come to light are an error, and nobody is led to them.
#[test]
fn documents_that_cannot_be_found_are_an_error() {
    let exports = Exports::new(Engine::Quickwit);
    let server = quickwit();
    let folder = exports.folder(&server.url);
    server.engine(|engine| engine.commit = Duration::from_secs(3_600));
    let patience = Patience { visible: Duration::from_millis(50), ..PATIENT };
    let error = pushed(Engine::Quickwit, folder.path(), &server.url, patience).0.unwrap_err();
    assert!(error.0.contains("9 份文件只查到 0 份"), "{error}");
    assert_eq!(found(&server, folder.path()), ids(BEFORE));
}

/// An engine that is not there is said to be not there.
#[test]
fn nobody_at_the_address() {
    let exports = Exports::new(Engine::Quickwit);
    let server = quickwit();
    let folder = exports.folder(&server.url);
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = pushed(Engine::Quickwit, folder.path(), &format!("http://{closed}"), PATIENT).0.unwrap_err();
    assert!(error.0.contains("试了 6 次，连接不上"), "{error}");
    // Files that are not whole are not sent.
    std::fs::remove_file(folder.path().join("documents/0001.ndjson")).unwrap();
    let error = pushed(Engine::Quickwit, folder.path(), &server.url, PATIENT).0.unwrap_err();
    assert!(error.0.contains("重新导出"), "{error}");
    assert_eq!(found(&server, folder.path()), ids(BEFORE));
}

/// A body that did not go out whole was not taken: it is sent again into the same index, and when the
/// connection is cut again, in halves, since something in between may not take so much.
#[test]
fn a_body_that_is_cut_is_sent_again() {
    for (cuts, halved) in [(1, false), (2, true)] {
        let site = Site::new();
        for at in 0..4 {
            let front = format!("标题: 第{at}份\n发布日期: 2024-01-01\n公开属性: 主动公开");
            site.document(&format!("policies/d{at:05}.md"), &front, &"长".repeat(400_000));
        }
        let folder = export(&site, Engine::Quickwit);
        let server = Server::start(Quickwit::new());
        (1..=cuts).for_each(|number| server.fault(number, Fault::CutBody(100_000)));
        let (ended, steps) = pushed(Engine::Quickwit, &folder, &server.url, PATIENT);
        ended.unwrap();
        assert!(!steps.iter().any(|step| matches!(step, Step::Beginning(_))), "{steps:?}");
        let ingests = server.take_seen().iter().filter(|one| one.path.ends_with("/ingest")).count();
        assert_eq!(ingests, 1 + cuts + usize::from(halved), "{steps:?}");
        assert_eq!(found(&server, &folder), ids(4));
    }
}
