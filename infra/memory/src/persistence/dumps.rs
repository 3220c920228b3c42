use application::{
    Checkpoint, Cursor, Dump, DumpPage, IdempotencyRecord, Load, LoadError, Rows, StoreError, StoredEvent,
};
use async_trait::async_trait;
use domain::Session;
use shaku::Component;

use crate::MemoryStore;

#[derive(Component)]
#[shaku(interface = Dump)]
pub(super) struct MemoryDump {
    store: MemoryStore,
}

/// A cursor is the number of the rows before: a map that is not changed lists its rows in one order.
#[async_trait]
impl Dump for MemoryDump {
    async fn sessions(&self, after: Option<&Cursor>, limit: u16) -> Result<DumpPage<Session>, StoreError> {
        self.store.read(|state| page(state.sessions.all().cloned(), after, limit))
    }

    async fn idempotency_records(
        &self,
        after: Option<&Cursor>,
        limit: u16,
    ) -> Result<DumpPage<IdempotencyRecord>, StoreError> {
        self.store.read(|state| page(state.idempotency_records(), after, limit))
    }

    async fn events(&self, after: Option<&Cursor>, limit: u16) -> Result<DumpPage<StoredEvent>, StoreError> {
        self.store.read(|state| page(state.events().iter().cloned(), after, limit))
    }
}

fn page<T>(rows: impl Iterator<Item = T>, after: Option<&Cursor>, limit: u16) -> DumpPage<T> {
    let before: usize = after.and_then(|after| after.0.parse().ok()).unwrap_or_default();
    let rows: Vec<T> = rows.skip(before).take(limit.into()).collect();
    let next = (rows.len() == usize::from(limit)).then(|| Cursor((before + rows.len()).to_string()));
    DumpPage { rows, next }
}

#[derive(Component)]
#[shaku(interface = Load)]
pub(super) struct MemoryLoad {
    store: MemoryStore,
}

#[async_trait]
impl Load for MemoryLoad {
    fn rows_at_once(&self) -> u16 {
        1_000
    }

    async fn load(&self, rows: Rows, checkpoint: &Checkpoint) -> Result<(), LoadError> {
        self.store.update(|state| state.load(rows, checkpoint))?
    }

    async fn checkpoint(&self) -> Result<Option<Checkpoint>, StoreError> {
        self.store.read(|state| state.maintenance.as_ref().and_then(|maintenance| maintenance.checkpoint.clone()))
    }
}
