//! Golden sites. A case is a folder:
//!
//! ```text
//! content/          the site (the shared site.yaml where it has none)
//! as_of             the day (2026-11-23 where it has none)
//! args              further arguments of `portal build`, one a line
//! expected/
//!   console.txt     what the program says
//!   files.txt       every file of the standard edition, without hashes
//!   <page>.html.txt what the reader gets of a page (see `support::page`)
//!   <file>          any other output, hashes masked
//! ```
//!
//! `UPDATE_GOLDEN=1 cargo test sites` rewrites what stands in `expected/`. To watch one more output,
//! make an empty file of its name there and do that. Every built case is also held to what is true
//! of any site: each page has its twin, no link leads nowhere, the manifest names all files.

use crate::support::{self, Ran, Site, Tree, assert_none, cases, golden, page, setting};
use regex::Regex;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn sites_come_out_as_expected() {
    let mut failures = Vec::new();
    let cases = cases("sites");
    assert!(cases.len() >= 8, "the cases are not where they should be");
    for (name, folder) in cases {
        let site = Site::of_case(&folder);
        let ran = build(&site, &folder);
        let output = site.output();
        compare(&folder, &site, &ran, &output, &mut failures);
        twins(&name, &output, &mut failures);
        links(&name, &output, &mut failures);
        let verified = site.run(&["verify"]);
        assert_eq!(verified.status, 0, "{name}: {}", verified.out);
    }
    assert_none(&failures);
}

fn build(site: &Site, folder: &Path) -> Ran {
    let arguments = setting(folder, "args", "");
    let arguments: Vec<&str> = arguments.lines().collect();
    site.build_with(&setting(folder, "as_of", support::TODAY), &arguments)
}

fn compare(folder: &Path, site: &Site, ran: &Ran, output: &Tree, failures: &mut Vec<String>) {
    let expected = folder.join("expected");
    golden(&expected.join("console.txt"), &console(site, ran), failures);
    golden(&expected.join("files.txt"), &files(output), failures);
    for path in support::tree(&expected).into_keys().filter(|path| path != "console.txt" && path != "files.txt") {
        let name = path.strip_suffix(".html.txt").map_or(path.clone(), |page| format!("{page}.html"));
        let Some(bytes) = output.get(&name) else {
            failures.push(format!("{} does not make {name}", folder.display()));
            continue;
        };
        let text = String::from_utf8(bytes.clone()).unwrap();
        let actual = if name == path { masked(&text) } else { page::extract(&text, name == "index.html") };
        golden(&expected.join(&path), &actual, failures);
    }
}

/// What the program says, without what depends on the folder or the size of the theme.
fn console(site: &Site, ran: &Ran) -> String {
    let text = if ran.err.is_empty() { ran.out.clone() } else { format!("{}-- stderr\n{}", ran.out, ran.err) };
    let text = text.replace(&site.root().display().to_string(), "SITE");
    Regex::new(r"已生成 \d+ 个文件（[\d.]+ MB）").unwrap().replace(&text, "已生成 … 个文件（… MB）").into_owned()
}

fn files(output: &Tree) -> String {
    let is_index = |path: &&String| path.starts_with("search/") && !path.ends_with(".html");
    let shown = output.keys().filter(|path| !path.starts_with("senior/") && !is_index(path));
    // In order of what is shown, not of the hashes that are not.
    let mut lines: Vec<String> = shown.map(|path| format!("{}\n", masked(path))).collect();
    lines.sort_unstable();
    lines.concat()
}

fn masked(text: &str) -> String {
    Regex::new(r"\b([0-9a-f]{64}|[0-9a-f]{12})\b").unwrap().replace_all(text, "HASH").into_owned()
}

/// 长辈版: every page has its twin at the same path.
fn twins(case: &str, output: &Tree, failures: &mut Vec<String>) {
    let pages = |senior: bool| -> BTreeSet<&str> {
        let html = output.keys().filter(|path| path.ends_with(".html"));
        html.filter_map(|path| match path.strip_prefix("senior/") {
            Some(rest) => senior.then_some(rest),
            None => (!senior).then_some(path.as_str()),
        })
        .collect()
    };
    let difference: Vec<_> = pages(false).symmetric_difference(&pages(true)).copied().map(str::to_owned).collect();
    if !difference.is_empty() {
        failures.push(format!("{case}: pages without a twin: {difference:?}"));
    }
}

fn links(case: &str, output: &Tree, failures: &mut Vec<String>) {
    for (path, bytes) in output.iter().filter(|(path, _)| path.ends_with(".html") && !path.ends_with("404.html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        for address in page::addresses(html) {
            if let Some(fault) = fault(path, html, &address, output) {
                failures.push(format!("{case}: {path} leads to {address}: {fault}"));
            }
        }
    }
}

/// Why a link leads nowhere, if it does.
fn fault(from: &str, html: &str, address: &str, output: &Tree) -> Option<String> {
    if ["https:", "http:", "tel:", "mailto:"].iter().any(|scheme| address.starts_with(scheme)) {
        return None;
    }
    if address.starts_with('/') {
        return Some("not relative: breaks where the site lies in a folder".to_owned());
    }
    let (path, fragment) = address.split_once('#').map_or((address, None), |(path, id)| (path, Some(id)));
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().unwrap().into_owned();
    let target = match path {
        "" => from.to_owned(),
        _ => portal::content::resolve(from, &decoded).map(|target| as_file(&target, &decoded))?,
    };
    let Some(bytes) = output.get(&target) else { return Some(format!("no file {target}")) };
    let id = percent_encoding::percent_decode_str(fragment?).decode_utf8().unwrap();
    let there = if path.is_empty() { page::ids(html) } else { page::ids(std::str::from_utf8(bytes).ok()?) };
    (!there.iter().any(|known| *known == id)).then(|| format!("no place #{id} in {target}"))
}

/// A host answers a folder with its index.html.
fn as_file(target: &str, written: &str) -> String {
    let is_folder = written.ends_with('/') || written.ends_with("..") || written == ".";
    match (is_folder, target) {
        (true, "") => "index.html".to_owned(),
        (true, folder) => format!("{folder}/index.html"),
        (false, file) => file.to_owned(),
    }
}
