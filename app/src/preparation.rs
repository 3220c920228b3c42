use application::ErrorChain;
use tracing::{error, info, warn};

use crate::{
    bootstrap::{Bootstrapped, bootstrap},
    composition::Composition,
    configuration::{Bootstrap, Settings},
};

/// What must be done before the store can be worked with: its schema is brought up to date, and the configured super admin
/// made.
pub(crate) struct Preparation {
    composition: Composition,
    is_migration_left: bool,
    first_left: Option<Bootstrap>,
}

impl Preparation {
    /// What the settings ask for.
    pub(crate) fn new(composition: &Composition, settings: &Settings) -> Self {
        let (is_migration_left, first_left) = (settings.store.migrate_on_start, settings.bootstrap.clone());
        Self { composition: composition.clone(), is_migration_left, first_left }
    }

    /// Tries once to do what is left; whether nothing is left now.
    pub(crate) async fn attempt(&mut self) -> bool {
        if self.is_migration_left {
            self.is_migration_left = !migrate(&self.composition).await;
        }
        if !self.is_migration_left
            && let Some(first) = &self.first_left
            && make_first(&self.composition, first).await
        {
            self.first_left = None;
        }
        !self.is_migration_left && self.first_left.is_none()
    }
}

async fn migrate(composition: &Composition) -> bool {
    match composition.schema().upgrade().await {
        Ok(applied) => {
            for migration in applied {
                info!(migration, "migrated the store");
            }
            true
        }
        Err(error) => {
            warn!(error = %ErrorChain(&error), "the store is not migrated yet");
            false
        }
    }
}

async fn make_first(composition: &Composition, first: &Bootstrap) -> bool {
    match bootstrap(composition, first).await {
        Ok(Bootstrapped::Made(user)) => {
            info!(username = %user.username(), "made the first super admin");
            true
        }
        Ok(Bootstrapped::NotNeeded) => true,
        Ok(Bootstrapped::Refused(reason)) => {
            error!(error = %ErrorChain(&*reason), "the first super admin of `bootstrap` was not made");
            true
        }
        Err(error) => {
            warn!(error = %ErrorChain(&error), "the first super admin is not made yet");
            false
        }
    }
}
