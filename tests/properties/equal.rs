//! Two builds of the same input and day write the same bytes; and so do builds of two days between
//! which, as the program says, nothing changes by itself. The golden sites are the material: they
//! hold every kind of page.

use crate::support::{Site, assert_same, cases, tests};
use portal::domain::Date;
use portal::pipeline::{Options, build};
use portal::render::EditionName;
use rayon::prelude::*;
use regex::Regex;
use std::path::Path;

#[test]
fn two_builds_write_the_same_bytes() {
    cases("sites").par_iter().for_each(|(name, folder)| {
        // In the other order of days, so that no file's time stamp can help.
        let first = Site::of_case(folder);
        first.build("2026-11-24");
        first.build("2026-11-23");
        let second = Site::of_case(folder);
        second.build("2026-11-23");
        let (first, second) = (first.output(), second.output());
        assert!(
            first.keys().any(|path| path.starts_with("senior/")) && first.contains_key("search/meta.json"),
            "{name}"
        );
        assert_same(&first, &second, name);
    });
}

/// The library and the program write the same.
#[test]
fn the_library_writes_what_the_program_writes() {
    let folder = tests().join("sites/validity");
    let (program, library) = (Site::of_case(&folder), Site::of_case(&folder));
    program.build("2026-11-23");
    let options = Options {
        root: library.root().to_owned(),
        out: library.out(),
        as_of: portal::domain::date::parse_iso("2026-11-23").unwrap(),
        drafts: false,
        base_url: None,
        editions: EditionName::ALL.to_vec(),
        index: true,
    };
    assert!(build(&options, &mut |_, _| {}).unwrap().manifest.is_some());
    assert_same(&program.output(), &library.output(), "library");
}

#[test]
fn nothing_changes_before_the_day_that_the_program_names() {
    const CASES: [&str; 9] = [
        "validity",
        "library",
        "disclosure",
        "calendar",
        "interpretations",
        "pagination",
        "ledger",
        "decisions",
        "subscriptions",
    ];
    CASES.par_iter().for_each(|case| {
        let folder = tests().join("sites").join(case);
        for start in ["2024-03-04", "2026-10-28"] {
            follow(&folder, start, 4);
        }
    });
}

/// From a day to the next change, a few times: the eve is like the day, the day of change is not.
fn follow(folder: &Path, start: &str, steps: usize) {
    let site = Site::of_case(folder);
    let mut today: Date = start.parse().unwrap();
    for _ in 0..steps {
        let said = site.build(&today.to_string()).out;
        let output = site.output();
        let Some(next) = next_change(&said) else {
            let later = Date::new(today.year() + 3, 1, 1).unwrap();
            site.build(&later.to_string());
            return assert_same(&output, &site.output(), &format!("{folder:?}: {today} and {later}"));
        };
        assert!(next > today, "{said}");
        let eve = next.yesterday().unwrap();
        site.build(&eve.to_string());
        assert_same(&output, &site.output(), &format!("{folder:?}: {today} and {eve}, next change {next}"));
        site.build(&next.to_string());
        assert!(output != site.output(), "{folder:?}: nothing changes on {next}: {said}");
        today = next;
    }
}

fn next_change(said: &str) -> Option<Date> {
    let day = Regex::new(r"下次自行变化：(\d{4}-\d\d-\d\d)").unwrap();
    let found = day.captures(said).map(|found| found[1].parse().unwrap());
    assert!(found.is_some() || said.contains("网站不会自行变化"), "{said}");
    found
}
