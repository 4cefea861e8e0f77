//! A push to OpenSearch, where a document that is sent again takes its own place.
//!
//! 1. The index is named after the build, so every attempt with equal content fills the same index, and
//!    each document has its `_id`: whatever is sent again, by whom and when, changes nothing.
//! 2. All documents are sent; what the engine was too busy to take is sent again.
//! 3. They are counted, and the index is asked which build it was made for: an engine makes an index by
//!    itself where one is missing, and such a one has no mapping of ours.
//! 4. The alias, which is what is asked, goes over from the old index to the new one in one step.
//! 5. The site's other indexes are removed.
//!
//! Cut off before step 4, nothing has changed for who asks; cut off after it, all is in.

use super::batch::{Batch, Documents};
use super::client::{Answer, Client, Request, Trouble};
use super::{Exported, PushError, Pushed, Refusal, Step, Watcher, remove};
use crate::export::Engine;
use serde_json::{Value, json};

/// Pushes an export.
pub fn push(client: &Client, exported: &Exported, watcher: Watcher) -> Result<Pushed, PushError> {
    let summary = &exported.summary;
    let (alias, index) = (&summary.index, format!("{}_{}", summary.index, summary.build));
    let asked = holders(client, alias, watcher)?;
    let is_asked = asked.contains(&index);
    if asked.len() == 1 && is_asked && is_whole(client, exported, &index, watcher)?.is_ok() {
        let mut pushed = Pushed { index: Some(index.clone()), unchanged: true, ..Pushed::default() };
        clean(client, alias, &index, &mut pushed, watcher)?;
        return Ok(pushed);
    }
    let ended = fill(client, exported, &index, watcher);
    if !matches!(&ended, Ok(refused) if refused.is_empty()) && !is_asked {
        // In vain or not: the next push removes what this one cannot.
        let _ = client.send(&Request::new("DELETE", index.as_str()));
    }
    let refused = ended?;
    if !refused.is_empty() {
        return Ok(Pushed { index: asked.into_iter().next(), refused, ..Pushed::default() });
    }
    lead(client, alias, &index, watcher)?;
    let mut pushed = Pushed { index: Some(index.clone()), ..Pushed::default() };
    clean(client, alias, &index, &mut pushed, watcher)?;
    Ok(pushed)
}

/// The indexes that the alias leads to.
fn holders(client: &Client, alias: &str, watcher: Watcher) -> Result<Vec<String>, PushError> {
    let answer = client.ask(&Request::new("GET", format!("_alias/{alias}")), watcher)?;
    if answer.status == 404 {
        return Ok(Vec::new());
    }
    let held = answer.done("查不了别名")?;
    Ok(held.as_object().into_iter().flatten().map(|(index, _)| index.clone()).collect())
}

/// Puts all documents into the index; an index that is not whole in the end is an error.
fn fill(client: &Client, exported: &Exported, index: &str, watcher: Watcher) -> Result<Vec<Refusal>, PushError> {
    create(client, exported, index, watcher)?;
    watcher(Step::Created(index.to_owned()));
    let total = exported.summary.documents;
    let (mut sent, mut refused) = (0, Vec::new());
    for part in exported.parts() {
        let batch = Batch::read(&part, Engine::OpenSearch.lines())?;
        send(client, index, batch.all(), &mut refused, watcher)?;
        sent += batch.all().len() as u64;
        watcher(Step::Sent(sent, total));
    }
    if refused.is_empty() {
        is_whole(client, exported, index, watcher)?.map_err(PushError)?;
    }
    Ok(refused)
}

fn create(client: &Client, exported: &Exported, index: &str, watcher: Watcher) -> Result<(), PushError> {
    let body = exported.configuration()?.to_string();
    let answer = client.ask(&Request::new("PUT", index).with(body.as_bytes()), watcher)?;
    // An earlier attempt made it, or this one without getting the answer.
    let is_there = answer.status == 400 && answer.body["error"]["type"] == "resource_already_exists_exception";
    if is_there { Ok(()) } else { answer.done(&format!("建不了索引 {index}")).map(|_| ()) }
}

/// Sends documents; too many for one request are sent in halves. Where the engine was too busy for
/// some, all are sent again: those that are in take their own places.
fn send(
    client: &Client,
    index: &str,
    documents: Documents,
    refused: &mut Vec<Refusal>,
    watcher: Watcher,
) -> Result<(), PushError> {
    for tried in 1..=client.patience.tries {
        let answer = bulk(client, index, documents, watcher)?.filter(|answer| answer.status != 413);
        let Some(answer) = answer else { return divide(client, index, documents, refused, watcher) };
        let body = answer.done("推送不了")?;
        let items = items(&body, documents)?;
        if !items.iter().any(|item| is_busy(item)) {
            let wrong = items.iter().enumerate().filter(|(_, item)| !matches!(status(item), 200..300));
            refused.extend(wrong.map(|(at, item)| documents.get(at).refused(reason(item))));
            return Ok(());
        }
        client.pause(tried, Trouble { why: "服务器忙".to_owned(), ..Trouble::default() }, watcher);
    }
    Err(client.lost(&Trouble { why: "服务器一直忙".to_owned(), ..Trouble::default() }))
}

fn divide(
    client: &Client,
    index: &str,
    documents: Documents,
    refused: &mut Vec<Refusal>,
    watcher: Watcher,
) -> Result<(), PushError> {
    match documents.halves() {
        Some(halves) => halves.into_iter().try_for_each(|half| send(client, index, half, refused, watcher)),
        None => {
            refused.push(documents.refused("文件太大，服务器不收"));
            Ok(())
        }
    }
}

/// What became of each document of a request.
fn items<'a>(answer: &'a Value, documents: Documents) -> Result<Vec<&'a Value>, PushError> {
    let items: Vec<&Value> = answer["items"].as_array().into_iter().flatten().map(|item| &item["index"]).collect();
    if items.len() == documents.len() {
        return Ok(items);
    }
    Err(PushError(format!("发送了 {} 份文件，服务器只回答了 {} 份", documents.len(), items.len())))
}

fn status(item: &Value) -> u64 {
    item["status"].as_u64().unwrap_or_default()
}

fn is_busy(item: &Value) -> bool {
    status(item) == 429 || status(item) >= 500
}

/// Sends documents in one request, again as long as there is no answer; nothing where the connection
/// is cut again and again and there are fewer to try it with.
fn bulk(client: &Client, index: &str, documents: Documents, watcher: Watcher) -> Result<Option<Answer>, PushError> {
    let request = Request::new("POST", format!("{index}/_bulk")).with_lines(documents.bytes());
    let (mut tried, mut cuts) = (1, 0);
    loop {
        let trouble = match client.send(&request) {
            Ok(answer) => return Ok(Some(answer)),
            Err(trouble) => trouble,
        };
        cuts += u32::from(trouble.is_cut);
        if cuts == CUTS && documents.len() > 1 {
            return Ok(None);
        }
        if tried >= client.patience.tries {
            return Err(client.lost(&trouble));
        }
        client.pause(tried, trouble, watcher);
        tried += 1;
    }
}

/// Times that a connection is cut before the request is held to be too large for it.
const CUTS: u32 = 2;

/// Why a document was refused: what is wrong with which field stands in the cause.
fn reason(item: &Value) -> String {
    let text = |place: &str| item.pointer(place).and_then(Value::as_str);
    let parts = [text("/error/reason"), text("/error/caused_by/reason")];
    parts.into_iter().flatten().collect::<Vec<_>>().join("；")
}

/// Whether the index holds all documents and was made for them; why not, in words.
fn is_whole(
    client: &Client,
    exported: &Exported,
    index: &str,
    watcher: Watcher,
) -> Result<Result<(), String>, PushError> {
    let summary = &exported.summary;
    client.ask(&Request::new("POST", format!("{index}/_refresh")), watcher)?.done("刷新不了索引")?;
    let counted = client.ask(&Request::new("GET", format!("{index}/_count")), watcher)?.done("查不了索引")?;
    let found = counted["count"].as_u64().unwrap_or_default();
    watcher(Step::Counting(found, summary.documents));
    if found != summary.documents {
        return Ok(Err(format!("应有 {} 份文件，查到 {found} 份。检索没有改变，请再推送一次", summary.documents)));
    }
    let mapping = client.ask(&Request::new("GET", format!("{index}/_mapping")), watcher)?.done("查不了索引")?;
    if mapping[index]["mappings"]["_meta"]["build"] != json!(summary.build) {
        return Ok(Err(format!("索引 {index} 不是这次建的。检索没有改变，请再推送一次")));
    }
    Ok(Ok(()))
}

/// Leads the alias to the index and to no other, in one step. An answer may be lost, and the same step
/// cannot be taken twice: so it is looked at where the alias leads before each try.
fn lead(client: &Client, alias: &str, index: &str, watcher: Watcher) -> Result<(), PushError> {
    let mut tried = 1;
    loop {
        let held = holders(client, alias, watcher)?;
        if held == [index] {
            return Ok(());
        }
        let old = held.iter().filter(|old| *old != index);
        let mut actions: Vec<Value> = old.map(|old| json!({ "remove": { "index": old, "alias": alias } })).collect();
        actions.push(json!({ "add": { "index": index, "alias": alias } }));
        let body = json!({ "actions": actions }).to_string();
        match client.send(&Request::new("POST", "_aliases").with(body.as_bytes())) {
            Ok(answer) => return answer.done("切换不了别名").map(|_| ()),
            Err(trouble) if tried < client.patience.tries => client.pause(tried, trouble, watcher),
            Err(trouble) => return Err(client.lost(&trouble)),
        }
        tried += 1;
    }
}

/// Removes the site's indexes that the alias no longer leads to.
fn clean(client: &Client, family: &str, index: &str, pushed: &mut Pushed, watcher: Watcher) -> Result<(), PushError> {
    let answer = client.ask(&Request::new("GET", format!("{family}_*/_alias")), watcher)?;
    if answer.status == 404 {
        return Ok(());
    }
    let listed = answer.done("查不了已有的索引")?;
    let names = listed.as_object().into_iter().flatten().map(|(name, _)| name.clone());
    let old = names.filter(|name| is_of(name, family) && name != index).collect();
    remove(client, "", old, pushed, watcher);
    Ok(())
}

/// Whether a push of this site made the index: nothing else may be removed.
fn is_of(index: &str, family: &str) -> bool {
    let build = index.strip_prefix(family).and_then(|rest| rest.strip_prefix('_'));
    build.is_some_and(|build| build.len() == BUILD && build.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Digits of a build's name.
const BUILD: usize = crate::export::parts::BUILD_DIGITS;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_indexes_of_this_site_are_its_own() {
        let own = |index: &str| is_of(index, "portal-a");
        assert!(own("portal-a_0123456789abcdef"));
        for other in
            ["portal-a", "portal-a-b_0123456789abcdef", "portal-a_0123456789abcde", "portal-a_0123456789abcdeg"]
        {
            assert!(!own(other), "{other}");
        }
    }
}
