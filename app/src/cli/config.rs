use clap::Subcommand;

use super::{CommandResult, say};
use crate::configuration::{ConfigurationError, Settings, reference};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Check the configuration and report what is wrong with it.
    Check,
    /// Print the effective configuration and the source of each value; secrets are masked.
    Show,
    /// Print the reference of all keys.
    Reference,
}

pub(super) fn run(command: &Command, load: impl FnOnce() -> Result<Settings, ConfigurationError>) -> CommandResult {
    match command {
        Command::Check => {
            load()?;
            say(format_args!("The configuration is valid."))?;
        }
        Command::Show => say(load()?.show().trim_end())?,
        Command::Reference => say(reference().trim_end())?,
    }
    Ok(())
}
