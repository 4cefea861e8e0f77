//! Live preview: the same build, watched, served to this machine only.

mod files;
mod watch;

use crate::pipeline::{Failure, Options};
use std::path::Path;

/// Serves a folder until the program is stopped, and calls `rebuild` whenever the site's files
/// change.
///
/// # Errors
/// When the port is taken.
pub fn serve(options: &Options, port: u16, rebuild: &(dyn Fn() + Sync)) -> Result<(), Failure> {
    let server = tiny_http::Server::http(("127.0.0.1", port))
        .map_err(|error| Failure(format!("端口 {port} 用不了（{error}）。用 --port 换一个。")))?;
    std::thread::scope(|scope| {
        scope.spawn(|| watch::watch(&options.root, rebuild));
        for request in server.incoming_requests() {
            answer(request, &options.out);
        }
    });
    Ok(())
}

fn answer(request: tiny_http::Request, out: &Path) {
    let (status, kind, bytes) = files::find(out, request.url());
    let header = tiny_http::Header::from_bytes("Content-Type", kind);
    let mut response = tiny_http::Response::from_data(bytes).with_status_code(status);
    if let Ok(header) = header {
        response = response.with_header(header);
    }
    // A reader that went away is no fault of the preview.
    let _ = request.respond(response);
}
