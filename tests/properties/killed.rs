//! A build that is killed at any moment leaves one whole site, the old or the new; two builds at
//! once do not touch each other.

use crate::support::{PORTAL, Ran, Site, Tree, assert_same, tree, write};
use portal::publish::verify;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const DAY: &str = "2026-11-23";
const DOCUMENTS: usize = 150;
/// So many builds are killed.
const KILLED: u32 = 25;

/// A site all of whose pages name their version, so that a mix of two would be seen.
fn generated(version: &str) -> Site {
    let site = Site::new();
    for at in 0..DOCUMENTS {
        let front = format!(
            "标题: {version}第{at}号文件\n发文字号: 望政发〔2024〕{}号\n公开属性: 主动公开\n发布日期: 2024-03-{:02}",
            at + 1,
            at % 28 + 1
        );
        let body =
            format!("第一条　本文件是{version}的第{at}号。为了规范管理，结合本市实际，制定本办法。\n\n").repeat(12);
        site.document(&format!("policies/{}/p{at}.md", at % 7), &front, &body);
    }
    // Each version has files that the other lacks.
    site.document(&format!("news/only-{version}.md"), &format!("标题: 只在{version}"), "正文。");
    site
}

fn build(site: &Site, out: &Path) -> Command {
    let mut command = site.command(&["build", "--as-of", DAY, "--out"]);
    command.arg(out).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn reference(site: &Site) -> (Tree, Duration) {
    let start = Instant::now();
    site.build(DAY);
    (site.output(), start.elapsed())
}

#[test]
fn killed_at_any_moment() {
    let sites = [generated("旧版"), generated("新版")];
    let [(old, _), (new, mut time)] = [reference(&sites[0]), reference(&sites[1])];
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("www");
    assert!(build(&sites[0], &out).status().unwrap().success());
    // A host's own file must live through it as well.
    write(&out.join("CNAME"), "www.wangchuan.example");
    let whole = |mut tree: Tree| {
        tree.insert("CNAME".to_owned(), "www.wangchuan.example".into());
        tree
    };
    let (old, new) = (whole(old), whole(new));
    let (mut killed, mut attempt) = (0, 0);
    while killed < KILLED {
        assert!(attempt < 4 * KILLED, "only {killed} of {attempt} builds were killed");
        let next = usize::from(tree(&out) == old);
        match kill(build(&sites[next], &out).spawn().unwrap(), &folder.path().join(".www.staging"), attempt, time) {
            None => killed += 1,
            // It was through before its moment: the machine is faster now than it was.
            Some(took) => time = time.min(took),
        }
        attempt += 1;
        let found = tree(&out);
        assert!(found == old || found == new, "a mix after attempt {attempt}");
        let (_, differences) = verify(&out).unwrap();
        let unknown = differences.iter().all(|difference| format!("{difference:?}") == "Unknown(\"CNAME\")");
        assert!(unknown, "{differences:?}");
    }
    assert!(build(&sites[1], &out).status().unwrap().success());
    assert_same(&tree(&out), &new, "the next build");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

/// Kills a build at its moment, unless it is through before: then says how long it took. Half of
/// the moments are spread over the whole build, half lie close around the switch, which follows
/// the manifest.
fn kill(mut child: Child, staging: &Path, attempt: u32, time: Duration) -> Option<Duration> {
    let start = Instant::now();
    let manifest = staging.join("manifest.json");
    let mut complete = None;
    loop {
        if child.try_wait().unwrap().is_some() {
            return Some(start.elapsed());
        }
        if complete.is_none() && manifest.exists() {
            complete = Some(Instant::now());
        }
        let due = match attempt % 2 {
            0 => start.elapsed() >= time * (attempt % KILLED) / KILLED,
            _ => complete.is_some_and(|since| since.elapsed() >= Duration::from_micros(300) * (attempt / 2 % 12)),
        };
        if due {
            break;
        }
        sleep(Duration::from_micros(100));
    }
    let _ = child.kill();
    (child.wait().unwrap().success()).then(|| start.elapsed())
}

#[test]
fn two_builds_at_once() {
    let site = generated("旧版");
    let out = site.out();
    for _ in 0..5 {
        let mut first = build(&site, &out).spawn().unwrap();
        while !site.path(".public.staging").exists() && first.try_wait().unwrap().is_none() {
            sleep(Duration::from_millis(2));
        }
        let second = Ran::of(
            Command::new(PORTAL).arg("--root").arg(site.root()).args(["build", "--as-of", DAY]).output().unwrap(),
        );
        assert!(first.wait().unwrap().success());
        let (_, differences) = verify(&out).unwrap();
        assert!(differences.is_empty(), "{differences:?}");
        if second.status == 2 {
            return assert!(second.err.contains("另一个 portal 正在生成"), "{}", second.err);
        }
        // The first was through before the second began: once more.
        assert_eq!(second.status, 0, "{}", second.err);
    }
    panic!("two builds at once were never seen");
}
