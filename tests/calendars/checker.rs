//! RFC 5545 read strictly, for the part of it that a calendar of last days needs, with the names of
//! RFC 7986. Written from the standards; it shares nothing with the writer.

use portal::domain::Date;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A component with its properties, in their order, as written after unfolding.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Component {
    pub name: String,
    pub properties: Vec<Property>,
    pub parts: Vec<Component>,
}

/// A content line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    pub name: String,
    pub parameters: String,
    pub value: String,
}

impl Component {
    /// The value of a property, as written.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|property| property.name == name).map(|property| property.value.as_str())
    }

    /// A TEXT as its reader sees it.
    pub fn text(&self, name: &str) -> String {
        let mut text = String::new();
        let mut written = self.get(name).unwrap_or_default().chars();
        while let Some(c) = written.next() {
            match c {
                '\\' => text.extend(written.next().map(|c| if matches!(c, 'n' | 'N') { '\n' } else { c })),
                c => text.push(c),
            }
        }
        text
    }
}

/// What a value must look like.
type Form = fn(&str) -> bool;

/// Property, parameters as written, form of the value, how many there may be.
type Rule = (&'static str, &'static str, Form, Count);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    One,
    AtMostOne,
    Any,
}

use Count::{Any, AtMostOne, One};

/// Component, where it stands, its properties.
const GRAMMAR: &[(&str, &str, &[Rule])] = &[
    (
        "VCALENDAR",
        "",
        &[
            ("VERSION", "", |value| value == "2.0", One),
            ("PRODID", "", is_text, One),
            ("CALSCALE", "", |value| value == "GREGORIAN", AtMostOne),
            ("NAME", "", is_text, AtMostOne),
            ("SOURCE", ";VALUE=URI", is_uri, AtMostOne),
            ("REFRESH-INTERVAL", ";VALUE=DURATION", is_duration, AtMostOne),
            ("X-WR-CALNAME", "", is_text, AtMostOne),
            ("X-PUBLISHED-TTL", "", is_duration, AtMostOne),
        ],
    ),
    (
        "VEVENT",
        "VCALENDAR",
        &[
            ("UID", "", is_text, One),
            ("DTSTAMP", "", is_moment, One),
            ("DTSTART", ";VALUE=DATE", is_date, One),
            ("LAST-MODIFIED", "", is_moment, AtMostOne),
            ("SEQUENCE", "", is_number, AtMostOne),
            ("SUMMARY", "", is_text, AtMostOne),
            ("DESCRIPTION", "", is_text, AtMostOne),
            ("URL", "", is_uri, AtMostOne),
            ("CATEGORIES", "", is_texts, Any),
            ("STATUS", "", |value| ["TENTATIVE", "CONFIRMED", "CANCELLED"].contains(&value), AtMostOne),
            ("TRANSP", "", |value| ["OPAQUE", "TRANSPARENT"].contains(&value), AtMostOne),
        ],
    ),
    (
        "VALARM",
        "VEVENT",
        &[
            ("ACTION", "", |value| value == "DISPLAY", One),
            ("DESCRIPTION", "", is_text, One),
            ("TRIGGER", "", is_duration, One),
        ],
    ),
];

fn matches(pattern: &'static LazyLock<Regex>, value: &str) -> bool {
    pattern.is_match(value)
}

fn is_text(value: &str) -> bool {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])+$").unwrap());
    matches(&FORM, value)
}

fn is_texts(value: &str) -> bool {
    static COMMA: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:[^\\,]|\\.)*").unwrap());
    let parts: Vec<&str> = COMMA.find_iter(value).map(|part| part.as_str()).filter(|part| !part.is_empty()).collect();
    !parts.is_empty() && parts.join(",") == value && parts.iter().all(|part| is_text(part))
}

/// RFC 3986, with a scheme.
fn is_uri(value: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$").unwrap()
    });
    matches(&FORM, value)
}

fn is_duration(value: &str) -> bool {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[+-]?P(?:\d+W|\d+D(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|T\d+[HMS])$").unwrap());
    matches(&FORM, value)
}

fn is_number(value: &str) -> bool {
    value.parse::<u32>().is_ok_and(|number| number.to_string() == value)
}

fn is_date(value: &str) -> bool {
    day(value).is_some()
}

/// A DATE.
pub fn day(value: &str) -> Option<Date> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{4})(\d\d)(\d\d)$").unwrap());
    let parts = FORM.captures(value)?;
    Date::new(parts[1].parse().ok()?, parts[2].parse().ok()?, parts[3].parse().ok()?).ok()
}

fn is_moment(value: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{8})T([01]\d|2[0-3])[0-5]\d[0-5]\dZ$").unwrap());
    FORM.captures(value).is_some_and(|parts| is_date(&parts[1]))
}

/// Reads a file; everything that the standard forbids is a fault.
pub fn check(bytes: &[u8]) -> (Component, Vec<String>) {
    let mut faults = Vec::new();
    let lines = unfolded(bytes, &mut faults);
    let mut open: Vec<Component> = vec![Component::default()];
    for line in &lines {
        let Some(property) = property(line) else {
            faults.push(format!("no content line: {line}"));
            continue;
        };
        match property.name.as_str() {
            "BEGIN" => open.push(Component { name: property.value, ..Component::default() }),
            "END" if open.len() > 1 && open[open.len() - 1].name == property.value => {
                let closed = open.pop().unwrap();
                open.last_mut().unwrap().parts.push(closed);
            }
            "END" => faults.push(format!("END:{} closes nothing", property.value)),
            _ => {
                let inner = open.last_mut().unwrap();
                if !inner.parts.is_empty() {
                    faults.push(format!("{} after a component", property.name));
                }
                inner.properties.push(property);
            }
        }
    }
    if open.len() != 1 || open[0].parts.len() != 1 || !open[0].properties.is_empty() {
        faults.push("not one calendar and nothing else".to_owned());
    }
    let calendar = open[0].parts.first().cloned().unwrap_or_default();
    component(&calendar, "", &mut faults);
    whole(&calendar, &mut faults);
    (calendar, faults)
}

/// Content lines without their folds.
fn unfolded(bytes: &[u8], faults: &mut Vec<String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let Some(end) = rest.windows(2).position(|pair| pair == b"\r\n") else {
            faults.push("the last line has no end".to_owned());
            break;
        };
        let (line, after) = (&rest[..end], &rest[end + 2..]);
        rest = after;
        if line.len() > 75 {
            faults.push(format!("{} octets in a line", line.len()));
        }
        if line.iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
            faults.push("half a line end".to_owned());
        }
        let Ok(text) = std::str::from_utf8(line) else {
            faults.push("a line that is no UTF-8 by itself".to_owned());
            continue;
        };
        match (text.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(text.to_owned()),
        }
    }
    lines
}

fn property(line: &str) -> Option<Property> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        let value = r#"(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)"#;
        let form = format!(r"^([A-Z0-9-]+)((?:;[A-Z0-9-]+={value}(?:,{value})*)*):([^\x00-\x08\x0a-\x1f\x7f]*)$");
        Regex::new(&form).unwrap()
    });
    let parts = FORM.captures(line)?;
    Some(Property { name: parts[1].to_owned(), parameters: parts[2].to_owned(), value: parts[3].to_owned() })
}

fn component(component: &Component, above: &str, faults: &mut Vec<String>) {
    let Some((name, _, rules)) = GRAMMAR.iter().find(|(name, place, _)| *name == component.name && *place == above)
    else {
        return faults.push(format!("{} in {above}", component.name));
    };
    for property in &component.properties {
        match rules.iter().find(|(known, ..)| *known == property.name) {
            None => faults.push(format!("{} in {name}", property.name)),
            Some((_, parameters, form, _)) if *parameters == property.parameters && form(&property.value) => {}
            Some(_) => faults.push(format!("{}{}:{}", property.name, property.parameters, property.value)),
        }
    }
    for (known, _, _, count) in *rules {
        let found = component.properties.iter().filter(|property| property.name == *known).count();
        if (*count == One && found != 1) || (*count == AtMostOne && found > 1) {
            faults.push(format!("{found} {known} in {name}"));
        }
    }
    component.parts.iter().for_each(|part| self::component(part, name, faults));
}

/// What holds between the events of a calendar.
fn whole(calendar: &Component, faults: &mut Vec<String>) {
    if calendar.parts.is_empty() {
        faults.push("a calendar without an event".to_owned());
    }
    let mut uids = BTreeSet::new();
    for uid in calendar.parts.iter().filter_map(|event| event.get("UID")) {
        if !uids.insert(uid) {
            faults.push(format!("UID {uid} twice"));
        }
    }
}

/// The events of a file by their UID; a file that breaks the standard fails the test.
pub fn events(bytes: &[u8]) -> BTreeMap<String, Component> {
    let (calendar, faults) = check(bytes);
    assert!(faults.is_empty(), "{faults:#?}");
    calendar.parts.into_iter().map(|event| (event.text("UID"), event)).collect()
}
