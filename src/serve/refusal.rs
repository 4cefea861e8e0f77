//! What a reader gets instead of an answer: a short page that says what happened and what to do.

use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The address is none of a search.
    NotHere,
    /// The request wants something else than to read.
    Method,
    /// The address is longer than any search.
    TooLong,
    /// The reader asked too often and may ask again after this time.
    TooOften(Duration),
    /// Too many readers ask at the same time.
    TooBusy,
    /// The answer took too long.
    TooSlow,
    /// There is no index, or it is damaged.
    NoIndex,
}

/// In what form an answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A page for people.
    Html,
    /// For programs.
    Json,
}

impl Form {
    /// As a header names it.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }
}

/// Nothing is fetched or run; the page brings its own few rules of style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'";

impl Refusal {
    /// The page, or the object, that says so.
    pub fn response(self, form: Form) -> Response {
        let body = match form {
            Form::Html => self.page(),
            Form::Json => self.json(),
        };
        let common = [
            (CONTENT_TYPE, form.content_type()),
            (CONTENT_SECURITY_POLICY, POLICY),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (CACHE_CONTROL, "no-store"),
        ];
        let mut response = (self.status(), common, body).into_response();
        if let Some(seconds) = self.retry_after() {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self == Self::Method {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        response
    }

    fn status(self) -> StatusCode {
        match self {
            Self::NotHere => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooBusy | Self::TooSlow | Self::NoIndex => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// In whole seconds, at least one.
    fn retry_after(self) -> Option<u64> {
        match self {
            Self::TooOften(wait) => Some(wait.as_secs_f64().ceil().max(1.0) as u64),
            Self::TooBusy | Self::TooSlow => Some(5),
            Self::NoIndex => Some(60),
            Self::NotHere | Self::Method | Self::TooLong => None,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::NotHere => "没有这个网页",
            Self::Method => "不接受这种请求",
            Self::TooLong => "网址太长",
            Self::TooOften(_) => "搜索太频繁",
            Self::TooBusy => "现在搜索的人太多",
            Self::TooSlow => "这次搜索用时太长",
            Self::NoIndex => "暂时不能搜索",
        }
    }

    fn advice(self) -> String {
        match self {
            Self::NotHere => "这里只提供搜索。请回到网站首页查找。".to_owned(),
            Self::Method => "这里只能查看，不能提交。请回到网站首页，用搜索框搜索。".to_owned(),
            Self::TooLong => "请少写几个字，再搜索一次。".to_owned(),
            Self::TooOften(_) => {
                let seconds = self.retry_after().unwrap_or(1);
                format!("您所在的网络短时间内搜索次数太多。请等{seconds}秒再搜索，也可以从网站首页按栏目查找。")
            }
            Self::TooBusy => "请稍等几秒再搜索，也可以从网站首页按栏目查找。".to_owned(),
            Self::TooSlow => "请换一个更具体的词，或者稍后再搜索。".to_owned(),
            Self::NoIndex => "搜索正在维护，请稍后再来，也可以从网站首页按栏目查找，或者打电话询问。".to_owned(),
        }
    }

    fn json(self) -> String {
        serde_json::json!({ "error": self.title(), "help": self.advice() }).to_string()
    }

    fn page(self) -> String {
        let (title, advice) = (self.title(), self.advice());
        format!(
            "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <title>{title} - 搜索</title>\n<style>{STYLE}</style>\n</head>\n\
             <body>\n<main>\n<h1>{title}</h1>\n<p>{advice}</p>\n<p><a href=\"../\">返回网站首页</a></p>\n</main>\n</body>\n\
             </html>\n"
        )
    }
}

/// Large enough for every reader: the page does not know which edition it stands for.
const STYLE: &str = "body{font:1.5rem/1.8 sans-serif;margin:0}main{max-width:36em;margin:3em auto;padding:0 1em}\
                     h1{font-size:2rem;line-height:1.4}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_must_wait_is_told_whole_seconds() {
        let answer = Refusal::TooOften(Duration::from_millis(1200)).response(Form::Html);
        assert_eq!(answer.status().as_u16(), 429);
        assert_eq!(answer.headers()[RETRY_AFTER], "2");
        assert!(Refusal::TooOften(Duration::ZERO).page().contains("请等1秒"));
    }
}
