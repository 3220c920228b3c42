//! The data of a store as a whole: written to a file, loaded from one, moved to another store, compared.

mod compression;
mod exporting;
mod files;
mod folder;
mod importing;
mod moving;
mod progress;
mod quiet_store;
mod report;
mod verifying;

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Args, Subcommand};

use super::{CommandResult, stored_elsewhere};
use crate::configuration::Settings;
pub(super) use report::Differs;

/// The rows of a store or a file that are read at a time.
const ROWS: u16 = 1_000;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Write all data to a new file, from which any store can be filled. Changes are refused meanwhile.
    Export(ExportFlags),
    /// Fill the store, which must be empty, from FILE.
    Import(ImportFlags),
    /// Move all data to another store, which must be empty. This one stays in maintenance, in which changes are refused.
    Move(MoveFlags),
    /// Compare all data with another store or a file.
    Verify(VerifyFlags),
}

#[derive(Args)]
pub(super) struct ExportFlags {
    /// The file; or a folder that exists, for a file in it that is named by the present moment.
    #[arg(value_name = "FILE|FOLDER")]
    to: PathBuf,
    /// Keep the newest dumps of the folder, this many, and remove the others afterwards.
    #[arg(long, value_name = "COUNT")]
    keep: Option<NonZeroUsize>,
}

#[derive(Args)]
pub(super) struct ImportFlags {
    /// The file.
    file: PathBuf,
    /// Import it although the configuration lacks a secret of the exported store: passwords and sessions under it are
    /// refused afterwards.
    #[arg(long)]
    other_secrets: bool,
}

#[derive(Args)]
pub(super) struct MoveFlags {
    /// The other store: a URL as in `store.url`, or `@FILE` for a file that has it, if it holds a password.
    #[arg(long, value_name = "URL")]
    to: String,
}

#[derive(Args)]
pub(super) struct VerifyFlags {
    /// The other store, as for `move`, or the path of a file that `export` wrote.
    #[arg(long, value_name = "URL|FILE")]
    against: String,
}

pub(super) async fn run(command: Command, settings: &Settings) -> CommandResult {
    stored_elsewhere(settings)?;
    match command {
        Command::Export(ExportFlags { to, keep }) => exporting::run(settings, &to, keep).await,
        Command::Import(ImportFlags { file, other_secrets }) => importing::run(settings, file, other_secrets).await,
        Command::Move(MoveFlags { to }) => moving::run(settings, &to).await,
        Command::Verify(VerifyFlags { against }) => verifying::run(settings, &against).await,
    }
}
