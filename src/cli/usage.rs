//! Says in Chinese what was typed wrong.

use super::console::{self, tell};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::process::ExitCode;

/// Prints help or the fault, and gives the exit status.
pub fn explain(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            console::out(&error.render().to_string());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            console::err(&error.render().to_string());
            ExitCode::from(2)
        }
        kind => {
            tell!("错误：{}用 portal --help 查看用法。", fault(kind, error));
            ExitCode::from(2)
        }
    }
}

fn fault(kind: ErrorKind, error: &clap::Error) -> String {
    let text = |context| match error.get(context) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let suggestion = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .map(text)
        .find(|text| !text.is_empty())
        .map(|near| format!("是不是“{near}”？"))
        .unwrap_or_default();
    match kind {
        ErrorKind::InvalidSubcommand => format!("没有命令“{}”。{suggestion}", text(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("没有选项“{}”。{suggestion}", text(ContextKind::InvalidArg)),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = text(ContextKind::ValidValue);
            let valid = if valid.is_empty() { valid } else { format!("可选：{valid}。") };
            format!(
                "{} 不能是“{}”。{suggestion}{valid}",
                text(ContextKind::InvalidArg),
                text(ContextKind::InvalidValue)
            )
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {}。", text(ContextKind::InvalidArg)),
        ErrorKind::ArgumentConflict => {
            let (one, other) = (text(ContextKind::InvalidArg), text(ContextKind::PriorArg));
            if one == other { format!("{one} 写重了。") } else { format!("{one} 和 {other} 不能一起用。") }
        }
        _ => "命令写得不对。".to_owned(),
    }
}
