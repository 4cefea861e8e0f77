//! What templates see: one typed view a page kind, never the whole site.
//!
//! Every `path` is relative to the root of the edition and already percent-encoded; a template
//! writes `{{ root }}{{ item.path }}`. Every `file` is relative to the root of the whole site
//! (files exist once, not once an edition); a template writes `{{ base }}{{ item.file }}`.
//! Fields that end in `_html` hold HTML made by the renderer; everything else is text and is
//! escaped by the template engine.

mod browse;
mod calendar;
mod decisions;
mod desk;
mod disclosure;
mod document;
mod feeds;
mod home;
mod ledger;
mod library;
mod list;
mod page;
mod search;
mod texts;

pub use browse::*;
pub use calendar::*;
pub use decisions::*;
pub use desk::*;
pub use disclosure::*;
pub use document::*;
pub use feeds::*;
pub use home::*;
pub use ledger::*;
pub use library::*;
pub use list::*;
pub use page::*;
pub use search::*;
pub use texts::*;
