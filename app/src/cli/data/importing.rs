use std::{collections::BTreeMap, error::Error, path::PathBuf};

use application::{FileSource, Loading, Summary, TransferError, Violation, compare, load_all, summarize};
use domain::Timestamp;
use serde_json::json;

use super::{
    ROWS,
    files::{self, DumpFile},
    progress,
    quiet_store::WholeStore,
    report,
};
use crate::{
    cli::{
        CommandResult,
        output::{say, warn},
    },
    composition::compose,
    configuration::Settings,
};

pub(super) async fn run(settings: &Settings, path: PathBuf, other_secrets: bool) -> CommandResult {
    let file = DumpFile { path };
    let checked = check(&file).await.map_err(|error| file.explain(error))?;
    if !other_secrets {
        require_secrets(&checked.secrets, &files::fingerprints(&settings.security.secrets))?;
    }
    report_violations(&file, &checked.violations)?;
    let composition = compose(settings)?;
    let store = WholeStore::of(&composition, &settings.store.url);
    store.migrate().await?;
    let maintenance = store.maintenance();
    // Maintenance proves nothing: that of an export begins in a store that is in use.
    if store.load().checkpoint().await?.is_none() {
        store.require_empty().await?;
    }
    maintenance.begin(composition.clock.now()).await?;
    if let Err(error) = fill(&file, &checked, &store).await {
        warn("The store stays in maintenance. Run this again to go on, or empty the store.");
        return Err(error);
    }
    maintenance.end().await?;
    say(json!({"imported": file.path.display().to_string(), "rows": checked.rows}))?;
    Ok(())
}

/// A dump that was read from the first line to the last.
struct Checked {
    as_of: Timestamp,
    secrets: BTreeMap<String, Vec<String>>,
    rows: u64,
    violations: Vec<Violation>,
    /// What distinguishes it from other dumps.
    name: String,
}

/// Reads all of the dump before anything is written.
async fn check(file: &DumpFile) -> Result<Checked, TransferError> {
    let reader = file.read()?;
    let (as_of, secrets) = (reader.header().as_of, reader.header().secrets.clone());
    let bar = progress::rows("checked");
    let (summaries, violations) = summarize(&mut FileSource::new(reader, ROWS), &|rows| bar.set_position(rows)).await?;
    bar.finish_and_clear();
    let rows = summaries.iter().map(Summary::count).sum();
    let digests: Vec<String> = summaries.iter().map(|summary| summary.digest().to_string()).collect();
    Ok(Checked {
        as_of,
        secrets,
        rows,
        violations,
        name: format!("a dump as of {as_of} with digests {}", digests.join(" ")),
    })
}

/// # Errors
/// The exported store used a secret that the configuration does not have.
fn require_secrets(
    exported: &BTreeMap<String, Vec<String>>,
    ours: &BTreeMap<String, Vec<String>>,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    for (key, fingerprints) in exported {
        let known = ours.get(key);
        if let Some(unknown) = fingerprints.iter().find(|wanted| known.is_none_or(|known| !known.contains(wanted))) {
            return Err(format!(
                "the exported store used another `{key}` (its fingerprint is {unknown}): set that one, or add it to the \
                 previous ones; or import with --other-secrets, and passwords or sessions under it are refused"
            )
            .into());
        }
    }
    Ok(())
}

/// Warns of what can be put right afterwards.
///
/// # Errors
/// The rows break another rule.
fn report_violations(file: &DumpFile, violations: &[Violation]) -> CommandResult {
    for violation in violations {
        if *violation != Violation::NoSuperAdmin {
            let path = file.path.display();
            return Err(format!("{path}: its rows break a rule, and nothing was written: {violation}").into());
        }
        warn("The file has no active super admin: `tranche users create --role super_admin` creates one afterwards.");
    }
    Ok(())
}

async fn fill(file: &DumpFile, checked: &Checked, store: &WholeStore) -> CommandResult {
    let load = store.load();
    let loading = Loading::of(&store.persistence, &checked.name).await?;
    let explain = |error| file.explain(error);
    let mut rows = FileSource::new(file.read().map_err(explain)?, load.rows_at_once());
    rows.skip(loading.rows()).map_err(explain)?;
    let bar = progress::rows("imported");
    load_all(&mut rows, &*load, loading, &|rows| bar.set_position(rows)).await.map_err(explain)?;
    bar.finish_and_clear();
    let bar = progress::rows("compared");
    let mut compared =
        compare(file, &store.side(checked.as_of), &|rows| bar.set_position(rows)).await.map_err(explain)?;
    bar.finish_and_clear();
    // It has the same rows, of which they were reported before.
    compared.violations.clear();
    report::comparison(&compared)
}
