use std::{error::Error, io, num::NonZeroUsize, path::Path};

use application::{DumpWriter, Header, Summary, export};
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};

use super::{
    ROWS,
    files::{self, Compressed, NewDump},
    folder, progress,
    quiet_store::{Quiet, WholeStore},
    report,
};
use crate::{
    cli::{CommandResult, output::say},
    composition::compose,
    configuration::Settings,
};

const INTERRUPTED: &str = "it was interrupted by a signal";

pub(super) async fn run(settings: &Settings, to: &Path, keep: Option<NonZeroUsize>) -> CommandResult {
    let composition = compose(settings)?;
    let folder = to.is_dir().then_some(to);
    if keep.is_some() && folder.is_none() {
        return Err(format!("{}: it is no folder, of which --keep could keep the newest dumps", to.display()).into());
    }
    let file = folder.map_or_else(|| to.to_owned(), |folder| folder::new_dump(folder, composition.clock.now()));
    let store = WholeStore::of(&composition, &settings.store.url);
    store.require_schema().await?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let named = |error: io::Error| format!("{}: {error}", file.display());
    let (new, compressed) = NewDump::create(&file).map_err(named)?;
    let quiet = store.quieten_while_alive(&composition).await?;
    let written = tokio::select! {
        written = write(settings, &store, &quiet, compressed) => written,
        never = quiet.keep() => match never {},
        _ = interrupt.recv() => Err(INTERRUPTED.into()),
        _ = terminate.recv() => Err(INTERRUPTED.into()),
    };
    let ended = quiet.end().await;
    let (compressed, summaries) = written?;
    ended?;
    new.finish(compressed).map_err(named)?;
    let kinds = application::kinds();
    report::kinds(kinds.iter().map(|kind| kind.name()).zip(&summaries))?;
    let rows: u64 = summaries.iter().map(Summary::count).sum();
    say(json!({"exported": file.display().to_string(), "rows": rows}))?;
    if let Some((folder, keep)) = folder.zip(keep) {
        for removed in folder::keep_newest(folder, keep).map_err(|error| format!("{}: {error}", folder.display()))? {
            say(json!({"removed": removed.display().to_string()}))?;
        }
    }
    Ok(())
}

/// Writes all rows, of which none changed meanwhile.
async fn write(
    settings: &Settings,
    store: &WholeStore,
    quiet: &Quiet,
    compressed: Compressed,
) -> Result<(Compressed, Vec<Summary>), Box<dyn Error + Send + Sync>> {
    let header = Header::new(quiet.since, files::fingerprints(&settings.security.secrets));
    let dump = DumpWriter::begin(compressed, &header)?;
    let bar = progress::rows("exported");
    let written = export(&mut store.rows(quiet.since, ROWS), dump, &|rows| bar.set_position(rows)).await?;
    bar.finish_and_clear();
    quiet.require().await?;
    Ok(written)
}
