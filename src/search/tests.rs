//! The module as its callers use it: documents in, an index in a folder, answers out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Hit, IndexBuilder, SearchDocument, SearchError, Searcher};

/// A folder that goes away with its test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("portal-search-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Self(std::env::temp_dir().join(name))
    }

    fn with(documents: &[SearchDocument]) -> Self {
        let folder = Self::new();
        let mut builder = IndexBuilder::new(&folder.0).unwrap();
        for document in documents {
            builder.add(document).unwrap();
        }
        builder.finish().unwrap();
        folder
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(&self.0).unwrap().map(Result::unwrap);
        entries.map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap())).collect()
    }

    fn ask(&self, query: &str) -> Vec<Hit> {
        Searcher::open(&self.0).unwrap().search(query, 1000).unwrap()
    }

    fn urls(&self, query: &str) -> Vec<String> {
        self.ask(query).into_iter().map(|hit| hit.url).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

fn document(url: &str, title: &str, body: &str) -> SearchDocument {
    SearchDocument {
        url: url.into(),
        kind: "policy".into(),
        title: title.into(),
        published: "2024-04-01".into(),
        text: format!("{title}\n{body}"),
        ..SearchDocument::default()
    }
}

fn numbered(url: &str, number: &str, title: &str, body: &str) -> SearchDocument {
    SearchDocument { document_number: Some(number.into()), ..document(url, title, body) }
}

/// A small generator (xorshift), so that a failing case comes back.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    /// Text with much repetition, so that bigrams meet in documents that lack the phrase.
    fn text(&mut self, length: usize) -> String {
        const HAN: &str = "关于印发望海市城乡居民最低生活保障补贴标准管理办法的通知𠮷〇々";
        const OTHER: &[&str] = &["，", "。\n", "5G", " ", "2024年", "（", "）", "\u{3000}", "A类", "、"];
        let han: Vec<char> = HAN.chars().collect();
        let mut text = String::new();
        for _ in 0..length {
            match self.below(8) {
                0 => text += OTHER[self.below(OTHER.len())],
                _ => text.push(han[self.below(han.len())]),
            }
        }
        text
    }
}

fn generated(count: usize) -> Vec<SearchDocument> {
    let mut dice = Dice(0x5DEE_CE66_D1CE_4E5B);
    let one = |n| document(&format!("/{n}/"), &dice.text(12), &dice.text(150));
    (0..count).map(one).collect()
}

#[test]
fn every_substring_of_han_characters_is_found() {
    let documents = generated(120);
    let folder = Folder::with(&documents);
    let searcher = Searcher::open(&folder.0).unwrap();
    let mut dice = Dice(42);
    for _ in 0..1500 {
        let document = &documents[dice.below(documents.len())];
        let runs: Vec<Vec<char>> =
            document.text.split(|c| !super::analysis::is_han(c)).map(|run| run.chars().collect()).collect();
        let run = &runs[dice.below(runs.len())];
        if run.len() < 2 {
            continue;
        }
        let start = dice.below(run.len() - 1);
        let end = start + 2 + dice.below(run.len() - start - 1);
        let query: String = run[start..end].iter().collect();
        let hits = searcher.search(&query, documents.len()).unwrap();
        assert!(hits.iter().any(|hit| hit.url == document.url), "{query} in {}", document.url);
    }
}

#[test]
fn documents_with_the_phrase_stand_before_documents_with_its_bigrams() {
    let documents = generated(200);
    let folder = Folder::with(&documents);
    for query in ["居民最", "补贴标准", "的通知", "办法管理"] {
        let hits = folder.ask(query);
        let body = |hit: &Hit| {
            documents.iter().find(|d| d.url == hit.url).unwrap().text.split_whitespace().collect::<String>()
        };
        let exact: Vec<bool> = hits.iter().map(|hit| body(hit).contains(query)).collect();
        assert!(exact.is_sorted_by(|a, b| a >= b), "{query}: {exact:?}");
    }
}

#[test]
fn a_document_number_is_found_in_every_form() {
    let folder = Folder::with(&[
        document("/cites/", "关于做好救助工作的通知", "依据望政发[2024]12号，做好工作。"),
        numbered("/other/", "望政发〔2024〕112号", "关于供水的通知", "供水。"),
        numbered("/wanted/", "望政发〔2024〕12号", "关于救助的通知", "救助。"),
        numbered("/office/", "望政办发〔2024〕12号", "关于值班的通知", "值班。"),
        numbered("/decree/", "望海市人民政府令第12号", "望海市供热办法", "供热。"),
    ]);
    for form in [
        "望政发〔2024〕12号",
        "望政发[2024]12号",
        "望政发（2024）12号",
        "望政发【2024】12号",
        "望政发﹝2024﹞12号",
        "望政发〔2024〕第12号",
        "望政发〔2024〕012号",
        " 望政发 〔2024〕 12 号 ",
        "望政发２０２４年１２号",
        "望政发[2024]12",
        "关于望政发〔2024〕12号",
    ] {
        assert_eq!(folder.urls(form)[..2], ["/wanted/", "/cites/"], "{form}");
    }
    assert_eq!(folder.urls("政办发〔2024〕12号"), ["/office/"]);
    assert_eq!(folder.urls("望海市人民政府令 第12号"), ["/decree/"]);
    assert_eq!(folder.urls("〔2024〕112号"), ["/other/"]);
}

#[test]
fn number_and_title_stand_before_words() {
    let folder = Folder::with(&[
        document("/many/", "临时救助办法解读", "临时救助办法。临时救助办法。临时救助办法。"),
        document("/exact/", "临时救助办法", "本办法自印发之日起施行。"),
        document("/text/", "民政工作要点", "修订临时救助办法。"),
        document("/apart/", "救助站与临时停车办法", "办法另行规定，临时停车；救助站；时救；助办。"),
    ]);
    assert_eq!(folder.urls("《临时救助办法》"), ["/exact/", "/many/", "/text/", "/apart/"]);
}

#[test]
fn in_force_before_repealed_and_newer_before_older() {
    let with = |url: &str, status: &str, published: &str| SearchDocument {
        status: Some(status.into()),
        published: published.into(),
        ..document(url, "供热管理办法", "供热期。")
    };
    let folder = Folder::with(&[
        with("/repealed/", "repealed", "2025-01-01"),
        with("/old/", "in_force", "2019-01-01"),
        with("/new/", "amended", "2023-01-01"),
        with("/void/", "void", "2024-01-01"),
    ]);
    assert_eq!(folder.urls("供热"), ["/new/", "/old/", "/repealed/", "/void/"]);
    assert_eq!(folder.urls("供热管理办法"), ["/new/", "/old/", "/repealed/", "/void/"]);
}

#[test]
fn one_wrong_character_still_finds() {
    let folder = Folder::with(&[
        document("/wanted/", "最低生活保障办法", "保障标准。"),
        document("/other/", "供热办法", "供热期。"),
    ]);
    assert_eq!(folder.urls("最低生话保障"), ["/wanted/"]);
    assert_eq!(folder.urls("彩票"), Vec::<String>::new());
}

#[test]
fn one_character_asks_titles_and_then_texts() {
    let folder = Folder::with(&[
        document("/title/", "契税指南", "办理。"),
        document("/end/", "关于免税", "说明。"),
        document("/text/", "办事指南", "先缴税，再领证。"),
    ]);
    let mut titles = folder.urls("税");
    titles.sort();
    assert_eq!(titles, ["/end/", "/title/"]);
    assert_eq!(folder.urls("证"), ["/text/"]);
    assert_eq!(folder.urls("缴"), ["/text/"]);
}

#[test]
fn words_numbers_width_and_issuer_are_found() {
    let folder = Folder::with(&[
        SearchDocument {
            issuer: Some("望海市民政局".into()),
            ..document("/a/", "５Ｇ网络建设", "补助２０００元，见 Open Data 平台。")
        },
        document("/b/", "供热办法", "供热期。"),
    ]);
    for query in ["5G", "5g网络", "2000元", "OPEN data", "ｏｐｅｎ", "民政局", "网络 补助", "元，见"] {
        assert_eq!(folder.urls(query), ["/a/"], "{query}");
    }
}

#[test]
fn snippets_come_from_the_text_after_the_title() {
    let body = "第一条 依法行政。第二条 临时救助标准为每人每月八百元。";
    let hits = Folder::with(&[document("/a/", "临时救助办法", body)]).ask("临时救助");
    assert_eq!(hits[0].snippet, "…第二条 临时救助标准为每人每月八百元。");
    assert_eq!(&hits[0].snippet[hits[0].highlights[0].clone()], "临时救助");
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    let documents = generated(60);
    let (first, second) = (Folder::with(&documents).files(), Folder::with(&documents).files());
    assert!(first == second);
    let names: Vec<_> = first.keys().map(|name| name.split_once('.').unwrap()).collect();
    assert!(names.iter().all(|(stem, _)| *stem == names[0].0 || *stem == "meta"));
    assert_eq!(
        names.iter().map(|(_, e)| *e).collect::<Vec<_>>(),
        ["fast", "fieldnorm", "idx", "pos", "store", "term", "json"]
    );
    let other = Folder::with(&documents[1..]).files();
    assert!(other.keys().next() != first.keys().next());
}

#[test]
fn asking_writes_nothing_and_works_where_nothing_may_be_written() {
    let folder = Folder::with(&generated(20));
    let before = folder.files();
    let modified = fs::metadata(&folder.0).unwrap().modified().unwrap();
    set_writable(&folder.0, false);
    let urls = folder.urls("补贴");
    set_writable(&folder.0, true);
    assert!(!urls.is_empty() && folder.files() == before);
    assert_eq!(fs::metadata(&folder.0).unwrap().modified().unwrap(), modified);
}

fn set_writable(dir: &Path, writable: bool) {
    for path in fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).chain([dir.to_owned()]) {
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        #[cfg(unix)]
        std::os::unix::fs::PermissionsExt::set_mode(
            &mut permissions,
            match (writable, path.is_dir()) {
                (true, true) => 0o755,
                (true, false) => 0o644,
                (false, true) => 0o555,
                (false, false) => 0o444,
            },
        );
        #[cfg(not(unix))]
        permissions.set_readonly(!writable);
        fs::set_permissions(&path, permissions).unwrap();
    }
}

#[test]
fn a_missing_empty_or_damaged_index_is_told_in_chinese() {
    let folder = Folder::new();
    let error = Searcher::open(&folder.0).err().unwrap();
    assert!(matches!(error, SearchError::NoIndex(_)) && error.to_string().contains("`portal build`"), "{error}");
    let folder = Folder::with(&generated(3));
    assert!(matches!(IndexBuilder::new(&folder.0), Err(SearchError::AlreadyIndexed(_))));
    for name in folder.files().into_keys().filter(|name| name.ends_with(".idx") || name.ends_with(".term")) {
        let folder = Folder::with(&generated(3));
        fs::write(folder.0.join(name), b"").unwrap();
        let error = Searcher::open(&folder.0).err().unwrap();
        assert!(error.to_string().contains("已损坏"), "{error}");
    }
}

#[test]
fn an_index_leaves_the_other_files_of_its_folder_alone() {
    let alone = Folder::with(&generated(3));
    let folder = Folder::new();
    fs::create_dir(&folder.0).unwrap();
    fs::write(folder.0.join("index.html"), "page").unwrap();
    let mut builder = IndexBuilder::new(&folder.0).unwrap();
    generated(3).iter().for_each(|document| builder.add(document).unwrap());
    fs::write(folder.0.join("late.term"), "page").unwrap();
    let mut names = builder.finish().unwrap();
    names.sort_unstable();
    let mut files = folder.files();
    assert_eq!(files.remove("index.html").unwrap(), b"page");
    assert_eq!(files.remove("late.term").unwrap(), b"page");
    assert!(files == alone.files(), "the index is not what it is when it is alone");
    assert_eq!(names, files.into_keys().collect::<Vec<_>>());
}

#[test]
fn an_index_without_documents_answers_nothing() {
    let folder = Folder::with(&[]);
    assert_eq!(folder.urls("补贴"), Vec::<String>::new());
    let folder = Folder::with(&generated(3));
    assert_eq!(folder.urls("，。"), Vec::<String>::new());
    assert_eq!(Searcher::open(&folder.0).unwrap().search("补贴", 0).unwrap(), []);
}

#[test]
fn threads_share_a_searcher() {
    let folder = Folder::with(&generated(50));
    let searcher = Searcher::open(&folder.0).unwrap();
    let expected = searcher.search("补贴标准", 10).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(searcher.search("补贴标准", 10).unwrap(), expected));
        }
    });
}

#[test]
fn odd_queries_do_no_harm() {
    let folder = Folder::with(&generated(30));
    for query in [
        "",
        " ",
        "\"",
        "〔",
        "〔2024〕",
        "AND OR",
        "*:*",
        "<script>",
        "\u{0}",
        "𠮷",
        "第",
        "〔2024〕99999999999号",
        "é́́",
        "🏛️补贴",
    ] {
        folder.ask(query);
    }
}
