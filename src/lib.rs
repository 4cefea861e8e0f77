//! `portal` is a compiler for public disclosure: Markdown and tables go in, a checked site comes
//! out, and what breaks a rule does not get published.
//!
//! ```text
//!  content/**.md  content/**.csv|yaml  content/site.yaml  themes/<t>/**  content/calendar/<year>.yaml
//!         \             |                    |               |              /
//!          v            v                    v               v             v
//!    source     bytes + FileId                 the only phase that reads input files
//!          v
//!    content    fences -> front matter with places -> typed Document / Register / calendar,
//!               bodies and earlier texts with the documents that they cite
//!          v
//!    site       all documents -> Site: addresses, references, policy <-> interpretation, events,
//!               texts through time, what is promised and what was published for it
//!          v
//!    status     Site + as-of date -> Edition: what may be seen, validity, the text that holds,
//!               who cites whom, what is owed and how that stands, next changes
//!          v
//!    check      Edition -> findings; any error stops here, all of them reported
//!          v
//!    render | search | feed | export      &Edition -> outputs (path, bytes)
//!          v
//!    publish    staging -> manifest -> atomic switch
//!          v
//!       public/
//!
//!  side doors   import (text, docx, xlsx, csv -> content/), serve (the same build, watched), publish::verify,
//!               export::push (an export -> another search engine)
//! ```
//!
//! Arrows run one way: a module uses only what stands above it in this list, and a test holds it
//! to that.

pub mod domain;
pub mod diagnostic;
pub mod yaml;
pub mod config;
pub mod source;
pub mod content;
pub mod site;
pub mod status;
pub mod check;
pub mod render;
pub mod search;
pub mod feed;
pub mod export;
pub mod publish;
pub mod import;
pub mod pipeline;
pub mod serve;
pub mod cli;
