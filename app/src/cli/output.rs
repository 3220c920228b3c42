//! The output of commands. A full disk or a broken device is an error; a reader that closes the pipe is not.

use std::{
    fmt::Display,
    io::{self, Write},
};

use thiserror::Error;

/// Standard output can't be written.
#[derive(Debug, Error)]
#[error("standard output can't be written")]
pub(super) struct OutputError(#[from] io::Error);

impl OutputError {
    /// Whether the reader of a pipe closed it, as in `tranche events list | head`.
    pub(super) fn is_closed_pipe(&self) -> bool {
        self.0.kind() == io::ErrorKind::BrokenPipe
    }
}

/// Writes a line to standard output.
pub(super) fn say(text: impl Display) -> Result<(), OutputError> {
    Ok(writeln!(io::stdout(), "{text}")?)
}

/// Writes the text of `--help` or `--version`, in colours on a terminal.
pub(super) fn print(help: &clap::Error) -> Result<(), OutputError> {
    help.print()?;
    flush()
}

/// Flushes standard output: the end of the process would do so without reporting an error.
pub(super) fn flush() -> Result<(), OutputError> {
    Ok(io::stdout().flush()?)
}

/// Writes a line to standard error, where that can be written: there is nowhere else to report that it can't.
pub(super) fn warn(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}
