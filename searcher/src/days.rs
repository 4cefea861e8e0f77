//! Days in a query: 2024年, 2024年4月, 2024年4月1日, 2024-04-01.

/// A day, month or year that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The first day, as the number 20240401.
    pub first: u64,
    /// The last day; a month ends with its 31st, which no document has where the month has not.
    pub last: u64,
    /// As it was typed.
    pub text: String,
}

impl Asked {
    /// What else was typed.
    pub fn without(&self, typed: &str) -> String {
        typed.replacen(&self.text, " ", 1)
    }
}

/// The first day, month or year of the four digits 19xx or 20xx in what was typed.
pub fn find(typed: &str) -> Option<Asked> {
    typed.char_indices().find_map(|(at, _)| {
        let before = typed[..at].chars().next_back();
        let is_apart = !before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '〔' | '[' | '(' | '（' | '【' | '-'));
        is_apart.then(|| read(&typed[at..])).flatten()
    })
}

fn read(text: &str) -> Option<Asked> {
    let (year, rest) = number(text, 4)?;
    let year = Some(year).filter(|year| (1949..2100).contains(year))?;
    if let Some(rest) = rest.strip_prefix('年') {
        let month = number(rest, 2).and_then(|(month, rest)| Some((month, rest.strip_prefix('月')?)));
        let Some((month, rest)) = month.filter(|(month, _)| (1..=12).contains(month)) else {
            return Some(asked(text, rest, (year, 1, 1), (year, 12, 31)));
        };
        let day = number(rest, 2).and_then(|(day, rest)| Some((day, rest.strip_prefix(['日', '号'])?)));
        return Some(match day.filter(|(day, _)| (1..=31).contains(day)) {
            Some((day, rest)) => asked(text, rest, (year, month, day), (year, month, day)),
            None => asked(text, rest, (year, month, 1), (year, month, 31)),
        });
    }
    let (month, rest) = number(rest.strip_prefix(['-', '.', '/'])?, 2)?;
    let (day, rest) = number(rest.strip_prefix(['-', '.', '/'])?, 2)?;
    let is_day =
        (1..=12).contains(&month) && (1..=31).contains(&day) && !rest.starts_with(|c: char| c.is_ascii_digit());
    is_day.then(|| asked(text, rest, (year, month, day), (year, month, day)))
}

fn asked(text: &str, rest: &str, first: (u64, u64, u64), last: (u64, u64, u64)) -> Asked {
    let day = |(year, month, day): (u64, u64, u64)| year * 10_000 + month * 100 + day;
    Asked { first: day(first), last: day(last), text: text[..text.len() - rest.len()].to_owned() }
}

/// A number of at most so many digits, and what follows it.
fn number(text: &str, digits: usize) -> Option<(u64, &str)> {
    let length = text.bytes().take(digits).take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok()?, &text[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_seen_among_words() {
        let found =
            |typed: &str| find(typed).map(|asked| (asked.first, asked.last, asked.without(typed).trim().to_owned()));
        assert_eq!(found("2024年养老政策"), Some((20_240_101, 20_241_231, "养老政策".to_owned())));
        assert_eq!(found("低保 2026年10月"), Some((20_261_001, 20_261_031, "低保".to_owned())));
        assert_eq!(found("2024年4月25日"), Some((20_240_425, 20_240_425, String::new())));
        assert_eq!(found("2025-09-11"), Some((20_250_911, 20_250_911, String::new())));
        for other in ["望政发〔2024〕3号", "望政发2024-12", "2000元", "补贴", "12024年", "2024", "1024年"]
        {
            assert_eq!(found(other), None, "{other}");
        }
    }
}
