//! Asks portal's search index: one engine for the shell, the server and the browser.
//!
//! ```text
//!  what was typed --Request--> Query --lookup--> candidates --judge--> Answer --> HTML, JSON
//!    (request)                (query, lexicon)  (engine/*)            (answer)    (results)
//!
//!  the bytes of the index: a folder (portal), or whatever else can read ranges
//! ```
//!
//! A question is answered in three steps, each of which reads one file of the index: the dictionary
//! (which documents hold a token, and where that is written), the postings, the stored texts of the
//! best candidates. Every step asks for all that it needs before it gives up, so that a browser that
//! lacks some bytes fetches them in one request a step.
//!
//! Nothing here knows a file system, a clock or a thread.

pub mod analysis;
mod answer;
mod days;
mod engine;
pub mod hash;
pub mod lexicon;
pub mod pinyin;
mod query;
mod request;
pub mod results;
pub mod schema;
mod snippet;
mod traditional;

pub use answer::{Answer, Facet, FacetValue, Hit};
pub use engine::Searcher;
pub use query::Query;
pub use request::{Filters, PAGE_SIZE, Request};
