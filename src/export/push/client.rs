//! Requests to an engine: what came of each, as far as it can be known.

use super::{Destination, Patience, PushError, Step, Watcher};
use serde_json::Value;
use std::io::Read;
use std::time::Duration;
use ureq::http;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, SendBody};

/// The longest answer that is read: that of a batch names every document in it.
const ANSWER_MAX: u64 = 64 * 1024 * 1024;
/// Characters of an engine's own words that are shown.
const REASON_MAX: usize = 300;

/// A request.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The method.
    pub method: &'static str,
    /// The path below the address of the engine, with its query.
    pub path: String,
    /// The type of the body.
    pub content_type: &'static str,
    /// The body; a request without one has none.
    pub body: &'a [u8],
}

impl<'a> Request<'a> {
    /// A request without a body.
    pub fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), content_type: "application/json", body: &[] }
    }

    /// The same with a body of JSON.
    pub fn with(self, body: &'a [u8]) -> Self {
        Self { body, ..self }
    }

    /// The same with a body of lines of JSON.
    pub fn with_lines(self, body: &'a [u8]) -> Self {
        Self { body, content_type: "application/x-ndjson", ..self }
    }
}

/// What the engine answered, whether it did what it was asked or not.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body; text where it is no JSON.
    pub body: Value,
}

impl Answer {
    /// Whether the engine did what it was asked.
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Why it did not, in its own words.
    pub fn reason(&self) -> String {
        let found = ["/message", "/error/reason", "/error/root_cause/0/reason", "/error"];
        let found = found.iter().find_map(|place| self.body.pointer(place)?.as_str());
        let words = found.or(self.body.as_str()).unwrap_or_default();
        let words: String = words.trim().chars().take(REASON_MAX).collect();
        let hint = match self.status {
            401 | 403 => "（不允许访问，请检查 --auth 指明的文件）",
            300..=399 => "（服务器要求改用另一个网址，请检查 --push 的网址）",
            _ => "",
        };
        format!("HTTP {}{hint} {words}", self.status).trim_end().to_owned()
    }

    /// The answer, where it did.
    ///
    /// # Errors
    /// With its words, where it did not.
    pub fn done(self, what: &str) -> Result<Value, PushError> {
        if self.is_done() { Ok(self.body) } else { Err(PushError(format!("{what}：{}", self.reason()))) }
    }
}

/// A request without an answer, or with one that says “not now”.
#[derive(Debug, Default)]
pub struct Trouble {
    /// What went wrong.
    pub why: String,
    /// Whether it is certain that the engine did nothing of it: it said so, or it cannot have got the
    /// whole request.
    pub is_nothing_done: bool,
    /// Whether the connection was cut while the body went out: it may be too large for what is in between.
    pub is_cut: bool,
    /// How long the engine asks to wait.
    pub wait: Option<Duration>,
}

/// Asks an engine.
pub struct Client {
    agent: Agent,
    /// The address without a slash at its end.
    pub url: String,
    authorization: Option<String>,
    /// How long to try.
    pub patience: Patience,
}

impl Client {
    /// A client for a destination.
    ///
    /// # Errors
    /// When the address is none.
    pub fn new(to: &Destination) -> Result<Self, PushError> {
        let url = to.url.trim_end_matches('/').to_owned();
        let wrong = |why: &str| Err(PushError(format!("--push 的网址“{}”{why}", to.url.replace(char::is_control, ""))));
        let Ok(uri) = url.parse::<http::Uri>() else { return wrong("不对") };
        if !matches!(uri.scheme_str(), Some("http" | "https")) || uri.query().is_some() {
            return wrong("应以 http:// 或 https:// 开头，不带问号");
        }
        if uri.authority().is_none_or(|authority| authority.as_str().contains('@')) {
            // What is typed can be seen by everybody on the machine.
            return Err(PushError("用户名和密码不要写在网址里，请放进文件，用 --auth 指明".to_owned()));
        }
        Ok(Self { agent: agent(&to.patience), url, authorization: to.authorization.clone(), patience: to.patience })
    }

    /// Asks, and asks again as long as there is no answer: only for what may be done twice.
    ///
    /// # Errors
    /// When there is no answer after all.
    pub fn ask(&self, request: &Request, watcher: Watcher) -> Result<Answer, PushError> {
        let mut tried = 1;
        loop {
            match self.send(request) {
                Ok(answer) => return Ok(answer),
                Err(trouble) if tried < self.patience.tries => self.pause(tried, trouble, watcher),
                Err(trouble) => return Err(self.lost(&trouble)),
            }
            tried += 1;
        }
    }

    /// Waits before the next try.
    pub fn pause(&self, tried: u32, trouble: Trouble, watcher: Watcher) {
        let wait = self.patience.wait(tried, trouble.wait);
        watcher(Step::Retrying(trouble.why, wait));
        std::thread::sleep(wait);
    }

    /// Says that trying has come to its end.
    pub fn lost(&self, trouble: &Trouble) -> PushError {
        PushError(format!(
            "{}：试了 {} 次，{}。检索没有改变，可以稍后再推送",
            self.url, self.patience.tries, trouble.why
        ))
    }

    /// Asks once.
    ///
    /// # Errors
    /// With what is known of it, when there is no answer or it says “not now”.
    pub fn send(&self, request: &Request) -> Result<Answer, Trouble> {
        let mut body = Counted { rest: request.body };
        let sent = self.run(request, &mut body);
        let rest = body.rest.len();
        let response = sent.map_err(|error| Trouble {
            why: explain(&error),
            is_nothing_done: rest > 0,
            is_cut: (1..request.body.len()).contains(&rest),
            wait: None,
        })?;
        read(response)
    }

    fn run(&self, request: &Request, body: &mut Counted) -> Result<http::Response<ureq::Body>, ureq::Error> {
        let mut builder = http::Request::builder()
            .method(request.method)
            .uri(format!("{}/{}", self.url, request.path))
            .header("accept", "application/json");
        if let Some(authorization) = &self.authorization {
            builder = builder.header("authorization", authorization);
        }
        if request.body.is_empty() && request.method != "POST" {
            return self.agent.run(builder.body(())?);
        }
        // With its length told, a body that was cut can be told from a whole one.
        let builder = builder.header("content-type", request.content_type).header("content-length", request.body.len());
        self.agent.run(builder.body(SendBody::from_reader(body))?)
    }
}

/// One connection a request: a connection that was kept may be dead, and nobody could tell whether
/// what was sent over it arrived. No proxy and no redirection: what is typed is what is asked.
fn agent(patience: &Patience) -> Agent {
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .max_idle_connections(0)
        .user_agent(concat!("portal/", env!("CARGO_PKG_VERSION")))
        .timeout_connect(Some(patience.connect))
        .timeout_send_body(Some(patience.answer))
        .timeout_recv_response(Some(patience.answer))
        .timeout_recv_body(Some(patience.answer))
        .build()
        .new_agent()
}

/// A body that knows what of it did not go out. The engine waits for the whole of what
/// `Content-Length` announces, so it does nothing of a request that was cut before; of one that could
/// not even be begun, nothing went out.
struct Counted<'a> {
    rest: &'a [u8],
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.rest.read(buffer)
    }
}

/// Reads the answer; one that breaks off is none, for all that it was done.
fn read(response: http::Response<ureq::Body>) -> Result<Answer, Trouble> {
    let (status, wait) = (response.status().as_u16(), retry_after(&response));
    let text = response.into_body().into_with_config().limit(ANSWER_MAX).read_to_vec();
    let text = text.map_err(|error| Trouble {
        why: format!("回答不完整（{}）", explain(&error)),
        is_nothing_done: false,
        is_cut: false,
        wait: None,
    })?;
    let body = serde_json::from_slice(&text).unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&text).into()));
    let answer = Answer { status, body };
    // 408 is Quickwit's word for a batch of which its own parts did not hear in time.
    if !matches!(status, 408 | 429 | 500..) {
        return Ok(answer);
    }
    let why = if status == 429 { "服务器忙".to_owned() } else { format!("服务器出错，{}", answer.reason()) };
    Err(Trouble { why, is_nothing_done: status == 429, is_cut: false, wait })
}

/// Retry-After in seconds; its other form, a date, needs a clock and is not used by either engine.
fn retry_after(response: &http::Response<ureq::Body>) -> Option<Duration> {
    let text = response.headers().get("retry-after")?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}

fn explain(error: &ureq::Error) -> String {
    use std::io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, InvalidData, UnexpectedEof,
    };
    match error {
        ureq::Error::HostNotFound => "找不到这台服务器".to_owned(),
        ureq::Error::ConnectionFailed => "连接不上".to_owned(),
        ureq::Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect) => "没有按时连接上".to_owned(),
        ureq::Error::Timeout(_) => "没有按时回答".to_owned(),
        ureq::Error::Io(error) => match error.kind() {
            ConnectionRefused => "连接不上".to_owned(),
            InvalidData => format!("加密连接建立不了，或者服务器的证书不可信（{error}）"),
            BrokenPipe | ConnectionReset | ConnectionAborted | UnexpectedEof => "连接中断".to_owned(),
            _ => format!("连接出错：{error}"),
        },
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => format!("加密连接建立不了：{error}"),
        _ => format!("请求出错：{error}"),
    }
}
