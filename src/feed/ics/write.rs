//! The text of a calendar file (RFC 5545, with the names of RFC 7986).
//!
//! Written here, because the crate `icalendar` (0.17) does not fit: it gives every alarm the time of
//! the clock and a random UID, so that no two builds are equal; it ends an event of a day on that same
//! day, which RFC 5545 forbids; it leaves NAME unescaped; and it brings a second library of dates.

use crate::domain::Date;
use jiff::ToSpan;

/// Octets of a line, at most, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// Names the program that wrote the file; without a version, which would change bytes for no reason.
const PRODUCT: &str = "-//portal//scheduled disclosure//ZH-CN";

/// Nine o'clock on the day before: an event of a day begins at midnight.
const REMINDER: &str = "-PT15H";

/// What a calendar file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The name under which it stands among a reader's calendars.
    pub name: String,
    /// The address from which it is fetched; none on a site without an address.
    pub source: Option<String>,
}

/// How sure an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The day is known.
    Confirmed,
    /// The day is an estimate.
    Tentative,
    /// Nothing is owed on that day any more.
    Cancelled,
}

impl Certainty {
    fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::Tentative => "TENTATIVE",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// An event of a whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Names the event for ever, in every calendar that holds it.
    pub uid: String,
    /// Grows when the day moves.
    pub sequence: usize,
    /// The day on which the event was last another.
    pub modified: Date,
    /// The day of the event.
    pub day: Date,
    /// One line.
    pub summary: String,
    /// Any number of lines.
    pub description: String,
    /// Words to sort it by.
    pub categories: Vec<String>,
    /// The page about it, as a whole address.
    pub url: Option<String>,
    /// How sure it is.
    pub certainty: Certainty,
    /// What a reminder on the day before says; none where nobody need be reminded.
    pub reminder: Option<String>,
}

/// Writes a calendar. A file without an event is no calendar by RFC 5545 (3.6): do not publish one.
pub fn write(heading: &Heading, events: &[Event]) -> String {
    let events: Vec<String> = events.iter().map(event).collect();
    calendar(heading, events.iter().map(String::as_str))
}

/// Writes an event, for calendars to hold.
pub fn event(event: &Event) -> String {
    let mut lines = Lines::default();
    lines.event(event);
    lines.0
}

/// Writes a calendar of events that are written already.
pub fn calendar<'t>(heading: &Heading, events: impl Iterator<Item = &'t str>) -> String {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", PRODUCT);
    lines.put("CALSCALE", "GREGORIAN");
    lines.text("NAME", &heading.name);
    lines.text("X-WR-CALNAME", &heading.name);
    if let Some(source) = &heading.source {
        lines.put("SOURCE;VALUE=URI", source);
    }
    // The second is what Outlook reads.
    lines.put("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    lines.put("X-PUBLISHED-TTL", "P1D");
    events.for_each(|event| lines.0.push_str(event));
    lines.put("END", "VCALENDAR");
    lines.0
}

/// The lines of a file.
#[derive(Debug, Default)]
struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event) {
        let modified = midnight(event.modified);
        self.put("BEGIN", "VEVENT");
        self.text("UID", &event.uid);
        self.put("DTSTAMP", &modified);
        self.put("LAST-MODIFIED", &modified);
        self.put("SEQUENCE", &event.sequence.to_string());
        // Without DTEND an event that starts on a date takes that one day.
        self.put("DTSTART;VALUE=DATE", &compact(event.day));
        self.text("SUMMARY", &event.summary);
        self.text("DESCRIPTION", &event.description);
        if let Some(url) = &event.url {
            self.put("URL", url);
        }
        if !event.categories.is_empty() {
            let words: Vec<String> = event.categories.iter().map(|word| escaped(word)).collect();
            self.put("CATEGORIES", &words.join(","));
        }
        self.put("STATUS", event.certainty.name());
        // A last day takes nobody's time.
        self.put("TRANSP", "TRANSPARENT");
        if let Some(reminder) = &event.reminder {
            self.put("BEGIN", "VALARM");
            self.put("ACTION", "DISPLAY");
            self.text("DESCRIPTION", reminder);
            self.put("TRIGGER", REMINDER);
            self.put("END", "VALARM");
        }
        self.put("END", "VEVENT");
    }

    /// A value of the type TEXT.
    fn text(&mut self, name: &str, value: &str) {
        self.put(name, &escaped(value));
    }

    /// A line, folded before a character that would make it too long. A control character cannot be
    /// written in any value.
    fn put(&mut self, name: &str, value: &str) {
        if name.len() + 1 + value.len() <= LINE && !value.contains(char::is_control) {
            return self.0.extend([name, ":", value, "\r\n"]);
        }
        let mut room = LINE;
        let value = value.chars().filter(|c| *c == '\t' || !c.is_control());
        for c in name.chars().chain([':']).chain(value) {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A TEXT as it is written (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push_str("\\n"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The beginning of a day in Shanghai, in universal time.
fn midnight(day: Date) -> String {
    let before = day.checked_sub(1.day()).unwrap_or(day);
    format!("{}T160000Z", compact(before))
}

/// A day as RFC 5545 writes it: 20261110.
fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn lines(text: &str) -> Vec<&str> {
        text.strip_suffix("\r\n").unwrap().split("\r\n").collect()
    }

    #[test]
    fn lines_are_folded_between_characters() {
        // Characters of one, two, three and four octets, so that every remainder is met.
        for start in 0..8 {
            let value = format!("{}{}", "a".repeat(start), "é定𠮷x时".repeat(40));
            let mut written = Lines::default();
            written.put("SUMMARY", &value);
            let folded = lines(&written.0);
            assert!(folded.len() > 5);
            for line in &folded {
                assert!(line.len() <= LINE, "{line}");
                assert!(line.len() > LINE - 4 || Some(line) == folded.last(), "{line} is needlessly short");
            }
            assert!(folded[1..].iter().all(|line| line.starts_with(' ')));
            assert_eq!(written.0.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
        }
    }

    #[test]
    fn a_line_of_just_the_length_is_not_folded() {
        for (han, count) in [(22, 1), (23, 2)] {
            let mut written = Lines::default();
            written.put("SUMMARYX", &"时".repeat(han));
            assert_eq!(lines(&written.0).len(), count, "{han}");
        }
    }

    #[test]
    fn what_means_something_is_escaped() {
        assert_eq!(escaped("甲,乙;丙\\丁：“戊”"), "甲\\,乙\\;丙\\\\丁：“戊”");
        assert_eq!(escaped("一\n二\r\n三\r四"), "一\\n二\\n三\\n四");
        let mut written = Lines::default();
        written.text("SUMMARY", "\u{0}甲\u{7f}\u{85}\t乙\u{1b}");
        assert_eq!(written.0, "SUMMARY:甲\t乙\r\n");
    }

    #[test]
    fn a_day_begins_in_shanghai() {
        assert_eq!(midnight(date(2026, 3, 1)), "20260228T160000Z");
        assert_eq!(midnight(date(2026, 1, 1)), "20251231T160000Z");
    }

    #[test]
    fn an_event_is_written_in_full() {
        let event = Event {
            uid: "DS-10/2026-10@www.wangchuan.example".to_owned(),
            sequence: 1,
            modified: date(2026, 11, 9),
            day: date(2026, 11, 10),
            summary: "公开：低保资金（2026年10月）".to_owned(),
            description: "责任单位：民政局\n公开期限：次月10日前".to_owned(),
            categories: vec!["每月".to_owned(), "民政,救灾".to_owned()],
            url: Some("https://www.wangchuan.example/calendar/items/ds-10.html".to_owned()),
            certainty: Certainty::Tentative,
            reminder: Some("明日到期".to_owned()),
        };
        let heading = Heading { name: "定时公开".to_owned(), source: None };
        let text = write(&heading, &[event]);
        let unfolded = text.replace("\r\n ", "");
        let expected = [
            "BEGIN:VEVENT",
            "UID:DS-10/2026-10@www.wangchuan.example",
            "DTSTAMP:20261108T160000Z",
            "LAST-MODIFIED:20261108T160000Z",
            "SEQUENCE:1",
            "DTSTART;VALUE=DATE:20261110",
            "SUMMARY:公开：低保资金（2026年10月）",
            "DESCRIPTION:责任单位：民政局\\n公开期限：次月10日前",
            "URL:https://www.wangchuan.example/calendar/items/ds-10.html",
            "CATEGORIES:每月,民政\\,救灾",
            "STATUS:TENTATIVE",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:明日到期",
            "TRIGGER:-PT15H",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
        ];
        let all = lines(&unfolded);
        assert_eq!(all[all.len() - expected.len()..], expected);
        assert_eq!(all[..2], ["BEGIN:VCALENDAR", "VERSION:2.0"]);
    }
}
