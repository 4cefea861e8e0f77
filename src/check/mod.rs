//! What is unwise, or breaks a duty that only the whole site on its day can show.

mod rules;

use crate::diagnostic::{Code, Diagnostic};
use crate::status::Edition;

/// One rule: what it asks, why, where that is written, and how it is checked.
pub struct Rule {
    /// The code of its findings.
    pub code: Code,
    /// What it asks, and why, in plain Chinese.
    pub what: &'static str,
    /// An example of right and wrong.
    pub example: &'static str,
    /// Where the rule comes from: 文号 and article.
    pub source: &'static str,
    /// Finds what breaks it.
    pub check: fn(&Edition) -> Vec<Diagnostic>,
}

/// Every rule, in order of code. A new rule is a file below `rules/` and a line here.
pub const RULES: &[&Rule] = &[
    &rules::disclosure::registration_number::RULE,
    &rules::site::link_to_unpublished::RULE,
    &rules::site::organ_unknown::RULE,
    &rules::site::holiday_year_missing::RULE,
    &rules::validity::amended_without_text::RULE,
    &rules::validity::cites_ended::RULE,
    &rules::interpretation::missing::RULE,
    &rules::interpretation::late::RULE,
    &rules::disclosure::review_overdue::RULE,
    &rules::decisions::step_missing::RULE,
    &rules::decisions::unlisted::RULE,
    &rules::decisions::catalogue_gap::RULE,
    &rules::decisions::feedback_late::RULE,
    &rules::decisions::review_short::RULE,
    &rules::decisions::attendance_few::RULE,
];

/// All findings of all rules.
pub fn run(edition: &Edition) -> Vec<Diagnostic> {
    RULES.iter().flat_map(|rule| (rule.check)(edition)).collect()
}

/// The rule behind a code, for `portal rule`.
pub fn find(code: Code) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}
