//! `portal rule`.

use super::args::Rule;
use super::console::say;
use super::{CommandError, Outcome};
use crate::check;
use crate::diagnostic::{Code, did_you_mean};

pub fn run(arguments: &Rule) -> Result<Outcome, CommandError> {
    let Some(name) = &arguments.code else {
        for code in Code::ALL {
            say!("{code}  {}  {}", code.severity().label(), code.title());
        }
        return Ok(Outcome::Done);
    };
    let wanted = name.to_ascii_uppercase();
    let Some(code) = Code::ALL.iter().copied().find(|code| code.name() == wanted) else {
        let near = did_you_mean(&wanted, Code::ALL.iter().map(|code| code.name()));
        let help = near.map(|near| format!("是不是 {near}？")).unwrap_or_default();
        return Err(CommandError(format!("没有规则 {name}。{help}用 portal rule 列出全部。")));
    };
    say!("{code}（{}）：{}", code.severity().label(), code.title());
    if let Some(rule) = check::find(code) {
        say!("\n{}\n\n{}\n\n依据：{}", rule.what, rule.example, rule.source);
    }
    Ok(Outcome::Done)
}
