//! Parts of a file, as a `Range` header asks for them (RFC 9110, section 14).
//!
//! The browser's searcher reads the index in pieces and asks for several in one request, which
//! tower-http's file service refuses.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// A header with more parts than this asks for nothing sensible and is left aside.
const PARTS_MAX: usize = 100;

/// What a header asks of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// All of it: there is no header, or none that can be followed.
    Whole,
    /// These parts, in the order in which they were asked for; at least one, none of them empty.
    Parts(Vec<Range<u64>>),
    /// Only parts that the file has not.
    Nothing,
}

/// What a header asks of a file of `len` bytes. Parts that overlap are given as often as they were
/// asked for, but never more bytes than the file has: who wants more gets the file.
pub fn asked(header: &str, len: u64) -> Asked {
    let Some(written) = written(header) else { return Asked::Whole };
    let parts: Vec<_> = written.iter().filter_map(|part| part.within(len)).collect();
    let bytes: u64 = parts.iter().map(|part| part.end - part.start).fold(0, u64::saturating_add);
    match parts.is_empty() {
        true => Asked::Nothing,
        false if bytes > len => Asked::Whole,
        false => Asked::Parts(parts),
    }
}

/// A part as it is written.
#[derive(Debug)]
enum Written {
    /// `5-9` or `5-`: the last byte is part of it.
    From(u64, Option<u64>),
    /// `-5`: so many bytes at the end.
    Last(u64),
}

impl Written {
    fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once('-')?;
        match (first.is_empty(), last.is_empty()) {
            (true, true) => None,
            (true, false) => Some(Self::Last(number(last)?)),
            (false, true) => Some(Self::From(number(first)?, None)),
            (false, false) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::From(first, Some(last)))
            }
        }
    }

    /// The bytes of a file of `len` bytes that are meant; none when it has not one of them.
    fn within(&self, len: u64) -> Option<Range<u64>> {
        let part = match *self {
            Self::From(first, last) => first..last.map_or(len, |last| last.saturating_add(1).min(len)),
            Self::Last(count) => len.saturating_sub(count)..len,
        };
        (part.start < part.end).then_some(part)
    }
}

/// The parts that a header writes; none when it is not understood, which says the same as no header.
fn written(header: &str) -> Option<Vec<Written>> {
    let (unit, list) = header.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let texts = list.split(',').map(|text| text.trim_matches([' ', '\t'])).filter(|text| !text.is_empty());
    let parts = texts.take(PARTS_MAX + 1).map(Written::parse).collect::<Option<Vec<_>>>()?;
    (1..=PARTS_MAX).contains(&parts.len()).then_some(parts)
}

/// A number of any length; one too long to count with is as good as the greatest.
fn number(digits: &str) -> Option<u64> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().unwrap_or(u64::MAX))
}

/// The words of `Content-Range` for a part.
pub fn content_range(part: &Range<u64>, len: u64) -> String {
    format!("bytes {}-{}/{len}", part.start, part.end - 1)
}

/// The bytes of a part.
pub fn read(file: &mut (impl Read + Seek), part: &Range<u64>) -> io::Result<Vec<u8>> {
    let count = usize::try_from(part.end - part.start).map_err(io::Error::other)?;
    let mut bytes = vec![0; count];
    file.seek(SeekFrom::Start(part.start))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Several parts as one body, and its content type. `kind` is the content type of the file.
pub fn many(
    file: &mut (impl Read + Seek),
    parts: &[Range<u64>],
    len: u64,
    kind: &str,
) -> io::Result<(String, Vec<u8>)> {
    let boundary = boundary();
    let mut body = Vec::new();
    for part in parts {
        let range = content_range(part, len);
        let head = format!("\r\n--{boundary}\r\nContent-Type: {kind}\r\nContent-Range: {range}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.append(&mut read(file, part)?);
    }
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    Ok((format!("multipart/byteranges; boundary={boundary}"), body))
}

/// A line that no file holds: random, so that no file can be written to hold it.
fn boundary() -> String {
    let state = RandomState::new();
    format!("{:016x}{:016x}", state.hash_one(0), state.hash_one(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn parts(ranges: &[(u64, u64)]) -> Asked {
        Asked::Parts(ranges.iter().map(|&(start, end)| start..end).collect())
    }

    #[test]
    fn parts_are_those_that_the_file_has() {
        for (header, expected) in [
            ("bytes=0-0", parts(&[(0, 1)])),
            ("bytes=2-4", parts(&[(2, 5)])),
            ("bytes=7-", parts(&[(7, 10)])),
            ("bytes=-3", parts(&[(7, 10)])),
            ("bytes=-30", parts(&[(0, 10)])),
            ("bytes=8-99999999999999999999999999", parts(&[(8, 10)])),
            ("bytes=-99999999999999999999999999", parts(&[(0, 10)])),
            ("BYTES = 5-5 ,, 1-2,\t-1", parts(&[(5, 6), (1, 3), (9, 10)])),
            ("bytes=3-5,10-12", parts(&[(3, 6)])),
            ("bytes=0-4,3-6", parts(&[(0, 5), (3, 7)])),
        ] {
            assert_eq!(asked(header, 10), expected, "{header}");
        }
    }

    #[test]
    fn what_the_file_has_not_is_refused() {
        for (header, len) in [("bytes=10-", 10), ("bytes=10-11,99-", 10), ("bytes=-0", 10), ("bytes=0-", 0)] {
            assert_eq!(asked(header, len), Asked::Nothing, "{header}");
        }
    }

    #[test]
    fn what_cannot_be_followed_is_no_range() {
        let many = format!("bytes={}", "0-0,".repeat(PARTS_MAX + 1));
        let enough = format!("bytes={}", "0-0,".repeat(PARTS_MAX));
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=,",
            "bytes=-",
            "bytes=a-b",
            "bytes=4-2",
            "bytes=+1-2",
            "bytes=1-2;3-4",
            "bytes=1--2",
            "bytes=0x1-2",
            "lines=0-1",
            "bytes=0-1,x",
            "bytes=１-２",
            "bytes=0-9,0-0",
            &many,
        ] {
            assert_eq!(asked(header, 10), Asked::Whole, "{header}");
        }
        assert!(matches!(asked(&enough, 1000), Asked::Parts(parts) if parts.len() == PARTS_MAX));
    }

    #[test]
    fn several_parts_stand_in_one_body() {
        let mut file = Cursor::new(b"0123456789".to_vec());
        let (kind, body) = many(&mut file, &[7..9, 0..1], 10, "text/plain").unwrap();
        let boundary = kind.strip_prefix("multipart/byteranges; boundary=").unwrap();
        let part = |range: &str, text: &str| {
            format!("\r\n--{boundary}\r\nContent-Type: text/plain\r\nContent-Range: bytes {range}/10\r\n\r\n{text}")
        };
        let expected = format!("{}{}\r\n--{boundary}--\r\n", part("7-8", "78"), part("0-0", "0"));
        assert_eq!(String::from_utf8(body).unwrap(), expected);
        assert!(many(&mut file, &[0..1, 8..11], 11, "text/plain").is_err(), "a file cut short under the reader");
    }
}
