//! Reads every input file once. The only phase that touches `content/` and `themes/`.

mod decode;
mod files;
mod themes;

pub use decode::decode;
pub use files::{Asset, Inputs, load, relative};
pub use themes::{ThemeFiles, load_themes};
