use application::{ErrorChain, StoreError};
use tracing::{error, info, warn};

use crate::{
    bootstrap::{Bootstrapped, bootstrap},
    composition::Composition,
    configuration::{Bootstrap, Settings},
    repeated_reasons::RepeatedReasons,
};

/// The tasks before the store can be used: migrating its schema, and creating the configured super admin.
pub(crate) struct StartupTasks {
    composition: Composition,
    schema: SchemaTask,
    first_left: Option<Bootstrap>,
    /// The logged reasons of failed tries.
    reasons: RepeatedReasons,
}

/// The schema task that is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SchemaTask {
    Migrate,
    /// To check for missing migrations, so that the log says at the start why the store can't be used.
    Look,
    Nothing,
}

impl StartupTasks {
    /// The tasks that the settings ask for.
    pub(crate) fn new(composition: &Composition, settings: &Settings) -> Self {
        let schema = if settings.store.migrate_on_start { SchemaTask::Migrate } else { SchemaTask::Nothing };
        let (composition, first_left) = (composition.clone(), settings.bootstrap.clone());
        Self { composition, schema, first_left, reasons: RepeatedReasons::default() }
    }

    /// Adds a check of the schema, if it is not migrated at the start.
    pub(crate) fn with_look(mut self) -> Self {
        if self.schema == SchemaTask::Nothing {
            self.schema = SchemaTask::Look;
        }
        self
    }

    /// Tries the remaining tasks once. Returns whether all are done.
    ///
    /// # Errors
    /// [`StoreError::Unusable`], if another try would fail until an operator has changed something.
    pub(crate) async fn try_once(&mut self) -> Result<bool, StoreError> {
        let is_schema_ready = match self.schema {
            SchemaTask::Migrate => self.migrate().await?,
            SchemaTask::Look => self.look().await?,
            SchemaTask::Nothing => true,
        };
        if !is_schema_ready {
            return Ok(false);
        }
        self.schema = SchemaTask::Nothing;
        if let Some(first) = self.first_left.take()
            && !self.make_first(&first).await
        {
            self.first_left = Some(first);
            return Ok(false);
        }
        if self.reasons.clear() {
            info!("the store is ready");
        }
        Ok(true)
    }

    /// Logs why the store can't be used, unless that was logged just now.
    pub(crate) fn log_unusable(&mut self, reason: &StoreError) {
        let reason = ErrorChain(reason).to_string();
        if self.reasons.is_due(&reason) {
            error!(error = reason, "the store can't be used, and is tried again");
        }
    }

    async fn migrate(&mut self) -> Result<bool, StoreError> {
        match self.composition.schema().migrate().await {
            Ok(applied) => {
                for migration in applied {
                    info!(migration, "migrated the store");
                }
                Ok(true)
            }
            Err(error @ StoreError::Unusable(_)) => Err(error),
            Err(error) => {
                self.warn(&ErrorChain(&error).to_string(), "the store is not migrated yet, and is tried again");
                Ok(false)
            }
        }
    }

    async fn look(&mut self) -> Result<bool, StoreError> {
        match self.composition.schema().status().await {
            Ok(states) => {
                let missing: Vec<String> =
                    states.into_iter().filter(|state| !state.applied).map(|state| state.name).collect();
                if missing.is_empty() {
                    return Ok(true);
                }
                let missing = format!("it lacks {}: run `tranche migrate up`", missing.join(", "));
                self.warn(&missing, "the store is not migrated yet, and is tried again");
                Ok(false)
            }
            Err(error @ StoreError::Unusable(_)) => Err(error),
            Err(error) => {
                self.warn(&ErrorChain(&error).to_string(), "the store does not answer yet, and is tried again");
                Ok(false)
            }
        }
    }

    async fn make_first(&mut self, first: &Bootstrap) -> bool {
        match bootstrap(&self.composition, first).await {
            Ok(Bootstrapped::Made(user)) => {
                info!(username = %user.username(), "created the first super admin");
                true
            }
            Ok(Bootstrapped::NotNeeded) => true,
            Ok(Bootstrapped::Refused(reason)) => {
                error!(error = %ErrorChain(&*reason), "the first super admin of `bootstrap` was not created");
                true
            }
            Err(error) => {
                let reason = ErrorChain(&error).to_string();
                self.warn(&reason, "the first super admin is not created yet, and is tried again");
                false
            }
        }
    }

    fn warn(&mut self, reason: &str, what: &str) {
        if self.reasons.is_due(reason) {
            warn!(error = reason, "{what}");
        }
    }
}
