use std::sync::Arc;

use application::{Load, MaintenancePeriod};
use clap::{Args, Subcommand};

use super::{CommandResult, say, stored_elsewhere};
use crate::{composition::compose, configuration::Settings};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Refuse all changes, in every server on this store; reads go on.
    On,
    /// Accept changes again.
    Off(OffFlags),
    /// Print `off`, or `on` and since when. That of an export has an end, which the export prolongs while it runs.
    Status,
}

#[derive(Args)]
pub(super) struct OffFlags {
    /// End it although the store is only half filled by an import or a move.
    #[arg(long)]
    half_filled: bool,
}

pub(super) async fn run(command: Command, settings: &Settings) -> CommandResult {
    stored_elsewhere(settings)?;
    let composition = compose(settings)?;
    let maintenance = composition.maintenance();
    match command {
        Command::On => maintenance.begin(composition.clock.now()).await?,
        Command::Off(OffFlags { half_filled }) => {
            let load: Arc<dyn Load> = composition.persistence.resolve();
            if !half_filled && load.checkpoint().await?.is_some() {
                return Err(
                    "the store is half filled by an import or a move: run that again to go on; or empty the store, \
                     or end maintenance with --half-filled"
                        .into(),
                );
            }
            maintenance.end().await?;
        }
        Command::Status => {}
    }
    match maintenance.current().await? {
        None => say(format_args!("off"))?,
        Some(MaintenancePeriod { since, until: None }) => say(format_args!("on since {since}"))?,
        Some(MaintenancePeriod { since, until: Some(until) }) => {
            say(format_args!("on since {since}, until {until} unless an export goes on"))?;
        }
    }
    Ok(())
}
