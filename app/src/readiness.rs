use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use application::{ErrorChain, Schema};
use tokio::time::timeout;
use tracing::warn;

/// How long the store may take to answer a check.
const PATIENCE: Duration = Duration::from_secs(2);

/// Tells whether this process should get requests.
pub(crate) struct Readiness {
    schema: Arc<dyn Schema>,
    draining: AtomicBool,
}

/// What one look found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Checks {
    pub(crate) store: Check,
    pub(crate) migrations: Check,
    pub(crate) server: Check,
}

/// How one check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    Ok,
    Unreachable,
    Missing,
    Unknown,
    Draining,
}

impl Readiness {
    pub(crate) fn new(schema: Arc<dyn Schema>) -> Self {
        Self { schema, draining: AtomicBool::new(false) }
    }

    /// From now on the process wants no new requests.
    pub(crate) fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Looks at everything that must be well.
    pub(crate) async fn look(&self) -> Checks {
        let server = if self.draining.load(Ordering::Relaxed) { Check::Draining } else { Check::Ok };
        let (store, migrations) = match timeout(PATIENCE, self.schema.status()).await {
            Ok(Ok(states)) if states.iter().all(|state| state.applied) => (Check::Ok, Check::Ok),
            Ok(Ok(_)) => (Check::Ok, Check::Missing),
            Ok(Err(error)) => {
                warn!(error = %ErrorChain(&error), "the store failed the readiness check");
                (Check::Unreachable, Check::Unknown)
            }
            Err(_) => {
                warn!("the store did not answer the readiness check in time");
                (Check::Unreachable, Check::Unknown)
            }
        };
        Checks { store, migrations, server }
    }
}

impl Checks {
    /// Whether everything is well.
    pub(crate) fn all_ok(self) -> bool {
        [self.store, self.migrations, self.server].iter().all(|check| *check == Check::Ok)
    }
}

impl Check {
    /// The word for it on the wire.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Unreachable => "unreachable",
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::Draining => "draining",
        }
    }
}
