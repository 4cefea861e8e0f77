//! Pushes that meet no trouble but that of their documents.

use super::opensearch::OpenSearch;
use super::quickwit::Quickwit;
use super::server::Server;
use super::{HASTY, PATIENT, destination, export, pushed, site_of};
use crate::support::{Ran, Site, TODAY, assert_same, tests, tree};
use portal::export::Engine;
use portal::export::push::{Refusal, Step, push};
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

/// What `current.json` says of an export's folder.
pub fn pointer(folder: &Path) -> Option<Value> {
    let bytes = std::fs::read(folder.join("current.json")).ok()?;
    Some(serde_json::from_slice(&bytes).unwrap())
}

/// The ids in the index that `current.json` names.
pub fn found(server: &Server<Quickwit>, folder: &Path) -> Vec<String> {
    let pointer = pointer(folder).unwrap();
    server.engine(|engine| engine.indexes[pointer["index"].as_str().unwrap()].ids())
}

fn ids(documents: usize) -> Vec<String> {
    (0..documents).map(|at| format!("policies/d{at:05}")).collect()
}

/// Thousands of documents, accepted whole by both engines, and the same bytes when exported twice. It
/// holds for 20,000 as well, which take a minute and more of a build for tests.
#[test]
fn thousands_of_documents_are_accepted_whole() {
    const MANY: usize = 2_000;
    let site = site_of(MANY, 2024);
    let folder = export(&site, Engine::Quickwit);
    let first = tree(&folder);
    assert_same(&first, &tree(&export(&site, Engine::Quickwit)), "two exports");
    let server = Server::start(Quickwit::new());
    let (ended, steps) = pushed(Engine::Quickwit, &folder, &server.url, PATIENT);
    assert_eq!(ended.unwrap().refused, []);
    assert!(steps.contains(&Step::Sent(MANY as u64, MANY as u64)));
    assert_eq!(found(&server, &folder), ids(MANY));
    let folder = export(&site, Engine::OpenSearch);
    let server = Server::start(OpenSearch::new());
    pushed(Engine::OpenSearch, &folder, &server.url, PATIENT).0.unwrap();
    assert_eq!(server.engine(|engine| engine.found("portal-3799810001")), ids(MANY));
}

/// The program from outside: exports, pushes, and says which index to ask.
#[test]
fn the_program_pushes() {
    let site = Site::of_case(&tests().join("export"));
    let run = |engine: &str, url: &str| site.run(&["export", engine, "--as-of", TODAY, "--push", url]);
    let mut quickwit = Quickwit::new();
    quickwit.commit = Duration::ZERO;
    let server = Server::start(quickwit);
    let ran = run("quickwit", &format!("{}/", server.url));
    assert_eq!(ran.status, 0, "{}", ran.err);
    let index = pointer(&site.path("export/quickwit")).unwrap()["index"].as_str().unwrap().to_owned();
    assert!(ran.out.contains(&format!("已推送到 Quickwit，全部文件都能查到。索引：{index}")), "{}", ran.out);
    assert_eq!(found(&server, &site.path("export/quickwit")).len(), 4);
    let again = run("quickwit", &server.url);
    assert_eq!(again.status, 0, "{}", again.err);
    assert!(again.out.contains("没有再推送"), "{}", again.out);
    let server = Server::start(OpenSearch::new());
    let ran = run("opensearch", &server.url);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(server.engine(|engine| engine.found("portal-3799810001").len()), 4);
    let again = run("opensearch", &server.url);
    assert!(again.out.contains("没有再推送"), "{}", again.out);
}

/// What has been pushed already is not sent again, unless the engine has lost it.
#[test]
fn an_unchanged_export_sends_nothing() {
    let site = site_of(5, 2024);
    let folder = export(&site, Engine::Quickwit);
    let server = Server::start(Quickwit::new());
    pushed(Engine::Quickwit, &folder, &server.url, PATIENT).0.unwrap();
    server.take_seen();
    assert!(pushed(Engine::Quickwit, &folder, &server.url, PATIENT).0.unwrap().unchanged);
    assert!(server.take_seen().iter().all(|seen| seen.method == "GET"));
    server.engine(|engine| engine.indexes.clear());
    assert!(!pushed(Engine::Quickwit, &folder, &server.url, PATIENT).0.unwrap().unchanged);
    assert_eq!(found(&server, &folder), ids(5));
    // Another engine knows nothing of it.
    let other = Server::start(Quickwit::new());
    assert!(!pushed(Engine::Quickwit, &folder, &other.url, PATIENT).0.unwrap().unchanged);
}

/// One site's pushes leave the indexes of others alone, whatever they are called.
#[test]
fn the_indexes_of_others_are_left_alone() {
    let others = ["portal-3799810001", "portal-3799810001-b_20261124000000-1", "portal-3799810001_x", "logs"];
    let old = ["portal-3799810001_20200101000000-1", "portal-3799810001_20200101000000-2"];
    let site = site_of(3, 2024);
    let folder = export(&site, Engine::Quickwit);
    let server = Server::start(Quickwit::new());
    let put = |name: &str| server.engine(|engine| drop(engine.indexes.insert(name.to_owned(), Default::default())));
    others.into_iter().chain(old).for_each(put);
    let removed = pushed(Engine::Quickwit, &folder, &server.url, PATIENT).0.unwrap().removed;
    assert_eq!(removed, old);
    let left = server.engine(|engine| engine.indexes.keys().cloned().collect::<Vec<_>>());
    assert!(others.iter().all(|name| left.iter().any(|index| index == name)), "{left:?}");

    let others = ["portal-3799810001-b_0123456789abcdef", "portal-3799810001_x", "logs"];
    let old = "portal-3799810001_0123456789abcdef";
    let site = site_of(3, 2024);
    let folder = export(&site, Engine::OpenSearch);
    let server = Server::start(OpenSearch::new());
    let put = |name: &str| server.engine(|engine| drop(engine.indexes.insert(name.to_owned(), Default::default())));
    others.into_iter().chain([old]).for_each(put);
    assert_eq!(pushed(Engine::OpenSearch, &folder, &server.url, PATIENT).0.unwrap().removed, [old]);
    let left = server.engine(|engine| engine.indexes.keys().cloned().collect::<Vec<_>>());
    assert!(left.len() == 4 && others.iter().all(|name| left.iter().any(|index| index == name)), "{left:?}");
}

/// A refused document is named, everything stays as it was, and the exit status tells.
#[test]
fn refused_documents_are_named() {
    let site = Site::of_case(&tests().join("export"));
    let refused = || vec!["policies/allowance".to_owned(), "pages/about".to_owned()];
    let expect = |ran: &Ran| {
        assert_eq!(ran.status, 1, "{}{}", ran.out, ran.err);
        for words in [
            "拒收：policies/allowance 《望川市高龄津贴发放办法》：",
            "拒收：pages/about 《市情概况》：",
            "year",
            "拒收了 2 份文件",
        ] {
            assert!(ran.err.contains(words), "{words}: {}", ran.err);
        }
    };
    let server = Server::start(Quickwit::new());
    server.engine(|engine| engine.refused = refused());
    let ran = site.run(&["export", "quickwit", "--as-of", TODAY, "--push", &server.url]);
    expect(&ran);
    assert!(ran.err.contains("仍然没有这个网站的索引"), "{}", ran.err);
    assert_eq!((server.engine(|engine| engine.indexes.len()), pointer(&site.path("export/quickwit"))), (0, None));
    let server = Server::start(OpenSearch::new());
    server.engine(|engine| engine.refused = refused());
    expect(&site.run(&["export", "opensearch", "--as-of", TODAY, "--push", &server.url]));
    assert_eq!(server.engine(|engine| (engine.indexes.len(), engine.aliases.len())), (0, 0));
}

#[test]
fn what_was_asked_before_is_asked_after_a_refusal() {
    for engine in [Engine::Quickwit, Engine::OpenSearch] {
        let site = site_of(4, 2024);
        let folder = export(&site, engine);
        let quickwit = Server::start(Quickwit::new());
        let opensearch = Server::start(OpenSearch::new());
        let url = if engine == Engine::Quickwit { &quickwit.url } else { &opensearch.url };
        let before = pushed(engine, &folder, url, PATIENT).0.unwrap().index;
        site.document("policies/new.md", "标题: 新文件\n发布日期: 2025-01-01\n公开属性: 主动公开", "新。");
        export(&site, engine);
        let all = || (0..4).map(|at| format!("policies/d{at:05}")).chain(["policies/new".to_owned()]).collect();
        quickwit.engine(|engine| engine.refused = all());
        opensearch.engine(|engine| engine.refused = all());
        let ended = pushed(engine, &folder, url, PATIENT).0.unwrap();
        assert_eq!((ended.refused.len(), ended.index), (5, before));
        match engine {
            Engine::Quickwit => assert_eq!(found(&quickwit, &folder), ids(4)),
            Engine::OpenSearch => {
                assert_eq!(opensearch.engine(|engine| engine.found("portal-3799810001")), ids(4));
            }
        }
    }
}

/// A document that the files and the mapping do not agree on is refused by the engine itself.
#[test]
fn files_that_do_not_fit_the_mapping_are_refused() {
    let site = site_of(3, 2024);
    let folder = export(&site, Engine::Quickwit);
    let part = folder.join("documents/0001.ndjson");
    let text = std::fs::read_to_string(&part).unwrap();
    std::fs::write(&part, text.replacen("\"year\":2024", "\"year\":\"甲辰\"", 1)).unwrap();
    let server = Server::start(Quickwit::new());
    let ended = pushed(Engine::Quickwit, &folder, &server.url, HASTY).0.unwrap();
    let [Refusal { id, title, reason }] = &ended.refused[..] else { panic!("{ended:?}") };
    assert_eq!((id.as_str(), title.as_str()), ("policies/d00000", "第0号文件"));
    assert!(reason.contains("`year`"), "{reason}");
}

/// Requests that are too large are halved, down to one document, and that one is named.
#[test]
fn too_large_requests_are_halved() {
    for engine in [Engine::Quickwit, Engine::OpenSearch] {
        let site = site_of(9, 2024);
        let folder = export(&site, engine);
        let quickwit = Server::start(Quickwit::new());
        let opensearch = Server::start(OpenSearch::new());
        quickwit.engine(|engine| engine.limit = 3_000);
        opensearch.engine(|engine| engine.limit = 3_000);
        let url = if engine == Engine::Quickwit { &quickwit.url } else { &opensearch.url };
        pushed(engine, &folder, url, HASTY).0.unwrap();
        let sent = match engine {
            Engine::Quickwit => quickwit.take_seen(),
            Engine::OpenSearch => opensearch.take_seen(),
        };
        assert!(sent.iter().filter(|seen| seen.method == "POST").count() > 5, "{sent:?}");
        let long = "标题: 长文\n发布日期: 2025-01-01\n公开属性: 主动公开";
        site.document("policies/long.md", long, &"长".repeat(2_000));
        export(&site, engine);
        let ended = pushed(engine, &folder, url, HASTY).0.unwrap();
        let names: Vec<&str> = ended.refused.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(names, ["长文"]);
        assert!(ended.refused[0].reason.contains("太大"));
    }
}

/// The site's documents stay in one index only as long as something asks it.
#[test]
fn the_index_before_is_kept_and_those_before_it_are_not() {
    let site = site_of(2, 2024);
    let server = Server::start(Quickwit::new());
    let mut seen = Vec::new();
    for count in 3..=6 {
        site.document(
            &format!("policies/d{:05}.md", count - 1),
            "标题: 又一份\n发布日期: 2025-01-01\n公开属性: 主动公开",
            "又。",
        );
        let folder = export(&site, Engine::Quickwit);
        seen.push(pushed(Engine::Quickwit, &folder, &server.url, PATIENT).0.unwrap().index.unwrap());
        assert_eq!(found(&server, &folder), ids(count));
        let kept: Vec<String> = server.engine(|engine| engine.indexes.keys().cloned().collect());
        let from = seen.len().saturating_sub(2);
        assert_eq!(kept, seen[from..].to_vec());
    }
}

#[test]
fn the_authorization_is_shown_and_kept_out_of_addresses() {
    let site = Site::of_case(&tests().join("export"));
    let server = Server::start(OpenSearch::new());
    let file = site.path("auth.txt");
    let run = |auth: &str| site.run(&["export", "opensearch", "--as-of", TODAY, "--push", &server.url, "--auth", auth]);
    std::fs::write(&file, "Bearer geheim-123\n").unwrap();
    assert_eq!(run(file.to_str().unwrap()).status, 0);
    let seen = server.take_seen();
    assert!(seen.len() > 5 && seen.iter().all(|one| one.authorization.as_deref() == Some("Bearer geheim-123")));
    for wrong in ["", "geheim", "Bearer a\nHost: b", "Bearer 秘密"] {
        std::fs::write(&file, wrong).unwrap();
        let ran = run(file.to_str().unwrap());
        assert_eq!((ran.status, ran.err.contains("应当只有一行")), (2, true), "{wrong}: {}", ran.err);
        assert!(!ran.err.contains("geheim"), "{}", ran.err);
    }
    let ran = run("nowhere");
    assert_eq!((ran.status, ran.err.contains("读不了 nowhere")), (2, true), "{}", ran.err);
    let ran = site.run(&["export", "opensearch", "--auth", "x"]);
    assert_eq!((ran.status, ran.err.contains("缺少 --push")), (2, true), "{}", ran.err);
}

#[test]
fn addresses_that_are_none_are_refused() {
    let site = site_of(1, 2024);
    let folder = export(&site, Engine::Quickwit);
    for (url, words) in [
        ("quickwit:7280", "开头"),
        ("ftp://quickwit/", "开头"),
        ("http://quickwit/?a=b", "问号"),
        ("http://user:geheim@quickwit/", "--auth"),
        ("http://", "开头"),
        ("http://a b/", "不对"),
    ] {
        let error = push(Engine::Quickwit, &folder, &destination(url, HASTY), &mut |_| {}).unwrap_err().0;
        assert!(error.contains(words) && !error.contains("geheim"), "{url}: {error}");
    }
    let error =
        push(Engine::OpenSearch, &folder, &destination("http://127.0.0.1:9", HASTY), &mut |_| {}).unwrap_err().0;
    assert!(error.contains("给 quickwit 的导出"), "{error}");
}

/// Encryption asked of a server that speaks plainly ends with words, not with a panic.
#[test]
fn a_server_without_encryption_is_told_from_a_busy_one() {
    let site = site_of(1, 2024);
    let folder = export(&site, Engine::Quickwit);
    let server = Server::start(Quickwit::new());
    let start = Instant::now();
    let patience = portal::export::push::Patience { connect: Duration::from_secs(1), ..HASTY };
    let url = server.url.replace("http://", "https://");
    let error = push(Engine::Quickwit, &folder, &destination(&url, patience), &mut |_| {}).unwrap_err().0;
    assert!(error.contains("检索没有改变"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(20));
}
