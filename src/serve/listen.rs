//! Takes connections, gives each its limits, and ends in order.

use axum::Router;
use axum::extract::Extension;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// Connections at one time; more wait in the system's own queue.
const CONNECTIONS: usize = 512;

/// Within this time the head of a request must be there, so that nobody keeps a connection by
/// writing slowly or not at all.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// The longest head of a request, in bytes. Longer addresses than the server takes must still be
/// read to be refused politely.
const HEAD_MAX: usize = 64 * 1024;

/// No connection lasts longer, so that nobody keeps one by reading slowly.
const CONNECTION_TIME: Duration = Duration::from_secs(300);

/// How long answers under way may take after the server was asked to end.
const END_TIME: Duration = Duration::from_secs(5);

/// How long to wait when the system has no connection to give.
const PAUSE: Duration = Duration::from_millis(100);

/// Who is at the other end of a connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// Answers until `end` is there, then lets the answers under way be finished.
pub async fn listen(listener: TcpListener, router: Router, end: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let connections = GracefulShutdown::new();
    let accept = async {
        while let Ok(place) = places.clone().acquire_owned().await {
            // No connection to be had (too many open files, say) is over at some time.
            let Ok((stream, peer)) = listener.accept().await else {
                sleep(PAUSE).await;
                continue;
            };
            let (router, watcher) = (router.clone(), connections.watcher());
            tokio::spawn(async move {
                converse(stream, peer, router, watcher).await;
                drop(place);
            });
        }
    };
    tokio::select! {
        () = accept => {}
        () = end => {}
    }
    drop(listener);
    // Those who are not done by then will see their connection break.
    let _ = timeout(END_TIME, connections.shutdown()).await;
}

/// Answers the requests of one connection.
async fn converse(stream: TcpStream, peer: SocketAddr, router: Router, watcher: Watcher) {
    let service = TowerToHyperService::new(router.layer(Extension(Peer(peer))));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(HEAD_MAX);
    let connection = http.serve_connection(TokioIo::new(stream), service);
    // A reader that went away is no fault of the server.
    let _ = timeout(CONNECTION_TIME, watcher.watch(connection)).await;
}
