//! The handbook's examples: files with their path before them, which together are one site, and what
//! the program answers on it.

use crate::support::{Site, TODAY};
use regex::Regex;

const HANDBOOK: &str = include_str!("../docs/handbook.md");

/// The site of all examples that name their file.
fn site() -> Site {
    let site = Site::empty();
    let example = Regex::new(r"(?ms)^文件 `([^`]+)`：\n\n```\w*\n(.*?)^```$").unwrap();
    let files: Vec<(&str, &str)> = example.captures_iter(HANDBOOK).map(|found| found.extract::<2>().1.into()).collect();
    assert!(files.len() >= 20, "{}", files.len());
    files.iter().for_each(|(path, text)| site.write(path, text));
    site
}

#[test]
fn its_examples_build_without_a_finding() {
    let built = site().build(TODAY);
    assert_eq!(built.err, "");
}

#[test]
fn portal_due_says_what_is_shown() {
    let (_, shown) = HANDBOOK.split_once("$ portal due ").unwrap();
    let (arguments, shown) = shown.split_once('\n').unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let arguments: Vec<&str> = ["due"].into_iter().chain(arguments.split(' ')).collect();
    assert_eq!(site().run(&arguments).out, shown);
}
