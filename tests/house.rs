//! The house keeps its order: imports go up only, functions and files stay small, and every code
//! has a broken site that shows it.

use crate::support::{cases, tests, tree};
use portal::diagnostic::Code;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

const LONGEST_FUNCTION: usize = 80;
/// Lines of code: blank lines and comments do not count, and documentation costs nothing.
const LONGEST_FILE: usize = 500;

/// A source file without its tests, comments and strings.
struct Source {
    path: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let files = tree(&tests().join("../src"));
    let rust = files.into_iter().filter(|(path, _)| path.ends_with(".rs") && !path.ends_with("/tests.rs"));
    rust.map(|(path, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        let code = code_only(text.split("\n#[cfg(test)]\nmod tests {").next().unwrap());
        Source { path, code }
    })
    .collect()
}

/// Blanks out comments, strings and characters, keeping line ends, so that braces and names count
/// only where they are code.
fn code_only(text: &str) -> String {
    let skipped = Regex::new(concat!(
        r##"(?s)//[^\n]*|/\*.*?\*/|r#".*?"#|r"[^"]*"|b?"(?:\\.|[^"\\])*""##,
        r"|b?'(?:\\[^']+|[^'\\])'"
    ));
    let blank = |found: &regex::Captures| found[0].chars().filter(|c| *c == '\n').collect::<String>();
    skipped.unwrap().replace_all(text, blank).into_owned()
}

/// The rooms in the order of lib.rs.
fn rooms() -> Vec<String> {
    let lib = std::fs::read_to_string(tests().join("../src/lib.rs")).unwrap();
    let rooms = Regex::new(r"(?m)^pub mod (\w+);").unwrap();
    rooms.captures_iter(&lib).map(|found| found[1].to_owned()).collect()
}

/// The room that a file belongs to, and how many modules deep it lies.
fn room_of(path: &str) -> (String, usize) {
    let parts: Vec<&str> = path.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").collect();
    (parts[0].to_owned(), parts.len())
}

/// The rooms that a file names: `crate::x`, `crate::{x, y::z}`, and ways up through `super`.
fn imports(source: &Source) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let single = Regex::new(r"\bcrate::(\w+)").unwrap();
    found.extend(single.captures_iter(&source.code).map(|name| name[1].to_owned()));
    for group in Regex::new(r"\bcrate::\{").unwrap().find_iter(&source.code) {
        found.extend(first_names(&source.code[group.end()..]));
    }
    let (_, depth) = room_of(&source.path);
    for up in Regex::new(r"\b((?:super::)+)(\w+)").unwrap().captures_iter(&source.code) {
        if up[1].matches("super").count() >= depth {
            found.insert(up[2].to_owned());
        }
    }
    found
}

/// The first names of the entries of a brace group, up to its closing brace.
fn first_names(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut name, mut taken) = (0, Vec::new(), String::new(), false);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(std::mem::take(&mut name));
                taken = false;
            }
            ':' if depth == 0 => taken = true,
            c if depth == 0 && !taken && (c.is_alphanumeric() || c == '_') => name.push(c),
            _ => {}
        }
    }
    names.push(name);
    names.retain(|name| !name.is_empty());
    names
}

/// The eyes of the test below: every way of naming another room is seen, and nothing else is.
#[test]
fn ways_of_importing_are_seen() {
    let text = concat!(
        "//! crate::cli is not meant\nuse crate::{feed, render::{Sink, pages::x}, site::Site as S};\n",
        "use super::Hit;\nuse super::super::publish::verify;\nconst S: &str = \"crate::serve\";\n",
        "fn f<'a>(x: &'a crate::status::Edition<'a>) -> char { '{' }\n",
    );
    let source = Source { path: "search/query.rs".to_owned(), code: code_only(text) };
    let seen: Vec<_> = imports(&source).into_iter().collect();
    assert_eq!(seen, ["feed", "publish", "render", "site", "status"]);
    assert_eq!(body_lines(&source.code[source.code.find("fn f").unwrap()..]), Some(1));
}

#[test]
fn imports_go_up_only() {
    let rooms = rooms();
    assert_eq!(rooms[..2], ["domain", "diagnostic"], "the two vocabularies come first");
    let place = |room: &str| rooms.iter().position(|known| known == room);
    let mut seen = BTreeMap::<String, BTreeSet<String>>::new();
    for source in sources().iter().filter(|source| !matches!(source.path.as_str(), "lib.rs" | "main.rs")) {
        let (room, _) = room_of(&source.path);
        let own = place(&room).unwrap_or_else(|| panic!("{} is in no room of lib.rs", source.path));
        for used in imports(source) {
            let other = place(&used).unwrap_or_else(|| panic!("{} uses {used}, which is no room", source.path));
            assert!(other <= own, "{} uses {used}, which stands below {room}", source.path);
            seen.entry(room.clone()).or_default().insert(used);
        }
    }
    // The test sees what it looks for.
    let uses = |room: &str, other: &str| seen.get(room).is_some_and(|used| used.contains(other));
    assert!(uses("diagnostic", "domain") && uses("pipeline", "publish") && uses("cli", "import"), "{seen:?}");
}

#[test]
fn only_one_module_touches_the_yaml_parser() {
    let users: Vec<_> =
        sources().into_iter().filter(|source| source.code.contains("serde_yaml")).map(|source| source.path).collect();
    assert_eq!(users, ["yaml/tree.rs"]);
}

#[test]
fn functions_are_short() {
    let start = Regex::new(r"\bfn (\w+)").unwrap();
    let mut count = 0;
    for source in sources() {
        for found in start.captures_iter(&source.code) {
            let from = found.get(0).unwrap().start();
            let Some(lines) = body_lines(&source.code[from..]) else { continue };
            count += 1;
            assert!(lines <= LONGEST_FUNCTION, "{}: {} has {lines} lines", source.path, &found[1]);
        }
    }
    assert!(count > 500, "only {count} functions were seen");
}

/// How many lines a function takes from its name to its closing brace; none for a declaration.
fn body_lines(code: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            ';' if depth == 0 => return None,
            // `[u8; 4]` and `(a; b)` are no end of the declaration.
            '[' | '(' | '{' => depth += 1,
            ']' | ')' => depth -= 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(code[..at].matches('\n').count() + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[test]
fn files_are_small() {
    let lines = |source: &Source| source.code.lines().filter(|line| !line.trim().is_empty()).count();
    let sizes = sources().into_iter().map(|source| (lines(&source), source.path));
    let (long, small): (Vec<_>, Vec<_>) = sizes.partition(|(lines, _)| *lines > LONGEST_FILE);
    assert!(long.is_empty(), "{long:?}");
    assert!(small.len() > 100 && small.iter().any(|(lines, _)| *lines > 200), "the lines are not counted");
}

/// Codes that no folder of files can show, and why.
const NOT_SHOWN: &[(Code, &str)] = &[(Code::FileUnreadable, "the tests may run as root, who can read every file")];

#[test]
fn every_code_has_a_broken_site() {
    let mut shown = BTreeSet::new();
    for (_, folder) in cases("invalid") {
        let rows: Vec<serde_json::Value> = serde_json::from_str(&crate::invalid::findings(&folder)).unwrap();
        shown.extend(rows.iter().map(|row| row["code"].as_str().unwrap().to_owned()));
    }
    for code in Code::ALL {
        let reason = NOT_SHOWN.iter().find(|(other, _)| other == code);
        assert_eq!(shown.contains(code.name()), reason.is_none(), "{code} {code:?}: {reason:?}");
    }
}

/// `unsafe`, the clock and the environment stay where the house rules put them.
#[test]
fn the_clock_is_read_in_one_place() {
    let clock = Regex::new(r"SystemTime::now|Zoned::now|Timestamp::now|env::var").unwrap();
    let users: Vec<_> =
        sources().into_iter().filter(|source| clock.is_match(&source.code)).map(|source| source.path).collect();
    assert_eq!(users, ["cli/clock.rs"]);
}
