//! Compares two OpenAPI documents, and fails where the new one breaks clients of the old one.

use std::{
    error::Error,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use api_compatibility::{Declared, Document, compare, rules_table};
use clap::Parser;

/// Reports what of NEW breaks clients and receivers that know OLD: `rule · operation · JSON pointer · what was, what is`.
///
/// Exits with 1 where there is a break that is not declared, or a declaration without a break, and with 2 where a file can't be used.
#[derive(Parser)]
#[command(name = "api-compatibility")]
struct Arguments {
    /// The OpenAPI document that clients know.
    #[arg(required_unless_present = "rules")]
    old: Option<PathBuf>,
    /// The OpenAPI document that is to take its place.
    #[arg(required_unless_present = "rules")]
    new: Option<PathBuf>,
    /// A file that declares the breaks that are wanted.
    #[arg(long, value_name = "FILE")]
    allow: Option<PathBuf>,
    /// Print the rules, as docs/reference/compatibility.md has them.
    #[arg(long, exclusive = true)]
    rules: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Where standard error is closed, the exit code says it.
            _ = writeln!(io::stderr(), "api-compatibility: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether there is nothing left to do.
fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let mut output = io::stdout().lock();
    let (Some(old), Some(new)) = (&arguments.old, &arguments.new) else {
        write!(output, "{}", rules_table())?;
        return Ok(true);
    };
    let declared = match &arguments.allow {
        Some(path) => read(path, Declared::parse)?,
        None => Declared::default(),
    };
    let outcome = declared.check(&compare(&read(old, Document::parse)?, &read(new, Document::parse)?));

    for found in &outcome.undeclared {
        writeln!(output, "{found}")?;
    }
    for declaration in &outcome.unmatched {
        writeln!(output, "declared, and no break, or declared twice: {declaration}; remove the entry")?;
    }
    let (undeclared, declared) = (outcome.undeclared.len(), outcome.declared);
    writeln!(output, "{undeclared} undeclared breaks of {}, {declared} declared ones", old.display())?;
    if undeclared > 0 {
        writeln!(output, "Change {} so that clients go on working, or declare what is wanted:\n", new.display())?;
        write!(output, "{}", outcome.proposal())?;
    }
    Ok(outcome.is_clean())
}

fn read<T, E: Error>(path: &Path, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{} can't be read: {error}", path.display()))?;
    parse(&text).map_err(|error| format!("{}: {error}", path.display()))
}
