//! Finds the file that an address means, as a plain web server would.

use percent_encoding::percent_decode_str;
use std::path::Path;

/// Status, content type and bytes of the answer to an address.
pub fn find(out: &Path, url: &str) -> (u16, &'static str, Vec<u8>) {
    let path = url.split(['?', '#']).next().unwrap_or("/");
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let is_safe = parts.iter().all(|part| !part.starts_with('.') && !part.contains('\\'));
    let mut file = out.join(parts.join("/"));
    if file.is_dir() {
        file.push("index.html");
    }
    match std::fs::read(&file) {
        Ok(bytes) if is_safe => (200, content_type(&file), bytes),
        _ => (404, "text/html; charset=utf-8", std::fs::read(out.join("404.html")).unwrap_or_default()),
    }
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        // Old addresses may end in anything and hold a page that leads on.
        "htm" | "shtml" | "jsp" | "aspx" | "php" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}
