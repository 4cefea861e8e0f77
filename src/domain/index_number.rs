//! 索引号: `<机构码>/<年>-<序号>`, permanent and unique.

/// The parts of an index number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexNumber {
    /// 统一社会信用代码 (18 characters) or the older 组织机构代码 (9 characters).
    pub organ: String,
    /// The year after the slash.
    pub year: i16,
}

/// What is wrong with an index number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexNumberFault {
    /// Not `<机构码>/<年>-<序号>`.
    Shape,
    /// The check digit of the organ's code is wrong.
    CheckDigit,
}

impl IndexNumber {
    /// Parses an index number and checks the code of the organ.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, IndexNumberFault> {
        let (organ, rest) = text.split_once('/').ok_or(IndexNumberFault::Shape)?;
        let (year, serial) = rest.split_once('-').ok_or(IndexNumberFault::Shape)?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        // Some places write year and month: 202110-00013.
        let month = year.get(4..).filter(|month| !month.is_empty());
        let is_month = month.is_none_or(|month| matches!(month.parse(), Ok(1..=12)));
        if !digits(year) || !digits(serial) || !matches!(year.len(), 4 | 6) || !is_month {
            return Err(IndexNumberFault::Shape);
        }
        match organ.len() {
            18 if is_credit_code(organ) => {}
            9 if is_organisation_code(organ) => {}
            9 | 18 => return Err(IndexNumberFault::CheckDigit),
            _ => return Err(IndexNumberFault::Shape),
        }
        let year = year[..4].parse().map_err(|_| IndexNumberFault::Shape)?;
        Ok(Self { organ: organ.to_owned(), year })
    }
}

const CREDIT_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Checks a 统一社会信用代码 (GB 32100-2015, Appendix B).
pub fn is_credit_code(text: &str) -> bool {
    let values: Option<Vec<usize>> = text.bytes().map(|b| CREDIT_ALPHABET.iter().position(|c| *c == b)).collect();
    let Some(values) = values.filter(|values| values.len() == 18) else { return false };
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31 == values[17]
}

/// Checks a 组织机构代码 (GB 11714-1997), written without its hyphen.
pub fn is_organisation_code(text: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let value = |b: u8| match b {
        b'0'..=b'9' => Some(u32::from(b - b'0')),
        b'A'..=b'Z' => Some(u32::from(b - b'A') + 10),
        _ => None,
    };
    let bytes = text.as_bytes();
    if bytes.len() != 9 {
        return false;
    }
    let sum: Option<u32> = bytes.iter().zip(WEIGHTS).map(|(b, w)| value(*b).map(|v| v * w)).sum();
    let expected = sum.map(|sum| match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + digit as u8,
    });
    expected == Some(bytes[8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        assert!(is_credit_code("91110000101623741K"));
        assert!(!is_credit_code("91110000101623741J"));
        assert!(is_credit_code("11379981MB9901032R"));
        assert!(is_organisation_code("000014349"));
        assert!(!is_organisation_code("000014340"));
    }

    #[test]
    fn shapes() {
        assert_eq!(IndexNumber::parse("000014349/2017-00110").map(|n| n.year), Ok(2017));
        assert_eq!(IndexNumber::parse("11341702486344515H/202110-00013").map(|n| n.year), Ok(2021));
        assert_eq!(IndexNumber::parse("2017-00110"), Err(IndexNumberFault::Shape));
        assert_eq!(IndexNumber::parse("000014340/2017-00110"), Err(IndexNumberFault::CheckDigit));
    }
}
