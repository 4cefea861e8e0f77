//! Dates as they are written in files and in official text.

use jiff::civil::Date;

/// Parses `YYYY-MM-DD` and nothing else: no time, no missing zeros, only dates that exist.
pub fn parse_iso(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, b)| match i {
            4 | 7 => *b == b'-',
            _ => b.is_ascii_digit(),
        });
    if !shape {
        return None;
    }
    Date::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?).ok()
}

/// 2024年3月5日, as GB/T 9704-2012 §7.3.5 writes dates: Arabic figures, no leading zeros.
pub fn official(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// The day after; the last day of the calendar stays where it is.
pub fn next_day(date: Date) -> Date {
    date.tomorrow().unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_iso_form_is_a_date() {
        assert_eq!(parse_iso("2024-02-29").map(official).as_deref(), Some("2024年2月29日"));
        for wrong in ["2023-02-29", "2024-2-29", "2024/02/29", "20240229", "2024-02-29 10:00", "", "２０２４-02-29"]
        {
            assert_eq!(parse_iso(wrong), None, "{wrong}");
        }
    }
}
