//! The names under which an engine knows a site and its indexes.

use crate::config::Identity;

/// The longest name of a site.
const SITE_MAX: usize = 48;
/// The longest name of an index, to which the name of a build is still to be added.
const INDEX_MAX: usize = 80;

/// What a site is called in an engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// The site, in every document: lower-case letters, digits and hyphens.
    pub site: String,
    /// What the names of its indexes begin with, and in OpenSearch the alias under which it is sought.
    /// No underscore is in it, so that one site's indexes are never taken for another's.
    pub index: String,
}

impl Names {
    /// The names that were asked for, else those that follow from the site's 标识码 or address.
    ///
    /// # Errors
    /// When a name has characters that an engine refuses, or nothing gives one.
    pub fn new(site: Option<&str>, index: Option<&str>, identity: &Identity) -> Result<Self, String> {
        let site = site.map(str::to_owned).or_else(|| own(identity));
        let site = site.ok_or("site.yaml 没有标识码和网址，请用 --site 指明这个网站的标识")?;
        if !is_plain(&site) || site.len() > SITE_MAX {
            return Err(format!("网站标识“{site}”只能用小写英文字母、数字和连字符，最多 {SITE_MAX} 个"));
        }
        let index = index.map_or_else(|| format!("portal-{site}"), str::to_owned);
        let begins = index.starts_with(|c: char| c.is_ascii_lowercase());
        if !is_plain(&index) || !begins || !(3..=INDEX_MAX).contains(&index.len()) {
            let form = format!("用小写英文字母开头，只用小写英文字母、数字和连字符，3 至 {INDEX_MAX} 个");
            return Err(format!("索引名“{index}”应当{form}"));
        }
        Ok(Self { site, index })
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// 标识码 is unique in the country; a domain is unique too.
fn own(identity: &Identity) -> Option<String> {
    let domain = identity.domain().to_ascii_lowercase().replace('.', "-");
    identity.id_code.clone().or(Some(domain).filter(|domain| !domain.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(id_code: Option<&str>, base_url: &str) -> Identity {
        Identity { id_code: id_code.map(str::to_owned), base_url: base_url.to_owned(), ..Identity::default() }
    }

    #[test]
    fn names_follow_from_the_site() {
        let named = |identity: &Identity| Names::new(None, None, identity).map(|names| (names.site, names.index));
        let pair = |site: &str, index: &str| Ok((site.to_owned(), index.to_owned()));
        let address = "https://www.Wangchuan.example:8443/portal/";
        assert_eq!(named(&identity(Some("3799810001"), address)), pair("3799810001", "portal-3799810001"));
        assert_eq!(named(&identity(None, address)), pair("www-wangchuan-example", "portal-www-wangchuan-example"));
        assert!(named(&identity(None, "")).unwrap_err().contains("--site"));
    }

    #[test]
    fn names_that_an_engine_refuses_are_refused() {
        let none = identity(None, "");
        for site in ["望川", "A", "a_b", "a.b", "a/b", "", "a b", "*"] {
            assert!(Names::new(Some(site), None, &none).is_err(), "{site}");
        }
        for index in ["ab", "1abc", "-abc", "a_b_c", "Portal", "portal*", "a,b"] {
            assert!(Names::new(Some("a"), Some(index), &none).is_err(), "{index}");
        }
        assert_eq!(Names::new(Some("a"), Some("wangchuan"), &none).unwrap().index, "wangchuan");
    }
}
