use clap::Subcommand;

use super::{CommandResult, say};
use crate::{composition::compose, configuration::Settings};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Apply the migrations that are missing in the store.
    Up,
    /// List the migrations, and whether each is applied.
    Status,
}

pub(super) async fn run(command: Command, settings: &Settings) -> CommandResult {
    let schema = compose(settings)?.schema();
    match command {
        Command::Up => {
            let applied = schema.migrate().await?;
            if applied.is_empty() {
                say(format_args!("Nothing to apply."))?;
            }
            for name in applied {
                say(format_args!("applied {name}"))?;
            }
        }
        Command::Status => {
            for state in schema.status().await? {
                say(format_args!("{} {}", if state.applied { "applied" } else { "missing" }, state.name))?;
            }
        }
    }
    Ok(())
}
