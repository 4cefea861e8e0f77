//! The built site as the searches see it: always one build, always the newest.

use crate::search::{SearchError, Searcher};
use std::fs::Metadata;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Times that a site which is just being switched is looked at again.
const TRIES: usize = 10;

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// The edition of a search page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// `search/`.
    Standard,
    /// `senior/search/`.
    Senior,
}

impl Edition {
    fn page(self) -> &'static str {
        match self {
            Self::Standard => "search/index.html",
            Self::Senior => "senior/search/index.html",
        }
    }
}

/// One build: its index, opened, and its search pages.
#[derive(Clone)]
pub struct Built {
    /// The index.
    pub searcher: Searcher,
    standard: String,
    senior: Option<String>,
}

impl Built {
    /// The search page of an edition; none when the site has no such edition.
    pub fn page(&self, edition: Edition) -> Option<&str> {
        match edition {
            Edition::Standard => Some(&self.standard),
            Edition::Senior => self.senior.as_deref(),
        }
    }

    fn open(out: &Path) -> Result<Self, Unusable> {
        let searcher = guarded(|| Searcher::open(&out.join("search")))?;
        let read = |edition: Edition| std::fs::read_to_string(out.join(edition.page()));
        let missing = |error| {
            let page = out.join(Edition::Standard.page());
            Unusable(format!("搜索页 {} 读不了（{error}）。请重新运行 portal build。", page.display()))
        };
        Ok(Self { searcher, standard: read(Edition::Standard).map_err(missing)?, senior: read(Edition::Senior).ok() })
    }
}

/// Why a build cannot be searched, for the one who runs the server.
#[derive(Debug, Clone)]
pub struct Unusable(pub String);

/// Asks the engine, which trusts the bytes of its files and panics over damaged ones: that is the
/// index's fault and must not end the server.
pub fn guarded<T>(ask: impl FnOnce() -> Result<T, SearchError>) -> Result<T, Unusable> {
    let damaged = |_| Unusable("检索索引已损坏，请重新运行 portal build。".to_owned());
    catch_unwind(AssertUnwindSafe(ask)).map_err(damaged)?.map_err(|error| Unusable(error.to_string()))
}

/// The newest build in a folder, opened when it is first asked for and again when it was replaced.
pub struct Latest {
    out: PathBuf,
    opened: Mutex<Option<Opened>>,
}

/// What came of opening the files of a mark.
struct Opened {
    mark: Mark,
    built: Result<Arc<Built>, Unusable>,
}

impl Latest {
    /// The builds in an output folder.
    pub fn of(out: &Path) -> Self {
        Self { out: out.to_owned(), opened: Mutex::default() }
    }

    /// The newest build. Looks at three files, so that a rebuilt site is seen with the next question.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub fn get(&self) -> Result<Arc<Built>, Unusable> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let mark = Mark::of(&self.out);
        if let Some(known) = opened.as_ref()
            && known.mark == mark
            && mark.is_whole()
        {
            return known.built.clone();
        }
        opened.insert(self.open()).built.clone()
    }

    /// Opens the site. It may be switched meanwhile, and what was opened then may belong to two builds
    /// or be missing for a moment, so the files must be the same before and after.
    fn open(&self) -> Opened {
        let mut reason = Unusable("网站正在更换，请稍后再试。".to_owned());
        for _ in 0..TRIES {
            let before = Mark::of(&self.out);
            let built = Built::open(&self.out).map(Arc::new);
            let mark = Mark::of(&self.out);
            if before == mark && (built.is_ok() || mark.is_whole()) {
                return Opened { mark, built };
            }
            reason = built.err().unwrap_or(reason);
            std::thread::sleep(PAUSE);
        }
        Opened { mark: Mark::default(), built: Err(reason) }
    }
}

/// What tells one build from the next: which files they are, when they were written and how long
/// they are.
#[derive(Debug, Default, PartialEq, Eq)]
struct Mark([Option<FileMark>; 3]);

/// Device, file number, time in nanoseconds and length; the first two are 0 where there are none.
type FileMark = (u64, u64, u128, u64);

impl Mark {
    fn of(out: &Path) -> Self {
        let files = ["search/meta.json", Edition::Standard.page(), Edition::Senior.page()];
        Self(files.map(|file| out.join(file).metadata().ok().map(|about| file_mark(&about))))
    }

    /// Whether the site is there; it may lack the senior edition.
    fn is_whole(&self) -> bool {
        self.0[..2].iter().all(Option::is_some)
    }
}

fn file_mark(about: &Metadata) -> FileMark {
    let written = about.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    let (device, number) = identity(about);
    (device, number, written.unwrap_or_default().as_nanos(), about.len())
}

#[cfg(unix)]
fn identity(about: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (about.dev(), about.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, u64) {
    (0, 0)
}
