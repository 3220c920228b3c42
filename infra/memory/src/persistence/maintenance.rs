use application::{Maintenance, MaintenancePeriod, StoreError};
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
    async fn current(&self) -> Result<Option<MaintenancePeriod>, StoreError> {
        self.store.read(|state| state.maintenance.as_ref().map(|maintenance| maintenance.period))
    }

    async fn begin(&self, now: Timestamp) -> Result<(), StoreError> {
        self.store.update(|state| state.enter_maintenance(now, None).period.until = None)
    }

    async fn begin_until(&self, now: Timestamp, until: Timestamp) -> Result<(), StoreError> {
        self.store.update(|state| {
            state.enter_maintenance(now, Some(until));
        })
    }

    async fn prolong(&self, since: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
        self.store.update(|state| {
            let lapsing = state.maintenance.as_mut().map(|maintenance| &mut maintenance.period);
            let own = lapsing.filter(|period| period.since == since && period.until.is_some());
            own.map(|period| period.until = Some(until)).is_some()
        })
    }

    async fn end(&self) -> Result<(), StoreError> {
        self.store.update(|state| state.maintenance = None)
    }

    async fn end_lapsed(&self, by: Timestamp) -> Result<bool, StoreError> {
        let has_lapsed = |maintenance: &mut MaintenanceState| maintenance.period.until.is_some_and(|until| until <= by);
        self.store.update(|state| state.maintenance.take_if(has_lapsed).is_some())
    }
}
