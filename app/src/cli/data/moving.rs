use std::{sync::Arc, time::Duration};

use application::{Loading, Repository, compare, load_all};
use domain::{Timestamp, User};
use serde_json::json;

use super::{progress, quiet_store::WholeStore, report};
use crate::{
    bootstrap::has_super_admin,
    cli::{
        CommandResult,
        output::{say, warn},
    },
    composition::{Composition, compose},
    configuration::Settings,
};

pub(super) async fn run(settings: &Settings, to: &str) -> CommandResult {
    let target = WholeStore::at(settings, to)?;
    let composition = compose(settings)?;
    let source = WholeStore::of(&composition, &settings.store.url);
    source.require_schema().await?;
    require_super_admin(&composition, &source).await?;
    target.migrate().await?;
    let began = composition.clock.now();
    if let Err(error) = move_all(&composition, &source, &target).await {
        warn(format_args!(
            "{} stays in maintenance. Run this again to go on; or keep using it, with `tranche maintenance off`.",
            source.name
        ));
        return Err(error);
    }
    if settings.has_generated_secrets() {
        warn(
            "The secrets were generated beside this store: set them in the configuration of the other one, or no password \
             and no session is valid there.",
        );
    }
    let seconds = composition.clock.now().since(began).as_secs();
    say(json!({"moved": source.name, "to": target.name, "seconds": seconds}))?;
    Ok(())
}

/// Before anything is copied, since the comparison afterwards would refuse the same.
///
/// # Errors
/// There are users, and no active super admin among them.
async fn require_super_admin(composition: &Composition, source: &WholeStore) -> CommandResult {
    let users: Arc<dyn Repository<User>> = composition.persistence.resolve();
    if has_super_admin(composition).await? || users.list(None, 1).await?.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} has users and no active super admin among them, so nobody could administer the other store: create one with \
         `tranche users create --role super_admin`, and move again",
        source.name
    )
    .into())
}

async fn move_all(composition: &Composition, source: &WholeStore, target: &WholeStore) -> CommandResult {
    let quiet = source.quieten(composition).await?;
    let as_of = quiet.since;
    let maintenance = target.maintenance();
    match maintenance.current().await? {
        Some(period) if period.since == as_of => {
            return Err(format!("{} is the same store: name another one", target.name).into());
        }
        // Maintenance of another kind, such as that of an export, begins in a store that is in use.
        Some(_) if target.load().checkpoint().await?.is_none() => target.require_empty().await?,
        // It is in use, unless an earlier move ended before it could report that.
        None if target.require_empty().await.is_err() => {
            let compared = compare(&source.side(as_of), &target.side(as_of), &|_| ()).await?;
            return if compared.is_clean() { report::comparison(&compared) } else { target.require_empty().await };
        }
        Some(_) | None => {}
    }
    // At another moment, which distinguishes the two stores.
    let other = composition.clock.now().max(as_of.after(Duration::from_millis(1)));
    maintenance.begin(other).await?;
    fill(source, target, as_of).await?;
    quiet.require().await?;
    quiet.release().await;
    Ok(maintenance.end().await?)
}

async fn fill(source: &WholeStore, target: &WholeStore, as_of: Timestamp) -> CommandResult {
    let load = target.load();
    let loading = Loading::of(&target.persistence, &format!("{} as of {as_of}", source.name)).await?;
    let mut rest = loading.rest(source.rows(as_of, load.rows_at_once()));
    let bar = progress::rows("moved");
    load_all(&mut rest, &*load, loading, &|rows| bar.set_position(rows)).await?;
    bar.finish_and_clear();
    let bar = progress::rows("compared");
    let compared = compare(&source.side(as_of), &target.side(as_of), &|rows| bar.set_position(rows)).await?;
    bar.finish_and_clear();
    report::comparison(&compared)
}
