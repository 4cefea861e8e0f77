//! Sends an export to its engine, so that in the end all of it is there once, or nothing has changed.
//!
//! A push may be cut off anywhere: the network, this machine, the engine. What makes it end right
//! when it is run again differs between the engines (`quickwit`, `opensearch`); what they share:
//!
//! - documents go into an index that nobody asks yet, never into the one that is being asked;
//! - the new index is counted before anybody is led to it, and the step that leads there is one step;
//! - older indexes are removed after that step only, and what a cut-off push left is among them;
//! - one refused document, and everything stays as it was.

mod batch;
mod client;
mod opensearch;
mod quickwit;

use super::{Engine, Summary};
use crate::export::DOCUMENTS;
use crate::export::parts;
use client::{Client, Request};
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where an export is to go.
#[derive(Debug, Clone)]
pub struct Destination {
    /// Address of the engine, without the paths of its interface.
    pub url: String,
    /// What the header `Authorization` is to say.
    pub authorization: Option<String>,
    /// A name that no earlier push can have used: the time of day to the second.
    pub stamp: String,
    /// How long to try.
    pub patience: Patience,
}

/// How long a push tries, and how long it waits in between.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Times that a request is sent, and times that a push begins from the first document.
    pub tries: u32,
    /// The first wait; each further one is twice as long.
    pub first_wait: Duration,
    /// The longest wait, whatever the engine asks for.
    pub longest_wait: Duration,
    /// For a connection.
    pub connect: Duration,
    /// For the sending of a request, and again for the answer to it.
    pub answer: Duration,
    /// Until all documents can be found.
    pub visible: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            tries: 6,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(120),
            visible: Duration::from_secs(300),
        }
    }
}

impl Patience {
    /// How long to wait after so many vain tries, when the engine asks for a wait of its own.
    fn wait(&self, tried: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.first_wait.saturating_mul(2u32.saturating_pow(tried.saturating_sub(1)));
        asked.unwrap_or_default().max(doubled).min(self.longest_wait)
    }
}

/// What a push is doing, for who watches it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// An index was made for the documents.
    Created(String),
    /// So many documents of all are in.
    Sent(u64, u64),
    /// A request failed and is sent again after a wait.
    Retrying(String, Duration),
    /// It cannot be known what the engine took; it begins from the first document in a new index.
    Beginning(String),
    /// All documents are sent, so many of all can be found.
    Counting(u64, u64),
}

/// Watches a push.
pub type Watcher<'a> = &'a mut dyn FnMut(Step);

/// How a push ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pushed {
    /// The index that holds the documents; the one that held them before when some were refused.
    pub index: Option<String>,
    /// The engine had them all already.
    pub unchanged: bool,
    /// What the engine refused; nothing was changed then.
    pub refused: Vec<Refusal>,
    /// Older indexes that were removed.
    pub removed: Vec<String>,
    /// Older indexes that could not be removed, and why.
    pub left: Vec<(String, String)>,
}

/// A document that the engine refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The document's id; empty where the engine does not tell it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The engine's words.
    pub reason: String,
}

/// Why a push could not be brought to its end. What is asked of the engine is unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushError(pub String);

impl fmt::Display for PushError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An export as it lies in its folder.
struct Exported {
    folder: PathBuf,
    summary: Summary,
}

impl Exported {
    /// The files of the documents, in order.
    fn parts(&self) -> impl Iterator<Item = PathBuf> + '_ {
        (1..=self.summary.cut.parts).map(|part| self.folder.join(DOCUMENTS).join(parts::name(part)))
    }

    fn configuration(&self) -> Result<serde_json::Value, PushError> {
        let path = self.folder.join(super::CONFIGURATION);
        let bytes = std::fs::read(&path).map_err(|error| PushError(format!("读不了 {}：{error}", path.display())))?;
        serde_json::from_slice(&bytes).map_err(|_| PushError(format!("{} 不完整，请重新导出", path.display())))
    }
}

/// Sends the export in a folder to its engine.
///
/// # Errors
/// When the engine cannot be reached, does not do what it is asked, or the export is not whole.
pub fn push(engine: Engine, folder: &Path, to: &Destination, watcher: Watcher) -> Result<Pushed, PushError> {
    let summary = Summary::read(folder).map_err(PushError)?;
    if summary.engine != engine.name() {
        return Err(PushError(format!("{} 里是给 {} 的导出", folder.display(), summary.engine)));
    }
    let exported = Exported { folder: folder.to_owned(), summary };
    let client = Client::new(to)?;
    match engine {
        Engine::Quickwit => quickwit::push(&client, &exported, &to.stamp, watcher),
        Engine::OpenSearch => opensearch::push(&client, &exported, watcher),
    }
}

/// Removes indexes; what cannot be removed is told, since nothing depends on it.
fn remove(client: &Client, path: &str, indexes: Vec<String>, pushed: &mut Pushed, watcher: Watcher) {
    for index in indexes {
        match client.ask(&Request::new("DELETE", format!("{path}{index}")), watcher) {
            Ok(answer) if answer.is_done() || answer.status == 404 => pushed.removed.push(index),
            Ok(answer) => pushed.left.push((index, answer.reason())),
            Err(error) => pushed.left.push((index, error.0)),
        }
    }
}
