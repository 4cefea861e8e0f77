//! Searches over a built site: answers, refusals, and what no question may bring about.

use super::client::{Answer, Server, until};
use crate::support::{Site, TODAY, portal, tests};
use serde_json::Value;
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

fn built() -> Site {
    let site = Site::of_case(&tests().join("sites/interpretations"));
    site.build(TODAY);
    site
}

/// A server that refuses nobody for asking often.
fn server(site: &Site) -> Server {
    patient(site, &[])
}

fn patient(site: &Site, arguments: &[&str]) -> Server {
    strict(site, &[&["--per-minute", "100000000"], arguments].concat())
}

fn strict(site: &Site, arguments: &[&str]) -> Server {
    Server::start(site, &[&["--search-only", "--listen", "127.0.0.1:0"], arguments].concat())
}

/// 高龄津贴, which the site has.
const QUESTION: &str = "%E9%AB%98%E9%BE%84%E6%B4%A5%E8%B4%B4";

fn assert_safe_headers(answer: &Answer) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{answer:?}");
    assert_eq!(answer.header("cache-control"), "no-store");
    let policy = answer.header("content-security-policy");
    assert!(
        policy.contains("default-src") && !policy.contains("unsafe-eval'") || policy.contains("'wasm-unsafe-eval'")
    );
    assert!(!policy.contains("script-src 'unsafe-inline'"), "{policy}");
}

#[test]
fn a_question_is_answered_as_a_page() {
    let site = built();
    let server = server(&site);
    for (path, way) in [("/search/", "../"), ("/senior/search/", "../")] {
        let answer = server.get(&format!("{path}?q={QUESTION}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, "text/html; charset=utf-8"), "{path}");
        assert_safe_headers(&answer);
        let page = scraper::Html::parse_document(&answer.text());
        let one = |selector: &str| page.select(&scraper::Selector::parse(selector).unwrap()).next().unwrap();
        assert!(one("title").text().collect::<String>().starts_with("高龄津贴 - 搜索"), "{path}");
        assert_eq!(one("#search-q").value().attr("value"), Some("高龄津贴"));
        assert!(one("#search-status").text().any(|text| !text.trim().is_empty()));
        let link = one("#search-results a[href]").value().attr("href").unwrap();
        assert!(link.starts_with(way), "{path}: {link}");
        assert!(!answer.text().contains("这里没有搜索结果"), "the answer stands in the place of this notice");
        let target = link.trim_start_matches("../").split('#').next().unwrap();
        let target = percent_encoding::percent_decode_str(target).decode_utf8().unwrap();
        assert!(site.out().join(path.trim_matches('/').replace("search", "")).join(&*target).is_file(), "{link}");
    }
}

#[test]
fn a_question_is_answered_as_json() {
    let site = built();
    let server = server(&site);
    let asked = server.get(&format!("/search/?q={QUESTION}&format=json"));
    let preferred = server.ask("GET", &format!("/search/?q={QUESTION}"), &[("Accept", "application/json")]);
    assert_eq!(asked.text(), preferred.text());
    assert_eq!((asked.status, asked.header("content-type")), (200, "application/json; charset=utf-8"));
    assert_eq!(asked.header("vary"), "Accept");
    assert_safe_headers(&asked);
    let browser = "text/html,application/xhtml+xml,application/json;q=0.5,*/*;q=0.1";
    let page = server.ask("GET", &format!("/search/?q={QUESTION}"), &[("Accept", browser)]);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let hits: Value = serde_json::from_str(&asked.text()).unwrap();
    let hits = hits.get("hits").unwrap_or(&hits).as_array().unwrap();
    let listed: Value = serde_json::from_str(&site.run(&["search", "高龄津贴", "--json"]).out).unwrap();
    let urls = |hits: &[Value]| hits.iter().map(|hit| hit["url"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(urls(hits), urls(listed.as_array().unwrap()), "the same engine as in the shell");
}

#[test]
fn what_is_no_search_is_refused_in_chinese() {
    let site = built();
    let server = server(&site);
    for (method, target, status, words) in [
        ("GET", "/", 404, "没有这个网页"),
        ("GET", "/index.html", 404, "没有这个网页"),
        ("GET", "/search/meta.json", 404, "没有这个网页"),
        ("GET", "/search/../index.html", 404, "没有这个网页"),
        ("GET", "/search/%2e%2e/index.html", 404, "没有这个网页"),
        ("POST", "/search/", 405, "不接受这种请求"),
        ("DELETE", "/search", 405, "不接受这种请求"),
        ("FROBNICATE", "/senior/search/", 405, "不接受这种请求"),
        ("GET", &format!("/search/?q={}", "a".repeat(8 * 1024)), 414, "网址太长"),
    ] {
        let answer = server.ask(method, target, &[]);
        let shown = &target[..target.len().min(40)];
        assert_eq!(answer.status, status, "{method} {shown}: {}", answer.text());
        assert!(answer.text().contains(words) && answer.text().contains("lang=\"zh-CN\""), "{method} {shown}");
        assert_safe_headers(&answer);
        assert_eq!(answer.header("allow"), if status == 405 { "GET, HEAD" } else { "" });
        let program = server.ask(method, target, &[("Accept", "application/json")]);
        let said: Value = serde_json::from_str(&program.text()).unwrap();
        assert!(said["error"].as_str().unwrap().contains(words), "{said}");
    }
    let whole = server.get(&format!("/search/?q={QUESTION}"));
    let head = server.ask("HEAD", &format!("/search/?q={QUESTION}"), &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), whole.body.len().to_string());
    let slash = server.get("/senior/search?q=a&page=2");
    assert_eq!((slash.status, slash.header("location")), (307, "search/?q=a&page=2"));
}

/// What was asked is text wherever it appears, and a question that is none does no harm.
#[test]
fn no_question_becomes_markup() {
    let site = built();
    let server = server(&site);
    let attacks = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'><svg/onload=alert(1)>",
        "</title><script>alert(1)</script>",
        "--><script>alert(1)</script>",
        "<!--search-results--><script>alert(1)</script>",
        "<!--/search-results--><script>alert(1)</script>",
        "{{ 7 * 7 }}<script>",
        "高龄\0津贴<script>",
        "\u{202e}<script>\u{feff}",
    ];
    let encoded =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let mut questions: Vec<String> = attacks.iter().map(|attack| encoded(attack)).collect();
    questions.extend(attacks.iter().map(|attack| encoded(&format!("高龄津贴 {attack}"))));
    // Overlong, cut and impossible sequences, and percent signs that encode nothing.
    questions.extend(
        [
            "%c0%bcscript%c0%be",
            "%e0%80%bcscript",
            "%f8%88%80%80%bc",
            "%",
            "%%%",
            "%zz",
            "%3",
            "%u003cscript%u003e",
            "%ed%a0%80",
        ]
        .map(str::to_owned),
    );
    for name in ["q", "kind", "topic", "organ", "year", "status", "page", "format", "x"] {
        for question in &questions {
            let other = if name == "q" { String::new() } else { format!("q={QUESTION}&") };
            let answer = server.get(&format!("/search/?{other}{name}={question}"));
            assert_eq!(answer.status, 200, "{name}={question}");
            let page = answer.text();
            assert!(!page.contains('\0') && !page.contains("alert(1)</script>"), "{name}={question}");
            assert_same_markup(&page, &format!("{name}={question}"));
        }
    }
}

/// The page has the scripts that it was built with and no attribute that runs anything.
fn assert_same_markup(page: &str, question: &str) {
    let page = scraper::Html::parse_document(page);
    let select = |selector: &str| page.select(&scraper::Selector::parse(selector).unwrap()).collect::<Vec<_>>();
    for script in select("script") {
        let is_data = script.value().attr("type") == Some("application/ld+json");
        assert!(is_data || script.value().attr("src").is_some(), "{question}: {}", script.html());
    }
    for element in select("*") {
        let handler = element.value().attrs().find(|(name, _)| name.starts_with("on"));
        assert!(handler.is_none(), "{question}: {handler:?}");
    }
    for link in select("[href]") {
        let target = link.value().attr("href").unwrap_or_default().trim().to_lowercase();
        assert!(!target.starts_with("javascript:") && !target.starts_with("data:"), "{question}: {target}");
    }
}

#[test]
fn long_questions_are_cut_and_the_page_says_so() {
    let site = built();
    let server = server(&site);
    let answer = server.get(&format!("/search/?q={}", QUESTION.repeat(40)));
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("前100个字"), "{}", answer.text());
    assert!(answer.text().contains(&format!("value=\"{}\"", "高龄津贴".repeat(25))));
}

#[test]
fn who_asks_too_often_waits() {
    let site = built();
    let server = strict(&site, &["--per-minute", "60", "--trusted-proxy", "127.0.0.1"]);
    let ask = |client: &str| {
        server.ask("GET", &format!("/search/?q={QUESTION}"), &[("X-Forwarded-For", &format!("10.1.1.1, {client}"))])
    };
    let refused = (0..100).map(|_| ask("203.0.113.5")).find(|answer| answer.status != 200).unwrap();
    assert_eq!(refused.status, 429);
    assert!(refused.text().contains("搜索太频繁") && refused.text().contains("秒"), "{}", refused.text());
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=2).contains(&wait), "{wait}");
    assert_eq!(ask("203.0.113.6").status, 200, "others are not held up");
    std::thread::sleep(std::time::Duration::from_secs(wait));
    assert_eq!(ask("203.0.113.5").status, 200, "the wait that was named is enough");
}

/// Without a proxy that is trusted, nobody can pass for another.
#[test]
fn nobody_passes_for_another() {
    let site = built();
    let server = strict(&site, &["--per-minute", "20"]);
    let statuses: Vec<u16> = (0..30)
        .map(|n| server.ask("GET", "/search/?q=a", &[("X-Forwarded-For", &format!("203.0.113.{n}"))]).status)
        .collect();
    assert!(statuses.starts_with(&[200; 5]) && statuses.contains(&429), "{statuses:?}");
}

/// Many ask at once: each gets a whole answer or a page that says why not, and afterwards all is as before.
#[test]
fn a_crowd_is_answered_or_sent_away() {
    let site = built();
    let server = patient(&site, &["--at-once", "1"]);
    let whole = server.get(&format!("/search/?q={QUESTION}")).text();
    let (answered, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..60 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let answer = server.get(&format!("/search/?q={QUESTION}"));
                    match answer.status {
                        200 => assert_eq!(answer.text(), whole),
                        503 => assert!(answer.text().contains("搜索的人太多"), "{}", answer.text()),
                        status => panic!("{status}"),
                    }
                    let counter = if answer.status == 200 { &answered } else { &refused };
                    counter.fetch_add(1, Ordering::Relaxed);
                    assert_eq!(answer.header("retry-after").is_empty(), answer.status == 200);
                }
            });
        }
    });
    assert!(answered.load(Ordering::Relaxed) > 0 && refused.load(Ordering::Relaxed) > 0, "{answered:?} {refused:?}");
    assert_eq!(server.get(&format!("/search/?q={QUESTION}")).text(), whole);
}

/// While the site is built anew again and again, every answer is one of the two sites' answers.
#[test]
fn a_rebuild_is_never_seen_half() {
    let site = built();
    let server = server(&site);
    let ask = || server.get(&format!("/search/?q={QUESTION}&format=json")).text();
    let fresh = |n: usize| {
        let name = if n.is_multiple_of(2) { "甲" } else { "乙" };
        let path = site.path("content/policies").read_dir().unwrap().next().unwrap().unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let title = regex::Regex::new("(?m)^标题: .*$").unwrap();
        std::fs::write(&path, title.replace(&text, format!("标题: 高龄津贴{name}版办法")).as_bytes()).unwrap();
        site.build(TODAY);
    };
    fresh(0);
    let one = ask();
    fresh(1);
    let other = ask();
    assert!(one != other && one.contains("甲版") && other.contains("乙版"), "{one} {other}");
    let (has_ended, seen) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !has_ended.load(Ordering::Relaxed) {
                    let answer = ask();
                    assert!(answer == one || answer == other, "{answer}");
                    seen.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        (2..6).for_each(&fresh);
        has_ended.store(true, Ordering::Relaxed);
    });
    assert!(seen.load(Ordering::Relaxed) > 20, "{seen:?}");
    assert_eq!(ask(), other, "the newest build is seen without a restart");
}

#[test]
fn a_damaged_index_is_said_and_a_new_build_mends_it() {
    let site = built();
    let server = server(&site);
    let ask = || server.get(&format!("/search/?q={QUESTION}"));
    assert_eq!(ask().status, 200);
    for damage in [true, false] {
        for entry in site.path("public/search").read_dir().unwrap().map(|entry| entry.unwrap().path()) {
            if entry.extension().is_some_and(|extension| extension == "html") {
                continue;
            }
            let bytes = std::fs::read(&entry).unwrap();
            let broken: Vec<u8> =
                if damage { bytes.iter().map(|byte| !byte).collect() } else { bytes[..bytes.len() / 2].to_vec() };
            // Another file, as a copy that broke off makes it.
            std::fs::remove_file(&entry).unwrap();
            std::fs::write(&entry, broken).unwrap();
        }
        let answer = ask();
        assert_eq!(answer.status, 503, "{}", answer.text());
        assert!(answer.text().contains("暂时不能搜索") && answer.text().contains("请稍后再来"));
        assert!(!answer.header("retry-after").is_empty());
        assert_safe_headers(&answer);
        site.build(TODAY);
        assert_eq!(ask().status, 200, "after a new build");
    }
    std::fs::remove_dir_all(site.out()).unwrap();
    assert_eq!(ask().status, 503);
    site.build(TODAY);
    until("the new site", || ask().status == 200);
}

/// A disk that does not answer, played by a pipe in the place of a file of the index.
#[test]
#[cfg(unix)]
fn a_search_that_takes_too_long_is_ended() {
    let site = built();
    let server = server(&site);
    let mut files = site.path("public/search").read_dir().unwrap().map(|entry| entry.unwrap().path());
    let pipe = files.find(|path| path.extension().is_some_and(|extension| extension == "store")).unwrap();
    let meta = site.path("public/search/meta.json");
    let bytes = std::fs::read(&meta).unwrap();
    std::fs::remove_file(&pipe).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // The server looks again because this is another file.
    std::fs::remove_file(&meta).unwrap();
    std::fs::write(&meta, bytes).unwrap();
    let answer = server.get(&format!("/search/?q={QUESTION}"));
    assert!(answer.status == 503 && answer.text().contains("用时太长"), "{}", answer.text());
    // An end of the pipe ends the wait.
    drop(std::fs::OpenOptions::new().write(true).open(&pipe).unwrap());
    site.build(TODAY);
    assert_eq!(server.get(&format!("/search/?q={QUESTION}")).status, 200);
}

#[test]
fn a_site_that_cannot_be_searched_is_named_at_once() {
    let empty = Site::new();
    let ran = empty.run(&["serve", "--search-only", "--listen", "127.0.0.1:0"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("没有检索索引"), "{}", ran.err);
    let foreign = built();
    foreign.write("public/search/index.html", "<title>别的主题</title>");
    let ran = foreign.run(&["serve", "--search-only", "--listen", "127.0.0.1:0"]);
    assert!(ran.status == 2 && ran.err.contains("没有放结果的位置"), "{}", ran.err);
    for (arguments, words) in [
        (&["serve", "--listen", "127.0.0.1:0"][..], "--search-only"),
        (&["serve", "--search-only", "--port", "1"], "不能一起用"),
        (&["serve", "--search-only", "--listen", "everywhere"], "everywhere"),
        (&["serve", "--search-only", "--trusted-proxy", "nginx"], "nginx"),
    ] {
        let ran = portal(arguments);
        assert!(ran.status == 2 && ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
}

/// What was asked appears nowhere but in the answer; the server keeps counts only.
#[test]
#[cfg(unix)]
fn the_server_tells_counts_and_no_questions() {
    let site = built();
    let server = server(&site);
    for _ in 0..3 {
        assert_eq!(server.get(&format!("/search/?q={QUESTION}")).status, 200);
    }
    let (status, said) = server.end();
    assert_eq!(status, Some(0));
    assert!(said.contains("共回答搜索 3 次") && !said.contains("高龄"), "{said}");
}

#[test]
fn the_preview_answers_searches_too() {
    let site = Site::of_case(&tests().join("sites/interpretations"));
    let server = Server::start(&site, &["--port", "0", "--as-of", TODAY]);
    let answer = server.get(&format!("/search/?q={QUESTION}"));
    assert!(answer.status == 200 && answer.text().contains("<title>高龄津贴 - 搜索"), "{}", answer.text());
    assert_eq!(server.get("/search/meta.json").status, 200, "the index itself is there for the browser's searcher");
    assert_eq!(server.get("/search/index.html").text(), site_page(&site));
}

fn site_page(site: &Site) -> String {
    std::fs::read_to_string(site.path(".portal/preview/search/index.html")).unwrap()
}

/// Requests without sense: five thousand, each different in every run of the generator but the same in every
/// run of the test. Each is answered or ended, none ends the server.
#[test]
fn nonsense_does_no_harm() {
    let site = built();
    let server = server(&site);
    let mut random = Random(20_261_123);
    let mut answered = 0;
    for n in 0..5000 {
        let request = random.request();
        let bytes = server.send(&request);
        let text = String::from_utf8_lossy(&request);
        match Answer::of(&bytes) {
            Some(answer) => {
                assert!(
                    matches!(answer.status, 200 | 307 | 400 | 404 | 405 | 414 | 417 | 431 | 501 | 505),
                    "{n} {}: {text}",
                    answer.status
                );
                answered += 1;
            }
            None => assert!(bytes.is_empty(), "{n}: half an answer to {text}: {}", String::from_utf8_lossy(&bytes)),
        }
    }
    assert!(answered > 4000, "{answered}");
    assert_eq!(server.get(&format!("/search/?q={QUESTION}")).status, 200);
    #[cfg(unix)]
    assert_eq!(server.end().0, Some(0));
}

/// Who writes the head of a request slowly, or nothing, keeps nobody else from an answer.
#[test]
fn idle_connections_hold_up_nobody() {
    let site = built();
    let server = server(&site);
    let mut idle: Vec<_> = (0..200).map(|_| server.connect()).collect();
    for stream in &mut idle {
        stream.write_all(b"GET /search/?q=a HTTP/1.1\r\nHost: x\r\nX-Slow: ").unwrap();
    }
    assert_eq!(server.get(&format!("/search/?q={QUESTION}")).status, 200);
}

/// Marsaglia's xorshift: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    fn one<'a>(&mut self, of: &[&'a [u8]]) -> &'a [u8] {
        of[self.below(of.len())]
    }

    /// A request whose every part may be wrong.
    fn request(&mut self) -> Vec<u8> {
        const METHODS: &[&[u8]] = &[b"GET", b"GET", b"GET", b"HEAD", b"POST", b"get", b"\x00", b"OPTIONS"];
        const PATHS: &[&[u8]] = &[
            b"/search/",
            b"/search/",
            b"/senior/search/",
            b"/search",
            b"/",
            b"//",
            b"search",
            b"*",
            b"/search/..",
            b"http://x/search/",
        ];
        const ENDS: &[&[u8]] = &[b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.0", b"HTTP/9.9", b""];
        const NAMES: &[&[u8]] =
            &[b"q", b"q", b"kind", b"topic", b"organ", b"year", b"status", b"page", b"format", b"", b"=", b"&"];
        const HEADERS: &[&[u8]] = &[
            b"",
            b"Accept: application/json\r\n",
            b"Accept: \xff\r\n",
            b"Range: bytes=0-1\r\n",
            b"X-Forwarded-For: , ,;x\r\n",
            b"Content-Length: 0\r\n",
            b"Expect: 100-continue\r\n",
            b"Connection: upgrade\r\nUpgrade: h2c\r\n",
        ];
        let mut request = [self.one(METHODS), b" ", self.one(PATHS)].concat();
        for nth in 0..self.below(5) {
            request.push(if nth == 0 { b'?' } else { b'&' });
            request.extend_from_slice(self.one(NAMES));
            request.push(b'=');
            request.extend(self.value());
        }
        request.extend_from_slice(b" ");
        request.extend_from_slice(self.one(ENDS));
        request.extend_from_slice(b"\r\nHost: x\r\nConnection: close\r\n");
        request.extend_from_slice(self.one(HEADERS));
        request.extend_from_slice(b"\r\n");
        request
    }

    fn value(&mut self) -> Vec<u8> {
        const PIECES: &[&[u8]] = &[
            b"%E9%AB%98",
            b"%E9%BE%84%E6%B4%A5%E8%B4%B4",
            b"%",
            b"%00",
            b"%c0%ae",
            b"%ff",
            b"+",
            b"%3Cscript%3E",
            b"%22",
            b"\"",
            b"'",
            b"<",
            b"\xe9\xab\x98",
            b"\xff",
            b"9",
            b"-1",
            b"policy",
            b"in_force",
            b"json",
            b"%F0%9F%98%80",
            b"OR",
            b"*",
            b":",
            b"(",
            b"~",
            b"%5B2024%5D1%E5%8F%B7",
            b"%E3%80%942024%E3%80%95",
        ];
        let count = if self.below(20) == 0 { 400 } else { self.below(8) };
        (0..count).flat_map(|_| self.one(PIECES).to_vec()).collect()
    }
}
