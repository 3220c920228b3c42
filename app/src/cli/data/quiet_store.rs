use std::{convert::Infallible, error::Error, sync::Arc, time::Duration};

use application::{
    Clock, Load, Maintenance, MaintenancePeriod, Outbox, Persistence, Schema, Side, Source, StoreError, StoreSource,
    TransferError, first_kind,
};
use async_trait::async_trait;
use domain::Timestamp;
use thiserror::Error;
use tokio::time::sleep;
use uuid::Uuid;

use super::ROWS;
use crate::{
    composition::Composition,
    configuration::{Settings, StoreUrl},
    stores,
};

/// How long the lease of the outbox is held, and the pause between two attempts to acquire it.
const LEASE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(500);
/// When maintenance lapses that its process does not prolong, and the pause between two prolongations.
const LAPSE: Duration = Duration::from_mins(1);
const PROLONGATION: Duration = Duration::from_secs(20);

/// The rows that were read may be of different moments.
#[derive(Debug, Error)]
#[error("maintenance of the store was ended meanwhile, so changes may have come in between: run this again")]
struct MaintenanceEnded;

/// A store that is read or filled as a whole.
#[derive(Clone)]
pub(super) struct WholeStore {
    pub(super) persistence: Arc<dyn Persistence>,
    pub(super) name: String,
}

/// Maintenance of a store in which no event is delivered either.
pub(super) struct Quiet {
    maintenance: Arc<dyn Maintenance>,
    clock: Arc<dyn Clock>,
    outbox: Arc<dyn Outbox>,
    owner: Uuid,
    /// Since when.
    pub(super) since: Timestamp,
}

impl WholeStore {
    pub(super) fn of(composition: &Composition, url: &StoreUrl) -> Self {
        Self { persistence: composition.persistence.clone(), name: url.to_string() }
    }

    /// The other store that `text` names: a URL, or `@` and a file that has it.
    pub(super) fn at(settings: &Settings, text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let store = match text.strip_prefix('@') {
            Some(file) => {
                let url = std::fs::read_to_string(file).map_err(|error| format!("{file} can't be read: {error}"))?;
                settings.store_at(url.trim())?
            }
            None => settings.store_at(text)?,
        };
        if matches!(store.url, StoreUrl::Memory) {
            return Err("the other store can't be in memory, which ends with this process".into());
        }
        let name = store.url.to_string();
        Ok(Self { persistence: stores::connect(&store)?.0, name })
    }

    pub(super) fn maintenance(&self) -> Arc<dyn Maintenance> {
        self.persistence.resolve()
    }

    pub(super) fn load(&self) -> Arc<dyn Load> {
        self.persistence.resolve()
    }

    /// # Errors
    /// The schema of the store is not that of this program.
    pub(super) async fn require_schema(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        let schema: Arc<dyn Schema> = self.persistence.resolve();
        let states = schema.status().await?;
        let missing: Vec<_> = states.into_iter().filter(|state| !state.applied).map(|state| state.name).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let missing = missing.join(", ");
        Err(format!("{} is of another schema: it lacks {missing}; run `tranche migrate up` on it", self.name).into())
    }

    /// Brings an empty store to the schema of this program.
    pub(super) async fn migrate(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        let schema: Arc<dyn Schema> = self.persistence.resolve();
        schema.migrate().await?;
        Ok(())
    }

    /// # Errors
    /// [`TransferError::NotEmpty`].
    pub(super) async fn require_empty(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        match first_kind(&self.persistence).await? {
            Some(kind) => Err(TransferError::NotEmpty(kind).into()),
            None => Ok(()),
        }
    }

    /// Begins maintenance, and waits until no process delivers events.
    pub(super) async fn quieten(&self, composition: &Composition) -> Result<Quiet, Box<dyn Error + Send + Sync>> {
        self.maintenance().begin(composition.clock.now()).await?;
        let period = self.maintenance().current().await?.ok_or(MaintenanceEnded)?;
        self.wait_for_deliveries(composition, period.since).await
    }

    /// The same, for as long as this process lives: then maintenance lapses, unless the operator began it.
    pub(super) async fn quieten_while_alive(
        &self,
        composition: &Composition,
    ) -> Result<Quiet, Box<dyn Error + Send + Sync>> {
        let (maintenance, now) = (self.maintenance(), composition.clock.now());
        maintenance.end_lapsed(now).await?;
        maintenance.begin_until(now, now.after(LAPSE)).await?;
        match maintenance.current().await?.ok_or(MaintenanceEnded)? {
            MaintenancePeriod { since, until: Some(until) } if since != now => Err(format!(
                "another export has been under way since {since}: wait for its end; if its process is dead, for {until}"
            )
            .into()),
            MaintenancePeriod { since, .. } => self.wait_for_deliveries(composition, since).await,
        }
    }

    async fn wait_for_deliveries(
        &self,
        composition: &Composition,
        since: Timestamp,
    ) -> Result<Quiet, Box<dyn Error + Send + Sync>> {
        let (maintenance, clock) = (self.maintenance(), composition.clock.clone());
        let (outbox, owner): (Arc<dyn Outbox>, _) = (self.persistence.resolve(), composition.ids.next());
        // A delivery that began before ends within the lease; afterwards, every process finds the maintenance.
        while !outbox.acquire(owner, clock.now(), clock.now().after(LEASE)).await? {
            sleep(PAUSE).await;
        }
        Ok(Quiet { maintenance, clock, outbox, owner, since })
    }

    /// Its rows, without those that were expired at `as_of`.
    pub(super) fn rows(&self, as_of: Timestamp, limit: u16) -> StoreSource {
        StoreSource::new(self.persistence.clone(), as_of, limit)
    }

    /// Its rows as one of two sides.
    pub(super) fn side(&self, as_of: Timestamp) -> StoreSide {
        StoreSide { store: self.clone(), as_of }
    }
}

impl Quiet {
    /// Prolongs maintenance that would lapse, for ever.
    pub(super) async fn keep(&self) -> Infallible {
        loop {
            sleep(PROLONGATION).await;
            // Whether that succeeded is what `require` finds out at the end.
            let _ = self.maintenance.prolong(self.since, self.clock.now().after(LAPSE)).await;
        }
    }

    /// # Errors
    /// The store has not been in maintenance all the time.
    pub(super) async fn require(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        let current = self.maintenance.current().await?;
        if current.is_some_and(|period| period.since == self.since) { Ok(()) } else { Err(MaintenanceEnded.into()) }
    }

    /// Ends maintenance that would lapse, and no other.
    pub(super) async fn end(self) -> Result<(), StoreError> {
        let now = self.clock.now();
        if self.maintenance.prolong(self.since, now).await? {
            self.maintenance.end_lapsed(now).await?;
        }
        self.release().await;
        Ok(())
    }

    /// Releases the lease of the outbox; it would expire by itself.
    pub(super) async fn release(self) {
        let _ = self.outbox.release(self.owner).await;
    }
}

/// The rows of a store at one moment.
pub(super) struct StoreSide {
    store: WholeStore,
    as_of: Timestamp,
}

#[async_trait]
impl Side for StoreSide {
    async fn open(&self) -> Result<Box<dyn Source>, TransferError> {
        Ok(Box::new(self.store.rows(self.as_of, ROWS)))
    }
}
