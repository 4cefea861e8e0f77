//! Bytes to text, and the name of the encoding where it is not UTF-8.

use std::ops::Range;

/// Why bytes are not the text that they should be.
#[derive(Debug)]
pub struct DecodeFault {
    /// What is wrong, in plain Chinese.
    pub message: String,
    /// The way out.
    pub help: String,
    /// What can be shown of the file, so that the place can be named.
    pub readable: String,
    /// The faulty place in `readable`.
    pub range: Range<usize>,
}

const SAVE_AS: &str = "用编辑器打开后选择“另存为”，编码选 UTF-8，再提交。";

/// Decodes UTF-8 with or without a byte order mark, and turns CRLF into LF.
pub fn decode(bytes: Vec<u8>) -> Result<String, DecodeFault> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(whole_file("文件是 UTF-16 编码，本系统只读 UTF-8"));
    }
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(&error))?;
    if let Some(at) = text.find('\0') {
        return Err(DecodeFault {
            message: "文件含有空字符，不是文本文件".into(),
            help: SAVE_AS.into(),
            readable: text[..at].to_owned(),
            range: at..at,
        });
    }
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

fn whole_file(message: &str) -> DecodeFault {
    DecodeFault { message: message.into(), help: SAVE_AS.into(), readable: String::new(), range: 0..0 }
}

/// Names GB18030 where the whole file reads as Chinese in it; else names the first bad byte.
fn not_utf8(error: &std::string::FromUtf8Error) -> DecodeFault {
    let bytes = error.as_bytes();
    let valid = error.utf8_error().valid_up_to();
    let (text, _, had_errors) = encoding_rs::GB18030.decode(bytes);
    let message = if !had_errors && text.chars().any(crate::domain::text::is_han) {
        "文件是 GB18030（GBK、GB2312）编码，本系统只读 UTF-8".to_owned()
    } else {
        format!("文件不是 UTF-8 编码：第 {} 个字节无法识别", valid + 1)
    };
    // Lines up to the bad byte are shown as they are; the rest of its line is not text.
    let readable = String::from_utf8_lossy(&bytes[..valid]).replace("\r\n", "\n");
    let end = readable.len();
    DecodeFault { message, help: SAVE_AS.into(), readable, range: end..end }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn bom_and_crlf_vanish() {
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\nb".to_vec()).unwrap(), "a\nb");
    }

    #[test]
    fn gb18030_is_named() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("标题: 通知");
        let fault = decode([b"---\n".as_slice(), &bytes].concat()).unwrap_err();
        assert!(fault.message.contains("GB18030"), "{}", fault.message);
        assert_eq!(fault.range, 4..4);
    }

    #[test]
    fn other_bytes_are_not_called_gb18030() {
        assert!(decode(vec![0xFF, 0x00, 0x80]).unwrap_err().message.contains("第 1 个字节"));
    }
}
