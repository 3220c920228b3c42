use clap::Args;

/// How far a command goes.
#[derive(Args)]
pub(crate) struct Mode {
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Go on in spite of changes that are not committed; where it removes, also in spite of edits, and with them
    #[arg(long)]
    pub(crate) force: bool,
}
