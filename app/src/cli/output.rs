//! What commands print. A full disk or a broken device is an error; a reader who closes the pipe has enough.

use std::{
    fmt::Display,
    io::{self, Write},
};

use thiserror::Error;

/// Standard output takes no more.
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

/// Writes what `--help` or `--version` asks for, in colours on a terminal.
pub(super) fn print(help: &clap::Error) -> Result<(), OutputError> {
    help.print()?;
    flush()
}

/// Writes to standard output what is still buffered: nothing reports it where the end of the process does so.
pub(super) fn flush() -> Result<(), OutputError> {
    Ok(io::stdout().flush()?)
}

/// Writes a line to standard error, where that can be written: there is nowhere else to report that it can't.
pub(super) fn warn(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}
