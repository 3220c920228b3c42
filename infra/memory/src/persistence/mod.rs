mod accounts;
mod dumps;
mod events;
mod idempotency;
mod maintenance;
mod orders;
mod repository;

use std::sync::Arc;

use application::{
    CommitError, Holder, HolderParameters, Housekeeping, MigrationState, Persistence, Schema, Staged, StoreError,
    UnitOfWork,
};
use async_trait::async_trait;
use domain::Timestamp;
use shaku::{Component, module};

use crate::MemoryStore;
use accounts::{
    MemoryAttempts, MemoryAttemptsParameters, MemorySessions, MemorySessionsParameters, MemoryUsers,
    MemoryUsersParameters,
};
use dumps::{MemoryDump, MemoryDumpParameters, MemoryLoad, MemoryLoadParameters};
use events::{
    MemoryDeadLetters, MemoryDeadLettersParameters, MemoryEvents, MemoryEventsParameters, MemoryOutbox,
    MemoryOutboxParameters,
};
use idempotency::{MemoryIdempotencyRecords, MemoryIdempotencyRecordsParameters};
use maintenance::{MemoryMaintenance, MemoryMaintenanceParameters};
use orders::{MemoryOrders, MemoryOrdersParameters};
use repository::MemoryRepositories;

module! {
    MemoryPersistence: Persistence {
        components = [
            Holder<MemoryRepositories>,
            MemoryUsers, MemorySessions, MemoryOrders, MemoryIdempotencyRecords, MemoryUnitOfWork,
            MemoryAttempts, MemoryEvents, MemoryOutbox, MemoryDeadLetters, MemoryHousekeeping,
            MemoryMaintenance, MemoryDump, MemoryLoad, MemorySchema,
        ],
        providers = []
    }
}

impl MemoryStore {
    /// The store as a module.
    #[must_use]
    pub fn persistence(&self) -> Arc<dyn Persistence> {
        module(self)
    }
}

/// The module whose components all use `store`.
fn module(store: &MemoryStore) -> Arc<dyn Persistence> {
    let store = || store.clone();
    let module = MemoryPersistence::builder()
        .with_component_parameters::<MemoryUsers>(MemoryUsersParameters { store: store() })
        .with_component_parameters::<MemorySessions>(MemorySessionsParameters { store: store() })
        .with_component_parameters::<Holder<MemoryRepositories>>(HolderParameters::of(MemoryRepositories {
            store: store(),
        }))
        .with_component_parameters::<MemoryOrders>(MemoryOrdersParameters { store: store() })
        .with_component_parameters::<MemoryIdempotencyRecords>(MemoryIdempotencyRecordsParameters { store: store() })
        .with_component_parameters::<MemoryUnitOfWork>(MemoryUnitOfWorkParameters { store: store() })
        .with_component_parameters::<MemoryAttempts>(MemoryAttemptsParameters { store: store() })
        .with_component_parameters::<MemoryEvents>(MemoryEventsParameters { store: store() })
        .with_component_parameters::<MemoryOutbox>(MemoryOutboxParameters { store: store() })
        .with_component_parameters::<MemoryDeadLetters>(MemoryDeadLettersParameters { store: store() })
        .with_component_parameters::<MemoryHousekeeping>(MemoryHousekeepingParameters { store: store() })
        .with_component_parameters::<MemoryMaintenance>(MemoryMaintenanceParameters { store: store() })
        .with_component_parameters::<MemoryDump>(MemoryDumpParameters { store: store() })
        .with_component_parameters::<MemoryLoad>(MemoryLoadParameters { store: store() })
        .with_component_parameters::<MemorySchema>(MemorySchemaParameters { store: store() })
        .build();
    Arc::new(module)
}

#[derive(Component)]
#[shaku(interface = UnitOfWork)]
struct MemoryUnitOfWork {
    store: MemoryStore,
}

#[async_trait]
impl UnitOfWork for MemoryUnitOfWork {
    async fn commit(&self, staged: Staged) -> Result<(), CommitError> {
        if staged.changes.is_empty() && staged.events.is_empty() {
            return Ok(self.store.read(|_| ())?);
        }
        self.store.commit(|state| state.commit(staged))
    }
}

#[derive(Component)]
#[shaku(interface = Housekeeping)]
struct MemoryHousekeeping {
    store: MemoryStore,
}

#[async_trait]
impl Housekeeping for MemoryHousekeeping {
    async fn purge_expired(&self, now: Timestamp, at_most: u16) -> Result<u64, StoreError> {
        self.store.update(|state| state.purge(now, at_most))
    }
}

#[derive(Component)]
#[shaku(interface = Schema)]
struct MemorySchema {
    store: MemoryStore,
}

/// Memory has no schema, so there is no migration; an injected fault is returned nevertheless.
#[async_trait]
impl Schema for MemorySchema {
    async fn status(&self) -> Result<Vec<MigrationState>, StoreError> {
        self.store.read(|_| Vec::new())
    }

    async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        self.store.read(|_| Vec::new())
    }
}
