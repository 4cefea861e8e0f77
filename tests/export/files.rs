//! The files of an export.

use super::{export, site_of};
use crate::support::{self, Site, TODAY, assert_none, assert_same, golden, tests, tree};
use portal::export::Engine;
use serde_json::Value;

const ENGINES: [Engine; 2] = [Engine::Quickwit, Engine::OpenSearch];

/// `UPDATE_GOLDEN=1` rewrites `expected/`.
#[test]
fn an_export_comes_out_as_expected() {
    let mut failures = Vec::new();
    let folder = tests().join("export");
    let site = Site::of_case(&folder);
    for engine in ENGINES {
        let files = tree(&export(&site, engine));
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["documents/0001.ndjson", "export.json", "index.json", "manifest.json"]);
        for (name, bytes) in files.iter().filter(|(name, _)| *name != "manifest.json") {
            let expected = folder.join("expected").join(engine.name()).join(name);
            golden(&expected, std::str::from_utf8(bytes).unwrap(), &mut failures);
        }
    }
    assert_none(&failures);
}

/// The lines of all documents of an export.
fn documents(site: &Site, engine: Engine) -> Vec<Value> {
    let files = tree(&site.path("export").join(engine.name()).join("documents"));
    let text: String = files.into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line.get("index").is_none()).collect()
}

/// The index of the site, data/documents.json and the export speak of the same documents in the same words.
#[test]
fn an_export_holds_what_the_site_publishes() {
    for case in ["export", "sites/validity", "sites/decisions", "sites/library"] {
        let site = Site::of_case(&tests().join(case));
        site.build(TODAY);
        let published: Vec<Value> = serde_json::from_str(&site.read("data/documents.json")).unwrap();
        export(&site, Engine::Quickwit);
        export(&site, Engine::OpenSearch);
        let exported = documents(&site, Engine::Quickwit);
        assert_eq!(published.len(), exported.len(), "{case}");
        assert!(!exported.is_empty());
        for (published, exported) in published.iter().zip(&exported) {
            for field in ["id", "kind", "title", "document_number", "index_number", "status", "status_label", "summary"]
            {
                assert_eq!(published[field], exported[field], "{case}: {field} of {}", published["id"]);
            }
            assert_eq!(published["url"], exported["path"], "{case}");
            let day = exported["published"].as_str().map(|text| text.trim_end_matches("T00:00:00Z"));
            assert_eq!(published["published"].as_str(), day, "{case}");
        }
        // But for the build, which is named after each engine's own configuration.
        let bare = |engine| {
            let mut documents = documents(&site, engine);
            documents.iter_mut().for_each(|one| one["build"].take().as_str().map(drop).unwrap());
            documents
        };
        assert_eq!(bare(Engine::Quickwit), bare(Engine::OpenSearch), "{case}");
    }
}

/// Whoever finds a document in the site's own index by its words finds them in the export's text.
#[test]
fn the_text_is_that_of_the_page() {
    let site = Site::of_case(&tests().join("export"));
    export(&site, Engine::Quickwit);
    let documents = documents(&site, Engine::Quickwit);
    let of = |id: &str| documents.iter().find(|one| one["id"] == id).unwrap();
    let text = of("policies/allowance")["text"].as_str().unwrap();
    for words in ["年满八十周岁的老人\\路径，可以申请。", "80至89岁", "“对象”"] {
        assert!(text.contains(words), "{text}");
    }
    assert!(!text.contains("about.md") && !text.contains("---"), "{text}");
    let forever = of("policies/forever");
    assert_eq!((&forever["expires"], &forever["expires_day"]), (&Value::Null, &Value::from(99_991_231)));
    assert!(of("pages/about").get("published").is_none());
}

/// Equal content gives equal bytes, and a build's name stands for its content.
#[test]
fn two_exports_write_the_same_bytes() {
    let (first, second, other) = (site_of(50, 2024), site_of(50, 2024), site_of(50, 2025));
    for engine in ENGINES {
        let [a, b, c] = [&first, &second, &other].map(|site| export(site, engine));
        assert_same(&tree(&a), &tree(&b), engine.name());
        let again = export(&first, engine);
        assert_same(&tree(&again), &tree(&b), engine.name());
        let build = |folder: &std::path::Path| portal::export::Summary::read(folder).unwrap().build;
        assert_eq!(build(&a), build(&b));
        assert_ne!(build(&a), build(&c));
    }
}

#[test]
fn a_smaller_export_leaves_nothing_of_a_larger_one() {
    let site = Site::new();
    let body = "长".repeat(1_200_000);
    for name in ["a", "b"] {
        site.document(&format!("pages/{name}.md"), "标题: 长文\n发布日期: 2026-01-01", &body);
    }
    let folder = export(&site, Engine::Quickwit);
    assert!(folder.join("documents/0002.ndjson").exists());
    support::write(&folder.join("current.json"), "{}");
    std::fs::remove_file(site.path("content/pages/b.md")).unwrap();
    export(&site, Engine::Quickwit);
    assert!(!folder.join("documents/0002.ndjson").exists());
    assert!(folder.join("current.json").exists(), "what the last push noted stays");
    let verified = site.run(&["verify", folder.to_str().unwrap()]);
    assert!(verified.out.contains("清单之外：current.json") && verified.out.contains("1 处不一致"), "{}", verified.out);
}

#[test]
fn errors_stop_an_export_as_they_stop_a_build() {
    let site = Site::of_case(&tests().join("export"));
    let folder = export(&site, Engine::Quickwit);
    let before = tree(&folder);
    site.write("content/policies/bad.md", "没有元数据");
    let ran = site.run(&["export", "quickwit", "--as-of", TODAY, "--push", "http://127.0.0.1:9/"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("policies/bad.md") && ran.err.contains("没有导出"), "{}", ran.err);
    assert_same(&before, &tree(&folder), "an export that errors stopped");
}

#[test]
fn an_export_is_never_put_onto_the_web() {
    let site = Site::of_case(&tests().join("export"));
    site.build(TODAY);
    let before = site.output();
    for out in ["public", "public/search", "public/neu"] {
        let path = site.path(out);
        let ran = site.run(&["export", "quickwit", "--as-of", TODAY, "--out", path.to_str().unwrap()]);
        assert_eq!(ran.status, 2, "{out}");
        assert!(ran.err.contains("--out"), "{}", ran.err);
    }
    // Another public site.
    std::fs::rename(site.path("public"), site.path("elsewhere")).unwrap();
    let ran = site.run(&["export", "opensearch", "--as-of", TODAY, "--out", site.path("elsewhere").to_str().unwrap()]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(ran.err.contains("是公开的网站"), "{}", ran.err);
    assert_same(&before, &tree(&site.path("elsewhere")), "the public site");
}

#[test]
fn names_are_asked_for_where_nothing_gives_them() {
    let site = Site::new();
    site.write("content/site.yaml", "网站: {名称: 无名}\n栏目: [{路径: pages, 名称: 概况, 类型: 页面}]\n");
    let ran = site.run(&["export", "quickwit", "--as-of", TODAY]);
    assert_eq!((ran.status, ran.err.contains("--site")), (2, true), "{}", ran.err);
    let ran = site.run(&["export", "quickwit", "--as-of", TODAY, "--site", "abc", "--index", "xyz"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let config: Value =
        serde_json::from_slice(&std::fs::read(site.path("export/quickwit/index.json")).unwrap()).unwrap();
    assert_eq!(config["index_id"], "xyz");
    assert!(ran.out.contains("已导出 0 份文件"), "{}", ran.out);
}
