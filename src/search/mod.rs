//! Search: one index of the published documents, asked from the shell, by a server, and later in
//! the browser.
//!
//! ```text
//!  SearchDocument --add--> IndexBuilder --finish--> search/{meta.json, <id>.*}     (index, directory)
//!        |                                                  |
//!     analysis: fold -> tokens, document numbers            v
//!        |                                              Searcher::open             (directory)
//!  query text --parse--> Query --candidates--> judge by stored text --> Vec<Hit>   (query, rank, snippet)
//! ```
//!
//! [`analysis`], [`query`], `rank`, `snippet` and `schema` touch no file, clock or thread, so the
//! browser's searcher compiles them as they stand. Only `directory` knows the file system.
//!
//! The index keeps Han bigrams without positions. Positions would be one more thing for the browser
//! to download; instead the best candidates are checked against their stored text, which has
//! to be read for the snippet anyway.

pub mod analysis;
mod directory;
mod hash;
pub mod index;
pub mod query;
mod rank;
mod schema;
mod snippet;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

pub use index::IndexBuilder;
pub use query::Searcher;

/// What the index knows of one published document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchDocument {
    /// The permanent address of the page.
    pub url: String,
    /// The English name of the document's kind, such as `policy`.
    pub kind: String,
    /// The full title.
    pub title: String,
    /// 发文字号, in whatever form the document itself writes it.
    pub document_number: Option<String>,
    /// The English name of the validity on the build's date, such as `in_force`.
    pub status: Option<String>,
    /// The validity in the words that readers see, such as 有效.
    pub status_label: Option<String>,
    /// 主题分类.
    pub topic: Option<String>,
    /// 发文机关; several are joined by the caller.
    pub issuer: Option<String>,
    /// 发布日期 as `2024-04-01`, so that text order is time order.
    pub published: String,
    /// Title, summary and body as plain text.
    pub text: String,
}

/// One answer to a query, best first.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Hit {
    /// The permanent address of the page.
    pub url: String,
    /// The full title.
    pub title: String,
    /// 发文字号 as the document writes it.
    pub document_number: Option<String>,
    /// The English name of the validity, such as `in_force`.
    pub status: Option<String>,
    /// How well the document answers, in tenths; comparable within one answer only.
    pub score: f32,
    /// About 80 characters of the text around the first match, on one line.
    pub snippet: String,
    /// The matches in [`Hit::snippet`], as byte ranges in ascending order without overlap.
    #[serde(skip)]
    pub highlights: Vec<Range<usize>>,
    /// The validity in the words that readers see.
    #[serde(skip)]
    pub status_label: Option<String>,
    /// 发布日期 as `2024-04-01`.
    #[serde(skip)]
    pub published: String,
    /// The English name of the document's kind.
    #[serde(skip)]
    pub kind: String,
}

/// Why the index could not be built or asked.
#[derive(Debug)]
pub enum SearchError {
    /// The folder holds no index.
    NoIndex(PathBuf),
    /// The folder for a new index already holds one.
    AlreadyIndexed(PathBuf),
    /// A file of the index could not be read or written.
    Io(PathBuf, std::io::Error),
    /// The index is damaged, or another version of the program made it.
    Engine(tantivy::TantivyError),
}

impl fmt::Display for SearchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoIndex(dir) => {
                write!(f, "{} 中没有检索索引。请先运行 `portal build` 生成网站，索引随之生成。", dir.display())
            }
            Self::AlreadyIndexed(dir) => {
                write!(f, "{} 中已有检索索引，不能再生成一个。", dir.display())
            }
            Self::Io(path, error) => write!(f, "检索索引文件 {} 读写失败：{error}", path.display()),
            Self::Engine(error) => {
                write!(f, "检索索引已损坏，或由其他版本的程序生成（{error}）。请重新运行 `portal build`。")
            }
        }
    }
}

impl std::error::Error for SearchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Engine(error) => Some(error),
            Self::NoIndex(_) | Self::AlreadyIndexed(_) => None,
        }
    }
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Engine(error)
    }
}
