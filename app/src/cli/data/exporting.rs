use std::{error::Error, path::Path};

use application::{DumpWriter, Header, export};
use futures_util::future::{Either, select};
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};

use super::{files, files::NewDump, progress, quiet_store::WholeStore, report};
use crate::{
    cli::{CommandResult, output::say},
    composition::{Composition, compose},
    configuration::Settings,
};

/// The rows that are read at a time.
const ROWS: u16 = 1_000;

pub(super) async fn run(settings: &Settings, file: &Path) -> CommandResult {
    let composition = compose(settings)?;
    let store = WholeStore::of(&composition, &settings.store.url);
    store.require_schema().await?;
    let maintenance = store.maintenance();
    let was_on = maintenance.since().await?.is_some();
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let signals = Box::pin(async { select(Box::pin(interrupt.recv()), Box::pin(terminate.recv())).await });
    let outcome = match select(Box::pin(write(settings, &composition, &store, file)), signals).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right(_) => Err("it was interrupted by a signal".into()),
    };
    if !was_on {
        maintenance.end().await?;
    }
    outcome
}

async fn write(settings: &Settings, composition: &Composition, store: &WholeStore, file: &Path) -> CommandResult {
    let named =
        |error: std::io::Error| -> Box<dyn Error + Send + Sync> { format!("{}: {error}", file.display()).into() };
    let (new, compressed) = NewDump::create(file).map_err(named)?;
    // Whatever ends this early, a signal included.
    let _unfinished = Unfinished(&new);
    let quiet = store.quieten(composition).await?;
    let header = Header::new(quiet.since, files::fingerprints(&settings.security.secrets));
    let dump = DumpWriter::begin(compressed, &header)?;
    let bar = progress::rows("exported");
    let (compressed, summaries) =
        export(&mut store.rows(quiet.since, ROWS), dump, &|rows| bar.set_position(rows)).await?;
    bar.finish_and_clear();
    new.finish(compressed).map_err(named)?;
    quiet.release().await;
    let kinds = application::kinds();
    report::kinds(kinds.iter().map(|kind| kind.name()).zip(&summaries))?;
    let rows: u64 = summaries.iter().map(application::Summary::count).sum();
    say(json!({"exported": file.display().to_string(), "rows": rows}))?;
    Ok(())
}

/// Removes an unfinished file.
struct Unfinished<'a>(&'a NewDump);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        self.0.abandon();
    }
}
