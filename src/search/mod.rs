//! Search: one index of the published documents, asked from the shell and by a server with the same
//! engine, [`portal_searcher`].
//!
//! ```text
//!  SearchDocument --add--> IndexBuilder --finish--> search/{meta.json, <id>.*, <id>.lexicon}
//!                            (index, lexicon, directory)         |
//!                                                              open --> Searcher
//! ```
//!
//! The index keeps pairs of characters without positions. Positions would be one more thing for a
//! browser to download; instead the best candidates are checked against their stored text, which has
//! to be read for the snippet anyway.

mod directory;
pub mod edition;
pub mod index;
mod lexicon;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::PathBuf;

pub use index::{IndexBuilder, open};
pub use portal_searcher::lexicon::{CitizenWord, Lexicon};
pub use portal_searcher::schema::Standing;
pub use portal_searcher::{Answer, Hit, PAGE_SIZE, Request, Searcher, analysis, results};

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
    /// 索引号 and 登记号.
    pub identifiers: Vec<String>,
    /// Numbers that it stands for besides those in its text: of the documents that it interprets.
    pub cited: Vec<String>,
    /// How readily it answers a question whatever is asked: the rule and the guide before a report.
    pub standing: Standing,
    /// 主题分类.
    pub topic: Option<String>,
    /// 发文机关, the first as the one in charge.
    pub organs: Vec<String>,
    /// 发布日期 as `2024-04-01`, so that text order is time order.
    pub published: String,
    /// Title, summary and body as plain text.
    pub text: String,
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
