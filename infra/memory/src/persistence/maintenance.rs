use application::{Maintenance, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use shaku::Component;

use crate::{MemoryStore, state::MaintenanceState};

#[derive(Component)]
#[shaku(interface = Maintenance)]
pub(super) struct MemoryMaintenance {
    store: MemoryStore,
}

/// Commits and this exclude each other.
#[async_trait]
impl Maintenance for MemoryMaintenance {
    async fn since(&self) -> Result<Option<Timestamp>, StoreError> {
        self.store.read(|state| state.maintenance.as_ref().map(|maintenance| maintenance.since))
    }

    async fn begin(&self, now: Timestamp) -> Result<(), StoreError> {
        self.store.update(|state| {
            state.maintenance.get_or_insert(MaintenanceState { since: now, checkpoint: None });
        })
    }

    async fn end(&self) -> Result<(), StoreError> {
        self.store.update(|state| state.maintenance = None)
    }
}
