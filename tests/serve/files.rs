//! The live preview: files, parts of files, and what is none of a reader's business.

use super::client::{Answer, Server, until};
use crate::support::{Site, TODAY, portal, tests};

fn site() -> Site {
    Site::of_case(&tests().join("sites/interpretations"))
}

fn preview(site: &Site) -> Server {
    Server::start(site, &["--port", "0", "--as-of", TODAY])
}

/// A file of the preview, put there by hand: a hundred bytes, each of them its own number.
fn numbered(site: &Site) -> Vec<u8> {
    let bytes: Vec<u8> = (0..100).collect();
    site.write(".portal/preview/assets/n.bin", &bytes);
    bytes
}

#[test]
fn pages_are_served_with_their_types() {
    let site = site();
    let server = preview(&site);
    let home = server.get("/");
    assert_eq!((home.status, home.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!(home.text(), std::fs::read_to_string(site.path(".portal/preview/index.html")).unwrap());
    assert!(home.text().contains(&format!("http://{}/", server.address)), "canonical addresses are the preview's");
    for (path, kind) in [
        ("/data/documents.json", "application/json; charset=utf-8"),
        ("/sitemap.xml?x=1", "application/xml; charset=utf-8"),
        ("/search/meta.json", "application/json; charset=utf-8"),
        ("/senior/", "text/html; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
        assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{path}");
    }
    let head = server.ask("HEAD", "/", &[("Range", "bytes=0-1")]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), home.body.len().to_string());
    let post = server.ask("POST", "/", &[("Content-Length", "0")]);
    assert_eq!((post.status, post.header("allow")), (405, "GET,HEAD"));
}

/// The links of a folder's page are relative, so its address must end with a slash; and no address
/// may lead to another host.
#[test]
fn folders_lead_to_their_slash() {
    let site = site();
    let server = preview(&site);
    for (path, place) in [("/senior", "/senior/"), ("//senior?a=b", "/senior/?a=b"), ("/data?", "/data/?")] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location")), (307, place), "{path}");
    }
}

#[test]
fn what_is_not_there_is_404_and_says_so() {
    let site = site();
    let server = preview(&site);
    site.write("secret.txt", "secret");
    site.write(".portal/preview/.hidden/x.txt", "secret");
    for path in [
        "/nowhere",
        "/data/",
        "/../secret.txt",
        "/../../secret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/data/%2e%2e/%2e%2e/%2e%2e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/..%5c..%5csecret.txt",
        "/.hidden/x.txt",
        "/%2ehidden/x.txt",
        "/index.html%00.txt",
        "/%ff%fe",
        "/%c0%ae%c0%ae/%c0%ae%c0%ae/secret.txt",
        "/index.html/x",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
        assert!(answer.text().contains("<title>"), "{path}: the page 404.html");
    }
}

/// The parts of an answer of several: what each says that it is, and its bytes.
fn parts(answer: &Answer) -> Vec<(String, Vec<u8>)> {
    let boundary = answer.header("content-type").strip_prefix("multipart/byteranges; boundary=").unwrap();
    let (line, end) = (format!("\r\n--{boundary}\r\n"), format!("\r\n--{boundary}--\r\n"));
    let mut rest = answer.body.strip_suffix(end.as_bytes()).unwrap();
    let mut parts = Vec::new();
    while !rest.is_empty() {
        rest = rest.strip_prefix(line.as_bytes()).unwrap();
        let body = rest.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let head = std::str::from_utf8(&rest[..body]).unwrap();
        let next = rest.windows(line.len()).position(|window| window == line.as_bytes()).unwrap_or(rest.len());
        parts.push((head.to_owned(), rest[body + 4..next].to_vec()));
        rest = &rest[next..];
    }
    parts
}

#[test]
fn one_part_of_a_file() {
    let site = site();
    let server = preview(&site);
    let bytes = numbered(&site);
    assert_eq!(server.get("/assets/n.bin").header("accept-ranges"), "bytes");
    for (range, expected) in [("0-9", 0..10), ("90-", 90..100), ("-5", 95..100), ("40-999999999999999999999", 40..100)]
    {
        let answer = server.ask("GET", "/assets/n.bin", &[("Range", &format!("bytes={range}"))]);
        assert_eq!((answer.status, &answer.body[..]), (206, &bytes[expected.clone()]), "{range}");
        let about = format!("bytes {}-{}/100", expected.start, expected.end - 1);
        assert_eq!((answer.header("content-range"), answer.header("accept-ranges")), (about.as_str(), "bytes"));
        assert_eq!(answer.header("content-length"), expected.len().to_string());
    }
    for range in ["100-", "200-300", "-0", "100-101,500-"] {
        let answer = server.ask("GET", "/assets/n.bin", &[("Range", &format!("bytes={range}"))]);
        assert_eq!((answer.status, answer.header("content-range")), (416, "bytes */100"), "{range}");
        assert!(answer.body.is_empty());
    }
}

#[test]
fn several_parts_of_a_file() {
    let site = site();
    let server = preview(&site);
    let bytes = numbered(&site);
    let ask = |range: &str| server.ask("GET", "/assets/n.bin", &[("Range", range)]);
    for (range, expected) in [
        ("bytes=0-9,20-29", vec![0..10, 20..30]),
        ("bytes=50-59, 0-4, -3", vec![50..60, 0..5, 97..100]),
        ("bytes=0-9,5-14", vec![0..10, 5..15]),
        ("bytes=1-1,300-400,2-2", vec![1..2, 2..3]),
    ] {
        let answer = ask(range);
        assert_eq!(answer.status, 206, "{range}");
        let head = |start: usize, end: usize| {
            format!("Content-Type: application/octet-stream\r\nContent-Range: bytes {start}-{}/100", end - 1)
        };
        let expected: Vec<_> =
            expected.into_iter().map(|part| (head(part.start, part.end), bytes[part].to_vec())).collect();
        assert_eq!(parts(&answer), expected, "{range}");
    }
    // What cannot be followed, or costs more than the file, gets the file.
    let absurd = format!("bytes={}", "0-0,".repeat(5000));
    for range in ["bytes=0-98,0-98", &absurd, "bytes=5-3", "pages=1-2"] {
        let answer = ask(range);
        assert_eq!((answer.status, &answer.body[..]), (200, &bytes[..]), "{}", &range[..15.min(range.len())]);
    }
    let unsure = server.ask("GET", "/assets/n.bin", &[("Range", "bytes=0-1"), ("If-Range", "\"x\"")]);
    assert_eq!((unsure.status, unsure.body.len()), (200, 100));
}

#[test]
fn what_is_saved_is_seen() {
    let site = Site::new();
    let server = preview(&site);
    site.document("pages/fresh.md", "标题: 新写的页面", "刚刚保存的话。");
    until("the new page", || server.get("/pages/fresh.html").text().contains("刚刚保存的话"));
}

#[test]
#[cfg(unix)]
fn the_server_ends_when_it_is_told() {
    let site = site();
    let server = preview(&site);
    // It has said where it listens a moment before it does.
    assert_eq!(server.get("/").status, 200);
    let idle = server.connect();
    assert_eq!(server.end().0, Some(0));
    drop(idle);
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = portal(&["serve", "--port", &port]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains(&format!("端口 {port} 用不了")) && ran.err.contains("--port"), "{}", ran.err);
}
