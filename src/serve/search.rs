//! Searches: a question in an address, an answer as a page or as JSON.

use super::ask::ask;
use super::built::{Edition, Latest, Unusable};
use super::files::lead_on;
use super::limits::{Places, Rates, client};
use super::listen::Peer;
use super::refusal::{Form, Refusal};
use crate::pipeline::Failure;
use axum::Router;
use axum::extract::{Extension, Request, State};
use axum::http::header::X_CONTENT_TYPE_OPTIONS;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, VARY};
use axum::http::{HeaderMap, HeaderName, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// The longest address, in bytes: a hundred characters and all filters need a quarter of it.
const ADDRESS_MAX: usize = 8 * 1024;

/// An answer takes no longer.
const ANSWER_TIME: Duration = Duration::from_secs(5);

/// What a page with an answer may fetch and run: what the site's own pages do, and the browser's
/// searcher.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; \
                      object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// An answer belongs to one reader, and what was asked to no other site.
const HEADERS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (CACHE_CONTROL, "no-store"),
    (REFERRER_POLICY, "same-origin"),
    (VARY, "Accept"),
];

/// How much may be asked.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Questions of one client in a minute; none for no limit.
    pub per_minute: Option<u32>,
    /// Questions that are answered at one time.
    pub at_once: usize,
    /// Proxies that may say for whom they ask.
    pub proxies: Vec<IpAddr>,
}

/// Answers searches in one built site. Keeps counts, never what was asked.
pub struct Desk {
    latest: Latest,
    rates: Option<Rates>,
    places: Places,
    proxies: Vec<IpAddr>,
    counts: Counts,
}

#[derive(Debug, Default)]
struct Counts {
    answered: AtomicU64,
    too_often: AtomicU64,
    too_busy: AtomicU64,
    failed: AtomicU64,
}

impl Desk {
    /// A desk over an output folder.
    pub fn new(out: &Path, limits: Limits) -> Self {
        Self {
            latest: Latest::of(out),
            rates: limits.per_minute.map(Rates::new),
            places: Places::new(limits.at_once),
            proxies: limits.proxies,
            counts: Counts::default(),
        }
    }

    /// Whether there is a site that can be searched.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn check(&self) -> Result<(), Failure> {
        let failed = |reason: Unusable| Failure(reason.0);
        let built = self.latest.get().map_err(failed)?;
        match ask(&built, Edition::Standard, "", Form::Html).map_err(failed)? {
            Some(_) => Ok(()),
            None => Err(Failure("搜索页中没有放结果的位置，请用这个版本的程序重新运行 portal build。".to_owned())),
        }
    }

    /// What happened since the server was started, in one sentence.
    pub fn summary(&self) -> String {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let Counts { answered, too_often, too_busy, failed } = &self.counts;
        format!(
            "共回答搜索 {} 次；因过于频繁拒绝 {} 次，因同时搜索的人太多拒绝 {} 次，因故障未能回答 {} 次。",
            count(answered),
            count(too_often),
            count(too_busy),
            count(failed)
        )
    }

    /// Answers a question, if it is one too many or not.
    async fn answer(self: Arc<Self>, from: IpAddr, question: Question) -> Result<String, Refusal> {
        if let Some(rates) = &self.rates {
            rates.count(from, Instant::now()).map_err(Refusal::TooOften)?;
        }
        let place = self.places.take().await.ok_or(Refusal::TooBusy)?;
        let look_up = tokio::task::spawn_blocking(move || {
            let answer = self.look_up(&question);
            // Given back when the thread is done, not when its reader went away.
            drop(place);
            answer
        });
        let looked_up = timeout(ANSWER_TIME, look_up).await.map_err(|_| Refusal::TooSlow)?;
        looked_up.map_err(|_| Refusal::NoIndex)?
    }

    fn look_up(&self, question: &Question) -> Result<String, Refusal> {
        let asked = self.latest.get().and_then(|built| ask(&built, question.edition, &question.text, question.form));
        asked.map_err(|_| Refusal::NoIndex)?.ok_or(Refusal::NotHere)
    }

    fn count(&self, outcome: Result<(), Refusal>) {
        let counter = match outcome {
            Ok(()) => &self.counts.answered,
            Err(Refusal::TooOften(_)) => &self.counts.too_often,
            Err(Refusal::TooBusy) => &self.counts.too_busy,
            Err(_) => &self.counts.failed,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// What an address asks.
#[derive(Debug)]
struct Question {
    edition: Edition,
    /// What stands after `?`.
    text: String,
    form: Form,
}

/// The addresses of searches.
pub fn routes(desk: &Arc<Desk>) -> Router {
    let page = |edition| -> MethodRouter {
        let answer = move |State(desk): State<Arc<Desk>>, Extension(peer): Extension<Peer>, request: Request| {
            respond(desk, peer, edition, request)
        };
        get(answer).fallback(refuse_method).with_state(desk.clone())
    };
    let slash = || get(async |uri: Uri| lead_on("search/", uri.query())).fallback(refuse_method);
    Router::new()
        .route("/search/", page(Edition::Standard))
        .route("/senior/search/", page(Edition::Senior))
        .route("/search", slash())
        .route("/senior/search", slash())
}

/// The searches and nothing else.
pub fn only(desk: &Arc<Desk>) -> Router {
    routes(desk).fallback(async |request: Request| Refusal::NotHere.response(form(request.uri(), request.headers())))
}

async fn refuse_method(request: Request) -> Response {
    Refusal::Method.response(form(request.uri(), request.headers()))
}

async fn respond(desk: Arc<Desk>, Peer(peer): Peer, edition: Edition, request: Request) -> Response {
    let (uri, headers) = (request.uri(), request.headers());
    let form = form(uri, headers);
    if uri.path_and_query().is_some_and(|address| address.as_str().len() > ADDRESS_MAX) {
        return Refusal::TooLong.response(form);
    }
    let question = Question { edition, text: uri.query().unwrap_or_default().to_owned(), form };
    let answer = desk.clone().answer(client(peer, headers, &desk.proxies), question).await;
    desk.count(answer.as_ref().map(|_| ()).map_err(|refusal| *refusal));
    match answer {
        Ok(text) => ([(CONTENT_TYPE, form.content_type())], HEADERS, text).into_response(),
        Err(refusal) => refusal.response(form),
    }
}

/// Programs say in the address or in a header that they want JSON; a browser names HTML.
fn form(uri: &Uri, headers: &HeaderMap) -> Form {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_asked = uri.query().is_some_and(|query| query.split('&').any(|pair| pair == "format=json"));
    let is_preferred = accepts.contains("application/json") && !accepts.contains("text/html");
    if is_asked || is_preferred { Form::Json } else { Form::Html }
}
