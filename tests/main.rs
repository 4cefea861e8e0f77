//! One integration binary: the program and the library as their users see them.
//!
//! | room | what it holds |
//! |---|---|
//! | `sites/<case>/` | golden sites: content, and what must come out of it |
//! | `invalid/<case>/` | broken sites and the findings that they must give |
//! | `compare/expected/*.csv` | what neighbouring texts of the demo must compare to, found by hand |
//! | `law/*.csv` | literate tables: case, article, expected |
//! | `properties/` | what holds for every build: equal bytes, no leak, no half site |
//! | `calendars/` | calendar files: the standard, what is owed, what subscribers keep |
//! | `export/` | exports for other search engines, and pushes to engines that fail in every way |
//! | `import/` | text files and the Markdown that comes out of them |
//! | `browse.rs` | everything that a site publishes is in the lists of everything, and they stay short |
//! | `house.rs`, `cli.rs` | the order of the rooms; the command line |
//! | `handbook.rs` | the handbook's examples are one site, and say what the program says |
//! | `search/` | judged queries on the demo, and what each of them must find |
//! | `serve/` | the servers on real connections |
//! | `linked_data.rs` | what the pages tell machines |
//!
//! `UPDATE_GOLDEN=1 cargo test` rewrites the expectations of `sites/` and `invalid/`; read the
//! difference before you keep it.

#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as the test itself does")]

mod browse;
mod calendars;
mod cli;
mod compare;
mod export;
mod handbook;
mod house;
mod import;
mod invalid;
mod law;
mod linked_data;
mod properties;
mod search;
mod serve;
mod sites;
mod support;
