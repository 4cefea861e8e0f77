//! The QR code of an address, for paper, as one path of an SVG.

use super::views::QrView;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write;

/// Modules that stay white on each side, so that a reader finds the edge (ISO/IEC 18004).
const QUIET: i32 = 4;

/// The code of a text with error correction M, which outlives a fold or a stain on 15 % of it.
/// None where the text is too long for any code.
pub fn code(text: &str) -> Option<QrView> {
    let code = encode(text)?;
    let rows = (0..code.size()).map(|y| row(&code, y));
    Some(QrView { size: code.size() + 2 * QUIET, path: rows.collect() })
}

/// Every reader undoes any of the eight masks. To look for the best would take most of the time, a
/// tenth of the whole build of a large site; the chequered one never leaves a large plain area.
fn encode(text: &str) -> Option<QrCode> {
    let segments = QrSegment::make_segments(text);
    let (least, most, mask) = (Version::MIN, Version::MAX, Some(Mask::new(0)));
    QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, least, most, mask, true).ok()
}

/// A row as strokes through the middle of its dark modules; neighbours are one stroke.
fn row(code: &QrCode, y: i32) -> String {
    let mut path = String::new();
    let mut pen = None;
    let mut x = 0;
    while x < code.size() {
        let length = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
        if length > 0 {
            // Writing to a string does not fail.
            let _ = match pen {
                None => write!(path, "M{} {}.5h{length}", x + QUIET, y + QUIET),
                Some(end) => write!(path, "m{} 0h{length}", x - end),
            };
            pen = Some(x + length);
        }
        x += length.max(1);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dark modules that a path draws.
    fn drawn(view: &QrView) -> Vec<(i32, i32)> {
        let mut dark = Vec::new();
        for row in view.path.split('M').skip(1) {
            let (start, strokes) = row.split_once(' ').unwrap();
            let (y, strokes) = strokes.split_once(".5").unwrap();
            let mut x: i32 = start.parse().unwrap();
            for stroke in strokes.split('m') {
                let (gap, length) = stroke.split_once('h').unwrap();
                x += gap.split(' ').next().unwrap().parse().unwrap_or(0);
                let end = x + length.parse::<i32>().unwrap();
                dark.extend((x..end).map(|x| (x, y.parse().unwrap())));
                x = end;
            }
        }
        dark
    }

    #[test]
    fn the_path_draws_every_dark_module_once_and_no_other() {
        let text = "https://www.wangchuan.example/policies/2024/elderly-allowance.html";
        let code = encode(text).unwrap();
        let view = super::code(text).unwrap();
        let all = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark: Vec<_> = all.filter(|(x, y)| code.get_module(*x, *y)).map(|(x, y)| (x + QUIET, y + QUIET)).collect();
        assert_eq!(view.size, code.size() + 8);
        assert_eq!(drawn(&view), dark);
    }

    #[test]
    fn a_text_that_no_code_can_hold_has_none() {
        assert!(super::code(&"x".repeat(2331)).is_some());
        assert!(super::code(&"x".repeat(2332)).is_none());
    }
}
