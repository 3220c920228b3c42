use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use application::{ErrorChain, Maintenance, Schema, StoreError, WriteAccess};
use serde::Serialize;
use tokio::time::timeout;
use tracing::warn;
use utoipa::ToSchema;

use crate::{composition::Composition, repeated_reasons::RepeatedReasons};

/// The timeout of the store's checks.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Decides whether this process should get requests.
pub(crate) struct Readiness {
    schema: Arc<dyn Schema>,
    maintenance: Arc<dyn Maintenance>,
    draining: AtomicBool,
    /// The logged reasons of failed checks.
    reasons: Mutex<RepeatedReasons>,
}

/// The result of all checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Checks {
    pub(crate) store: Check,
    pub(crate) migrations: Check,
    pub(crate) server: Check,
    /// Whether the store is in maintenance. The process is ready all the same: it serves reads.
    pub(crate) maintenance: Check,
}

/// The result of one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Check {
    Ok,
    Unreachable,
    ReadOnly,
    Missing,
    Unknown,
    Draining,
    Off,
    On,
}

impl Readiness {
    pub(crate) fn new(composition: &Composition) -> Self {
        let (schema, maintenance) = (composition.schema(), composition.maintenance());
        Self { schema, maintenance, draining: AtomicBool::new(false), reasons: Mutex::default() }
    }

    /// Stops asking for new requests.
    pub(crate) fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Runs all checks.
    pub(crate) async fn look(&self) -> Checks {
        let server = if self.draining.load(Ordering::Relaxed) { Check::Draining } else { Check::Ok };
        let (store, migrations, maintenance) = match timeout(TIMEOUT, self.check_store()).await {
            Ok(Ok(checks)) => checks,
            Ok(Err(error)) => {
                self.warn(&ErrorChain(&error).to_string(), "the store failed the readiness check");
                (Check::Unreachable, Check::Unknown, Check::Unknown)
            }
            Err(_) => {
                self.warn("no answer in time", "the store did not answer the readiness check in time");
                (Check::Unreachable, Check::Unknown, Check::Unknown)
            }
        };
        Checks { store, migrations, server, maintenance }
    }

    /// Checks the store and its migrations, and looks whether it is in maintenance.
    async fn check_store(&self) -> Result<(Check, Check, Check), StoreError> {
        let states = self.schema.status().await?;
        if states.iter().any(|state| !state.applied) {
            return Ok((Check::Ok, Check::Missing, Check::Unknown));
        }
        if let WriteAccess::Refused(reason) = self.schema.write_access().await? {
            self.warn(&reason, "the store would refuse writes");
            return Ok((Check::ReadOnly, Check::Ok, Check::Unknown));
        }
        let maintenance = if self.maintenance.current().await?.is_some() { Check::On } else { Check::Off };
        self.reasons.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok((Check::Ok, Check::Ok, maintenance))
    }

    /// Logs why a check failed, unless that was logged just now: probes come every few seconds.
    fn warn(&self, reason: &str, what: &str) {
        if self.reasons.lock().unwrap_or_else(PoisonError::into_inner).is_due(reason) {
            warn!(error = reason, "{what}");
        }
    }
}

impl Checks {
    /// Whether every check passed. Maintenance fails none.
    pub(crate) fn all_ok(self) -> bool {
        [self.store, self.migrations, self.server].iter().all(|check| *check == Check::Ok)
    }
}
