//! Answers with the file that an address means, as a plain web server would.

use super::range::{self, Asked};
use axum::http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

const HTML: &str = "text/html; charset=utf-8";

/// A name in an address that leads on.
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The answer to a request for a file below `out`. Reads, so it belongs on a thread that may wait.
pub fn answer(out: &Path, method: &Method, uri: &Uri, headers: &HeaderMap) -> Response {
    let found = match find(out, uri.path()) {
        Found::File(file) => give(&file, wanted(method, headers)).ok(),
        Found::Folder(path) => Some(lead_on(&format!("{path}/"), uri.query())),
        Found::Nothing => None,
    };
    found.unwrap_or_else(|| missing(out))
}

/// What lies at an address.
enum Found {
    File(PathBuf),
    /// A folder whose address lacks the slash at its end, without which the links of its page would
    /// lead astray.
    Folder(String),
    Nothing,
}

fn find(out: &Path, path: &str) -> Found {
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else { return Found::Nothing };
    let parts: Vec<&str> = decoded.split('/').filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| part.starts_with('.') || part.contains(['\\', ':', '\0'])) {
        return Found::Nothing;
    }
    let file = out.join(parts.join("/"));
    match file.is_dir() {
        true if parts.is_empty() || decoded.ends_with('/') => Found::File(file.join("index.html")),
        true => Found::Folder(parts.iter().map(|part| format!("/{}", utf8_percent_encode(part, NAME))).collect()),
        false => Found::File(file),
    }
}

/// Leads on to another address with the same question.
pub fn lead_on(place: &str, query: Option<&str>) -> Response {
    // What is no ASCII cannot stand in a header.
    let query = query.map(|query| format!("?{}", utf8_percent_encode(query, CONTROLS))).unwrap_or_default();
    (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, format!("{place}{query}"))]).into_response()
}

/// The `Range` that is to be followed. With `If-Range` a part is wanted only of a file that is known
/// not to have changed, and files have no marks here by which that could be known.
fn wanted<'a>(method: &Method, headers: &'a HeaderMap) -> Option<&'a str> {
    let is_plain = *method == Method::GET && !headers.contains_key(header::IF_RANGE);
    headers.get(header::RANGE).filter(|_| is_plain)?.to_str().ok()
}

/// A file or parts of it. One opened file is read, so that a rebuild in between cannot mix two.
fn give(path: &Path, wanted: Option<&str>) -> io::Result<Response> {
    let mut file = File::open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let (len, kind) = (about.len(), content_type(path));
    // A page that was rebuilt is fetched anew.
    let common = [(ACCEPT_RANGES, "bytes"), (CACHE_CONTROL, "no-cache")];
    let response = match wanted.map_or(Asked::Whole, |wanted| range::asked(wanted, len)) {
        Asked::Whole => {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            ([(CONTENT_TYPE, kind)], bytes).into_response()
        }
        Asked::Parts(parts) => match parts.as_slice() {
            [part] => {
                let about = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_RANGE, range::content_range(part, len))];
                (StatusCode::PARTIAL_CONTENT, about, range::read(&mut file, part)?).into_response()
            }
            parts => {
                let (kind, bytes) = range::many(&mut file, parts, len, kind)?;
                (StatusCode::PARTIAL_CONTENT, [(CONTENT_TYPE, kind)], bytes).into_response()
            }
        },
        Asked::Nothing => {
            (StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, format!("bytes */{len}"))]).into_response()
        }
    };
    Ok((common, response).into_response())
}

fn missing(out: &Path) -> Response {
    let page = std::fs::read(out.join("404.html")).unwrap_or_default();
    (StatusCode::NOT_FOUND, [(CONTENT_TYPE, HTML)], page).into_response()
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "html" => HTML,
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
        "htm" | "shtml" | "jsp" | "aspx" | "php" => HTML,
        _ => "application/octet-stream",
    }
}
