//! Addresses: where a page lies in the output, and how links name it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stays as it is in the path of a link.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// The file of a page below the root of an edition, with `/` and without encoding:
/// `policies/2024/x.html`, `policies/index.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

impl Address {
    /// The address of an output file.
    pub fn file(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The page of a register.
    pub fn register(name: &str) -> Self {
        Self::folder(&format!("registers/{name}"))
    }

    /// The address of a folder's own page.
    pub fn folder(path: &str) -> Self {
        match path.trim_end_matches('/') {
            "" => Self("index.html".to_owned()),
            path => Self(format!("{path}/index.html")),
        }
    }

    /// The address that a 网址 or 旧网址 names; the error says what is wrong with it.
    ///
    /// # Errors
    /// When the text is no address that every static host can serve.
    pub fn parse(text: &str) -> Result<Self, String> {
        let Some(path) = text.strip_prefix('/') else {
            return Err(format!("网址“{text}”应以 / 开头"));
        };
        if let Some(bad) = text.chars().find(|c| "?#%\\:*\"<>|".contains(*c) || c.is_whitespace() || c.is_control()) {
            return Err(format!("网址“{text}”不能含有“{bad}”"));
        }
        let folder = path.trim_end_matches('/');
        if folder.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
            return Err(format!("网址“{text}”的各段不能为空，也不能以点开头"));
        }
        let first = folder.split('/').next().unwrap_or("");
        if TAKEN.contains(&first) || folder == "disclosure" || folder.starts_with("disclosure/catalogue") {
            return Err(format!("网址“{text}”与系统生成的网页冲突"));
        }
        let last = folder.rsplit('/').next().unwrap_or("");
        if path.ends_with('/') || !last.contains('.') {
            return Ok(Self::folder(folder));
        }
        Ok(Self(path.to_owned()))
    }

    /// The address of page `number` of a list, from 1; the first page has the list's own address.
    pub fn list_page(first: &Self, number: usize) -> Self {
        match (first.0.rsplit_once('/'), number) {
            (_, 1) => first.clone(),
            (Some((folder, _)), _) => Self(format!("{folder}/page-{number}.html")),
            (None, _) => Self(format!("page-{number}.html")),
        }
    }

    /// The address of a page that belongs to this one: `x.html` → `x/name.html`.
    pub fn child(&self, name: &str) -> Self {
        let folder = match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.trim_end_matches('/'),
            _ => self.0.rsplit_once('.').map_or(self.0.as_str(), |(stem, _)| stem),
        };
        Self(format!("{folder}/{name}.html"))
    }

    /// The folders that lead to the file, as addresses that no page may have.
    pub fn parents(&self) -> impl Iterator<Item = Self> {
        self.0.match_indices('/').map(|(at, _)| Self(self.0[..at].to_owned()))
    }

    /// Path of the file in the output.
    pub fn output(&self) -> &str {
        &self.0
    }

    /// Path for links: encoded, and a folder's own page named by the folder.
    pub fn link(&self) -> String {
        let path = self.0.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
        encode(path.unwrap_or(&self.0))
    }

    /// Relative way from this page to the root: `./`, or `../` repeated.
    pub fn root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }
}

/// First parts of addresses that the program itself uses.
const TAKEN: &[&str] = &[
    "senior",
    "data",
    "feeds",
    "search",
    "browse",
    "assets",
    "library",
    "calendar",
    "registers",
    "ledger",
    "manifest.json",
    "manifest.sig",
    "sitemap.xml",
    "sitemap.html",
    "robots.txt",
    "404.html",
    "index.html",
];

/// A path as it stands in `href`.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, KEPT).to_string()
}

/// A path as a link in Markdown may write it, decoded.
pub fn decode(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// An address as people read and type it: letters beyond ASCII stand for themselves. Browsers
/// encode them again; what is no letter stays encoded, so that nothing invisible is printed.
pub fn readable(address: &str) -> String {
    let mut readable = String::with_capacity(address.len());
    let mut rest = address;
    while let Some(at) = rest.find('%') {
        let (before, from) = rest.split_at(at);
        let (escapes, after) = from.split_at(escapes(from).max(1));
        let letters = percent_decode_str(escapes).decode_utf8().ok();
        readable.push_str(before);
        readable.push_str(letters.filter(|text| text.chars().all(char::is_alphanumeric)).as_deref().unwrap_or(escapes));
        rest = after;
    }
    readable + rest
}

/// Length of the escaped bytes beyond ASCII (`%80` to `%FF`) at the start of a text.
fn escapes(text: &str) -> usize {
    let is_escape =
        |part: &&[u8]| matches!(part, [b'%', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F', low] if low.is_ascii_hexdigit());
    text.as_bytes().chunks(3).take_while(is_escape).count() * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(Address::parse("/zc/12.html").unwrap().output(), "zc/12.html");
        assert_eq!(Address::parse("/zc/12/").unwrap().output(), "zc/12/index.html");
        assert_eq!(Address::parse("/zc/12").unwrap().output(), "zc/12/index.html");
        for wrong in ["zc", "/", "/a//b", "/../a", "/a b", "/a?b", "/senior/a", "/index.html", "/a/.b"] {
            assert!(Address::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn addresses_are_read_with_their_letters() {
        for (address, expected) in [
            ("https://a.cn/%E6%94%BF%E7%AD%96/1.html", "https://a.cn/政策/1.html"),
            ("https://a.cn/?q=%E6%94%BF%20a%2Fb%", "https://a.cn/?q=政%20a%2Fb%"),
            ("https://a.cn/%E2%80%AE%FF%", "https://a.cn/%E2%80%AE%FF%"),
        ] {
            assert_eq!(readable(address), expected);
        }
    }

    #[test]
    fn links() {
        assert_eq!(Address::folder("政策").link(), "%E6%94%BF%E7%AD%96/");
        assert_eq!(Address::folder("").link(), "");
        assert_eq!(Address::file("a/b.html").child("2024-06-01").output(), "a/b/2024-06-01.html");
        assert_eq!(Address::folder("a/b").child("2024-06-01").output(), "a/b/2024-06-01.html");
        assert_eq!(Address::file("a/b.html").root(), "../");
        assert_eq!(Address::file("b.html").root(), "./");
    }
}
