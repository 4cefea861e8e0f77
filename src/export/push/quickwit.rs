//! A push to Quickwit, which has no upsert: what is sent twice is there twice.
//!
//! 1. Every attempt makes an index under a name that was never used: the site's name, the time, a count.
//!    A request of an earlier attempt that still wanders about finds no index and does nothing.
//! 2. Each batch is sent again only when it is certain that nothing of it was taken (429, 413, a body
//!    that did not go out whole). When that cannot be known, the whole attempt is given up and the next
//!    one begins in a new index. So an attempt that comes to its end has sent every document, and
//!    none twice with effect.
//! 3. The documents are counted until all can be found.
//! 4. `current.json` beside the export is exchanged in one step. It names the index to ask; Quickwit
//!    has no aliases, so whoever asks reads the name from there.
//! 5. The site's other indexes are removed, but for the one that was asked until now: whoever read the
//!    name a moment ago still finds it.
//!
//! Cut off before step 4, nothing has changed for who asks; cut off after it, all is in. What is left
//! over is removed by step 5 of the next push.
//!
//! A delete task instead of a new index would reach mature splits only, after hours, and until then
//! everything would be found twice.

use super::batch::{Batch, Documents, refused};
use super::client::{Answer, Client, Request, Trouble};
use super::{Exported, PushError, Pushed, Refusal, Step, Watcher, remove};
use crate::export::Engine;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

/// The file that names the index to ask.
const POINTER: &str = "current.json";
/// Digits of the time in the name of an index.
const STAMP: usize = 14;
/// Times that a connection is cut before the request is held to be too large for it.
const CUTS: u32 = 2;

/// What current.json says.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Pointer {
    /// The engine's address, as it was pushed to.
    url: String,
    /// The index to ask.
    index: String,
    /// What its documents are named after.
    build: String,
    /// How many there are.
    documents: u64,
    /// The index that was asked before, which still stands.
    previous: Option<String>,
}

/// Why an attempt came to nothing.
enum Setback {
    /// Nobody knows what the engine took: another attempt may succeed.
    Doubt(String),
    /// Another attempt would fail as well.
    Failed(PushError),
}

impl From<PushError> for Setback {
    fn from(error: PushError) -> Self {
        Self::Failed(error)
    }
}

/// Pushes an export.
pub fn push(client: &Client, exported: &Exported, stamp: &str, watcher: Watcher) -> Result<Pushed, PushError> {
    let summary = &exported.summary;
    let before = Pointer::read(&exported.folder);
    let before = before.filter(|pointer| pointer.url == client.url && is_of(&pointer.index, &summary.index));
    if let Some(pointer) = &before
        && pointer.build == summary.build
        && count(client, &pointer.index, watcher)? == Some(summary.documents)
    {
        let mut pushed = Pushed { index: Some(pointer.index.clone()), unchanged: true, ..Pushed::default() };
        clean(client, &summary.index, pointer, &mut pushed, watcher)?;
        return Ok(pushed);
    }
    let (index, refused) = attempts(client, exported, stamp, watcher)?;
    let previous = before.map(|pointer| pointer.index);
    if !refused.is_empty() {
        return Ok(Pushed { index: previous, refused, ..Pushed::default() });
    }
    let (build, documents) = (summary.build.clone(), summary.documents);
    let pointer = Pointer { url: client.url.clone(), index: index.clone(), build, documents, previous };
    pointer.write(&exported.folder)?;
    let mut pushed = Pushed { index: Some(index), ..Pushed::default() };
    clean(client, &summary.index, &pointer, &mut pushed, watcher)?;
    Ok(pushed)
}

/// Tries until an attempt comes to its end; the index of any other is removed at once.
fn attempts(
    client: &Client,
    exported: &Exported,
    stamp: &str,
    watcher: Watcher,
) -> Result<(String, Vec<Refusal>), PushError> {
    let mut number = 1;
    loop {
        let index = format!("{}_{stamp}-{number}", exported.summary.index);
        let ended = attempt(client, exported, &index, watcher);
        if !matches!(&ended, Ok(refused) if refused.is_empty()) {
            // In vain or not: the next push removes what this one cannot.
            let _ = client.send(&Request::new("DELETE", format!("api/v1/indexes/{index}")));
        }
        match ended {
            Ok(refused) => return Ok((index, refused)),
            Err(Setback::Failed(error)) => return Err(error),
            Err(Setback::Doubt(why)) if number < client.patience.tries => {
                watcher(Step::Beginning(why));
                std::thread::sleep(client.patience.wait(number, None));
            }
            Err(Setback::Doubt(why)) => {
                let why = format!("{}：从头推送了 {number} 次，{why}。检索没有改变，可以稍后再推送", client.url);
                return Err(PushError(why));
            }
        }
        number += 1;
    }
}

fn attempt(client: &Client, exported: &Exported, index: &str, watcher: Watcher) -> Result<Vec<Refusal>, Setback> {
    create(client, exported, index, watcher)?;
    watcher(Step::Created(index.to_owned()));
    let total = exported.summary.documents;
    let (mut sent, mut refused) = (0, Vec::new());
    for part in exported.parts() {
        let batch = Batch::read(&part, Engine::Quickwit.lines())?;
        ingest(client, index, batch.all(), &mut refused, watcher)?;
        sent += batch.all().len() as u64;
        watcher(Step::Sent(sent, total));
    }
    if sent != total {
        return Err(PushError("导出不完整，请重新导出".to_owned()).into());
    }
    if refused.is_empty() {
        wait_until_found(client, index, total, watcher)?;
    }
    Ok(refused)
}

fn create(client: &Client, exported: &Exported, index: &str, watcher: Watcher) -> Result<(), Setback> {
    let mut configuration = exported.configuration()?;
    configuration["index_id"] = json!(index);
    let body = configuration.to_string();
    let request = Request::new("POST", "api/v1/indexes").with(body.as_bytes());
    let Reply::Answer(answer) = certainly(client, &request, false, watcher)? else { return Ok(()) };
    // One of that name is not ours alone: an answer that was lost, or another push in the same second.
    if answer.status == 400 && answer.reason().contains("already exist") {
        return Err(Setback::Doubt(format!("索引 {index} 已经有了")));
    }
    answer.done(&format!("建不了索引 {index}")).map(|_| ()).map_err(Setback::Failed)
}

/// What came of a request that may not be done twice.
enum Reply {
    Answer(Answer),
    /// The connection is cut whenever it is sent: something in between does not take so much.
    TooLarge,
}

/// Sends what may not be done twice: again only when nothing was done. Waits for an index that is so
/// new that not all of the engine knows it.
fn certainly(client: &Client, request: &Request, divisible: bool, watcher: Watcher) -> Result<Reply, Setback> {
    let (mut tried, mut cuts) = (1, 0);
    loop {
        let trouble = match client.send(request) {
            Ok(answer) if answer.status != 404 => return Ok(Reply::Answer(answer)),
            Ok(answer) => missing(&answer),
            Err(trouble) if !trouble.is_nothing_done => return Err(Setback::Doubt(trouble.why)),
            Err(trouble) => trouble,
        };
        cuts += u32::from(trouble.is_cut);
        if divisible && cuts == CUTS {
            return Ok(Reply::TooLarge);
        }
        if tried >= client.patience.tries {
            return Err(Setback::Failed(client.lost(&trouble)));
        }
        client.pause(tried, trouble, watcher);
        tried += 1;
    }
}

fn missing(answer: &Answer) -> Trouble {
    let why = format!("索引不在了，可能同时有另一次推送（{}）", answer.reason());
    Trouble { why, is_nothing_done: true, is_cut: false, wait: None }
}

/// Sends documents; too many for one request are sent in halves.
fn ingest(
    client: &Client,
    index: &str,
    documents: Documents,
    refused: &mut Vec<Refusal>,
    watcher: Watcher,
) -> Result<(), Setback> {
    // `force` would never answer when every document is refused.
    let path = format!("api/v1/{index}/ingest?commit=auto&detailed_response=true");
    let request = Request::new("POST", path).with_lines(documents.bytes());
    let halves = documents.halves();
    match certainly(client, &request, halves.is_some(), watcher)? {
        Reply::Answer(answer) if answer.status != 413 => account(&answer.done("推送不了")?, documents, refused),
        _ => match halves {
            Some(halves) => halves.into_iter().try_for_each(|half| ingest(client, index, half, refused, watcher)),
            None => {
                refused.push(documents.refused("文件太大，服务器不收"));
                Ok(())
            }
        },
    }
}

/// Holds the engine's own count of a batch against ours.
fn account(answer: &Value, documents: Documents, refusals: &mut Vec<Refusal>) -> Result<(), Setback> {
    let number = |name: &str| answer[name].as_u64();
    let (Some(taken), Some(rejected)) = (number("num_ingested_docs"), number("num_rejected_docs")) else {
        let why = "服务器没有说明收下了几份文件，需要 Quickwit 0.9 或者更新的版本";
        return Err(PushError(why.to_owned()).into());
    };
    let sent = documents.len() as u64;
    if taken + rejected != sent {
        return Err(Setback::Doubt(format!("发送了 {sent} 份，服务器收下 {taken} 份、拒收 {rejected} 份")));
    }
    let failures = answer["parse_failures"].as_array().map_or(&[][..], Vec::as_slice);
    for at in 0..rejected as usize {
        let failure = failures.get(at).unwrap_or(&Value::Null);
        let text = |name: &str| failure[name].as_str().unwrap_or_default();
        refusals.push(refused(text("document"), text("message")));
    }
    Ok(())
}

/// Waits until all documents can be found, and no more than all.
fn wait_until_found(client: &Client, index: &str, total: u64, watcher: Watcher) -> Result<(), Setback> {
    let start = Instant::now();
    loop {
        let found = count(client, index, watcher)?.unwrap_or_default();
        watcher(Step::Counting(found, total));
        if found == total {
            return Ok(());
        }
        if found > total {
            return Err(Setback::Doubt(format!("应有 {total} 份文件，查到 {found} 份")));
        }
        if start.elapsed() > client.patience.visible {
            let seconds = client.patience.visible.as_secs();
            let why = format!("推送完 {seconds} 秒以后，{total} 份文件只查到 {found} 份。检索没有改变，可以稍后再推送");
            return Err(PushError(why).into());
        }
        std::thread::sleep(client.patience.first_wait);
    }
}

/// How many documents can be found in an index; nothing where there is no such index.
fn count(client: &Client, index: &str, watcher: Watcher) -> Result<Option<u64>, PushError> {
    let answer = client.ask(&Request::new("GET", format!("api/v1/{index}/search?query=*&max_hits=0")), watcher)?;
    if answer.status == 404 {
        return Ok(None);
    }
    Ok(answer.done(&format!("查不了索引 {index}"))?["num_hits"].as_u64())
}

/// Removes the site's indexes that nobody asks any more.
fn clean(
    client: &Client,
    family: &str,
    pointer: &Pointer,
    pushed: &mut Pushed,
    watcher: Watcher,
) -> Result<(), PushError> {
    let request = Request::new("GET", format!("api/v1/indexes?index_id_patterns={family}_*"));
    let listed = client.ask(&request, watcher)?.done("查不了已有的索引")?;
    let names = listed.as_array().into_iter().flatten().filter_map(|one| one["index_config"]["index_id"].as_str());
    let is_kept = |name: &&str| *name == pointer.index || pointer.previous.as_deref() == Some(*name);
    let old = names.filter(|name| is_of(name, family) && !is_kept(name)).map(str::to_owned).collect();
    remove(client, "api/v1/indexes/", old, pushed, watcher);
    Ok(())
}

/// Whether a push of this site made the index: nothing else may be removed.
fn is_of(index: &str, family: &str) -> bool {
    let rest = index.strip_prefix(family).and_then(|rest| rest.strip_prefix('_'));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    rest.and_then(|rest| rest.split_once('-'))
        .is_some_and(|(stamp, number)| stamp.len() == STAMP && digits(stamp) && digits(number))
}

impl Pointer {
    /// What the file says; nothing where it is not there or not whole.
    fn read(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(folder.join(POINTER)).ok()?).ok()
    }

    /// Exchanges the file in one step.
    fn write(&self, folder: &Path) -> Result<(), PushError> {
        let (path, new) = (folder.join(POINTER), folder.join("current.json.new"));
        let failed = |error: std::io::Error| PushError(format!("写不了 {}：{error}", path.display()));
        let text = serde_json::to_string_pretty(self).map_err(|error| PushError(error.to_string()))?;
        std::fs::write(&new, text + "\n").map_err(failed)?;
        std::fs::rename(&new, &path).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_indexes_of_this_site_are_its_own() {
        let own = |index: &str| is_of(index, "portal-a");
        assert!(own("portal-a_20261124013000-1") && own("portal-a_20261124013000-12"));
        for other in [
            "portal-a",
            "portal-a_",
            "portal-a-b_20261124013000-1",
            "portal-ab_20261124013000-1",
            "portal-a_20261124013000",
            "portal-a_20261124013000-",
            "portal-a_2026112401300-1",
            "portal-a_20261124013000-x",
            "portal-a_current",
        ] {
            assert!(!own(other), "{other}");
        }
    }
}
