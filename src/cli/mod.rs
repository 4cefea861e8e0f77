//! The command line: arguments, and one file a subcommand.

mod args;
mod build;
mod check;
mod clock;
mod console;
mod due;
mod export;
mod import;
mod init;
mod new;
mod rule;
mod search;
mod serve;
mod usage;
mod verify;
mod workdays;

use args::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

/// How a command ended, as the exit status says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 0: done.
    Done,
    /// 1: the content has errors.
    ContentErrors,
}

/// A program that could not work: exit status 2, with this message.
#[derive(Debug)]
pub struct CommandError(pub String);

impl From<crate::pipeline::Failure> for CommandError {
    fn from(failure: crate::pipeline::Failure) -> Self {
        Self(failure.0)
    }
}

/// Parses the arguments, runs the command and says how it ended.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::explain(&error),
    };
    match dispatch(arguments) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::ContentErrors) => ExitCode::from(1),
        Err(error) => {
            console::tell!("错误：{}", error.0);
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: Arguments) -> Result<Outcome, CommandError> {
    let common = arguments.common;
    match arguments.command {
        Command::Build(options) => build::run(&common, &options),
        Command::Check(options) => check::run(&common, &options),
        Command::Serve(options) => serve::run(&common, &options),
        Command::Search(options) => search::run(&common, &options),
        Command::Workdays(options) => workdays::run(&common, &options),
        Command::Due(options) => due::run(&common, &options),
        Command::Export(options) => export::run(&common, &options),
        Command::Import(options) => import::run(&common, &options),
        Command::New(options) => new::run(&common, &options),
        Command::Init(options) => init::run(&options),
        Command::Rule(options) => rule::run(&options),
        Command::Verify(options) => verify::run(&common, &options),
    }
}
