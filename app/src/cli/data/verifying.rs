use std::path::Path;

use application::compare;
use serde_json::json;

use super::{files::DumpFile, progress, quiet_store::WholeStore, report};
use crate::{
    cli::{
        CommandResult,
        output::{say, warn},
    },
    composition::compose,
    configuration::Settings,
};

pub(super) async fn run(settings: &Settings, against: &str) -> CommandResult {
    let composition = compose(settings)?;
    let store = WholeStore::of(&composition, &settings.store.url);
    store.require_schema().await?;
    let since = store.maintenance().current().await?.map(|period| period.since);
    if since.is_none() {
        warn("The store is not in maintenance: changes that are made meanwhile look like differences.");
    }
    let bar = progress::rows("compared");
    let report_rows = |rows| bar.set_position(rows);
    let compared = if Path::new(against).is_file() {
        let file = DumpFile { path: against.into() };
        let as_of = file.read().map_err(|error| file.explain(error))?.header().as_of;
        compare(&store.side(as_of), &file, &report_rows).await.map_err(|error| file.explain(error))?
    } else {
        let other = WholeStore::at(settings, against)
            .map_err(|error| format!("`{against}` is no file, and as a store: {error}"))?;
        other.require_schema().await?;
        let as_of = since.unwrap_or_else(|| composition.clock.now());
        compare(&store.side(as_of), &other.side(as_of), &report_rows).await?
    };
    bar.finish_and_clear();
    report::comparison(&compared)?;
    say(json!({"same": true}))?;
    Ok(())
}
