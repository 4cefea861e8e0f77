//! Broken sites and the findings that they must give. A case is a folder with `content/` (the shared
//! site.yaml where it has none), perhaps `as_of`, and `expected.json`: the very rows of
//! `portal check --format json`. One test holds the library to all cases; another, the program.
//!
//! `UPDATE_GOLDEN=1 cargo test invalid` rewrites the rows. Read each message as the editor who gets
//! it: is it true, is the place right, does the help help?

use crate::support::{self, Site, assert_none, cases, golden, setting};
use portal::diagnostic::render;
use portal::pipeline::{Options, check};
use serde_json::Value;
use std::path::Path;

#[test]
fn broken_sites_give_the_expected_findings() {
    let mut failures = Vec::new();
    let cases = cases("invalid");
    assert!(cases.len() >= 36, "the cases are not where they should be");
    for (name, folder) in cases {
        let rows = findings(&folder);
        if rows.trim() == "[]" {
            failures.push(format!("{name}: nothing was found"));
        }
        golden(&folder.join("expected.json"), &rows, &mut failures);
    }
    assert_none(&failures);
}

/// The findings of a case as the library gives them.
pub fn findings(folder: &Path) -> String {
    let site = Site::of_case(folder);
    // A case about a missing site.yaml says so.
    if folder.join("no_site").exists() {
        std::fs::remove_file(site.path("content/site.yaml")).unwrap();
    }
    let options = Options {
        root: site.root().to_owned(),
        out: site.out(),
        as_of: setting(folder, "as_of", support::TODAY).parse().unwrap(),
        drafts: false,
        base_url: None,
        editions: Vec::new(),
        index: false,
    };
    let report = check(&options).unwrap();
    render::json(&report.findings, &report.sources)
}

/// Every place lies inside its file, and ends after it starts.
#[test]
fn places_lie_in_the_files_that_they_name() {
    for (name, folder) in cases("invalid") {
        let rows: Vec<Value> = serde_json::from_str(&findings(&folder)).unwrap();
        for row in rows {
            let of = |key: &str| row[key].as_u64().unwrap();
            let place = (of("line"), of("column"));
            let end = (of("end_line"), of("end_column"));
            assert!(place >= (1, 1) && end >= place, "{name}: {row}");
            let file = folder.join(row["file"].as_str().unwrap());
            let Ok(bytes) = std::fs::read(&file) else { continue };
            let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
            let line =
                text.split('\n').nth(of("line") as usize - 1).unwrap_or_else(|| panic!("{name}: no line: {row}"));
            let columns = line.trim_start_matches('\u{FEFF}').chars().count() as u64 + 1;
            assert!(of("column") <= columns, "{name}: beyond the line: {row}");
        }
    }
}

/// The program says what the library says, ends with 1 when there is an error and with 0 when
/// there are warnings only, and builds nothing when there is an error.
#[test]
fn the_program_refuses_what_the_library_finds() {
    for case in ["document-number", "empty-body", "gb18030"] {
        let folder = support::tests().join("invalid").join(case);
        let site = Site::of_case(&folder);
        let expected = findings(&folder);
        let is_error = expected.contains("\"severity\": \"error\"");
        let checked = site.run(&["check", "--format", "json", "--as-of", support::TODAY]);
        assert_eq!((checked.status, checked.out.as_str()), (i32::from(is_error), expected.as_str()), "{case}");
        let built = site.run(&["build", "--as-of", support::TODAY]);
        assert_eq!(built.status, i32::from(is_error), "{case}: {}", built.err);
        assert_eq!(site.out().exists(), !is_error, "{case}");
    }
}
