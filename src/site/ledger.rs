//! 工作台账: the tasks with what their evidence leads to and the organs that they name.

use super::links::LinkTarget;
use crate::config::Config;
use crate::content::Content;
use crate::content::ledger::{self, LEDGER, Task, is_collective};
use crate::content::register::Register;
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};

/// The register 工作台账 with what belongs to it.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The tasks, in the order of the register.
    pub tasks: Vec<Task>,
    /// For each task, what the links of its evidence lead to; none for evidence in words.
    pub evidence: Vec<Vec<Option<LinkTarget>>>,
}

impl Ledger {
    /// The register, where the site has tasks.
    pub fn register<'a>(&self, content: &'a Content) -> Option<&'a Register> {
        LEDGER.find(&content.registers).filter(|_| !self.tasks.is_empty())
    }
}

/// Reads the tasks; names that look like an organ of the site misspelled are findings.
pub fn tasks(content: &Content, findings: &mut Vec<Diagnostic>) -> Vec<Task> {
    let Some(register) = LEDGER.find(&content.registers).filter(|register| !register.internal) else {
        return Vec::new();
    };
    let tasks = ledger::tasks(register, findings);
    for task in &tasks {
        let [lead, units] = &task.unit_spans;
        for (names, span) in [(&task.leads, lead), (&task.units, units)] {
            findings.extend(names.iter().filter_map(|name| misspelled(&content.config, name, span)));
        }
    }
    tasks
}

/// A ledger names organs of other levels, enterprises and several at once (市政府各部门), which no
/// list holds; so only what is almost the name of an organ of the site is asked about.
fn misspelled(config: &Config, name: &str, span: &Span) -> Option<Diagnostic> {
    if config.organ(name).is_some() || is_collective(name) {
        return None;
    }
    let known = config.organs.iter().flat_map(|organ| [Some(organ.name.as_str()), organ.short_name.as_deref()]);
    let near = did_you_mean(name, known.flatten())?;
    // 望川市水务局 is no misspelled 望川市财政局: only as many characters may differ as one slip takes.
    if name.chars().count().abs_diff(near.chars().count()) > 1 || shared(name, near) + 1 < name.chars().count() {
        return None;
    }
    let message = format!("机构名单中没有“{name}”");
    let help = format!("是不是“{near}”？");
    Some(Diagnostic::new(Code::OrganUnknown, span.clone(), message).help(help))
}

/// How many characters two names share from their beginnings and their ends.
fn shared(one: &str, other: &str) -> usize {
    let from_start = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let rest = one.chars().count().min(other.chars().count()) - from_start;
    let from_end = one.chars().rev().zip(other.chars().rev()).take(rest).take_while(|(a, b)| a == b).count();
    from_start + from_end
}
