//! The output folder: ours is replaced, what is not ours is neither lost nor overwritten, and a
//! build that fails changes nothing.

use crate::support::{Site, assert_same, copy, portal, write};
use std::fs;
use std::path::Path;

fn site() -> Site {
    let site = Site::new();
    site.document("policies/a.md", "标题: 甲\n公开属性: 主动公开\n发布日期: 2024-03-05", "正文甲。");
    site.document(
        "policies/b.md",
        "标题: 乙\n公开属性: 主动公开\n发布日期: 2024-03-06\n附件:\n  - {名称: 表, 文件: b.txt}",
        "正文乙。",
    );
    site.write("content/policies/b.txt", "表");
    site
}

const DAY: &str = "2026-11-23";

/// Nothing of ours is left beside the output but the lock.
fn assert_tidy(site: &Site) {
    let names: Vec<_> =
        fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let left: Vec<_> = names.iter().filter(|name| name.starts_with('.') && *name != ".public.lock").collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_failing_build_leaves_the_old_site() {
    let site = site();
    site.build(DAY);
    let before = site.output();
    site.document("policies/c.md", "标题: 丙\n公开属性: 主动公开\n发布日期: 昨天", "正文丙。");
    let ran = site.run(&["build", "--as-of", DAY]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(ran.err.contains("没有生成网站，原有的网站未改动"), "{}", ran.err);
    assert_same(&before, &site.output(), "content error");
    assert_tidy(&site);
}

#[test]
fn a_failing_theme_leaves_the_old_site() {
    for (template, names) in [
        (
            "{% extends \"base.html\" %}{% block content %}{{ document.nothing.there }}{% endblock content %}",
            "document.html",
        ),
        ("{% if %}", "document.html"),
    ] {
        let site = site();
        site.build(DAY);
        let before = site.output();
        site.document("policies/c.md", "标题: 丙\n公开属性: 主动公开\n发布日期: 2024-03-05", "正文丙。");
        site.write("themes/standard/templates/document.html", template);
        let ran = site.run(&["build", "--as-of", DAY]);
        assert_eq!(ran.status, 2, "{}", ran.err);
        assert!(ran.err.contains(names), "{}", ran.err);
        assert_same(&before, &site.output(), "theme error");
        assert_tidy(&site);
    }
}

#[test]
fn files_that_are_not_ours_stay() {
    let site = site();
    site.build(DAY);
    let mine = [".well-known/security.txt", "policies/mine.txt", "data/old/2019.xls", "CNAME"];
    mine.iter().for_each(|path| write(&site.out().join(path), "我的"));
    site.document("policies/c.md", "标题: 丙\n公开属性: 主动公开\n发布日期: 2024-03-05", "正文丙。");
    fs::remove_file(site.path("content/policies/b.md")).unwrap();
    site.build(DAY);
    let after = site.output();
    mine.iter().for_each(|path| assert_eq!(after.get(*path).map(Vec::as_slice), Some("我的".as_bytes()), "{path}"));
    assert!(after.contains_key("policies/c.html") && after.contains_key("senior/policies/c.html"));
    // What the previous manifest named and the new one does not is gone, the attachment with it.
    for gone in ["policies/b.html", "senior/policies/b.html", "policies/b.txt"] {
        assert!(!after.contains_key(gone), "{gone}");
    }
    // verify names them, but not the hidden one, and takes them for no fault of a host's own files.
    let verified = site.run(&["verify"]);
    let unknown: Vec<_> = verified.out.lines().filter(|line| line.starts_with("清单之外：")).collect();
    assert_eq!((verified.status, unknown.len()), (1, 3), "{}", verified.out);
}

#[test]
fn a_file_that_stands_in_the_way_stops_the_build() {
    for in_the_way in
        ["policies/a.html", "manifest.json", "policies", "senior", "sitemap.xml/kept.txt", "search/meta.json"]
    {
        let site = site();
        write(&site.out().join(in_the_way), "{\"generator\":\"我的\"}");
        let before = site.output();
        let ran = site.run(&["build", "--as-of", DAY]);
        assert_eq!(ran.status, 2, "{in_the_way}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(in_the_way.trim_end_matches("/kept.txt")), "{in_the_way}: {}", ran.err);
        assert_same(&before, &site.output(), in_the_way);
        assert_tidy(&site);
    }
}

/// A folder that another program filled is not taken over, and not emptied.
#[test]
fn a_folder_without_our_manifest_keeps_its_files() {
    let site = site();
    write(&site.out().join("photo.jpg"), "照片");
    site.build(DAY);
    assert_eq!(site.output()["photo.jpg"], "照片".as_bytes());
}

#[test]
fn verify_finds_every_kind_of_difference() {
    let site = site();
    site.build(DAY);
    let whole = site.run(&["verify"]);
    assert_eq!(whole.status, 0, "{}", whole.out);
    assert!(whole.out.contains("，0 处不一致。"), "{}", whole.out);
    write(&site.out().join("policies/a.html"), "改过");
    write(&site.out().join("ad.html"), "广告");
    fs::remove_file(site.out().join("policies/b.txt")).unwrap();
    let ran = site.run(&["verify"]);
    assert_eq!(ran.status, 1);
    let said: Vec<_> = ran.out.lines().take(3).collect();
    assert_eq!(said, ["缺少：policies/b.txt", "被改动：policies/a.html", "清单之外：ad.html"]);
    // A build sets ours right and leaves the stranger.
    site.build(DAY);
    assert_eq!(site.run(&["verify"]).out.lines().next(), Some("清单之外：ad.html"));
    let nowhere = portal(&["verify", &site.path("content").display().to_string()]);
    assert_eq!(nowhere.status, 2, "{}", nowhere.out);
}

/// An output folder elsewhere, and one that is a link: the link stays a link.
#[cfg(unix)]
#[test]
fn the_output_may_be_elsewhere() {
    let site = site();
    let elsewhere = tempfile::tempdir().unwrap();
    let target = elsewhere.path().join("www/site");
    site.build_with(DAY, &["--out", target.to_str().unwrap()]);
    assert!(target.join("policies/a.html").exists() && !site.out().exists());
    std::os::unix::fs::symlink(&target, site.out()).unwrap();
    site.document("policies/c.md", "标题: 丙\n公开属性: 主动公开\n发布日期: 2024-03-05", "正文丙。");
    site.build(DAY);
    assert!(fs::symlink_metadata(site.out()).unwrap().is_symlink());
    assert!(target.join("policies/c.html").exists());
}

/// The site's folder may be moved: the output knows nothing of where it was made.
#[test]
fn the_output_does_not_know_where_it_was_made() {
    let first = site();
    first.build(DAY);
    let second = Site::empty();
    copy(&first.path("content"), &second.path("content"));
    second.build(DAY);
    assert_same(&first.output(), &second.output(), "two folders");
    let needle = first.root().to_str().unwrap().as_bytes().to_vec();
    for (path, bytes) in first.output() {
        assert!(
            !bytes.windows(needle.len()).any(|window| window == needle),
            "{path} names {}",
            Path::new(first.root()).display()
        );
    }
}
