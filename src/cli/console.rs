//! What the program says. A reader that stops reading (`portal check | head`) is no fault.

use std::io::{ErrorKind, Write};

/// Prints to standard output.
pub fn out(text: &str) {
    write(&mut std::io::stdout().lock(), text);
}

/// Prints to standard error.
pub fn err(text: &str) {
    write(&mut std::io::stderr().lock(), text);
}

fn write(stream: &mut dyn Write, text: &str) {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        // There is nowhere left to say that nothing can be said.
        _ => {}
    }
}

/// A line to standard output.
macro_rules! say {
    ($($part:tt)*) => { $crate::cli::console::out(&format!("{}\n", format_args!($($part)*))) };
}

/// A line to standard error.
macro_rules! tell {
    ($($part:tt)*) => { $crate::cli::console::err(&format!("{}\n", format_args!($($part)*))) };
}

pub(crate) use {say, tell};
