//! One server, for two purposes: this machine's live preview (the same build, watched), and the
//! searches of an office that has a server.
//!
//! ```text
//!  connection --listen--> request --search--> limits -> the newest build (built) -> its answer (ask), or why not (refusal)
//!                            |
//!                            +-----files----> a file of the built site, or parts of it (range)
//!
//!  watch: content/ and themes/ changed -> the same build again
//! ```

mod ask;
mod built;
mod files;
mod limits;
mod listen;
mod range;
mod refusal;
mod search;
mod watch;

use crate::pipeline::Failure;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use listen::listen;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::runtime;

pub use search::{Desk, Limits};
pub use watch::Inputs;

/// Threads that talk to readers; what has to wait for a disk or to think has threads of its own.
const WORKERS: usize = 2;

/// The preview answers one person.
const PREVIEW: Limits = Limits { per_minute: None, at_once: 4, proxies: Vec::new() };

/// How long reading and searching may go on after the last answer.
const END_TIME: Duration = Duration::from_secs(1);

/// Takes an address of this machine; port 0 takes any that is free.
///
/// # Errors
/// When the port is taken, or the address is not one of this machine.
pub fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves a folder until the program is told to end, and calls `rebuild` whenever the inputs change.
///
/// # Errors
/// When the system refuses threads or the connection.
pub fn preview(listener: TcpListener, out: &Path, inputs: Inputs, rebuild: &(dyn Fn() + Sync)) -> Result<(), Failure> {
    let desk = Arc::new(Desk::new(out, PREVIEW));
    let router = search::routes(&desk).fallback_service(get(file).with_state(Arc::<Path>::from(out)));
    let has_ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| inputs.watch(rebuild, &has_ended));
        let served = run(listener, router);
        has_ended.store(true, Ordering::Relaxed);
        served
    })
}

/// Answers searches in a built site until the program is told to end.
///
/// # Errors
/// When the system refuses threads or the connection.
pub fn searches(listener: TcpListener, desk: &Arc<Desk>) -> Result<(), Failure> {
    run(listener, search::only(desk))
}

async fn file(State(out): State<Arc<Path>>, request: Request) -> Response {
    let (about, _) = request.into_parts();
    let read = move || files::answer(&out, &about.method, &about.uri, &about.headers);
    let broken = |_| axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
    tokio::task::spawn_blocking(read).await.unwrap_or_else(broken)
}

fn run(listener: TcpListener, router: Router) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure(format!("服务启动不了：{error}"));
    let runtime = runtime::Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build().map_err(failed)?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let end = told_to_end()?;
        listen(listener, router, end).await;
        Ok(())
    });
    runtime.shutdown_timeout(END_TIME);
    served.map_err(failed)
}

/// Ctrl+C, or the signal with which a service is ended.
#[cfg(unix)]
fn told_to_end() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ctrl+C.
#[cfg(not(unix))]
fn told_to_end() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a way to be told, the server runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
