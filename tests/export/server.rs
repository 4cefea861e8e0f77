//! A small HTTP server that can be told to fail: it cuts connections, answers late, or says no.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// A request as it came in whole.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: String,
    /// The path without its query.
    pub path: String,
    pub query: String,
    pub authorization: Option<String>,
    pub body: Vec<u8>,
}

impl Seen {
    /// The method and the path, as tests name a request.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// What an engine answers: status and body; nothing, when it never answers.
pub type Answered = Option<(u16, Value)>;

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    /// The connection is cut when so many bytes of the body have come; nothing is done.
    CutBody(usize),
    /// It is done, and the connection is cut without an answer.
    CutAnswer,
    /// It is done, and the answer breaks off after so many bytes.
    HalfAnswer(usize),
    /// Nothing is done, and a status says so, with a wait in seconds.
    Refuse(u16, Option<u32>),
    /// It is done, and a status says that it was not.
    DoneButRefused(u16),
    /// It is done, and the answer comes late.
    Slow(Duration),
}

/// An engine behind the server.
pub trait Engine: Send + 'static {
    fn answer(&mut self, request: &Seen) -> Answered;
    /// The longest body of this request, in bytes.
    fn limit(&self, request: &Seen) -> usize;
}

struct Inner<E> {
    engine: E,
    seen: Vec<Seen>,
    /// The faults by the number of the request, from 0.
    faults: BTreeMap<usize, Fault>,
    /// From this request on, every connection is cut: the network or the client's machine is gone.
    gone: Option<usize>,
}

/// A server on a port of its own, until the tests end.
pub struct Server<E> {
    pub url: String,
    inner: Arc<Mutex<Inner<E>>>,
}

impl<E: Engine> Server<E> {
    pub fn start(engine: E) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let inner = Arc::new(Mutex::new(Inner { engine, seen: Vec::new(), faults: BTreeMap::new(), gone: None }));
        let shared = inner.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = shared.clone();
                // A connection that breaks is what the tests are about.
                std::thread::spawn(move || serve(stream, &shared));
            }
        });
        Self { url, inner }
    }

    fn inner(&self) -> MutexGuard<'_, Inner<E>> {
        self.inner.lock().unwrap()
    }

    /// Looks at the engine, or changes it.
    pub fn engine<T>(&self, see: impl FnOnce(&mut E) -> T) -> T {
        see(&mut self.inner().engine)
    }

    /// What came in since the last time, whatever became of it.
    pub fn take_seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.inner().seen)
    }

    /// Plans a fault for the request of a number, counted from the last [`Server::take_seen`].
    pub fn fault(&self, number: usize, fault: Fault) {
        self.inner().faults.insert(number, fault);
    }

    /// Plans that the network goes for good at a request.
    pub fn go_at(&self, number: usize) {
        self.inner().gone = Some(number);
    }

    /// All is well again.
    pub fn mend(&self) {
        let mut inner = self.inner();
        inner.faults.clear();
        inner.gone = None;
        inner.seen.clear();
    }
}

/// The head of a request, and how long its body will be.
struct Head {
    seen: Seen,
    length: usize,
}

fn serve<E: Engine>(mut stream: TcpStream, inner: &Mutex<Inner<E>>) -> Option<()> {
    let Head { mut seen, length } = read_head(&mut stream)?;
    let (fault, limit) = {
        let mut inner = inner.lock().unwrap();
        let number = inner.seen.len();
        inner.seen.push(seen.clone());
        let gone = inner.gone.is_some_and(|from| number >= from);
        let fault = if gone { Some(Fault::CutBody(0)) } else { inner.faults.get(&number).copied() };
        (fault, inner.engine.limit(&seen))
    };
    if let Some(Fault::CutBody(after)) = fault {
        read_body(&mut stream, &mut seen, after.min(length));
        return stream.shutdown(Shutdown::Both).ok();
    }
    read_body(&mut stream, &mut seen, length)?;
    if let Some(Fault::Refuse(status, wait)) = fault {
        return respond(&mut stream, status, &json!({ "message": "injected" }), wait, usize::MAX);
    }
    if length > limit {
        return respond(&mut stream, 413, &json!({ "message": "payload too large" }), None, usize::MAX);
    }
    let answered = inner.lock().unwrap().engine.answer(&seen);
    let Some((status, body)) = answered else {
        // Never an answer: until the other side gives up.
        let _ = stream.read(&mut [0]);
        return None;
    };
    match fault {
        Some(Fault::CutAnswer) => stream.shutdown(Shutdown::Both).ok(),
        Some(Fault::HalfAnswer(bytes)) => respond(&mut stream, status, &body, None, bytes),
        Some(Fault::DoneButRefused(status)) => respond(&mut stream, status, &json!({}), None, usize::MAX),
        Some(Fault::Slow(wait)) => {
            std::thread::sleep(wait);
            respond(&mut stream, status, &body, None, usize::MAX)
        }
        _ => respond(&mut stream, status, &body, None, usize::MAX),
    }
}

fn read_head(stream: &mut TcpStream) -> Option<Head> {
    let (mut bytes, mut one) = (Vec::new(), [0]);
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut one).ok()?;
        bytes.push(one[0]);
    }
    let text = String::from_utf8(bytes).unwrap();
    let mut words = text.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let header = |name: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    };
    assert!(header("transfer-encoding").is_none(), "a body without a length cannot be told from one that was cut");
    let length = header("content-length").map_or(0, |text| text.parse().unwrap());
    let (path, query) = (path.to_owned(), query.to_owned());
    let seen = Seen { method, path, query, authorization: header("authorization"), body: Vec::new() };
    Some(Head { seen, length })
}

fn read_body(stream: &mut TcpStream, seen: &mut Seen, bytes: usize) -> Option<()> {
    seen.body.resize(bytes, 0);
    stream.read_exact(&mut seen.body).ok()
}

fn respond(stream: &mut TcpStream, status: u16, body: &Value, wait: Option<u32>, limit: usize) -> Option<()> {
    let body = body.to_string();
    let wait = wait.map(|seconds| format!("Retry-After: {seconds}\r\n")).unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{wait}Connection: close\r\n\r\n",
        body.len()
    );
    let all = head + &body;
    stream.write_all(&all.as_bytes()[..limit.min(all.len())]).ok()?;
    stream.shutdown(Shutdown::Write).ok()
}
